"""The words of Progress: headings, sums, dates and the leg that lags."""

import datetime as dt

from ankle_tui.core.exercises.exercise import Unit
from ankle_tui.core.formatting import amount_words
from ankle_tui.core.self_tests.protocols import Protocol
from ankle_tui.core.training.progress import ExerciseStats, Weaker, side_part_words
from ankle_tui.ui.wording.day_words import SEPARATOR, short_day
from ankle_tui.ui.wording.text import shown

NOTHING_YET = "Nothing done yet. What sessions and self-tests bring will be here."
WEEKLY = {Unit.SECONDS: "Time a week", Unit.REPS: "Reps a week", Unit.STEPS: "Steps a week"}
"""Headings of the charts."""
THIS_WEEK = "this week"
SHOW_THIS = "Show this one"


def title_words(exercise: str, *, named: bool = True) -> str:
    """Name the screen and the exercise on it.

    Args:
        exercise: Name of the exercise, or empty.
        named: False where there is no room for the name of the screen beside it.
    """
    return SEPARATOR.join([*(["Progress"] if named or not exercise else []), *([exercise] if exercise else [])])


def lag_words(weaker: Weaker) -> str:
    """Say by how much a leg lags, twice running."""
    return f"{weaker.side.value.capitalize()} leg: {round(weaker.lag * 100)} % less work, twice running."


def last_words(day: dt.date, now: dt.date) -> str:
    """Add the day a variation was trained last to its name: ` · last 22 Nov`."""
    return f"{SEPARATOR}last {short_day(day, now)}"


def most_words(amount: float, unit: Unit) -> str:
    """Add the most in a week to the heading of a chart that is too low for a scale."""
    return f"{SEPARATOR}at most {total_words(amount, unit)}"


def total_words(amount: float, unit: Unit) -> str:
    """Write a rounded sum: `95 s`, `12 min`, `3.5 h`, `480 reps`."""
    if unit is not Unit.SECONDS:
        return amount_words(amount, unit)
    if amount < 100:
        return f"{round(amount)} s"
    return f"{round(amount / 60)} min" if amount < 6000 else f"{amount / 3600:.1f} h"


def leg_words(item: ExerciseStats) -> str:
    """Name the leg and the part that figures are of."""
    return shown(side_part_words(item.side, item.part)) or "both legs"


def self_test_name(protocol: Protocol) -> str:
    """Name a self-test in the list, apart from the exercises."""
    return f"Test: {protocol.name}"
