"""Words and figures of the report, made from its facts."""

import datetime as dt
from collections.abc import Iterable, Mapping

from ankle_tui.core.block.block_review import ReviewedLadder
from ankle_tui.core.block.block_state import BlockState
from ankle_tui.core.block.block_weeks import WEEKS
from ankle_tui.core.block.block_wording import plan_words
from ankle_tui.core.exercises.exercise import Choice
from ankle_tui.core.formatting import counted, day_words, dose_words
from ankle_tui.core.overview.measured import MeasuredPart
from ankle_tui.core.overview.periods import Grain, Period
from ankle_tui.core.self_tests.findings import CHANGED_FROM, RUNNING, Change
from ankle_tui.core.self_tests.norms import Norm
from ankle_tui.core.self_tests.protocols import Measure, Protocol
from ankle_tui.core.self_tests.self_test_wording import (
    changes_words,
    conditions_words,
    counts_words,
    gap_words,
    rules_words,
    trend_words,
    value_words,
)
from ankle_tui.core.training.lanes import rungs

NOTHING = "–"
"""What was not asked, not answered or not counted."""


def date_words(day: dt.date) -> str:
    """Write a date: `22 Nov 2026`."""
    return f"{day.day} {month_words(day)} {day.year}"


def period_words(period: Period, grain: Grain) -> str:
    """Name a month or a year."""
    year = str(period.start.year)
    return f"{month_words(period.start)} {year}" if grain is Grain.MONTH else year


def rate_words(rate: float | None) -> str:
    """Write touches in a minute: `2.4`, or a dash where they were not counted."""
    if rate is None:
        return NOTHING
    return f"{rate:.1f}" if rate else "0"


def choice_words(choice: Choice) -> str:
    """Write a rung: `eyes closed, firm floor: 2 × 30 s/leg`."""
    return f"{choice.variation.name}: {dose_words(choice.variation, choice.dose)}"


def place(choice: Choice) -> int:
    """Place of a rung on its ladder, from 1."""
    return rungs(choice.exercise).index(choice) + 1


def step_words(ladder: ReviewedLadder) -> str:
    """Write the way on a ladder by its places: `1 to 3 of 15`, `3 of 15`."""
    before, after = place(ladder.before), place(ladder.after)
    way = f"{before} to {after}" if ladder.moved else str(after)
    return f"{way} of {len(rungs(ladder.after.exercise))}"


def block_words(state: BlockState) -> str:
    """Write how far a block is: `week 3 of 8`, `finished`, `closed in week 5`."""
    week = state.counts.week
    if not state.counts.over:
        return f"week {week} of {WEEKS}"
    return f"closed in week {week}" if state.closed_early else "finished"


def done_words(state: BlockState) -> str:
    """Write what was done of a block: `5 of 6 sessions, on plan`."""
    counts = state.counts
    planned = counts.planned if counts.over else counts.so_far
    return ", ".join(filter(None, [f"{counts.done} of {counted(planned, 'session')}", plan_words(state)]))


def spelled(words: Iterable[str]) -> str:
    """Join words: `a`, `a and b`, `a, b and c`."""
    *first, last = [*words] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def tally_words(answers: Mapping[str | None, int], missing: str = "") -> str:
    """Write how often each answer was given: `17 fine, 3 sore`, or a dash."""
    order = sorted(answers.items(), key=lambda item: -item[1])
    return ", ".join(f"{number} {answer or missing}" for answer, number in order) or NOTHING


def measure_words(value: float | None, part: MeasuredPart) -> str:
    """Write a result of a self-test: `12.5 s`, or a dash."""
    return NOTHING if value is None else value_words(value, part.protocol.unit)


def part_name(part: MeasuredPart) -> str:
    """Name a part of a self-test: `One-leg stance, eyes closed`."""
    return ", ".join(filter(None, [part.protocol.name, part.name]))


def part_caption(part: MeasuredPart) -> str:
    """Name a part of a self-test with its conditions and what counts."""
    what = f" ({counts_words(part.protocol)})" if part.protocol.trials > 1 else ""
    return f"{part_name(part)}{what}: {conditions_words(part.conditions)}"


def said_words(part: MeasuredPart, change: Change) -> str:
    """Say what the first and the last test of a leg mean."""
    return changes_words([change], part.protocol.unit)


def remarks(part: MeasuredPart) -> list[str]:
    """Say what the tests of a part tell beside their values, in sentences."""
    unit = part.protocol.unit
    words = [trend_words(side, way) for side, way in part.trends.items()]
    words += [gap_words(part.gap, unit)] if part.gap else []
    words += [norm_line(part.norm, unit)] if part.norm else []
    return [f"{line[0].upper()}{line[1:]}." for line in words]


def norm_line(norm: Norm, unit: Measure) -> str:
    """Tell a published value: `healthy volunteers of the runner's age, as quoted by others: 9.4 s`."""
    people = "age and sex" if norm.by_sex else "age"
    low = "" if norm.low == norm.high else f"{norm.low:g}–"
    return f"healthy volunteers of the runner's {people}, as quoted by others: {low}{value_words(norm.high, unit)}"


def rules_line(protocol: Protocol) -> str:
    """Tell how a test is done, and from what difference on it counts as changed."""
    least = CHANGED_FROM.get(protocol.id)
    changed = (
        f"Changed from {value_words(least, protocol.unit)} on."
        if least
        else f"No least change is known at the age of runners: only {RUNNING} tests running in one direction are told."
    )
    return f"{protocol.stand}. {rules_words(protocol)} {changed}"


def month_words(day: dt.date) -> str:
    """Short name of a day's month, without a locale: `Nov`."""
    return day_words(day).split()[2][:3]
