"""A history in a synced folder: what another machine wrote at the same time is merged and set aside."""

import errno
from pathlib import Path

import pytest

from ankle_tui.core.record import History, SessionRecord
from ankle_tui.store import history as history_module
from ankle_tui.store.history import HistoryFile, Opened
from ankle_tui.store.history_text import to_bytes
from tests.store.records import failing, ids, listed, make_id, make_record, text_of

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


def beside(file: HistoryFile, name: str, *sessions: SessionRecord) -> Path:
    """A conflict copy."""
    path = file.path.with_name(name)
    path.write_bytes(to_bytes(History(sessions)))
    return path


@pytest.mark.parametrize("name", CONFLICTS)
def test_a_conflict_copy_is_merged_at_the_start_and_set_aside(kept: HistoryFile, name: str) -> None:
    content = beside(kept, name, make_record(1, rev=2, effort=7), make_record(2)).read_bytes()
    opened = kept.open()
    assert opened.history.sessions == (make_record(1, rev=2, effort=7), make_record(2))
    assert opened.notices == (f"{name}: merged into your history.",)
    assert listed(kept.path.parent) == ["backups", "history.json", "history.merged-20261122-181003.json"]
    assert kept.path.with_name("history.merged-20261122-181003.json").read_bytes() == content
    assert HistoryFile(kept.path).open() == Opened(opened.history)


def test_all_conflict_copies_are_merged_at_once(kept: HistoryFile) -> None:
    for number, name in enumerate(CONFLICTS, 2):
        beside(kept, name, make_record(number))
    opened = kept.open()
    assert len(opened.history.sessions) == len(opened.notices) + 1 == len(CONFLICTS) + 1


def test_a_conflict_copy_without_a_file_becomes_the_file(file: HistoryFile) -> None:
    file.path.parent.mkdir()
    beside(file, CONFLICTS[0], make_record(1))
    assert ids(file.open().history) == ids(HistoryFile(file.path).load()) == [make_id(1)]


def test_a_conflict_copy_with_nothing_new_is_set_aside_too(kept: HistoryFile) -> None:
    before = kept.path.read_bytes()
    beside(kept, CONFLICTS[0], make_record(1))
    kept.open()
    assert kept.path.read_bytes() == before
    assert listed(kept.path.parent) == ["history.json", "history.merged-20261122-181003.json"]


def test_of_a_damaged_conflict_copy_what_is_undamaged_is_merged(kept: HistoryFile) -> None:
    path = beside(kept, CONFLICTS[0], make_record(2), make_record(3))
    damaged = path.read_bytes().replace(make_id(2).encode(), b"?")
    path.write_bytes(damaged)
    assert ids(kept.open().history) == [make_id(1), make_id(3)]
    assert kept.path.with_name("history.merged-20261122-181003.json").read_bytes() == damaged


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
    monkeypatch.setattr(history_module, "move", failing(OSError(errno.EACCES, "Permission denied")))
    assert len(kept.keep(make_record(3)).sessions) == 3
    assert kept.notices() == (f"{CONFLICTS[0]}: merged into your history, but cannot be set aside: Permission denied.",)


@pytest.mark.parametrize(
    "name",
    [
        "history.json.bak",
        "history-2026-11-22.json",
        "history (1).json",
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
