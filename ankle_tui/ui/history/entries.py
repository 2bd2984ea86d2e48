"""Write sessions as the rows of the history."""

import datetime as dt
from collections.abc import Mapping

from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.formatting import minutes_words
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.session.by_hand import is_by_hand
from ankle_tui.ui.widgets.virtual_list import Row
from ankle_tui.ui.wording.day_words import short_date_words
from ankle_tui.ui.wording.report_words import BY_HAND, done_words

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
    minutes, exercises = f"{minutes_words(session.active_seconds):>6}", done_words(session, names)
    day = f"{_day(session.day, year, room):<{_day_width(room, years=years)}}"
    early = "early" if session.ended_early else ""
    if room < NARROW:
        return Row(day, f"{minutes}  {exercises}", early)
    time = "" if is_by_hand(session) else f"{session.started_at:%H:%M}"
    effort, pain = ("" if score is None else score for score in (session.effort, session.pain))
    return Row(
        day,
        f"  {time:5}  {minutes}  {_CONTEXTS[session.context]:5}  {exercises}",
        f"{BY_HAND if is_by_hand(session) else early}{effort:>8}{pain:>5}".removeprefix("  "),
    )


def _day(day: dt.date, year: int, room: int) -> str:
    """Write a date; one of another year has its year, and its weekday only if there is room."""
    words = short_date_words(day)
    if day.year == year:
        return words
    return f"{words if room >= WIDE else words.partition(' ')[2]} {day.year}"


def _day_width(room: int, *, years: bool) -> int:
    return 10 if not years else 15 if room >= WIDE else 11
