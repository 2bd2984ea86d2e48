"""What the runner says of days and weeks on the command line: marks them, and lists what they were."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence

from ankle_tui.core.formatting import clock_words, counted, day_words
from ankle_tui.core.history.day_marks import MARKED_BACK, DayKind, DayMark
from ankle_tui.core.history.records import History
from ankle_tui.core.weeks.calendar import Calendar, Day, Rules
from ankle_tui.core.weeks.streaks import UNREADABLE, status_words
from ankle_tui.store.history.file import HistoryFile

SHOWN = 14
"""So many days before a day are listed with it."""


class DayError(Exception):
    """A day that cannot be marked or shown; one clear line."""


def mark_day(
    file: HistoryFile, rules: Rules, today: dt.date, day: dt.date, kind: DayKind | None, *, hard: bool = False
) -> tuple[str, tuple[str, ...]]:
    """Say what a day was. Said twice it changes nothing.

    Args:
        file: The history file.
        rules: How days are counted.
        today: The training day it is now.
        day: The day.
        kind: What it was; None takes back what was said.
        hard: Whether a run was a hard one.

    Returns:
        What is so now, in one line, and what the runner should know besides.

    Raises:
        DayError: If the day is still to come or too far back.
        FileProblem: If it cannot be saved.
    """
    _refuse_future(day, today)
    _refuse_past(day, today)

    def marks(calendar: Calendar) -> Sequence[DayMark]:
        old = calendar.mark(day)
        said = (old.kind, old.hard) if old else (None, False)
        return [] if said == (kind, hard) else [calendar.marked(day, kind, hard)]

    calendar, _, notices = _changed(file, rules, today, marks)
    return f"{day_words(day)}: {_day_told(calendar.day(day))}.", notices


def mark_week(
    file: HistoryFile, rules: Rules, today: dt.date, day: dt.date, kind: DayKind | None
) -> tuple[str, tuple[str, ...]]:
    """Say what every day of a week was, also those of this week that are still to come. Said twice it changes nothing.

    Back up the history first.

    Args:
        file: The history file.
        rules: How days and weeks are counted.
        today: The training day it is now.
        day: A day of the week.
        kind: What its days were; None takes back what was said.

    Returns:
        What is so now, in one line, and what the runner should know besides.

    Raises:
        DayError: If the week is still to come or too far back.
        FileProblem: If it cannot be saved, or backed up before.
    """
    week = Calendar(History(), rules, today).week(day)
    _refuse_future(week.start, today, day)
    _refuse_past(week.days[-1].day, today, day)
    calendar, way_back, notices = _changed(
        file, rules, today, lambda calendar: calendar.week_marked(day, kind), much=True
    )
    week = calendar.week(day)
    kinds = Counter(item.kind.value for item in week.days if item.kind)
    told = [f"{kind} on {counted(number, 'day')}" for kind, number in kinds.items()] or ["no day is marked"]
    line = f"Week of {day_words(week.start)}: {', '.join([*told, *_rest_week(rest=week.rest)])}."
    return f"{line}{way_back}", notices


def day_lines(calendar: Calendar, day: dt.date) -> list[str]:
    """A day and those before it on a line each, the newest first.

    Args:
        calendar: The history by days.
        day: The newest day.

    Raises:
        DayError: If the day is still to come.
    """
    _refuse_future(day, calendar.today)
    return [_line(calendar.day(day - dt.timedelta(days=back))) for back in range(SHOWN + 1)]


def week_lines(calendar: Calendar, day: dt.date, *, streaks: bool, whole: bool = True) -> list[str]:
    """The days of a week on a line each, the first one first, and how the week stands.

    Args:
        calendar: The history by weeks.
        day: A day of the week.
        streaks: Whether streaks are shown.
        whole: False if the history could not be read in full, which leaves the week unknown.

    Raises:
        DayError: If the week is still to come.
    """
    week = calendar.week(day)
    _refuse_future(week.start, calendar.today, day)
    this = week.start == calendar.week(calendar.today).start
    told = status_words(calendar.counted, streaks=streaks) if this else f"{week.done}/{week.target} that week"
    stands = " · ".join([told, *_rest_week(rest=week.rest and not this)])
    return [*map(_line, week.days), stands if whole else UNREADABLE]


def _changed(
    file: HistoryFile,
    rules: Rules,
    today: dt.date,
    marks: Callable[[Calendar], Sequence[DayMark]],
    *,
    much: bool = False,
) -> tuple[Calendar, str, tuple[str, ...]]:
    """Add marks to the history; return it by days, how to undo that, and notices. Without marks nothing is written."""
    opened = file.open()
    history, way_back, new = opened.history, "", tuple(marks(Calendar(opened.history, rules, today)))
    if new and much:
        changed = file.add_with_backup(History(days=new))
        history, way_back = changed.history, changed.way_back
    elif new or opened.notices:  # a file that could not be repaired is refused here, with or without a mark
        history = file.add(History(days=new))
    return Calendar(history, rules, today), way_back, (*opened.notices, *file.notices())


def _refuse_future(first: dt.date, today: dt.date, day: dt.date | None = None) -> None:
    if first > today:
        raise DayError(f"{day or first} is still to come: today is {today}")


def _refuse_past(last: dt.date, today: dt.date, day: dt.date | None = None) -> None:
    if last < today - dt.timedelta(days=MARKED_BACK):
        raise DayError(f"{day or last} is too long ago: up to {MARKED_BACK} days back can be marked, today is {today}")


def _line(day: Day) -> str:
    sessions = f"{counted(day.sessions, 'session'):<10}  {clock_words(day.seconds):>6}" if day.sessions else ""
    return f"{day.day}  {day_words(day.day)[:3]}  {_kind_words(day):<14}  {sessions}".rstrip()


def _day_told(day: Day) -> str:
    sessions = [f"{counted(day.sessions, 'session')}, {clock_words(day.seconds)}"] if day.sessions else []
    return " · ".join([_kind_words(day) or "not marked", *sessions])


def _kind_words(day: Day) -> str:
    """What a day was: `hard run`; empty where nobody has said so."""
    return f"{'hard ' if day.hard else ''}{day.kind.value if day.kind else ''}"


def _rest_week(*, rest: bool) -> list[str]:
    return ["a rest week"] if rest else []
