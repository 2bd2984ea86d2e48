"""The sessions in progress on disk: one file each, held by the program that runs it."""

import contextlib
import datetime as dt
import errno
import os
import re
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ankle_tui.core.checkpoint import Checkpoint, read_checkpoint
from ankle_tui.core.frozen import frozen
from ankle_tui.core.reading import BadValue
from ankle_tui.core.record import NewerVersion, SessionRecord
from ankle_tui.store.durable import move, put, sweep
from ankle_tui.store.files import MEBIBYTE, read_bytes
from ankle_tui.store.history_text import parse_json, salvage, to_line
from ankle_tui.store.lock import Lock
from ankle_tui.store.problem import FileProblem

__all__ = ["Checkpoints", "LeftOver", "Seen", "Slot", "look_everywhere"]

MOST_BYTES = 16 * MEBIBYTE

_NO_LOCKS = {errno.ENOSYS, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What file systems answer that know no locks."""

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class Slot:
    """The file of one session in progress. As long as it is held no other program offers or writes it.

    Args:
        folder: The folder of the sessions in progress.
        session_id: The session.

    Attributes:
        path: The file.
    """

    def __init__(self, folder: Path, session_id: str) -> None:
        self.path = folder / f"{session_id}.json"
        self._lock = Lock(folder / f"{session_id}.lock")

    def hold(self) -> bool:
        """Take hold of it.

        Returns:
            Whether no other program has it.
        """
        try:
            return self._lock.take()
        except OSError:  # no way to lock here: better two copies with the same session than none
            return True

    def claim(self) -> bool:
        """Take hold of what somebody has left.

        Returns:
            Whether no other program has it. Where that cannot be told, because nothing can be written here, it is taken
            to be somebody's.
        """
        try:
            return self._lock.take()
        except OSError as error:
            return error.errno in _NO_LOCKS

    def held_elsewhere(self) -> bool:
        """Whether another program has it; nothing is written, and it is not held after."""
        if not self._lock.path.exists():
            return False
        free = self.claim()
        self.let_go()
        return not free

    def write(self, checkpoint: Checkpoint) -> None:
        """Put the session's state on the disk.

        Args:
            checkpoint: The state.

        Raises:
            FileProblem: If it cannot be written; the state before is still there.
        """
        lines = ",\n".join(f"{to_line(key)}: {to_line(value)}" for key, value in checkpoint.to_json().items())
        try:
            put(self.path, f"{{{lines}}}\n".encode("utf-8", errors="replace"))
            with contextlib.suppress(OSError):
                self._lock.renew()
        except OSError as error:
            raise FileProblem.from_os(self.path, error, "cannot be written") from error

    def read(self) -> Checkpoint | None:
        """The session's state, or None when there is none.

        Raises:
            FileProblem: If it cannot be read or is damaged.
        """
        data = read_bytes(self.path, MOST_BYTES)
        if data is None:
            return None
        try:
            whole, odd = parse_json(data)
            checkpoint = read_checkpoint(whole)
        except BadValue as error:
            raise FileProblem(self.path, str(error)) from error
        if odd or checkpoint.id != self.path.stem:
            raise FileProblem(self.path, f"{odd[0]} is not a number" if odd else "is the file of another session")
        return checkpoint

    def remove(self) -> None:
        """Remove the file: the session is in the history, or nobody wants it.

        Raises:
            FileProblem: If it cannot be removed.
        """
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise FileProblem.from_os(self.path, error, "cannot be removed") from error
        self._lock.let_go(remove=True)

    def let_go(self) -> None:
        """Leave the file for whoever comes next."""
        self._lock.let_go()


@frozen
class LeftOver:
    """A session that was not brought to its end, held so that nobody else offers it.

    Attributes:
        slot: Its file.
        checkpoint: Its last state.
    """

    slot: Slot
    checkpoint: Checkpoint


@frozen
class Seen:
    """A session in progress as it is found by somebody who only looks.

    Attributes:
        id: The session.
        held: Whether a running program has it.
        checkpoint: Its last state, or None when that cannot be read.
        problem: Why it cannot be read, in one line, or empty.
    """

    id: str
    held: bool
    checkpoint: Checkpoint | None
    problem: str = ""


class Checkpoints:
    """The folder of the sessions in progress.

    Args:
        folder: The folder; it is made with the first session.
        now: The wall clock, for the names of what is set aside.
    """

    def __init__(self, folder: Path, now: Callable[[], dt.datetime] = dt.datetime.now) -> None:
        self.folder = folder
        self._now = now
        self._notices: list[str] = []

    def slot(self, session_id: str) -> Slot:
        """The place of a session.

        Args:
            session_id: One that this program made or that was read from a checkpoint.
        """
        return Slot(self.folder, session_id)

    def left_overs(self) -> list[LeftOver]:
        """Every session that no running program holds, the oldest first; each is held from now on."""
        found = []
        for session_id in self._ids():
            slot = self.slot(session_id)
            if not slot.claim():
                continue
            sweep(self.folder, slot.path.name)
            checkpoint = self._read(slot)
            if checkpoint:
                found.append(LeftOver(slot, checkpoint))
            elif slot.path.exists():
                slot.let_go()
            else:
                slot.remove()
        return found

    @property
    def trusted(self) -> bool:
        """Whether the folder is ours alone, or not there yet: in a place that all may write, somebody may have laid it."""
        try:
            found = self.folder.lstat()
        except FileNotFoundError:
            return True
        except OSError:
            return False
        mine = not hasattr(os, "geteuid") or found.st_uid == os.geteuid()
        return stat.S_ISDIR(found.st_mode) and mine and not (hasattr(os, "geteuid") and found.st_mode & 0o077)

    def ids(self) -> list[str]:
        """The ids of all sessions in progress, those of other running programs included."""
        return [session_id for session_id in self._ids() if (self.folder / f"{session_id}.json").exists()]

    def look(self) -> list[Seen]:
        """Every session in progress, the oldest first; nothing is written and none is held."""
        found = []
        for session_id in self.ids():
            slot = self.slot(session_id)
            held = slot.held_elsewhere()
            try:
                found.append(Seen(session_id, held, slot.read()))
            except FileProblem as problem:
                found.append(Seen(session_id, held, None, str(problem)))
        return found

    def notices(self) -> tuple[str, ...]:
        """What the runner should know and has not been told yet, a line each."""
        told, self._notices = tuple(self._notices), []
        return told

    def _ids(self) -> list[str]:
        try:
            names = {path.stem for path in self.folder.iterdir() if path.suffix in {".json", ".lock"}}
        except OSError:
            return []
        return sorted(name for name in names if _ID.fullmatch(name))

    def _read(self, slot: Slot) -> Checkpoint | None:
        """The state in a slot; of a damaged one what was done, if that is still whole."""
        try:
            return slot.read()
        except FileProblem as problem:
            if isinstance(problem.__cause__, NewerVersion | OSError):
                self._notices.append(str(problem))
                return None
            return self._rescue(slot, problem)

    def _rescue(self, slot: Slot, problem: FileProblem) -> Checkpoint | None:
        done = [item for item in self._salvaged(slot) if item.id == slot.path.stem]
        aside = slot.path.with_name(f"{slot.path.stem}.damaged-{self._now():%Y%m%d-%H%M%S}.json")
        try:
            move(slot.path, aside)
        except OSError as error:
            self._notices.append(f"{problem} ({error.strerror})")
            return None
        self._notices.append(f"{problem}. Set aside as {aside.name}")
        if not done:
            return None
        checkpoint = Checkpoint(done[0].ended_at, done[0])
        with contextlib.suppress(FileProblem):
            slot.write(checkpoint)
        return checkpoint

    def _salvaged(self, slot: Slot) -> tuple[SessionRecord, ...]:
        try:
            return salvage(slot.path.read_bytes()).history.sessions
        except OSError:
            return ()


def look_everywhere(home: Checkpoints, spare: Checkpoints) -> list[Seen]:
    """Every session in progress, the oldest first, also one that could not be written where it belongs; nothing is written.

    Args:
        home: Where they belong.
        spare: Where they are put by.
    """
    found = {one.id: one for one in home.look()}
    for one in spare.look() if spare.trusted else ():
        there = found.get(one.id)
        if one.checkpoint and (
            there is None or there.checkpoint is None or there.checkpoint.saved_at <= one.checkpoint.saved_at
        ):
            found[one.id] = replace(one, held=one.held or (there is not None and there.held))
    return [found[name] for name in sorted(found)]
