"""What is offered today: the level of the last session and a ready-made selection that fits the time."""

import dataclasses
import datetime as dt

import pytest

from ankle_tui.core.coach import suggest, usual_level
from ankle_tui.core.exercise import Level
from ankle_tui.core.plan import build_plan
from ankle_tui.core.record import History, SessionRecord
from tests.builders import ENDED, Runner, shipped, short_plan


def session(level: Level, days: int) -> SessionRecord:
    record = Runner(short_plan()).session.record(ENDED)
    return dataclasses.replace(record, level=level, started_at=record.started_at + dt.timedelta(days=days))


def test_a_newcomer_is_a_beginner() -> None:
    assert usual_level(History()) is Level.BEGINNER


def test_the_level_is_that_of_the_last_session_wherever_it_stands_in_the_file() -> None:
    history = History((session(Level.EXPERIENCED, 3), session(Level.BEGINNER, 1)))
    assert usual_level(history) is Level.EXPERIENCED


def test_the_runners_setting_decides() -> None:
    assert usual_level(History((session(Level.BEGINNER, 1),)), Level.EXPERIENCED) is Level.EXPERIENCED


@pytest.mark.parametrize("level", list(Level))
def test_the_suggestion_starts_each_ladder_where_the_level_does(level: Level) -> None:
    chosen = suggest(shipped(), level)
    assert tuple(choice.exercise.id for choice in chosen) == shipped().suggested[level]
    assert all((choice.variation, choice.dose) == choice.exercise.start(level) for choice in chosen)


@pytest.mark.parametrize("minutes", [4.0, 6.0, 10.0, 30.0])
def test_the_suggestion_fits_the_time(minutes: float) -> None:
    assert build_plan(suggest(shipped(), Level.BEGINNER, minutes)).seconds <= minutes * 60
