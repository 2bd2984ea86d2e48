"""Run `ankle-tui report`: a page for a physiotherapist, to read, print or hand over."""

import argparse
import datetime as dt
from pathlib import Path
from types import SimpleNamespace

from ankle_tui.commands import console, inputs, outputs
from ankle_tui.commands.parser import date_or_ago, path
from ankle_tui.core.exercises.exercise import Sprain
from ankle_tui.core.overview.overview import overview
from ankle_tui.services.coach import Coach
from ankle_tui.store.files.problem import FileProblem, one_line
from ankle_tui.store.files.read import read_bytes
from ankle_tui.store.settings.settings import Settings

MISSING = "the report needs two libraries more: pip install 'ankle-tui[report]'"
_NEEDED = {"jinja2", "leather"}
_PAGE = b"<!DOCTYPE html>"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `report`."""
    parser.add_argument(
        "--since", type=date_or_ago, metavar="DATE", help="the first day; without it, the whole history"
    )
    parser.add_argument("-o", "--output", type=path, metavar="FILE", help="the file; without it, standard output")


def run(arguments: SimpleNamespace) -> int:
    """Write the report."""
    try:
        from ankle_tui.commands.report.page import render  # noqa: PLC0415 - loads libraries that only this command needs
    except ModuleNotFoundError as error:
        if error.name not in _NEEDED:
            raise
        raise console.UsageError(MISSING) from error
    opened, settings, calendar = inputs.read_calendar(arguments)
    catalogue = inputs.read_catalogue(arguments)
    found = overview(
        catalogue,
        calendar,
        since=_since(arguments.since, calendar.today),
        age=settings.age,
        sex=settings.sex,
        **Coach(catalogue, settings).runner(calendar),
    )
    page = render(found, setup=_setup(settings), whole=not opened.notices)
    if arguments.output is None:
        console.print_utf8(page)
    else:
        _write(arguments.output, page.encode("utf-8"))
        console.tell([one_line(f"{arguments.output}: a page to open in a browser, or to print.")])
    return inputs.tell_damage(opened)


def _since(given: dt.date | dt.timedelta | None, today: dt.date) -> dt.date | None:
    """Find the first day to look at.

    Raises:
        UsageError: If it is after today.
    """
    day = today - given if isinstance(given, dt.timedelta) else given
    if day and day > today:
        raise console.UsageError(f"--since {day} is after today, {today}")
    return day


def _setup(settings: Settings) -> list[tuple[str, str]]:
    """What the runner has told of themselves."""
    sprained = {None: "not said", Sprain.NO: "none told", Sprain.BOTH: "both ankles"}
    return [("Sprain in the last 12 months", sprained.get(settings.sprain, f"{settings.sprain} ankle"))]


def _write(file: Path, page: bytes) -> None:
    """Write the page to a file, in the place of nothing but an earlier page.

    Raises:
        FileProblem: If that cannot be done.
    """
    if outputs.is_there(file) and not (read_bytes(file) or b"").startswith(_PAGE):
        raise FileProblem(file, "is there already, and is no report")
    outputs.write(file, page)
