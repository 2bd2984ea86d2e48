"""`ACCESSIBLE=1`: lines instead of a screen, also without a command."""

import re
from pathlib import Path

import pytest

from ankle_tui.commands import console
from ankle_tui.commands.main import command_parser
from ankle_tui.core.history.records import History
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.ui.home.first_run_wording import QUESTIONS, READY
from tests.commands.command_line import Captured, FakeApp, Main, exercises_of
from tests.store.history.records import make_record


@pytest.fixture(autouse=True)
def accessible(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCESSIBLE", "1")


def test_start_leads_in_lines(main: Main, ui: type[FakeApp], led: Captured) -> None:
    assert main("start", "--exercises", "hops") == 0
    assert exercises_of(led.plan) == ["lateral-hops"]
    assert ui.made == []


@pytest.mark.parametrize("value", ["", "0"])
def test_only_where_it_is_switched_on(
    main: Main, ui: type[FakeApp], led: Captured, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("ACCESSIBLE", value)
    assert main() == 0
    assert main("start") == 0
    assert len(ui.made) == 2
    assert not hasattr(led, "plan")


def test_the_first_time_it_asks_what_the_first_run_asks(
    main: Main, ui: type[FakeApp], led: Captured, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main() == 0
    out = capsys.readouterr().out
    assert all(question.words in out for question in QUESTIONS[:READY])
    assert ui.made == []
    for command in re.findall(r"ankle-tui ([^.,:]+)", out):
        if command != "help":
            command_parser().parse_args(command.split())
    for answer in ("level beginner", "sprain no", "equipment band,pillow,step", "minutes 10"):
        assert f"ankle-tui settings {answer}" in out
        assert main("settings", *answer.split()) == 0
    capsys.readouterr()
    assert main() == 0
    assert "Today's session, 9 min: Single-leg balance, Calf raise." in capsys.readouterr().out


def test_later_it_tells_week_and_session(
    main: Main, led: Captured, history: HistoryFile, capsys: pytest.CaptureFixture[str]
) -> None:
    history.add(History((make_record(),)))
    assert main() == 0
    first, session, *ways = capsys.readouterr().out.splitlines()
    assert first.startswith("1/2 this week")
    assert session.startswith("Today's session, ")
    assert ways


def test_what_switches_lines_on() -> None:
    assert console.prefers_lines({"ACCESSIBLE": "1"})
    assert not console.prefers_lines({})
