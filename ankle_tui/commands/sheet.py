"""The sets of every session as a table for spreadsheets and scripts: CSV as RFC 4180 has it."""

import csv
import io
from collections.abc import Iterable

from ankle_tui.core.history.records import SessionRecord, SetRecord
from ankle_tui.store.files.problem import one_line

_SESSION = ("session", "day", "started_at", "context", "level", "status", "effort", "pain")
_SET = ("exercise", "variation", "set", "side", "part", "unit", "target", "done", "outcome", "foot_downs")
COLUMNS = (*_SESSION, *_SET)
"""What stands in the first line. Notes are left out: they are nobody's figures."""
_FORMULA = ("=", "+", "-", "@")


def to_csv(sessions: Iterable[SessionRecord]) -> str:
    """Every set on a line of its own, after a line that names the columns; what does not apply is empty.

    Args:
        sessions: In the order of the lines.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for session in sessions:
        first = _session_cells(session)
        writer.writerows([*first, *_set_cells(item)] for item in session.sets)
    return text.getvalue()


def _session_cells(session: SessionRecord) -> list[object]:
    return [
        session.id,
        session.day.isoformat(),
        session.started_at.isoformat(timespec="seconds"),
        session.context.value,
        session.level.value,
        session.status.value,
        session.effort,
        session.pain,
    ]


def _set_cells(item: SetRecord) -> list[object]:
    return [
        _text(item.exercise),
        _text(item.variation),
        item.number,
        item.side.value if item.side else None,
        _text(item.part or ""),
        item.unit.value,
        item.target,
        item.done,
        item.outcome.value,
        item.foot_downs,
    ]


def _text(text: str) -> str:
    """A text from the file, as no spreadsheet takes it for a formula and no terminal for an escape code."""
    line = one_line(text)
    return f"'{line}" if line.startswith(_FORMULA) else line
