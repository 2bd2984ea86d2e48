"""Progress by lines: the figures of the screen, week by week and leg by leg."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from ankle_tui.commands import inputs
from ankle_tui.commands.inputs import NO_SESSIONS
from ankle_tui.commands.lines.weekly_progress import WEEKS
from ankle_tui.core.history.records import History
from ankle_tui.core.history.touches import with_holds
from ankle_tui.core.training.ledger import Ledger
from ankle_tui.core.training.progress import progress
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.ui.progress.progress_wording import NOT_DONE
from tests.builders import shipped
from tests.commands.command_line import Main, complaint
from tests.store.history.records import make_record
from tests.training import BALANCE, CALF, CLOSED, MONDAY, OPEN, on, session, sets_of


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    at = dt.datetime.combine(MONDAY + dt.timedelta(days=20), dt.time(20), tzinfo=dt.UTC)
    monkeypatch.setattr(inputs, "now", lambda: at)


def said(main: Main, capsys: pytest.CaptureFixture[str], *argv: str) -> list[str]:
    assert main("progress", *argv) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return str(out).splitlines()


@pytest.fixture
def three_weeks(history: HistoryFile) -> HistoryFile:
    """Balance in three weeks, the right leg behind; calf raises once."""
    calf = sets_of(CALF, "both-legs", 2, 12)
    records = [
        session(0, sets_of(BALANCE, OPEN, 2, 30, left=30, right=20), calf, touches=0),
        session(7, sets_of(BALANCE, OPEN, 2, 45, left=45, right=30), touches=0),
        session(14, sets_of(BALANCE, OPEN, 2, 60, left=50, right=36), touches=0),
    ]
    history.add(History(tuple(records)))
    return history


def test_before_the_first_session_there_is_nothing(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(main, capsys) == [NO_SESSIONS]
    assert said(main, capsys, "balance") == [f"Single-leg balance: {NOT_DONE}."]
    assert json.loads("\n".join(said(main, capsys, "--json"))) == []


def test_each_week_has_the_best_of_each_leg_and_the_work(
    main: Main, capsys: pytest.CaptureFixture[str], three_weeks: HistoryFile
) -> None:
    lines = said(main, capsys, "balance")
    assert [line for line in lines if line.startswith("  week of")] == [
        "  week of 16 Nov: left 30 s, right 20 s; work 2 min",
        "  week of 23 Nov: left 45 s, right 30 s; work 2 min",
        "  week of 30 Nov: left 50 s, right 36 s; work 3 min",
    ]
    assert "best: left 50 s, right 36 s, right 28 % less" in lines
    assert "Right leg: 28 % less work, twice in a row." in lines


def test_the_figures_are_those_of_the_core(
    main: Main, capsys: pytest.CaptureFixture[str], three_weeks: HistoryFile
) -> None:
    sessions = three_weeks.look().history.sessions
    stats = [item for item in progress(sessions, Ledger(with_holds(shipped()))).stats if item.exercise == BALANCE]
    (found,) = json.loads("\n".join(said(main, capsys, BALANCE, "--json")))
    for item in stats:
        assert item.side is not None
        told = {dt.date.fromisoformat(week["start"]).toordinal(): week["bests"] for week in found["weeks"]}
        assert {week: bests[item.side.value] for week, bests in told.items()} == item.bests
    assert found["total"] == sum(item.total for item in stats)
    assert found["weaker"]["leg"] == "right"


def test_all_exercises_stand_in_a_line_each(
    main: Main, capsys: pytest.CaptureFixture[str], three_weeks: HistoryFile
) -> None:
    balance, calf = said(main, capsys)[:2]
    assert balance.startswith("Single-leg balance, eyes open, firm floor: left 50 s, right 36 s; 3 sessions")
    assert calf.startswith("Calf raise, both legs: 12 reps; 1 session")
    assert len(json.loads("\n".join(said(main, capsys, "--json")))) == 2


def test_both_legs_together_have_last_and_best(
    main: Main, capsys: pytest.CaptureFixture[str], three_weeks: HistoryFile
) -> None:
    assert "Last session 12 reps, best 12 reps" in said(main, capsys, "calf-raise")


def test_another_variation_is_named_and_told(
    main: Main, capsys: pytest.CaptureFixture[str], history: HistoryFile
) -> None:
    history.add(History(tuple(on([0], sets_of(BALANCE, OPEN, 2, 30)) + on([7], sets_of(BALANCE, CLOSED, 2, 15)))))
    assert said(main, capsys, "balance")[-1] == f"Other variations, for --variation: {OPEN}"
    assert said(main, capsys, "balance", "--variation", OPEN)[0].endswith("eyes open, firm floor")
    line = complaint(main, capsys, "progress", "balance", "--variation", "eyes-open")
    assert line.startswith('ankle-tui: --variation: "eyes-open" is not one of:')
    assert complaint(main, capsys, "progress", "--variation", OPEN) == "ankle-tui: --variation needs an EXERCISE"


def test_no_sign_stands_for_touches_that_nobody_counted(
    main: Main, capsys: pytest.CaptureFixture[str], history: HistoryFile
) -> None:
    left, right = make_record().sets
    history.add(History((make_record(sets=(left, replace(right, foot_downs=None))),)))
    assert "touches a minute: left 2.0, right not counted" in said(main, capsys, "balance")


def test_only_the_last_weeks_are_listed(main: Main, capsys: pytest.CaptureFixture[str], history: HistoryFile) -> None:
    history.add(History(tuple(on([-7 * week for week in range(20)], sets_of(BALANCE, OPEN, 2, 30)))))
    weeks = [line for line in said(main, capsys, "balance") if line.startswith("  week of")]
    assert len(weeks) == WEEKS - 2
    assert f"  {20 - len(weeks)} earlier: --all lists them." in said(main, capsys, "balance")
    assert len([line for line in said(main, capsys, "balance", "--all") if line.startswith("  week of")]) == 20
