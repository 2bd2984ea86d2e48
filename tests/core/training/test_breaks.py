"""Days without any session: how far ladders go back, and how quickly they come up again."""

from dataclasses import replace

import pytest

from ankle_tui.core.exercises.exercise import Level
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.training.ladder_replay import Move
from tests.training import (
    BALANCE,
    BAND,
    BLIND,
    CALF,
    CLOSED,
    GEAR,
    HOPS,
    OPEN,
    PILLOW,
    WALK,
    Dosed,
    climbed,
    on,
    rung,
    session,
    sets_of,
    shown_sets,
    stand,
)


def away(exercise: str, dose: Dosed, days: int, *more: SessionRecord, equipment: frozenset[str] = GEAR) -> Dosed:
    """The rung that a runner at a rung on day 0 is offered so many days later."""
    before = climbed(exercise, dose, equipment=equipment, shown=exercise == HOPS)
    beside = shown_sets() if exercise == HOPS else ()
    last = session(0, sets_of(exercise, *dose), *beside, touches=0)
    return rung(stand(exercise, *before, last, *more, today=days, equipment=equipment))


@pytest.mark.parametrize(
    ("days", "reps"), [(13, (3, 15)), (14, (3, 12)), (34, (3, 12)), (35, (3, 10)), (55, (3, 10)), (2, (3, 15))]
)
def test_from_fourteen_days_one_rung_down_and_one_more_for_each_three_weeks(days: int, reps: tuple[int, int]) -> None:
    assert away(CALF, ("one-leg", 3, 15), days) == ("one-leg", *reps)


def test_a_rung_down_may_lead_to_the_variation_below() -> None:
    assert away(BALANCE, (CLOSED, 2, 15), 14, equipment=frozenset()) == (OPEN, 2, 60)


def test_only_days_without_any_session_are_a_break() -> None:
    others = on(range(3, 41, 3), sets_of(WALK, "steps", 2, 10))
    assert away(CALF, ("one-leg", 3, 15), 41, *others) == ("one-leg", 3, 15)
    assert away(CALF, ("one-leg", 3, 15), 60, *others[:6]) == ("one-leg", 3, 10)


def test_a_break_counts_for_what_was_not_done_before_it_either() -> None:
    others = on((3, 6, 9), sets_of(WALK, "steps", 2, 10))
    back = session(30, sets_of(WALK, "steps", 2, 10))
    assert away(CALF, ("one-leg", 3, 15), 31, *others, back) == ("one-leg", 3, 12)
    again = session(50, sets_of(WALK, "steps", 2, 10))
    assert away(CALF, ("one-leg", 3, 15), 51, *others, back, again) == ("one-leg", 3, 10)


def test_a_session_too_short_to_count_does_not_end_a_break() -> None:
    short = replace(session(13, sets_of(WALK, "steps", 2, 10, left=2)), active_seconds=9.0)
    assert away(CALF, ("one-leg", 3, 15), 14, short) == ("one-leg", 3, 12)


def test_a_rung_earned_before_a_break_is_the_one_it_takes() -> None:
    before = climbed(CALF, ("one-leg", 3, 10))
    good = on((0, 7), sets_of(CALF, "one-leg", 3, 10))
    assert rung(stand(CALF, *before, *good, today=20)) == ("one-leg", 3, 12)
    assert rung(stand(CALF, *before, *good, today=21)) == ("one-leg", 3, 10)
    back = session(21, sets_of(CALF, "one-leg", 3, 10))
    assert rung(stand(CALF, *before, *good, back, today=23)) == ("one-leg", 3, 12)


@pytest.mark.parametrize(
    ("exercise", "dose", "lower"),
    [
        (BALANCE, (CLOSED, 2, 15), (OPEN, 2, 30)),
        (BALANCE, (OPEN, 2, 60), (OPEN, 2, 30)),
        (CALF, ("one-leg", 2, 10), ("both-legs", 2, 12)),
        (CALF, ("one-leg-step", 3, 15), ("one-leg", 2, 10)),
        (BAND, ("four-way", 2, 12), ("four-way", 1, 10)),
        (WALK, ("long", 2, 45), ("steps", 2, 10)),
        (HOPS, ("both-feet", 2, 30), ("both-feet", 2, 10)),
        (HOPS, ("one-leg-landed", 2, 10), ("both-feet", 2, 10)),
        (HOPS, ("one-leg", 2, 20), ("both-feet", 2, 10)),
    ],
)
@pytest.mark.parametrize("days", [56, 700])
def test_from_eight_weeks_the_first_dose_of_the_variation_below(
    exercise: str, dose: Dosed, lower: Dosed, days: int
) -> None:
    assert away(exercise, dose, days, equipment=frozenset({"band", "step"})) == lower


def test_after_eight_weeks_the_hardest_way_of_balance_says_how_far_back() -> None:
    assert away(BALANCE, (PILLOW, 2, 45), 60) == (OPEN, 2, 30)
    before = climbed(BALANCE, (BLIND, 2, 15), equipment=GEAR)
    found = stand(BALANCE, *before, session(0, sets_of(BALANCE, BLIND, 2, 15), touches=0), today=60, equipment=GEAR)
    assert rung(found) in {(PILLOW, 2, 30), (CLOSED, 2, 15)}  # whichever has its turn


def test_what_a_break_took_comes_back_after_one_good_session_a_rung() -> None:
    back = session(20, sets_of(CALF, "one-leg", 3, 12))
    assert away(CALF, ("one-leg", 3, 15), 22, back) == ("one-leg", 3, 15)
    missed = session(20, sets_of(CALF, "one-leg", 3, 12, left=11))
    assert away(CALF, ("one-leg", 3, 15), 22, missed) == ("one-leg", 3, 12)


def test_the_way_back_keeps_the_brake_and_ends_where_it_was() -> None:
    good = on((35, 36), sets_of(CALF, "one-leg", 3, 10))
    assert away(CALF, ("one-leg", 3, 15), 36, good[0]) == ("one-leg", 3, 12)
    done = [good[0], session(36, sets_of(CALF, "one-leg", 3, 12))]
    assert away(CALF, ("one-leg", 3, 15), 42, *done) == ("one-leg", 3, 12)
    assert away(CALF, ("one-leg", 3, 15), 43, *done) == ("one-leg", 3, 15)
    done += [session(43, sets_of(CALF, "one-leg", 3, 15))]
    assert away(CALF, ("one-leg", 3, 15), 52, *done) == ("one-leg", 3, 15)  # the next one asks for two again


def test_forty_two_days_without_hops_lead_to_the_first_rung() -> None:
    others = on(range(3, 42, 3), *shown_sets())
    for dose in (("both-feet", 2, 30), ("one-leg", 2, 10)):
        assert away(HOPS, dose, 41, *others) == dose
        assert away(HOPS, dose, 42, *others) == ("both-feet", 2, 10)
    assert away(WALK, ("long", 2, 45), 42, *others) == ("long", 2, 45)


def test_what_six_weeks_without_hops_took_comes_back_one_good_session_a_rung() -> None:
    others = on(range(3, 60, 3), *shown_sets())
    first = session(42, sets_of(HOPS, "both-feet", 2, 10))
    assert away(HOPS, ("both-feet", 2, 30), 43, *others, first) == ("both-feet", 2, 20)
    second = session(44, sets_of(HOPS, "both-feet", 2, 20))
    assert away(HOPS, ("both-feet", 2, 30), 49, *others, first, second) == ("both-feet", 2, 20)
    assert away(HOPS, ("both-feet", 2, 30), 51, *others, first, second) == ("both-feet", 2, 30)


def test_for_two_weeks_after_eight_weeks_away_there_are_no_hops_on_one_leg() -> None:
    before = [*climbed(HOPS, ("one-leg", 2, 20), shown=True)]
    for number in range(58, 58 + 15):
        found = stand(HOPS, *before, today=number)
        assert found.choice.variation.id == "both-feet"
        before.append(session(number, sets_of(HOPS, *rung(found)), *shown_sets(), touches=0))


def test_two_good_sessions_with_a_break_between_are_not_two() -> None:
    good = on((0, 15), sets_of(BALANCE, OPEN, 2, 45))
    found = stand(BALANCE, *climbed(BALANCE, (OPEN, 2, 45)), *good)
    assert rung(found) == (OPEN, 2, 45)


def test_a_break_does_not_move_what_was_never_done() -> None:
    found = stand(BALANCE, session(0, sets_of(WALK, "steps", 2, 10)), today=90, level=Level.EXPERIENCED)
    assert (rung(found), found.move) == ((OPEN, 2, 60), Move.START)


def test_what_stands_at_the_bottom_does_not_go_down() -> None:
    for days in (20, 60):
        found = stand(HOPS, session(0, sets_of(HOPS, "both-feet", 2, 10)), today=days)
        assert (rung(found), found.move) == (("both-feet", 2, 10), Move.HOLD)
