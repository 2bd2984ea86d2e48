"""Back up the history: once a day and before each bulk change, from checked bytes only."""

import contextlib
import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from ankle_tui.core.history.records import History
from ankle_tui.core.validation import InvalidValue
from ankle_tui.store.files.durable import put
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.files.read import read_bytes
from ankle_tui.store.history.codec import from_bytes

DAYS_KEPT = 30
"""Daily backups kept."""
MOMENTS_KEPT = 30
"""Backups before changes kept; counted separately, so a busy day removes no daily backup."""

_DAY = len("history-2026-11-22")
_NAME = re.compile(r"history-\d{4}-\d\d-\d\d(-\d{6}(-\d+)?)?\.json")


class NoBackup(FileProblem):
    """The backup before a change could not be made; nothing has changed."""


class Backup(NamedTuple):
    """One backup.

    Attributes:
        path: The file.
        history: What it holds; None if it is damaged.
    """

    path: Path
    history: History | None

    @property
    def name(self) -> str:
        """What the runner calls it: its date, with the time if it has one."""
        return self.path.stem.removeprefix("history-")


class Backups:
    """The folder of the backups.

    Args:
        folder: The folder; made with the first backup.
        now: The wall clock.
    """

    def __init__(self, folder: Path, now: Callable[[], dt.datetime] = dt.datetime.now) -> None:
        self.folder = folder
        self._now = now

    def of_the_day(self, data: bytes) -> Path | None:
        """Back up the state of the day, unless that is done already. Only the holder of the history's lock may.

        Args:
            data: Checked bytes.

        Returns:
            The backup, or None if there was one already.

        Raises:
            OSError: If it cannot be written.
        """
        path = self.folder / f"history-{self._now():%Y-%m-%d}.json"
        if path.exists():
            return None
        put(path, data)
        self._prune()
        return path

    def of_the_moment(self, data: bytes) -> Path:
        """Back up this state in any case, as before a restore. Only the holder of the history's lock may.

        Args:
            data: Checked bytes.

        Returns:
            The backup.

        Raises:
            OSError: If it cannot be written.
        """
        name = f"history-{self._now():%Y-%m-%d-%H%M%S}"
        path, number = self.folder / f"{name}.json", 1
        while path.exists():
            number += 1
            path = self.folder / f"{name}-{number}.json"
        put(path, data)
        self._prune()
        return path

    def before_change(self, data: bytes, *, sure: bool) -> str:
        """Keep the daily backup; if `sure`, make certain of a backup of exactly this state.

        Args:
            data: Checked bytes.
            sure: True if the change may be made only with a backup. Otherwise a failure is no reason not to save.

        Returns:
            The name of that backup; empty unless `sure`.

        Raises:
            NoBackup: If `sure`, and it cannot be made.
        """
        try:
            made = self.of_the_day(data)
            return Backup(made or self.of_the_moment(data), None).name if sure else ""
        except OSError as error:
            if sure:
                raise NoBackup.from_os(self.folder, error, "cannot be written") from error
            return ""

    def newest_first(self) -> Iterator[Backup]:
        """Yield every backup, the newest first, each read and checked only when asked for."""
        return (self.read(path) for path in self.paths())

    def newest_good(self, *, sure: bool = False) -> Backup | None:
        """Find the newest backup that can be read, or None.

        Args:
            sure: True to raise if the folder or a backup cannot be read just now, instead of passing it over.

        Raises:
            OSError: If `sure`, and one cannot be read.
        """
        copies = (self.read(path, sure=sure) for path in self.paths(sure=sure))
        return next((copy for copy in copies if copy.history is not None), None)

    def paths(self, *, sure: bool = False) -> list[Path]:
        """List the files, newest first.

        Args:
            sure: True to raise if the folder cannot be read.

        Raises:
            OSError: If `sure`, and it cannot be read.
        """
        try:
            found = [path for path in self.folder.iterdir() if _NAME.fullmatch(path.name)]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError:
            if sure:
                raise
            return []
        return sorted(found, key=_age, reverse=True)

    def read(self, path: Path, *, sure: bool = False) -> Backup:
        """Read and check one backup.

        Args:
            path: One of `paths`.
            sure: True to raise if it cannot be read just now, instead of calling it damaged.

        Raises:
            OSError: If `sure`, and it cannot be read.
        """
        try:
            data = read_bytes(path)
            return Backup(path, None if data is None else from_bytes(data))
        except (FileProblem, InvalidValue) as error:
            if sure and isinstance(error.__cause__, OSError):
                raise error.__cause__ from error
            return Backup(path, None)

    def _prune(self) -> None:
        """Remove the oldest backups and half-written ones; the caller holds the lock, so nobody is writing any."""
        paths = self.paths()
        days = [path for path in paths if len(path.stem) == _DAY]
        moments = [path for path in paths if len(path.stem) > _DAY]
        for path in [*days[DAYS_KEPT:], *moments[MOMENTS_KEPT:], *self.folder.glob(".history-*.tmp")]:
            with contextlib.suppress(OSError):  # the new backup is safe in any case
                path.unlink()


def _age(path: Path) -> tuple[str, float, str]:
    """Sort key: the date in the name, then the time of writing."""
    try:
        written = path.stat().st_mtime
    except OSError:
        written = 0.0
    return path.stem[:_DAY], written, path.stem
