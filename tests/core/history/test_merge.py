"""Histories put together: whichever way round and however often, the same comes out and no session is lost."""

import dataclasses
import datetime as dt
import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.history.day_marks import DayKind, DayMark, Target
from ankle_tui.core.history.ids import MOST_REVISIONS, new_id
from ankle_tui.core.history.merge import complete, lost, merge
from ankle_tui.core.history.records import History, SessionRecord, Tombstone
from ankle_tui.core.history.self_tests import AfterBlock, BlockRecord, SelfTestRecord
from ankle_tui.core.self_tests.protocols import SelfTestId
from tests.builders import ENDED, Runner, short_plan
from tests.examples import examples
from tests.self_tests import measured

IDS = [new_id(number, bytes(10)) for number in range(8)]
"""Few, so that they meet: four of sessions, two of self-tests, two of blocks."""

RECORD = Runner(short_plan()).start().work(2).session.record(ENDED)


def session(number: int, rev: int = 1, note: str = "", **extra: object) -> SessionRecord:
    return dataclasses.replace(RECORD, id=IDS[number], rev=rev, note=note, extra=extra)


def tomb(number: int, rev: int = 1, minutes: int = 0) -> Tombstone:
    return Tombstone(IDS[number], ENDED + dt.timedelta(minutes=minutes), rev)


def self_test(number: int, rev: int = 1, trials: int = 1, note: str = "", **extra: object) -> SelfTestRecord:
    record = measured(0, SelfTestId.RAISE, (20,) * trials)
    return dataclasses.replace(record, id=IDS[number], rev=rev, note=note, extra=extra)


def block(number: int, rev: int = 1, target: int = 2, answer: AfterBlock | None = None) -> BlockRecord:
    return BlockRecord(IDS[number], dt.date(2026, 11, 16), target, answer=answer, rev=rev)


def ids(history: History) -> list[str]:
    return [item.id for item in history.sessions]


def canonical(history: History) -> str:
    """Everything a history says; 1 and 1.0 and True, which Python takes for equal, are different."""
    lists = (history.sessions, history.deleted, history.days, history.targets, history.tests, history.blocks)
    parts = [[item.to_json() for item in items] for items in lists]
    return json.dumps([*parts, history.extra], sort_keys=True)


# Few values of every kind, so that the same key has the same and other ones
scalars = st.sampled_from([None, True, 0, 1, 1.0, -0.0, "", "a", "b"])
lists = st.lists(st.sampled_from(["x", "y", "z"]), max_size=3)
values = st.recursive(
    scalars | lists, lambda inner: st.dictionaries(st.sampled_from("kl"), inner, max_size=2), max_leaves=4
)
extras = st.dictionaries(st.sampled_from(["mood", "goals"]), values, max_size=2)
sessions = st.builds(session, st.integers(0, 3), st.integers(1, 3), st.sampled_from(["", "a", "b"]), mood=scalars)
tombs = st.builds(tomb, st.integers(0, 7), st.integers(1, 3), st.integers(0, 2))
dates = st.dates(dt.date(2026, 11, 20), dt.date(2026, 11, 22))
kinds = st.none() | st.sampled_from(DayKind)
marks = st.builds(
    DayMark,
    dates,
    kinds,
    rev=st.integers(1, 3),
    extra=st.dictionaries(st.just("mood"), scalars),
    imported=st.none() | st.sampled_from([DayKind.RUN, DayKind.CROSS_TRAINING]),
)
targets = st.builds(Target, dates, st.integers(1, 3), st.integers(1, 3))
tests = st.builds(
    self_test, st.integers(4, 5), st.integers(1, 3), st.integers(0, 2), st.sampled_from(["", "a"]), mood=scalars
)
blocks = st.builds(
    block, st.integers(6, 7), st.integers(1, 3), st.integers(2, 3), st.none() | st.sampled_from(AfterBlock)
)
histories = st.builds(
    History,
    st.lists(sessions, max_size=4, unique_by=lambda item: item.id).map(tuple),
    st.lists(tombs, max_size=3, unique_by=lambda item: item.id).map(tuple),
    st.lists(marks, max_size=3, unique_by=lambda item: item.day).map(tuple),
    st.lists(targets, max_size=2, unique_by=lambda item: item.since).map(tuple),
    extras,
    st.lists(tests, max_size=2, unique_by=lambda item: item.id).map(tuple),
    st.lists(blocks, max_size=2, unique_by=lambda item: item.id).map(tuple),
)


# The laws


@examples(200)
@given(histories, histories)
def test_which_comes_first_makes_no_difference(one: History, other: History) -> None:
    assert canonical(merge(one, other)) == canonical(merge(other, one))


@examples(200)
@given(histories, histories, histories)
def test_which_are_put_together_first_makes_no_difference(one: History, two: History, three: History) -> None:
    together = canonical(merge(one, two, three))
    assert canonical(merge(merge(one, two), three)) == together
    assert canonical(merge(one, merge(two, three))) == together


@examples(200)
@given(histories, histories)
def test_merging_again_changes_nothing(one: History, other: History) -> None:
    once = merge(one, other)
    for again in (merge(once, once), merge(once, one), merge(other, once)):
        assert canonical(again) == canonical(once)


@examples(200)
@given(st.lists(histories, max_size=4))
def test_nothing_goes_but_by_a_tombstone_and_the_highest_revision_stays(parts: list[History]) -> None:
    merged = merge(*parts)
    highest: dict[str, int] = {}
    for item in (item for part in parts for item in part.mortal):
        highest[item.id] = max(item.rev, highest.get(item.id, 0))
    gone: dict[str, int] = {}
    for stone in (stone for part in parts for stone in part.deleted):
        gone[stone.id] = max(stone.rev, gone.get(stone.id, 0))
    living = {key: rev for key, rev in highest.items() if rev > gone.get(key, 0)}
    assert {item.id: item.rev for item in merged.mortal} == living
    assert {stone.id: stone.rev for stone in merged.deleted} == gone
    assert all(not lost(part, merged) for part in parts)


@examples(200)
@given(histories, histories)
def test_every_entry_is_one_of_those_that_were_there(one: History, other: History) -> None:
    merged = merge(one, other)
    assert {*map(repr, merged.mortal)} <= {*map(repr, (*one.mortal, *other.mortal))}
    assert {*map(repr, merged.deleted)} <= {*map(repr, (*one.deleted, *other.deleted))}
    for items in (merged.sessions, merged.tests, merged.blocks):
        assert [item.id for item in items] == sorted(item.id for item in items)


# One by one


def test_nothing_merged_is_nothing() -> None:
    assert merge() == History()


def test_a_higher_revision_wins_and_a_lower_one_does_not() -> None:
    older, newer = History((session(0, 2, "older"),)), History((session(0, 3, "newer"), session(1)))
    assert [item.note for item in merge(older, newer).sessions] == ["newer", ""]


def test_of_two_that_say_they_are_the_same_revision_all_machines_choose_the_same_one() -> None:
    one, other = History((session(0, note="a"),)), History((session(0, note="b"),))
    assert merge(one, other).sessions == merge(other, one).sessions == (session(0, note="b"),)


def test_of_a_session_that_was_kept_while_it_still_ran_the_fuller_record_stays() -> None:
    early = dataclasses.replace(session(1), active_seconds=9.0, note="z")
    late = dataclasses.replace(session(1), active_seconds=20.0, note="a")
    assert merge(History((early,)), History((late,))).sessions == (late,)
    assert merge(History((late,)), History((early,))).sessions == (late,)


def test_of_a_self_test_that_was_kept_while_it_still_ran_the_one_with_more_trials_stays() -> None:
    early, late = self_test(4, trials=1, note="z"), self_test(4, trials=2, note="a")
    assert merge(History(tests=(early,)), History(tests=(late,))).tests == (late,)
    assert merge(History(tests=(late,)), History(tests=(early,))).tests == (late,)
    checked = dataclasses.replace(early, rev=2)
    assert merge(History(tests=(late,)), History(tests=(checked,))).tests == (checked,)


def test_a_deletion_holds_against_the_copy_of_another_machine() -> None:
    here, there = History((session(1),), (tomb(0, 2),)), History((session(0, 2), session(1)))
    merged = merge(here, there)
    assert (ids(merged), merged.deleted) == ([IDS[1]], (tomb(0, 2),))


def test_a_deletion_that_was_undone_stays_undone() -> None:
    deleted, undone = History((), (tomb(0, 2),)), History((session(0, 3),))
    merged = merge(deleted, undone, History((session(0, 2),)), deleted)
    assert (merged.sessions, merged.deleted) == ((session(0, 3),), (tomb(0, 2),))


def test_what_was_deleted_for_good_never_comes_back() -> None:
    assert merge(History((), (tomb(0, MOST_REVISIONS),)), History((session(0, MOST_REVISIONS),))).sessions == ()


def test_the_later_of_two_tombstones_of_one_revision_stays() -> None:
    assert merge(History((), (tomb(0, 1, 5),)), History((), (tomb(0, 1),))).deleted == (tomb(0, 1, 5),)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ({"a": 1}, {"b": 2}, {"a": 1, "b": 2}),
        ({"a": {"b": 1}}, {"a": {"c": 2}}, {"a": {"b": 1, "c": 2}}),
        ({"a": ["x", "z"]}, {"a": ["y", "x"]}, {"a": ["x", "y", "z"]}),
        ({"a": ["z", "x"]}, {"a": ["z", "x"]}, {"a": ["z", "x"]}),
        ({"a": [{"day": 1}]}, {"a": [{"day": 2}]}, {"a": [{"day": 1}, {"day": 2}]}),
        ({"a": 1}, {"a": 2}, {"a": 2}),
        ({"a": "text"}, {"a": ["x"]}, {"a": ["x"]}),
        ({"a": ["x"]}, {"a": {"b": 1}}, {"a": {"b": 1}}),
        ({"a": None}, {"a": "text"}, {"a": None}),  # as they sort: what matters is that all machines choose alike
    ],
)
def test_fields_that_are_not_sessions_are_joined(
    one: dict[str, object], other: dict[str, object], both: dict[str, object]
) -> None:
    assert merge(History(extra=one), History(extra=other)).extra == both
    assert merge(History(extra=other), History(extra=one)).extra == both


def test_a_mark_by_hand_wins_over_every_revision_from_a_file() -> None:
    day = dt.date(2026, 11, 22)
    by_hand = DayMark(day, DayKind.REST)
    imported = DayMark(day, DayKind.RUN, rev=7, imported=DayKind.RUN)
    changed = DayMark(day, DayKind.SICK, rev=8, imported=DayKind.RUN)  # by a version that does not know of files
    for one, other in ((by_hand, imported), (imported, by_hand)):
        assert merge(History(days=(one,)), History(days=(other,))).days == (by_hand,)
        assert complete(History(days=(by_hand,)), History(days=(imported,))).days == (by_hand,)
    assert merge(History(days=(by_hand,)), History(days=(changed,)), History(days=(imported,))).days == (changed,)


# What would be lost


def test_what_is_there_in_any_revision_is_not_lost() -> None:
    assert lost(History((session(0, 2),)), History((session(0), session(1)))) == set()


def test_what_nobody_deleted_is_lost() -> None:
    before = History((session(0), session(1, 3), session(2)))
    after = History((session(2),), (tomb(1, 2),))
    assert lost(before, after) == {IDS[0], IDS[1]}


def test_a_self_test_or_a_block_that_nobody_deleted_is_lost() -> None:
    before = History(tests=(self_test(4), self_test(5, 2)), blocks=(block(6), block(7)))
    after = History((), (tomb(5, 2),), blocks=(block(7),))
    assert lost(before, after) == {IDS[4], IDS[6]}


def test_what_was_deleted_is_not_lost() -> None:
    assert lost(History((session(0, 2),)), History((), (tomb(0, 2),))) == set()


# Gaps filled


@examples(200)
@given(histories, histories)
def test_what_fills_gaps_changes_nothing_of_the_same_revision(one: History, other: History) -> None:
    filled = complete(one, other)
    for found, own, theirs in (
        (filled.deleted, one.deleted, other.deleted),
        (filled.days, one.days, other.days),
        (filled.targets, one.targets, other.targets),
        (living(filled.tests, filled), living(one.tests, filled), living(other.tests, filled)),
        (living(filled.blocks, filled), living(one.blocks, filled), living(other.blocks, filled)),
    ):
        mine, second = ({name_of(item): item for item in items} for items in (own, theirs))
        assert {name_of(item): item for item in found} == {
            name: second[name]
            if name not in mine or (name in second and fills(second[name], mine[name]))
            else mine[name]
            for name in mine.keys() | second.keys()
        }
    assert {key: filled.extra[key] for key in one.extra} == one.extra
    assert filled.extra.keys() == one.extra.keys() | other.extra.keys()


Named = Tombstone | DayMark | Target | SelfTestRecord | BlockRecord


def fills(item: Named, known: Named) -> bool:
    """Whether a later revision takes the place of what is known, which no file does to a mark by hand."""
    from_file = isinstance(item, DayMark) and not item.by_hand
    return item.rev > known.rev and not (from_file and isinstance(known, DayMark) and known.by_hand)


def living(items: Sequence[SelfTestRecord | BlockRecord], history: History) -> list[SelfTestRecord | BlockRecord]:
    """Those that no tombstone of the history has deleted."""
    gone = {stone.id: stone.rev for stone in history.deleted}
    return [item for item in items if item.rev > gone.get(item.id, 0)]


def name_of(item: Named) -> object:
    match item:
        case DayMark():
            return item.day
        case Target():
            return item.since
    return item.id


def test_a_session_fills_a_gap_or_comes_in_a_higher_revision() -> None:
    mine = History((session(0, note="mine"), session(1, note="mine")), (tomb(3),))
    theirs = History((session(0, note="theirs"), session(1, 2, "theirs"), session(2, note="theirs"), session(3)))
    filled = complete(mine, theirs)
    assert [(item.id, item.note) for item in filled.sessions] == [
        (IDS[0], "mine"),
        (IDS[1], "theirs"),
        (IDS[2], "theirs"),
    ]
    assert complete(mine, History()) is mine
