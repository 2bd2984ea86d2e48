"""Run `ankle-tui report`: a page for a physiotherapist, to read, print or hand over."""

import argparse
import datetime as dt
from types import SimpleNamespace

from ankle_tui.commands import console, inputs, outputs
from ankle_tui.commands.parser import date_or_ago, path
from ankle_tui.core.exercises.exercise import Sprain
from ankle_tui.core.overview.overview import overview
from ankle_tui.services.coach import Coach

MISSING = "the report needs two libraries more: pip install 'ankle-tui[report]'"
_NEEDED = {"jinja2", "leather"}
_HEAD = b'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="generator" content="ankle-tui report">'
_SPRAINS = {None: "not said", Sprain.NO: "none told", Sprain.BOTH: "both ankles"}


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
    sprain = _SPRAINS.get(settings.sprain, f"{settings.sprain} ankle")
    page = render(found, sprain, settings.sprain_noted, whole=not opened.notices)
    if outputs.to_standard_output(arguments.output):
        console.print_utf8(page)
    else:
        outputs.write_over(arguments.output, page.encode("utf-8"), head=_HEAD, kind="report")
        console.tell([f"{arguments.output}: a page to open in a browser, or to print."])
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
