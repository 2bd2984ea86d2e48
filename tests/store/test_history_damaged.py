"""A history that is damaged, none of ours or out of reach: never overwritten, and read as far as it goes."""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ankle_tui.core.record import History
from ankle_tui.store import history as history_module
from ankle_tui.store.backups import Backup
from ankle_tui.store.history import HistoryFile, Opened
from ankle_tui.store.history_text import to_bytes
from ankle_tui.store.problem import FileProblem
from tests.store.records import ASIDE, failing, ids, listed, make_id, make_record, put, session_json, text_of
from tests.store.test_history_text import BAD

POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX permissions, links and pipes")
NOT_ROOT = pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may read and write everything")

# Files that are damaged


@pytest.mark.parametrize("what", BAD)
def test_a_damaged_file_is_refused_read_as_far_as_it_goes_and_not_touched(file: HistoryFile, what: str) -> None:
    content, problem = BAD[what]
    before = put(file, content)
    with pytest.raises(FileProblem) as refused:
        file.load()
    line = str(refused.value)
    assert problem in line
    assert line.startswith(f"{file.path}: ")
    assert line.isprintable()
    opened = file.look()
    assert (opened.notices, opened.damaged) == ((line,), True)
    assert file.path.read_bytes() == before
    assert listed(file.path.parent) == ["history.json"]


@pytest.mark.parametrize("what", BAD)
def test_a_damaged_file_is_set_aside_with_one_clear_line(file: HistoryFile, what: str) -> None:
    before = put(file, BAD[what][0])
    opened = file.open()
    [notice] = opened.notices
    assert notice.startswith("history.json was damaged (")
    assert notice.endswith(f" sessions are safe. The damaged file: {ASIDE}")
    assert notice.isprintable()
    assert file.path.with_name(ASIDE).read_bytes() == before
    assert listed(file.path.parent) == [ASIDE, "history.json"]
    assert HistoryFile(file.path).load() == opened.history
    assert file.open() == Opened(opened.history)  # and that was all


@pytest.mark.parametrize("what", BAD)
def test_a_session_is_kept_also_where_the_file_is_damaged(file: HistoryFile, what: str) -> None:
    before = put(file, BAD[what][0])
    assert make_record(9) in file.keep(make_record(9)).sessions
    assert make_record(9) in HistoryFile(file.path).load().sessions
    assert file.path.with_name(ASIDE).read_bytes() == before
    assert len(file.notices()) == 1
    assert file.notices() == ()


def test_a_repair_that_cannot_be_written_is_set_aside_once(file: HistoryFile, monkeypatch: pytest.MonkeyPatch) -> None:
    file.path.parent.mkdir(parents=True, exist_ok=True)
    file.path.write_bytes(b"{")
    with monkeypatch.context() as patch:
        patch.setattr(history_module, "put", failing(OSError(errno.ENOSPC, "No space left on device")))
        for _ in range(3):
            with pytest.raises(FileProblem, match="No space left"):
                file.keep(make_record())
    assert file.keep(make_record()).sessions == (make_record(),)
    assert [path.name for path in file.path.parent.glob("*.damaged-*")] == [ASIDE]


@POSIX
def test_a_link_to_nowhere_beside_it_is_no_reason_not_to_repair(file: HistoryFile) -> None:
    file.path.parent.mkdir(parents=True, exist_ok=True)
    file.path.write_bytes(b"{")
    file.path.with_name("history.damaged-x.json").symlink_to("nowhere.json")
    assert file.keep(make_record()).sessions == (make_record(),)


def test_what_is_undamaged_comes_from_the_file_and_the_rest_from_the_newest_good_backup(kept: HistoryFile) -> None:
    kept.keep(make_record(2))  # the backup of the day holds the first only
    kept.keep(make_record(3))
    put(kept, kept.path.read_bytes().replace(make_id(1).encode(), b"?")[:-2])
    for opened in (kept.look(), kept.open()):
        assert ids(opened.history) == [make_id(1), make_id(2), make_id(3)]
    assert opened.notices == (
        f"history.json was damaged (line 7): 3 sessions are safe, 1 of them from a backup. The damaged file: {ASIDE}",
    )


def test_a_backup_that_is_damaged_too_is_passed_over(kept: HistoryFile) -> None:
    kept.keep(make_record(2))
    (kept.backups.folder / "history-2026-11-23.json").write_bytes(b"\0" * 4096)
    put(kept, b"\0" * 4096)
    assert ids(kept.open().history) == [make_id(1)]


def test_a_second_damage_in_the_same_second_gets_another_name(file: HistoryFile) -> None:
    for content in ("one", "two", "three"):
        put(file, content)
        file.open()
    names = [ASIDE, ASIDE.replace(".json", "-2.json"), ASIDE.replace(".json", "-3.json")]
    assert [file.path.with_name(name).read_text(encoding="utf-8") for name in names] == ["one", "two", "three"]


def test_a_file_of_500_megabytes_is_set_aside_without_being_read_whole(file: HistoryFile) -> None:
    file.path.parent.mkdir()
    with file.path.open("wb") as large:  # nothing but a hole: it takes no room
        large.write(to_bytes(History((make_record(1),))))
        large.truncate(500 << 20)
    opened = file.open()
    assert ids(opened.history) == [make_id(1)]
    assert "history.json was damaged (is larger than 256 MiB): 1 sessions are safe." in opened.notices[0]
    assert file.path.with_name(ASIDE).stat().st_size == 500 << 20


def test_a_folder_in_its_place_is_set_aside(file: HistoryFile) -> None:
    file.path.mkdir(parents=True)
    (file.path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileProblem, match=r"history\.json: is a folder"):
        file.load()
    assert file.look().damaged
    assert file.keep(make_record(1)).sessions == (make_record(1),)
    assert (file.path.with_name(ASIDE) / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_a_damage_that_cannot_be_set_aside_is_left_as_it_is(file: HistoryFile, monkeypatch: pytest.MonkeyPatch) -> None:
    before = put(file, text_of(session_json()) + "?")
    monkeypatch.setattr(history_module, "copy", failing(OSError(errno.ENOSPC, "No space left on device")))
    with pytest.raises(FileProblem, match=r"history\.json: cannot be written: No space left on device"):
        file.keep(make_record(2))
    opened = file.open()
    assert (ids(opened.history), len(opened.notices)) == ([make_id(1)], 1)
    assert file.path.read_bytes() == before


# Files that are none of ours, or out of reach


def test_a_sound_file_of_something_else_is_refused_and_not_touched(file: HistoryFile) -> None:
    before = put(file, text_of(format="jrnl"))
    for attempt in (file.load, file.look, file.open, lambda: file.keep(make_record())):
        with pytest.raises(FileProblem, match=r'history\.json: format: must be "ankle-tui/history", not "jrnl"'):
            attempt()
    assert file.path.read_bytes() == before
    assert listed(file.path.parent) == ["history.json"]


def test_a_file_of_a_newer_version_is_only_read(file: HistoryFile) -> None:
    new = json.loads(text_of(session_json(), session_json(id=make_id(2), sets="in another way"), version=2))
    before = put(file, to_lines(new))
    for opened in (file.look(), file.open()):
        assert ids(opened.history) == [make_id(1)]
        assert not opened.damaged
        assert opened.notices == (
            f"{file.path}: version: is 2, made by a newer ankle-tui; this one reads up to 1. It is only read.",
        )
    attempts: list[Callable[[], object]] = [
        lambda: file.keep(make_record()),
        lambda: file.restore(Backup(file.path, History())),
    ]
    for attempt in attempts:
        with pytest.raises(FileProblem, match="made by a newer ankle-tui"):
            attempt()
    assert file.path.read_bytes() == before
    assert listed(file.path.parent) == ["history.json"]


def to_lines(data: dict[str, object]) -> str:
    return json.dumps(data).replace('{"id"', '\n{"id"')


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine", encoding="utf-8")
    file = HistoryFile(tmp_path / "data" / "history.json", patience=0)
    for attempt in (file.load, lambda: file.keep(make_record()), lambda: file.restore(Backup(file.path, History()))):
        with pytest.raises(FileProblem, match=r"history\.json: cannot be "):
            attempt()
    assert (file.open().history, file.open().notices) == (History(), file.look().notices)
    assert (tmp_path / "data").read_text(encoding="utf-8") == "mine"


@POSIX
def test_a_pipe_in_its_place_is_not_waited_for_and_not_moved(file: HistoryFile) -> None:
    file.path.parent.mkdir()
    os.mkfifo(file.path)
    for attempt in (file.load, lambda: file.keep(make_record())):
        with pytest.raises(FileProblem, match=r"history\.json: is not a file"):
            attempt()
    assert file.open() == Opened(History(), (f"{file.path}: is not a file",))
    assert listed(file.path.parent) == ["history.json"]


@POSIX
def test_links_in_a_circle(file: HistoryFile) -> None:
    file.path.parent.mkdir()
    file.path.symlink_to(file.path)
    for attempt in (file.load, lambda: file.keep(make_record())):
        with pytest.raises(FileProblem, match=r"history\.json: cannot be read: "):
            attempt()
    assert file.path.is_symlink()


@POSIX
@NOT_ROOT
def test_no_permission_to_read(kept: HistoryFile) -> None:
    kept.keep(make_record(2))
    kept.path.chmod(0)
    for attempt in (HistoryFile(kept.path).load, lambda: kept.keep(make_record(3))):
        with pytest.raises(FileProblem, match="cannot be read: Permission denied"):
            attempt()
    opened = kept.open()
    assert (ids(opened.history), opened.damaged) == ([make_id(1)], False)  # the backup
    assert listed(kept.path.parent) == ["backups", "history.json"]


@POSIX
@NOT_ROOT
@pytest.mark.parametrize("mode", [0o500, 0])
def test_a_folder_nothing_can_be_done_in(kept: HistoryFile, mode: int) -> None:
    before = kept.path.read_bytes()
    kept.path.parent.chmod(mode)
    try:
        with pytest.raises(FileProblem, match=r"history\.json: cannot be .*: Permission denied"):
            kept.keep(make_record(2))
        assert ids(kept.open().history) == ([make_id(1)] if mode else [])
    finally:
        kept.path.parent.chmod(0o700)
    assert kept.path.read_bytes() == before


@POSIX
@NOT_ROOT
def test_a_damaged_file_in_a_folder_that_cannot_be_written_is_read_as_far_as_it_goes(kept: HistoryFile) -> None:
    before = put(kept, kept.path.read_bytes() + b"?")
    kept.path.parent.chmod(0o500)
    try:
        opened = kept.open()
    finally:
        kept.path.parent.chmod(0o700)
    assert (ids(opened.history), len(opened.notices)) == ([make_id(1)], 1)
    assert kept.path.read_bytes() == before
