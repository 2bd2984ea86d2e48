"""A history in a synced folder: what another machine wrote at the same time is merged and set aside."""

import datetime as dt
import errno
import itertools
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.store.files.read import read_bytes
from ankle_tui.store.history import history_file as history_module
from ankle_tui.store.history import synced
from ankle_tui.store.history.codec import from_bytes, to_bytes
from ankle_tui.store.history.copies import MERGED_KEPT
from ankle_tui.store.history.history_file import HistoryFile, Opened
from tests.store.history.records import NOW, failing, ids, listed, make_id, make_record, text_of
from tests.test_safe_read import make_pipe

POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX pipes, devices and links")

CONFLICTS = (
    "history.sync-conflict-20261122-181003-ABC2DEF.json",
    "history.sync-conflict-20261122-181003.json",
    "history.sync-conflict-20261122-181003-ABC2DEF.sync-conflict-20261123-181003-ABC2DEF.json",
    "history (laptop's conflicted copy 2026-11-22).json",
    "history (laptop's conflicted copy 2026-11-22 (1)).json",
    "history (conflicted copy 2026-11-22 181003).json",
    "history_conflict-20261122-181003.json",
)
"""The names that Syncthing, Dropbox, Nextcloud and ownCloud give."""
BY_CONTENT = (
    "history-MYPC.json",
    "history-DESKTOP-1A2B3C-2.json",
    "history (1).json",
    "history 2.json",
    "history (in Konflikt stehende Kopie 2026-11-28).json",
    "history (Copie en conflit de portable 2026-11-28).json",
    "history (Case Conflict).json",
    "History (Case Conflict 1).json",
    "history (conflicted copy by Anna 2026-11-28 181003).json",
    "history (SFConflict anna@example.org 2026-11-28-18-10-03).json",
    "history_MYPC_Nov-28-181003-2026_Conflict.json",
    "history [conflicted].json",
    "history (1).JSON",
    "history.json.conflict1",
)
"""Names of other programs and languages, which are known by what the file holds."""


def beside(file: HistoryFile, name: str, *sessions: SessionRecord) -> Path:
    """A conflict copy."""
    path = file.path.with_name(name)
    path.write_bytes(to_bytes(History(sessions)))
    return path


@pytest.mark.parametrize("name", CONFLICTS + BY_CONTENT)
def test_a_conflict_copy_is_merged_at_the_start_and_set_aside(kept: HistoryFile, name: str) -> None:
    content = beside(kept, name, make_record(1, rev=2, effort=7), make_record(2)).read_bytes()
    opened = kept.open()
    assert opened.history.sessions == (make_record(1, rev=2, effort=7), make_record(2))
    assert opened.notices == (
        f"1 copy merged into your history ({name}). To undo: ankle-tui backup restore 2026-11-22",
    )
    assert listed(kept.path.parent) == ["backups", "history.json", aside := f"history.merged-20261122-181003-{name}"]
    assert kept.path.with_name(aside).read_bytes() == content
    assert HistoryFile(kept.path).open() == Opened(opened.history)


def test_all_conflict_copies_are_merged_at_once_and_told_in_one_line(kept: HistoryFile) -> None:
    for number, name in enumerate(CONFLICTS + BY_CONTENT, 2):
        beside(kept, name, make_record(number))
    opened = kept.open()
    assert len(opened.history.sessions) == 1 + (many := len(CONFLICTS + BY_CONTENT))
    assert opened.notices == (
        f"{many} copies merged into your history (History (Case Conflict 1).json, history "
        f"(1).JSON, history (1).json, history (Case Conflict).json, and {many - 4} more). To undo: ankle-tui backup restore 2026-11-22",
    )


def test_copies_are_taken_back_by_the_backup_that_the_line_names(kept: HistoryFile) -> None:
    kept.keep(make_record(2))
    kept.add(History(days=(DayMark(NOW.date(), DayKind.REST),)))
    before = kept.path.read_bytes()
    beside(kept, "history (1).json", make_record(2, rev=5, note="a stranger's"), make_record(3))
    [notice] = kept.open().notices
    assert kept.path.read_bytes() != before
    name = notice.rpartition(" restore ")[2]
    [backup] = [one for one in kept.backups.newest_first() if one.name == name]
    kept.restore(backup)
    assert kept.path.read_bytes() == before
    assert kept.open().history == from_bytes(before)  # and nothing merges them again


def test_without_room_for_a_backup_copies_wait_and_sessions_are_saved(kept: HistoryFile) -> None:
    kept.backups.folder.write_text("a file in the folder's place", encoding="utf-8")
    path = beside(kept, "history (1).json", make_record(2))
    assert ids(kept.keep(make_record(3))) == [make_id(1), make_id(3)]
    [notice] = kept.notices()
    assert notice.startswith(f"history (1).json: not merged yet: {kept.backups.folder}: cannot be written: ")
    assert path.exists()
    kept.backups.folder.unlink()
    assert ids(kept.open().history) == [make_id(1), make_id(2), make_id(3)]


BY_HAND = (
    "history-old.json",
    "history-backup.json",
    "history - Copy.json",
    "history_before_marathon.json",
    "history (1).json",
    "history 2.json",
    "history-LAPTOP.json",
)
"""Names that a runner may have given."""


def test_only_the_newest_merged_copies_of_syncing_programs_stay_and_all_that_a_runner_may_have_made(
    tmp_path: Path,
) -> None:
    seconds = itertools.count()
    file = HistoryFile(tmp_path / "history.json", now=lambda: NOW + dt.timedelta(seconds=next(seconds)))
    before = file.path.with_name("history.merged-20261122-181003.json")
    before.write_bytes(b"without its name")
    kept = [before.read_bytes()]
    for number, name in enumerate(BY_HAND):
        kept.append(beside(file, name, make_record(number)).read_bytes())
        file.open()
    for number in range(MERGED_KEPT + 4):
        name = f"history ({number} in Konflikt stehende Kopie 2026-11-28).json"
        kept.append(beside(file, name, make_record(100 + number)).read_bytes())
        file.open()
    several = [f"history.sync-conflict-20261122-18100{number}.json" for number in range(3)]
    kept += [beside(file, name, make_record(200 + number)).read_bytes() for number, name in enumerate(several)]
    file.open()
    stay = {path.read_bytes() for path in tmp_path.glob("history.merged-*")}
    assert stay == {*kept[: 1 + len(BY_HAND)], *kept[-MERGED_KEPT:]}
    assert len(file.load().sessions) == len(BY_HAND) + MERGED_KEPT + 4 + 3


@pytest.mark.parametrize("name", BY_HAND)
def test_a_copy_that_the_runner_has_made_keeps_its_name_when_it_is_set_aside(kept: HistoryFile, name: str) -> None:
    content = beside(kept, name, make_record(2)).read_bytes()
    kept.open()
    assert kept.path.with_name(f"history.merged-20261122-181003-{name}").read_bytes() == content


def test_copies_of_one_name_and_moment_are_set_aside_side_by_side(kept: HistoryFile) -> None:
    for number in (2, 3):
        beside(kept, "history (1).json", make_record(number))
        kept.open()
    names = [name for name in listed(kept.path.parent) if ".merged-" in name]
    stamp = "history.merged-20261122-181003"
    assert names == [f"{stamp}-2-history (1).json", f"{stamp}-history (1).json"]


@pytest.mark.parametrize("filling", ["x", "é", "👣"])
def test_the_name_of_what_is_set_aside_fits_and_ends_like_the_copys(kept: HistoryFile, filling: str) -> None:
    room = 255 - len("history-.json")
    name = f"history-{filling * (room // len(filling.encode()))}.json"
    beside(kept, name, make_record(2))
    [notice] = kept.open().notices
    assert "cannot be set aside" not in notice
    [aside] = kept.path.parent.glob("history.merged-*")
    assert len(os.fsencode(aside.name)) <= 255
    assert aside.name.endswith(f"{filling * 40}.json")


@pytest.mark.skipif(sys.platform != "linux", reason="names in bytes")
def test_a_name_that_is_no_text_is_set_aside_too(kept: HistoryFile) -> None:
    beside(kept, os.fsdecode(b"history-\xfc\n.json"), make_record(2))
    kept.open()
    assert "history.merged-20261122-181003-history-__.json" in listed(kept.path.parent)


def test_what_is_unreadable_in_a_copy_is_never_deleted(tmp_path: Path) -> None:
    seconds = itertools.count()
    file = HistoryFile(tmp_path / "history.json", now=lambda: NOW + dt.timedelta(seconds=next(seconds)))
    damaged = []
    for number in range(2 * MERGED_KEPT):
        path = beside(file, CONFLICTS[0], make_record(number, note="ü"), make_record(1000 + number))
        content = path.read_bytes()
        broken = content.replace(make_id(1000 + number).encode(), b"?"), content.replace("ü".encode(), b"\xfc")
        path.write_bytes(broken[number % 2])
        damaged.append(path.read_bytes())
        said = " ".join(file.open().notices)
        assert ("1 entry could not be read" in said, "1 entry lost a character" in said) == (not number % 2, number % 2)
    assert sorted(path.read_bytes() for path in tmp_path.glob("history.damaged-*")) == sorted(damaged)
    assert list(tmp_path.glob("history.merged-*")) == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_copy_that_an_editor_has_saved_is_merged(kept: HistoryFile, encoding: str) -> None:
    text = to_bytes(History((make_record(2, note="ü 🦶"),))).decode()
    kept.path.with_name("history (1).json").write_bytes(text.encode(encoding))
    assert kept.open().history.sessions == (make_record(1), make_record(2, note="ü 🦶"))


def test_a_conflict_copy_without_a_file_becomes_the_file(file: HistoryFile) -> None:
    file.path.parent.mkdir()
    beside(file, CONFLICTS[0], make_record(1))
    assert ids(file.open().history) == ids(HistoryFile(file.path).load()) == [make_id(1)]


def test_a_conflict_copy_with_nothing_new_is_set_aside_too(kept: HistoryFile) -> None:
    before = kept.path.read_bytes()
    beside(kept, CONFLICTS[0], make_record(1))
    kept.open()
    assert kept.path.read_bytes() == before
    assert listed(kept.path.parent) == ["history.json", f"history.merged-20261122-181003-{CONFLICTS[0]}"]


@pytest.mark.parametrize("name", [CONFLICTS[0], BY_CONTENT[0]])
def test_of_a_damaged_conflict_copy_what_is_undamaged_is_merged(kept: HistoryFile, name: str) -> None:
    path = beside(kept, name, make_record(2), make_record(3))
    damaged = path.read_bytes().replace(make_id(2).encode(), b"?")
    path.write_bytes(damaged)
    opened = kept.open()
    assert ids(opened.history) == [make_id(1), make_id(3)]
    assert f"1 copy merged into your history ({name}, 1 entry could not be read)." in opened.notices[0]
    assert kept.path.with_name(f"history.damaged-20261122-181003-{name}").read_bytes() == damaged


@pytest.mark.parametrize("content", [text_of(version=2), text_of(format="jrnl")])
def test_a_conflict_copy_that_is_not_understood_stays_and_keeps_nobody_from_saving(
    kept: HistoryFile, content: str
) -> None:
    kept.path.with_name(CONFLICTS[0]).write_text(content, encoding="utf-8")
    opened = kept.open()
    assert (ids(opened.history), len(opened.notices)) == ([make_id(1)], 1)
    assert opened.notices[0].startswith(f"{CONFLICTS[0]} was not merged: ")
    assert len(kept.keep(make_record(2)).sessions) == 2
    assert kept.path.with_name(CONFLICTS[0]).read_text(encoding="utf-8") == content


def test_a_conflict_copy_that_cannot_be_set_aside_is_no_reason_not_to_save(
    kept: HistoryFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside(kept, CONFLICTS[0], make_record(2))
    monkeypatch.setattr(synced, "move", failing(OSError(errno.EACCES, "Permission denied")))
    assert len(kept.keep(make_record(3)).sessions) == 3
    assert kept.notices() == (f"{CONFLICTS[0]}: merged into your history, but cannot be set aside: Permission denied.",)
    monkeypatch.undo()
    assert len(kept.open().history.sessions) == 3
    assert f"history.merged-20261122-181003-{CONFLICTS[0]}" in listed(kept.path.parent)


def _too_new(path: Path, _: pytest.MonkeyPatch) -> None:
    path.write_text(text_of(version=2), encoding="utf-8")


def _without_backup(path: Path, _: pytest.MonkeyPatch) -> None:
    path.with_name("backups").write_text("in the way")


def _immovable(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(synced, "move", failing(OSError(errno.EACCES, "Permission denied")))


def _too_large(path: Path, _: pytest.MonkeyPatch) -> None:
    with path.open("r+b") as large:  # nothing but a hole: it takes no room
        large.truncate(2 << 30)


@pytest.mark.parametrize("hinder", [_too_new, _without_backup, _immovable, _too_large])
def test_a_copy_that_stays_is_told_and_read_once_until_it_changes(
    kept: HistoryFile, monkeypatch: pytest.MonkeyPatch, hinder: Callable[[Path, pytest.MonkeyPatch], None]
) -> None:
    path = beside(kept, "history (1).json", make_record(2))
    hinder(path, monkeypatch)
    read: list[Path] = []

    def note_reading(path: Path) -> bytes | None:
        read.append(path)
        return read_bytes(path)

    monkeypatch.setattr(synced, "read_bytes", note_reading)
    told = []
    for number in (3, 4, 5):
        kept.keep(make_record(number))
        told.append(len(kept.notices()))
    assert (told, read.count(path)) == ([1, 0, 0], 1)
    beside(kept, "history (1).json", make_record(2), make_record(6))
    kept.keep(make_record(7))
    assert (len(kept.notices()), read.count(path)) == (1, 2)


@pytest.mark.parametrize(
    "name",
    [
        "history.json.bak",
        "history-2026-11-22.json",
        "history-2026.json",
        "history.json~",
        "historical.json",
        "history2.json",
        "History.json",
        ".history (1).json",
        "other.sync-conflict-20261122-181003-ABC2DEF.json",
        "history.merged-20261122-181003.json",
        "history.damaged-20261122-181003.json",
        "history.merged-20261122-181003.sync-conflict-20261122-181003-ABC2DEF.json",
    ],
)
def test_other_files_are_left_alone(kept: HistoryFile, name: str) -> None:
    path = beside(kept, name, make_record(2))
    assert kept.open() == Opened(kept.load())
    assert (ids(kept.load()), path.exists()) == ([make_id(1)], True)


@pytest.mark.parametrize("content", [b"", b"notes", text_of(format="jrnl").encode(), b'{"sessions": []}', b"\xff\xfe"])
def test_a_file_that_is_no_history_is_left_alone_whatever_it_is_called(kept: HistoryFile, content: bytes) -> None:
    path = kept.path.with_name("history (1).json")
    path.write_bytes(content)
    assert kept.open() == Opened(kept.load())
    assert path.read_bytes() == content


@POSIX
@pytest.mark.parametrize("name", [CONFLICTS[0], BY_CONTENT[0]])
@pytest.mark.parametrize("make", [make_pipe, Path.mkdir, lambda path: path.symlink_to("/dev/zero")])
def test_what_is_no_file_is_neither_read_nor_moved(
    kept: HistoryFile, name: str, make: Callable[[Path], object]
) -> None:
    make(kept.path.with_name(name))
    assert kept.open() == Opened(kept.load())
    assert name in listed(kept.path.parent)


def test_a_copy_that_goes_meanwhile_is_passed_over_in_silence(
    kept: HistoryFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = kept.path.with_name("history (1).json")
    for module in (history_module, synced):
        monkeypatch.setattr(module, "conflict_copies", lambda real, names: [gone])
    assert kept.open() == Opened(kept.load())


def test_a_copy_that_is_far_too_large_is_named_and_not_read(kept: HistoryFile) -> None:
    path = beside(kept, "history (1).json", make_record(2))
    with path.open("r+b") as large:  # nothing but a hole: it takes no room
        large.truncate(2 << 30)
    opened = kept.open()
    assert opened.notices == (f"history (1).json was not merged: {path}: is larger than 256 MiB",)
    assert path.exists()


def test_the_folder_is_listed_once_and_nothing_but_the_history_is_opened(
    kept: HistoryFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("notes.json", "history-2026.json", "history.damaged-20261122-181003.json", "photo.jpg"):
        beside(kept, name)
    opened: list[str] = []
    listings: list[Path] = []
    real_open, real_list = os.open, Path.iterdir

    def note_open(path: Path, *rest: int) -> int:
        opened.append(path.name)
        return real_open(path, *rest)

    def note_listing(path: Path) -> Iterator[Path]:
        listings.append(path)
        return real_list(path)

    monkeypatch.setattr(os, "open", note_open)
    monkeypatch.setattr(Path, "iterdir", note_listing)
    assert HistoryFile(kept.path).open().notices == ()
    assert (opened, listings) == (["history.json"], [kept.path.parent])


def test_other_histories_beside_it_are_told_apart_from_copies(kept: HistoryFile) -> None:
    names = ["History.json", "history-2026.json", "old.json", "history.json.bak", "history (1).json", "x.merged-1.json"]
    for name in names:
        beside(kept, name, make_record(2))
    kept.path.with_name("notes.json").write_text("{}", encoding="utf-8")
    beside(kept, "history.merged-20261122-181003.json", make_record(2))
    beside(kept, "photo.jpg", make_record(2))
    assert [path.name for path in kept.conflict_copies()] == ["history (1).json"]
    others = ["History.json", "history-2026.json", "history.json.bak", "old.json", "x.merged-1.json"]
    assert [path.name for path in kept.other_histories()] == others
