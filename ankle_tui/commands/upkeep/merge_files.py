"""Run `ankle-tui merge`: take in what other history files hold."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

from ankle_tui.commands import console, inputs
from ankle_tui.commands.parser import path
from ankle_tui.core.formatting import counted
from ankle_tui.core.history.contents import contents_words
from ankle_tui.core.history.edits import Record
from ankle_tui.core.history.records import History
from ankle_tui.core.validation import InvalidValue
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.files.read import read_bytes
from ankle_tui.store.history.codec import from_elsewhere
from ankle_tui.store.history.history_file import HistoryFile


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `merge`."""
    parser.add_argument(
        "files", type=path, nargs="+", metavar="FILE", help="a file that export wrote, or a history.json"
    )


def run(arguments: SimpleNamespace) -> int:
    """Merge the files."""
    return console.tell(merge_files(inputs.history_file(arguments), arguments.files))


def merge_files(file: HistoryFile, paths: Sequence[Path]) -> list[str]:
    """Merge other history files into the history and leave those files alone.

    A history that changes is backed up first.

    Args:
        file: The history file.
        paths: The other files; their order does not matter.

    Returns:
        Notices, and one line with the numbers added, updated and deleted.

    Raises:
        FileProblem: If one of `paths` is not an undamaged history, or the history cannot be written or backed up.
            Then nothing has changed.
    """
    changed = file.add_with_backup(*map(_read_other, paths))
    before, history = changed.before, changed.history
    return [*file.notices(), f"{merged_line(len(paths), before, history)}{changed.way_back}"]


def merged_line(files: int, before: History, history: History) -> str:
    """Say what has come of a merge.

    Args:
        files: The number of other files.
        before: The history before.
        history: The history now.
    """
    told = _changes(before.sessions, history.sessions)
    told += _changes(before.tests, history.tests, "self-test")
    told += _changes(before.blocks, history.blocks, "block")
    known = {mark.day: mark for mark in before.days}
    marked = sum(known.get(mark.day) != mark for mark in history.days)
    told += [f"{counted(marked, 'day')} marked"] if marked else []
    return f"Merged {counted(files, 'file')}: {', '.join(told) or 'nothing new'}. {contents_words(history)} in all."


def _changes(before: Sequence[Record], after: Sequence[Record], name: str = "") -> list[str]:
    """Count what was added, updated and deleted: `2 added`, or with a name `2 self-tests added`."""
    old, new = ({record.id: record for record in records} for records in (before, after))
    updated = sum(new[key] != old[key] for key in new.keys() & old.keys())
    numbers = {"added": len(new.keys() - old.keys()), "updated": updated, "deleted": len(old.keys() - new.keys())}
    return [f"{counted(number, name) if name else number} {what}" for what, number in numbers.items() if number]


def _read_other(other: Path) -> History:
    data = read_bytes(other)
    if data is None:
        raise FileProblem(other, "there is no such file")
    try:
        return from_elsewhere(data)
    except InvalidValue as error:
        raise FileProblem(other, str(error)) from error
