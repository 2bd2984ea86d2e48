"""Lay out the result of a test: what counts of each leg, what it stands beside, and all trials."""

from collections.abc import Sequence

from textual.content import Content

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.self_tests.protocols import Protocol
from ankle_tui.core.self_tests.self_test_wording import (
    PartResult,
    conditions_words,
    number_words,
    value_words,
)
from ankle_tui.ui.wording.wrap import flow, words_of

QUIET = "$quiet"
UNITS = {"s": "seconds"}
"""Units in full."""
LEG = 7
"""Cells for the name of a leg."""
VALUE = 8
"""Cells for what counts."""


def result_content(record: SelfTestRecord, protocol: Protocol, parts: Sequence[PartResult], *, width: int) -> Content:
    """Lay out a test in lines.

    Args:
        record: The test.
        protocol: Its rules.
        parts: What each part shows.
        width: Cells of a line.
    """
    lines: list[Content] = []
    for found in parts:
        lines += [*_legs(found, record, protocol, width), *([] if found.practice else _said(found, width)), Content("")]
    if parts and parts[-1].practice:
        lines += [*_said(parts[-1], width), Content("")]  # it holds for all parts
    pain = "pain not answered" if record.pain is None else f"pain {record.pain}"
    said = " · ".join(filter(None, [conditions_words(record.conditions), pain]))
    return Content("\n").join([*lines, *flow(words_of(said, QUIET), width)])


def large_value(part: PartResult, side: Side, protocol: Protocol) -> tuple[str, str]:
    """Write what counts of a leg in large digits, and below it the leg, the unit and the part."""
    if side not in part.values:
        return "-", f"{side.value} · nothing that counts"
    number, _, unit = value_words(part.values[side], protocol.unit).partition(" ")
    return number, " · ".join(filter(None, [side.value, part.name, UNITS.get(unit, unit)]))


def main_part(found: Sequence[PartResult]) -> PartResult | None:
    """The part whose values stand large: the last one that has any."""
    return next((part for part in reversed(found) if part.values), None)


def _legs(found: PartResult, record: SelfTestRecord, protocol: Protocol, width: int) -> list[Content]:
    """A part: its name, and a line a leg: what counts, all trials, and what counted before."""
    style = QUIET if found.practice else "bold"
    lines = [Content.styled(found.name.capitalize(), "bold")] if found.name else []
    for side in Side:
        told = value_words(found.values[side], protocol.unit) if side in found.values else "–"
        values = [trial.value for trial in record.trials if (trial.side, trial.part) == (side, found.part)]
        trials = (
            "".join(f"{number_words(value):>6}" for value in values)
            if len(values) > 1 or side not in found.values
            else ""
        )
        before = f"  before: {number_words(found.before[side])}" if side in found.before else ""
        line = Content.assemble(f"{side.value:<{LEG}}", (f"{told:<{VALUE}}", style), (trials, QUIET))
        lines.append(line if line.cell_length + len(before) > width else Content.assemble(line, (before, QUIET)))
    return lines


def _said(found: PartResult, width: int) -> list[Content]:
    """What a part stands beside, a sentence a line."""
    sentences = (f"{words[:1].upper()}{words[1:]}." for words in found.said)
    return [line for words in sentences for line in flow(words_of(words), width)]
