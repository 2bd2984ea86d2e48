"""Run `ankle-tui add`: add a session done without ankle-tui, as History does on the screen."""

import argparse
import datetime as dt
import os
from collections.abc import Sequence
from types import SimpleNamespace

from ankle_tui.commands import console, inputs
from ankle_tui.commands.lines.amend_session import session_lines
from ankle_tui.commands.parser import Reader, date_or_ago, member_of, names_of
from ankle_tui.commands.session.start import find_exercise
from ankle_tui.core.exercises.catalogue import Catalogue, UnknownExercise
from ankle_tui.core.exercises.exercise import Choice, Context
from ankle_tui.core.history.ids import new_id
from ankle_tui.core.session.by_hand import by_hand
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.services.coach import Coach, Wishes
from ankle_tui.store.zone import zone_name

NOON = dt.time(12)
"""The hour of a session of an earlier day; only its day counts."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `add`."""
    parser.add_argument(
        "exercises",
        nargs="*",
        type=Reader(str, listed="exercises", several=True),
        metavar="EXERCISE",
        help="what was done, by id or name; else what the coach would offer",
    )
    parser.add_argument(
        "--date",
        type=date_or_ago,
        default=dt.timedelta(),
        metavar="D",
        help="which day: a date like 2026-11-22, or yesterday; else today",
    )
    parser.add_argument(
        "--context",
        type=member_of(Context),
        metavar="C",
        help=f"one of: {names_of(Context)}; else as the day is marked",
    )


def run(arguments: SimpleNamespace) -> int:
    """Add a session, every exercise at the step of its ladder, all of it done."""
    settings, file = inputs.read_settings(arguments), inputs.history_file(arguments)
    opened = file.open()
    calendar, catalogue = inputs.by_days(opened.history, settings), inputs.read_catalogue(arguments)
    day = calendar.today - arguments.date if isinstance(arguments.date, dt.timedelta) else arguments.date
    if day > calendar.today:
        raise console.UsageError(f"--date: {day} is still to come: today is {calendar.today}")
    coach = Coach(catalogue, settings)
    at = inputs.now() if day == calendar.today else dt.datetime.combine(day, NOON).astimezone()
    record = by_hand(
        _chosen(catalogue, coach, calendar, arguments.exercises),
        session_id=new_id(max(0, round(at.timestamp() * 1000)), os.urandom(10)),
        day=day,
        started_at=at,
        zone=zone_name(),
        context=arguments.context or calendar.context_of(day) or Context.OTHER,
        level=coach.level(calendar),
        first_side=coach.first_side(calendar),
    )
    history = file.keep(record)
    console.tell_aside([*opened.notices, *file.notices()])
    names = dict.fromkeys(catalogue.get(item.exercise).name for item in record.sets)
    first, *_ = session_lines(record, history.sessions)
    return console.tell([f"Added: {first}.", f"{', '.join(names)}.", f"Undo: ankle-tui amend {record.id} --delete"])


def _chosen(catalogue: Catalogue, coach: Coach, calendar: Calendar, words: Sequence[str]) -> tuple[Choice, ...]:
    """Take the named exercises, each once, or what the coach offers.

    Raises:
        UsageError: If an exercise does not exist, or there is nothing to add.
    """
    try:
        ids = dict.fromkeys(
            find_exercise(catalogue, part.strip()).id for word in words for part in word.split(",") if part.strip()
        )
    except UnknownExercise as error:
        raise console.UsageError(str(error)) from error
    ladders = coach.ladders(calendar)
    chosen = tuple(ladders[name] for name in ids) if words else coach.offer(calendar, Wishes()).chosen
    if not chosen:
        raise console.UsageError("name an exercise; see: ankle-tui exercises")
    return chosen
