"""The words of Progress: headings, sums, dates, the leg that lags, and what self-tests say."""

import datetime as dt

from ankle_tui.core.block.block_state import BlockState
from ankle_tui.core.exercises.exercise import Unit
from ankle_tui.core.formatting import amount_words
from ankle_tui.core.overview.measured import MeasuredPart
from ankle_tui.core.self_tests.findings import AFTER_PRACTICE
from ankle_tui.core.self_tests.protocols import Protocol
from ankle_tui.core.self_tests.self_test_wording import (
    changes_words,
    counts_words,
    gap_words,
    norm_words,
    stop_words,
    trend_words,
)
from ankle_tui.core.training.progress import ExerciseStats, Weaker, side_part_words
from ankle_tui.ui.wording.day_words import SEPARATOR, short_day
from ankle_tui.ui.wording.text import shown

NOTHING_YET = "Nothing done yet. What sessions and self-tests bring will be here."
WEEKLY = {Unit.SECONDS: "Time a week", Unit.REPS: "Reps a week", Unit.STEPS: "Steps a week"}
"""Headings of the charts."""
THIS_WEEK = "this week"
NORM_POST = "┊"
SHOW_THIS = "Show this one"
NOTHING_MEASURED = "Nothing was measured."
PRACTICE = "practice, which does not count"


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


def part_head(part: MeasuredPart) -> str:
    """Name a part of a self-test and what counts: `Eyes closed: mean of 3, in s`."""
    counts = f"{counts_words(part.protocol)}, in {part.protocol.unit}"
    words = f"{part.name}: {counts}" if part.name else counts
    return _sentence(words)[:-1]


def begins_words(block: BlockState, now: dt.date) -> str:
    """Mark the first day of a block: `block begins 5 Oct`."""
    return f"block begins {short_day(block.record.since, now)}"


def ends_words(block: BlockState, now: dt.date) -> str:
    """Mark the last day of a block: `block ends 29 Nov`."""
    return f"block ends {short_day(block.last, now)}"


def meaning_lines(part: MeasuredPart, now: dt.date) -> list[str]:
    """Say what the tests of a part mean, in sentences."""
    tests, unit = part.counted, part.protocol.unit
    if not tests:
        return [f"Practice so far: the next one counts, {AFTER_PRACTICE} days on or later."]
    lines = [trend_words(side, found) for side, found in part.trends.items()]
    lines += [gap_words(part.gap, unit)] if part.gap else []
    if part.changes:
        first, last = (short_day(day.day, now) for day in (tests[0], tests[-1]))
        lines.insert(0, f"{first} to {last}{SEPARATOR}{changes_words(part.changes, unit)}")
    elif len(tests) == 1:
        lines.insert(0, "one that counts: nothing to compare yet")
    sentences = [_sentence(line) for line in lines]
    norm = [f"{NORM_POST} {_sentence(norm_words(part.norm, unit))}"] if part.norm else []
    return [*sentences, *norm, *filter(None, [stop_words(part.gap, tests[-1].pain)])]


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
