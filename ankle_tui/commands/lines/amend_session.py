"""Run `ankle-tui amend`: change what a session says afterwards, as History does on the screen."""

import argparse
import datetime as dt
import shlex
from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace

from ankle_tui.commands import console, inputs
from ankle_tui.commands.json_output import print_json
from ankle_tui.commands.parser import date_or_ago, member_of, names_of
from ankle_tui.commands.session.named_session import LAST, MEANT, find_session, session_word, short_id
from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.formatting import context_words, day_words, long_time_words
from ankle_tui.core.history.edits import amended, deleted, newest
from ankle_tui.core.history.records import History, Morning, SessionRecord
from ankle_tui.core.history.report import sets_done
from ankle_tui.core.history.touches import held_legs, touches, with_holds
from ankle_tui.core.history.training_day import training_day
from ankle_tui.core.session.by_hand import is_by_hand
from ankle_tui.plain.questions import HIGHEST, read_number, read_pain, read_touches
from ankle_tui.store.history.history_file import HistoryFile

NONE = "none"
"""The word that takes an answer back."""
SHOWN = 10
"""Sessions to list."""
LONGEST_NOTE = 500
"""Characters of a note, as on the screen."""
FIELDS = ("effort", "pain", "touches", "note", "context", "day", "morning")
"""Options that change something."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `amend`."""
    parser.add_argument(
        "id",
        nargs="?",
        type=session_word,
        metavar="ID",
        help=f"{MEANT}; without it, list the last {SHOWN}",
    )
    parser.add_argument("--effort", metavar="N", help=f"how hard it was, 0 to {HIGHEST}; {NONE} takes it back")
    parser.add_argument(
        "--pain", nargs="+", metavar="N", help=f"0 to {HIGHEST}, then left or right if one ankle hurts; or {NONE}"
    )
    parser.add_argument(
        "--touches", nargs="+", metavar="N", help=f"touches of the other foot: left leg, right leg; or {NONE}"
    )
    parser.add_argument("--note", metavar="TEXT", help='a note; "" removes it')
    parser.add_argument("--context", type=member_of(Context), metavar="C", help=f"one of: {names_of(Context)}")
    parser.add_argument("--day", type=date_or_ago, metavar="D", help="the day it belongs to, up to today")
    parser.add_argument(
        "--morning", metavar="M", help=f"how ankles felt the morning after: {names_of(Morning)}; or {NONE}"
    )
    parser.add_argument("--delete", action="store_true", help="delete the session")
    parser.add_argument("--json", action="store_true", help="the session as it then is, as JSON")


def run(arguments: SimpleNamespace) -> int:
    """Amend a session, show one, or list the last ones."""
    changes = any(getattr(arguments, name) is not None for name in FIELDS)
    if arguments.id is None and changes:
        raise console.UsageError(f"name the session: ankle-tui amend {LAST} …, or an ID of: ankle-tui amend")
    if arguments.delete and (changes or arguments.id is None):
        raise console.UsageError("--delete needs an ID, and goes with no other change")
    cut_off = inputs.read_settings(arguments).cut_off
    today, file = training_day(inputs.now(), cut_off), inputs.history_file(arguments)
    opened = file.open() if changes or arguments.delete else file.look()
    sessions = opened.history.newest_first()
    if arguments.id is None:
        shown = sessions[:SHOWN]
        if arguments.json:
            print_json([session.to_json() for session in shown])
        else:
            console.tell([_line(one, sessions) for one in shown] or [inputs.NO_SESSIONS])
        return inputs.tell_damage(opened)
    record = find_session(sessions, arguments.id, today)
    if arguments.delete:
        console.tell_aside(opened.notices)
        return _delete(file, record, sessions)
    wanted, lines = record, list[str]()
    if changes:
        holds = with_holds(inputs.read_catalogue(arguments))
        wanted = amended(newest(opened.history, record), record, _wanted(arguments, record, today, holds))
        if wanted != record or opened.notices:
            file.keep(wanted)
        console.tell_aside([*opened.notices, *file.notices()])
        lines = _undo(record, wanted, sessions)
    if arguments.json:
        print_json(wanted.to_json())
    else:
        console.tell([*session_lines(wanted, sessions), *lines])
    return 0 if changes else inputs.tell_damage(opened)


def _delete(file: HistoryFile, record: SessionRecord, sessions: Sequence[SessionRecord]) -> int:
    """Delete a session, after a backup that brings it back."""
    changed = file.add_with_backup(History(deleted=(deleted(record, inputs.now()),)))
    console.tell_aside(file.notices())
    first, *_ = session_lines(record, sessions)
    undo = [f"Undo: ankle-tui backup restore {changed.backup}"] if changed.backup else []
    return console.tell([f"Deleted: {first}.", *undo])


def session_lines(record: SessionRecord, sessions: Sequence[SessionRecord]) -> list[str]:
    """Tell a session with all answers, a line each.

    Args:
        record: The session.
        sessions: All sessions, which tell how short an id can be.
    """
    known, side = touches(record), f" {record.pain_side.value}" if record.pain_side else ""
    answers = {
        "effort": record.effort,
        "pain": None if record.pain is None else f"{record.pain}{side}",
        "touches": known and f"{known.left} left, {known.right} right",
        "morning": record.morning and f"{record.morning.value}, the morning after",
        "note": record.note or None,
    }
    head = f"{_when(record)}, {context_words(record.context)}, {sets_done(record)}, id {short_id(record, sessions)}"
    return [head, *(f"{name}: {NONE if said is None else said}" for name, said in answers.items())]


def _line(record: SessionRecord, sessions: Sequence[SessionRecord]) -> str:
    """A session in one line, with its short id."""
    answers = [
        f"{name} {said}" for name, said in (("effort", record.effort), ("pain", record.pain)) if said is not None
    ]
    told = [_when(record), f"{long_time_words(record.active_seconds)} of work", *answers]
    return f"{short_id(record, sessions)}  {', '.join(told)}"


def _when(record: SessionRecord) -> str:
    return (
        f"{day_words(record.day)} {record.day.year} {'by hand' if is_by_hand(record) else f'{record.started_at:%H:%M}'}"
    )


def _wanted(arguments: SimpleNamespace, record: SessionRecord, today: dt.date, holds: frozenset[str]) -> SessionRecord:
    """Put the answers of the options into a session.

    Raises:
        UsageError: If one cannot be understood.
    """
    if arguments.effort is not None:
        record = replace(record, effort=None if arguments.effort == NONE else _effort(arguments.effort))
    if arguments.pain is not None:
        text = " ".join(arguments.pain).lower()
        pain = (None, None) if text == NONE else read_pain(text)
        if pain is None:
            raise _error("pain", f"0 to {HIGHEST}, then left or right, or {NONE}", text)
        record = replace(record, pain=pain[0], pain_side=pain[1])
    if arguments.touches is not None:
        record = _with_touches(record, " ".join(arguments.touches).lower(), holds)
    if arguments.morning is not None:
        record = replace(record, morning=_morning(arguments.morning))
    if arguments.note is not None:
        record = replace(record, note=_note(arguments.note))
    if arguments.context is not None:
        record = replace(record, context=arguments.context)
    return record if arguments.day is None else replace(record, day=_day(arguments.day, today))


def _note(text: str) -> str:
    if len(text) > LONGEST_NOTE:
        raise console.UsageError(f"--note: at most {LONGEST_NOTE} characters, not {len(text)}")
    return text.strip()


def _day(wanted: dt.date | dt.timedelta, today: dt.date) -> dt.date:
    day = today - wanted if isinstance(wanted, dt.timedelta) else wanted
    if day > today:
        raise console.UsageError(f"--day: {day} is still to come: today is {today}")
    return day


def _with_touches(record: SessionRecord, text: str, holds: frozenset[str]) -> SessionRecord:
    legs = held_legs(record, holds)
    if not legs:
        raise console.UsageError("--touches: nothing was held on one leg in this session")
    found = read_touches(text, legs)
    if found is None and text != NONE:
        one = f"a number for the {legs[0].value} leg" if len(legs) == 1 else "two numbers, left leg and right leg"
        raise _error("touches", f"{one}, or {NONE}", text)
    return replace(record, touches=found)


def _effort(text: str) -> int:
    found = read_number(text, HIGHEST)
    if found is None:
        raise _error("effort", f"0 to {HIGHEST}, or {NONE}", text)
    return found


def _morning(text: str) -> Morning | None:
    if text in {*Morning, NONE}:
        return None if text == NONE else Morning(text)
    raise _error("morning", f"one of: {names_of(Morning)}, {NONE}", text)


def _error(option: str, takes: str, text: str) -> console.UsageError:
    return console.UsageError(f'--{option}: must be {takes}, not "{text}"')


def _undo(before: SessionRecord, after: SessionRecord, sessions: Sequence[SessionRecord]) -> list[str]:
    """Say how to take the changes back."""
    touched = before.touches and [str(before.touches.left), str(before.touches.right)]
    side = [before.pain_side.value] if before.pain_side else []
    words = {
        "effort": [NONE if before.effort is None else str(before.effort)],
        "pain": [NONE] if before.pain is None else [str(before.pain), *side],
        "touches": touched or [NONE],
        "morning": [before.morning.value if before.morning else NONE],
        "note": [before.note],
        "context": [before.context.value],
        "day": [before.day.isoformat()],
    }
    differs = [name for name in words if getattr(before, name) != getattr(after, name)]
    if before.pain_side != after.pain_side and "pain" not in differs:
        differs.append("pain")
    if not differs:
        return ["Nothing is changed."]
    options = [word for name in differs for word in (f"--{name}", *words[name])]
    return ["Amended.", f"Undo: ankle-tui amend {short_id(before, sessions)} {shlex.join(options)}"]
