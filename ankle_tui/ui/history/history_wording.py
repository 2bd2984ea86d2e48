"""The words of the history: its title, a session in a few lines, and the outcome of changes."""

import datetime as dt
from collections.abc import Sequence

from ankle_tui.core.exercises.exercise import Choice, Context
from ankle_tui.core.formatting import clock_words, context_words, day_words, minutes_words
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.history.report import sets_done
from ankle_tui.core.session.by_hand import is_by_hand
from ankle_tui.core.session.plan import build_plan
from ankle_tui.ui.wording.choice_words import NOTHING_CHOSEN, exercises_words
from ankle_tui.ui.wording.day_words import SEPARATOR, TOO_SHORT, short_date_words, wrapped
from ankle_tui.ui.wording.report_words import BY_HAND

NONE_YET = "No sessions yet. The first one will be here."
NONE_SUCH = "No session matches. Esc shows all."
RESTORED = "Restored."
AMENDED = "Amended."
ADDED = "Added."
ADD_BY_HAND = "Add a session by hand"


def title_words(
    total: int, matching: int, exercise: str = "", follows: Context | None = None, *, named: bool = True
) -> str:
    """Name the screen, with the number of sessions and what they are filtered by.

    Args:
        total: The number of sessions.
        matching: The number of those listed.
        exercise: Name of the exercise they are filtered by, or empty.
        follows: The context they are filtered by, or None.
        named: False where there is no room for the name of the screen beside a filter.
    """
    filters = [
        *([exercise[:1].lower() + exercise[1:]] if exercise else []),
        *([context_words(follows)] if follows else []),
    ]
    words = ["History"] if named or not filters else []
    if filters:
        words.append(f"{matching} of {total}{' sessions' if words else ''}")
    elif total:
        words.append(f"{total} session{'' if total == 1 else 's'}")
    return SEPARATOR.join([*words, *filters])


def full_date_words(day: dt.date) -> str:
    """Write a date with its year: `Sunday 22 November 2026`."""
    return f"{day_words(day)} {day.year}"


def amend_title(day: dt.date) -> str:
    """Name the screen that amends a session."""
    return f"Amend{SEPARATOR}{full_date_words(day)}"


def facts(record: SessionRecord, width: int = 80) -> str:
    """Write a session in two or three lines, or more where narrow: date, context, work and answers.

    Args:
        record: The session.
        width: Cells of a line.
    """
    first = [_times(record), context_words(record.context), record.level.value]
    second = [sets_done(record), f"{clock_words(record.active_seconds)} of work"]
    if record.ended_early:
        second.append("early")
    if not record.counts:
        second.append(TOO_SHORT)
    return "\n".join(line for pieces in (first, second, _answers(record)) for line in wrapped(pieces, width, SEPARATOR))


def size_words(chosen: Sequence[Choice]) -> str:
    """Say how many exercises a session by hand has, and how much work that is."""
    if not chosen:
        return NOTHING_CHOSEN
    work = sum(work.seconds for work in build_plan(chosen).sets)
    return f"{exercises_words(len(chosen))}{SEPARATOR}{minutes_words(work)} of work"


def _times(record: SessionRecord) -> str:
    """Say when it began and ended, with the date if that is not its training day."""
    if is_by_hand(record):
        return BY_HAND
    times = f"{record.started_at:%H:%M}–{record.ended_at:%H:%M}"
    started = record.started_at.date()
    return times if started == record.day else f"started {full_date_words(started)} {times}"


def _answers(record: SessionRecord) -> list[str]:
    """List the runner's answers before, after and the morning after."""
    said = []
    if record.feel:
        said.append(f"{record.feel.value} before")
    if record.effort is not None:
        said.append(f"effort {record.effort}")
    if record.pain is not None:
        said.append(f"pain {record.pain}{f' {record.pain_side.value}' if record.pain_side else ''}")
    if record.touches:
        said.append(f"touches {record.touches.left} left, {record.touches.right} right")
    if record.morning:
        said.append(f"{record.morning.value} the morning after")
    if record.relieved:
        said.append(f"no more pain from {short_date_words(record.relieved)}")
    return said
