"""Run `ankle-tui history`: list the sessions, as JSON one a line, or as CSV a set a line."""

import argparse
import csv
import io
from collections.abc import Iterable, Mapping
from types import SimpleNamespace

from ankle_tui.commands import console, inputs
from ankle_tui.commands.json_output import history_json, output_is_exact
from ankle_tui.core.formatting import clock_words
from ankle_tui.core.history.records import SessionRecord, SetRecord
from ankle_tui.core.session.by_hand import is_by_hand
from ankle_tui.store.files.problem import one_line

_SESSION = ("session", "day", "started_at", "context", "level", "status", "effort", "pain")
_SET = ("exercise", "variation", "set", "side", "part", "unit", "target", "done", "outcome", "foot_downs")
_ANSWERS = ("pain_side", "feel", "touches_left", "touches_right", "morning", "relieved")
COLUMNS = (*_SESSION, *_SET, *_ANSWERS)
"""Names of the columns, the first line. Notes are private and left out; newer columns stand last."""
_FORMULA = ("=", "+", "-", "@")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `history`."""
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="everything, as JSON")
    forms.add_argument("--csv", action="store_true", help="every set on a line of its own, as CSV")


def run(arguments: SimpleNamespace) -> int:
    """List the sessions, the newest first."""
    opened = inputs.history_file(arguments).look()
    sessions = opened.history.newest_first()
    if arguments.json:
        print(history_json(sessions, exact=output_is_exact()))
    elif arguments.csv:
        console.print_utf8(to_csv(sessions))
    elif not sessions and not opened.notices:
        print(inputs.NO_SESSIONS)
    else:
        names = {exercise.id: exercise.name for exercise in inputs.read_catalogue(arguments)}
        for session in sessions:
            print(_session_line(session, names))
    return inputs.tell_damage(opened)


def to_csv(sessions: Iterable[SessionRecord]) -> str:
    """Write a line for each set as RFC 4180 has it, after a line with `COLUMNS`; absent values are empty.

    Args:
        sessions: In the order of the lines.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for session in sessions:
        first, last = _session_cells(session), _answer_cells(session)
        writer.writerows([*first, *_set_cells(item), *last] for item in session.sets)
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


def _answer_cells(session: SessionRecord) -> list[object]:
    touches = session.touches
    return [
        session.pain_side.value if session.pain_side else None,
        session.feel.value if session.feel else None,
        touches.left if touches else None,
        touches.right if touches else None,
        session.morning.value if session.morning else None,
        session.relieved.isoformat() if session.relieved else None,
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
    """Make a text harmless: to a spreadsheet no formula, to a terminal no escape code."""
    line = one_line(text)
    return f"'{line}" if line.startswith(_FORMULA) else line


def _session_line(session: SessionRecord, names: Mapping[str, str]) -> str:
    done = dict.fromkeys(names.get(item.exercise, item.exercise) for item in session.sets if item.done)
    columns = [
        f"{session.day} {'by hand' if is_by_hand(session) else f'{session.started_at:%H:%M}':<7}",
        f"{clock_words(session.active_seconds):>5}",
        f"{session.context.value:<14}",
        f"{session.status.value:<9}",
        ", ".join(done),
    ]
    return one_line("  ".join(columns)).rstrip()
