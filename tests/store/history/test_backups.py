"""Backups: the first good state of every day, checked when it is read, the newest thirty."""

import datetime as dt
import os
import stat
from pathlib import Path

import pytest

from ankle_tui.core.history.records import History
from ankle_tui.store.history.backups import DAYS_KEPT, MOMENTS_KEPT, Backups
from ankle_tui.store.history.codec import to_bytes
from tests.store.history.records import failing, listed, make_record

ONE, TWO = to_bytes(History((make_record(1),))), to_bytes(History((make_record(1), make_record(2))))


class Calendar:
    """A wall clock that is put forward by hand."""

    def __init__(self) -> None:
        self.at = dt.datetime(2026, 11, 22, 18, 10, 3)

    def __call__(self) -> dt.datetime:
        return self.at


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def backups(tmp_path: Path, calendar: Calendar) -> Backups:
    return Backups(tmp_path / "data" / "backups", calendar)


def test_without_backups_there_is_none(backups: Backups) -> None:
    assert (backups.paths(), backups.newest_good()) == ([], None)
    assert not backups.folder.exists()


def test_the_first_state_of_a_day_stays(backups: Backups, calendar: Calendar) -> None:
    backups.of_the_day(ONE)
    calendar.at += dt.timedelta(hours=5)
    backups.of_the_day(TWO)
    assert listed(backups.folder) == ["history-2026-11-22.json"]
    assert (backups.folder / "history-2026-11-22.json").read_bytes() == ONE
    calendar.at += dt.timedelta(hours=1)
    backups.of_the_day(TWO)
    assert listed(backups.folder) == ["history-2026-11-22.json", "history-2026-11-23.json"]


def test_the_newest_thirty_stay(backups: Backups, calendar: Calendar) -> None:
    for _ in range(DAYS_KEPT + 3):
        backups.of_the_day(ONE)
        calendar.at += dt.timedelta(days=1)
    assert len(backups.paths()) == DAYS_KEPT
    assert backups.paths()[0].name == "history-2026-12-24.json"
    assert backups.paths()[-1].name == "history-2026-11-25.json"


def test_many_changes_on_one_day_take_no_other_day_away(backups: Backups, calendar: Calendar) -> None:
    for _ in range(DAYS_KEPT):
        backups.of_the_day(ONE)
        calendar.at += dt.timedelta(days=1)
    days = {path.name for path in backups.paths()}
    names = []
    for _ in range(MOMENTS_KEPT + 5):
        names.append(backups.of_the_moment(TWO).name)
        calendar.at += dt.timedelta(seconds=1)
    assert {path.name for path in backups.paths()} == days | set(names[-MOMENTS_KEPT:])
    backups.of_the_day(ONE)
    assert len(backups.paths()) == DAYS_KEPT + MOMENTS_KEPT


def test_one_that_cannot_be_removed_is_no_reason_not_to_make_another(
    backups: Backups, calendar: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "unlink", failing(PermissionError(13, "Permission denied")))
    for _ in range(MOMENTS_KEPT + 2):
        assert backups.of_the_moment(ONE).exists()
        calendar.at += dt.timedelta(seconds=1)


def test_what_was_left_half_written_is_swept_with_the_next_one(backups: Backups, calendar: Calendar) -> None:
    backups.of_the_day(ONE)
    left = backups.folder / ".history-2026-11-22.json.0123456789ab.tmp"
    left.write_bytes(b"half")
    backups.of_the_day(ONE)
    assert left.exists()
    calendar.at += dt.timedelta(days=1)
    backups.of_the_day(ONE)
    assert listed(backups.folder) == ["history-2026-11-22.json", "history-2026-11-23.json"]


def test_before_a_restore_there_is_always_one_more(backups: Backups) -> None:
    backups.of_the_day(ONE)
    kept = [backups.of_the_moment(data).name for data in (ONE, TWO, ONE)]
    assert kept == [f"history-2026-11-22-181003{number}.json" for number in ("", "-2", "-3")]
    assert [backup.name for backup in backups.newest_first()] == [
        "2026-11-22-181003-3",
        "2026-11-22-181003-2",
        "2026-11-22-181003",
        "2026-11-22",
    ]


def test_every_backup_is_checked_when_it_is_read(backups: Backups, calendar: Calendar) -> None:
    for data in (ONE, TWO[:-20], b"", b"\0" * 4096, b'{"format": "x"}'):
        backups.of_the_day(data)
        calendar.at += dt.timedelta(days=1)
    (backups.folder / "history-2026-12-01.json").mkdir()
    assert [backup.history is not None for backup in backups.newest_first()] == [False] * 5 + [True]
    good = backups.newest_good()
    assert good is not None
    assert good.history == History((make_record(1),))
    assert good.name == "2026-11-22"


def test_other_files_in_the_folder_are_nobodys_business(backups: Backups) -> None:
    backups.of_the_day(ONE)
    for name in ("history.json", "history-2026.json", "history-2026-11-22.json.bak", "notes.txt", ".DS_Store"):
        (backups.folder / name).write_bytes(b"mine")
    assert [path.name for path in backups.paths()] == ["history-2026-11-22.json"]


def test_a_backup_that_goes_while_they_are_read_is_none(backups: Backups, calendar: Calendar) -> None:
    backups.of_the_day(ONE)
    calendar.at += dt.timedelta(days=1)
    backups.of_the_day(TWO)
    found = backups.newest_first()
    assert next(found).history is not None
    backups.paths()[1].unlink()
    assert next(found).history is None


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_nobody_else_can_read_them(backups: Backups) -> None:
    backups.of_the_day(ONE)
    assert stat.S_IMODE(backups.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(backups.paths()[0].stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_made_is_an_error_of_the_system(backups: Backups) -> None:
    backups.folder.parent.mkdir()
    backups.folder.write_bytes(b"mine")
    with pytest.raises(OSError, match="exists"):
        backups.of_the_day(ONE)
    assert (backups.folder.read_bytes(), backups.paths()) == (b"mine", [])
