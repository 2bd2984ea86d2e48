"""After twelve weeks without a rung the runner is told what would open most."""

import pytest

from ankle_tui.core.exercises.exercise import Level
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.training.ladder import standings
from ankle_tui.core.training.standstill import standstill_words
from tests.builders import shipped
from tests.training import BALANCE, CALF, OPEN, climbed, day, on, sets_of


def told(
    *sessions: SessionRecord, today: int, exercises: tuple[str, ...] = (BALANCE,), gear: tuple[str, ...] = ()
) -> str:
    """What these sessions lead to on a day."""
    found = standings(shipped(), sessions, today=day(today), level=Level.BEGINNER, equipment=frozenset(gear))
    return standstill_words([found[name] for name in exercises], sessions, day(today))


UNCOUNTED = [*climbed(BALANCE, (OPEN, 2, 60)), *on(range(0, 90, 3), sets_of(BALANCE, OPEN, 2, 60), touches=None)]
"""The longest hold is reached on day 0, and nobody counts touches."""


def test_twelve_weeks_after_the_last_rung() -> None:
    assert told(*UNCOUNTED, today=83) == ""
    words = told(*UNCOUNTED, today=84)
    assert "touches" in words
    assert "Balance" in words
    assert "12 weeks" in words
    assert "13 weeks" in told(*UNCOUNTED, today=91)


def test_a_rung_in_any_exercise_starts_the_weeks_anew() -> None:
    calves = on((60, 63), sets_of(CALF, "both-legs", 3, 12))
    done = sorted([*UNCOUNTED, *calves, *on([66], sets_of(CALF, "both-legs", 3, 15))], key=lambda item: item.day)
    assert told(*done, today=84, exercises=(BALANCE, CALF)) == ""


def test_without_any_rung_the_weeks_begin_with_the_first_session() -> None:
    stopped = on(range(0, 100, 3), sets_of(BALANCE, OPEN, 2, 30, left=25))
    assert told(*stopped, today=83) == ""
    assert "Balance" in told(*stopped, today=84)


def test_what_opens_most_is_told_first() -> None:
    """Closed eyes wait for a count; raises off a step for a step: behind closed eyes there are more rungs."""
    calves = climbed(CALF, ("one-leg", 3, 15))
    tops = on(range(0, 90, 3), sets_of(CALF, "one-leg", 3, 15), sets_of(BALANCE, OPEN, 2, 60), touches=None)
    done = sorted([*climbed(BALANCE, (OPEN, 2, 60)), *calves, *tops], key=lambda item: item.day)
    words = told(*done, today=90, exercises=(CALF, BALANCE))
    assert "touches" in words
    assert "stair" in told(*done, today=90, exercises=(CALF,))


@pytest.mark.parametrize(("today", "silent"), [(87 + 83, False), (87 + 84, True)])
def test_who_has_not_trained_for_weeks_is_told_nothing(today: int, silent: bool) -> None:
    assert (told(*UNCOUNTED, today=today) == "") is silent


def test_without_sessions_there_is_nothing_to_tell() -> None:
    assert told(today=500) == ""
