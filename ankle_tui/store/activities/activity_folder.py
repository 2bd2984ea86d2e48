"""Find the activity files below a folder, however it is linked, and even while it changes."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from ankle_tui.store.activities.activity_file import is_activity_file

MOST_FILES = 50_000
"""About the most files of a folder that are looked at: a run a day for more than a hundred years."""


class FoundFile(NamedTuple):
    """A file.

    Attributes:
        name: Its path below the folder, with `/` between names.
        size: Its size in bytes.
        time: When it was last written, in ns.
    """

    name: str
    size: int
    time: int


def find_files(folder: Path, shut: Callable[[Path, OSError], None] = lambda *_: None) -> Iterator[FoundFile]:
    """Yield the activity files below a folder, each folder once even if links lead back to it.

    Hidden folders are left out, and so are folders below that cannot be read or have gone meanwhile.

    Args:
        folder: The folder, or one such file, whose name below itself is empty.
        shut: Called with each folder below that cannot be read, and why.

    Raises:
        OSError: If it cannot be read itself.
    """
    if is_activity_file(folder.name) and folder.is_file():
        only = folder.stat()
        yield FoundFile("", only.st_size, only.st_mtime_ns)
        return
    seen: set[tuple[int, int]] = set()
    waiting, number = [""], 0
    while waiting and number < MOST_FILES:
        inside = waiting.pop()
        try:
            names = _new_names(folder / inside, seen)
        except OSError as error:
            if not inside:
                raise
            if not isinstance(error, FileNotFoundError):  # it has not just gone
                shut(folder / inside, error)
            continue
        for name in names:
            found = _stat(folder / inside / name)
            below = f"{inside}/{name}" if inside else name
            if found is None:
                continue
            if stat.S_ISDIR(found.st_mode):
                waiting.append(below)
            elif is_activity_file(name):
                yield FoundFile(below, found.st_size, found.st_mtime_ns)
                number += 1


def _new_names(folder: Path, seen: set[tuple[int, int]]) -> list[str]:
    """The names in a folder that are not hidden; none if it was seen before, by whatever name."""
    here = folder.stat()
    if (here.st_dev, here.st_ino) in seen:
        return []
    seen.add((here.st_dev, here.st_ino))
    with os.scandir(folder) as entries:
        return sorted(entry.name for entry in entries if not entry.name.startswith("."))


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:  # it has gone, or is a link to itself
        return None
