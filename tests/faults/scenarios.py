"""The saves that the harnesses play: what is there before, what is saved, and what must be readable afterwards."""

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ankle_tui.core.exercises.exercise import Context, Level, Side, Unit
from ankle_tui.core.history.ids import new_id
from ankle_tui.core.history.records import History, Outcome, SessionRecord, SetRecord, Status
from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.store.files import durable
from ankle_tui.store.files.read import read_bytes
from ankle_tui.store.history.backups import MOMENTS_KEPT, Backups
from ankle_tui.store.history.codec import from_bytes
from ankle_tui.store.history.copies import MERGED_KEPT
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles, Slot
from tests.builders import ENDED, STARTED
from tests.faults.power import Tree, read_tree, write_tree

OLD, NEW = b"the old content, of some length" * 40, b"the new content, longer than the old one was" * 40
NOW = dt.datetime(2026, 11, 22, 18, 10, 3)
SET = SetRecord("single-leg-balance", "eyes-open-firm", 1, Side.LEFT, None, Unit.SECONDS, 30, 30.0, Outcome.DONE, 1)


def make_session(number: int) -> SessionRecord:
    """A session; those of different numbers are different ones."""
    return SessionRecord(
        id=new_id(1_763_830_000_000 + number, bytes(10)),
        day=STARTED.date(),
        started_at=STARTED,
        ended_at=ENDED,
        zone="Europe/Berlin",
        context=Context.POST_RUN,
        level=Level.BEGINNER,
        status=Status.PARTIAL,
        active_seconds=30.0,
        sets=(SET,),
    )


Check = Callable[[Path, bool], None]


@dataclass(frozen=True)
class Scenario:
    """A save.

    Attributes:
        name: What is there before.
        before: Puts that into a folder.
        save: Saves into it, and returns when that is on the disk.
        check: Asserts that nothing is lost; that the save is there too, when it has been acknowledged.
        check_failed: Asserts that nothing is lost when a call has failed, where that can be less.
        sweeps: Whether a save removes what one that was killed has left.
    """

    name: str
    before: Callable[[Path], object]
    save: Callable[[Path], object]
    check: Check
    check_failed: Check | None = None
    sweeps: bool = True

    def prepared(self, folder: Path) -> Tree:
        """What is there before, made in a folder of its own."""
        folder.mkdir()
        self.before(folder)
        return read_tree(folder)

    def start(self, folder: Path, tree: Tree) -> Path:
        """A new folder with what is there before."""
        write_tree(folder, tree)
        return folder


def _nothing(root: Path) -> None:
    """Nothing is there."""


# A file


def _check_file(root: Path, saved: bool) -> None:
    path = root / "data" / "deep" / "file"
    content = path.read_bytes() if path.exists() else None
    assert content == NEW or (not saved and content in {None, OLD})


def _check_old_file(root: Path, saved: bool) -> None:
    content = (root / "data" / "deep" / "file").read_bytes()
    assert content == NEW or (not saved and content == OLD)


PUTS = [
    Scenario(
        f"a file in {name}",
        before,
        lambda root: durable.put(root / "data" / "deep" / "file", NEW),
        check,
        sweeps=False,
    )
    for name, before, check in [
        ("folders that are not there", _nothing, _check_file),
        ("a folder that is there", lambda root: (root / "data" / "deep").mkdir(parents=True), _check_file),
        ("the place of an old one", lambda root: durable.put(root / "data" / "deep" / "file", OLD), _check_old_file),
    ]
]


# The history


def _history(root: Path, now: dt.datetime = NOW) -> HistoryFile:
    path = root / "data" / "history.json"
    return HistoryFile(path, Backups(path.parent / "backups", lambda: now), lambda: now, patience=0)


def _check_history(root: Path, saved: bool, *before: int) -> None:
    """The sessions of before are there, and the new one, 9; no backup is damaged."""
    file = _history(root)
    sessions = file.load().sessions
    old, new = _sessions(*before), _sessions(*before, 9)
    assert sessions == new or (not saved and sessions == old)
    for path in file.backups.paths():
        data = read_bytes(path)
        assert data is not None
        assert all(session in old for session in from_bytes(data).sessions)


def _sessions(*numbers: int) -> tuple[SessionRecord, ...]:
    return tuple(make_session(number) for number in numbers)


def _keep(root: Path) -> None:
    _history(root).keep(make_session(9))


def _two(root: Path) -> None:
    """A history of two sessions, without a backup of this day."""
    _history(root, NOW - dt.timedelta(days=1)).keep(make_session(1))
    _history(root, NOW - dt.timedelta(days=1)).keep(make_session(2))


def _two_and_backup(root: Path) -> None:
    """A history of two sessions, with a backup of this day."""
    _history(root).keep(make_session(1))
    _history(root).keep(make_session(2))


def _two_and_copy(root: Path) -> None:
    """A history of two sessions, and what Syncthing puts beside it when another machine wrote a third."""
    path = _history(root).path
    _history(root).keep(make_session(3))
    copy = path.read_bytes()
    path.unlink()
    _two_and_backup(root)
    path.with_name("history.sync-conflict-20261121-120000-ABCDEFG.json").write_bytes(copy)


def _check_copy(root: Path, saved: bool) -> None:
    """The third session may come later, when the folder could not be listed now."""
    sessions = _history(root).load().sessions
    assert sessions in [_sessions(1, 2, 9), _sessions(1, 2, 3, 9)] or (not saved and sessions == _sessions(1, 2))
    found = [
        number
        for path in (root / "data").glob("history*.json")
        for number in (1, 2, 3)
        if make_session(number) in from_bytes(path.read_bytes()).sessions
    ]
    assert set(found) == {1, 2, 3}


def _two_and_copies(root: Path) -> None:
    """The same as another program names it, among as many merged copies and backups as are kept."""
    _two_and_copy(root)
    path = _history(root).path
    (copy,) = path.parent.glob("history.sync-conflict-*")
    copy.rename(path.with_name(name := "history (in Konflikt stehende Kopie 2026-11-28).json"))
    for number in range(MERGED_KEPT):
        path.with_name(f"history.merged-202611{number + 1:02}-181003-{name}").write_bytes(path.read_bytes())
    for number in range(MOMENTS_KEPT):
        (path.parent / "backups" / f"history-2026-10-01-1810{number:02}.json").write_bytes(path.read_bytes())


def _merge(root: Path) -> None:
    _history(root).add_with_backup(History((make_session(9),)))


def _check_merge(root: Path, saved: bool) -> None:
    """What was there before is a backup once it is replaced."""
    _check_history(root, saved, 1, 2)
    file = _history(root)
    if file.load().sessions == _sessions(1, 2, 9):
        assert any(
            backup.history and backup.history.sessions == _sessions(1, 2) for backup in file.backups.newest_first()
        )


def _damaged(root: Path) -> None:
    """A history whose last line is torn, without a backup that has the sessions."""
    path = _history(root).path
    for number in (1, 2, 3):
        _history(root).keep(make_session(number))
    data = path.read_bytes()
    path.write_bytes(data[: data.rindex(make_session(3).id.encode()) + 80])


def _check_damaged(root: Path, saved: bool) -> None:
    sessions = _history(root).look().history.sessions
    assert sessions == _sessions(1, 2, 9) or (not saved and sessions == _sessions(1, 2))


def _ruined(root: Path) -> None:
    """A history of which nothing is left but the backup."""
    for number in (1, 2, 3):
        _history(root, NOW + dt.timedelta(days=number - 4)).keep(make_session(number))
    _history(root).path.write_bytes(bytes(500))


HISTORIES = [
    Scenario("no folder", _nothing, _keep, _check_history),
    Scenario("two sessions", _two, _keep, lambda root, saved: _check_history(root, saved, 1, 2)),
    Scenario("a backup of the day", _two_and_backup, _keep, lambda root, saved: _check_history(root, saved, 1, 2)),
    Scenario("a copy of a synced folder", _two_and_copy, _keep, _check_copy),
    Scenario("a copy among many", _two_and_copies, _keep, _check_copy),
    Scenario("a merge", _two_and_backup, _merge, _check_merge),
    Scenario("a damaged file", _damaged, _keep, _check_damaged),
    Scenario("a ruined file and a backup", _ruined, _keep, _check_damaged),
]


# A session in progress


def _slot(root: Path) -> Slot:
    return CheckpointFiles(root / "data" / "sessions", lambda: NOW).slot(make_session(1).id)


def _write(root: Path, minute: int) -> None:
    slot = _slot(root)
    try:
        if not slot.hold():
            raise BlockingIOError
        slot.write(_checkpoint(minute))
    finally:
        slot.let_go()


def _checkpoint(minute: int) -> Checkpoint:
    return Checkpoint(ENDED + dt.timedelta(minutes=minute), make_session(1))


def _check_checkpoint(root: Path, saved: bool, *before: Checkpoint | None) -> None:
    found = _slot(root).read()
    assert found == _checkpoint(2) or (not saved and found in before)


CHECKPOINTS = [
    Scenario(
        "no checkpoint",
        _nothing,
        lambda root: _write(root, 2),
        lambda root, saved: _check_checkpoint(root, saved, None),
        sweeps=False,
    ),
    Scenario(
        "a checkpoint",
        lambda root: _write(root, 1),
        lambda root: _write(root, 2),
        lambda root, saved: _check_checkpoint(root, saved, _checkpoint(1)),
        sweeps=False,
    ),
]

SAVES = [*PUTS, *HISTORIES, *CHECKPOINTS]


def save_in_place(path: Path, data: bytes) -> None:
    """A mutant of `put`: it writes over the old content, and syncs it."""
    durable.make_folder(path.parent)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(descriptor, data)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
