"""The one JSON file that keeps every session; what was saved survives a killed program and a power cut."""

import datetime as dt
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from ankle_tui.core.history.merge import complete, lost, merge
from ankle_tui.core.history.records import History, NewerVersion, SessionRecord
from ankle_tui.core.validation import InvalidValue
from ankle_tui.core.weeks.calendar import day_numbers
from ankle_tui.store.files.durable import copy, cut_short, make_folder, move, put, put_lightly, settle, sweep
from ankle_tui.store.files.lock import locked
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.files.read import names_in, read_bytes
from ankle_tui.store.history.backups import Backup, Backups, NoBackup
from ankle_tui.store.history.codec import Foreign, Written, from_bytes, to_bytes
from ankle_tui.store.history.copies import (
    aside_path,
    conflict_copies,
    may_be_copy,
    other_histories,
    set_aside_before,
)
from ankle_tui.store.history.digest import to_digest
from ankle_tui.store.history.repair import repair_words, rescued, salvage_file, salvage_reachable
from ankle_tui.store.history.synced import ConflictCopy, SyncedCopies

LOCK_PATIENCE = 5.0
"""Seconds to wait for another copy of the program."""

TO_UNDO = " To undo: ankle-tui backup restore "
"""Follows the sentence about a change, before the name of the backup made before it."""


class HistoryChange(NamedTuple):
    """The result of a change.

    Attributes:
        before: The history before.
        history: The history now.
        backup: Name of the backup of `before`; empty if nothing changed or none was wanted.
    """

    before: History
    history: History
    backup: str = ""

    @property
    def way_back(self) -> str:
        """How to undo the change, as a sentence that follows another; empty without a backup."""
        return f"{TO_UNDO}{self.backup}" if self.backup else ""


class Opened(NamedTuple):
    """The history as far as it can be read.

    Attributes:
        history: What can be read.
        notices: What the runner should know, a line each.
        damaged: True if the file is damaged and the next program that writes it repairs it.
    """

    history: History
    notices: tuple[str, ...] = ()
    damaged: bool = False


class HistoryFile:
    """The history on disk.

    Args:
        path: The file, or a link to it; made with its folder when the first session is saved.
        backups: Its backups; None keeps them in the folder `backups` beside it.
        now: The wall clock, for names of files that are set aside.
        patience: Seconds to wait for the lock.
    """

    def __init__(
        self,
        path: Path,
        backups: Backups | None = None,
        now: Callable[[], dt.datetime] = dt.datetime.now,
        patience: float = LOCK_PATIENCE,
    ) -> None:
        self.path = path
        self.backups = backups or Backups(path.parent / "backups", now)
        self._now = now
        self._patience = patience
        self._notices: list[str] = []
        self._written: Written = {}
        self._known: tuple[bytes, History] | None = None
        self._copies = SyncedCopies(path, now, self._notices.append)

    @property
    def real(self) -> Path:
        """The file itself if `path` is a link to it."""
        return Path(os.path.realpath(self.path))

    def load(self) -> History:
        """Read and check the whole file; nothing is written.

        Returns:
            The history, empty when there is no file yet.

        Raises:
            FileProblem: If the file cannot be read or is not a sound history.
        """
        data = read_bytes(self.path)
        if data is None:
            return History()
        try:
            return self._parse(data)
        except InvalidValue as error:
            raise FileProblem(self.path, str(error)) from error

    def look(self) -> Opened:
        """Read what can be read; nothing is written.

        Returns:
            The history of a sound file, otherwise what can be salvaged from it and the newest backup, with a notice.

        Raises:
            FileProblem: If it is a sound file but not a history of ours.
        """
        try:
            return Opened(self.load())
        except FileProblem as problem:
            if isinstance(problem.__cause__, Foreign):
                raise
            if isinstance(problem.__cause__, NewerVersion):
                return Opened(salvage_reachable(self.real).history, (f"{problem}. It is only read.",))
            damaged = not isinstance(problem.__cause__, OSError) and (self.real.is_file() or self.real.is_dir())
            return Opened(rescued(salvage_reachable(self.real), self.backups.newest_good()), (str(problem),), damaged)

    def open(self) -> Opened:
        """Read the file for a program that will write it: repair damage, and merge conflict copies of a synced folder.

        Returns:
            The history; the result of `look` if it cannot be repaired.

        Raises:
            FileProblem: If it is a sound file but not a history of ours.
        """
        self._copies.read_again()
        try:
            history, names = self.load(), names_in(self.real.parent)
            if not conflict_copies(self.real, names) and not cut_short(self.real.name, names):
                return Opened(history)
        except FileProblem as problem:
            if isinstance(problem.__cause__, Foreign):
                raise
        try:
            return Opened(self.add(), self.notices())
        except FileProblem as problem:
            looked = self.look()
            return Opened(looked.history, looked.notices or (str(problem),))

    def keep(self, record: SessionRecord) -> History:
        """Add a session, or replace it by a revision, as `add` does."""
        return self.add(History((record,)))

    def add(self, *more: History) -> History:
        """Merge histories into the file; on return they are on the disk.

        Returns:
            Everything the file holds now, including what other copies of the program have added.

        Raises:
            FileProblem: If they cannot be saved; the file is as it was, or already has them.
        """
        return self._change(more, sure=False).history

    def add_with_backup(self, *more: History) -> HistoryChange:
        """Back up the file, then merge histories into it, so that the change can be undone.

        Raises:
            NoBackup: If the backup cannot be made; nothing has changed.
            FileProblem: As `add`.
        """
        return self._change(more, sure=True)

    def back_up(self) -> Backup:
        """Back up the file as it is.

        Raises:
            FileProblem: If the file is not a sound history, or the backup cannot be written.
        """
        with locked(self.real, self._patience):
            data = read_bytes(self.real) or b""
            try:
                history = self._parse(data)
                return Backup(self.backups.of_the_moment(data), history)
            except InvalidValue as error:
                raise FileProblem(self.path, str(error)) from error
            except OSError as error:
                raise FileProblem.from_os(self.backups.folder, error, "cannot be written") from error

    def conflict_copies(self) -> list[Path]:
        """Conflict copies that the next start merges, sorted by name."""
        return conflict_copies(self.real, names_in(self.real.parent))

    def takes_for_copy(self, path: Path) -> bool:
        """True if a history at `path` would be merged at the next start."""
        return Path(os.path.realpath(path.parent)) == self.real.parent and may_be_copy(self.real, path.name)

    def other_histories(self) -> list[Path]:
        """Histories beside the file that are not merged automatically, sorted by name."""
        return other_histories(self.real, names_in(self.real.parent))

    def _change(self, more: tuple[History, ...], *, sure: bool) -> HistoryChange:
        try:
            make_folder(self.real.parent)
            with locked(self.real, self._patience):
                sweep(self.real.parent, self.real.name)  # nobody else is writing: we hold the lock
                return self._add(more, sure=sure)
        except OSError as error:
            raise FileProblem.from_os(self.path, error, "cannot be written") from error
        except (ValueError, RecursionError) as error:
            raise FileProblem(self.path, f"cannot hold this session: {error}") from error

    def restore(self, backup: Backup) -> History:
        """Restore a backup, after backing up the file as it is.

        Args:
            backup: One that can be read.

        Raises:
            FileProblem: If the file cannot be backed up or written.
        """
        if backup.history is None:
            raise FileProblem(backup.path, "is damaged")
        try:
            make_folder(self.real.parent)
            with locked(self.real, self._patience):
                data = read_bytes(self.real)
                if data is not None:
                    self._save_present(data)
                self._write(to_bytes(backup.history), backup.history)
        except OSError as error:
            raise FileProblem.from_os(self.path, error, "cannot be restored") from error
        return backup.history

    def write_digest(self) -> None:
        """Write a digest of the content last read or written, for `status`; a failure is silent."""
        if self._known:
            data, history = self._known
            put_lightly(self.path.with_suffix(".digest"), to_digest(data, day_numbers(history)))

    def notices(self) -> tuple[str, ...]:
        """Take the notices for the runner, a line each."""
        told = tuple(self._notices)
        self._notices.clear()
        return told

    def _add(self, more: tuple[History, ...], *, sure: bool) -> HistoryChange:
        """Merge, back up, write; the caller holds the lock."""
        # Written and read once before it may touch the file: what could not be read again must not get in.
        more = tuple(from_bytes(to_bytes(one)) for one in more)
        data, present = self._present()
        copies = self._copies.read()
        try:
            return self._merge(data, present, more, copies, sure=sure or bool(copies))
        except NoBackup as problem:
            if sure:
                raise
            self._copies.leave_unmerged(copies, problem)
            return self._merge(data, present, more, (), sure=False)

    def _merge(
        self,
        data: bytes | None,
        present: History,
        more: tuple[History, ...],
        copies: Sequence[ConflictCopy],
        *,
        sure: bool,
    ) -> HistoryChange:
        history = merge(present, *more, *(one.found.history for one in copies))
        for one in copies:
            history = complete(history, one.found.marred)
        if missing := lost(present, history):
            raise ValueError(
                f"{len(missing)} sessions would be lost"
            )  # only a bug can do that: refuse rather than lose one
        content, backup = to_bytes(history, self._written), ""
        if content == data:
            settle(self.real)  # the program that wrote it may have been killed before the name was on the disk
            self.write_digest()
        elif data is not None or history != History():
            backup = "" if data is None else self.backups.before_change(data, sure=sure)
            self._write(content, history)
        changed = HistoryChange(present, history, backup)
        self._copies.put_away(copies, history, changed.way_back)
        return changed

    def _write(self, content: bytes, history: History) -> None:
        self._known = None
        put(self.real, content)
        self._known = (content, history)
        self.write_digest()

    def _present(self) -> tuple[bytes | None, History]:
        """Read the file; a damaged one is set aside and replaced by what can be salvaged."""
        try:
            data = read_bytes(self.real)
        except FileProblem as problem:
            if isinstance(problem.__cause__, OSError):  # perhaps sound but out of reach, so no reason to replace it
                raise FileProblem(self.path, problem.problem) from problem
            if not (self.real.is_file() or self.real.is_dir()):  # a device or a pipe never held a history of ours
                raise
            return self._repair(problem.problem)
        if data is None:
            return None, History()
        try:
            return data, self._parse(data)
        except (NewerVersion, Foreign) as error:
            raise FileProblem(self.path, str(error)) from error
        except InvalidValue as error:
            return self._repair(str(error))

    def _repair(self, damage: str) -> tuple[bytes | None, History]:
        """Set the damaged file aside, then write what was salvaged, merged with the newest good backup."""
        # In this order: until the repair is on the disk, the damaged file is still in its place or beside it.
        found, backup = salvage_file(self.real), self.backups.newest_good(sure=True)
        history = rescued(found, backup)
        aside = set_aside_before(self.real) or self._aside()
        if not self.real.is_file():
            move(self.real, aside)
        elif not aside.exists():
            copy(self.real, aside)
        self._write(to_bytes(history), history)
        self._notices.append(repair_words(self.path.name, damage, found, history, aside))
        return self._known or (None, history)

    def _parse(self, data: bytes) -> History:
        """Read strictly, unless these are the bytes last read or written.

        Raises:
            InvalidValue: If they are not a sound history.
        """
        if self._known is None or self._known[0] != data:
            self._known = (data, from_bytes(data))
        return self._known[1]

    def _save_present(self, data: bytes) -> None:
        """Back up the file before a restore, or set a damaged one aside."""
        try:
            from_bytes(data)
        except (NewerVersion, Foreign) as error:
            raise FileProblem(self.path, str(error)) from error
        except InvalidValue:
            aside = self._aside()
            copy(self.real, aside)
            self._notices.append(f"{self.path.name} was damaged. The damaged file: {aside.name}")
        else:
            backup = Backup(self.backups.of_the_moment(data), None)
            self._notices.append(f"The history as it was is backup {backup.name}.")

    def _aside(self) -> Path:
        return aside_path(self.real, "damaged", self._now())
