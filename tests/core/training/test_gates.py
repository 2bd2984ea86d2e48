"""Prerequisites: what opens hops on one leg, how long that holds, what renews it; and all else that stays open."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.history.records import History, SessionRecord, SetRecord
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.self_tests.protocols import SelfTestId
from ankle_tui.core.training.ladder import Rung, Runner, hops_on_one_leg, standings
from ankle_tui.core.weeks.calendar import Calendar, day_numbers
from ankle_tui.core.weeks.outline import Rules
from tests.builders import shipped
from tests.core.training.test_ladder_properties import RUNNERS, a_session
from tests.examples import examples
from tests.self_tests import any_test, measured
from tests.training import (
    BALANCE,
    BLIND,
    CALF,
    CLOSED,
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

RAISES, HOLD = shown_sets()
FEET, LANDED, ONE = ("both-feet", 2, 30), ("one-leg-landed", 2, 5), ("one-leg", 2, 10)
HOPPED = [*climbed(HOPS, FEET), *on((0, 7), sets_of(HOPS, *FEET))]
"""Both feet done as long as hops on one leg ask for."""


def opens(
    *shown: SessionRecord, today: int = 8, sprained: int | None = None, tests: Sequence[SelfTestRecord] = ()
) -> bool:
    """True if hops on one leg are offered."""
    found = stand(HOPS, *HOPPED, *shown, today=today, sprained=sprained, tests=tests)
    assert rung(found) in {FEET, LANDED}
    assert bool(found.waits) or rung(found) == LANDED
    return rung(found) == LANDED


def both(*days: int) -> list[SessionRecord]:
    """Raises and a hold shown on these days."""
    return on(days, RAISES, HOLD)


def test_both_feet_two_raises_and_two_holds_open_one_leg() -> None:
    assert opens(*both(1, 4))
    for few in (both(4), on((1, 4), RAISES), on((1, 4), HOLD), [*both(4), session(1, RAISES)]):
        assert not opens(*few)


def test_both_feet_must_have_been_done_for_thirty_seconds_twice() -> None:
    assert rung(stand(HOPS, *climbed(HOPS, FEET), *both(1, 4), today=8)) == FEET
    assert rung(stand(HOPS, *climbed(HOPS, FEET), HOPPED[-1], *both(1, 4), today=8)) == FEET


def test_two_times_on_one_day_are_one() -> None:
    assert not opens(*(session(4, RAISES, HOLD, touches=0, hour=hour) for hour in (7, 18)))


@pytest.mark.parametrize(
    ("sets", "enough"),
    [
        (sets_of(CALF, "one-leg", 1, 15), True),
        (sets_of(CALF, "one-leg", 1, 20, left=15), True),
        (sets_of(CALF, "one-leg", 3, 15, left=14), False),
        (sets_of(CALF, "one-leg", 3, 15, right=14), False),
        (sets_of(CALF, "one-leg", 3, 12), False),
        (sets_of(CALF, "both-legs", 3, 15), False),
        (sets_of(CALF, "one-leg-step", 1, 12), True),
        (sets_of(CALF, "one-leg-step", 1, 12, left=11), False),
    ],
)
def test_fifteen_raises_in_one_set_on_each_leg_or_twelve_off_a_step(sets: Sequence[SetRecord], enough: bool) -> None:
    assert opens(*on((1, 4), sets, HOLD)) is enough


@pytest.mark.parametrize(
    ("sets", "touches", "enough"),
    [
        (sets_of(BALANCE, OPEN, 1, 30), 0, True),
        (sets_of(BALANCE, OPEN, 2, 30), 1, True),
        (sets_of(BALANCE, OPEN, 2, 30), 2, False),
        (sets_of(BALANCE, OPEN, 2, 30), None, False),
        (sets_of(BALANCE, OPEN, 2, 30, left=29), 0, False),
        (sets_of(BALANCE, OPEN, 2, 60, right=29), 0, False),
        (sets_of(BALANCE, CLOSED, 2, 30), 4, True),
        (sets_of(BALANCE, CLOSED, 2, 30), 5, False),
        (sets_of(BALANCE, PILLOW, 2, 30), 4, True),
        (sets_of(BALANCE, PILLOW, 2, 30), None, False),
        (sets_of(BALANCE, BLIND, 2, 30), 4, True),
    ],
)
def test_thirty_seconds_with_open_eyes_or_something_harder_counted(
    sets: Sequence[SetRecord], touches: int | None, enough: bool
) -> None:
    assert opens(*on((1, 4), RAISES, sets, touches=touches)) is enough


def kept(until: int, *, start: int = 8) -> list[SessionRecord]:
    """Hops on both feet every week, so that nothing else lapses."""
    return on(range(start, until, 6), sets_of(HOPS, *FEET))


@pytest.mark.parametrize(("days", "open_"), [(90, True), (91, False)])
def test_the_last_time_is_at_most_ninety_days_ago(days: int, open_: bool) -> None:
    on_one_leg = on(range(10, 4 + days, 6), sets_of(HOPS, *LANDED, left=4))
    found = stand(HOPS, *HOPPED, *both(1, 4), *on_one_leg, today=4 + days)
    assert (rung(found) == LANDED) is open_
    assert open_ or rung(found) == FEET


@pytest.mark.parametrize("renewal", [RAISES, sets_of(CALF, "one-leg-step", 1, 12)])
@pytest.mark.parametrize("hold", [HOLD, sets_of(BALANCE, CLOSED, 2, 30)])
def test_every_session_that_shows_it_renews_it(renewal: Sequence[SetRecord], hold: Sequence[SetRecord]) -> None:
    on_one_leg = on(range(10, 120, 6), sets_of(HOPS, *LANDED, left=4))
    again = session(60, renewal, hold, touches=0)
    assert rung(stand(HOPS, *HOPPED, *both(1, 4), *on_one_leg, again, today=120)) == LANDED
    half = session(60, renewal)
    assert rung(stand(HOPS, *HOPPED, *both(1, 4), *on_one_leg, half, today=120)) == FEET


def test_a_lapsed_gate_opens_again_when_it_is_shown() -> None:
    before = [*climbed(HOPS, ONE, shown=True)]
    dry = on(range(0, 97, 6), sets_of(HOPS, *ONE, left=8))
    assert rung(stand(HOPS, *before, *dry, today=98)) == FEET
    shown = [*on((99,), sets_of(HOPS, *FEET)), *both(99)]
    found = stand(HOPS, *before, *dry, *shown, today=100)
    assert rung(found) == LANDED


def test_nothing_else_lapses() -> None:
    before = climbed(CALF, ("one-leg", 3, 12))
    walks = on(range(0, 400, 7), sets_of(WALK, "steps", 2, 10))
    assert rung(stand(CALF, *before, *walks)) == ("one-leg", 3, 12)
    before = climbed(BALANCE, (CLOSED, 2, 45))
    assert rung(stand(BALANCE, *before, *walks)) == (CLOSED, 2, 45)


def test_after_eight_weeks_away_the_gate_counts_anew() -> None:
    back = [session(70, sets_of(HOPS, "both-feet", 2, 10)), session(77, sets_of(HOPS, "both-feet", 2, 20))]
    back += on((84, 86), sets_of(HOPS, *FEET))
    before = [*climbed(HOPS, ONE, shown=True)]
    assert rung(stand(HOPS, *before, *back, today=93)) == FEET
    assert rung(stand(HOPS, *before, *back, *both(84), today=93)) == FEET
    assert rung(stand(HOPS, *before, *back, *both(84, 86), today=93)) == LANDED


@pytest.mark.parametrize(("days", "open_"), [(55, False), (56, True)])
def test_after_a_sprain_hops_on_one_leg_wait_for_eight_weeks_of_training(days: int, open_: bool) -> None:
    first = min(item.day for item in HOPPED)
    told = (first - HOPPED[-1].day).days + 7
    today = told + days
    assert opens(*both(1, 4), *kept(today), *both(today - 1), today=today, sprained=told) is open_


def test_training_after_a_sprain_begins_with_the_first_session() -> None:
    first = (min(item.day for item in HOPPED) - HOPPED[-1].day).days + 7
    for told, open_ in ((first - 30, False), (first, False)):
        assert opens(*both(1, 4), *kept(first + 55), today=first + 55, sprained=told) is open_
    assert opens(*both(1, 4), *kept(first + 56), today=first + 56, sprained=first - 30)


def test_a_sprain_of_more_than_a_year_ago_is_over() -> None:
    assert not opens(*both(1, 4), sprained=2)
    assert opens(*both(1, 4), sprained=8 - 366)


def test_hops_done_on_one_leg_too_early_lead_nowhere() -> None:
    for variation, sets, amount in (LANDED, ("one-leg", 2, 30)):
        found = stand(HOPS, *HOPPED, *on((9, 12), sets_of(HOPS, variation, sets, amount)))
        assert rung(found) == FEET


def test_what_a_variation_still_opens_after_is_said_rung_by_rung() -> None:
    def first(*sessions: SessionRecord) -> str:
        found = stand(HOPS, *sessions, today=8)
        return found.barred[len(found.exercise.variations[0].doses)]

    on_the_way = climbed(HOPS, FEET)
    assert "both feet" in first() == first(*on_the_way) == first(*on_the_way, HOPPED[-1])
    assert "raises" in first(*HOPPED)
    assert "balance" in first(*HOPPED, *on((1, 4), RAISES))
    assert first(*HOPPED, *both(1, 4)) == ""


# Self-tests


ENOUGH = measured(4, SelfTestId.RAISE, 20, 23)
HOLDS = on((1, 4), HOLD)
"""What the gate of balance asks for."""


@pytest.mark.parametrize(
    ("test", "enough"),
    [
        (ENOUGH, True),
        (measured(4, SelfTestId.RAISE, 20, 20, conditions={"surface": "wedge"}), True),
        (measured(4, SelfTestId.RAISE, 20, 19), False),
        (measured(4, SelfTestId.RAISE, 60), False),
        (measured(4, SelfTestId.RAISE, 20, 20, checked=False), False),
        (measured(4, SelfTestId.RAISE, 20, 20, protocol=2), False),
        (measured(4, SelfTestId.WALL, 20, 20), False),
        (measured(4, SelfTestId.STANCE, (45,) * 3, (45,) * 3, part="eyes-open"), False),
    ],
)
def test_twenty_raises_on_each_leg_in_one_test_open_one_leg(test: SelfTestRecord, enough: bool) -> None:
    assert opens(*HOLDS, tests=[test]) is enough
    assert not opens(tests=[test])
    assert not opens(*HOLDS)


def test_a_test_alone_opens_only_the_gate_of_the_raises() -> None:
    found = stand(HOPS, *HOPPED, today=8, tests=[ENOUGH])
    assert "balance" in found.waits


def hopping(until: int) -> list[SessionRecord]:
    """Hops on one leg and a hold every week, so that only the raises can lapse."""
    return [*HOPPED, *HOLDS, *on(range(10, until, 6), sets_of(HOPS, *LANDED, left=4), HOLD)]


@pytest.mark.parametrize(("days", "open_"), [(90, True), (91, False)])
def test_a_test_lapses_after_ninety_days(days: int, open_: bool) -> None:
    found = stand(HOPS, *hopping(4 + days), today=4 + days, tests=[ENOUGH])
    assert rung(found) == (LANDED if open_ else FEET)


@pytest.mark.parametrize("again", ["a test", "a session"])
@pytest.mark.parametrize(("days", "open_"), [(90, True), (91, False)])
def test_what_shows_it_again_renews_it(again: str, days: int, open_: bool) -> None:
    shown = [session(80, RAISES)] if again == "a session" else []
    tests = [ENOUGH, *([] if shown else [measured(80, SelfTestId.RAISE, 20, 20)])]
    found = stand(HOPS, *hopping(80 + days), *shown, today=80 + days, tests=tests)
    assert rung(found) == (LANDED if open_ else FEET)


def test_a_test_and_a_session_are_two_days_of_which_the_last_counts() -> None:
    old = measured(-80, SelfTestId.RAISE, 20, 20)
    assert opens(*HOLDS, tests=[old])
    far = measured(-200, SelfTestId.RAISE, 20, 20)
    assert not opens(*HOLDS, tests=[far])
    assert not opens(*HOLDS, session(4, RAISES))


def test_a_long_break_makes_a_test_count_anew() -> None:
    back = on((70, 77, 84, 86), sets_of(HOPS, *FEET), HOLD)
    before = [*climbed(HOPS, ONE, shown=True)]

    def found(*days: int) -> Dosed:
        tests = [measured(number, SelfTestId.RAISE, 20, 20) for number in days]
        return rung(stand(HOPS, *before, *back, today=93, tests=tests))

    assert [found(number) for number in (-10, -4, 40, 51)] == [FEET] * 4  # the last session before was on day -4
    assert [found(number) for number in (52, 60, 71, 93)] == [LANDED] * 4


def test_what_was_tested_later_opens_nothing_before() -> None:
    later = measured(20, SelfTestId.RAISE, 20, 20)
    assert not opens(*HOLDS, tests=[later])
    assert rung(stand(HOPS, *HOPPED, *HOLDS, *kept(20), today=20, tests=[later])) == LANDED
    hopped = on((9, 12), sets_of(HOPS, *FEET))
    same_day = [session(20, sets_of(HOPS, *FEET), hour=hour) for hour in (7, 18)]
    evening = measured(20, SelfTestId.RAISE, 20, 20, hour=21)
    done = [*HOPPED, *HOLDS, *hopped, *same_day]
    assert rung(stand(HOPS, *done, today=20, tests=[evening])) == LANDED
    assert stand(HOPS, *done, today=20, tests=[evening]).raised == day(20)


def test_after_a_sprain_a_test_waits_for_the_training_too() -> None:
    assert not opens(*HOLDS, sprained=2, tests=[ENOUGH])


def test_free_hops_on_one_leg_are_known_by_their_ladder() -> None:
    def free(*sessions: SessionRecord, pin: Rung | None = None) -> bool:
        overrides = {HOPS: pin} if pin else None
        found = stand(HOPS, *sessions, today=8, overrides=overrides)
        return hops_on_one_leg({HOPS: found})

    assert free(*climbed(HOPS, ONE, shown=True), *on((2, 4), RAISES, HOLD))
    assert not free(*HOPPED, *both(1, 4))
    assert not free(*HOPPED, pin=Rung("one-leg", 0))
    assert not hops_on_one_leg({})


# What tests never move


@given(st.lists(a_session(), max_size=12), st.lists(any_test(), max_size=6), RUNNERS, st.integers(0, 200))
@examples(150)
def test_tests_move_no_ladder_but_one_leg_hops_and_no_streak(
    sessions: list[SessionRecord], tests: list[SelfTestRecord], runner: Runner, today: int
) -> None:
    known = [test for test in tests if test.day <= day(today)]
    without = standings(shipped(), sessions, today=day(today), **runner)
    tested_runner = runner.copy()
    tested_runner["tests"] = known
    with_tests = standings(shipped(), sessions, today=day(today), **tested_runner)
    assert {**with_tests, HOPS: without[HOPS]} == without
    shown = any(one.test == "raise" and one.checked and one.protocol == 1 for one in known)
    assert shown or with_tests == without
    calm, tested = (Calendar(History(tuple(sessions), tests=some), Rules(), day(today)) for some in ((), tuple(tests)))
    for figure in ("streak", "best", "consistency", "risk", "days_left", "last", "past", "training"):
        assert getattr(tested, figure) == getattr(calm, figure)
    assert (tested.totals(), tested.kinds()) == (calm.totals(), calm.kinds())
    weeks, as_before = (
        [week._replace(days=tuple(day._replace(tested=False) for day in week.days)) for week in each.weeks(20)]
        for each in (tested, calm)
    )
    assert weeks == as_before
    numbers = day_numbers(History(tuple(sessions), tests=tuple(tests)))
    assert {**numbers, "tested": []} == day_numbers(History(tuple(sessions)))
