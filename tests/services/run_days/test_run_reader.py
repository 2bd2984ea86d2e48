"""Folders of activity files read into marks of days: each file once, and never against the runner's own marks."""

import datetime as dt
import errno
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.records import History
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Rules
from ankle_tui.services.run_days import run_reader
from ankle_tui.services.run_days.run_reader import MANY, SAVE_EVERY, RunReader, RunReport
from ankle_tui.store.activities.activity import Activity, ActivityKind
from ankle_tui.store.activities.activity_file import read_activities
from ankle_tui.store.activities.known_files import KnownFiles
from ankle_tui.store.files.lock import locked
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.history.history_file import HistoryFile
from tests.store.activities.samples import CYCLING, START, WALKING, fit, garmin_list, gpx, run_file, seconds

TODAY = dt.date(2026, 11, 18)
NOW = dt.datetime(2026, 11, 18, 20, tzinfo=dt.timezone(dt.timedelta(hours=1)))
DAY = dt.timedelta(days=1)
RUN, CROSS = DayKind.RUN, DayKind.CROSS_TRAINING


class Shelf:
    """A folder of activity files, and what reads it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "watch"
        self.folder.mkdir()
        self.history = HistoryFile(folder / "data" / "history.json", now=lambda: NOW.replace(tzinfo=None))
        self.known = KnownFiles(folder / "data" / "activities.json")
        self.now = NOW
        self.reader = RunReader(self.history, self.known, Rules(), lambda: self.now)

    def put(self, name: str, data: bytes, *, at: int = 1) -> None:
        """Write a file, last written on a certain day."""
        path = self.folder / name
        path.write_bytes(data)
        os.utime(path, (at * 86400, at * 86400))

    def read(self) -> RunReport:
        return self.reader.read([self.folder])

    def marks(self) -> dict[int, tuple[DayKind | None, bool]]:
        """Days of the month with their marks, and True for those by hand."""
        return {mark.day.day: (mark.kind, mark.by_hand) for mark in self.history.load().days}

    def by_hand(self, day: dt.date, kind: DayKind | None, *, hard: bool = False) -> None:
        calendar = Calendar(self.history.load(), Rules(), TODAY)
        self.history.add(History(days=(calendar.marked(day, kind, hard),)))


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_days_are_marked_by_their_sports(shelf: Shelf) -> None:
    shelf.put("a.fit", run_file())
    shelf.put("b.fit", run_file(START - DAY, CYCLING))
    shelf.put("c.gpx", gpx("2026-11-16T06:30:00+01:00", sport="trail_running"))
    shelf.put("d.fit", run_file(START - 3 * DAY, WALKING))
    report = shelf.read()
    assert (report.total, report.read, report.known) == (4, 4, 0)
    assert shelf.marks() == {18: (RUN, False), 17: (CROSS, False), 16: (RUN, False)}
    assert len(report.marks) == 3


def test_a_run_outweighs_cross_training_whichever_is_read_first(shelf: Shelf) -> None:
    shelf.put("a.fit", run_file(START, CYCLING))
    shelf.read()
    assert shelf.marks() == {18: (CROSS, False)}
    shelf.put("b.fit", run_file(START - dt.timedelta(hours=1)))
    shelf.read()
    assert shelf.marks() == {18: (RUN, False)}
    shelf.put("c.fit", run_file(START + dt.timedelta(hours=1), CYCLING))
    assert shelf.read().marks == []
    assert shelf.marks() == {18: (RUN, False)}


@pytest.mark.parametrize("kind", [*DayKind, None])
def test_a_mark_by_hand_stays(kind: DayKind | None, shelf: Shelf) -> None:
    shelf.by_hand(TODAY, RUN if kind is None else kind)
    if kind is None:
        shelf.by_hand(TODAY, None)
    shelf.put("a.fit", run_file())
    shelf.put("b.fit", run_file(START, CYCLING))
    assert shelf.read().marks == []
    assert shelf.marks() == {18: (kind, True)}


@pytest.mark.parametrize("kind", [RUN, CROSS, DayKind.SICK, None])
def test_a_mark_by_hand_over_an_imported_one_stays(kind: DayKind | None, shelf: Shelf) -> None:
    shelf.put("a.fit", run_file(START, CYCLING))
    shelf.read()
    shelf.by_hand(TODAY, kind)
    shelf.put("b.fit", run_file())
    assert shelf.read().marks == []
    assert shelf.marks() == {18: (kind, True)}


def noted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read from here on."""
    read: list[str] = []

    def reading(path: Path) -> list[Activity]:
        read.append(path.name)
        return read_activities(path)

    monkeypatch.setattr(run_reader, "read_activities", reading)
    return read


def test_a_file_is_read_once(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.put("a.fit", run_file())
    shelf.put("b.fit", b"damaged", at=2)
    assert shelf.read().read == 2
    read = noted(monkeypatch)
    assert (shelf.read().known, read) == (2, [])
    shelf.put("b.fit", run_file(START - DAY), at=3)
    report = shelf.read()
    assert (report.total, report.known, read) == (1, 1, ["b.fit"])
    assert shelf.marks() == {18: (RUN, False), 17: (RUN, False)}
    assert shelf.known.load()[str(shelf.folder)].problems() == {}


def test_the_last_written_is_read_first(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in (2, 3, 1):
        shelf.put(f"{number}.fit", run_file(), at=number)
    read = noted(monkeypatch)
    shelf.read()
    assert read == ["3.fit", "2.fit", "1.fit"]


def test_what_cannot_be_read_is_remembered_for_the_doctor(shelf: Shelf) -> None:
    shelf.put("a.fit", run_file()[:-1])
    shelf.put("b.gpx", gpx("1901-12-13T20:45:52Z"))
    report = shelf.read()
    assert report.problems.keys() == {shelf.folder / "a.fit", shelf.folder / "b.gpx"}
    assert shelf.known.load()[str(shelf.folder)].problems().keys() == {"a.fit", "b.gpx"}
    (shelf.folder / "a.fit").unlink()
    assert shelf.read().problems == {}
    assert shelf.known.load()[str(shelf.folder)].problems().keys() == {"b.gpx"}


def test_a_file_that_was_out_of_reach_is_read_when_it_can_be(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def out_of_reach(path: str | os.PathLike[str], most: int) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    shelf.put("a.fit", run_file())
    with monkeypatch.context() as away:
        away.setattr("ankle_tui.store.activities.activity_file.read_file", out_of_reach)
        assert len(shelf.read().problems) == 1
        again = shelf.read()
        assert (again.total, again.read, again.known, again.problems) == (0, 0, 1, {})  # told once
        assert len(shelf.known.load()[str(shelf.folder)].problems()) == 1
    assert shelf.read().read == 1
    assert shelf.marks() == {18: (RUN, False)}
    assert shelf.read().total == 0


def test_a_clock_that_was_wrong_costs_no_run(shelf: Shelf) -> None:
    shelf.put("a.fit", run_file())
    shelf.now = NOW.replace(year=2020)
    assert len(shelf.read().problems) == 1
    shelf.now = NOW
    shelf.read()
    assert shelf.marks() == {18: (RUN, False)}


def test_a_file_that_goes_before_it_is_read(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(path: Path) -> list[object]:
        raise FileNotFoundError(path)

    shelf.put("a.fit", run_file())
    monkeypatch.setattr(run_reader, "read_activities", gone)
    report = shelf.read()
    assert (report.read, report.problems) == (1, {})
    assert shelf.known.load() == {}


def test_a_folder_that_is_away_loses_nothing(shelf: Shelf) -> None:
    shelf.put("a.fit", run_file())
    shelf.read()
    shelf.folder.rename(shelf.folder.with_name("unplugged"))
    assert shelf.read().missing.keys() == {shelf.folder}
    shelf.folder.with_name("unplugged").rename(shelf.folder)
    assert shelf.read().known == 1


def test_a_night_run_counts_for_the_day_before(shelf: Shelf) -> None:
    zone = dt.timezone(dt.timedelta(hours=9))
    shelf.put("a.gpx", gpx(dt.datetime(2026, 11, 17, 2, 59, tzinfo=zone).isoformat()))
    shelf.put("b.fit", fit((seconds(dt.datetime(2026, 11, 14, 18, 0, tzinfo=dt.UTC)), 1), local=9 * 3600))
    shelf.read()
    assert shelf.marks() == {16: (RUN, False), 15: (RUN, False)}


def test_where_it_is_tomorrow_already_a_run_was_today(shelf: Shelf) -> None:
    zone = dt.timezone(dt.timedelta(hours=13))
    shelf.put("a.gpx", gpx(dt.datetime(2026, 11, 19, 7, tzinfo=zone).isoformat()))
    shelf.read()
    assert shelf.marks() == {18: (RUN, False)}


def test_sports_that_no_file_explains_are_told_once(shelf: Shelf) -> None:
    shelf.put("Activities.csv", garmin_list([("Laufen", "2026-11-18 07:30:00"), ("Yoga", "2026-11-17 07:30:00")]))
    shelf.put("b.gpx", gpx("2026-11-16T06:30:00+01:00", sport=None))
    report = shelf.read()
    assert report.unknown == {shelf.folder: {"": 1, "Laufen": 1}}
    assert report.asks
    assert shelf.marks() == {17: (CROSS, False)}
    told = shelf.reader.answer({shelf.folder: {"LAUFEN": ActivityKind.RUN, "": ActivityKind.NEITHER}})
    assert [mark.day for mark in told.marks] == [TODAY]
    shelf.put("c.gpx", gpx("2026-11-15T06:30:00+01:00", sport="laufen"))
    report = shelf.read()
    assert (report.unknown, report.asks) == ({}, False)
    assert shelf.marks() == {18: (RUN, False), 17: (CROSS, False), 15: (RUN, False)}


def test_many_marks_can_be_undone(shelf: Shelf) -> None:
    shelf.by_hand(TODAY, DayKind.REST)
    before = shelf.history.load()
    for back in range(1, MANY + 3):
        shelf.put(f"{back}.fit", run_file(START - back * DAY))
    ticks = iter(range(100))  # saved after each file
    report = RunReader(shelf.history, shelf.known, Rules(), lambda: NOW, clock=lambda: next(ticks) * SAVE_EVERY).read(
        [shelf.folder]
    )
    assert len(report.marks) == MANY + 2
    name = report.way_back.split()[-1]
    (backup,) = (each for each in shelf.history.backups.newest_first() if each.name == name)
    shelf.history.restore(backup)
    assert shelf.history.load() == before
    assert len(shelf.read().marks) == MANY + 2  # the files are known, so this costs nothing


def stop_at(number: int) -> Callable[[int, int], None]:
    def told(read: int, total: int) -> None:
        if read == number:
            raise KeyboardInterrupt

    return told


def test_what_was_read_before_it_was_stopped_is_kept(shelf: Shelf) -> None:
    for back in range(4):
        shelf.put(f"{back}.fit", run_file(START - back * DAY), at=10 - back)
    stopped = RunReader(shelf.history, shelf.known, Rules(), lambda: NOW, told=stop_at(2)).read([shelf.folder])
    assert (stopped.stopped, stopped.read, stopped.total) == (True, 2, 4)
    assert shelf.marks() == {18: (RUN, False), 17: (RUN, False)}
    assert shelf.read().read == 2
    assert len(shelf.marks()) == 4


def test_a_long_reading_is_saved_on_the_way(shelf: Shelf) -> None:
    for back in range(4):
        shelf.put(f"{back}.fit", run_file(START - back * DAY), at=10 - back)
    ticks = iter(range(100))
    seen: list[int] = []

    def told(read: int, total: int) -> None:
        if shelf.history.path.exists():
            seen.append(len(shelf.marks()))

    reader = RunReader(
        shelf.history, shelf.known, Rules(), lambda: NOW, told=told, clock=lambda: next(ticks) * SAVE_EVERY
    )
    reader.read([shelf.folder])
    assert seen == [1, 2, 3]


def test_only_one_program_reads_at_a_time(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_reader, "PATIENCE", 0)
    with locked(shelf.known.path, 0), pytest.raises(FileProblem):
        shelf.read()


def test_an_older_program_that_changes_an_imported_mark_makes_it_the_runners(shelf: Shelf) -> None:
    shelf.put("a.fit", run_file(START, CYCLING))
    shelf.read()
    (mark,) = shelf.history.load().days
    shelf.history.add(History(days=(replace(mark, kind=DayKind.TRAVEL, rev=2),)))  # it keeps what it does not know
    shelf.put("b.fit", run_file())
    shelf.read()
    assert shelf.marks() == {18: (DayKind.TRAVEL, True)}
    assert DayMark(TODAY, RUN, hard=True, imported=RUN).by_hand


def test_a_repair_of_the_history_is_told(shelf: Shelf) -> None:
    shelf.by_hand(TODAY, RUN)
    shelf.history.path.write_bytes(shelf.history.path.read_bytes()[:-5])
    shelf.put("a.fit", run_file(START - DAY))
    report = shelf.read()
    assert ["damaged" in line for line in report.notices] == [True]
    assert shelf.marks() == {18: (RUN, True), 17: (RUN, False)}
