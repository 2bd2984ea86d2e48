"""Rebuild a sound history from a damaged file and its newest backup."""

import contextlib
import re
from pathlib import Path

from ankle_tui.core.history.records import History
from ankle_tui.core.validation import InvalidValue
from ankle_tui.safe_read import MOST_BYTES, Unfit
from ankle_tui.store.files.read import mapped
from ankle_tui.store.history.backups import Backup
from ankle_tui.store.history.codec import from_bytes, tidied
from ankle_tui.store.history.salvage import Salvage, salvage, unread_words

_LINE = re.compile(r"line \d+")


def salvage_file(path: Path) -> Salvage:
    """Salvage the undamaged part of a file; of anything but a regular file, nothing.

    Args:
        path: The file.

    Raises:
        OSError: If it cannot be read just now, which does not mean that it is empty.
    """
    try:
        with mapped(path) as data:
            tidy = tidied(data) if len(data) <= MOST_BYTES else data
            with contextlib.suppress(InvalidValue):
                if tidy is not data:  # an editor may have changed no more than its outside
                    return Salvage(from_bytes(bytes(tidy)), 0)
            return salvage(tidy)
    except Unfit:
        return Salvage(History(), 0)


def salvage_reachable(path: Path) -> Salvage:
    """Salvage what can be read of a file now; nothing if it is out of reach.

    Args:
        path: The file.
    """
    try:
        return salvage_file(path)
    except OSError:
        return Salvage(History(), 0)


def rescued(found: Salvage, backup: Backup | None) -> History:
    """Merge what was salvaged with the newest good backup, if there is one."""
    return found.joined(*([backup.history] if backup and backup.history else []))


def repair_words(name: str, damage: str, found: Salvage, history: History, aside: Path) -> str:
    """Describe a repair in one line.

    Args:
        name: The file's name.
        damage: What was wrong with it.
        found: What was salvaged from it.
        history: What it holds now.
        aside: Where the damaged file is.
    """
    number = len(history.sessions)
    added = number - len(found.joined().sessions)
    saved = "1 session is safe" if number == 1 else f"{number} sessions are safe"
    saved += f", {added} of them from a backup" if added else ""
    where = at_line.group() if (at_line := _LINE.match(damage)) else damage  # the parser's own words help nobody
    told = ", ".join([where, *unread_words([found], history)])
    return f"{name} was damaged ({told}): {saved}. The damaged file: {aside.name}"
