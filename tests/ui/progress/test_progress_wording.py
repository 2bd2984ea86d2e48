"""The words of Progress."""

import datetime as dt

import pytest

from ankle_tui.core.exercises.exercise import Side, Unit
from ankle_tui.core.self_tests.protocols import PROTOCOLS, SelfTestId
from ankle_tui.core.training.progress import Weaker
from ankle_tui.ui.progress.progress_wording import (
    lag_words,
    last_words,
    most_words,
    self_test_name,
    title_words,
    total_words,
)


def test_the_leg_that_lags_is_named_with_its_share() -> None:
    assert lag_words(Weaker(Side.RIGHT, 1 / 3)) == "Right leg: 33 % less work, twice running."


def test_what_stands_behind_a_name_and_a_heading() -> None:
    now = dt.date(2026, 11, 22)
    assert [last_words(day, now) for day in (now, dt.date(2025, 3, 1))] == [" · last 22 Nov", " · last 1 Mar 2025"]
    assert most_words(150, Unit.SECONDS) == " · at most 2 min"


def test_the_title_names_the_exercise_and_the_screen_where_there_is_room() -> None:
    assert [title_words(""), title_words("Calf raise")] == ["Progress", "Progress · Calf raise"]
    assert [title_words("", named=False), title_words("Calf raise", named=False)] == ["Progress", "Calf raise"]


def test_a_self_test_is_named_apart_from_exercises() -> None:
    assert self_test_name(PROTOCOLS[SelfTestId.RAISE]) == "Test: Heel raise"


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        (95, Unit.SECONDS, "95 s"),
        (720, Unit.SECONDS, "12 min"),
        (12_600, Unit.SECONDS, "3.5 h"),
        (480, Unit.REPS, "480 reps"),
        (1, Unit.STEPS, "1 step"),
    ],
)
def test_sums_in_words(amount: float, unit: Unit, words: str) -> None:
    assert total_words(amount, unit) == words
