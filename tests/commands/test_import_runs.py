"""`ankle-tui runs`: what it reads, asks, says and remembers."""

import datetime as dt
import io
import json
import shlex
import signal
from pathlib import Path

import pytest

from ankle_tui.commands import inputs
from ankle_tui.commands import main as cli
from ankle_tui.commands.weeks import import_runs
from ankle_tui.core.history.day_marks import DayKind
from ankle_tui.services.exit_codes import INTERRUPTED, USAGE
from ankle_tui.services.run_days.run_reader import RunReader
from ankle_tui.services.run_days.runs_wording import MOST_TOLD, sport_question, unknown_words
from ankle_tui.store.history.history_file import HistoryFile
from tests.commands.command_line import complaint
from tests.store.activities.samples import CYCLING, START, gpx, run_file

NOW = dt.datetime(2026, 11, 18, 20, tzinfo=dt.timezone(dt.timedelta(hours=1)))
WITHOUT = gpx("2026-11-16T06:30:00+01:00", sport=None)
LAUF = gpx("2026-11-15T06:30:00+01:00", sport="Laufen")


class Teletype(io.StringIO):
    """A terminal with somebody who has typed these lines."""

    def isatty(self) -> bool:
        return True


class Runner:
    """A runner with a folder of activity files."""

    def __init__(self, folder: Path, output: pytest.CaptureFixture[str]) -> None:
        self.home = folder
        self.folder = folder / "watch"
        self.folder.mkdir()
        self.output = output

    def put(self, **files: bytes) -> None:
        for name, data in files.items():
            (self.folder / name.replace("_", ".")).write_bytes(data)

    def main(self, *argv: str) -> int:
        return cli.main(["--data-dir", str(self.home / "data"), "--config-dir", str(self.home), *argv])

    def runs(self, *argv: str) -> tuple[int, list[str], list[str]]:
        """Exit code and lines of a call."""
        code = self.main("runs", *argv)
        out, err = self.output.readouterr()
        return code, out.splitlines(), err.splitlines()

    def marks(self) -> dict[int, DayKind | None]:
        return {mark.day.day: mark.kind for mark in HistoryFile(self.home / "data" / "history.json").load().days}


@pytest.fixture
def runner(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Runner:
    monkeypatch.setattr(inputs, "now", lambda: NOW)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    return Runner(tmp_path, capsys)


def test_folders_from_the_command_line(runner: Runner) -> None:
    runner.put(a_fit=run_file(), b_fit=run_file(START - dt.timedelta(days=1), CYCLING))
    code, out, err = runner.runs(str(runner.folder))
    assert (code, err) == (0, [])
    assert out
    assert runner.marks() == {18: DayKind.RUN, 17: DayKind.CROSS_TRAINING}
    assert runner.main("day", "--date", "2026-11-18") == 0
    assert "run" in runner.output.readouterr().out


def test_folders_from_the_settings(runner: Runner) -> None:
    runner.put(a_fit=run_file())
    (runner.home / "config.toml").write_text(f"runs = [{json.dumps(str(runner.folder))}]", encoding="utf-8")
    assert runner.runs()[0] == 0
    assert runner.marks() == {18: DayKind.RUN}


def test_no_folder_at_all(runner: Runner) -> None:
    assert "FOLDER" in complaint(runner.main, runner.output, "runs")


def test_a_file_that_is_named_and_cannot_be_used(runner: Runner) -> None:
    bad = runner.folder / "bad.fit"
    bad.write_text("no run")
    assert runner.runs(str(bad))[0] == USAGE
    assert runner.runs(str(runner.folder))[0] == 0  # among others it is no reason to stop a script


def test_a_folder_that_is_not_there(runner: Runner) -> None:
    runner.put(a_fit=run_file())
    code, _, err = runner.runs(str(runner.home / "none"), str(runner.folder))
    assert code == USAGE
    assert [str(runner.home / "none") in line for line in err] == [True]
    assert runner.marks() == {18: DayKind.RUN}


def test_files_that_cannot_be_used_are_named_a_line_each(runner: Runner) -> None:
    runner.put(**{f"{number}_fit": b"damaged" for number in range(MOST_TOLD + 2)})
    code, _, err = runner.runs(str(runner.folder))
    assert code == 0
    assert [str(runner.folder / f"{number}.fit") in err[number] for number in range(MOST_TOLD)] == [True] * MOST_TOLD
    assert "doctor" in err[MOST_TOLD]
    assert runner.runs(str(runner.folder))[2] == []  # told once; doctor has them


def test_without_a_terminal_it_says_what_is_unknown_and_how_to_tell(runner: Runner) -> None:
    runner.put(a_gpx=WITHOUT, b_gpx=LAUF)
    _, _, err = runner.runs(str(runner.folder))
    assert ["--as =run" in err[0], "--as Laufen=run" in err[1], len(err)] == [True, True, 2]
    _, out, _ = runner.runs(str(runner.folder), "--json")
    assert [(item["sport"], item["activities"]) for item in json.loads("\n".join(out))["unknown"]] == [
        ("", 1),
        ("Laufen", 1),
    ]
    assert runner.runs(str(runner.folder), "--as", "laufen=run", "--as", "cross-training")[2] == []
    assert runner.marks() == {16: DayKind.CROSS_TRAINING, 15: DayKind.RUN}
    runner.put(c_gpx=gpx("2026-11-14T06:30:00+01:00", sport="LAUFEN"))
    assert runner.runs(str(runner.folder))[2] == []
    assert runner.marks()[14] is DayKind.RUN


@pytest.mark.parametrize("sport", [None, "-", "a=b", "it's"])
def test_what_it_says_to_type_answers_just_that_sport(sport: str | None, runner: Runner) -> None:
    runner.put(a_gpx=gpx("2026-11-16T06:30:00+01:00", sport=sport), b_gpx=LAUF)
    _, _, err = runner.runs(str(runner.folder))
    said = next(line for line in err if "Laufen" not in line).partition("ankle-tui runs ")[2].partition(" (or")[0]
    assert runner.runs(*shlex.split(said))[0] == 0
    assert runner.marks() == {16: DayKind.RUN}


def test_as_alone_is_for_everything_that_is_unknown(runner: Runner) -> None:
    runner.put(a_gpx=WITHOUT, b_gpx=LAUF)
    assert runner.runs(str(runner.folder), "--as", "run")[2] == []
    assert runner.marks() == {16: DayKind.RUN, 15: DayKind.RUN}


def test_in_a_terminal_it_asks_once(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    runner.put(a_gpx=WITHOUT, b_gpx=LAUF)
    monkeypatch.setattr("sys.stdin", Teletype("n\n\n"))
    _, out, err = runner.runs(str(runner.folder))
    asked = [sport_question(runner.folder, word, 1) for word in ("", "Laufen")]
    assert out[:2] == asked
    assert [unknown_words(runner.folder, "Laufen", 1) in line for line in err] == [True]  # not answered
    monkeypatch.setattr("sys.stdin", Teletype("R\n"))
    _, out, err = runner.runs(str(runner.folder))
    assert (out[0], err) == (asked[1], [])
    assert runner.marks() == {15: DayKind.RUN}
    monkeypatch.setattr("sys.stdin", Teletype(""))
    assert not set(asked) & set(runner.runs(str(runner.folder))[1])


@pytest.mark.parametrize("word", ["rum", "Laufen=rum", "Laufen=", ""])
def test_a_word_that_is_no_kind(word: str, runner: Runner) -> None:
    with pytest.raises(SystemExit) as end:
        runner.runs(str(runner.folder), "--as", word)
    assert end.value.code == USAGE


def test_ctrl_c_keeps_what_was_read(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(read: int, total: int) -> None:
        signal.raise_signal(signal.SIGINT)

    def end(number: int, frame: object) -> None:
        raise AssertionError("ends the program at once, as the handler of its entry point does")

    runner.put(a_fit=run_file(), b_fit=run_file())
    monkeypatch.setattr(import_runs, "RunReader", lambda *ports, told: RunReader(*ports, told=stop))
    before = signal.signal(signal.SIGINT, end)
    try:
        code, out, _ = runner.runs(str(runner.folder))
        assert signal.getsignal(signal.SIGINT) is end
    finally:
        signal.signal(signal.SIGINT, before)
    assert code == INTERRUPTED
    assert out
    assert runner.marks() == {18: DayKind.RUN}


def test_everything_as_json(runner: Runner) -> None:
    runner.put(a_fit=run_file(), b_fit=b"damaged")
    _, out, err = runner.runs(str(runner.folder), str(runner.home / "none"), "--json")
    found = json.loads("\n".join(out))
    assert (found["new"], found["read"], found["known"], found["stopped"]) == (2, 2, 0, False)
    assert found["marked"] == [{"day": "2026-11-18", "kind": "run"}]
    assert [item["file"] for item in found["unreadable"]] == [str(runner.folder / "b.fit")]
    assert [item["folder"] for item in found["missing"]] == [str(runner.home / "none")]
    assert err == []


def test_a_hand_made_mark_can_confirm_what_a_file_says(runner: Runner) -> None:
    runner.put(a_fit=run_file(START, CYCLING))
    runner.runs(str(runner.folder))
    assert runner.main("day", "cross-training") == 0
    runner.put(b_fit=run_file())
    runner.runs(str(runner.folder))
    assert runner.marks() == {18: DayKind.CROSS_TRAINING}
