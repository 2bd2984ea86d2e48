"""Writes sessions in a line or two for the history."""

import datetime as dt
from collections.abc import Mapping

from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.formatting import clock_words, context_words, day_words, minutes_words
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.history.report import sets_done
from ankle_tui.core.session.by_hand import is_by_hand
from ankle_tui.ui.widgets.virtual_list import Row
from ankle_tui.ui.wording.day_words import TOO_SHORT, short_date_words, wrapped
from ankle_tui.ui.wording.text import shown

_CONTEXTS = {Context.POST_RUN: "run", Context.CROSS_TRAINING: "cross", Context.OTHER: "–"}

NARROW = 60
"""Columns below which a row has only date, time and exercises."""
WIDE = 96
"""Columns from which a day of another year has its weekday."""


def heading(room: int, *, years: bool) -> Row:
    """Name the columns that need a name.

    Args:
        room: Cells of a row.
        years: True if any row is of another year.
    """
    if room < NARROW:
        return Row("", "")
    day = f"{'day':<{_day_width(room, years=years)}}"
    return Row(day, f"  {'time':5}    work  {'after':5}  exercises", "effort pain")


def entry(session: SessionRecord, names: Mapping[str, str], room: int, *, year: int, years: bool) -> Row:
    """Write a session as a row: date, time, context, exercises and effort.

    Args:
        session: The session.
        names: The short name of every exercise by its id.
        room: Cells of the row.
        year: The current year.
        years: True if any row is of another year, which the column needs room for.
    """
    done = dict.fromkeys(names.get(item.exercise) or shown(item.exercise) for item in session.sets if item.done)
    minutes, exercises = f"{minutes_words(session.active_seconds):>6}", ", ".join(done) or "nothing done"
    day = f"{_day(session.day, year, room):<{_day_width(room, years=years)}}"
    early = "early" if session.ended_early else ""
    if room < NARROW:
        return Row(day, f"{minutes}  {exercises}", early)
    time = "" if is_by_hand(session) else f"{session.started_at:%H:%M}"
    effort, pain = ("" if score is None else score for score in (session.effort, session.pain))
    return Row(
        day,
        f"  {time:5}  {minutes}  {_CONTEXTS[session.context]:5}  {exercises}",
        f"{'by hand' if is_by_hand(session) else early}{effort:>8}{pain:>5}".removeprefix("  "),
    )


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
    return "\n".join(line for pieces in (first, second, _answers(record)) for line in wrapped(pieces, width, " · "))


def full_date_words(day: dt.date) -> str:
    """Write a date with its year: `Sunday 22 November 2026`."""
    return f"{day_words(day)} {day.year}"


def _day(day: dt.date, year: int, room: int) -> str:
    """Write a date; one of another year has its year, and its weekday only if there is room."""
    words = short_date_words(day)
    if day.year == year:
        return words
    return f"{words if room >= WIDE else words.partition(' ')[2]} {day.year}"


def _day_width(room: int, *, years: bool) -> int:
    return 10 if not years else 15 if room >= WIDE else 11


def _times(record: SessionRecord) -> str:
    """Say when it began and ended, with the date if that is not its training day."""
    if is_by_hand(record):
        return "by hand"
    times = f"{record.started_at:%H:%M}–{record.ended_at:%H:%M}"
    started = record.started_at.date()
    return times if started == record.day else f"started {full_date_words(started)} {times}"


def _answers(record: SessionRecord) -> list[str]:
    """Say what the runner has answered before, after and the morning after."""
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
