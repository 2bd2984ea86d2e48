"""Ladders: up after two good sessions, stay, and down after two missed ones; what counts as which."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest

from ankle_tui.core.exercises.exercise import Level, Unit
from ankle_tui.core.history.records import Feel, SessionRecord, SetRecord
from ankle_tui.core.training.ladder import Rung, after, move_words, read_rungs, standings
from ankle_tui.core.training.ladder_replay import Move
from ankle_tui.core.training.lanes import rungs
from tests.builders import shipped
from tests.training import (
    BALANCE,
    BAND,
    BLIND,
    CALF,
    CLOSED,
    FLOOR,
    GEAR,
    HOPS,
    OPEN,
    PILLOW,
    WALK,
    Dosed,
    climbed,
    day,
    on,
    rung,
    session,
    sets_of,
    shown_sets,
    stand,
)


def on_the_way(exercise: str, wanted: Dosed) -> list[SessionRecord]:
    """Sessions that led to a rung by day 0."""
    return [*climbed(exercise, wanted, shown=exercise == HOPS)]


def beside(exercise: str) -> tuple[tuple[SetRecord, ...], ...]:
    """What a session with the exercise has as well."""
    return shown_sets() if exercise == HOPS else ()


def test_without_history_every_ladder_stands_at_its_start() -> None:
    found = standings(shipped(), (), today=day(0), level=Level.BEGINNER)
    assert list(found) == [exercise.id for exercise in shipped()]
    for standing in found.values():
        start = standing.exercise.start(Level.BEGINNER)
        assert (standing.choice.variation, standing.choice.dose) == start
        assert (standing.move, standing.done, standing.last, standing.raised) == (Move.START, None, None, None)


# Up: two good sessions on different days


@pytest.mark.parametrize(
    ("exercise", "done", "above"),
    [
        (BALANCE, (OPEN, 2, 30), (OPEN, 2, 45)),
        (BALANCE, (OPEN, 2, 60), (CLOSED, 2, 15)),
        (BALANCE, (CLOSED, 2, 15), (CLOSED, 2, 30)),
        (BALANCE, (CLOSED, 2, 45), (CLOSED, 2, 60)),
        (CALF, ("both-legs", 3, 12), ("both-legs", 3, 15)),
        (CALF, ("both-legs", 3, 15), ("one-leg", 2, 10)),
        (CALF, ("one-leg", 3, 12), ("one-leg", 3, 15)),
        (CALF, ("one-leg", 3, 15), ("one-leg-step", 2, 12)),
        (BAND, ("four-way", 1, 15), ("four-way", 2, 10)),
        (WALK, ("steps", 2, 15), ("long", 2, 20)),
        (WALK, ("long", 2, 45), ("long", 3, 45)),
        (HOPS, ("both-feet", 2, 20), ("both-feet", 2, 30)),
        (HOPS, ("both-feet", 2, 30), ("one-leg-landed", 2, 5)),
        (HOPS, ("one-leg-landed", 2, 15), ("one-leg", 2, 10)),
    ],
)
def test_two_good_sessions_on_different_days_are_a_rung(exercise: str, done: Dosed, above: Dosed) -> None:
    before = on_the_way(exercise, done)
    sets = (sets_of(exercise, *done), *beside(exercise))
    first, second = on((0, 7), *sets)
    found = stand(exercise, *before, first, today=8)
    assert (found.move, rung(found)) == (Move.HOLD, done)
    found = stand(exercise, *before, first, second, today=8)
    assert (found.move, rung(found), found.raised) == (Move.UP, above, day(8))


@pytest.mark.parametrize(
    ("exercise", "top"),
    [
        (BALANCE, (CLOSED, 2, 60)),
        (CALF, ("one-leg-step", 3, 15)),
        (BAND, ("four-way", 2, 15)),
        (WALK, ("long", 3, 45)),
        (HOPS, ("one-leg", 2, 30)),
    ],
)
def test_the_top_of_a_ladder_is_stayed_on(exercise: str, top: Dosed) -> None:
    sets = (sets_of(exercise, *top), *beside(exercise))
    found = stand(exercise, *on_the_way(exercise, top), *on((0, 7, 14), *sets))
    assert (found.move, rung(found)) == (Move.HOLD, top)
    assert found.waits


def test_several_sessions_of_a_day_count_once() -> None:
    sets = sets_of(BALANCE, OPEN, 2, 30)
    same = [session(0, sets, hour=hour) for hour in (7, 12, 18)]
    assert stand(BALANCE, *same).move is Move.HOLD
    assert rung(stand(BALANCE, *same, session(1, sets))) == (OPEN, 2, 45)


def test_two_good_sessions_need_not_follow_each_other() -> None:
    good = on((0, 9), sets_of(CALF, "both-legs", 3, 12))
    a_rep_short = session(3, sets_of(CALF, "both-legs", 3, 12, left=11))
    easier = session(6, sets_of(CALF, "both-legs", 2, 10))
    assert stand(CALF, *good, a_rep_short, easier).move is Move.UP


def test_a_missed_session_takes_the_good_one_back() -> None:
    sets = sets_of(CALF, "both-legs", 3, 12)
    missed = session(3, sets_of(CALF, "both-legs", 3, 12, left=5))
    done = [session(0, sets), missed, session(6, sets)]
    assert stand(CALF, *done).move is Move.HOLD
    assert stand(CALF, *done, session(9, sets)).move is Move.UP


@pytest.mark.parametrize("feel", [Feel.SORE, Feel.PAIN])
def test_a_session_begun_sore_is_not_a_good_one(feel: Feel) -> None:
    sets = sets_of(CALF, "both-legs", 3, 12)
    assert stand(CALF, session(0, sets), session(3, sets, feel=feel)).move is Move.HOLD
    assert stand(CALF, session(0, sets), session(3, sets, feel=Feel.FINE)).move is Move.UP


def test_a_session_with_fewer_sets_counts_half() -> None:
    cut, whole = sets_of(CALF, "both-legs", 2, 12), sets_of(CALF, "both-legs", 3, 12)
    assert stand(CALF, session(0, whole), session(3, cut)).move is Move.HOLD
    assert stand(CALF, session(0, whole), *on((3, 6), cut)).move is Move.UP
    assert stand(CALF, *on((0, 3, 6), cut)).move is Move.HOLD
    assert stand(CALF, *on((0, 3, 6, 9), cut)).move is Move.UP


def test_half_of_the_band_counts_half() -> None:
    one, other = (sets_of(BAND, "four-way", 1, 10, parts=half) for half in (("in", "out"), ("up", "down")))
    done = [session(0, one), session(3, other), session(6, one)]
    assert stand(BAND, *done).move is Move.HOLD
    assert stand(BAND, *done, session(9, other)).move is Move.UP
    assert stand(BAND, *on((0, 3), sets_of(BAND, "four-way", 1, 10))).move is Move.UP


def test_two_halves_of_one_day_are_not_yet_a_rung() -> None:
    halves = [
        session(number, sets_of(BAND, "four-way", 1, 10, parts=half), hour=hour)
        for number in (0, 3)
        for hour, half in ((7, ("in", "out")), (18, ("up", "down")))
    ]
    assert stand(BAND, *halves).move is Move.HOLD


def test_what_the_coach_cut_is_never_a_lower_rung() -> None:
    before = on_the_way(WALK, ("long", 3, 45))
    found = stand(WALK, *before, *on((0, 3, 6, 9), sets_of(WALK, "long", 1, 45)))
    assert rung(found) == ("long", 3, 45)


def test_an_earned_rung_is_a_rung_up_until_it_is_done() -> None:
    good = on((0, 3), sets_of(BALANCE, OPEN, 2, 30))
    kept = session(6, sets_of(BALANCE, OPEN, 2, 30))
    assert rung(stand(BALANCE, *good, kept)) == (OPEN, 2, 45)


# Touches


@pytest.mark.parametrize("done", [(OPEN, 2, 30), (OPEN, 2, 45)])
def test_longer_holds_with_open_eyes_need_no_count(done: Dosed) -> None:
    uncounted = on((0, 7), sets_of(BALANCE, *done), touches=None)
    assert stand(BALANCE, *on_the_way(BALANCE, done), *uncounted).move is Move.UP


@pytest.mark.parametrize(
    ("done", "touches", "move"),
    [
        ((OPEN, 2, 60), None, Move.HOLD),
        ((OPEN, 2, 60), 0, Move.UP),
        ((OPEN, 2, 60), 2, Move.UP),
        ((OPEN, 2, 60), 3, Move.HOLD),
        ((CLOSED, 2, 15), None, Move.HOLD),
        ((CLOSED, 2, 15), 2, Move.UP),
        ((CLOSED, 2, 15), 3, Move.HOLD),
        ((CLOSED, 2, 30), 4, Move.UP),
        ((CLOSED, 2, 30), 5, Move.HOLD),
    ],
)
def test_elsewhere_touches_are_limited_by_the_minute_and_must_be_counted(
    done: Dosed, touches: int | None, move: Move
) -> None:
    found = stand(BALANCE, *on_the_way(BALANCE, done), *on((0, 7), sets_of(BALANCE, *done), touches=touches))
    assert (found.move, found.asks_touches) == (move, touches is None)


def test_touches_are_of_the_worse_leg_and_of_the_whole_exercise() -> None:
    before = on_the_way(BALANCE, (CLOSED, 2, 30))
    first = session(0, sets_of(BALANCE, CLOSED, 2, 30), touches=0)
    for presses, move in ((4, Move.UP), (5, Move.HOLD)):  # all in the first hold of one leg
        second = session(7, sets_of(BALANCE, CLOSED, 2, 30, touches=presses))
        assert stand(BALANCE, *before, first, second).move is move


def test_touches_of_a_hold_are_not_those_of_hops_on_one_leg() -> None:
    before = climbed(HOPS, ("one-leg", 2, 20), shown=True)
    hops = on((0, 7), sets_of(HOPS, "one-leg", 2, 20), sets_of(BALANCE, OPEN, 2, 30), touches=9)
    found = stand(HOPS, *before, *hops)
    assert rung(found) == ("one-leg", 2, 30)


def test_zeros_of_an_older_version_are_not_a_count() -> None:
    old = on((0, 7), sets_of(BALANCE, OPEN, 2, 60, touches=0), touches=None)
    assert stand(BALANCE, *on_the_way(BALANCE, (OPEN, 2, 60)), *old).move is Move.HOLD


@pytest.mark.parametrize(("touches", "move"), [(12, Move.HOLD), (13, Move.DOWN)])
def test_more_than_twelve_touches_a_minute_twice_are_a_rung_down(touches: int, move: Move) -> None:
    done = on((0, 3), sets_of(BALANCE, CLOSED, 2, 30), touches=touches)
    before = on_the_way(BALANCE, (CLOSED, 2, 30))
    assert stand(BALANCE, *before, done[0]).move is Move.HOLD
    assert stand(BALANCE, *before, *done).move is move


# Down: missed twice running


@pytest.mark.parametrize(
    ("exercise", "done", "below"),
    [
        (BALANCE, (OPEN, 2, 45), (OPEN, 2, 30)),
        (BALANCE, (CLOSED, 2, 15), (OPEN, 2, 60)),
        (CALF, ("both-legs", 3, 15), ("both-legs", 3, 12)),
        (CALF, ("one-leg", 2, 10), ("both-legs", 3, 15)),
        (BAND, ("four-way", 2, 10), ("four-way", 1, 15)),
        (WALK, ("long", 2, 20), ("steps", 2, 15)),
        (HOPS, ("both-feet", 2, 20), ("both-feet", 2, 10)),
        (HOPS, ("one-leg-landed", 2, 5), ("both-feet", 2, 30)),
    ],
)
def test_missed_twice_running_is_one_rung_down(exercise: str, done: Dosed, below: Dosed) -> None:
    before = on_the_way(exercise, done)
    sets = (sets_of(exercise, *done, left=done[2] // 2), *beside(exercise))
    first, second = on((0, 3), *sets)
    found = stand(exercise, *before, first)
    assert (found.move, rung(found)) == (Move.HOLD, done)
    found = stand(exercise, *before, first, second)
    assert (found.move, rung(found)) == (Move.DOWN, below)


@pytest.mark.parametrize(("done", "move"), [(9, Move.HOLD), (8, Move.DOWN)])
def test_missed_is_a_leg_under_three_quarters_of_the_dose(done: int, move: Move) -> None:
    missed = on((0, 3), sets_of(CALF, "one-leg", 3, 12, right=done))
    assert stand(CALF, *on_the_way(CALF, ("one-leg", 3, 12)), *missed).move is move


def test_sets_left_out_belong_to_the_dose() -> None:
    before = on_the_way(CALF, ("one-leg", 3, 12))
    one_left_out = on((0, 3), sets_of(CALF, "one-leg", 3, 12, skipped=1))
    assert stand(CALF, *before, *one_left_out).move is Move.DOWN


def test_a_rep_short_is_not_a_miss_and_the_rung_stays() -> None:
    short = on((0, 3, 6, 9), sets_of(CALF, "both-legs", 3, 12, left=11))
    found = stand(CALF, *short)
    assert (found.move, rung(found)) == (Move.HOLD, ("both-legs", 3, 12))


@pytest.mark.parametrize("between", [12, 10])
def test_missed_twice_must_be_running(between: int) -> None:
    before = on_the_way(CALF, ("both-legs", 3, 15))
    missed = on((0, 6), sets_of(CALF, "both-legs", 3, 15, left=5))
    kept = session(3, sets_of(CALF, "both-legs", 3, 15, left=between))
    assert stand(CALF, *before, *missed, kept).move is Move.HOLD


def test_missed_sessions_of_a_day_count_once() -> None:
    before = on_the_way(CALF, ("both-legs", 3, 15))
    missed = [session(0, sets_of(CALF, "both-legs", 3, 15, left=5), hour=hour) for hour in (7, 18)]
    assert stand(CALF, *before, *missed).move is Move.HOLD
    assert stand(CALF, *before, *missed, overrides={CALF: Rung("both-legs", 2)}).move is Move.HOLD


def test_below_the_lowest_rung_there_is_none() -> None:
    found = stand(BALANCE, *on((0, 3), sets_of(BALANCE, OPEN, 2, 30, left=9)))
    assert (found.position, found.move) == (0, Move.HOLD)
    assert found.lighter == found.choice


def failed(days: int, exercise: str, dose: Dosed) -> list[SessionRecord]:
    """A rung missed twice."""
    return on((days, days + 3), sets_of(exercise, *dose, left=dose[2] // 3))


def test_after_two_failures_at_a_rung_each_further_try_needs_four_good_sessions() -> None:
    low, high = ("both-legs", 3, 12), ("both-legs", 3, 15)
    done, at = list[SessionRecord](), 0
    for needed in (2, 2, 4, 4):
        good = on(range(at, at + 3 * needed, 3), sets_of(CALF, *low))
        at += 3 * needed + 7
        assert rung(stand(CALF, *done, *good[:-1], today=at)) == low
        assert rung(stand(CALF, *done, *good, today=at)) == high
        done += [*good, *failed(at, CALF, high)]
        at += 6
        assert rung(stand(CALF, *done, today=at)) == low


def test_there_is_no_yo_yo_for_a_leg_that_cannot_do_more() -> None:
    """Three sets of ten are well done, twelve never: after two failures the rung is tried once in four good sessions."""
    before = on_the_way(CALF, ("one-leg", 3, 10))
    tries, done = 0, list[SessionRecord]()
    for number in range(0, 180, 3):
        standing = stand(CALF, *before, *done, today=number)
        tries += standing.choice.dose.amount == 12 and standing.move is Move.UP
        able = min(standing.choice.dose.amount, 8.0 if standing.choice.dose.amount == 12 else 10.0)
        done.append(session(number, sets_of(CALF, *rung(standing), left=able)))
    assert tries <= 2 + 54 // 6


# Brake


def test_an_exercise_goes_up_once_in_seven_days() -> None:
    first = on((0, 1), sets_of(BALANCE, OPEN, 2, 30))
    above = on((2, 3), sets_of(BALANCE, OPEN, 2, 45))
    found = stand(BALANCE, *first, *above, today=8)
    assert (rung(found), found.raised) == ((OPEN, 2, 45), day(2))
    assert rung(stand(BALANCE, *first, *above, today=9)) == (OPEN, 2, 60)


def test_the_brake_says_how_long_it_holds() -> None:
    done = [*on((0, 1), sets_of(BALANCE, OPEN, 2, 30)), *on((2, 3), sets_of(BALANCE, OPEN, 2, 45))]
    assert "4 days" in stand(BALANCE, *done, today=5).waits
    assert "1 day " in stand(BALANCE, *done, today=8).waits


def test_an_opening_is_a_rung_of_the_exercise_too() -> None:
    before = on_the_way(BALANCE, (OPEN, 2, 60))
    done = on((0, 3), sets_of(BALANCE, OPEN, 2, 60))
    found = stand(BALANCE, *before, *done, today=10, equipment=GEAR)
    assert rung(found) == (CLOSED, 2, 15)
    closed = session(10, sets_of(BALANCE, CLOSED, 2, 15), touches=0)
    for today in range(10, 17):
        assert rung(stand(BALANCE, *before, *done, closed, today=today, equipment=GEAR)) == (CLOSED, 2, 15)
    assert rung(stand(BALANCE, *before, *done, closed, today=17, equipment=GEAR)) == (PILLOW, 2, 30)


# Two ways up take turns


def test_closed_eyes_and_pillow_take_turns() -> None:
    done, seen = [*climbed(BALANCE, (OPEN, 2, 60))], list[str]()
    for number in range(0, 60, 4):
        choice = stand(BALANCE, *done, today=number, equipment=GEAR).choice
        seen.append(choice.variation.id)
        done += on([number], sets_of(BALANCE, choice.variation.id, choice.dose.sets, choice.dose.amount))
    turns = seen[seen.index(PILLOW) :]
    assert set(turns) <= {CLOSED, PILLOW, BLIND}
    assert all((one == CLOSED) is not (other == CLOSED) for one, other in pairwise(turns))


def test_a_pillow_lost_to_misses_is_earned_again_in_its_turn() -> None:
    done = [*climbed(BALANCE, (PILLOW, 2, 30), equipment=GEAR)]
    seen, at = list[str](), 0
    while OPEN not in seen and at < 60:
        found = stand(BALANCE, *done, today=at, equipment=GEAR)
        share = 0.5 if found.choice.variation.id == PILLOW else 1
        done += on([at], sets_of(BALANCE, *rung(found), left=found.choice.dose.amount * share))
        seen.append(found.choice.variation.id)
        at += 4
    assert seen.count(PILLOW) == 2  # missed twice, then open eyes
    for number in range(at, at + 40, 4):
        found = stand(BALANCE, *done, today=number, equipment=GEAR)
        seen.append(found.choice.variation.id)
        done += on([number], sets_of(BALANCE, *rung(found)))
    assert {CLOSED, PILLOW} <= set(seen[at // 4 :])


def test_closed_eyes_on_the_pillow_wait_for_both_ways() -> None:
    pillow = on(range(0, 120, 4), sets_of(BALANCE, PILLOW, 2, 60))
    open_eyes = climbed(BALANCE, (OPEN, 2, 60))
    short, long = (on(range(2, 122, 4), sets_of(BALANCE, CLOSED, 2, seconds)) for seconds in (15, 30))
    for closed, opens in ((short, False), (long, True)):
        found = stand(BALANCE, *open_eyes, *pillow, *closed, equipment=GEAR)
        where = next(at for at, item in enumerate(rungs(found.exercise)) if item.variation.id == BLIND)
        assert bool(found.barred[where]) is not opens


def test_closed_eyes_on_the_pillow_take_the_pillows_turn() -> None:
    done, seen = [*climbed(BALANCE, (OPEN, 2, 60))], list[str]()
    for number in range(0, 240, 4):
        choice = stand(BALANCE, *done, today=number, equipment=GEAR).choice
        seen.append(choice.variation.id)
        done += on([number], sets_of(BALANCE, choice.variation.id, choice.dose.sets, choice.dose.amount))
    later = seen[seen.index(BLIND) :]
    assert set(later) == {CLOSED, BLIND}


# Equipment


def test_the_pillow_needs_a_pillow_and_nothing_else() -> None:
    done = [*climbed(BALANCE, (OPEN, 2, 60)), *on((0, 3), sets_of(BALANCE, OPEN, 2, 60))]
    closed = on((6, 13, 20), sets_of(BALANCE, CLOSED, 2, 15))
    assert rung(stand(BALANCE, *done, *closed, equipment=FLOOR))[0] == CLOSED
    assert rung(stand(BALANCE, *done, *closed, equipment=GEAR)) == (PILLOW, 2, 30)


def test_a_beginner_who_owns_a_step_comes_to_it() -> None:
    done = [*climbed(CALF, ("one-leg", 3, 15)), *on((0, 7), sets_of(CALF, "one-leg", 3, 15))]
    found = stand(CALF, *done, equipment=frozenset())
    assert (rung(found), found.waits) == (("one-leg", 3, 15), found.barred[-1])
    assert found.barred[-1]
    assert rung(stand(CALF, *done, equipment=frozenset({"step"}))) == ("one-leg-step", 2, 12)


def test_the_band_needs_a_band() -> None:
    for level in Level:
        assert "band" in stand(BAND, level=level, equipment=frozenset()).missing
        assert not stand(BAND, level=level).missing


def test_when_the_pillow_is_gone_the_floor_is_left() -> None:
    done = [*climbed(BALANCE, (PILLOW, 2, 30), equipment=GEAR), session(0, sets_of(BALANCE, PILLOW, 2, 30), touches=0)]
    found = stand(BALANCE, *done, equipment=frozenset())
    assert found.choice.variation.id == CLOSED
    assert not found.missing


# What counts


def left_at_once(days: int, pain: int | None = None) -> SessionRecord:
    """A session that was ended seven seconds after it had begun."""
    return replace(session(days, sets_of(BALANCE, OPEN, 2, 30, left=7, right=0), pain=pain), active_seconds=7.0)


@pytest.mark.parametrize("at", [0, 2, 3, 4])
def test_a_session_too_short_to_count_neither_climbs_nor_blocks(at: int) -> None:
    good = on((2, 4), sets_of(BALANCE, OPEN, 2, 30))
    short = [left_at_once(at), left_at_once(at + 1)]
    found = stand(BALANCE, *good, *short, today=6)
    assert found == stand(BALANCE, *good, today=6)
    assert found.move is Move.UP
    assert stand(BALANCE, *short, today=6) == stand(BALANCE, today=6)  # nor is it two misses running


def test_an_exercise_that_was_not_begun_is_neither_good_nor_missed() -> None:
    first, second = on((0, 3), sets_of(BALANCE, OPEN, 2, 30))
    skipped = session(2, sets_of(BALANCE, OPEN, 2, 30, left=0))
    assert stand(BALANCE, first, skipped, second).move is Move.UP
    assert stand(BALANCE, skipped).move is Move.START


def test_what_the_catalogue_does_not_know_moves_nothing_but_was_done() -> None:
    strange = [replace(item, variation="on-one-hand") for item in sets_of(BALANCE, OPEN, 2, 30)]
    found = stand(BALANCE, session(0, strange))
    assert (found.move, found.last) == (Move.START, day(0))
    counted = [replace(item, unit=Unit.REPS) for item in sets_of(BALANCE, OPEN, 2, 60)]
    assert stand(BALANCE, session(0, counted)).move is Move.START
    unknown = [replace(item, exercise="headstand") for item in sets_of(BALANCE, OPEN, 2, 30)]
    assert stand(BALANCE, session(0, unknown)).last is None


# Harder or easier than was offered


def test_more_than_was_offered_moves_the_ladder_one_rung_at_most() -> None:
    tried = on((0, 1), sets_of(BALANCE, CLOSED, 2, 45))
    assert rung(stand(BALANCE, *tried)) == (OPEN, 2, 45)
    longer = on((0, 1), sets_of(BALANCE, OPEN, 2, 60))
    assert rung(stand(BALANCE, *longer)) == (OPEN, 2, 45)


def test_a_try_above_that_failed_moves_nothing() -> None:
    tried = on((3, 6), sets_of(BALANCE, CLOSED, 2, 30, left=6))
    found = stand(BALANCE, session(0, sets_of(BALANCE, OPEN, 2, 30)), *tried)
    assert (rung(found), found.move) == ((OPEN, 2, 30), Move.HOLD)


def test_a_try_above_that_reached_the_rung_is_no_miss() -> None:
    tried = on((0, 3), sets_of(BALANCE, OPEN, 2, 60, left=35))
    assert stand(BALANCE, *climbed(BALANCE, (OPEN, 2, 45)), *tried).position >= 1


def test_an_easier_day_moves_nothing() -> None:
    before = climbed(BALANCE, (OPEN, 2, 60))
    easier = session(0, sets_of(BALANCE, OPEN, 2, 45))
    found = stand(BALANCE, *before, easier)
    assert (rung(found), found.move) == ((OPEN, 2, 60), Move.HOLD)


def test_an_easier_variation_for_no_longer_moves_nothing_either() -> None:
    before = climbed(BALANCE, (CLOSED, 2, 15))
    for sets in (2, 1):
        found = stand(BALANCE, *before, *on((0, 3), sets_of(BALANCE, OPEN, sets, 15)))
        assert rung(found) == (CLOSED, 2, 15)


def test_who_chooses_much_less_twice_is_followed_by_one_rung() -> None:
    before = climbed(CALF, ("one-leg", 2, 10))
    much_less = sets_of(CALF, "both-legs", 2, 8)
    assert rung(stand(CALF, *before, session(0, much_less))) == ("one-leg", 2, 10)
    assert rung(stand(CALF, *before, *on((0, 3), much_less))) == ("both-legs", 3, 15)
    same_day = [session(0, much_less, hour=hour) for hour in (7, 18)]
    assert rung(stand(CALF, *before, *same_day)) == ("one-leg", 2, 10)
    low = on((0, 3, 6), sets_of(CALF, "both-legs", 3, 5))
    assert rung(stand(CALF, *climbed(CALF, ("both-legs", 3, 15)), *low)) == ("both-legs", 3, 12)


def test_of_two_variations_in_one_session_the_harder_one_counts() -> None:
    before = climbed(BALANCE, (CLOSED, 2, 30))
    both = on((0, 7), sets_of(BALANCE, OPEN, 2, 60), sets_of(BALANCE, CLOSED, 2, 30))
    assert rung(stand(BALANCE, *before, *both)) == (CLOSED, 2, 45)


# Set by the runner


PIN = {BALANCE: Rung(OPEN, 2)}


def test_a_rung_that_was_set_stays() -> None:
    for variation, seconds in ((OPEN, 30), (OPEN, 60), (CLOSED, 45)):
        found = stand(BALANCE, *on((0, 3), sets_of(BALANCE, variation, 2, seconds)), overrides=PIN)
        assert (rung(found), found.move) == ((OPEN, 2, 60), Move.HOLD)


def test_a_rung_that_was_set_gives_way_to_pain_and_misses_and_comes_back() -> None:
    hurt = session(0, sets_of(BALANCE, OPEN, 2, 60), pain=4)
    found = stand(BALANCE, hurt, overrides=PIN)
    assert (rung(found), found.move) == ((OPEN, 2, 45), Move.DOWN)
    missed = on((0, 3), sets_of(BALANCE, OPEN, 2, 60, left=30))
    assert rung(stand(BALANCE, *missed, overrides=PIN)) == (OPEN, 2, 45)
    back = session(6, sets_of(BALANCE, OPEN, 2, 45))
    assert rung(stand(BALANCE, *missed, back, overrides=PIN)) == (OPEN, 2, 60)


def test_the_runner_may_overrule_a_gate_but_not_do_without_a_pillow() -> None:
    pin = {BALANCE: Rung(PILLOW, 1), HOPS: Rung("one-leg", 0)}
    found = stand(BALANCE, overrides=pin, equipment=GEAR)
    assert (rung(found), found.missing) == ((PILLOW, 2, 45), "")
    found = stand(HOPS, overrides=pin)
    assert (rung(found), found.missing) == (("one-leg", 2, 10), "")
    found = stand(BALANCE, overrides=pin, equipment=frozenset())
    assert not found.missing
    assert found.choice.variation.id in {OPEN, CLOSED}


def test_a_rung_that_is_no_longer_there_is_not_set() -> None:
    assert stand(BALANCE, overrides={BALANCE: Rung(OPEN, 7)}).move is Move.START


def test_rungs_are_named_like_the_starts_of_the_catalogue() -> None:
    balance = shipped().get(BALANCE)
    assert Rung.read(balance, "eyes-closed-firm 2") == Rung(CLOSED, 1)
    assert Rung.read(balance, "eyes-closed-firm") == Rung(CLOSED, 0)
    for choice in rungs(balance):
        assert Rung.read(balance, str(Rung.of(choice))) == Rung.of(choice)
    for wrong in ("eyes-closed-firm 5", "", "eyes-closed-firm 0"):
        with pytest.raises(ValueError, match="no step called"):
            Rung.read(balance, wrong)


def test_a_rung_that_is_not_there_costs_only_itself() -> None:
    found, wrong = read_rungs(shipped(), {CALF: "on-the-moon", BALANCE: f"{CLOSED} 2", "juggling": "three-balls"})
    assert found == {BALANCE: Rung(CLOSED, 1)}
    assert len(wrong) == 2
    assert "on-the-moon" in wrong[0]
    assert "juggling" in wrong[1]


# Easier today, and next time


def test_lighter_is_one_rung_below_and_steady_no_harder_than_what_was_done() -> None:
    found = stand(BALANCE, *climbed(BALANCE, (OPEN, 2, 45)), *on((0, 7), sets_of(BALANCE, OPEN, 2, 45)))
    assert (rung(found), found.lighter.dose.amount, found.steady.dose.amount) == ((OPEN, 2, 60), 45, 45)
    found = stand(BALANCE, *climbed(BALANCE, (OPEN, 2, 45)), session(0, sets_of(BALANCE, OPEN, 2, 45)))
    assert (found.lighter.dose.amount, found.steady.dose.amount) == (30, 45)


def summary(record: SessionRecord, *before: SessionRecord) -> list[str]:
    found = after(shipped(), before, record, level=Level.BEGINNER, equipment=FLOOR)
    return [f"{item.exercise.id} {item.coming}" for item in found]


def test_the_summary_says_what_comes_next_time() -> None:
    first, second = on((0, 3), sets_of(CALF, "both-legs", 3, 12))
    assert summary(first) == [f"{CALF} 3 × 12 reps again"]
    assert summary(second, first) == summary(second, first, second) == [f"{CALF} 3 × 15 reps"]
    opened = on((0, 7), sets_of(BALANCE, OPEN, 2, 60))
    assert summary(opened[1], *climbed(BALANCE, (OPEN, 2, 60)), opened[0]) == [
        f"{BALANCE} eyes closed, firm floor, 15 s"
    ]


def test_the_summary_follows_an_amendment() -> None:
    before = climbed(CALF, ("both-legs", 3, 15))
    done = session(0, sets_of(CALF, "both-legs", 3, 15))
    (found,) = after(shipped(), [*before, done], replace(done, pain=5), level=Level.BEGINNER)
    assert (found.move, rung(found), bool(found.change)) == (Move.DOWN, ("both-legs", 3, 12), True)


def test_the_summary_names_what_was_done_in_its_order() -> None:
    done = session(
        0, sets_of(HOPS, "both-feet", 2, 10), sets_of(BALANCE, OPEN, 2, 30), sets_of(CALF, "both-legs", 3, 12, left=0)
    )
    assert [item.exercise.id for item in after(shipped(), [], done, level=Level.BEGINNER)] == [HOPS, BALANCE]


def test_every_move_has_words_of_its_own() -> None:
    good = on((0, 3), sets_of(CALF, "both-legs", 3, 12))
    missed = on((0, 3), sets_of(CALF, "both-legs", 3, 12, left=3))
    away = session(0, sets_of(CALF, "one-leg", 3, 12))
    found = [
        stand(CALF),
        stand(CALF, good[0]),
        stand(CALF, *good),
        stand(CALF, *missed),
        stand(CALF, *climbed(CALF, ("one-leg", 3, 12)), away, today=60),
        stand(CALF, overrides={CALF: Rung("one-leg", 0)}),
        stand(BAND, equipment=frozenset()),
    ]
    words = [move_words(item) for item in found]
    assert len(set(words)) == len(words)
    assert [word.split()[0].strip(":") for word in words] == ["Not", "Stay", "One", "One", "Easier", "Set", "Not"]


def test_a_session_dated_later_than_today_does_not_confuse_the_days() -> None:
    later = on((0, 3), sets_of(BALANCE, OPEN, 2, 30))
    found = standings(shipped(), later, today=day(0) - dt.timedelta(days=30), level=Level.BEGINNER)[BALANCE]
    assert rung(found) == (OPEN, 2, 45)
