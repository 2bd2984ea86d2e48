"""The exercises done in a session, in a few words and as a report."""

from collections.abc import Mapping

from textual.content import Content

from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.history.report import ReportRow, report
from ankle_tui.ui.wording.text import shown

BY_HAND = "by hand"
"""Replaces an unknown time."""


def done_words(record: SessionRecord, names: Mapping[str, str]) -> str:
    """List the exercises of which anything was done.

    Args:
        record: The session.
        names: Names of the exercises by id.
    """
    done = dict.fromkeys(names.get(item.exercise) or shown(item.exercise) for item in record.sets if item.done)
    return ", ".join(done) or "nothing done"


def report_content(record: SessionRecord, names: Mapping[str, str]) -> Content:
    """Compare the sets done with the plan, a line for every side or part.

    Args:
        record: The session.
        names: Names of the exercises by id.
    """
    lines: list[Content] = []
    for exercise in report(record, names):
        width = max(len(shown(row.label)) for row in exercise.rows)
        lines.append(Content.styled(shown(exercise.name), "bold"))
        lines += [_row(row, width) for row in exercise.rows]
    return Content("\n").join(lines)


def _row(row: ReportRow, width: int) -> Content:
    mark = Content.styled("✓", "$text-success") if row.complete else Content.styled("·", "bold $text-warning")
    touches = f", {row.foot_downs} touch{'' if row.foot_downs == 1 else 'es'}" if row.foot_downs else ""
    label = f"{shown(row.label).ljust(width)}  " if width else ""
    return Content.assemble(" ", mark, f" {label}", (row.done, "bold" if row.complete else ""), touches)
