"""Lay out the result of a test: what counts of each leg, where the trials stand on an axis, and what it means."""

import functools
import math
import operator
from collections.abc import Mapping, Sequence

from textual.content import Content

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.formatting import counted
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.self_tests.norms import Norm
from ankle_tui.core.self_tests.protocols import Counts, Protocol
from ankle_tui.core.self_tests.self_test_wording import (
    PartResult,
    conditions_words,
    counts_words,
    number_words,
    value_words,
    values_words,
)
from ankle_tui.ui.wording.text import shown_lines

QUIET, HINT = "$quiet", "$hint"
UNITS = {"s": "seconds"}
"""Units in full."""
INKS = {Side.LEFT: "$text-success", Side.RIGHT: "$foreground"}
LABEL, VALUE = 7, 6
"""Cells for the name of a leg, and for a number."""
TABLE = 24
"""Cells of the values before and now."""
LEAST = 12
"""Cells below which there is no axis."""
TRIAL, COUNTED, BEFORE, NORM = "•", "┃", "┊", "│"


def main_part(found: Sequence[PartResult]) -> PartResult | None:
    """The part whose values stand large: the last one that has any."""
    return next((part for part in reversed(found) if part.values), None)


def head_content(parts: Sequence[PartResult], protocol: Protocol) -> Content:
    """Say what counts of each leg in a sentence, and below it what it stands beside."""
    main = main_part(parts)
    if main is None:
        return Content.styled("Nothing that counts.", "bold")
    values = values_words(main.values, protocol)
    told = _sentence(f"{main.name}: {values}" if main.name else values)
    said = " ".join(map(_sentence, main.said))
    return Content("\n").join([Content.styled(told, "bold"), *([Content.styled(said, QUIET)] if said else [])])


def large_value(part: PartResult, side: Side, protocol: Protocol) -> tuple[str, str]:
    """Write what counts of a leg in large digits, and the leg and the unit beside it, a line each."""
    if side not in part.values:
        return "-", f"{side.value}\nnothing that counts"
    number, _, unit = value_words(part.values[side], protocol.unit).partition(" ")
    return number, f"{side.value}\n{UNITS.get(unit, unit)}"


def table_content(part: PartResult, protocol: Protocol) -> Content:
    """Set what counts now beside the test before it; without one only what counts is said."""
    lines = [Content.styled(counts_words(protocol), HINT)]
    if part.before:
        steps = {side: part.values[side] - part.before[side] for side in part.before if side in part.values}
        change = {side: f"{step:+.1f}".removesuffix(".0") for side, step in steps.items()}
        for name, row, style in (
            ("before", {side: number_words(value) for side, value in part.before.items()}, QUIET),
            ("now", {side: number_words(value) for side, value in part.values.items()}, "bold"),
            ("change", change, QUIET),
        ):
            numbers = "".join(f"{row.get(side, '–'):>{VALUE}}" for side in Side)
            lines.append(Content.assemble((f"{name:<{LABEL}}", QUIET), (numbers, style), (f" {protocol.unit}", HINT)))
    return Content("\n").join(lines)


def axis_title(protocol: Protocol, *, brief: bool = False) -> str:
    """Name the trials: `3 trials a leg, seconds`; `brief` leaves out the unit."""
    trials = f"{counted(protocol.trials, 'trial')} a leg"
    return trials if brief else f"{trials}, {UNITS.get(protocol.unit.value, protocol.unit.value)}"


def axis_legend(parts: Sequence[PartResult], norms: Mapping[str, Norm]) -> Content:
    """Say what the marks of the axis mean, as far as they stand on it."""
    marks = [(COUNTED, "counts", "bold")]
    marks += [(BEFORE, "before", HINT)] if any(part.before for part in parts) else []
    marks += [(NORM, "your age", QUIET)] if norms else []
    marks += [(TRIAL, "trial", QUIET)]
    return Content("  ").join(Content.assemble((mark, style), (f" {words}", QUIET)) for mark, words, style in marks)


def axis_content(
    record: SelfTestRecord, protocol: Protocol, parts: Sequence[PartResult], norms: Mapping[str, Norm], width: int
) -> Content:
    """Draw the trials of each leg on an axis, with what counts, what counted before, and a published value.

    Args:
        record: The test.
        protocol: Its rules.
        parts: What each part shows.
        norms: The published value of a part, by its id.
        width: Cells of a line.
    """
    lines: list[Content] = []
    for part in parts:
        trials = {side: _trials(record, part.part, side) for side in Side}
        numbers = VALUE * max(1, *map(len, trials.values()))
        norm = norms.get(part.part)
        marked = [
            *part.values.values(),
            *part.before.values(),
            *functools.reduce(operator.iadd, trials.values(), []),
            *([norm.high] if norm else []),
        ]
        axis = _Axis(max(marked, default=1.0), width - LABEL - numbers - 1)
        if part.name:
            lines.append(Content.styled(part.name.capitalize(), "bold"))
        for side in Side:
            told = "".join(f"{number_words(value):>{VALUE}}" for value in trials[side]) or f"{'–':>{VALUE}}"
            drawn = axis.line(part, side, trials[side], norm)
            counts = "" if axis.drawn else f"  {_counted(part, side, protocol)}"
            lines.append(
                Content.assemble((f"{side.value:<{LABEL}}", ""), drawn, (f"{told:>{numbers}}", QUIET), (counts, "bold"))
            )
        if axis.drawn:
            lines.append(Content.assemble(" " * LABEL, axis.scale(norm)))
    return Content("\n").join(lines)


def meaning_content(record: SelfTestRecord, parts: Sequence[PartResult], stop: str) -> Content:
    """Say what the other parts stand beside, when to stop, and under what conditions it was tested.

    Args:
        record: The test.
        parts: What each part shows.
        stop: What points to the page that says when to stop, or empty.
    """
    main = main_part(parts)
    lines = [
        Content(f"{part.name.capitalize()}: {' '.join(map(_sentence, part.said))}")
        for part in parts
        if part is not main and part.said and not (part.practice and main)
    ]
    pain = "pain not answered" if record.pain is None else f"pain {record.pain}"
    lines += [Content.styled(stop, "bold $text-error")] if stop else []
    lines.append(Content.styled(" · ".join(filter(None, [conditions_words(record.conditions), pain])), QUIET))
    lines += [Content(shown_lines(record.note))] if record.note else []
    return Content("\n").join(lines)


class _Axis:
    """An axis from 0 to a round number.

    Args:
        most: The largest value on it.
        cells: Cells there are.
    """

    def __init__(self, most: float, cells: int) -> None:
        step = 10.0 ** math.floor(math.log10(max(most, 1.0)))
        self.end = next(step * by for by in (1, 2, 3, 4, 5, 6, 8, 10, 20) if step * by >= most)
        self.cells = cells
        self.drawn = cells >= LEAST

    def line(self, part: PartResult, side: Side, trials: Sequence[float], norm: Norm | None) -> Content:
        """Draw the line of a leg; nothing if there is no room."""
        if not self.drawn:
            return Content("")
        cells = [("─", "$line")] * self.cells
        marks = [(norm.high, NORM, QUIET)] if norm else []
        marks += [(part.before[side], BEFORE, HINT)] if side in part.before else []
        marks += [(value, TRIAL, QUIET) for value in trials]
        ink = QUIET if part.practice else f"bold {INKS[side]}"
        marks += [(part.values[side], COUNTED, ink)] if side in part.values else []
        for value, mark, style in marks:
            cells[self._cell(value)] = mark, style
        return Content.assemble(*cells, " ")

    def scale(self, norm: Norm | None) -> Content:
        """Write the ends of the axis, and the published value below its mark."""
        end = number_words(self.end)
        line = "0".ljust(self.cells - len(end)) + end
        if norm:
            words = number_words(norm.high)
            at = min(max(2, self._cell(norm.high) - len(words) // 2), self.cells - len(end) - len(words) - 1)
            line = line[:at] + words + line[at + len(words) :]
        return Content.styled(line, HINT)

    def _cell(self, value: float) -> int:
        return min(self.cells - 1, round(value / self.end * (self.cells - 1)))


def _trials(record: SelfTestRecord, part: str, side: Side) -> list[float]:
    return [trial.value for trial in record.trials if (trial.side, trial.part) == (side, part)]


def _counted(part: PartResult, side: Side, protocol: Protocol) -> str:
    """Write what counts of a leg where no axis shows it."""
    if side not in part.values:
        return ""
    what = {Counts.MEAN: "mean "}.get(protocol.counts, "") if protocol.trials > 1 else ""
    return f"{what}{value_words(part.values[side], protocol.unit)}"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}" + ("" if words.endswith(".") else ".")
