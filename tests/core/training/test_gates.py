"""Prerequisites: what opens hops on one leg, how long that holds, what renews it; and all else that stays open."""

from collections.abc import Sequence

import pytest

from ankle_tui.core.history.records import SessionRecord, SetRecord
from tests.training import (
    BALANCE,
    BLIND,
    CALF,
    CLOSED,
    HOPS,
    OPEN,
    PILLOW,
    WALK,
    climbed,
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


def opens(*shown: SessionRecord, today: int = 8, sprained: int | None = None) -> bool:
    """True if hops on one leg are offered."""
    found = stand(HOPS, *HOPPED, *shown, today=today, sprained=sprained)
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
