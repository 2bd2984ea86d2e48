"""Open what the arguments of a command name: folders, settings, history and exercises, and read the clock."""

import contextlib
import datetime as dt
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace

from ankle_tui.commands import console
from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.history.records import History
from ankle_tui.core.history.training_day import training_day
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.services.exit_codes import USAGE
from ankle_tui.services.startup import Stores, first_slips, open_stores
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.history.history_file import HistoryFile, Opened
from ankle_tui.store.paths import Folders, find_folders
from ankle_tui.store.settings.settings import Settings, Slip, load_settings
from ankle_tui.store.user_files import load_all

NO_SESSIONS = "No sessions yet."
REPAIRED_AT_START = ". Start ankle-tui: it repairs the file and keeps the damaged one"
"""Follows a problem of a damaged history that was only read."""


def now() -> dt.datetime:
    """Local time with its zone."""
    return dt.datetime.now().astimezone()


def today() -> dt.date:
    """The date of the calendar on the wall, which words like `yesterday` go by."""
    return now().date()


def folders(arguments: SimpleNamespace) -> Folders:
    """The folders, from options, environment or platform."""
    return find_folders(arguments.data_dir, arguments.config_dir)


def history_file(arguments: SimpleNamespace) -> HistoryFile:
    """The history file, which need not exist."""
    return HistoryFile(folders(arguments).history)


def read_settings(arguments: SimpleNamespace, digest: Path | None = None) -> Settings:
    """Read the settings; slips in their file go to standard error.

    Args:
        arguments: The arguments.
        digest: The digest of the settings to write, if any.
    """
    settings, slips = load_settings(folders(arguments).settings, digest)
    tell_slips(slips)
    return settings


def tell_slips(slips: Iterable[Slip]) -> None:
    """Print slips in the settings file on standard error."""
    console.warn(first_slips(slips))


def read_catalogue(arguments: SimpleNamespace) -> Catalogue:
    """All exercises, for their names; `ankle-tui exercises` reports slips in the runner's own."""
    return load_all(folders(arguments).exercises)[0]


def by_days(history: History, settings: Settings) -> Calendar:
    """Sort a history by days, up to today."""
    return Calendar(history, settings.rules, training_day(now(), settings.cut_off))


def read_calendar(arguments: SimpleNamespace) -> tuple[Opened, Settings, Calendar]:
    """Read the settings and the history, and sort it by days; nothing is written."""
    settings = read_settings(arguments)
    opened = history_file(arguments).look()
    return opened, settings, by_days(opened.history, settings)


def damage_lines(opened: Opened) -> list[str]:
    """Say how a history that was only read is damaged, and how to repair it.

    Args:
        opened: The result of `HistoryFile.look`.
    """
    return [f"{notice}{REPAIRED_AT_START if opened.damaged else ''}" for notice in opened.notices]


def tell_damage(opened: Opened) -> int:
    """Print `damage_lines` on standard error.

    Returns:
        The exit code: of success only if the history is whole.
    """
    console.warn(damage_lines(opened))
    return USAGE if opened.notices else 0


def whole(file: HistoryFile) -> History:
    """Read the history, which must be there and undamaged.

    Raises:
        FileProblem: If the file is not an ankle-tui history.
        UsageError: If there is none yet, or it is damaged.
    """
    if not os.path.lexists(file.path):
        raise console.UsageError(f"{file.path}: there is no history yet")
    opened = file.look()
    for line in damage_lines(opened):
        raise console.UsageError(line)
    return opened.history


@contextlib.contextmanager
def open_all(arguments: SimpleNamespace) -> Iterator[Stores]:
    """Open and repair everything on disk, for a command that writes.

    If the command fails, the repairs are reported all the same; at the end unfinished sessions are let go.
    """
    stores = open_stores(folders(arguments), wanted=getattr(arguments, "id", None))
    try:
        yield stores
    except (console.UsageError, FileProblem):
        console.tell_aside(stores.notices)
        raise
    finally:
        for left_over in stores.left_overs:
            left_over.slot.let_go()
