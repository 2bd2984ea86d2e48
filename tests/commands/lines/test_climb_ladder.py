"""Ladders by lines: where the runner stands, every step, and a step of the runner's own."""

import datetime as dt
import json
import shlex
import tomllib
from pathlib import Path

import pytest

from ankle_tui.commands import inputs
from ankle_tui.core.history.records import History
from ankle_tui.core.training.lanes import rungs
from ankle_tui.store.history.history_file import HistoryFile
from tests.builders import shipped
from tests.commands.command_line import IDS, Main, complaint
from tests.training import BALANCE, OPEN, on, sets_of


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "now", lambda: dt.datetime(2026, 11, 24, 20, tzinfo=dt.UTC))


def said(main: Main, capsys: pytest.CaptureFixture[str], *argv: str) -> list[str]:
    assert main("ladder", *argv) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return str(out).splitlines()


def set_rungs(folder: Path) -> object:
    return tomllib.loads((folder / "config.toml").read_text(encoding="utf-8"))["rungs"]


def test_all_ladders_are_listed_and_nothing_written(
    main: Main, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lines = said(main, capsys)
    assert [line.split()[0] for line in lines[: len(IDS)]] == IDS
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("exercise", IDS)
def test_every_step_stands_below_its_variation(main: Main, capsys: pytest.CaptureFixture[str], exercise: str) -> None:
    lines = said(main, capsys, exercise)
    steps = [int(line.split(".")[0]) for line in lines if line.startswith("  ")]
    assert steps == [*range(1, len(rungs(shipped().get(exercise))) + 1)]
    assert all(any(line.startswith(each.name) for line in lines) for each in shipped().get(exercise).variations)
    (found,) = json.loads("\n".join(said(main, capsys, exercise, "--json")))
    assert [rung["step"] for rung in found["rungs"]] == steps


def test_what_is_done_and_what_comes_next(main: Main, capsys: pytest.CaptureFixture[str], history: HistoryFile) -> None:
    history.add(History(tuple(on([0, 2, 5], sets_of(BALANCE, OPEN, 2, 30)))))
    lines = said(main, capsys, "balance")
    assert [line for line in lines if "done, last on Saturday 21 November" in line]
    assert len([line for line in lines if ", next" in line]) == 1
    (found,) = json.loads("\n".join(said(main, capsys, "balance", "--json")))
    assert found["last"] == "2026-11-21"
    assert found["rungs"][found["step"] - 1]["name"] == "eyes-open-firm 2"


@pytest.mark.parametrize("step", [["4"], ["one-leg", "1"], ["one-leg 1"], ["one-leg"]])
def test_a_step_is_set_and_its_undo_follows_again(
    main: Main, capsys: pytest.CaptureFixture[str], tmp_path: Path, step: list[str]
) -> None:
    _, undo, now = said(main, capsys, "calf-raise", "--set", *step)
    assert set_rungs(tmp_path) == {"calf-raise": "one-leg 1"}
    assert "step 4 of 10" in now
    assert any("set by you" in line for line in said(main, capsys, "calf-raise"))
    assert said(main, capsys, "calf-raise", "--set", *step)[0] == "Nothing is changed."
    said(main, capsys, *shlex.split(undo.removeprefix("Undo: ankle-tui ladder ")))
    assert set_rungs(tmp_path) == {}


def test_the_undo_names_the_step_before(main: Main, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said(main, capsys, "hops", "--set", "2")
    line = said(main, capsys, "hops", "--follow")[1]
    said(main, capsys, *shlex.split(line.removeprefix("Undo: ankle-tui ladder ")))
    assert set_rungs(tmp_path) == {"lateral-hops": "both-feet 2"}


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("foo", 'no exercise is called "foo"'),
        ("--follow", "--follow needs an EXERCISE"),
        ("--set 3", "--set needs an EXERCISE"),
        ("calf-raise --set 11", "--set: calf-raise has steps 1 to 10, not 11"),
        ("calf-raise --set up", '--set: calf-raise has no step called "up"; see: ankle-tui ladder calf-raise'),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    main: Main, capsys: pytest.CaptureFixture[str], tmp_path: Path, words: str, problem: str
) -> None:
    assert complaint(main, capsys, "ladder", *words.split()) == f"ankle-tui: {problem}"
    assert list(tmp_path.iterdir()) == []
