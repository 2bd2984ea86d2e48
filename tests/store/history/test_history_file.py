"""The history file: what is kept, what must not get in, and that a save never costs what was there before."""

import errno
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.history.merge import merge
from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.core.validation import MOST_NESTED
from ankle_tui.store.files import durable
from ankle_tui.store.files.lock import Lock
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.history import history_file as history_module
from ankle_tui.store.history.backups import Backup
from ankle_tui.store.history.codec import to_bytes
from ankle_tui.store.history.history_file import HistoryFile, Opened
from tests.examples import examples
from tests.store.history.records import (
    ASIDE,
    failing,
    ids,
    listed,
    make_id,
    make_record,
    make_tomb,
    put,
    session_json,
    text_of,
)
from tests.store.history.test_codec import records

POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX permissions, links and pipes")
BACKUP = "history-2026-11-22.json"

# Reading and writing


def test_no_file_is_an_empty_history_and_reading_makes_none(file: HistoryFile) -> None:
    assert file.load() == History()
    assert file.look() == file.open() == Opened(History())
    assert not file.path.parent.exists()


def test_what_is_kept_is_read_again(file: HistoryFile) -> None:
    first = make_record(1, effort=6, pain=0, note='windy, "cold"\n[bold] ü 脚 🦶')
    assert file.keep(first).sessions == (first,)
    assert file.keep(make_record(2)).sessions == (first, make_record(2))
    again = HistoryFile(file.path)
    assert again.load().sessions == (first, make_record(2))
    assert again.look() == again.open() == Opened(again.load())


def test_a_higher_revision_replaces_and_a_lower_one_does_not(kept: HistoryFile) -> None:
    kept.keep(make_record(2))
    kept.keep(make_record(1, rev=3, effort=7))
    kept.keep(make_record(1, rev=2, effort=1))
    assert kept.load().sessions == (make_record(1, rev=3, effort=7), make_record(2))


def test_keeping_twice_is_keeping_once(kept: HistoryFile) -> None:
    before, inode = kept.path.read_bytes(), kept.path.stat().st_ino
    kept.keep(make_record(1))
    assert (kept.path.read_bytes(), kept.path.stat().st_ino) == (before, inode)


def test_sessions_of_another_copy_of_the_program_stay(kept: HistoryFile) -> None:
    other = HistoryFile(kept.path)
    kept.load()
    other.keep(make_record(2))
    assert ids(kept.keep(make_record(3))) == [make_id(1), make_id(2), make_id(3)]
    assert ids(other.load()) == [make_id(1), make_id(2), make_id(3)]


def test_what_was_deleted_goes_and_stays_away(kept: HistoryFile) -> None:
    other = kept.load()
    kept.add(History(deleted=(make_tomb(1),)), History((make_record(2),)))
    assert ids(kept.add(other)) == [make_id(2)]
    assert ids(kept.keep(make_record(1, rev=2))) == [make_id(1), make_id(2)]  # the undo
    assert HistoryFile(kept.path).load().deleted == (make_tomb(1),)


def test_unknown_fields_survive_at_every_level(file: HistoryFile) -> None:
    session = session_json(weather={"wind": [1, 2.5, None], "": "ü"}, shoes=10**30)
    first = json.loads(json.dumps(session["sets"]))[0]
    first |= {"grip": "socks", "target": {"seconds": 30, "hz": 1.0}, "done": first["done"] | {"wobble": [[]]}}
    session["sets"] = [first]
    tomb = make_tomb(5).to_json() | {"why": "a test"}
    day = {"day": "2026-11-21", "rev": 1, "kind": "run", "weather": "rain"}
    put(file, text_of(session, days=[day], shoes=["a"], deleted=[tomb], mood=None))
    file.keep(make_record(2))
    data = json.loads(file.path.read_bytes())
    assert data["sessions"][0] == session
    assert (data["days"], data["deleted"], data["mood"], data["shoes"]) == ([day], [tomb], None, ["a"])


@examples(30)
@given(st.lists(records, min_size=1, max_size=6))
def test_any_sessions_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, sessions: list[SessionRecord]
) -> None:
    file = HistoryFile(tmp_path_factory.mktemp("data") / "history.json")
    expected = History()
    for session in sessions:
        expected = merge(expected, History((session,)))
        assert file.keep(session) == expected
    assert file.load() == HistoryFile(file.path).load() == expected


# Sessions that must not get in


@pytest.mark.parametrize(
    "record",
    [
        make_record(2, active_seconds=float("nan")),
        make_record(2, active_seconds=-1.0),
        make_record(2, effort=11),
        make_record(2, id="me"),
        make_record(2, extra={"mood": float("inf")}),
    ],
    ids=["NaN", "negative", "score", "id", "extra"],
)
def test_a_record_that_could_not_be_read_again_is_refused(kept: HistoryFile, record: SessionRecord) -> None:
    before = kept.path.read_bytes()
    with pytest.raises(FileProblem, match=r"history\.json: cannot hold this session: "):
        kept.keep(record)
    assert kept.path.read_bytes() == before


def test_half_a_character_in_a_note_costs_that_character_only(kept: HistoryFile) -> None:
    kept.keep(make_record(2, note="ab\ud800c", zone="\udcff"))
    for history in (kept.load(), HistoryFile(kept.path).load()):
        assert [session.note for session in history.sessions] == ["", "ab?c"]


@pytest.mark.parametrize("depth", [MOST_NESTED, MOST_NESTED + 1, sys.getrecursionlimit() - 40, 5000, 50_000])
def test_what_is_nested_deeply_is_kept_and_what_is_too_deep_is_set_aside(file: HistoryFile, depth: int) -> None:
    before = put(file, text_of(mood=0).replace("0}", "[" * depth + "]" * depth + "}"))
    file.keep(make_record())
    assert ids(HistoryFile(file.path).load()) == [make_id(1)]
    if depth > MOST_NESTED:
        assert file.path.with_name(ASIDE).read_bytes() == before
    else:
        assert file.path.read_bytes().count(b"[") > depth


def test_a_merge_that_would_lose_a_session_writes_nothing(kept: HistoryFile, monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept.path.read_bytes()
    monkeypatch.setattr(history_module, "merge", lambda *histories: histories[-1])
    with pytest.raises(FileProblem, match=r"history\.json: cannot hold this session: 1 sessions would be lost"):
        kept.keep(make_record(2))
    assert kept.path.read_bytes() == before


# The way on to the disk


@pytest.mark.parametrize("step", ["write", "fsync", "read", "replace"])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()], ids=repr)
def test_a_save_that_fails_leaves_what_was_there(
    kept: HistoryFile, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    before = kept.path.read_bytes()
    with monkeypatch.context() as patch:
        if step == "fsync":
            patch.setattr(durable, "_sync", failing(error))
        else:
            patch.setattr(os, step, failing(error))
        if isinstance(error, OSError):
            with pytest.raises(FileProblem, match=r"history\.json: cannot be written: No space left on device"):
                kept.keep(make_record(2))
        else:
            with pytest.raises(KeyboardInterrupt):
                kept.keep(make_record(2))
    assert kept.path.read_bytes() == before
    assert [path for path in listed(kept.path.parent) if path != "backups"] == ["history.json"]
    assert kept.load().sessions == (make_record(1),)
    kept.keep(make_record(2))
    assert len(HistoryFile(kept.path).load().sessions) == 2


def test_a_first_save_that_fails_leaves_no_file(file: HistoryFile, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", failing(OSError(errno.EIO, "Input/output error")))
        with pytest.raises(FileProblem, match="Input/output error"):
            file.keep(make_record())
    assert listed(file.path.parent) == []
    assert file.load() == History()


def test_a_lock_that_is_held_is_a_problem_and_nothing_is_written(kept: HistoryFile) -> None:
    before = kept.path.read_bytes()
    lock = Lock(kept.path.with_name(".history.json.lock"))
    assert lock.take()
    attempts: list[Callable[[], object]] = [
        lambda: kept.keep(make_record(2)),
        lambda: kept.restore(Backup(kept.path, History())),
    ]
    for attempt in attempts:
        with pytest.raises(FileProblem, match="another program has held its lock for 0 s"):
            attempt()
    kept.path.with_name(".history.json.0123456789ab.tmp").write_bytes(b"half")  # the other one may be writing it now
    assert kept.open() == Opened(kept.load(), (f"{kept.path}: another program has held its lock for 0 s",))
    lock.let_go()
    assert kept.path.read_bytes() == before


@POSIX
def test_a_link_stays_a_link_and_everything_stands_beside_the_file_itself(file: HistoryFile, tmp_path: Path) -> None:
    real = tmp_path / "synced" / "ankle.json"
    file.path.parent.mkdir()
    file.path.symlink_to(real)  # which does not exist yet
    file.keep(make_record(1))
    file.keep(make_record(2))
    real.with_name("ankle (conflicted copy 2026-11-22 181003).json").write_bytes(to_bytes(History((make_record(3),))))
    real.with_name(".ankle.json.0123456789ab.tmp").write_bytes(b"half")
    assert len(file.open().history.sessions) == 3
    real.write_bytes(b"?")
    file.open()
    assert file.path.is_symlink()
    assert listed(real.parent) == [
        "ankle.damaged-20261122-181003.json",
        "ankle.json",
        "ankle.merged-20261122-181003-ankle (conflicted copy 2026-11-22 181003).json",
    ]
    assert listed(file.path.parent) == ["backups", "history.json"]


@pytest.mark.parametrize("name", [".history.json.0123456789ab.tmp", ".history.json.4711.tmp"])
def test_what_a_killed_program_left_is_swept_at_the_start_and_at_every_save(kept: HistoryFile, name: str) -> None:
    for act in (kept.open, lambda: kept.keep(make_record(2))):
        kept.path.with_name(name).write_text("half a hist", encoding="utf-8")
        act()
        assert not kept.path.with_name(name).exists()
    assert len(kept.load().sessions) == 2


def test_left_overs_of_a_first_save_are_swept_without_making_a_file(file: HistoryFile) -> None:
    file.path.parent.mkdir()
    file.path.with_name(".history.json.0123456789ab.tmp").write_bytes(b"half")
    assert file.open() == Opened(History())
    assert listed(file.path.parent) == []


# Backups


def test_the_first_state_of_the_day_is_backed_up_before_it_is_replaced(kept: HistoryFile) -> None:
    before = kept.path.read_bytes()
    assert listed(kept.path.parent) == ["history.json"]
    kept.keep(make_record(2))
    kept.keep(make_record(3))
    assert listed(kept.backups.folder) == [BACKUP]
    assert (kept.backups.folder / BACKUP).read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"\0" * 4096, b'{"format": "ankle-tui/history", "version": 1, "sess'])
def test_damaged_bytes_never_become_a_backup(file: HistoryFile, content: bytes) -> None:
    put(file, content)
    file.keep(make_record(1))
    good = file.backups.newest_good()
    assert [backup.history is not None for backup in file.backups.newest_first()] == ([True] if good else [])


def test_a_backup_that_cannot_be_written_is_no_reason_not_to_save(kept: HistoryFile) -> None:
    kept.backups.folder.write_text("mine", encoding="utf-8")
    assert len(kept.keep(make_record(2)).sessions) == 2
    assert kept.backups.folder.read_text(encoding="utf-8") == "mine"


def test_a_restore_gives_back_the_backup_and_keeps_what_was_there(kept: HistoryFile) -> None:
    kept.keep(make_record(2))
    before = kept.path.read_bytes()
    [backup] = kept.backups.newest_first()
    assert ids(kept.restore(backup)) == [make_id(1)]
    assert kept.load() == HistoryFile(kept.path).load() == backup.history
    assert (kept.backups.folder / "history-2026-11-22-181003.json").read_bytes() == before


def test_a_restore_where_there_is_no_file(kept: HistoryFile) -> None:
    kept.keep(make_record(2))
    kept.path.unlink()
    [backup] = kept.backups.newest_first()
    assert ids(kept.restore(backup)) == [make_id(1)]
    assert listed(kept.backups.folder) == [BACKUP]


def test_a_restore_over_a_damaged_file_sets_it_aside(kept: HistoryFile) -> None:
    kept.keep(make_record(2))
    put(kept, "?")
    [backup] = kept.backups.newest_first()
    kept.restore(backup)
    assert kept.path.with_name(ASIDE).read_bytes() == b"?"
    assert listed(kept.backups.folder) == [BACKUP]


def test_a_damaged_backup_is_not_restored(kept: HistoryFile) -> None:
    before = kept.path.read_bytes()
    with pytest.raises(FileProblem, match=r"old\.json: is damaged"):
        kept.restore(Backup(kept.path.with_name("old.json"), None))
    assert kept.path.read_bytes() == before
