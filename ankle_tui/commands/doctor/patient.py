"""The files of one runner, each read once, for all checks."""

import datetime as dt
import shlex
from functools import cached_property
from pathlib import Path

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.history.contents import contents_words
from ankle_tui.core.history.records import History
from ankle_tui.services.startup import open_settings
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.history.backups import Backup
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.paths import Folders
from ankle_tui.store.settings.editor import SettingsFile
from ankle_tui.store.settings.settings import Settings, Slip
from ankle_tui.store.user_files import load_all


class Patient:
    """Read each file of one runner once.

    Args:
        folders: Folders of the runner.
        now: The wall time.
    """

    def __init__(self, folders: Folders, now: dt.datetime) -> None:
        self.folders = folders
        self.now = now
        self.file = HistoryFile(folders.history)

    @cached_property
    def history(self) -> History | FileProblem:
        """Content of the history file, or the problem with it."""
        try:
            return self.file.load()
        except FileProblem as problem:
            return problem

    @cached_property
    def newest_backup(self) -> Backup | None:
        """Newest readable backup, or None."""
        return self.file.backups.newest_good()

    @cached_property
    def settings(self) -> tuple[Settings, tuple[Slip, ...]]:
        """Settings, and the slips in their file."""
        return open_settings(SettingsFile(self.folders.settings), self.catalogue[0])

    @cached_property
    def catalogue(self) -> tuple[Catalogue, tuple[str, ...]]:
        """Exercises, and problems with the runner's own."""
        return load_all(self.folders.exercises)


def files_in(folder: Path, *, folders: bool = False) -> list[Path]:
    """List the files of a folder by name, and with `folders` its folders; an unreadable one has none."""
    try:
        return sorted(path for path in folder.iterdir() if folders or path.is_file())
    except OSError:
        return []


def is_folder(path: Path) -> bool:
    """True for a folder that we can reach."""
    try:
        return path.is_dir()
    except OSError:
        return False


def size_of(path: Path) -> int:
    """Size of a file in bytes; 0 if there is none that we can reach."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0


def held_in(history: History | None) -> str:
    """Count in words what a history holds."""
    return contents_words(history or History())


def quoted(path: Path) -> str:
    """Quote a path for a shell."""
    return shlex.quote(str(path))
