"""Keep sessions in progress on disk: one file each, held by the program that runs the session."""

import contextlib
import datetime as dt
import errno
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ankle_tui.core.history.records import NewerVersion, SessionRecord
from ankle_tui.core.session.checkpoint import Checkpoint, read_checkpoint
from ankle_tui.core.validation import InvalidValue
from ankle_tui.store.files.durable import move, put, sweep
from ankle_tui.store.files.lock import Lock
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.files.read import MEBIBYTE, Identity, identity, names_in, read_bytes
from ankle_tui.store.files.strict_json import parse_json, to_line
from ankle_tui.store.history.salvage import salvage

MOST_BYTES = 16 * MEBIBYTE

_NO_LOCKS = {errno.ENOSYS, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP}
"""Errors of file systems without locks."""

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class Slot:
    """The file of one session in progress; while it is held no other program offers or writes it.

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
        """Take hold of a session of this program.

        Returns:
            False if another program holds it.
        """
        try:
            return self._lock.take()
        except OSError:  # nothing can be locked here: better two copies of a session than none
            return True

    def claim(self) -> bool:
        """Take hold of a session that may be left over.

        Returns:
            False if another program holds it, or may: nothing can be written here, so there is no telling.
        """
        try:
            return self._lock.take()
        except OSError as error:
            return error.errno in _NO_LOCKS

    def held_elsewhere(self) -> bool:
        """True if another program holds it; nothing is written, and it is not held afterwards."""
        if not _exists(self._lock.path):
            return False
        free = self.claim()
        self.let_go()
        return not free

    def write(self, checkpoint: Checkpoint) -> None:
        """Write the state of the session; on return it is on the disk.

        Args:
            checkpoint: The state.

        Raises:
            FileProblem: If it cannot be written; the previous state is still there.
        """
        lines = ",\n".join(f"{to_line(key)}: {to_line(value)}" for key, value in checkpoint.to_json().items())
        try:
            put(self.path, f"{{{lines}}}\n".encode("utf-8", errors="replace"))
            with contextlib.suppress(OSError):
                self._lock.renew()
        except OSError as error:
            raise FileProblem.from_os(self.path, error, "cannot be written") from error

    def read(self) -> Checkpoint | None:
        """Read the state of the session, or None if there is none.

        Raises:
            FileProblem: If it cannot be read or is damaged.
        """
        data = read_bytes(self.path, MOST_BYTES)
        if data is None:
            return None
        try:
            whole, odd = parse_json(data)
            checkpoint = read_checkpoint(whole)
        except InvalidValue as error:
            raise FileProblem(self.path, str(error)) from error
        if odd or checkpoint.id != self.path.stem:
            raise FileProblem(self.path, f"{odd[0]} is not a number" if odd else "is the file of another session")
        return checkpoint

    def remove(self) -> None:
        """Remove the file of a session that is in the history or that nobody wants.

        Raises:
            FileProblem: If it cannot be removed.
        """
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise FileProblem.from_os(self.path, error, "cannot be removed") from error
        self._lock.let_go(remove=True)

    def let_go(self) -> None:
        """Let go of the file, for the next program."""
        self._lock.let_go()


class LeftOver(NamedTuple):
    """An unfinished session that no program ran, held from now on so that no other program offers it.

    Attributes:
        slot: Its file.
        checkpoint: Its last state.
    """

    slot: Slot
    checkpoint: Checkpoint


class Seen(NamedTuple):
    """A session in progress, only looked at.

    Attributes:
        id: The session.
        held: True if a running program holds it.
        checkpoint: Its last state; None if that cannot be read.
        problem: Why it cannot be read, in one line; empty if it can.
    """

    id: str
    held: bool
    checkpoint: Checkpoint | None
    problem: str = ""


class CheckpointFiles:
    """The folder of the sessions in progress.

    Args:
        folder: The folder; made with the first session.
        now: The wall clock, for names of files that are set aside.
        public: True for a folder in a world-writable place; its ownership is checked at each use.
    """

    def __init__(self, folder: Path, now: Callable[[], dt.datetime] = dt.datetime.now, *, public: bool = False) -> None:
        self.folder = folder
        self.public = public
        self._now = now
        self._notices: list[str] = []

    def slot(self, session_id: str) -> Slot:
        """The slot of a session.

        Args:
            session_id: One made by this program or read from a checkpoint.
        """
        return Slot(self.folder, session_id)

    def left_overs(self) -> Iterator[LeftOver]:
        """Yield every session that no running program holds, the newest first.

        Each is held from then on and takes a descriptor; callers must let go of it.
        """
        names = self._names()
        cut_short = [name for name in names if name.endswith(".tmp")]
        for session_id in reversed(_ids(names)):
            slot = self.slot(session_id)
            if not slot.claim():
                continue
            if any(name.startswith(f".{slot.path.name}.") for name in cut_short):
                sweep(self.folder, slot.path.name)
            checkpoint = self._read(slot)
            if checkpoint:
                yield LeftOver(slot, checkpoint)
            elif slot.path.exists():
                slot.let_go()
            else:
                slot.remove()

    def lay(self) -> bool:
        """Make the folder in a public place if it is missing; True if it is ours alone."""
        with contextlib.suppress(OSError):
            self.folder.mkdir(0o700)
        return self.trusted

    @property
    def trusted(self) -> bool:
        """True if the folder is ours alone and nobody else can replace it."""
        try:
            found, around = self.folder.lstat(), self.folder.parent.stat()
        except OSError:
            return False
        if not hasattr(os, "geteuid"):
            return stat.S_ISDIR(found.st_mode)
        fixed = not around.st_mode & stat.S_IWOTH or around.st_mode & stat.S_ISVTX
        mine = found.st_uid == os.geteuid() and not found.st_mode & 0o077
        return bool(stat.S_ISDIR(found.st_mode) and mine and fixed)

    def ids(self) -> list[str]:
        """Ids of all sessions in progress, including those of other running programs."""
        return [session_id for session_id in _ids(self._names()) if _exists(self.folder / f"{session_id}.json")]

    def look(self) -> list[Seen]:
        """List every session in progress, the oldest first; nothing is written or held."""
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
        """Take the notices for the runner, a line each."""
        told, self._notices = tuple(self._notices), []
        return told

    def _names(self) -> list[str]:
        """Names in the folder; none if it is not trusted."""
        return [] if self.public and not self.trusted else names_in(self.folder)

    def _read(self, slot: Slot) -> Checkpoint | None:
        """Read a slot; of a damaged one only what was done, if that is undamaged."""
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
            return salvage(read_bytes(slot.path, MOST_BYTES) or b"").joined().sessions
        except FileProblem:  # a pipe, a device, or far too large
            return ()


class InProgress:
    """The ids of the sessions in progress, in other programs too.

    Args:
        places: The folders that may hold them.

    Attributes:
        ids: As of the last look; None before the first.
    """

    def __init__(self, places: Sequence[CheckpointFiles]) -> None:
        self.ids: frozenset[str] | None = None
        self._places = places
        self._seen: list[Identity | None] = []

    def look(self) -> bool:
        """List them again if a folder has changed; True if they are others than before."""
        before, self._seen = self._seen, [identity(place.folder) for place in self._places]
        if self._seen == before and self.ids is not None:
            return False
        known, self.ids = self.ids, frozenset(one for place in self._places for one in place.ids())
        return known not in {None, self.ids}


def _exists(path: Path) -> bool:
    """True if a file is there and in reach; before Python 3.14 `Path.exists` raises in a folder that is barred."""
    return os.path.exists(path)  # noqa: PTH110


def _ids(names: Iterable[str]) -> list[str]:
    """Ids in file names, the oldest first."""
    stems = {name.removesuffix(suffix) for name in names for suffix in (".json", ".lock") if name.endswith(suffix)}
    return sorted(stem for stem in stems if _ID.fullmatch(stem))


def look_everywhere(home: CheckpointFiles, spare: CheckpointFiles) -> list[Seen]:
    """List sessions in progress in both places, the oldest first; nothing is written.

    Args:
        home: The folder where they belong.
        spare: The temporary folder.
    """
    found = {one.id: one for one in home.look()}
    for one in spare.look():
        there = found.get(one.id)
        if one.checkpoint and (
            there is None or there.checkpoint is None or there.checkpoint.saved_at <= one.checkpoint.saved_at
        ):
            found[one.id] = one._replace(held=one.held or (there is not None and there.held))
    return [found[name] for name in sorted(found)]
