"""Sessions that were not finished: list them, choose one, keep or discard it."""

import datetime as dt
from collections.abc import Iterable, Sequence

from ankle_tui.commands.console import UsageError
from ankle_tui.core.formatting import moment_words
from ankle_tui.core.history.report import sets_done
from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.paths import Folders
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles, LeftOver, look_everywhere

NONE_UNFINISHED = "No unfinished session."
SHORT = 8
"""Characters of an id to show; more only where these do not tell two sessions apart."""


def unfinished_lines(folders: Folders, today: dt.date) -> tuple[list[str], list[str]]:
    """List every session that can be resumed, a line each, the newest first; nothing is written.

    Args:
        folders: Where the files are.
        today: The local date.

    Returns:
        The lines, and problems with checkpoint files.

    Raises:
        FileProblem: If the history file cannot be used.
    """
    open_ones, problems = _look(folders)
    short = short_ids([checkpoint.id for checkpoint in open_ones])
    lines = [f"{short[one.id]}  {_where(one, today)}" for one in open_ones]
    return lines or [NONE_UNFINISHED], problems


def unfinished_ids(folders: Folders) -> list[str]:
    """The short ids of every session that can be resumed, the newest first; nothing is written.

    Args:
        folders: Where the files are.

    Raises:
        FileProblem: If the history file cannot be used.
    """
    open_ones, _ = _look(folders)
    return list(short_ids([checkpoint.id for checkpoint in open_ones]).values())


def _look(folders: Folders) -> tuple[list[Checkpoint], list[str]]:
    """The sessions that can be resumed, the newest first, and problems with checkpoint files."""
    everywhere = look_everywhere(CheckpointFiles(folders.in_progress), CheckpointFiles(folders.spare, public=True))
    seen = [one for one in everywhere if not one.held]
    known = {session.id for session in HistoryFile(folders.history).look().history.sessions}
    open_ones = [
        one.checkpoint
        for one in reversed(seen)
        if one.checkpoint and not one.checkpoint.ended and one.checkpoint.record.worth_keeping and one.id not in known
    ]
    return open_ones, [one.problem for one in seen if one.problem]


def left_over_lines(left_overs: Sequence[LeftOver], today: dt.date) -> list[str]:
    """Remind of unfinished sessions when another one begins, a line each.

    Args:
        left_overs: The unfinished sessions.
        today: The local date.
    """
    ids = [left.checkpoint.id for left in left_overs]
    names = {ids[0]: ""} if len(ids) == 1 else {key: f" {short}" for key, short in short_ids(ids).items()}
    return [
        f"Unfinished: {_where(left.checkpoint, today)}. ankle-tui resume{names[left.checkpoint.id]} goes on with it."
        for left in left_overs
    ]


def choose(left_overs: Sequence[LeftOver], wanted: str | None) -> LeftOver:
    """Find the unfinished session with this id.

    Args:
        left_overs: The unfinished sessions, the oldest first.
        wanted: The beginning of an id; None takes the newest session.

    Raises:
        UsageError: If no session, or more than one, has it.
    """
    if not left_overs:
        raise UsageError(NONE_UNFINISHED)
    if wanted is None:
        return left_overs[-1]
    short = short_ids([left.checkpoint.id for left in left_overs])
    found = [left for left in left_overs if left.checkpoint.id.startswith(wanted.lower())]
    if not found:
        raise UsageError(f'no unfinished session is called "{wanted}"; see: ankle-tui resume --list')
    if len(found) > 1:
        raise UsageError(f'"{wanted}" could be {" or ".join(short[left.checkpoint.id] for left in found)}')
    return found[0]


def keep(file: HistoryFile, left_over: LeftOver, today: dt.date) -> str:
    """Save the sets done of an unfinished session in the history.

    Args:
        file: The history file.
        left_over: The session.
        today: The local date.

    Returns:
        One line about the session.

    Raises:
        FileProblem: If it cannot be saved; then it can still be resumed.
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
        One line about the session.

    Raises:
        FileProblem: If it cannot be removed.
    """
    left_over.slot.remove()
    return f"{_where(left_over.checkpoint, today).capitalize()}. Discarded."


def _where(checkpoint: Checkpoint, today: dt.date) -> str:
    record = checkpoint.record
    return f"{moment_words(record.started_at, today)}, {sets_done(record)} done"


def short_ids(ids: Iterable[str]) -> dict[str, str]:
    """Shorten ids as far as they stay distinct."""
    ids = list(ids)
    length = SHORT
    while len({key[:length] for key in ids}) < len(set(ids)):
        length += 1
    return {key: key[:length] for key in ids}
