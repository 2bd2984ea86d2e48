"""Ladders: every rule of the domain's table with its figures, and what holds for any history."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Level, Unit
from ankle_tui.core.history.records import SessionRecord, SetRecord
from ankle_tui.core.training.ladder import MOST_WORDS, Rung, Standing, after, brief, read_rungs, standings
from ankle_tui.core.training.ladder_replay import Move, rungs
from tests.builders import shipped
from tests.examples import examples
from tests.training import BALANCE, BAND, CALF, GEAR, HOPS, WALK, day, session, sets_of

OPEN, CLOSED, PILLOW, BLIND = "eyes-open-firm", "eyes-closed-firm", "eyes-open-pillow", "eyes-closed-pillow"
Name = tuple[str, str, int, int]
"""Exercise, variation, sets and amount."""


def stand(
    exercise: str,
    *sessions: SessionRecord,
    today: int | None = None,
    level: Level = Level.EXPERIENCED,
    equipment: frozenset[str] = GEAR,
    overrides: dict[str, Rung] | None = None,
) -> Standing:
    """Where these sessions leave an exercise; today is two days after the last one."""
    last = max((item.day for item in sessions), default=day(0))
    now = last + dt.timedelta(days=2) if today is None else day(today)
    found = standings(shipped(), sessions, today=now, level=level, equipment=equipment, overrides=overrides)
    return found[exercise]


def rung(standing: Standing) -> tuple[str, int, int]:
    choice = standing.choice
    return choice.variation.id, choice.dose.sets, choice.dose.amount


def name(standing: Standing) -> Name:
    return standing.exercise.id, *rung(standing)


def twice(exercise: str, variation: str, sets: int, amount: int, *, start: int = 0) -> list[SessionRecord]:
    """The same dose done in two sessions."""
    return [session(start + days, sets_of(exercise, variation, sets, amount)) for days in (0, 3)]


def short(days: int, exercise: str, variation: str, sets: int, amount: int) -> SessionRecord:
    """A dose all but reached."""
    return session(days, sets_of(exercise, variation, sets, amount, left=amount - 1))


# The ladder itself


def test_a_ladder_goes_through_the_doses_of_a_variation_and_then_to_the_next_one() -> None:
    ladder = [(item.variation.id, item.dose.sets, item.dose.amount) for item in rungs(shipped().get(CALF))]
    assert ladder == [
        ("both-legs", 2, 12),
        ("both-legs", 3, 12),
        ("both-legs", 3, 15),
        ("one-leg", 2, 10),
        ("one-leg", 3, 10),
        ("one-leg", 3, 12),
        ("one-leg", 3, 15),
        ("one-leg-step", 3, 12),
        ("one-leg-step", 3, 15),
    ]


@pytest.mark.parametrize("level", list(Level))
def test_without_history_the_level_says_where_to_start(level: Level) -> None:
    for exercise in shipped():
        found = stand(exercise.id, level=level)
        assert (found.choice.variation, found.choice.dose) == exercise.start(level)
        assert (found.move, found.why, found.done, found.last) == (Move.START, "not done yet", None, None)


def test_every_exercise_has_a_standing_in_the_order_of_the_catalogue() -> None:
    found = standings(shipped(), (), today=day(0), level=Level.BEGINNER)
    assert list(found) == [exercise.id for exercise in shipped()]


# Up: the whole dose twice running


@pytest.mark.parametrize(
    ("done", "above", "why"),
    [
        ((BALANCE, OPEN, 2, 30), (OPEN, 2, 45), "30 s clean twice"),
        ((BALANCE, OPEN, 2, 45), (OPEN, 2, 60), "45 s clean twice"),
        ((BALANCE, OPEN, 2, 60), (CLOSED, 2, 30), "60 s clean twice"),
        ((BALANCE, CLOSED, 2, 60), (PILLOW, 2, 30), "60 s clean twice"),
        ((BALANCE, BLIND, 2, 60), (BLIND, 3, 60), "2 × 60 s clean twice"),
        ((CALF, "both-legs", 2, 12), ("both-legs", 3, 12), "2 × 12 reps twice"),
        ((CALF, "both-legs", 3, 15), ("one-leg", 2, 10), "3 × 15 reps twice"),
        ((CALF, "one-leg", 3, 15), ("one-leg-step", 3, 12), "3 × 15 reps twice"),
        ((BAND, "four-way", 1, 10), ("four-way", 2, 10), "1 × 10 reps twice"),
        ((BAND, "four-way", 2, 10), ("four-way", 2, 15), "2 × 10 reps twice"),
        ((WALK, "steps", 2, 10), ("steps", 2, 12), "2 × 10 steps twice"),
        ((WALK, "steps", 2, 15), ("long", 1, 45), "2 × 15 steps twice"),
        ((HOPS, "both-feet", 2, 10), ("both-feet", 2, 20), "10 s twice"),
    ],
)
def test_a_dose_met_in_two_sessions_running_is_one_rung_up(done: Name, above: tuple[str, int, int], why: str) -> None:
    almost, (first, second) = short(-3, *done), twice(*done)
    found = stand(done[0], almost, first)
    assert (found.move, name(found)) == (Move.HOLD, done)
    found = stand(done[0], almost, first, second)
    assert (found.move, rung(found), found.why) == (Move.UP, above, why)


@pytest.mark.parametrize(
    ("done", "why"),
    [
        ((BALANCE, BLIND, 3, 60), "the top of the ladder"),
        ((CALF, "one-leg-step", 3, 15), "the top of the ladder"),
        ((BAND, "four-way", 2, 15), "the top: try the next band colour"),
        ((WALK, "long", 3, 45), "the top of the ladder"),
    ],
)
def test_the_top_of_a_ladder_is_stayed_on(done: Name, why: str) -> None:
    found = stand(done[0], *twice(*done))
    assert (found.move, name(found), found.why) == (Move.HOLD, done, why)


def test_one_rung_at_a_time_however_often_a_dose_was_met() -> None:
    many = [session(days, sets_of(BALANCE, OPEN, 2, 30)) for days in range(0, 14, 2)]
    assert rung(stand(BALANCE, *many)) == (OPEN, 2, 45)


def test_the_two_sessions_need_not_follow_each_other_when_another_exercise_is_between() -> None:
    first, second = twice(BALANCE, OPEN, 2, 30)
    between = session(1, sets_of(CALF, "both-legs", 3, 12), pain=5)
    assert stand(BALANCE, first, between, second).move is Move.UP


@pytest.mark.parametrize(("touches", "why"), [(1, "foot down 1 time"), (3, "foot down 3 times")])
def test_a_balance_with_a_foot_down_does_not_count_for_a_step_up(touches: int, why: str) -> None:
    first = session(0, sets_of(BALANCE, OPEN, 2, 60))
    second = session(3, sets_of(BALANCE, OPEN, 2, 60, touches=touches))
    found = stand(BALANCE, first, second, level=Level.BEGINNER)
    assert (found.move, rung(found), found.why) == (Move.HOLD, (OPEN, 2, 60), why)
    third, fourth = twice(BALANCE, OPEN, 2, 60, start=6)
    assert stand(BALANCE, first, second, third, level=Level.BEGINNER).why == "60 s clean once"
    assert stand(BALANCE, first, second, third, fourth, level=Level.BEGINNER).move is Move.UP


def test_a_balance_whose_touches_nobody_counted_does_not_count_for_a_step_up() -> None:
    done = [session(days, sets_of(BALANCE, OPEN, 2, 30, touches=None)) for days in (0, 3)]
    assert (stand(BALANCE, *done).move, stand(BALANCE, *done).why) == (Move.HOLD, "touches were not counted")


@pytest.mark.parametrize(("right", "move"), [(18, Move.UP), (19, Move.HOLD)])
def test_single_leg_raises_ask_for_legs_within_three_reps(right: int, move: Move) -> None:
    done = [session(days, sets_of(CALF, "one-leg", 3, 15, right=right)) for days in (0, 3)]
    found = stand(CALF, *done)
    assert found.move is move
    assert found.why == ("3 × 15 reps twice" if move is Move.UP else "legs 4 reps apart")


@pytest.mark.parametrize(("pain", "move"), [(None, Move.UP), (0, Move.UP), (1, Move.HOLD)])
def test_hops_go_up_only_without_pain(pain: int | None, move: Move) -> None:
    done = [session(days, sets_of(HOPS, "both-feet", 2, 20), pain=pain) for days in (0, 3)]
    found = stand(HOPS, *done, level=Level.BEGINNER)
    assert (found.move, found.why) == (move, "20 s twice" if move is Move.UP else "pain 1 last time")


@pytest.mark.parametrize("done", [(CALF, "both-legs", 3, 15), (BALANCE, OPEN, 2, 45)])
def test_pain_below_four_does_not_hold_the_others_back(done: Name) -> None:
    hurt = [replace(item, pain=3) for item in twice(*done)]
    assert stand(done[0], *hurt, level=Level.BEGINNER).move is Move.UP


# Down: missed twice running, or pain


@pytest.mark.parametrize(
    ("done", "below"),
    [
        ((BALANCE, OPEN, 2, 45), (OPEN, 2, 30)),
        ((BALANCE, CLOSED, 2, 30), (OPEN, 2, 60)),
        ((CALF, "both-legs", 3, 15), ("both-legs", 3, 12)),
        ((CALF, "one-leg", 2, 10), ("both-legs", 3, 15)),
        ((BAND, "four-way", 2, 15), ("four-way", 2, 10)),
        ((WALK, "long", 1, 45), ("steps", 2, 15)),
        ((HOPS, "both-feet", 2, 20), ("both-feet", 2, 10)),
    ],
)
def test_a_dose_missed_twice_running_is_one_rung_down(done: Name, below: tuple[str, int, int]) -> None:
    met, first, second = session(0, sets_of(*done)), short(3, *done), short(6, *done)
    found = stand(done[0], met, first)
    assert (found.move, name(found), found.why) == (Move.HOLD, done, "not reached last time")
    found = stand(done[0], met, first, second)
    assert (found.move, rung(found), found.why) == (Move.DOWN, below, "not reached twice")


def test_a_miss_between_two_good_ones_starts_the_count_anew() -> None:
    good, bad, again = session(0, sets_of(BALANCE, OPEN, 2, 45)), short(3, BALANCE, OPEN, 2, 45), 6
    found = stand(BALANCE, good, bad, session(again, sets_of(BALANCE, OPEN, 2, 45)))
    assert (found.move, found.why) == (Move.HOLD, "45 s clean once")
    assert stand(BALANCE, bad, session(again, sets_of(BALANCE, OPEN, 2, 45)), short(9, BALANCE, OPEN, 2, 45)).why == (
        "not reached last time"
    )


def left_at_once(days: int, pain: int | None = None) -> SessionRecord:
    """A session that was ended seven seconds after it had begun."""
    return replace(session(days, sets_of(BALANCE, OPEN, 2, 45, left=7, right=0), pain=pain), active_seconds=7.0)


@pytest.mark.parametrize("at", [0, 2, 3, 4])
def test_a_session_too_short_to_count_neither_climbs_nor_blocks(at: int) -> None:
    good = [session(number, sets_of(BALANCE, OPEN, 2, 45)) for number in (2, 4)]
    short = [left_at_once(at), left_at_once(at + 1)]
    usual, found = stand(BALANCE, *good, today=6), stand(BALANCE, *good, *short, today=6)
    assert found == usual
    assert found.move is Move.UP
    assert stand(BALANCE, *short, today=6) == stand(BALANCE, today=6)  # nor is it two misses running
    assert stand(BALANCE, *good, left_at_once(30), today=31).move is Move.DOWN  # nor the end of a break


@pytest.mark.parametrize(("pain", "move"), [(3, Move.UP), (4, Move.DOWN), (10, Move.DOWN)])
def test_much_pain_is_heard_however_short_the_session_was(pain: int, move: Move) -> None:
    good = [session(number, sets_of(BALANCE, OPEN, 2, 45)) for number in (2, 4)]
    assert stand(BALANCE, *good, left_at_once(5, pain), today=6).move is move


def test_one_set_of_one_leg_not_reached_is_a_dose_missed() -> None:
    sets = sets_of(BALANCE, OPEN, 2, 45)
    sets = (*sets[:3], replace(sets[3], done=44.9))
    assert stand(BALANCE, session(0, sets)).why == "not reached last time"


def test_an_exercise_that_was_not_begun_is_neither_met_nor_missed() -> None:
    first, second = twice(BALANCE, OPEN, 2, 30)
    skipped = session(2, sets_of(BALANCE, OPEN, 2, 30, left=0), pain=9)
    assert stand(BALANCE, first, skipped, second).move is Move.UP
    assert stand(BALANCE, skipped).move is Move.START


@pytest.mark.parametrize(("pain", "move"), [(3, Move.HOLD), (4, Move.DOWN), (10, Move.DOWN)])
def test_pain_from_four_on_is_one_rung_down_next_time(pain: int, move: Move) -> None:
    found = stand(CALF, session(0, sets_of(CALF, "one-leg", 3, 10), pain=pain))
    assert found.move is move
    if move is Move.DOWN:
        assert (rung(found), found.why) == (("one-leg", 2, 10), f"pain {pain} last time")


def test_pain_outweighs_the_second_good_session() -> None:
    first, second = twice(CALF, "one-leg", 3, 10)
    assert rung(stand(CALF, first, replace(second, pain=4))) == ("one-leg", 2, 10)


def test_only_the_last_report_with_the_exercise_counts() -> None:
    hurt = session(0, sets_of(CALF, "one-leg", 3, 10), pain=6)
    eased = session(3, sets_of(CALF, "one-leg", 2, 10))
    assert rung(stand(CALF, hurt, eased)) == ("one-leg", 2, 10)
    assert stand(CALF, hurt, eased).move is Move.HOLD


@pytest.mark.parametrize("trouble", ["pain", "misses"])
def test_below_the_lowest_rung_there_is_none(trouble: str) -> None:
    if trouble == "pain":
        done = [session(0, sets_of(BALANCE, OPEN, 2, 30), pain=8)]
    else:
        done = [short(days, BALANCE, OPEN, 2, 30) for days in (0, 3)]
    found = stand(BALANCE, *done)
    assert (found.position, found.move) == (0, Move.HOLD)
    assert found.lighter == found.choice


# A long time away


@pytest.mark.parametrize(("days", "move"), [(13, Move.HOLD), (14, Move.DOWN), (24, Move.DOWN)])
def test_two_weeks_without_any_training_are_one_rung_down(days: int, move: Move) -> None:
    found = stand(BALANCE, session(0, sets_of(BALANCE, OPEN, 2, 45)), today=days)
    assert found.move is move
    if move is Move.DOWN:
        assert (rung(found), found.why) == ((OPEN, 2, 30), f"not done for {days} days")


@pytest.mark.parametrize(("days", "move"), [(21, Move.HOLD), (22, Move.DOWN)])
def test_more_than_three_weeks_without_an_exercise_are_one_rung_down(days: int, move: Move) -> None:
    others = [session(other, sets_of(CALF, "both-legs", 3, 12)) for other in range(3, days, 3)]
    found = stand(BALANCE, session(0, sets_of(BALANCE, OPEN, 2, 45)), *others, today=days)
    assert found.move is move


def test_after_a_break_the_ladder_goes_on_from_the_lower_rung() -> None:
    before = [session(0, sets_of(BALANCE, OPEN, 2, 60)), session(40, sets_of(BALANCE, OPEN, 2, 45))]
    assert stand(BALANCE, *before, level=Level.BEGINNER).why == "45 s clean once"
    found = stand(BALANCE, *before, session(42, sets_of(BALANCE, OPEN, 2, 45)), level=Level.BEGINNER)
    assert (found.move, rung(found)) == (Move.UP, (OPEN, 2, 60))


def test_two_good_sessions_with_a_long_time_between_are_not_two_running() -> None:
    done = [session(days, sets_of(BALANCE, OPEN, 2, 45)) for days in (0, 15)]
    assert stand(BALANCE, *done, level=Level.BEGINNER).why == "45 s clean once"


# What a variation asks for


def test_the_pillow_waits_for_fifteen_seconds_with_closed_eyes() -> None:
    done = [session(days, sets_of(BALANCE, PILLOW, 2, 30)) for days in (0, 3)]
    found = stand(BALANCE, *done)
    assert (rung(found), found.why) == ((CLOSED, 2, 60), "first hold 15 s with eyes closed")
    for seconds, opens in ((14.9, False), (15, True)):
        closed = session(-3, sets_of(BALANCE, CLOSED, 1, 30, left=seconds))
        assert (stand(BALANCE, closed, *done).choice.variation.id == PILLOW) is opens
    touched = session(-3, sets_of(BALANCE, CLOSED, 1, 30, touches=1))
    assert stand(BALANCE, touched, *done).choice.variation.id == CLOSED


def test_the_pillow_needs_a_pillow() -> None:
    done = twice(BALANCE, CLOSED, 2, 60)
    found = stand(BALANCE, *done, equipment=frozenset())
    assert (found.move, rung(found), found.why) == (Move.HOLD, (CLOSED, 2, 60), "needs a pillow")
    assert rung(stand(BALANCE, *done, equipment=frozenset({"pillow"}))) == (PILLOW, 2, 30)


def test_a_beginner_uses_the_bodyweight_only() -> None:
    done = twice(BALANCE, CLOSED, 2, 60)
    assert rung(stand(BALANCE, *done, level=Level.BEGINNER)) == (CLOSED, 2, 60)
    assert stand(BAND, level=Level.BEGINNER).missing == "for level experienced"
    assert stand(BAND, level=Level.BEGINNER, equipment=frozenset()).missing == "needs a band"
    assert not stand(BAND).missing


def test_when_the_pillow_is_gone_the_floor_is_left() -> None:
    found = stand(BALANCE, *twice(BALANCE, PILLOW, 2, 45), equipment=frozenset())
    assert (found.move, rung(found), found.why) == (Move.DOWN, (CLOSED, 2, 60), "needs a pillow")


RAISES = session(-6, sets_of(CALF, "one-leg", 2, 10))
HOLDS = session(-4, sets_of(BALANCE, OPEN, 1, 30))


@pytest.mark.parametrize(
    ("shown", "why"),
    [
        ((HOLDS,), "first 20 raises on each leg"),
        ((HOLDS, session(-6, sets_of(CALF, "one-leg", 2, 10, right=9))), "first 20 raises on each leg"),
        ((HOLDS, session(-6, sets_of(CALF, "both-legs", 3, 15))), "first 20 raises on each leg"),
        ((RAISES,), "first hold 30 s on each leg"),
        ((RAISES, session(-4, sets_of(BALANCE, OPEN, 1, 30, right=29))), "first hold 30 s on each leg"),
        ((RAISES, session(-4, sets_of(BALANCE, OPEN, 1, 30, touches=1))), "first hold 30 s on each leg"),
    ],
)
def test_hops_on_one_leg_wait_for_twenty_raises_and_thirty_seconds(shown: Sequence[SessionRecord], why: str) -> None:
    found = stand(HOPS, *shown, *twice(HOPS, "both-feet", 2, 30))
    assert (found.move, rung(found), found.why) == (Move.HOLD, ("both-feet", 2, 30), why)


@pytest.mark.parametrize(
    ("shown", "why"), [((HOLDS,), "first 20 raises on each leg"), ((RAISES,), "first hold 30 s on each leg")]
)
@pytest.mark.parametrize(("variation", "sets", "amount"), [("one-leg-landed", 2, 5), ("one-leg", 2, 30)])
def test_hops_done_on_one_leg_too_early_go_back_to_both_feet(
    shown: Sequence[SessionRecord], why: str, variation: str, sets: int, amount: int
) -> None:
    found = stand(HOPS, *shown, session(0, sets_of(HOPS, variation, sets, amount)))
    assert (found.move, rung(found), found.why) == (Move.DOWN, ("both-feet", 2, 30), why)


def test_hops_on_one_leg_open_once_both_were_shown() -> None:
    done = twice(HOPS, "both-feet", 2, 30)
    assert rung(stand(HOPS, RAISES, HOLDS, *done)) == ("one-leg-landed", 2, 5)
    later = session(6, sets_of(CALF, "one-leg", 2, 10), sets_of(BALANCE, OPEN, 2, 30))
    found = stand(HOPS, *done, later)
    assert (found.move, rung(found), found.why) == (Move.UP, ("one-leg-landed", 2, 5), "30 s twice")


# Changed by hand


def test_a_dose_between_two_rungs_is_the_lower_one() -> None:
    done = [session(days, sets_of(BALANCE, OPEN, 2, 50)) for days in (0, 3)]
    assert stand(BALANCE, *done[:1], level=Level.BEGINNER).why == "45 s clean once"
    assert rung(stand(BALANCE, *done, level=Level.BEGINNER)) == (OPEN, 2, 60)


def test_more_than_was_suggested_moves_the_ladder_there() -> None:
    found = stand(BALANCE, session(0, sets_of(BALANCE, CLOSED, 2, 45)), level=Level.BEGINNER)
    assert (found.move, rung(found), found.why) == (Move.HOLD, (CLOSED, 2, 45), "45 s clean once")


def test_much_less_than_was_suggested_moves_the_ladder_there() -> None:
    before = twice(BALANCE, CLOSED, 2, 30)
    assert rung(stand(BALANCE, *before, session(6, sets_of(BALANCE, OPEN, 2, 30)))) == (OPEN, 2, 30)


def test_a_try_above_that_was_not_reached_counts_for_what_was_done() -> None:
    first = session(0, sets_of(BALANCE, OPEN, 2, 30))
    tried = session(3, sets_of(BALANCE, OPEN, 2, 60, left=47))
    assert rung(stand(BALANCE, first, tried, level=Level.BEGINNER)) == (OPEN, 2, 45)
    tried = session(3, sets_of(BALANCE, CLOSED, 2, 30, left=6))
    found = stand(BALANCE, first, tried, level=Level.BEGINNER)
    assert (rung(found), found.why) == ((OPEN, 2, 30), "not reached last time")


def test_an_easier_day_moves_nothing() -> None:
    before = [session(0, sets_of(BALANCE, OPEN, 2, 45)), session(3, sets_of(BALANCE, OPEN, 2, 30))]
    found = stand(BALANCE, *before, level=Level.EXPERIENCED)
    assert (rung(found), found.why) == ((OPEN, 2, 45), "an easier day does not count")
    assert stand(BALANCE, *before, session(5, sets_of(BALANCE, OPEN, 2, 45))).move is Move.UP


def test_an_easier_variation_for_no_longer_moves_nothing_either() -> None:
    before = twice(BALANCE, OPEN, 2, 60)
    assert stand(BALANCE, *before, level=Level.BEGINNER).lighter.dose.amount == 30
    for sets in (2, 1):
        found = stand(BALANCE, *before, session(6, sets_of(BALANCE, OPEN, sets, 30)), level=Level.BEGINNER)
        assert (found.move, rung(found), found.lighter.dose.amount) == (Move.UP, (CLOSED, 2, 30), 30)
    missed = stand(BALANCE, *before, session(6, sets_of(BALANCE, OPEN, 2, 30, left=12)), level=Level.BEGINNER)
    assert (missed.move, rung(missed)) == (Move.HOLD, (OPEN, 2, 60))
    newcomer = stand(BALANCE, session(0, sets_of(BALANCE, OPEN, 2, 30)), level=Level.EXPERIENCED)
    assert rung(newcomer) == (OPEN, 2, 30)


def test_a_step_up_that_was_not_tried_on_an_easier_day_still_stands() -> None:
    found = stand(BALANCE, *twice(BALANCE, OPEN, 2, 45), session(6, sets_of(BALANCE, OPEN, 2, 45)))
    assert (found.move, rung(found), found.why) == (Move.UP, (OPEN, 2, 60), "45 s clean twice")


def test_fewer_sets_move_nothing_but_a_balance_whose_seconds_count() -> None:
    done = [session(0, sets_of(CALF, "one-leg", 3, 15)), session(3, sets_of(CALF, "one-leg", 1, 15))]
    found = stand(CALF, *done)
    assert (found.move, rung(found), found.why) == (Move.HOLD, ("one-leg", 3, 15), "fewer sets than the step has")
    assert stand(CALF, *done, session(5, sets_of(CALF, "one-leg", 3, 15))).move is Move.UP
    cut = [session(0, sets_of(BALANCE, OPEN, 2, 45)), session(3, sets_of(BALANCE, OPEN, 1, 45))]
    assert stand(BALANCE, *cut).move is Move.UP


def test_too_few_sets_for_any_rung_lead_no_higher() -> None:
    found = stand(CALF, session(0, sets_of(CALF, "one-leg-step", 1, 8)), level=Level.BEGINNER)
    assert rung(found) == ("both-legs", 3, 12)
    found = stand(CALF, session(0, sets_of(CALF, "one-leg-step", 3, 12)), session(3, sets_of(CALF, "one-leg", 1, 4)))
    assert rung(found) == ("both-legs", 3, 15)


def test_of_two_variations_in_one_session_the_harder_one_counts() -> None:
    both = session(0, sets_of(BALANCE, CLOSED, 2, 30), sets_of(BALANCE, OPEN, 2, 60))
    assert stand(BALANCE, both).done == stand(BALANCE, session(0, sets_of(BALANCE, CLOSED, 2, 30))).done


def test_what_the_catalogue_does_not_know_moves_nothing_but_was_done() -> None:
    strange = [replace(item, variation="on-one-hand") for item in sets_of(BALANCE, OPEN, 2, 30)]
    found = stand(BALANCE, session(0, strange))
    assert (found.move, found.last) == (Move.START, day(0))
    counted = [replace(item, unit=Unit.REPS) for item in sets_of(BALANCE, OPEN, 2, 60)]
    assert stand(BALANCE, session(0, counted)).move is Move.START
    unknown = [replace(item, exercise="headstand") for item in sets_of(BALANCE, OPEN, 2, 30)]
    assert stand(BALANCE, session(0, unknown)).last is None


# Set by the runner


PIN = {BALANCE: Rung(OPEN, 2)}


def test_a_rung_that_was_set_stays() -> None:
    for done in ([], twice(BALANCE, OPEN, 2, 30), twice(BALANCE, OPEN, 2, 60), twice(BALANCE, CLOSED, 2, 45)):
        found = stand(BALANCE, *done, overrides=PIN)
        assert (rung(found), found.move, found.why) == ((OPEN, 2, 60), Move.HOLD, "set by you")


def test_a_rung_that_was_set_gives_way_to_pain_and_misses_and_comes_back() -> None:
    hurt = session(0, sets_of(BALANCE, OPEN, 2, 60), pain=4)
    found = stand(BALANCE, hurt, overrides=PIN)
    assert (rung(found), found.move, found.why) == ((OPEN, 2, 45), Move.DOWN, "pain 4 last time")
    missed = [short(days, BALANCE, OPEN, 2, 60) for days in (0, 3)]
    assert rung(stand(BALANCE, *missed, overrides=PIN)) == (OPEN, 2, 45)
    assert rung(stand(BALANCE, *missed, session(6, sets_of(BALANCE, OPEN, 2, 45)), overrides=PIN)) == (OPEN, 2, 60)


def test_a_rung_that_was_set_is_known_again_with_fewer_sets() -> None:
    pin = {CALF: Rung("one-leg", 3)}
    missed = [short(days, CALF, "one-leg", 1, 15) for days in (0, 3)]
    assert rung(stand(CALF, *missed, level=Level.BEGINNER, overrides=pin)) == ("one-leg", 3, 12)


def test_the_runner_may_overrule_a_gate_but_not_do_without_a_pillow() -> None:
    pin = {BALANCE: Rung(PILLOW, 1), HOPS: Rung("one-leg", 0)}
    assert rung(stand(BALANCE, overrides=pin)) == (PILLOW, 2, 45)
    assert rung(stand(HOPS, overrides=pin)) == ("one-leg", 2, 30)
    found = stand(BALANCE, overrides=pin, equipment=frozenset())
    assert (rung(found), found.why) == ((CLOSED, 2, 60), "needs a pillow")


def test_a_rung_that_is_no_longer_there_is_not_set() -> None:
    assert stand(BALANCE, overrides={BALANCE: Rung(OPEN, 7)}).move is Move.START


def test_rungs_are_named_like_the_starts_of_the_catalogue() -> None:
    balance = shipped().get(BALANCE)
    assert Rung.read(balance, "eyes-closed-firm 2") == Rung(CLOSED, 1)
    assert Rung.read(balance, "eyes-closed-firm") == Rung(CLOSED, 0)
    for choice in rungs(balance):
        assert Rung.read(balance, str(Rung.of(choice))) == Rung.of(choice)
    for wrong in ("eyes-closed-firm 4", "", "eyes-closed-firm 0"):
        with pytest.raises(ValueError, match="no step called"):
            Rung.read(balance, wrong)


def test_a_rung_that_is_not_there_costs_only_itself() -> None:
    found, wrong = read_rungs(shipped(), {CALF: "on-the-moon", BALANCE: f"{CLOSED} 2", "juggling": "three-balls"})
    assert found == {BALANCE: Rung(CLOSED, 1)}
    assert wrong[0] == f'rungs: {CALF} has no step called "on-the-moon"'
    assert wrong[1].startswith('rungs: no exercise is called "juggling"')


# Easier today, and next time


def test_lighter_is_one_rung_below_and_steady_no_harder_than_what_was_done() -> None:
    found = stand(BALANCE, *twice(BALANCE, OPEN, 2, 45))
    assert (rung(found), found.lighter.dose.amount, found.steady.dose.amount) == ((OPEN, 2, 60), 45, 45)
    found = stand(BALANCE, session(0, sets_of(BALANCE, OPEN, 2, 45)))
    assert (found.lighter.dose.amount, found.steady.dose.amount) == (30, 45)


@pytest.mark.parametrize(
    ("done", "words"),
    [
        ((BALANCE, OPEN, 2, 30), "Next time: 45 s"),
        ((BALANCE, OPEN, 2, 60), "Next time: eyes closed, firm floor, 30 s"),
        ((CALF, "both-legs", 3, 12), "Next time: 3 × 15 reps"),
        ((WALK, "steps", 2, 15), "Next time: long walks, 1 × 45 s"),
    ],
)
def test_the_summary_says_what_comes_next_time(done: Name, words: str) -> None:
    first, second = twice(*done)
    for known in ([first], [first, second]):
        (found,) = after(shipped(), known, second, level=Level.BEGINNER)
        assert found.next_time == words
    (found,) = after(shipped(), [], first, level=Level.BEGINNER)
    assert found.next_time.endswith(" again")


def test_the_summary_follows_an_amendment() -> None:
    first, second = twice(CALF, "both-legs", 3, 12)
    (found,) = after(shipped(), [first, second], replace(second, pain=5), level=Level.BEGINNER)
    assert (found.move, found.next_time) == (Move.DOWN, "Next time: 2 × 12 reps")


def test_the_summary_names_what_was_done_in_its_order() -> None:
    done = session(
        0, sets_of(HOPS, "both-feet", 2, 10), sets_of(BALANCE, OPEN, 2, 30), sets_of(CALF, "both-legs", 3, 12, left=0)
    )
    found = after(shipped(), [], done, level=Level.BEGINNER)
    assert [item.exercise.id for item in found] == [HOPS, BALANCE]
    assert stand(HOPS).next_time == "Next time: 10 s"


def test_a_long_name_is_cut() -> None:
    assert brief("x" * MOST_WORDS) == "x" * MOST_WORDS
    assert brief("x" * 60) == "x" * 39 + "…"


# Whatever was done


@st.composite
def works(draw: st.DrawFn) -> tuple[SetRecord, ...]:
    """Any dose of any variation, done well or badly."""
    exercise = draw(st.sampled_from([item for item in shipped() if item.id in {BALANCE, CALF, BAND, HOPS}]))
    variation = draw(st.sampled_from(exercise.variations))
    dose = draw(st.sampled_from(variation.doses))
    amount = max(1, dose.amount + draw(st.sampled_from([0, 0, 0, -5, 5])))
    share = draw(st.sampled_from([1.0, 1.0, 1.0, 0.8, 0.1, 0.0]))
    sets = draw(st.sampled_from([dose.sets, dose.sets, 1, dose.sets + 1]))
    touches = draw(st.sampled_from([0, 0, 2, None]))
    return sets_of(exercise.id, variation.id, sets, amount, left=float(int(amount * share)), touches=touches)


@st.composite
def histories(draw: st.DrawFn) -> list[SessionRecord]:
    """Sessions on days of their own, with anything in them."""
    gaps = draw(st.lists(st.sampled_from([1, 2, 3, 15, 30]), max_size=14))
    days = [sum(gaps[: place + 1]) for place in range(len(gaps))]
    pains = st.sampled_from([None, None, 0, 2, 4, 9])
    some = st.lists(works(), min_size=1, max_size=3, unique_by=lambda sets: sets[0].exercise)
    return [session(at, *draw(some), pain=draw(pains)) for at in days]


@examples(150)
@given(histories(), st.sampled_from(list(Level)), st.frozensets(st.sampled_from(sorted(GEAR))), st.randoms())
def test_any_history_leaves_every_ladder_on_a_rung_with_a_reason(
    history: list[SessionRecord], level: Level, equipment: frozenset[str], dice: random.Random
) -> None:
    today = max((item.day for item in history), default=day(0)) + dt.timedelta(days=1)
    found = standings(shipped(), history, today=today, level=level, equipment=equipment)
    have = {"wall"} if level is Level.BEGINNER else {"wall", *equipment}
    for standing in found.values():
        assert 0 < len(standing.why) <= MOST_WORDS
        assert rungs(standing.exercise)[standing.position] == standing.choice
        assert standing.missing or have.issuperset(standing.choice.variation.equipment)
        if standing.done is not None:
            assert standing.position <= standing.done + 1
            assert (standing.move is Move.UP) is (standing.position > standing.done and standing.why.endswith("twice"))
    shuffled = dice.sample(history, len(history))
    assert standings(shipped(), shuffled, today=today, level=level, equipment=equipment) == found


@examples(150)
@given(histories())
def test_any_history_ends_lower_after_two_misses_or_much_pain(history: list[SessionRecord]) -> None:
    today = max((item.day for item in history), default=day(0))
    standing = standings(shipped(), history, today=today, level=Level.EXPERIENCED, equipment=GEAR)
    for exercise, found in standing.items():
        done = [item for item in history if any(entry.done for entry in item.sets if entry.exercise == exercise)]
        far_off = [
            any(entry.done < entry.target / 5 for entry in item.sets if entry.exercise == exercise) for item in done
        ]
        if done and ((done[-1].pain or 0) >= 4 or far_off[-2:] == [True, True]):
            assert found.done is not None
            assert found.position < found.done or found.position == 0
