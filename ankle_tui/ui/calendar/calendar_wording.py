"""The words of the calendar: days, their sessions, and the question about a day's kind."""

import datetime as dt
from collections.abc import Mapping

from ankle_tui.core.formatting import clock_words, day_words
from ankle_tui.core.history.day_marks import MARKED_BACK, DayKind
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.session.by_hand import is_by_hand
from ankle_tui.core.weeks.calendar import Calendar, Day
from ankle_tui.ui.wording.day_words import (
    TOO_SHORT,
    brief_kind_words,
    count_words,
    date_words,
    day_line,
    joined,
    plan_words,
    short_date_words,
    streak_words,
)
from ankle_tui.ui.wording.report_words import BY_HAND, done_words

NOTHING_TO_OPEN = "No session on this day, and it is too long ago to be marked."
TOO_FAR_BACK = f"Only the last {MARKED_BACK} days can be marked."
ONLY_THE_DAY, THE_WHOLE_WEEK = "only this day", "the whole week …"


def dated_line(day: Day, today: dt.date) -> str:
    """Sum up a day behind its date: `Thursday 19 November: hard run`."""
    return f"{date_words(day.day, today)}: {day_line(day)}"


def day_lines(day: Day, today: dt.date, width: int) -> list[str]:
    """Sum up a day in one line, or in two where it does not fit."""
    full = dated_line(day, today)
    if len(full) <= width:
        return [full]
    return [date_words(day.day, today), joined([(day_line(day), day_line(day, timed=False))], width)]


def least_line(day: Day, width: int) -> str:
    """Sum up a day in one line, however narrow."""
    date, brief = short_date_words(day.day), day_line(day, timed=False)
    briefest = ", ".join(filter(None, [brief_kind_words(day), f"{day.sessions}×" if day.sessions else ""]))
    return joined([(f"{date}: {brief}", f"{date}: {briefest}", date)], width)


def sums_line(calendar: Calendar, width: int, *, streaks: bool) -> str:
    """Sum up this week, the streak if wanted, and the plan."""
    streak = [streak_words(calendar)] if streaks else []
    return joined([count_words(calendar), *streak, plan_words(calendar)], width)


def session_line(session: SessionRecord, names: Mapping[str, str]) -> str:
    """Say when a session was, how long it took and what was done.

    Args:
        session: The session.
        names: The short name of every exercise by its id.
    """
    when = BY_HAND if is_by_hand(session) else f"{session.started_at:%H:%M}"
    short = "" if session.counts else f" · {TOO_SHORT}"
    return f"{when}  {clock_words(session.active_seconds):>5}  {done_words(session, names)}{short}"


def mark_question(day: dt.date, today: dt.date) -> str:
    """Name the day to be marked."""
    return f"Today, {day_words(day)}" if day == today else day_words(day)


def week_question(start: dt.date) -> str:
    """Name the week to be marked."""
    return f"Week of {day_words(start)}"


def answer_words(kind: DayKind | None, *, hard: bool = False) -> str:
    """Name an answer: `hard run`, `sick`, `no mark`."""
    return f"hard {kind}" if hard else kind or "no mark"


def week_marked(start: dt.date, kind: DayKind | None) -> str:
    """Say what a week is marked as."""
    return f"{week_question(start)}: {answer_words(kind)}."


def not_marked(reason: str) -> str:
    """Say why a day cannot be marked any more."""
    return f"Not marked: {reason}"
