"""The facts of a history: what is in them, from which day on, and that nothing of a wrong clock is."""

import datetime as dt
import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Level, Side, Unit
from ankle_tui.core.history.records import Feel, History, Morning, Outcome, SessionRecord, SetRecord
from ankle_tui.core.history.self_tests import BlockRecord
from ankle_tui.core.overview.both_legs import both_legs
from ankle_tui.core.overview.overview import MOST_LISTED, Overview, overview
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Rules
from tests.builders import shipped
from tests.examples import examples
from tests.histories import LATEST, random_history
from tests.store.history.records import make_id
from tests.training import BALANCE, CALF, CLOSED, GEAR, MONDAY, OPEN, day, dosed, session, sets_of

HOLD = sets_of(BALANCE, OPEN, 2, 30)


def facts(*sessions: SessionRecord, today: int = 30, since: int | None = None) -> Overview:
    return overview(
        shipped(),
        Calendar(History(sessions), Rules(), MONDAY + dt.timedelta(days=today)),
        since=None if since is None else MONDAY + dt.timedelta(days=since),
        level=Level.BEGINNER,
        equipment=GEAR,
    )


def test_an_empty_history_has_no_facts() -> None:
    found = facts()
    assert (found.totals.sessions, found.totals.first, found.periods, found.ladders, found.legs) == (
        0,
        None,
        (),
        (),
        (),
    )
    assert (found.pain.answers, found.pain.highest, found.notes) == (0, None, ())


def test_the_facts_begin_with_the_history_or_later() -> None:
    sessions = [session(3, HOLD), session(10, HOLD), session(20, HOLD)]
    assert facts(*sessions).since == facts(*sessions, since=-50).since == sessions[0].day
    late = facts(*sessions, since=10)
    assert (late.since, late.totals.sessions, late.totals.first) == (sessions[1].day, 2, sessions[1].day)


def test_sessions_too_short_to_count_are_in_no_sum() -> None:
    found = facts(session(0, HOLD), replace(session(1, sets_of(BALANCE, OPEN, 1, 30, left=2)), active_seconds=4.0))
    assert (found.totals.sessions, found.totals.days, found.totals.last) == (1, 1, MONDAY)


def test_reports_of_pain_are_listed_the_newest_first() -> None:
    sessions = [
        session(0, HOLD, pain=3),
        session(1, HOLD, pain=2),
        session(2, HOLD, morning=Morning.WORSE),
        replace(session(3, HOLD, sets_of(CALF, "both-legs", 2, 12), pain=5, relieved=6), pain_side=Side.RIGHT),
    ]
    found = facts(*sessions).pain
    assert [(item.pain, item.side, item.morning) for item in found.reports] == [
        (5, Side.RIGHT, None),
        (None, None, Morning.WORSE),
        (3, None, None),
    ]
    assert found.reports[0].exercises == ("Single-leg balance", "Calf raise")
    assert found.reports[0].relieved == MONDAY + dt.timedelta(days=6)
    assert (found.answers, found.highest, found.sides) == (3, 5, {None: 2, Side.RIGHT: 1})


def test_answers_are_counted() -> None:
    found = facts(
        session(0, HOLD, feel=Feel.FINE, morning=Morning.SAME), session(1, HOLD, feel=Feel.FINE), session(2, HOLD)
    ).pain
    assert (found.feels, found.mornings, found.answers) == ({Feel.FINE: 2}, {Morning.SAME: 1}, 0)


def test_of_many_reports_and_notes_the_newest_are_listed_and_the_others_counted() -> None:
    sessions = [replace(session(number, HOLD, pain=4), note=str(number)) for number in range(MOST_LISTED + 5)]
    random.Random(1).shuffle(sessions)
    found = facts(*sessions)
    assert [note.text for note in found.notes] == [str(number) for number in range(MOST_LISTED + 4, 4, -1)]
    assert (len(found.pain.reports), found.pain.more, found.more_notes) == (MOST_LISTED, 5, 5)


def test_a_ladder_is_told_from_where_it_stood_to_where_it_stands() -> None:
    twelve = sets_of(CALF, "both-legs", 3, 12)
    (ladder,) = facts(session(0, twelve), session(8, twelve), today=10).ladders
    assert ladder.after.exercise.id == CALF
    assert (dosed(ladder.before), dosed(ladder.after)) == (("both-legs", 3, 12), ("both-legs", 3, 15))


def test_a_ladder_stood_higher_if_there_were_sessions_before() -> None:
    twelve = sets_of(CALF, "both-legs", 3, 12)
    sessions = [session(0, twelve), session(3, twelve), session(10, sets_of(CALF, "both-legs", 3, 15))]
    (ladder,) = facts(*sessions, since=9, today=12).ladders
    assert dosed(ladder.before) == dosed(ladder.after) == ("both-legs", 3, 15)


# Blocks


def of_blocks(*blocks: BlockRecord, since: int | None = None, today: int = 70) -> Overview:
    calendar = Calendar(History((session(0, HOLD), session(16, HOLD)), blocks=blocks), Rules(), day(today))
    first = None if since is None else day(since)
    return overview(shipped(), calendar, since=first, level=Level.BEGINNER, equipment=GEAR)


def test_the_last_block_is_looked_back_on() -> None:
    first, last = BlockRecord(make_id(1), day(0), 2, ended=day(13)), BlockRecord(make_id(2), day(14), 3)
    found = of_blocks(last, first)
    assert [state.record for state in found.blocks] == [first, last]
    assert found.block
    assert found.block.state.record == last
    assert [week.done for week in found.block.weeks][:2] == [1, 0]


def test_a_block_that_was_over_before_is_not_told() -> None:
    found = of_blocks(BlockRecord(make_id(1), day(0), 2, ended=day(13)), since=14)
    assert (found.blocks, found.block) == ((), None)


def test_a_block_to_come_is_not_told() -> None:
    assert of_blocks(BlockRecord(make_id(1), day(80), 2)).block is None


# Left and right


def test_each_leg_has_its_best_and_the_one_that_lags_is_named() -> None:
    sessions = [session(number, sets_of(CALF, "one-leg", 2, 10, left=10, right=8)) for number in (0, 3)]
    (row,) = both_legs(shipped(), sessions)
    assert (row.exercise, row.variation, row.part, row.unit) == ("Calf raise", "one leg", "", Unit.REPS)
    assert row.left
    assert row.right
    assert (row.left.best, row.right.best) == (10, 8)
    assert row.weaker
    assert row.weaker.side is Side.RIGHT


def test_a_leg_that_did_nothing_is_missing() -> None:
    left = tuple(item for item in HOLD if item.side is Side.LEFT)
    (row,) = both_legs(shipped(), [session(0, left)])
    assert row.left
    assert row.right is None


def test_both_legs_together_say_nothing_of_either() -> None:
    assert both_legs(shipped(), [session(0, sets_of(CALF, "both-legs", 2, 12))]) == ()


def test_rows_stand_in_the_order_of_the_catalogue_and_the_unknown_last() -> None:
    odd = SetRecord("a-move", "of-my-own", 1, Side.LEFT, "up", Unit.REPS, 9, 9, Outcome.DONE)
    unknown = [replace(odd, exercise=BALANCE), replace(odd, exercise="band-ankle", variation="four-way"), odd]
    known = [*sets_of(CALF, "one-leg", 1, 10), *sets_of(BALANCE, CLOSED, 1, 15), *HOLD]
    rows = both_legs(shipped(), [session(0, [*unknown, *known])])
    assert [(row.exercise, row.variation, row.part) for row in rows] == [
        ("Single-leg balance", "eyes open, firm floor", ""),
        ("Single-leg balance", "eyes closed, firm floor", ""),
        ("Single-leg balance", "of-my-own", "up"),
        ("Calf raise", "one leg", ""),
        ("Band ankle moves", "four directions", "up"),
        ("a-move", "of-my-own", "up"),
    ]


# Whatever happened


def everything(history: History) -> tuple[Overview, list[dict[str, object]]]:
    """All facts; of the blocks as JSON, since their weeks are only equal to themselves."""
    found = overview(shipped(), Calendar(history, Rules(), LATEST), level=Level.BEGINNER, equipment=GEAR)
    blocks = [state.to_json() for state in found.blocks] + ([found.block.to_json()] if found.block else [])
    return replace(found, blocks=(), block=None), blocks


@examples(200)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_the_order_of_the_file_changes_nothing(seed: int, dice: random.Random) -> None:
    history = random_history(seed)
    sessions, tests = list(history.sessions), list(history.tests)
    dice.shuffle(sessions)
    dice.shuffle(tests)
    mixed = replace(history, sessions=tuple(sessions), tests=tuple(tests))
    assert everything(mixed) == everything(history)


@examples(200)
@given(st.integers(0, 10**6))
def test_what_is_dated_after_today_counts_nowhere(seed: int) -> None:
    history = random_history(seed)
    past = replace(
        history,
        sessions=tuple(item for item in history.sessions if item.day <= LATEST),
        tests=tuple(item for item in history.tests if item.day <= LATEST),
    )
    assert everything(past) == everything(history)
