"""Run `ankle-tui stats`: weeks, totals, and the bests of every exercise and side."""

import argparse
from collections.abc import Iterable
from itertools import groupby
from math import fsum
from types import SimpleNamespace

from ankle_tui.commands import console, inputs
from ankle_tui.commands.json_output import print_json
from ankle_tui.core.exercises.catalogue import Catalogue, UnknownExercise
from ankle_tui.core.exercises.exercise import Unit
from ankle_tui.core.formatting import amount_words, counted, long_time_words
from ankle_tui.core.history.touches import with_holds
from ankle_tui.core.training.ledger import ExerciseStats, Ledger
from ankle_tui.core.training.progress import exercise_stats, side_part_words
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.streaks import UNREADABLE, status_words


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `stats`."""
    parser.add_argument("--json", action="store_true", help="everything, as JSON")


def run(arguments: SimpleNamespace) -> int:
    """Print the figures of the whole history."""
    opened, settings, calendar = inputs.read_calendar(arguments)
    whole = not opened.notices
    catalogue = inputs.read_catalogue(arguments)
    if arguments.json:
        print_json(stats_json(calendar, catalogue, whole=whole))
    elif calendar.past or whole:
        console.tell(stats_lines(calendar, catalogue, streaks=settings.streaks, whole=whole))
    return inputs.tell_damage(opened)


def stats_json(calendar: Calendar, catalogue: Catalogue, *, whole: bool = True) -> dict[str, object]:
    """Give all figures as JSON values; absent ones are null.

    Args:
        calendar: The history by weeks.
        catalogue: Says which exercises have holds.
        whole: False if part of the history is unreadable, which leaves streaks unknown.
    """
    training, consistency = calendar.training, calendar.consistency if whole else None
    return {
        "sessions": len(training),
        "days": len({session.day for session in training}),
        "active_seconds": _active(calendar),
        "first": training[0].day.isoformat() if training else None,
        "last": calendar.last.isoformat() if calendar.last else None,
        "streak": calendar.streak if whole else None,
        "best": calendar.best if whole else None,
        "consistency": None if consistency is None else round(consistency, 3),
        "weeks": [
            {
                "start": week.start.isoformat(),
                "sessions": week.sessions,
                "days": week.days,
                "active_seconds": week.seconds,
            }
            for week in calendar.totals()
        ],
        "exercises": [item.to_json() for item in exercise_stats(calendar.past, Ledger(with_holds(catalogue)))],
    }


def stats_lines(calendar: Calendar, catalogue: Catalogue, *, streaks: bool, whole: bool = True) -> list[str]:
    """Give all figures, a line each, none longer than 80 characters.

    Args:
        calendar: The history by weeks.
        catalogue: The names of the exercises.
        streaks: True to show streaks.
        whole: As for `stats_json`.
    """
    if not calendar.past:
        return [inputs.NO_SESSIONS]
    lines = [status_words(calendar.counted, streaks=streaks) if whole else UNREADABLE, ""]
    if streaks and whole:
        lines.append(f"{'Streak':<13}{counted(calendar.streak, 'week')}, best {calendar.best}")
    if whole and calendar.consistency is not None:
        lines.append(f"{'Consistency':<13}{calendar.consistency:.0%} of your target in the last twelve weeks")
    lines.append(
        f"{'Total':<13}{counted(len(calendar.training), 'session')}, {long_time_words(_active(calendar))} of work"
    )
    if calendar.last:
        lines.append(f"{'Last':<13}{calendar.last}")
    stats = exercise_stats(calendar.past, Ledger(with_holds(catalogue)))
    for (exercise, variation), group in groupby(stats, lambda item: (item.exercise, item.variation)):
        lines += ["", _heading(catalogue, exercise, variation), *_rows(group)]
    return lines


def _rows(group: Iterable[ExerciseStats]) -> list[str]:
    """Lay out one variation, a line for each side and part."""
    cells = [
        [
            side_part_words(item.side, item.part),
            f"best {amount_words(item.best, item.unit)}",
            f"{amount_words(item.longest_clean, item.unit)} clean" if item.longest_clean else "",
            "" if item.foot_downs_per_minute is None else f"{item.foot_downs_per_minute:.1f} foot-downs/min",
            f"{_total_words(item)} in all",
        ]
        for item in group
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    used = [number for number, width in enumerate(widths) if width]
    return [f"  {'  '.join(row[number].ljust(widths[number]) for number in used)}".rstrip() for row in cells]


def _heading(catalogue: Catalogue, exercise: str, variation: str) -> str:
    """Names of an exercise and its variation; those missing from the catalogue keep their ids."""
    try:
        known = catalogue.get(exercise)
    except UnknownExercise:
        return f"{exercise}: {variation}"
    names = {item.id: item.name for item in known.variations}
    return f"{known.name}: {names.get(variation, variation)}"


def _total_words(item: ExerciseStats) -> str:
    return long_time_words(item.total) if item.unit is Unit.SECONDS else amount_words(item.total, item.unit)


def _active(calendar: Calendar) -> float:
    return round(fsum(session.active_seconds for session in calendar.training), 3)
