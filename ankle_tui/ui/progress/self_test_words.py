"""The words of self-tests over time."""

import datetime as dt

from ankle_tui.core.block.block_state import BlockState
from ankle_tui.core.overview.measured import MeasuredPart
from ankle_tui.core.self_tests.findings import AFTER_PRACTICE
from ankle_tui.core.self_tests.self_test_wording import (
    changes_words,
    counts_words,
    gap_words,
    norm_words,
    stop_words,
    trend_words,
)
from ankle_tui.ui.wording.day_words import SEPARATOR, short_day

NORM_POST = "┊"
NOTHING_MEASURED = "Nothing was measured."
PRACTICE = "practice, which does not count"


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
    if part.changes and not part.trends:
        first, last = (short_day(day.day, now) for day in (tests[0], tests[-1]))
        lines.insert(0, f"{first} to {last}{SEPARATOR}{changes_words(part.changes, unit)}")
    elif len(tests) == 1:
        lines.insert(0, "one that counts: nothing to compare yet")
    sentences = [_sentence(line) for line in lines]
    norm = [f"{NORM_POST} {_sentence(norm_words(part.norm, unit))}"] if part.norm else []
    return [*sentences, *norm, *filter(None, [stop_words(part.gap, tests[-1].pain)])]


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
