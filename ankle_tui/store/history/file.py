"""The one JSON file that keeps every session: nothing that was kept is lost again, whatever happens to the machine."""

import contextlib
import datetime as dt
import glob
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from ankle_tui.core.formatting import listed
from ankle_tui.core.history.merge import complete, lost, merge
from ankle_tui.core.history.records import History, NewerVersion, SessionRecord
from ankle_tui.core.validation import InvalidValue
from ankle_tui.core.weeks.calendar import day_numbers
from ankle_tui.regular import MOST_BYTES, Unfit
from ankle_tui.store.files.durable import copy, make_folder, move, put, put_lightly, settle, sweep
from ankle_tui.store.files.lock import locked
from ankle_tui.store.files.problem import FileProblem, one_line
from ankle_tui.store.files.read import Identity, identity, mapped, names_in, read_bytes
from ankle_tui.store.history.backups import Backup, Backups
from ankle_tui.store.history.codec import Foreign, Written, from_bytes, from_elsewhere, tidied, to_bytes
from ankle_tui.store.history.copies import conflict_copies, may_be_copy, other_histories, prune_merged
from ankle_tui.store.history.digest import to_digest
from ankle_tui.store.history.salvage import Salvage, salvage

LOCK_PATIENCE = 5.0
"""For how many seconds another copy of the program is waited for."""
LONGEST_NAME = 255
"""Bytes in the name of a file that every usual file system takes."""

_LINE = re.compile(r"line \d+")


class NoBackup(FileProblem):
    """The backup before a change could not be made; nothing has changed."""


@dataclass(frozen=True, slots=True)
class HistoryChange:
    """The result of a change.

    Attributes:
        before: What it held before.
        history: What it holds now.
        backup: Name of the backup of what it held before; empty if nothing has changed or none was wanted.
    """

    before: History
    history: History
    backup: str = ""

    @property
    def way_back(self) -> str:
        """How to undo the change, as a sentence that follows another, or empty."""
        return f" To undo: ankle-tui backup restore {self.backup}" if self.backup else ""


@dataclass(frozen=True, slots=True)
class Opened:
    """The history as it can be had.

    Attributes:
        history: What can be read.
        notices: What the runner should know, a line each.
        damaged: Whether the file is damaged in a way that a program which will write it repairs.
    """

    history: History
    notices: tuple[str, ...] = ()
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class _Copy:
    """A conflict copy that was read.

    Attributes:
        path: The file.
        state: Its identity before it was read.
        found: What can be read of it.
    """

    path: Path
    state: Identity | None
    found: Salvage

    @property
    def whole(self) -> bool:
        """True if every part of it could be read."""
        return not self.found.broken and self.found.marred == History()


class HistoryFile:
    """The history on disk.

    Args:
        path: The file; it and its folder are made when the first session is kept.
        backups: Where its backups go; None puts them into the folder `backups` beside it.
        now: The wall clock, for the names of what is set aside.
        patience: For how many seconds to wait for the lock.
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
        self._left: dict[Path, Identity | None] = {}
        """Conflict copies that stay where they are, as they were when that was told: passed over until they change."""

    @property
    def real(self) -> Path:
        """Where the file is when `path` is a link to it."""
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
            A sound file's history; else what can be salvaged from it and the newest backup, with a line that says so.

        Raises:
            FileProblem: If it is a sound file of something else.
        """
        try:
            return Opened(self.load())
        except FileProblem as problem:
            if isinstance(problem.__cause__, Foreign):
                raise
            if isinstance(problem.__cause__, NewerVersion):
                return Opened(self._seen().history, (f"{problem}. It is only read.",))
            damaged = not isinstance(problem.__cause__, OSError) and (self.real.is_file() or self.real.is_dir())
            return Opened(self._rescued(self._seen(), self.backups.newest_good()), (str(problem),), damaged)

    def open(self) -> Opened:
        """Read the file for a program that will write it: repair damage, and take in what a synced folder brought.

        Returns:
            What the history is now. Where it cannot be repaired, what `look` gives.

        Raises:
            FileProblem: If it is a sound file of something else.
        """
        self._left.clear()
        try:
            history, names = self.load(), names_in(self.real.parent)
            if not self._conflict_copies(names) and not self._left_over(names):
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
        """Add a session, or replace it by a revision; on return it is on the disk.

        Args:
            record: The session.

        Returns:
            Everything the file holds now, what other copies of the program have added included.

        Raises:
            FileProblem: If it cannot be kept; the file is as it was, or already has the session.
        """
        return self.add(History((record,)))

    def add(self, *more: History) -> History:
        """Merge histories into the file; on return they are on the disk.

        The file is read anew under its lock first, so that what another copy of the program wrote meanwhile stays.

        Args:
            more: What to add.

        Returns:
            Everything the file holds now.

        Raises:
            FileProblem: If they cannot be kept; the file is as it was, or already has them.
        """
        return self._change(more, sure=False).history

    def add_with_backup(self, *more: History) -> HistoryChange:
        """Back up the file, then merge histories into it, so that the change can be undone.

        Args:
            more: What to add.

        Raises:
            NoBackup: If there cannot be a backup; nothing has changed.
            FileProblem: As `add`.
        """
        return self._change(more, sure=True)

    def back_up(self) -> Backup:
        """Make a backup of what the file holds now.

        Raises:
            FileProblem: If that is not a sound history, or it cannot be written.
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
        return self._conflict_copies(names_in(self.real.parent))

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
                sweep(self.real.parent, self.real.name)
                return self._add(more, sure=sure)
        except OSError as error:
            raise FileProblem.from_os(self.path, error, "cannot be written") from error
        except (ValueError, RecursionError) as error:
            raise FileProblem(self.path, f"cannot hold this session: {error}") from error

    def restore(self, backup: Backup) -> History:
        """Give the file a backup's content; what it holds now becomes a backup first.

        Args:
            backup: A good one.

        Raises:
            FileProblem: If the present file cannot be backed up, or the backup not be written.
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
        """Write the digest of what was last read or written here, for `status`; a failure is silent."""
        if self._known:
            data, history = self._known
            put_lightly(self.path.with_suffix(".digest"), to_digest(data, day_numbers(history)))

    def notices(self) -> tuple[str, ...]:
        """What the runner should know and has not been told yet, a line each."""
        told, self._notices = tuple(self._notices), []
        return told

    def _add(self, more: tuple[History, ...], *, sure: bool) -> HistoryChange:
        """Merge, back up, write; the lock is held."""
        more = tuple(from_bytes(to_bytes(one)) for one in more)  # what cannot be read again must not get in
        data, present = self._present()
        copies = self._read_copies()
        try:
            return self._merge(data, present, more, copies, sure=sure or bool(copies))
        except NoBackup as problem:
            if sure:
                raise
            self._leave(copies, f"{_listed(copies)}: not merged yet: {problem}")
            return self._merge(data, present, more, (), sure=False)

    def _merge(
        self,
        data: bytes | None,
        present: History,
        more: tuple[History, ...],
        copies: Sequence[_Copy],
        *,
        sure: bool,
    ) -> HistoryChange:
        history = merge(present, *more, *(one.found.history for one in copies))
        for one in copies:
            history = complete(history, one.found.marred)
        if missing := lost(present, history):
            raise ValueError(f"{len(missing)} sessions would be lost")  # a mistake in the program, never the runner's
        content, backup = to_bytes(history, self._written), ""
        if content == data:
            settle(self.real)  # who wrote it may have been killed before the name was on the disk
            self.write_digest()
        elif data is not None or history != History():
            backup = "" if data is None else self._back_up(data, sure=sure)
            self._write(content, history)
        changed = HistoryChange(present, history, backup)
        self._put_away(copies, changed)
        return changed

    def _put_away(self, copies: Sequence[_Copy], changed: HistoryChange) -> None:
        """Set merged copies aside; one that cannot be moved is merged again at the next start."""
        moved = []
        for one in copies:
            try:
                # What could not be read may be all that is left of a session, so it is never removed by us.
                move(one.path, self._aside("merged" if one.whole else "damaged", one.path.name))
            except OSError as error:
                problem = FileProblem.from_os(one.path, error, "cannot be set aside")
                self._leave([one], f"{one.path.name}: merged into your history, but {problem.problem}.")
            else:
                moved.append(one)
        if moved:
            number = "1 copy" if len(moved) == 1 else f"{len(moved)} copies"
            marred = sum(_shared(one.found.marred, changed.history) for one in moved)
            told = ", ".join([_listed(moved), *_unread(sum(one.found.broken for one in moved), marred)])
            self._notices.append(one_line(f"{number} merged into your history ({told}).{changed.way_back}"))
            prune_merged(self.real)

    def _leave(self, copies: Iterable[_Copy], told: str) -> None:
        """Leave copies where they are until they change, or until the next start, and say so once."""
        self._left |= {one.path: one.state for one in copies}
        self._notices.append(one_line(told))

    def _write(self, content: bytes, history: History) -> None:
        self._known = None
        put(self.real, content)
        self._known = (content, history)
        self.write_digest()

    def _present(self) -> tuple[bytes | None, History]:
        """What the file holds; when it is damaged it is set aside, and what can be saved takes its place."""
        try:
            data = read_bytes(self.real)
        except FileProblem as problem:
            if isinstance(problem.__cause__, OSError):  # it may be as sound as ever, only out of reach
                raise FileProblem(self.path, problem.problem) from problem
            if not (self.real.is_file() or self.real.is_dir()):  # a device or a pipe: nothing of ours was ever in it
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
        """Set the damaged file aside, then write what was salvaged from it, merged with the newest good backup."""
        found, backup = self._salvage(), self.backups.newest_good(sure=True)
        history = self._rescued(found, backup)
        aside = self._set_aside_before() or self._aside("damaged")
        if not self.real.is_file():
            move(self.real, aside)
        elif not aside.exists():
            copy(self.real, aside)
        self._write(to_bytes(history), history)
        number = len(history.sessions)
        added = number - len(found.joined().sessions)
        saved = "1 session is safe" if number == 1 else f"{number} sessions are safe"
        saved += f", {added} of them from a backup" if added else ""
        where = at_line.group() if (at_line := _LINE.match(damage)) else damage  # the parser's own words help nobody
        told = ", ".join([where, *_unread(found.broken, _shared(found.marred, history))])
        self._notices.append(f"{self.path.name} was damaged ({told}): {saved}. The damaged file: {aside.name}")
        return self._known or (None, history)

    def _set_aside_before(self) -> Path | None:
        """Where the damaged file was set aside when its repair could not be written, on a full disk say."""
        beside = self.real.parent.glob(f"{glob.escape(self.real.stem)}.damaged-*{glob.escape(self.real.suffix)}")
        return next((path for path in beside if path.exists() and path.samefile(self.real)), None)

    def _salvage(self) -> Salvage:
        """What is undamaged of the file, whatever its size; nothing of what is no file.

        Raises:
            OSError: If it cannot be read just now: that does not mean that nothing is there.
        """
        try:
            with mapped(self.real) as data:
                tidy = tidied(data) if len(data) <= MOST_BYTES else data
                with contextlib.suppress(InvalidValue):
                    if tidy is not data:  # an editor may have changed no more than its outside
                        return Salvage(from_bytes(bytes(tidy)), 0)
                return salvage(tidy)
        except Unfit:
            return Salvage(History(), 0)

    def _seen(self) -> Salvage:
        """What can be read of the file now, without writing."""
        try:
            return self._salvage()
        except OSError:
            return Salvage(History(), 0)

    def _rescued(self, found: Salvage, backup: Backup | None) -> History:
        return found.joined(*([backup.history] if backup and backup.history else []))

    def _parse(self, data: bytes) -> History:
        """Read strictly; bytes that were read or written before need not be read again.

        Raises:
            InvalidValue: If they are not a sound history.
        """
        if self._known is None or self._known[0] != data:
            self._known = (data, from_bytes(data))
        return self._known[1]

    def _back_up(self, data: bytes, *, sure: bool) -> str:
        """Keep the daily backup; if `sure`, return the name of a backup of exactly this state.

        Raises:
            NoBackup: If that cannot be made. Otherwise it is no reason not to save.
        """
        try:
            made = self.backups.of_the_day(data)
            return Backup(made or self.backups.of_the_moment(data), None).name if sure else ""
        except OSError as error:
            if sure:
                raise NoBackup.from_os(self.backups.folder, error, "cannot be written") from error
            return ""

    def _save_present(self, data: bytes) -> None:
        """Before a restore: a sound file becomes a backup, a damaged one is set aside."""
        try:
            from_bytes(data)
        except (NewerVersion, Foreign) as error:
            raise FileProblem(self.path, str(error)) from error
        except InvalidValue:
            aside = self._aside("damaged")
            copy(self.real, aside)
            self._notices.append(f"{self.path.name} was damaged. The damaged file: {aside.name}")
        else:
            backup = Backup(self.backups.of_the_moment(data), None)
            self._notices.append(f"The history as it was is backup {backup.name}.")

    def _aside(self, why: str, original: str = "") -> Path:
        """A free name beside the file: `history.damaged-20261122-181003.json`.

        Args:
            why: Why something is set aside.
            original: The name of a conflict copy, with which its new one ends.
        """
        begin = f"{self.real.stem}.{why}-{self._now():%Y%m%d-%H%M%S}"
        numbered = chain([begin], (f"{begin}-{number}" for number in count(2)))
        paths = (self.real.with_name(_aside_name(one, original) or f"{one}{self.real.suffix}") for one in numbered)
        return next(path for path in paths if not os.path.lexists(path))

    def _conflict_copies(self, names: Iterable[str]) -> list[Path]:
        return conflict_copies(self.real, names)

    def _read_copies(self) -> list[_Copy]:
        """Read every conflict copy that is not to be left where it is."""
        copies = []
        for path in self._conflict_copies(names_in(self.real.parent)):
            state = identity(path)
            if path in self._left and self._left[path] == state:
                continue
            if found := self._read_copy(path, state):
                copies.append(found)
        return copies

    def _read_copy(self, path: Path, state: Identity | None) -> _Copy | None:
        """Read a conflict copy, salvaging a damaged one; None if it has gone or must not be merged."""
        try:
            data = read_bytes(path)
            return None if data is None else _Copy(path, state, Salvage(from_elsewhere(data), 0))
        except (NewerVersion, Foreign, FileProblem) as error:
            self._leave([_Copy(path, state, Salvage(History(), 0))], f"{path.name} was not merged: {error}")
            return None
        except InvalidValue:
            return _Copy(path, state, salvage(tidied(data or b"")))

    def _left_over(self, names: Iterable[str]) -> bool:
        """Whether a write of the file has not come to its end, here or in another copy of the program."""
        return any(name.startswith(f".{self.real.name}.") and name.endswith(".tmp") for name in names)


def _listed(copies: Iterable[_Copy]) -> str:
    return listed([one.path.name for one in copies])


def _aside_name(begin: str, original: str) -> str:
    """A name that ends with `original`, or with as much of its end as there is room for; empty without an original."""
    shown = "".join(char if char.isprintable() else "_" for char in original).encode()
    room = LONGEST_NAME - len(os.fsencode(begin)) - 1
    return original and f"{begin}-{shown[-room:].decode(errors='ignore')}"


def _unread(broken: int, marred: int = 0) -> list[str]:
    """Count unreadable and repaired entries, in words."""
    told = {"could not be read": broken, "lost a character": marred}
    return [f"{number} {'entry' if number == 1 else 'entries'} {what}" for what, number in told.items() if number]


def _shared(one: History, other: History) -> int:
    """Count the entries that two histories share by identity."""
    names = ({id(item) for item in _all_entries(history)} for history in (one, other))
    return len(set.intersection(*names))


def _all_entries(history: History) -> Iterator[object]:
    return chain(history.sessions, history.deleted, history.days, history.targets, history.extra.values())
