"""Run `ankle-tui calendar`: write the sessions to come as an .ics file."""

import argparse
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from ankle_tui.commands import console, inputs, outputs
from ankle_tui.commands.parser import Reader, path
from ankle_tui.core.block.block_state import BlockPhase, BlockState, current_block
from ankle_tui.core.block.block_weeks import WEEKS
from ankle_tui.core.block.block_wording import REMINDER, reminder_words, reminders_words
from ankle_tui.core.formatting import day_words
from ankle_tui.core.validation import did_you_mean
from ankle_tui.core.weeks.streaks import WEEKDAYS
from ankle_tui.services.coach import Coach

DAYS = tuple(weekday[:3].lower() for weekday in WEEKDAYS)
BEFORE = dt.timedelta(minutes=30)
"""Time from the reminder to the session."""
NO_LIBRARY = "a calendar needs a library: pip install icalendar, or: pipx inject ankle-tui icalendar"

_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
_NO_BLOCK = "eight-weeks"
_HEAD = b"BEGIN:VCALENDAR"


@dataclass(frozen=True, slots=True)
class Reminders:
    """Sessions to be reminded of.

    Attributes:
        uid: Names them in a calendar: imported again, they replace those imported before.
        first: The first day.
        last: The last day.
        number: How many there are.
        days: Their weekdays, 0 for Monday to 6 for Sunday, in order.
        at: Local time of a session, in whatever zone the runner is.
        seconds: Length of a session.
    """

    uid: str
    first: dt.date
    last: dt.date
    number: int
    days: tuple[int, ...]
    at: dt.time
    seconds: float

    @classmethod
    def plan(
        cls, state: BlockState | None, now: dt.datetime, days: Sequence[int], at: dt.time, seconds: float
    ) -> "Reminders":
        """Plan the sessions up to the end of the block that runs, or of eight weeks.

        Args:
            state: The block of today, or None.
            now: Local wall time.
            days: Weekdays, 0 for Monday to 6 for Sunday.
            at: Local time of a session.
            seconds: Length of a session.

        Raises:
            UsageError: If none of the days comes before the end of the block.
        """
        block = state if state and state.phase is BlockPhase.RUNNING else None
        start = now.date() + dt.timedelta(days=now.time() >= at)
        end = block.end if block else start + dt.timedelta(days=7 * WEEKS - 1)
        coming = (start + dt.timedelta(days=ahead) for ahead in range((end - start).days + 1))
        found = [day for day in coming if day.weekday() in days]
        if not found:
            raise console.UsageError(f"none of these days comes before the block ends, on {day_words(end)}")
        uid = f"{block.record.id if block else _NO_BLOCK}@ankle-tui"
        return cls(uid, found[0], found[-1], len(found), tuple(sorted(days)), at, seconds)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `calendar`."""
    parser.description = (
        "Write the sessions to come as an .ics file: the rest of the block that runs, or eight weeks. Import it, don't "
        "subscribe to it: a subscribed calendar may shift its times and leave out its reminders."
    )
    parser.add_argument(
        "--days",
        type=Reader(weekdays, words=DAYS, several=True),
        required=True,
        metavar="D,D",
        help="weekdays, such as tue,fri",
    )
    parser.add_argument("--at", type=time_of_day, required=True, metavar="HH:MM", help="local time, such as 18:30")
    parser.add_argument(
        "-o", "--output", type=path, metavar="FILE", help="the file; an older .ics is replaced; else standard output"
    )


def run(arguments: SimpleNamespace) -> int:
    """Write the calendar."""
    opened, settings, calendar = inputs.read_calendar(arguments)
    coach, now = Coach(inputs.read_catalogue(arguments), settings), inputs.now()
    seconds = 60 * coach.minutes(calendar)
    reminders = Reminders.plan(current_block(calendar), now, arguments.days, arguments.at, seconds)
    data = to_ics(reminders, now)
    if outputs.to_standard_output(arguments.output):
        console.print_utf8(data.decode("utf-8"))
    else:
        write_plan(arguments.output, data)
        told = reminders_words(reminders.number, reminders.first, reminders.last)
        console.tell([f"{arguments.output}: {told}"])
    return inputs.tell_damage(opened)


def weekdays(text: str) -> tuple[int, ...]:
    """Read weekdays, in full or by three letters, with commas between."""
    found = set()
    for word in filter(None, (word.strip().lower() for word in text.split(","))):
        full = WEEKDAYS[DAYS.index(word[:3])].lower() if word[:3] in DAYS else ""
        if word not in {word[:3], full} or not full:
            hint = did_you_mean(word, list(DAYS))
            raise argparse.ArgumentTypeError(f'"{word}" is not one of: {", ".join(DAYS)}{hint}')
        found.add(DAYS.index(word[:3]))
    if not found:
        raise argparse.ArgumentTypeError("name at least one day, such as tue,fri")
    return tuple(sorted(found))


def time_of_day(text: str) -> dt.time:
    """Read a time such as 18:30."""
    if not (found := _TIME.fullmatch(text)):
        raise argparse.ArgumentTypeError(f'must be a time like 18:30, not "{text}"')
    return dt.time(int(found[1]), int(found[2]))


def to_ics(reminders: Reminders, now: dt.datetime) -> bytes:
    """Write sessions as RFC 5545 has it: one event that repeats, in floating local time, with a reminder.

    Args:
        reminders: The sessions.
        now: When it is written, with its offset.

    Raises:
        UsageError: If the library is not installed.
    """
    try:
        import icalendar  # noqa: PLC0415 - an extra that nothing else needs, and slow to load
    except ImportError as error:
        raise console.UsageError(NO_LIBRARY) from error
    words = reminder_words(reminders.seconds)
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", REMINDER)
    alarm.add("trigger", -BEFORE)
    event = icalendar.Event()
    event.add("uid", reminders.uid)
    event.add("dtstamp", now.astimezone(dt.UTC).replace(microsecond=0))
    event.add("dtstart", dt.datetime.combine(reminders.first, reminders.at))
    event.add("duration", dt.timedelta(seconds=round(reminders.seconds)))
    event.add("summary", REMINDER)
    event.add("description", words)
    names = [WEEKDAYS[day][:2].upper() for day in reminders.days]
    event.add("rrule", {"freq": "weekly", "count": reminders.number, "byday": names})
    event.add_component(alarm)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//ankle-tui//sessions//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def write_plan(to: Path, data: bytes) -> None:
    """Write the calendar to a file; only another calendar is replaced.

    Raises:
        FileProblem: If it cannot be written, or something else is there.
    """
    outputs.write_over(to, data, head=_HEAD, kind=".ics file")
