"""Looks after what is kept: backups, copies for elsewhere, histories from elsewhere, sessions that were not finished."""

import datetime as dt
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from ankle_tui.core.formatting import counted, moment_words
from ankle_tui.core.history.records import History
from ankle_tui.core.history.report import sets_done
from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.core.validation import InvalidValue
from ankle_tui.store.files.durable import put
from ankle_tui.store.files.problem import FileProblem, one_line
from ankle_tui.store.files.read import read_bytes
from ankle_tui.store.history.backups import Backup
from ankle_tui.store.history.codec import from_elsewhere, to_bytes
from ankle_tui.store.history.file import HistoryFile, Opened
from ankle_tui.store.paths import Folders
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles, LeftOver, look_everywhere

SHORT = 8
"""Characters of an id to show; more only where these do not tell two sessions apart."""


class UsageError(Exception):
    """The command line asks for something that cannot be done; one clear line."""


# The history


def looked_lines(opened: Opened) -> list[str]:
    """What is wrong with a history that was only looked at, and what to do about it.

    Args:
        opened: What `HistoryFile.look` gave.
    """
    remedy = ". Start ankle-tui: it repairs the file and keeps the damaged one" if opened.damaged else ""
    return [f"{notice}{remedy}" for notice in opened.notices]


def whole(file: HistoryFile) -> History:
    """The history, if there is one and it is sound.

    Args:
        file: The history file.

    Raises:
        FileProblem: If it is a sound file of something else.
        UsageError: If there is none yet, or it is damaged.
    """
    if not os.path.lexists(file.path):
        raise UsageError(f"{file.path}: there is no history yet")
    opened = file.look()
    for line in looked_lines(opened):
        raise UsageError(line)
    return opened.history


def back_up(file: HistoryFile) -> str:
    """Make a backup now.

    Args:
        file: The history file.

    Returns:
        What was done, in one line.

    Raises:
        FileProblem: If it cannot be written.
        UsageError: If there is nothing to back up, or it is damaged.
    """
    history = whole(file)
    return f"Backup {file.back_up().name}: {counted(len(history.sessions), 'session')}."


def backup_lines(file: HistoryFile) -> list[str]:
    """Every backup on a line of its own, the newest first.

    Args:
        file: The history file.
    """
    held = {backup.name: _holds(backup) for backup in file.backups.newest_first()}  # one in memory at a time
    width = max(map(len, held), default=0)
    return [f"{name:<{width}}  {holds}" for name, holds in held.items()] or ["No backups yet."]


def restore(file: HistoryFile, name: str) -> list[str]:
    """Give the history a backup's content.

    Args:
        file: The history file.
        name: The backup's name as it is listed, or how only one of them begins.

    Returns:
        What was done, a line each.

    Raises:
        FileProblem: If the backup is damaged, or what the file holds now cannot be kept first.
        UsageError: If no backup, or more than one, is meant.
    """
    backups = {Backup(path, None).name: path for path in file.backups.paths()}
    found = [name] if name in backups else [each for each in backups if name and each.startswith(name)]
    if not found:
        raise UsageError(f'no backup is called "{name}"; see: ankle-tui backup list')
    if len(found) > 1:
        raise UsageError(f'"{name}" could be {" or ".join(found)}')
    history = file.restore(file.backups.read(backups[found[0]]))
    return [*file.notices(), f"Restored backup {found[0]}: {counted(len(history.sessions), 'session')}."]


def export(file: HistoryFile, to: Path, *, force: bool) -> str:
    """Write the whole history into a file of its own, which `merge_files` takes.

    Args:
        file: The history file.
        to: The new file.
        force: Whether to replace a file that is there.

    Returns:
        What was done, in one line.

    Raises:
        FileProblem: If it cannot be written, is there already, or would be taken for a conflict copy.
        UsageError: If there is no history, or it is damaged.
    """
    history = whole(file)
    if not to.parent.is_dir():
        raise FileProblem(to.parent, "there is no such folder")
    if file.takes_for_copy(to):
        raise FileProblem(to, "would be merged there as a conflict copy; give it another name or folder")
    if os.path.lexists(to):
        if to.exists() and not to.is_file():
            raise FileProblem(to, "is a folder" if to.is_dir() else "is not a file")
        if os.path.realpath(to) == os.path.realpath(file.path):
            raise FileProblem(to, "is the history itself")
        if not force:
            raise FileProblem(to, "is there already; --force replaces it")
    try:
        put(to, to_bytes(history))
    except OSError as error:
        raise FileProblem.from_os(to, error, "cannot be written") from error
    return one_line(f"{to}: {counted(len(history.sessions), 'session')}.")


def merge_files(file: HistoryFile, paths: Sequence[Path]) -> list[str]:
    """Put the sessions of other history files into the history; the files themselves are left alone.

    Back up the history first if that changes anything.

    Args:
        file: The history file.
        paths: The others, in any order.

    Returns:
        What was done, a line each.

    Raises:
        FileProblem: If one of the files is not a sound history, or the history cannot be written or backed up. Then
            nothing changed.
    """
    changed = file.add_with_backup(*map(_read_other, paths))
    before, history = changed.before, changed.history
    numbers = zip(("added", "updated", "deleted"), _changes(before, history), strict=True)
    told = [f"{number} {what}" for what, number in numbers if number]
    known = {mark.day: mark for mark in before.days}
    marked = sum(known.get(mark.day) != mark for mark in history.days)
    told += [f"{counted(marked, 'day')} marked"] if marked else []
    in_all = f"{counted(len(history.sessions), 'session')} in all"
    merged = f"Merged {counted(len(paths), 'file')}: {', '.join(told) or 'nothing new'}. {in_all}."
    return [*file.notices(), f"{merged}{changed.way_back}"]


def _changes(before: History, after: History) -> tuple[int, int, int]:
    """How many sessions were added, updated and deleted."""
    old, new = ({session.id: session for session in history.sessions} for history in (before, after))
    updated = sum(new[key] != old[key] for key in new.keys() & old.keys())
    return len(new.keys() - old.keys()), updated, len(old.keys() - new.keys())


def _read_other(path: Path) -> History:
    data = read_bytes(path)
    if data is None:
        raise FileProblem(path, "there is no such file")
    try:
        return from_elsewhere(data)
    except InvalidValue as error:
        raise FileProblem(path, str(error)) from error


# Sessions that were not finished


def unfinished_lines(folders: Folders, today: dt.date) -> tuple[list[str], list[str]]:
    """Every session that can go on on a line of its own, the newest first; nothing is written.

    Args:
        folders: Where the files are.
        today: The local date.

    Returns:
        The lines, and what the runner should know besides.

    Raises:
        FileProblem: If something else stands in the history's place.
    """
    everywhere = look_everywhere(CheckpointFiles(folders.in_progress), CheckpointFiles(folders.spare, public=True))
    seen = [one for one in everywhere if not one.held]
    known = {session.id for session in HistoryFile(folders.history).look().history.sessions}
    open_ones = [
        one.checkpoint
        for one in reversed(seen)
        if one.checkpoint and not one.checkpoint.ended and one.checkpoint.record.worth_keeping and one.id not in known
    ]
    short = _short_ids([checkpoint.id for checkpoint in open_ones])
    lines = [f"{short[one.id]}  {_where(one, today)}" for one in open_ones]
    return lines or ["No unfinished session."], [one.problem for one in seen if one.problem]


def left_over_lines(left_overs: Sequence[LeftOver], today: dt.date) -> list[str]:
    """What to say of sessions that were not finished when another one begins.

    Args:
        left_overs: The sessions.
        today: The local date.
    """
    ids = [left.checkpoint.id for left in left_overs]
    names = {ids[0]: ""} if len(ids) == 1 else {key: f" {short}" for key, short in _short_ids(ids).items()}
    return [
        f"Unfinished: {_where(left.checkpoint, today)}. ankle-tui resume{names[left.checkpoint.id]} goes on with it."
        for left in left_overs
    ]


def choose(left_overs: Sequence[LeftOver], wanted: str | None) -> LeftOver:
    """The session that is meant.

    Args:
        left_overs: Those that can go on, the oldest first.
        wanted: How its id begins; None takes the newest.

    Raises:
        UsageError: If none, or more than one, is meant.
    """
    if not left_overs:
        raise UsageError("No unfinished session.")
    if wanted is None:
        return left_overs[-1]
    short = _short_ids([left.checkpoint.id for left in left_overs])
    found = [left for left in left_overs if left.checkpoint.id.startswith(wanted.lower())]
    if not found:
        raise UsageError(f'no unfinished session is called "{wanted}"; see: ankle-tui resume --list')
    if len(found) > 1:
        raise UsageError(f'"{wanted}" could be {" or ".join(short[left.checkpoint.id] for left in found)}')
    return found[0]


def keep(file: HistoryFile, left_over: LeftOver, today: dt.date) -> str:
    """Put what was done of an unfinished session into the history.

    Args:
        file: The history file.
        left_over: The session.
        today: The local date.

    Returns:
        What was done, in one line.

    Raises:
        FileProblem: If it cannot be saved; it can still go on then.
    """
    file.keep(left_over.checkpoint.record)
    left_over.slot.remove()
    return f"{_where(left_over.checkpoint, today).capitalize()}. Saved."


def discard(left_over: LeftOver, today: dt.date) -> str:
    """Remove an unfinished session.

    Args:
        left_over: The session.
        today: The local date.

    Returns:
        What was done, in one line.

    Raises:
        FileProblem: If it cannot be removed.
    """
    left_over.slot.remove()
    return f"{_where(left_over.checkpoint, today).capitalize()}. Discarded."


# Words


def _where(checkpoint: Checkpoint, today: dt.date) -> str:
    record = checkpoint.record
    return f"{moment_words(record.started_at, today)}, {sets_done(record)} done"


def _short_ids(ids: Iterable[str]) -> dict[str, str]:
    """The beginning of every id that tells it from the others."""
    ids = list(ids)
    length = SHORT
    while len({key[:length] for key in ids}) < len(set(ids)):
        length += 1
    return {key: key[:length] for key in ids}


def _holds(backup: Backup) -> str:
    return "damaged" if backup.history is None else counted(len(backup.history.sessions), "session")
