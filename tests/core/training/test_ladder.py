"""Ladders: each rule of the domain's page, from the history alone."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Level, Unit
from ankle_tui.core.history.records import Feel, Morning, SessionRecord, SetRecord, Touches
from ankle_tui.core.training.ladder import Rung, Standing, after, read_rungs, standings
from ankle_tui.core.training.ladder_replay import Move
from ankle_tui.core.training.ladder_wording import MOST_WORDS, brief
from ankle_tui.core.training.lanes import rungs
from tests.builders import shipped
from tests.examples import examples
from tests.training import BALANCE, BAND, CALF, GEAR, HOPS, WALK, day, session, sets_of

OPEN, CLOSED, PILLOW, BLIND = "eyes-open-firm", "eyes-closed-firm", "eyes-open-pillow", "eyes-closed-pillow"
BOTH, ONE, STEP = "both-legs", "one-leg", "one-leg-step"
NONE, FEW = Touches(0, 0), Touches(1, 2)
Sessions = Sequence[SessionRecord]


def stand(exercise: str, sessions: Sessions, today: int | None = None, **runner: Any) -> Standing:
    """Where these sessions leave an exercise; today is two days after the last one."""
    last = max((item.day for item in sessions), default=day(0))
    now = last + dt.timedelta(days=2) if today is None else day(today)
    known = {"level": Level.BEGINNER, "equipment": GEAR, **runner}
    return standings(shipped(), sessions, today=now, **known)[exercise]


def rung(standing: Standing) -> tuple[str, int, int]:
    choice = standing.choice
    return choice.variation.id, choice.dose.sets, choice.dose.amount


def did(at: int, exercise: str, variation: str, sets: int, amount: int, **more: Any) -> SessionRecord:
    """A session with one exercise."""
    own = {name: more.pop(name) for name in ("left", "right", "parts") if name in more}
    return session(at, sets_of(exercise, variation, sets, amount, **own), **more)


def raises(at: int, sets: int = 3, amount: int = 12, **more: Any) -> SessionRecord:
    """Calf raises on both legs."""
    return did(at, CALF, BOTH, sets, amount, **more)


def climbed(exercise: str, *doses: tuple[str, int, int], start: int = 0, apart: int = 7, **more: Any) -> Sessions:
    """Each dose done well twice, a week between sessions."""
    found = [(variation, sets, amount) for variation, sets, amount in doses for _ in range(2)]
    return [did(start + apart * place, exercise, *dose, **more) for place, dose in enumerate(found)]


def to_closed(**more: Any) -> Sessions:
    """Balance up to closed eyes, with nothing touched."""
    return climbed(BALANCE, (OPEN, 2, 30), (OPEN, 2, 45), (OPEN, 2, 60), touches=NONE, **more)


# Where a ladder starts


@pytest.mark.parametrize("level", list(Level))
def test_without_history_the_level_says_where_to_start(level: Level) -> None:
    for exercise in shipped():
        found = stand(exercise.id, (), level=level)
        assert (found.choice.variation, found.choice.dose) == exercise.start(level)
        assert (found.move, found.done, found.last) == (Move.START, None, None)


@pytest.mark.parametrize(
    ("level", "exercise", "start"),
    [
        (Level.BEGINNER, BALANCE, (OPEN, 2, 30)),
        (Level.EXPERIENCED, BALANCE, (OPEN, 2, 60)),
        (Level.BEGINNER, CALF, (BOTH, 3, 12)),
        (Level.EXPERIENCED, CALF, (ONE, 2, 10)),
        (Level.BEGINNER, WALK, ("steps", 2, 10)),
        (Level.EXPERIENCED, WALK, ("long", 2, 20)),
        (Level.EXPERIENCED, BAND, ("four-way", 1, 10)),
        (Level.EXPERIENCED, HOPS, ("both-feet", 2, 10)),
    ],
)
def test_the_starts_of_the_domain(level: Level, exercise: str, start: tuple[str, int, int]) -> None:
    assert rung(stand(exercise, (), level=level)) == start


def test_after_a_sprain_a_ladder_starts_one_rung_lower_where_there_is_one() -> None:
    assert rung(stand(CALF, (), sprained=day(0))) == (BOTH, 2, 12)
    assert rung(stand(BALANCE, (), sprained=day(0))) == (OPEN, 2, 30)
    assert rung(stand(BALANCE, (), sprained=day(0), level=Level.EXPERIENCED)) == (OPEN, 2, 45)


def test_equipment_decides_whatever_the_level() -> None:
    for level in Level:
        assert not stand(BAND, (), level=level).missing
        assert stand(BAND, (), level=level, equipment=frozenset()).missing == "needs a band"


def test_every_exercise_has_a_standing_in_the_order_of_the_catalogue() -> None:
    found = standings(shipped(), (), today=day(0), level=Level.BEGINNER)
    assert list(found) == [exercise.id for exercise in shipped()]


# Up: two good sessions on different days, at most once in seven days


@pytest.mark.parametrize(
    ("exercise", "done", "above", "before"),
    [
        (BALANCE, (OPEN, 2, 30), (OPEN, 2, 45), []),
        (CALF, (BOTH, 3, 12), (BOTH, 3, 15), []),
        (CALF, (BOTH, 3, 15), (ONE, 2, 10), [(BOTH, 3, 12)]),
        (BAND, ("four-way", 1, 10), ("four-way", 1, 12), []),
        (WALK, ("steps", 2, 15), ("long", 2, 20), [("steps", 2, 10), ("steps", 2, 12)]),
        (HOPS, ("both-feet", 2, 10), ("both-feet", 2, 20), []),
    ],
)
def test_two_good_sessions_are_one_rung_up(
    exercise: str, done: tuple[str, int, int], above: tuple[str, int, int], before: list[tuple[str, int, int]]
) -> None:
    sessions = climbed(exercise, *before, done)
    assert rung(stand(exercise, sessions[:-1])) == done
    found = stand(exercise, sessions, today=7 * len(sessions))
    assert (rung(found), found.move) == (above, Move.UP)


def test_two_sessions_of_a_day_count_once() -> None:
    same = [raises(0), replace(raises(0), id=raises(1).id)]
    assert rung(stand(CALF, same)) == (BOTH, 3, 12)
    assert rung(stand(CALF, [*same, raises(3)])) == (BOTH, 3, 15)


def test_at_most_one_rung_in_seven_days() -> None:
    sessions = [raises(0), raises(2), raises(4, 3, 15), raises(6, 3, 15)]
    # The first rung came with the session of day 4, so the next comes with day 11.
    assert rung(stand(CALF, sessions, today=10)) == (BOTH, 3, 15)
    assert stand(CALF, sessions, today=7).waits == "in 4 days at the earliest"
    assert rung(stand(CALF, sessions, today=11)) == (ONE, 2, 10)


def test_the_two_good_ones_need_not_follow_each_other() -> None:
    between = raises(3, left=10)  # a little short: neither good nor missed
    assert rung(stand(CALF, [raises(0), between, raises(6)])) == (BOTH, 3, 15)


def test_a_missed_session_takes_the_good_ones_back() -> None:
    missed = raises(3, left=8)
    assert rung(stand(CALF, [raises(0), missed, raises(6)])) == (BOTH, 3, 12)
    assert rung(stand(CALF, [raises(0), missed, raises(6), raises(9)])) == (BOTH, 3, 15)


@pytest.mark.parametrize("feel", [Feel.SORE, Feel.PAIN])
def test_a_sore_session_is_not_a_good_one(feel: Feel) -> None:
    assert rung(stand(CALF, [raises(0), raises(3, feel=feel)])) == (BOTH, 3, 12)
    assert rung(stand(CALF, [raises(0), raises(3, feel=feel), raises(6, feel=Feel.FINE)])) == (BOTH, 3, 15)


def test_fewer_sets_count_half_and_never_as_a_lower_rung() -> None:
    cut = [raises(3 * number, 1) for number in range(4)]
    assert rung(stand(CALF, cut[:3])) == (BOTH, 3, 12)
    assert rung(stand(CALF, cut)) == (BOTH, 3, 15)
    # 3 x 45 cut to 1 x 45 is no lower rung of the walk.
    walks = climbed(WALK, ("long", 2, 20), ("long", 2, 30), ("long", 2, 45), ("long", 3, 45))
    short = did(60, WALK, "long", 1, 45)
    assert rung(stand(WALK, [*walks, short], level=Level.EXPERIENCED)) == ("long", 3, 45)


def test_half_of_the_band_counts_half() -> None:
    halves = [
        did(4 * at, BAND, "four-way", 1, 10, parts=("in", "out") if at % 2 else ("up", "down")) for at in range(4)
    ]
    assert rung(stand(BAND, halves[:3])) == ("four-way", 1, 10)
    assert rung(stand(BAND, halves)) == ("four-way", 1, 12)


def test_the_band_goes_no_higher_than_half_of_it_fits() -> None:
    doses = [("four-way", sets, reps) for sets, reps in ((1, 10), (1, 12), (1, 15), (2, 10))]
    sessions = climbed(BAND, *doses)
    found = stand(BAND, sessions, minutes=10)
    assert (rung(found), found.waits) == (("four-way", 1, 15), "needs more minutes")
    assert rung(stand(BAND, sessions, minutes=15)) == ("four-way", 2, 12)


def test_three_very_hard_sessions_running_hold_everything_back() -> None:
    hard = [raises(3 * at, effort=9) for at in range(3)]
    assert rung(stand(CALF, [hard[0], replace(hard[1], effort=8), hard[2]])) == (BOTH, 3, 15)
    # The rung of the second session comes before the third, so it takes three hard ones before.
    early = [did(-9 + 3 * at, WALK, "steps", 2, 10, effort=10) for at in range(3)]
    assert rung(stand(CALF, [*early, hard[0], hard[1]])) == (BOTH, 3, 12)
    assert rung(stand(CALF, [*early, hard[0], replace(hard[1], effort=5)])) == (BOTH, 3, 15)


def test_what_was_done_beyond_the_rung_counts_for_it() -> None:
    assert rung(stand(CALF, [raises(0, 3, 15), raises(3, 3, 15)])) == (BOTH, 3, 15)


def test_the_top_is_stayed_on() -> None:
    top = did(0, HOPS, "both-feet", 2, 30)
    pinned = {WALK: Rung("long", 3)}
    assert stand(WALK, [top], overrides=pinned).position == len(rungs(shipped().get(WALK))) - 1


# Down: missed twice running


def test_two_misses_running_are_one_rung_down() -> None:
    up = [raises(0), raises(3), raises(7, 3, 15)]
    missed = [raises(at, 3, 15, left=10) for at in (10, 13)]
    assert rung(stand(CALF, [*up, missed[0]])) == (BOTH, 3, 15)
    found = stand(CALF, [*up, *missed])
    assert (rung(found), found.move) == ((BOTH, 3, 12), Move.DOWN)


def test_one_leg_under_three_quarters_is_missed_and_a_rep_short_is_not() -> None:
    for right, place in ((8, (ONE, 2, 10)), (7, (BOTH, 3, 15))):
        sessions = [did(3 * at, CALF, ONE, 2, 10, right=right) for at in range(2)]
        assert rung(stand(CALF, sessions, level=Level.EXPERIENCED)) == place


def test_more_than_twelve_touches_a_minute_are_a_miss() -> None:
    # One minute of holding a leg.
    for touches, place in ((12, (OPEN, 2, 60)), (13, (OPEN, 2, 30))):
        sessions = [*climbed(BALANCE, (OPEN, 2, 30)), did(14, BALANCE, OPEN, 2, 45)]
        many = [did(at, BALANCE, OPEN, 2, 45, touches=Touches(touches * 3 // 2, 0)) for at in (17, 20)]
        assert rung(stand(BALANCE, [*sessions, *many])) == place


def test_below_the_lowest_rung_there_is_none() -> None:
    missed = [did(3 * at, BALANCE, OPEN, 2, 30, left=5) for at in range(6)]
    assert stand(BALANCE, missed).position == 0


def test_after_two_failures_a_rung_asks_for_four_good_sessions() -> None:
    sessions: list[SessionRecord] = []
    for _ in range(2):
        begin = len(sessions) * 4
        sessions += [raises(begin), raises(begin + 4)]
        sessions += [raises(begin + 8 + 4 * at, 3, 15, left=8) for at in range(2)]
    begin = len(sessions) * 4
    good = [raises(begin + 4 * at) for at in range(4)]
    assert rung(stand(CALF, [*sessions, *good[:3]])) == (BOTH, 3, 12)
    assert rung(stand(CALF, [*sessions, *good])) == (BOTH, 3, 15)


def test_a_runner_who_chooses_much_less_twice_is_followed_one_rung() -> None:
    up = climbed(CALF, (BOTH, 3, 12), (BOTH, 3, 15))
    less = [raises(at, 3, 8) for at in (28, 31)]
    assert rung(stand(CALF, [*up, less[0]])) == (ONE, 2, 10)
    assert rung(stand(CALF, [*up, *less])) == (BOTH, 3, 15)


def test_an_easier_day_moves_nothing() -> None:
    up = climbed(BALANCE, (OPEN, 2, 30))
    easier = [did(at, BALANCE, OPEN, 2, 30) for at in (14, 17, 20, 23)]
    assert rung(stand(BALANCE, [*up, *easier])) == (OPEN, 2, 45)


# Touches, counted or unknown


def test_longer_holds_with_open_eyes_need_no_count() -> None:
    assert rung(stand(BALANCE, climbed(BALANCE, (OPEN, 2, 30), (OPEN, 2, 45)), today=30)) == (OPEN, 2, 60)


def test_closed_eyes_open_only_by_counted_touches() -> None:
    doses = [(OPEN, 2, 30), (OPEN, 2, 45), (OPEN, 2, 60)]
    uncounted = stand(BALANCE, climbed(BALANCE, *doses), today=44)
    assert (rung(uncounted), uncounted.asks_touches) == ((OPEN, 2, 60), True)
    assert rung(stand(BALANCE, to_closed(), today=44)) == (CLOSED, 2, 15)
    # Two holds of 60 s a leg: 2 touches are one a minute, 3 are more.
    for touches, place in ((2, CLOSED), (3, OPEN)):
        first = climbed(BALANCE, *doses[:2])
        held = [did(at, BALANCE, OPEN, 2, 60, touches=Touches(0, touches)) for at in (28, 35)]
        assert rung(stand(BALANCE, [*first, *held], today=44))[0] == place


def test_an_old_zero_without_f_is_not_a_count() -> None:
    old = [session(7 * at, sets_of(BALANCE, OPEN, 2, 60, touches=0)) for at in range(6)]
    assert rung(stand(BALANCE, old, level=Level.EXPERIENCED)) == (OPEN, 2, 60)


def test_a_longer_hold_with_closed_eyes_allows_four_touches_a_minute() -> None:
    for touches, amount in ((Touches(2, 0), 30), (Touches(3, 0), 15), (None, 15)):
        closed = [did(at, BALANCE, CLOSED, 2, 15, touches=touches) for at in (42, 49)]
        assert rung(stand(BALANCE, [*to_closed(), *closed], today=56, equipment=frozenset())) == (CLOSED, 2, amount)


def test_closed_eyes_and_pillow_take_turns() -> None:
    sessions = [*to_closed(), did(42, BALANCE, CLOSED, 2, 15, touches=NONE)]
    assert rung(stand(BALANCE, sessions, today=49)) == (PILLOW, 2, 30)
    sessions.append(did(49, BALANCE, PILLOW, 2, 30, touches=NONE))
    assert rung(stand(BALANCE, sessions)) == (CLOSED, 2, 15)
    assert rung(stand(BALANCE, sessions, equipment=frozenset())) == (CLOSED, 2, 15)


def test_closed_eyes_on_the_pillow_wait_for_both_and_take_the_pillows_turn() -> None:
    pillow = [(PILLOW, 2, amount) for amount in (30, 45, 60)]
    first = did(42, BALANCE, CLOSED, 2, 15, touches=NONE)
    alone = [*to_closed(), first, *climbed(BALANCE, *pillow, start=49, touches=NONE)]
    found = stand(BALANCE, [*alone, did(93, BALANCE, CLOSED, 2, 15, touches=NONE)], today=98)
    assert rung(found) == (PILLOW, 2, 60)
    assert "30 s eyes closed" in found.waits
    closed = climbed(BALANCE, (CLOSED, 2, 30), (CLOSED, 2, 30), start=93, touches=NONE)
    assert rung(stand(BALANCE, [*alone, *closed], today=121)) == (BLIND, 2, 15)


def test_when_the_pillow_is_gone_the_floor_is_left() -> None:
    sessions = [
        *to_closed(),
        did(42, BALANCE, CLOSED, 2, 15, touches=NONE),
        did(49, BALANCE, PILLOW, 2, 30, touches=NONE),
    ]
    found = stand(BALANCE, sessions, equipment=frozenset())
    assert rung(found) == (CLOSED, 2, 15)
    assert found.barred[found.position + 4] == "needs a pillow"


# Hops on one leg


def showing(at: int) -> SessionRecord:
    """A session that shows what hops on one leg ask for."""
    return session(at, sets_of(CALF, ONE, 3, 15), sets_of(BALANCE, OPEN, 2, 30), touches=Touches(1, 0))


HOPPED = climbed(HOPS, ("both-feet", 2, 10), ("both-feet", 2, 20), ("both-feet", 2, 30))


@pytest.mark.parametrize(
    ("shown", "today", "place"),
    [
        ([], 42, "both-feet"),
        ([showing(40)], 42, "both-feet"),
        ([showing(36), showing(40)], 42, "one-leg-landed"),
        ([replace(showing(at), touches=None) for at in (36, 40)], 42, "both-feet"),
        ([replace(showing(at), touches=Touches(2, 0)) for at in (36, 40)], 42, "both-feet"),
    ],
)
def test_hops_on_one_leg_wait_for_raises_and_balance_on_two_days(shown: Sessions, today: int, place: str) -> None:
    assert rung(stand(HOPS, [*HOPPED, *shown], today))[0] == place


def test_the_gate_lapses_after_ninety_days_and_comes_back() -> None:
    gate = [showing(36), showing(40)]
    kept = [did(at, HOPS, "one-leg-landed", 2, 5) for at in (44,)]
    going = [did(at, HOPS, "both-feet", 2, 30) for at in range(54, 140, 10)]
    known = [*HOPPED, *gate, *kept, *going]
    assert rung(stand(HOPS, known, today=130))[0] == "one-leg-landed"
    assert rung(stand(HOPS, known, today=131))[0] == "both-feet"
    renewed = [*known, showing(141), did(144, HOPS, "both-feet", 2, 30)]
    assert rung(stand(HOPS, renewed, today=147))[0] == "one-leg-landed"


def test_after_a_sprain_hops_on_one_leg_wait_for_56_days_of_training() -> None:
    known = [*HOPPED, showing(36), showing(40), did(46, WALK, "steps", 2, 10)]
    assert rung(stand(HOPS, known, today=55, sprained=day(0)))[0] == "both-feet"
    assert rung(stand(HOPS, known, today=56, sprained=day(0)))[0] == "one-leg-landed"
    assert rung(stand(HOPS, known, today=42, sprained=day(-400)))[0] == "one-leg-landed"


def test_42_days_without_hops_begin_again_and_come_back_a_rung_a_session() -> None:
    others = [did(at, WALK, "steps", 2, 10) for at in range(36, 90, 6)]
    assert rung(stand(HOPS, [*HOPPED, *others], today=76)) == ("both-feet", 2, 30)
    known = [*HOPPED, *others]
    assert rung(stand(HOPS, known, today=77)) == ("both-feet", 2, 10)
    known.append(did(90, HOPS, "both-feet", 2, 10))
    assert rung(stand(HOPS, known, today=93)) == ("both-feet", 2, 20)
    known.append(did(93, HOPS, "both-feet", 2, 20))
    assert rung(stand(HOPS, known, today=96)) == ("both-feet", 2, 20)  # the brake is kept
    assert rung(stand(HOPS, known, today=100)) == ("both-feet", 2, 30)


# Breaks


UP = climbed(CALF, (BOTH, 3, 12), (BOTH, 3, 15), (ONE, 2, 10), (ONE, 3, 10))
LAST = 49


@pytest.mark.parametrize(
    ("away", "place"),
    [
        (13, (ONE, 3, 12)),
        (14, (ONE, 3, 10)),
        (34, (ONE, 3, 10)),
        (35, (ONE, 2, 10)),
        (55, (ONE, 2, 10)),
        (56, (BOTH, 2, 12)),
        (700, (BOTH, 2, 12)),
    ],
)
def test_a_break_leads_down_by_its_length(away: int, place: tuple[str, int, int]) -> None:
    assert rung(stand(CALF, UP, LAST + away)) == place


def test_any_session_ends_a_break() -> None:
    between = [did(LAST + 10, WALK, "steps", 2, 10), did(LAST + 20, WALK, "steps", 2, 10)]
    assert rung(stand(CALF, [*UP, *between], LAST + 30)) == (ONE, 3, 12)


def test_what_a_break_took_comes_back_after_one_good_session_a_rung() -> None:
    back = LAST + 35
    sessions = [*UP, did(back, CALF, ONE, 2, 10)]
    assert rung(stand(CALF, sessions, back + 2)) == (ONE, 3, 10)
    sessions.append(did(back + 2, CALF, ONE, 3, 10))
    assert rung(stand(CALF, sessions, back + 8)) == (ONE, 3, 10)  # the brake is kept
    sessions.append(did(back + 9, CALF, ONE, 3, 12))
    assert rung(stand(CALF, sessions, back + 11)) == (ONE, 3, 12)
    assert rung(stand(CALF, sessions, back + 13)) == (ONE, 3, 12)  # from here on it takes two


def test_a_long_break_makes_the_gate_count_anew() -> None:
    known = [*HOPPED, showing(36), showing(40), did(44, HOPS, "one-leg-landed", 2, 5)]
    assert rung(stand(HOPS, known, today=44 + 56)) == ("both-feet", 2, 10)


# Pain


@pytest.mark.parametrize(("pain", "place"), [(3, (BOTH, 3, 15)), (4, (BOTH, 3, 12)), (10, (BOTH, 3, 12))])
def test_much_pain_leads_what_was_done_one_rung_down(pain: int, place: tuple[str, int, int]) -> None:
    sessions = [raises(0), raises(3), raises(7, 3, 15, pain=pain)]
    assert rung(stand(CALF, sessions)) == place


def test_worse_ankles_the_next_morning_count_like_pain_four() -> None:
    sessions = [raises(0), raises(3), raises(7, 3, 15, pain=0, morning=Morning.WORSE)]
    assert rung(stand(CALF, sessions)) == (BOTH, 3, 12)


def test_pain_leads_down_once_in_seven_days_and_not_below_the_start() -> None:
    hurt = [did(3 * at, BALANCE, OPEN, 2, 60, pain=5) for at in range(3)]
    assert rung(stand(BALANCE, hurt[:2], level=Level.EXPERIENCED)) == (OPEN, 2, 45)
    many = [did(7 * at, CALF, ONE, 2, 10, pain=5) for at in range(9)]
    assert rung(stand(CALF, many, level=Level.EXPERIENCED)) == (ONE, 2, 10)


def test_nothing_goes_up_while_much_pain_stands() -> None:
    hurt = did(0, WALK, "steps", 2, 10, pain=4)
    good = [raises(3), raises(6)]
    found = stand(CALF, [hurt, *good], today=8)
    assert (rung(found), found.waits) == ((BOTH, 3, 12), "no step up while pain stands")
    assert rung(stand(CALF, [hurt, *good], today=15)) == (BOTH, 3, 15)  # fourteen days are over
    more = did(8, WALK, "steps", 2, 10)
    assert rung(stand(CALF, [hurt, *good, more], today=9)) == (BOTH, 3, 15)  # three sessions without
    relieved = replace(hurt, relieved=day(7))
    assert rung(stand(CALF, [relieved, *good], today=8)) == (BOTH, 3, 15)


def test_little_pain_holds_nothing_back() -> None:
    assert rung(stand(CALF, [raises(0, pain=2), raises(3, pain=3)])) == (BOTH, 3, 15)


def test_much_pain_is_heard_however_short_the_session_was() -> None:
    short = replace(raises(7, 3, 15, left=2, pain=5), active_seconds=20.0)
    assert rung(stand(CALF, [raises(0), raises(3), short])) == (BOTH, 3, 12)
    assert rung(stand(CALF, [raises(0), raises(3), replace(short, pain=None)])) == (BOTH, 3, 15)


# What is not known


def test_what_the_catalogue_does_not_know_moves_nothing_but_was_done() -> None:
    strange = [replace(item, variation="on-one-hand") for item in sets_of(BALANCE, OPEN, 2, 30)]
    found = stand(BALANCE, [session(0, strange)])
    assert (found.move, found.last) == (Move.START, day(0))
    counted = [replace(item, unit=Unit.REPS) for item in sets_of(BALANCE, OPEN, 2, 60)]
    assert stand(BALANCE, [session(0, counted)]).move is Move.START
    unknown = [replace(item, exercise="headstand") for item in sets_of(BALANCE, OPEN, 2, 30)]
    assert stand(BALANCE, [session(0, unknown)]).last is None


def test_of_two_variations_in_a_session_the_harder_one_counts() -> None:
    both = session(0, sets_of(CALF, BOTH, 3, 12), sets_of(CALF, ONE, 2, 10))
    assert stand(CALF, [both]).tried == {3}


def test_an_exercise_that_was_not_begun_is_neither_met_nor_missed() -> None:
    skipped = raises(3, left=0)
    assert rung(stand(CALF, [raises(0), skipped, raises(6)])) == (BOTH, 3, 15)


# Set by the runner


PIN = {CALF: Rung(ONE, 2)}


def test_a_rung_that_was_set_stays() -> None:
    for done in ((), UP, [raises(0)]):
        found = stand(CALF, done, overrides=PIN)
        assert (rung(found), found.move) == ((ONE, 3, 12), Move.HOLD)


def test_a_rung_that_was_set_gives_way_to_pain_and_misses_and_comes_back() -> None:
    assert rung(stand(CALF, [did(0, CALF, ONE, 3, 12, pain=4)], overrides=PIN)) == (ONE, 3, 10)
    missed = [did(3 * at, CALF, ONE, 3, 12, left=6) for at in range(2)]
    assert rung(stand(CALF, missed, overrides=PIN)) == (ONE, 3, 10)
    assert rung(stand(CALF, [*missed, did(6, CALF, ONE, 3, 10)], overrides=PIN)) == (ONE, 3, 12)


def test_the_runner_may_overrule_a_prerequisite_but_not_do_without_a_pillow() -> None:
    pin = {BALANCE: Rung(PILLOW, 1), HOPS: Rung("one-leg", 0)}
    assert rung(stand(BALANCE, (), overrides=pin)) == (PILLOW, 2, 45)
    assert rung(stand(HOPS, (), overrides=pin)) == ("one-leg", 2, 10)
    found = stand(BALANCE, (), overrides=pin, equipment=frozenset())
    assert found.choice.variation.id in {OPEN, CLOSED}


def test_a_rung_that_is_no_longer_there_is_not_set() -> None:
    assert stand(BALANCE, (), overrides={BALANCE: Rung(OPEN, 7)}).move is Move.START


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
    assert wrong[0] == f'rungs: {CALF} has no step called "on-the-moon"'
    assert wrong[1].startswith('rungs: no exercise is called "juggling"')


# Easier today, and next time


def test_lighter_is_one_rung_below_and_steady_no_harder_than_what_was_done() -> None:
    found = stand(BALANCE, climbed(BALANCE, (OPEN, 2, 30), (OPEN, 2, 45)), today=28)
    assert (rung(found), found.lighter.dose.amount, found.steady.dose.amount) == ((OPEN, 2, 60), 45, 45)
    found = stand(BALANCE, [*climbed(BALANCE, (OPEN, 2, 30)), did(14, BALANCE, OPEN, 2, 45)])
    assert (found.lighter.dose.amount, found.steady.dose.amount) == (30, 45)


def test_the_summary_follows_an_amendment() -> None:
    first, second = raises(0), raises(3)
    (found,) = after(shipped(), [first, second], second, level=Level.BEGINNER)
    assert (found.move, rung(found)) == (Move.UP, (BOTH, 3, 15))
    (found,) = after(shipped(), [first, second], replace(second, pain=5), level=Level.BEGINNER)
    assert (found.move, rung(found)) == (Move.DOWN, (BOTH, 2, 12))


def test_the_summary_names_what_was_done_in_its_order() -> None:
    done = session(
        0, sets_of(HOPS, "both-feet", 2, 10), sets_of(BALANCE, OPEN, 2, 30), sets_of(CALF, BOTH, 3, 12, left=0)
    )
    found = after(shipped(), [], done, level=Level.BEGINNER)
    assert [item.exercise.id for item in found] == [HOPS, BALANCE]


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
    gaps = draw(st.lists(st.sampled_from([0, 1, 2, 3, 7, 15, 30, 60]), max_size=14))
    days = [sum(gaps[: place + 1]) for place in range(len(gaps))]
    pains = st.sampled_from([None, None, 0, 2, 4, 9])
    some = st.lists(works(), min_size=1, max_size=3, unique_by=lambda sets: sets[0].exercise)
    answers = st.sampled_from([None, NONE, FEW])
    made = [session(at, *draw(some), pain=draw(pains), touches=draw(answers)) for at in days]
    return [replace(item, id=f"{item.id[:-4]}{place:04d}") for place, item in enumerate(made)]


@examples(150)
@given(histories(), st.sampled_from(list(Level)), st.frozensets(st.sampled_from(sorted(GEAR))), st.randoms())
def test_any_history_leaves_every_ladder_on_a_rung_whose_equipment_is_there(
    history: list[SessionRecord], level: Level, equipment: frozenset[str], dice: random.Random
) -> None:
    today = max((item.day for item in history), default=day(0)) + dt.timedelta(days=1)
    found = standings(shipped(), history, today=today, level=level, equipment=equipment)
    for standing in found.values():
        assert 0 < len(standing.why) <= MOST_WORDS
        assert rungs(standing.exercise)[standing.position] == standing.choice
        assert standing.missing or {"wall", *equipment}.issuperset(standing.choice.variation.equipment)
    shuffled = dice.sample(history, len(history))
    again = standings(shipped(), shuffled, today=today, level=level, equipment=equipment)
    assert {name: item.position for name, item in again.items()} == {
        name: item.position for name, item in found.items()
    }


@examples(150)
@given(histories(), st.sampled_from(list(Level)))
def test_a_session_never_leads_more_than_one_rung_up(history: list[SessionRecord], level: Level) -> None:
    """Within the lane that it was done in; a ladder of two lanes may offer the other one next."""
    for exercise in (CALF, BAND, HOPS):
        offered: list[tuple[dt.date, int]] = []
        for place, item in enumerate(history):
            standing = stand(exercise, history[:place], (item.day - day(0)).days, level=level)
            offered.append((item.day, standing.position))
        for (earlier, low), (later, high) in ((a, b) for at, a in enumerate(offered) for b in offered[at + 1 :]):
            assert high <= low + 1 + (later - earlier).days // 7
