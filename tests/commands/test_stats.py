"""What the training has done, and every set as CSV: the figures, how they are laid out, and what they leave alone."""

import csv
import datetime as dt
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from ankle_tui.commands import history, inputs, stats
from ankle_tui.commands import main as cli
from ankle_tui.commands.inputs import NO_SESSIONS
from ankle_tui.core.exercises.exercise import Choice, Level, Side, Unit
from ankle_tui.core.history.records import Feel, History, Morning, Outcome, SessionRecord, SetRecord, Touches
from ankle_tui.core.session.plan import build_plan
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Rules
from ankle_tui.services.exit_codes import USAGE
from ankle_tui.store.history.history_file import HistoryFile
from tests.builders import shipped
from tests.commands.command_line import contents
from tests.store.history.records import make_id, make_record

TODAY = dt.date(2026, 11, 22)


class Desk:
    """A runner's folders, and the program called with them.

    Args:
        folder: Where they are.
        output: What was printed.
    """

    def __init__(self, folder: Path, output: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.output = output
        self.file = HistoryFile(folder / "data" / "history.json")

    def main(self, *argv: str) -> int:
        return cli.main(["--data-dir", str(self.folder / "data"), "--config-dir", str(self.folder), *argv])

    def said(self, *argv: str) -> str:
        """What a call prints that goes well and complains of nothing."""
        assert self.main(*argv) == 0
        out, err = self.output.readouterr()
        assert err == ""
        return str(out)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(inputs, "now", lambda: dt.datetime(2026, 11, 22, 20, tzinfo=dt.UTC))
    return Desk(tmp_path, capsys)


def some_sessions() -> tuple[SessionRecord, ...]:
    reps = SetRecord("calf-raise", "both-legs", 1, None, None, Unit.REPS, 12, 12, Outcome.DONE)
    parts = [
        SetRecord("band-ankle", "four-way", 1, side, part, Unit.REPS, 10, 10, Outcome.DONE)
        for side in Side
        for part in ("up", "out")
    ]
    first = make_record(1, day=TODAY - dt.timedelta(days=8))
    return (
        replace(first, sets=(*first.sets, reps)),
        make_record(2, day=TODAY - dt.timedelta(days=6), active_seconds=4000.0, sets=(reps, *parts)),
        make_record(3, day=TODAY - dt.timedelta(days=3), sets=(replace(reps, variation="of-my-own"),)),
    )


def widest() -> SessionRecord:
    """A session of every exercise and variation there is, of amounts as large as they come."""
    sets: list[SetRecord] = []
    for exercise in shipped():
        for variation in exercise.variations:
            plan = build_plan([Choice(exercise, variation, variation.doses[-1])], level=Level.BEGINNER)
            sets += [
                SetRecord(
                    work.exercise,
                    work.variation,
                    work.number,
                    work.side,
                    work.part.id if work.part else None,
                    work.kind.unit,
                    work.target,
                    9_999.9,
                    Outcome.DONE,
                    0,
                )
                for work in plan.sets
            ]
    return make_record(sets=tuple(sets), active_seconds=1_000_000.0)


# stats


def test_no_sessions(desk: Desk) -> None:
    assert desk.said("stats").splitlines() == [NO_SESSIONS]
    assert json.loads(desk.said("stats", "--json")) == {
        "sessions": 0,
        "days": 0,
        "active_seconds": 0.0,
        "first": None,
        "last": None,
        "streak": 0,
        "best": 0,
        "consistency": None,
        "weeks": [],
        "exercises": [],
    }
    assert list(desk.folder.iterdir()) == []


def test_the_lines(desk: Desk) -> None:
    desk.file.add(History(some_sessions()))
    assert desk.said("stats").splitlines() == [
        "2/2 this week · streak 1 · week done",
        "",
        "Streak       1 week, best 1",
        "Total        3 sessions, 1 h 08 min of work",
        "Last         2026-11-19",
        "",
        "Band ankle moves: four directions",
        "  left · out   best 10 reps  10 reps in all",
        "  left · up    best 10 reps  10 reps in all",
        "  right · out  best 10 reps  10 reps in all",
        "  right · up   best 10 reps  10 reps in all",
        "",
        "Calf raise: both legs",
        "  best 12 reps  24 reps in all",
        "",
        "Calf raise: of-my-own",
        "  best 12 reps  12 reps in all",
        "",
        "Single-leg balance: eyes open, firm floor",
        "  left   best 30 s    2.0 foot-downs/min  30 s in all",
        "  right  best 12.5 s  4.8 foot-downs/min  12.5 s in all",
    ]


def test_streaks_can_be_hidden(desk: Desk) -> None:
    desk.file.add(History(some_sessions()))
    (desk.folder / "config.toml").write_text("streaks = false", encoding="utf-8")
    assert "treak" not in desk.said("stats")
    assert json.loads(desk.said("stats", "--json"))["streak"] == 1


def test_the_figures(desk: Desk) -> None:
    sessions = some_sessions()
    desk.file.add(History(sessions))
    figures = json.loads(desk.said("stats", "--json"))
    exercises = figures.pop("exercises")
    assert figures == {
        "sessions": 3,
        "days": 3,
        "active_seconds": 4085.0,
        "first": "2026-11-14",
        "last": "2026-11-19",
        "streak": 1,
        "best": 1,
        "consistency": None,
        "weeks": [
            {"start": "2026-11-09", "sessions": 1, "days": 1, "active_seconds": 42.5},
            {"start": "2026-11-16", "sessions": 2, "days": 2, "active_seconds": 4042.5},
        ],
    }
    assert exercises[-2] == {
        "exercise": "single-leg-balance",
        "variation": "eyes-open-firm",
        "side": "left",
        "part": None,
        "unit": "seconds",
        "best": 30.0,
        "longest_clean": None,
        "foot_downs_per_minute": 2.0,
        "total": 30.0,
        "sessions": 1,
        "last": "2026-11-14",
    }
    assert len(exercises) == 8


def test_what_does_not_count_is_in_no_sum(desk: Desk) -> None:
    (short,) = make_record().sets[1:]
    left = make_record(7, day=TODAY, active_seconds=7.0, sets=(replace(short, side=None),))
    to_come = make_record(8, day=TODAY + dt.timedelta(days=1), active_seconds=500.0)
    desk.file.add(History(some_sessions()))
    before = json.loads(desk.said("stats", "--json"))
    lines = desk.said("stats").splitlines()
    desk.file.add(History((left, to_come)))
    after = json.loads(desk.said("stats", "--json"))
    assert [each["side"] for each in after["exercises"] if each["last"] == TODAY.isoformat()] == [None]
    after["exercises"] = [each for each in after["exercises"] if each["last"] != TODAY.isoformat()]
    assert after == before  # what was done in it stands with its exercise alone
    assert desk.said("stats").splitlines()[:5] == lines[:5]


def test_of_sessions_that_do_not_count_there_is_no_last_day(desk: Desk) -> None:
    desk.file.add(History((make_record(day=TODAY, active_seconds=7.0, sets=make_record().sets[1:]),)))
    lines = desk.said("stats").splitlines()
    assert (lines[0], lines[3]) == ("0/2 this week · start any day", "Total        0 sessions, 0 s of work")
    assert json.loads(desk.said("stats", "--json"))["first"] is None
    desk.file.path.unlink()
    desk.file.add(History((make_record(day=TODAY + dt.timedelta(days=1)),)))
    assert desk.said("stats").strip() == NO_SESSIONS


@pytest.mark.slow
def test_no_line_is_wider_than_a_terminal() -> None:
    sessions = tuple(replace(widest(), id=make_id(number)) for number in range(1000))
    calendar = Calendar(History(sessions), Rules(), TODAY)
    lines = stats.stats_lines(calendar, shipped(), streaks=True)
    assert len(lines) > 40
    assert max(map(len, lines)) <= 80


def test_consistency_and_a_long_streak(desk: Desk) -> None:
    desk.file.add(History(tuple(make_record(n, day=TODAY - dt.timedelta(days=2 * n)) for n in range(60))))
    lines = desk.said("stats").splitlines()
    assert "Consistency  100% of your target in the last twelve weeks" in lines
    assert json.loads(desk.said("stats", "--json"))["consistency"] == 1.0


def test_of_a_damaged_history_what_can_be_read_is_counted_and_nothing_written(desk: Desk) -> None:
    desk.file.add(History(some_sessions()))
    desk.file.path.write_bytes(desk.file.path.read_bytes()[:-30])
    before = contents(desk.folder)
    for words in (["stats"], ["stats", "--json"], ["history", "--csv"]):
        assert desk.main(*words) == USAGE
        out, err = desk.output.readouterr()
        assert "calf-raise" in out or "Calf raise" in out
        assert len(err.splitlines()) == 1
    assert contents(desk.folder) == before


def test_of_a_history_that_cannot_be_read_at_all_nothing_is_promised(desk: Desk) -> None:
    desk.file.path.parent.mkdir()
    desk.file.path.write_bytes(b"x")
    assert desk.main("stats") == USAGE
    assert desk.output.readouterr().out == ""


# history --csv


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_set_on_a_line_newest_session_first(desk: Desk) -> None:
    later = make_record(
        2,
        started_at=make_record().started_at.replace(day=23),
        effort=3,
        pain=0,
        feel=Feel.SORE,
        touches=Touches(0, 3),
        morning=Morning.WORSE,
        relieved=dt.date(2026, 11, 25),
    )
    desk.file.add(History((make_record(1), later)))
    desk.main("history", "--csv")
    rows = read(desk.output.readouterr().out)
    assert [(row["session"], row["side"]) for row in rows] == [
        (make_id(2), "left"),
        (make_id(2), "right"),
        (make_id(1), "left"),
        (make_id(1), "right"),
    ]
    assert rows[1] == {
        "session": make_id(2),
        "day": "2026-11-22",
        "started_at": "2026-11-23T18:04:10+01:00",
        "context": "post-run",
        "level": "beginner",
        "status": "partial",
        "effort": "3",
        "pain": "0",
        "exercise": "single-leg-balance",
        "variation": "eyes-open-firm",
        "set": "1",
        "side": "right",
        "part": "",
        "unit": "seconds",
        "target": "30",
        "done": "12.5",
        "outcome": "short",
        "foot_downs": "1",
        "pain_side": "",
        "feel": "sore",
        "touches_left": "0",
        "touches_right": "3",
        "morning": "worse",
        "relieved": "2026-11-25",
    }
    assert (rows[3]["effort"], rows[3]["pain"]) == ("", "")


def test_the_first_line_names_the_columns_and_lines_end_as_the_standard_says(desk: Desk) -> None:
    assert desk.said("history", "--csv") == ",".join(history.COLUMNS) + "\r\n"
    text = history.to_csv([make_record()])
    assert text.count("\r\n") == text.count("\n") == 3


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", 'a,"b"', "a\nb", "\x1b[31m", "\t=1", "ü 脚"])
def test_a_text_is_taken_neither_for_a_formula_nor_for_an_escape_code(text: str) -> None:
    item = replace(make_record().sets[0], exercise=text, part=text)
    (row,) = read(history.to_csv([make_record(sets=(item,), note="private")]))
    for shown in (row["exercise"], row["part"]):
        assert shown.isprintable()
        assert shown[0] not in "=+-@\t"
        assert shown.lstrip("'")[-1] == text[-1]
    assert "private" not in str(row)


def test_one_form_at_a_time(desk: Desk) -> None:
    with pytest.raises(SystemExit) as end:
        desk.main("history", "--csv", "--json")
    assert end.value.code == USAGE
    assert len(desk.output.readouterr().err.splitlines()) == 1
