"""What two tests say of each other: nothing within the noise, nothing across series, nothing from practice."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.self_tests.findings import (
    Change,
    LegGap,
    Series,
    Trend,
    Verdict,
    all_series,
    changes,
    compare,
    series_up_to,
    series_with,
    sides,
    trend,
)
from ankle_tui.core.self_tests.protocols import CLOSED_EYES, OPEN_EYES, PROTOCOLS, SelfTestId, best_by_side
from tests.examples import examples
from tests.self_tests import any_test, in_halves, measured

LEFT, RIGHT = Side
STANCE, RAISE, WALL, HOP = SelfTestId.STANCE, SelfTestId.RAISE, SelfTestId.WALL, SelfTestId.HOP
NOISE = {RAISE: 7, WALL: 2, HOP: 3}
"""The least difference that is more than chance, as the page has it."""
HISTORIES = st.lists(any_test(), max_size=8)


def series_of(test: SelfTestId, *values: tuple[float, float], part: str = "", every: int = 7) -> list[SelfTestRecord]:
    """Practice, and then a test a week with these values of left and right."""
    count = PROTOCOLS[test].trials if test is STANCE else 1
    return [
        measured(every * number, test, (left,) * count, (right,) * count, part=part)
        for number, (left, right) in enumerate([(9.0, 9.0), *values])
    ]


def verdict(records: list[SelfTestRecord]) -> Verdict:
    """What the last two tests say of the left leg."""
    return compare(records[-2], records[-1], records)[0].verdict


def only(records: list[SelfTestRecord]) -> Series:
    """The one series that tests belong to."""
    (found,) = all_series(records)
    return found


# Noise


@given(st.sampled_from(list(NOISE)), in_halves(0, 60), in_halves(0, 60))
@examples(300)
def test_a_change_within_the_noise_is_never_called_one(test: SelfTestId, before: float, after: float) -> None:
    assume(test is not HOP or (before and after))
    records = series_of(test, (before, 20), (after, 20))
    changed = abs(after - before) >= NOISE[test]
    assert verdict(records) is (Verdict.CHANGED if changed else Verdict.CHANCE)


@pytest.mark.parametrize(
    ("test", "before", "after", "verdict_"),
    [
        (RAISE, 20, 26, Verdict.CHANCE),
        (RAISE, 20, 27, Verdict.CHANGED),
        (RAISE, 20, 13, Verdict.CHANGED),
        (WALL, 10, 11.5, Verdict.CHANCE),
        (WALL, 10, 12, Verdict.CHANGED),
        (HOP, 12, 9.5, Verdict.CHANCE),
        (HOP, 12, 9, Verdict.CHANGED),
    ],
)
def test_the_noise_of_each_test(test: SelfTestId, before: float, after: float, verdict_: Verdict) -> None:
    assert verdict(series_of(test, (before, 20), (after, 20))) is verdict_


@given(in_halves(0, 45), in_halves(0, 45))
def test_two_stances_say_neither_that_one_has_changed_nor_that_it_is_chance(before: float, after: float) -> None:
    assert verdict(series_of(STANCE, (before, 9), (after, 9), part=CLOSED_EYES)) is Verdict.UNTOLD


def test_a_change_has_both_results_and_which_way_is_better() -> None:
    records = series_of(RAISE, (20, 30), (28, 22))
    assert compare(records[1], records[2], records) == (
        Change(LEFT, "", 20, 28, Verdict.CHANGED, better=True),
        Change(RIGHT, "", 30, 22, Verdict.CHANGED, better=False),
    )
    records = series_of(HOP, (12, 12), (8, 16))
    assert [change.better for change in compare(records[1], records[2], records)] == [True, False]


def test_a_leg_without_a_result_is_not_compared() -> None:
    records = [*series_of(RAISE, (20, 20)), measured(14, RAISE, 21)]
    assert [change.side for change in changes(records[-1], records)] == [LEFT]


# Series


def test_a_test_without_a_result_is_in_no_series_and_is_no_practice() -> None:
    nothing = measured(0, STANCE, (20,), (20, 20), part=OPEN_EYES)  # the mean of three counts
    whole = measured(5, STANCE, (20,) * 3, (20,) * 3, part=OPEN_EYES)
    assert series_with(nothing, [nothing, whole]) is None
    assert series_with(whole, [nothing, whole]).practice == (whole,)  # type: ignore[union-attr]


def test_the_series_up_to_a_test_ends_with_it() -> None:
    records = series_of(RAISE, (20, 20), (21, 21), (22, 22))
    assert series_up_to(records[2], records).counted == tuple(records[1:3])  # type: ignore[union-attr]
    assert series_up_to(records[0], records) is None  # practice


@given(HISTORIES)
@examples(200)
def test_the_first_test_is_never_compared(records: list[SelfTestRecord]) -> None:
    for series in all_series(records):
        first = series.practice[0]
        assert first.day == min(record.day for record in (*series.practice, *series.counted))
        assert changes(first, records) == ()
        for other in records:
            for found in (compare(first, other, records), compare(other, first, records)):
                assert {change.verdict for change in found} <= {Verdict.NOT_COMPARABLE}


@given(HISTORIES)
@examples(200)
def test_only_like_tests_that_were_looked_at_are_compared(records: list[SelfTestRecord]) -> None:
    for old in records:
        for new in records:
            told = {change.verdict for change in compare(old, new, records)} - {Verdict.NOT_COMPARABLE}
            if told:
                assert old.checked
                assert new.checked
                assert (old.test, old.protocol, old.conditions) == (new.test, new.protocol, new.conditions)
                assert old.day <= new.day
                assert (old.day - min(item.day for item in records if item.test == old.test)).days >= 3


@given(HISTORIES)
@examples(200)
def test_every_checked_test_by_known_rules_is_in_one_series(records: list[SelfTestRecord]) -> None:
    found = [record for series in all_series(records) for record in (*series.practice, *series.counted)]
    wanted = [
        record
        for record in records
        if record.checked
        and record.protocol == 1
        and any(best_by_side(record, part) for part in PROTOCOLS[SelfTestId(record.test)].part_ids)
    ]
    assert sorted(map(id, found)) == sorted(map(id, wanted))
    for series in all_series(records):
        for before, after in pairwise((*series.practice, *series.counted)):
            assert (before.day, before.started_at) <= (after.day, after.started_at)
        assert all((record.day - series.practice[0].day).days < 3 for record in series.practice)


@pytest.mark.parametrize(("days", "counts"), [(0, False), (2, False), (3, True), (90, True)])
def test_the_series_begins_three_days_after_practice(days: int, counts: bool) -> None:
    practice, again = measured(0, RAISE, 20, 20), measured(days, RAISE, 20, 20, hour=21)
    assert (again in only([again, practice]).counted) is counts


@pytest.mark.parametrize(
    "other",
    [
        measured(14, RAISE, 40, 40, protocol=2),
        measured(14, RAISE, 40, 40, checked=False),
        measured(14, RAISE, 40, 40, conditions={"surface": "wedge"}),
        measured(14, RAISE, 40, 40, conditions={"first_leg": "right"}),
        measured(14, RAISE, 40, 40, conditions={"shoe": "trail"}),
        measured(14, WALL, 40, 40),
    ],
    ids=["rules", "unchecked", "floor", "first leg", "a new condition", "test"],
)
def test_another_series_is_not_compared(other: SelfTestRecord) -> None:
    records = [*series_of(RAISE, (20, 20)), other]
    assert {change.verdict for change in compare(records[1], other, records)} <= {Verdict.NOT_COMPARABLE}
    assert changes(other, records) == ()
    series = series_with(records[1], records)
    assert series
    assert other not in (*series.practice, *series.counted)
    after = measured(21, RAISE, 20, 20)
    assert series_with(after, [*records, after]) == replace(series, counted=(records[1], after))


def test_the_later_one_is_never_the_earlier_one() -> None:
    records = series_of(RAISE, (20, 20), (30, 30))
    assert {change.verdict for change in compare(records[2], records[1], records)} == {Verdict.NOT_COMPARABLE}


# Legs


@pytest.mark.parametrize(
    ("test", "once", "gap"),
    [
        (RAISE, (20, 26), None),
        (RAISE, (20, 27), LegGap(LEFT, 7)),
        (RAISE, (30, 20), LegGap(RIGHT, 10)),
        (WALL, (10, 11.5), None),
        (WALL, (12, 10), LegGap(RIGHT, 2)),
        (HOP, (8.5, 10), LegGap(RIGHT, 1.5)),  # the slower leg, by fifteen percent of its time
        (HOP, (9, 10), None),
        (HOP, (20, 10), LegGap(LEFT, 10)),
        (STANCE, (5, 40), None),
    ],
)
def test_a_leg_is_named_only_twice_running(test: SelfTestId, once: tuple[float, float], gap: LegGap | None) -> None:
    part = PROTOCOLS[test].part_ids[0]
    assert sides(only(series_of(test, once, part=part)), part) is None
    assert sides(only(series_of(test, once, once, part=part)), part) == gap
    assert sides(only(series_of(test, once, (20, 20), once, part=part)), part) is None
    assert sides(only(series_of(test, once, once, (20, 20), part=part)), part) is None
    assert sides(only(series_of(test, once, once[::-1], part=part)), part) is None


def test_practice_names_no_leg() -> None:
    records = [measured(0, RAISE, 10, 30), measured(7, RAISE, 10, 30)]
    assert sides(only(records)) is None


@given(HISTORIES)
def test_a_named_leg_was_behind_in_two_counted_tests(records: list[SelfTestRecord]) -> None:
    for series in all_series(records):
        for part in series.protocol.part_ids:
            if gap := sides(series, part):
                assert gap.by > 0
                assert len(series.counted) >= 2
                assert series.protocol.id is not STANCE


# Which way a stance goes


@pytest.mark.parametrize(
    ("values", "way"),
    [
        ((9, 12), None),
        ((9, 12, 15), Trend.LONGER),
        ((9, 12, 12), None),
        ((30, 9, 12, 15), Trend.LONGER),
        ((9, 12, 15, 14), None),
        ((15, 12, 9), Trend.SHORTER),
    ],
)
def test_a_stance_is_longer_only_in_three_tests_running(values: tuple[float, ...], way: Trend | None) -> None:
    series = only(series_of(STANCE, *((value, 9.0) for value in values), part=CLOSED_EYES))
    assert trend(series, LEFT, CLOSED_EYES) is way
    assert trend(series, RIGHT, CLOSED_EYES) is None


def test_practice_is_none_of_the_three() -> None:
    records = [measured(7 * number, STANCE, (value,) * 3, part=CLOSED_EYES) for number, value in enumerate((5, 9, 12))]
    assert trend(only(records), LEFT, CLOSED_EYES) is None


def test_where_the_noise_is_known_three_tests_say_no_more_than_it_does() -> None:
    assert trend(only(series_of(RAISE, (20, 20), (22, 20), (24, 20))), LEFT, "") is None
