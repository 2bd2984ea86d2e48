"""The words of the history: its title, a session in a few lines, and the outcome of changes."""

import datetime as dt
from collections.abc import Sequence

from ankle_tui.core.exercises.exercise import Choice, Context, Unit
from ankle_tui.core.formatting import context_words, counted, day_words, long_time_words, minutes_words
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.history.report import sets_done
from ankle_tui.core.session.by_hand import is_by_hand
from ankle_tui.core.session.plan import build_plan
from ankle_tui.ui.wording.choice_words import NOTHING_CHOSEN, exercises_words
from ankle_tui.ui.wording.day_words import SEPARATOR, TOO_SHORT, short_date_words
from ankle_tui.ui.wording.report_words import BY_HAND

NONE_YET = "No sessions yet. The first one will be here."
NONE_SUCH = "No session matches. Esc shows all."
RESTORED = "Restored."
AMENDED = "Amended."
PLACE, SESSION, AMEND = "History", "Session", "Amend"
ADDED = "Added."
ADD_BY_HAND = "Add a session by hand"
UNITS = {Unit.SECONDS: "seconds", Unit.REPS: "reps", Unit.STEPS: "steps"}


def filter_words(exercise: str = "", follows: Context | None = None) -> str:
    """Say what sessions are listed.

    Args:
        exercise: Name of the exercise they are filtered by, or empty.
        follows: The context they are filtered by, or None.
    """
    filters = [
        *([exercise[:1].lower() + exercise[1:]] if exercise else []),
        *([context_words(follows)] if follows else []),
    ]
    return SEPARATOR.join(filters) or "all sessions"


def count_words(total: int, matching: int, seconds: float = 0.0) -> str:
    """Count the sessions, and the time of those listed.

    Args:
        total: The number of sessions.
        matching: The number of those listed.
        seconds: Seconds of work in these; 0 leaves them out.
    """
    if not total:
        return ""
    of = "" if matching == total else f"{matching} of "
    return SEPARATOR.join([f"{of}{counted(total, 'session')}", *([long_time_words(seconds)] if seconds else [])])


def full_date_words(day: dt.date) -> str:
    """Write a date with its year: `Sunday 22 November 2026`."""
    return f"{day_words(day)} {day.year}"


def opened_title(record: SessionRecord, year: int) -> str:
    """Name an opened session by its day, with a year other than `year`, and its start."""
    day = day_words(record.day) if record.day.year == year else full_date_words(record.day)
    return day if is_by_hand(record) else f"{day}, {record.started_at:%H:%M}"


def times_words(record: SessionRecord) -> str:
    """Say when a session began and ended."""
    return BY_HAND if is_by_hand(record) else f"{record.started_at:%H:%M} to {record.ended_at:%H:%M}"


def context_of(record: SessionRecord) -> str:
    """Say what a session followed, and if it was added by hand."""
    return SEPARATOR.join([*([BY_HAND] if is_by_hand(record) else []), context_words(record.context)])


def facts_words(record: SessionRecord) -> list[str]:
    """List what else there is to know of a session as a whole."""
    started = record.started_at.date()
    return [
        sets_done(record),
        *(["ended early"] if record.ended_early else []),
        *([TOO_SHORT] if not record.counts else []),
        *([] if is_by_hand(record) or started == record.day else [f"started {full_date_words(started)}"]),
    ]


def answers_words(record: SessionRecord) -> list[tuple[str, str]]:
    """List the runner's answers before, after and the morning after, each with its name."""
    side = f" {record.pain_side.value}" if record.pain_side else ""
    touches = record.touches and f"{record.touches.left} left, {record.touches.right} right"
    answers = [
        ("Before", record.feel and record.feel.value),
        ("Effort", None if record.effort is None else str(record.effort)),
        ("Pain", None if record.pain is None else f"{record.pain}{side}"),
        ("Touches", touches),
        ("Morning after", record.morning and record.morning.value),
        ("Pain gone", record.relieved and short_date_words(record.relieved)),
    ]
    return [(name, said) for name, said in answers if said]


def size_words(chosen: Sequence[Choice]) -> str:
    """Say how many exercises a session by hand has, and how much work that is."""
    if not chosen:
        return NOTHING_CHOSEN
    work = sum(work.seconds for work in build_plan(chosen).sets)
    return f"{exercises_words(len(chosen))}{SEPARATOR}{minutes_words(work)} of work"
