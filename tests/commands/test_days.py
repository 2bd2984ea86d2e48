"""Days and weeks marked from the command line: what it does, what it says, what it refuses and leaves alone."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from ankle_tui.commands import inputs
from ankle_tui.commands import main as cli
from ankle_tui.commands.weeks.days import marked_line, marked_week_line
from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.records import History
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Day, Rules, WeekStart
from ankle_tui.services.exit_codes import USAGE
from ankle_tui.store.history.history_file import TO_UNDO, HistoryFile
from tests.commands.command_line import complaint, contents
from tests.store.history.records import make_record

NOON = dt.datetime(2026, 11, 18, 12, tzinfo=dt.timezone(dt.timedelta(hours=1)))
"""A Wednesday."""
MONDAYS = Rules()


class Desk:
    """A runner's folders, and the program called with them.

    Args:
        folder: Where they are.
        output: What was printed.
        patch: Sets the clock.
    """

    def __init__(self, folder: Path, output: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.output = output
        self.file = HistoryFile(folder / "data" / "history.json")
        self._patch = patch
        self.backup = ""
        self.at(NOON)

    def at(self, now: dt.datetime) -> None:
        """Set the clock."""
        self._patch.setattr(inputs, "now", lambda: now)

    def main(self, *argv: str) -> int:
        return cli.main(["--data-dir", str(self.folder / "data"), "--config-dir", str(self.folder), *argv])

    def said(self, words: str) -> list[str]:
        """The lines of a call that goes well and complains of nothing."""
        assert self.main(*words.split()) == 0
        out, err = self.output.readouterr()
        assert err == ""
        return out.splitlines()

    def week(self, words: str) -> str:
        """The line of a week that is marked, without the backup that it names, which `backup` keeps."""
        [line] = self.said(words)
        line, _, self.backup = line.partition(TO_UNDO)
        return line

    def refused(self, words: str) -> str:
        """The one line of a call that is refused and changes nothing, without the program's name."""
        before = contents(self.folder)
        line = complaint(self.main, self.output, *words.split()).removeprefix("ankle-tui: ")
        assert contents(self.folder) == before
        return line

    def set(self, config: str) -> None:
        """Put the settings in their place."""
        (self.folder / "config.toml").write_text(config, encoding="utf-8")

    def day_told(self, date: str = "2026-11-18") -> str:
        """A day of the file, as it is told once it is marked."""
        day = dt.date.fromisoformat(date)
        return marked_line(Calendar(self.file.load(), Rules(), day).day(day))

    def week_told(self, date: str, rules: Rules = MONDAYS) -> str:
        """A week of the file, as it is told once it is marked."""
        day = dt.date.fromisoformat(date)
        return marked_week_line(Calendar(self.file.load(), rules, NOON.date()).week(day))

    @property
    def marks(self) -> tuple[DayMark, ...]:
        """What the file says of days."""
        return self.file.load().days


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(tmp_path, capsys, monkeypatch)


def mark(date: str, kind: DayKind | None, rev: int = 1, *, hard: bool = False) -> DayMark:
    return DayMark(dt.date.fromisoformat(date), kind, hard, rev)


# Words


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (Day(NOON.date(), DayKind.RUN, hard=True, sessions=0, seconds=0.0), "Wednesday 18 November: hard run."),
        (Day(NOON.date(), None, hard=False, sessions=0, seconds=0.0), "Wednesday 18 November: not marked."),
        (
            Day(NOON.date(), DayKind.CROSS_TRAINING, hard=False, sessions=1, seconds=43.0),
            "Wednesday 18 November: cross-training · 1 session, 0:43.",
        ),
    ],
)
def test_what_is_told_of_a_day(day: Day, line: str) -> None:
    assert marked_line(day) == line


@pytest.mark.parametrize(
    ("kinds", "line"),
    [
        (
            dict.fromkeys(range(16, 23), DayKind.SICK) | {17: DayKind.RUN},
            "sick on 6 days, run on 1 day, a rest week.",
        ),
        ({17: DayKind.RUN}, "run on 1 day."),
        ({}, "no day is marked."),
    ],
)
def test_what_is_told_of_a_week(kinds: dict[int, DayKind], line: str) -> None:
    marks = tuple(DayMark(dt.date(2026, 11, day), kind) for day, kind in kinds.items())
    week = Calendar(History(days=marks), MONDAYS, NOON.date()).week(NOON.date())
    assert marked_week_line(week) == f"Week of Monday 16 November: {line}"


# A day


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("run", mark("2026-11-18", DayKind.RUN)),
        ("run --hard", mark("2026-11-18", DayKind.RUN, hard=True)),
        ("sick --date today", mark("2026-11-18", DayKind.SICK)),
        ("rest --date yesterday", mark("2026-11-17", DayKind.REST)),
        ("--date 2026-11-04 travel", mark("2026-11-04", DayKind.TRAVEL)),
        ("cross-training --date=2026-11-10", mark("2026-11-10", DayKind.CROSS_TRAINING)),
    ],
)
def test_a_day_is_marked(desk: Desk, words: str, marked: DayMark) -> None:
    assert desk.said(f"day {words}") == [desk.day_told(marked.day.isoformat())]
    assert desk.marks == (marked,)


def test_a_mark_is_changed_and_taken_back(desk: Desk) -> None:
    desk.said("day run --hard")
    desk.said("day run")
    assert desk.marks == (mark("2026-11-18", DayKind.RUN, 2),)
    assert desk.said("day clear") == [desk.day_told()]
    assert desk.marks == (mark("2026-11-18", None, 3),)
    desk.said("day rest")
    assert desk.marks == (mark("2026-11-18", DayKind.REST, 4),)


@pytest.mark.parametrize("words", ["day run --hard", "day clear", "week sick", "week clear --date 2026-11-10"])
def test_said_twice_it_changes_nothing(desk: Desk, words: str) -> None:
    desk.file.keep(make_record())
    desk.said("day rest --date yesterday")
    [first] = desk.said(words)
    before = contents(desk.folder)
    assert desk.said(words) == [first.partition(TO_UNDO)[0]]
    assert contents(desk.folder) == before


def test_what_was_never_said_is_not_taken_back(desk: Desk) -> None:
    assert desk.said("day clear") == [desk.day_told()]
    assert list(desk.folder.iterdir()) == []


def test_a_session_marks_its_day_by_itself(desk: Desk) -> None:
    desk.file.keep(make_record(day=NOON.date(), context=Context.CROSS_TRAINING))
    assert desk.said("day clear") == [desk.day_told()]
    assert not desk.marks
    assert desk.said("day run") == [desk.day_told()]
    assert desk.marks == (mark("2026-11-18", DayKind.RUN),)


def test_the_last_days_newest_first(desk: Desk) -> None:
    sessions = [
        make_record(1, day=NOON.date()),
        make_record(2, day=NOON.date()),
        make_record(3, day=dt.date(2026, 11, 3)),
    ]
    desk.file.add(History(tuple(sessions), days=(mark("2026-11-17", DayKind.RUN, hard=True),)))
    lines = desk.said("day")
    assert len(lines) == 15
    assert lines[:3] == [
        "2026-11-18  Wed  run             2 sessions    1:25",
        "2026-11-17  Tue  hard run",
        "2026-11-16  Mon",
    ]
    assert lines[-1] == "2026-11-04  Wed"
    assert desk.said("day --date 2026-11-03")[0] == "2026-11-03  Tue  run             1 session     0:43"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("day run --date 2026-11-19", "2026-11-19 is still to come: today is 2026-11-18"),
        ("day --date 2026-11-19", "2026-11-19 is still to come: today is 2026-11-18"),
        (
            "day clear --date 2026-11-03",
            "2026-11-03 is too long ago: up to 14 days back can be marked, today is 2026-11-18",
        ),
        ("day rest --hard", "--hard is for a run: ankle-tui day run --hard"),
        ("day --hard", "--hard is for a run: ankle-tui day run --hard"),
        ("week rest --date 2026-11-23", "2026-11-23 is still to come: today is 2026-11-18"),
        ("week --date 2026-11-23", "2026-11-23 is still to come: today is 2026-11-18"),
        (
            "week rest --date 2026-10-26",
            "2026-10-26 is too long ago: up to 14 days back can be marked, today is 2026-11-18",
        ),
    ],
)
def test_a_day_that_cannot_be_marked_is_one_line(desk: Desk, words: str, line: str) -> None:
    assert desk.refused(words) == line


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (
            "day runn",
            'argument KIND: "runn" is not one of: run, cross-training, rest, sick, travel, clear; did you mean "run"?',
        ),
        ("week run", 'argument KIND: "run" is not one of: rest, sick, travel, clear'),
        ("day run --date 2026-11-31", 'argument --date: must be a date like 2026-11-22, not "2026-11-31"'),
        ("day --date 0001-01-01", 'argument --date: must be a date like 2026-11-22, not "0001-01-01"'),
        (
            "day --date yestrday",
            'argument --date: must be a date like 2026-11-22, not "yestrday"; did you mean "yesterday"?',
        ),
    ],
)
def test_a_wrong_word_is_one_line(desk: Desk, words: str, line: str) -> None:
    assert f": {line}; see ankle-tui" in desk.refused(words)


# A week


def test_a_whole_week_with_the_days_to_come(desk: Desk) -> None:
    desk.said("day run --date 2026-11-17")
    assert desk.week("week sick") == desk.week_told("2026-11-16")
    assert [(item.day.day, item.kind, item.rev) for item in desk.marks] == [
        (16, DayKind.SICK, 1),
        (17, DayKind.RUN, 1),
        *((number, DayKind.SICK, 1) for number in range(18, 23)),
    ]
    assert desk.week("week clear") == desk.week_told("2026-11-16")
    assert {item.kind for item in desk.marks} == {None, DayKind.RUN}


def test_a_marked_week_is_taken_back_by_the_backup_that_its_line_names(desk: Desk) -> None:
    desk.said("day travel --date 2026-11-16")
    desk.said("day run")
    before = desk.file.load()
    desk.week("week sick")
    desk.said("day rest")
    desk.week("week clear")
    assert desk.file.load() != before
    desk.said(f"backup restore {desk.backup}")
    assert {item.kind for item in desk.marks if item.day.day > 18} == {DayKind.SICK}
    (first, *_) = [name for name in contents(desk.folder) if "backups/" in name and name.count("-") == 3]
    desk.said(f"backup restore {Path(first).stem.removeprefix('history-')}")
    assert len(desk.marks) < 7


def test_a_week_is_not_marked_where_it_could_not_be_taken_back(desk: Desk) -> None:
    desk.file.keep(make_record())
    desk.file.backups.folder.touch()  # a file in the folder's place
    assert desk.refused("week sick").startswith(f"{desk.file.backups.folder}: cannot be written: ")


def test_a_week_that_began_too_long_ago_is_marked_in_part(desk: Desk) -> None:
    desk.said("day travel --date 2026-11-05")
    desk.at(NOON + dt.timedelta(days=2))
    assert desk.week("week rest --date 2026-11-03") == desk.week_told("2026-11-03")
    assert [item.day.day for item in desk.marks] == [5, 6, 7, 8]


def test_the_days_of_a_week(desk: Desk) -> None:
    desk.file.add(History((make_record(1, day=dt.date(2026, 11, 16)),), days=(mark("2026-11-19", DayKind.TRAVEL),)))
    assert desk.said("week") == [
        "2026-11-16  Mon  run             1 session     0:43",
        "2026-11-17  Tue",
        "2026-11-18  Wed",
        "2026-11-19  Thu  travel",
        "2026-11-20  Fri",
        "2026-11-21  Sat",
        "2026-11-22  Sun",
        *desk.said("status"),
    ]
    desk.said("week sick --date 2026-11-09")
    lines = desk.said("week --date 2026-11-15")
    assert (lines[0], lines[-1]) == ("2026-11-09  Mon  sick", "0/2 that week · a rest week")


def test_a_week_that_begins_on_sunday(desk: Desk) -> None:
    desk.set('week_start = "sunday"\nstreaks = false')
    assert desk.said("week")[0] == "2026-11-15  Sun"
    assert desk.said("week rest") == [desk.week_told("2026-11-15", Rules(week_start=WeekStart.SUNDAY))]
    assert desk.said("week --date 2026-11-14")[0] == "2026-11-08  Sun"


# Time


@pytest.mark.parametrize(
    ("cut_off", "hour", "day"), [("03:00", 1, 18), ("03:00", 3, 19), ("00:00", 1, 19), ("12:00", 11, 18)]
)
def test_the_cut_off_says_what_today_is(desk: Desk, cut_off: str, hour: int, day: int) -> None:
    desk.at((NOON + dt.timedelta(days=1)).replace(hour=hour, minute=30))
    desk.set(f'cut_off = "{cut_off}"')
    assert desk.said("day run") == [desk.day_told(f"2026-11-{day}")]
    assert [item.day.day for item in desk.marks] == [day]


def test_another_time_zone_moves_no_day(desk: Desk) -> None:
    desk.file.keep(make_record(day=dt.date(2026, 11, 17)))
    desk.said("day rest --date 2026-11-16")
    desk.at(NOON.astimezone(dt.timezone(dt.timedelta(hours=-8))))
    assert desk.said("day")[1:3] == ["2026-11-17  Tue  run             1 session     0:43", "2026-11-16  Mon  rest"]
    desk.said("day run")
    assert [item.day.day for item in desk.marks] == [16, 18]
    assert desk.file.load().sessions[0].day == dt.date(2026, 11, 17)


# A history that is not as it should be


def damage(data: bytes) -> bytes:
    return data[:-30]


def age(data: bytes) -> bytes:
    return data.replace(b'"version": 1', b'"version": 2')


def test_a_damaged_history_is_repaired_first(desk: Desk) -> None:
    desk.file.add(History((make_record(1), make_record(2))))
    desk.file.path.write_bytes(damage(desk.file.path.read_bytes()))
    assert desk.main("day", "run") == 0
    out, err = desk.output.readouterr()
    assert out.splitlines() == [desk.day_told()]
    assert len(err.splitlines()) == 1
    assert err.startswith("history.json was damaged (line ")
    assert desk.marks == (mark("2026-11-18", DayKind.RUN),)


@pytest.mark.parametrize("words", ["day run", "day clear", "week rest"])
def test_the_history_of_a_newer_program_is_not_written(desk: Desk, words: str) -> None:
    desk.file.keep(make_record())
    desk.file.path.write_bytes(age(desk.file.path.read_bytes()))
    assert "made by a newer ankle-tui" in desk.refused(words)


@pytest.mark.parametrize("change", [damage, age])
@pytest.mark.parametrize("words", ["day", "week"])
def test_to_list_days_writes_nothing(desk: Desk, words: str, change: Callable[[bytes], bytes]) -> None:
    desk.file.add(History((make_record(1), make_record(2))))
    desk.file.path.write_bytes(change(desk.file.path.read_bytes()))
    before = contents(desk.folder)
    assert desk.main(words) == USAGE
    out, err = desk.output.readouterr()
    assert len(out.splitlines()) > 7
    assert len(err.splitlines()) == 1
    assert contents(desk.folder) == before


def test_a_mark_another_machine_has_changed_since_is_what_is_told(desk: Desk) -> None:
    desk.said("day run")
    copy = desk.file.path.with_name("history.sync-conflict-20261118-120000-ABCDEFG.json")
    HistoryFile(copy).add(History(days=(mark("2026-11-18", DayKind.SICK, 7),)))
    assert desk.main("day", "rest") == 0
    out, err = desk.output.readouterr()
    assert out.splitlines() == [desk.day_told()]
    assert "merged into your history" in err
    assert desk.marks == (mark("2026-11-18", DayKind.REST, 8),)
