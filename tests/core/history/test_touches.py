"""Touches are counted or unknown: what a record says of them."""

from dataclasses import replace

import pytest

from ankle_tui.core.exercises.exercise import Side, Unit
from ankle_tui.core.history.records import Outcome, SessionRecord, SetRecord, Touches
from ankle_tui.core.history.touches import touch_rate, touches
from tests.training import BALANCE, HOPS, session


def hold(
    side: Side | None, done: float, downs: int | None = None, *, exercise: str = BALANCE, unit: Unit = Unit.SECONDS
) -> SetRecord:
    outcome = Outcome.DONE if done else Outcome.SKIPPED
    return SetRecord(exercise, "some", 1, side, None, unit, 60, done, outcome, downs)


def both(left: float, right: float, downs: tuple[int | None, int | None] = (None, None)) -> tuple[SetRecord, ...]:
    return hold(Side.LEFT, left, downs[0]), hold(Side.RIGHT, right, downs[1])


def answered(record: SessionRecord, left: int, right: int) -> SessionRecord:
    return replace(record, touches=Touches(left, right))


def test_without_count_and_answer_they_are_unknown() -> None:
    record = session(0, both(60, 60))
    assert (touches(record), touch_rate(record, BALANCE)) == (None, None)


def test_only_zeros_of_an_older_version_are_no_count() -> None:
    record = session(0, both(60, 60, (0, 0)))
    assert (touches(record), touch_rate(record, BALANCE)) == (None, None)


def test_counts_are_summed_by_leg_and_the_worse_leg_tells() -> None:
    record = session(0, both(60, 60, (1, 0)), both(30, 30, (2, 1)))
    assert touches(record) == Touches(3, 1)
    assert touch_rate(record, BALANCE) == 2.0


def test_an_answer_overrules_the_counts() -> None:
    record = session(0, both(60, 120, (5, 5)))
    assert touches(answered(record, 0, 1)) == Touches(0, 1)
    assert touch_rate(answered(record, 0, 1), BALANCE) == 0.5
    assert touch_rate(answered(record, 0, 0), BALANCE) == 0.0


def test_another_counted_exercise_counts_this_one_too() -> None:
    other = hold(Side.LEFT, 60, 3, exercise="my-hold")
    assert touch_rate(session(0, both(60, 60, (0, 0)), [other]), BALANCE) == 0.0


def test_an_answer_is_spread_over_all_holds() -> None:
    record = answered(session(0, both(60, 60), [hold(Side.LEFT, 60, exercise="my-hold")]), 4, 1)
    assert touch_rate(record, BALANCE, {"my-hold"}) == 2.0
    assert touch_rate(record, "my-hold", {BALANCE}) == 2.0


def test_timed_work_on_one_leg_is_no_holding() -> None:
    hops = hold(Side.LEFT, 30, exercise=HOPS), hold(Side.RIGHT, 30, exercise=HOPS)
    assert touch_rate(answered(session(0, both(30, 30), hops), 1, 0), BALANCE) == 2.0


@pytest.mark.parametrize(("left", "right", "rate"), [(0, 30, 2.0), (0, 0, None)])
def test_a_leg_that_held_nothing_has_no_rate(left: float, right: float, rate: float | None) -> None:
    assert touch_rate(answered(session(0, both(left, right)), 5, 1), BALANCE) == rate


def test_reps_and_holds_on_both_legs_have_no_rate() -> None:
    reps = hold(Side.LEFT, 10, unit=Unit.REPS)
    assert touch_rate(answered(session(0, [reps, hold(None, 60)]), 5, 1), BALANCE) is None
