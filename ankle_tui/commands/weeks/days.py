"""Run `ankle-tui day` and `ankle-tui week`: mark days and weeks, and list them."""

import argparse
import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from types import SimpleNamespace

from ankle_tui.commands import console, inputs
from ankle_tui.commands.parser import date_or_ago, one_of
from ankle_tui.core.formatting import clock_words, counted, day_words
from ankle_tui.core.history.day_marks import MARKED_BACK, OFF, DayKind, DayMark
from ankle_tui.core.history.records import History
from ankle_tui.core.history.training_day import training_day
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Day, Rules, Week
from ankle_tui.core.weeks.streaks import UNREADABLE, status_words
from ankle_tui.store.history.history_file import HistoryFile

SHOWN = 14
"""Days listed before the day that is asked for."""
CLEAR = "clear"
"""The word that removes a mark."""


class DayError(Exception):
    """A day that cannot be marked or listed; one clear line."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `day` or `week`."""
    week = parser.get_default("command") == "week"
    kinds = [kind.value for kind in DayKind if not week or kind in OFF]
    parser.add_argument(
        "kind",
        nargs="?",
        type=one_of([*kinds, CLEAR]),
        metavar="KIND",
        help=f"{', '.join(kinds)}; {CLEAR} takes it back",
    )
    if not week:
        parser.add_argument("--hard", action="store_true", help="a hard run: a race, intervals, a long trail")
    what = "any day of the week" if week else "which day"
    parser.add_argument(
        "--date",
        type=date_or_ago,
        default=dt.timedelta(),
        metavar="D",
        help=f"{what}: a date like 2026-11-22, or yesterday; else today",
    )


def run(arguments: SimpleNamespace) -> int:
    """Mark a day or a week; without a kind, list the days."""
    week = arguments.command == "week"
    if not week and arguments.hard and arguments.kind != DayKind.RUN:
        raise console.UsageError(f"--hard is for a run: ankle-tui day {DayKind.RUN.value} --hard")
    try:
        if arguments.kind is None:
            return _list(arguments, week=week)
        rules = inputs.read_settings(arguments).rules
        today = training_day(inputs.now(), rules.cut_off)
        file, day = inputs.history_file(arguments), _date(arguments, today)
        kind = None if arguments.kind == CLEAR else DayKind(arguments.kind)
        line, notices = (
            mark_week(file, rules, today, day, kind)
            if week
            else mark_day(file, rules, today, day, kind, hard=arguments.hard)
        )
    except DayError as error:
        raise console.UsageError(str(error)) from error
    console.tell_aside(notices)
    return console.tell([line])


def _list(arguments: SimpleNamespace, *, week: bool) -> int:
    opened, settings, calendar = inputs.read_calendar(arguments)
    day = _date(arguments, calendar.today)
    if week:
        console.tell(week_lines(calendar, day, streaks=settings.streaks, whole=not opened.notices))
    else:
        console.tell(day_lines(calendar, day))
    return inputs.tell_damage(opened)


def _date(arguments: SimpleNamespace, today: dt.date) -> dt.date:
    """The date that `--date` names, directly or as a time ago."""
    wanted: dt.date | dt.timedelta = arguments.date
    return today - wanted if isinstance(wanted, dt.timedelta) else wanted


def mark_day(
    file: HistoryFile, rules: Rules, today: dt.date, day: dt.date, kind: DayKind | None, *, hard: bool = False
) -> tuple[str, tuple[str, ...]]:
    """Mark a day. The same mark again changes nothing.

    Args:
        file: The history file.
        rules: How days are counted.
        today: The present training day.
        day: The day to mark.
        kind: What the day was; None removes the mark.
        hard: True for a hard run.

    Returns:
        One line about the day, and notices.

    Raises:
        DayError: If the day is still to come or too far back.
        FileProblem: If it cannot be saved.
    """
    _refuse_future(day, today)
    _refuse_past(day, today)

    def marks(calendar: Calendar) -> Sequence[DayMark]:
        return [] if calendar.is_marked(day, kind, hard) else [calendar.marked(day, kind, hard)]

    calendar, _, notices = _changed(file, rules, today, marks)
    return marked_line(calendar.day(day)), notices


def mark_week(
    file: HistoryFile, rules: Rules, today: dt.date, day: dt.date, kind: DayKind | None
) -> tuple[str, tuple[str, ...]]:
    """Mark every day of a week, also days still to come. The same marks again change nothing.

    The history is backed up first.

    Args:
        file: The history file.
        rules: How days and weeks are counted.
        today: The present training day.
        day: Any day of the week.
        kind: What the days were; None removes their marks.

    Returns:
        One line about the week, and notices.

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
    return f"{marked_week_line(calendar.week(day))}{way_back}", notices


def marked_line(day: Day) -> str:
    """Say what a day is, once it is marked: `Wednesday 18 November: run.`."""
    sessions = [f"{counted(day.sessions, 'session')}, {clock_words(day.seconds)}"] if day.sessions else []
    return f"{day_words(day.day)}: {' · '.join([_kind_words(day) or 'not marked', *sessions])}."


def marked_week_line(week: Week) -> str:
    """Say what the days of a week are, once it is marked."""
    kinds = Counter(item.kind.value for item in week.days if item.kind)
    told = [f"{kind} on {counted(number, 'day')}" for kind, number in kinds.items()] or ["no day is marked"]
    return f"Week of {day_words(week.start)}: {', '.join([*told, *_rest_week(rest=week.rest)])}."


def day_lines(calendar: Calendar, day: dt.date) -> list[str]:
    """List a day and the `SHOWN` days before it, a line each, the newest first.

    Args:
        calendar: The history by days.
        day: The newest day.

    Raises:
        DayError: If the day is still to come.
    """
    _refuse_future(day, calendar.today)
    return [_line(calendar.day(day - dt.timedelta(days=back))) for back in range(SHOWN + 1)]


def week_lines(calendar: Calendar, day: dt.date, *, streaks: bool, whole: bool = True) -> list[str]:
    """List the days of a week, a line each, and how the week stands.

    Args:
        calendar: The history by weeks.
        day: Any day of the week.
        streaks: True to show streaks.
        whole: False if part of the history is unreadable, which leaves the week unknown.

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
    """Add marks to the history; return its calendar, how to undo the change, and notices. No marks, no write."""
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


def _kind_words(day: Day) -> str:
    """Kind of a day, such as `hard run`; empty for an unmarked day."""
    return f"{'hard ' if day.hard else ''}{day.kind.value if day.kind else ''}"


def _rest_week(*, rest: bool) -> list[str]:
    return ["a rest week"] if rest else []
