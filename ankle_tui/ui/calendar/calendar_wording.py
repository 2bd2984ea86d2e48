"""The words of the calendar: days, their sessions, and the question about a day's kind."""

import datetime as dt
from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from ankle_tui.core.formatting import clock_words, day_words
from ankle_tui.core.history.day_marks import MARKED_BACK, DayKind
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.history.report import report
from ankle_tui.core.session.by_hand import is_by_hand
from ankle_tui.core.weeks.advice import advice
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Day
from ankle_tui.ui.wording.day_words import (
    TOO_SHORT,
    brief_kind_words,
    count_words,
    date_words,
    day_line,
    joined,
    kind_words,
    plan_words,
    short_date_words,
    streak_words,
)
from ankle_tui.ui.wording.report_words import BY_HAND, done_words
from ankle_tui.ui.wording.text import shown

LOOK_BACK = 28
"""Days in which the days before one are looked for."""
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


def months_words(first: dt.date, last: dt.date) -> str:
    """Name the months in sight: `June to November 2026`."""
    begin, end = day_words(first).split()[2], day_words(last).split()[2]
    years = f" {first.year}" if first.year != last.year else ""
    return f"{end} {last.year}" if not years and begin == end else f"{begin}{years} to {end} {last.year}"


def head_words(day: Day, calendar: Calendar) -> str:
    """Sum up a day under its date: `Hard run, 1 session, 2:48 of work`; for today, with advice."""
    said = day_line(day)
    said = f"{said[0].upper()}{said[1:]}."
    return said if day.sessions or day.day != calendar.today else f"{said} {advice(calendar)}"


def sets_lines(sessions: Sequence[SessionRecord], names: Mapping[str, str], abreast: int = 2) -> list[str]:
    """List the sets of a day, a line for each exercise: `balance  left 30 · 30 s  right 30 · 12 of 2 × 30 s`.

    Args:
        sessions: Its sessions.
        names: The short name of every exercise by its id.
        abreast: Sides or parts of an exercise on a line.
    """
    found = [each for session in sessions for each in report(session, names)]
    rows = [
        [shown(each.name if number == 0 else "")]
        + [f"{shown(row.label)} {row.done}".strip() for row in each.rows[number : number + abreast]]
        for each in found
        for number in range(0, len(each.rows), abreast)
    ]
    columns = [max((cell_len(row[at]) for row in rows if at < len(row) - 1), default=0) for at in range(abreast + 1)]
    return ["  ".join(word.ljust(cells) for word, cells in zip(row, columns, strict=False)).rstrip() for row in rows]


def before_lines(calendar: Calendar, day: dt.date, names: Mapping[str, str], room: int) -> list[tuple[str, str]]:
    """List the days before one on which there was anything: what, and how long.

    Args:
        calendar: The days.
        day: The day.
        names: The short name of every exercise by its id.
        room: The most lines.
    """
    found: list[tuple[str, str]] = []
    for back in range(1, LOOK_BACK):
        each = calendar.day(day - dt.timedelta(back))
        if len(found) < room and (each.kind or each.sessions or each.tested):
            did = [done_words(session, names) for session in calendar.sessions(each.day) if session.counts]
            test = ["self-test"] if each.tested else []
            weekday, number, month = short_date_words(each.day).split()
            what = " · ".join([*([kind_words(each)] if each.kind else []), *did, *test])
            time = clock_words(each.seconds) if each.sessions else ""
            found.append((f"{weekday} {number:>2} {month}  {what}", time))
    return found


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
