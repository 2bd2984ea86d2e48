"""Lay out the result of a test: what counts of each leg, what it stands beside, and all trials."""

from collections.abc import Iterable, Sequence

from textual.content import Content

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.self_tests.findings import series_with, sides
from ankle_tui.core.self_tests.people import AgeBand, Sex
from ankle_tui.core.self_tests.protocols import Protocol, value_of
from ankle_tui.core.self_tests.self_test_wording import (
    PartResult,
    conditions_words,
    part_results,
    stop_words,
    value_words,
)
from ankle_tui.ui.wording.wrap import flow, words_of

QUIET = "$quiet"
LEG = 8
"""Cells for the name of a leg."""
VALUE = 10
"""Cells for what counts."""


def result_content(
    record: SelfTestRecord,
    protocol: Protocol,
    records: Iterable[SelfTestRecord],
    age: AgeBand | None,
    sex: Sex | None,
    *,
    width: int,
) -> Content:
    """Lay out a test in lines.

    Args:
        record: The test.
        protocol: Its rules.
        records: All self-tests, this one among them.
        age: The runner's age, if known.
        sex: The runner's sex, if known.
        width: Cells of a line.
    """
    lines: list[Content] = []
    for found in part_results(record, records, age, sex):
        lines += [*_part(found, record, protocol, width), Content("")]
    pain = "pain not answered" if record.pain is None else f"pain {record.pain}"
    said = " · ".join(filter(None, [conditions_words(record.conditions), pain]))
    return Content("\n").join([*lines, *flow(words_of(said, QUIET), width)])


def stop_line(record: SelfTestRecord, records: Iterable[SelfTestRecord]) -> str:
    """Point to the page about stopping, if a leg is far behind and it hurts; else empty."""
    series = series_with(record, records)
    gaps = [sides(series, part) for part in series.protocol.part_ids] if series else []
    return stop_words(next(filter(None, gaps), None), record.pain)


def _part(found: PartResult, record: SelfTestRecord, protocol: Protocol, width: int) -> list[Content]:
    """A part: its name, a line a leg, and what is said of both."""
    style = QUIET if found.practice else "bold"
    lines = [Content.styled(found.name.capitalize(), "bold")] if found.name else []
    for side in Side:
        value = value_of(record, side, found.part)
        told = "–" if value is None else value_words(value, protocol.unit)
        trials = [trial.value for trial in record.trials if (trial.side, trial.part) == (side, found.part)]
        lines.append(
            Content.assemble(
                f"{side.value:<{LEG}}",
                (f"{told:<{VALUE}}", style),
                (_trials(trials) if len(trials) > 1 else "", QUIET),
            )
        )
    for words in found.said:
        lines += flow(words_of(f"{words[:1].upper()}{words[1:]}."), width)
    return lines


def _trials(values: Sequence[float]) -> str:
    return "  ".join(f"{value:>4.1f}".removesuffix(".0").rjust(4) for value in values)
