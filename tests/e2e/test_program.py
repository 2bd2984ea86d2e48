"""The whole program, from the command line to the file, in a real terminal and on a pipe."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("pexpect", reason="needs a pseudo-terminal")

from ankle_tui.commands.inputs import NO_SESSIONS
from ankle_tui.commands.session.unfinished_sessions import NONE_UNFINISHED
from ankle_tui.plain.narrator import summary_lines
from ankle_tui.plain.questions import EFFORT, PAIN
from tests.conducting import Studio
from tests.e2e.terminal import Terminal

pytestmark = pytest.mark.e2e


def run(*arguments: str, folder: Path, stdin: int = subprocess.DEVNULL) -> subprocess.CompletedProcess[str]:
    """Run the program without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "ankle_tui", "--data-dir", str(folder), "--config-dir", str(folder / "c"), *arguments],
        stdin=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={**os.environ, "ANKLE_TUI_AUDIO": "off", "PYTHONIOENCODING": "utf-8"},
    )


def counted(number: str) -> Callable[[str], bool]:
    """Whether a count stands on a line of its own after the set has begun."""
    return lambda text: number in [line.strip() for line in text.partition("Go.")[2].splitlines()]


def test_a_whole_demonstration_leaves_no_trace(tmp_path: Path) -> None:
    with Terminal("start", "--demo", "300", folder=tmp_path) as terminal:
        terminal.wait_for("nothing recorded")
        terminal.wait_for("Every set done in full.")
        terminal.press_later("\r")
        assert terminal.wait_for_end() == 0
    assert run("history", folder=tmp_path).stdout.splitlines() == [NO_SESSIONS]
    assert list(tmp_path.iterdir()) == []


def test_a_short_real_session_is_saved(tmp_path: Path) -> None:
    with Terminal(folder=tmp_path) as terminal:
        terminal.wait_for("Welcome")
        terminal.press("\x1b")  # no questions now
        terminal.wait_for("2 exercises")
        terminal.press("\r")  # start
        terminal.wait_for("wall, on one leg")
        terminal.press_later("\r")  # go at once
        terminal.wait_for("Knee slightly bent")
        terminal.press("f")
        terminal.wait_for("1 touch")
        terminal.wait_for("8:47 to go")
        terminal.press("q")
        terminal.wait_for("Finish here?")
        terminal.press("k")
        terminal.wait_for("saved, too short to count")
        terminal.press_later("\r")
        terminal.wait_for("Ran today?")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    (session,) = json.loads(run("history", "--json", folder=tmp_path).stdout)
    first = session["sets"][0]
    assert (session["status"], first["side"], first["outcome"]) == ("partial", "left", "short")
    assert first["done"]["foot_downs"] == 1
    assert 1 < first["done"]["seconds"] < 30
    assert (tmp_path / "history.json").stat().st_mode & 0o777 == 0o600


def test_a_hook_is_told_and_one_that_is_missing_is_a_line(tmp_path: Path) -> None:
    (hook := tmp_path / "hook.py").write_text("import sys; open(sys.argv[1], 'w').write(sys.stdin.read())", "utf-8")
    (tmp_path / "config").mkdir()
    words = json.dumps([sys.executable, str(hook), str(tmp_path / "told.json")])
    hooks = f'[hooks]\nstarted = ["./nowhere"]\nfinished = {words}\n'
    (tmp_path / "config" / "config.toml").write_text(hooks, encoding="utf-8")
    with Terminal("start", "--exercises", "lateral-hops", folder=tmp_path) as terminal:
        terminal.wait_for("line on the floor")
        terminal.press_later("\r")  # go at once
        terminal.wait_for("1:17 to go")
        terminal.press("q")
        terminal.wait_for("Finish here?")
        terminal.press("k")
        terminal.wait_for("saved")
        terminal.wait_for("Hook started: ./nowhere")
        terminal.press_later("\r")
        assert terminal.wait_for_end() == 0
    (session,) = json.loads(run("history", "--json", folder=tmp_path).stdout)
    assert json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))["id"] == session["id"]


def test_the_terminal_is_left_as_it_was(tmp_path: Path) -> None:
    with Terminal(folder=tmp_path) as terminal:
        terminal.wait_for("Welcome")
        terminal.press("\x1b")
        terminal.wait_for("2 exercises")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
        raw = terminal.raw
    switched = [(b"\x1b[?1049h", b"\x1b[?1049l"), (b"\x1b[?25l", b"\x1b[?25h")]
    with Terminal("start", "--exercises", "calf-raise", folder=tmp_path) as terminal:
        terminal.wait_for(" to go")
        terminal.child.kill(signal.SIGTERM)
        terminal.wait_for_end()
        raw += terminal.raw
    for switched_on, switched_off in [*switched, (b"\x1b[22;0t", b"\x1b[23;0t"), (b"\x1b]9;4;1;", b"\x1b]9;4;0")]:
        assert raw.rfind(switched_off) > raw.rfind(switched_on) >= 0


def test_control_c_asks_before_it_ends_a_session(tmp_path: Path) -> None:
    with Terminal("start", "--exercises", "calf-raise", folder=tmp_path, size=(40, 12)) as terminal:
        terminal.wait_for("GET READY")
        terminal.press("\x03")
        terminal.wait_for("Finish here?")
        terminal.press("d")
        assert terminal.wait_for_end() == 0
    assert not (tmp_path / "history.json").exists()


def test_odd_bytes_and_released_keys_leave_a_session_alone(tmp_path: Path) -> None:
    with Terminal("start", "--exercises", "calf-raise", folder=tmp_path) as terminal:
        terminal.wait_for(lambda text: "Skip this set" not in text and " to go" in text)
        terminal.child.send(
            b"\xfc\xff\xfe\x1b[112;1:3u\x1b[99999999;1u"
        )  # of them only p, released, is a key of a session
        terminal.press("?")
        assert "Paused" not in terminal.wait_for("Skip this set")
        terminal.child.send(b"\xfc\x1b[?u")
        terminal.press("\x1b")
        terminal.wait_for(lambda text: "Skip this set" not in text and " to go" in text)
        terminal.child.kill(signal.SIGTERM)
        assert terminal.wait_for_end() == 128 + signal.SIGTERM


def test_without_a_terminal_one_line_points_to_plain(tmp_path: Path) -> None:
    for arguments in ((), ("start",)):
        done = run(*arguments, folder=tmp_path)
        assert done.returncode == 2
        assert done.stdout == ""
        assert done.stderr.count("\n") == 1
        assert "start --plain" in done.stderr


def test_under_textual_serve_a_pipe_is_a_screen(tmp_path: Path) -> None:
    quit_at_once = b'M\0\0\0\x10{"type": "quit"}'
    done = subprocess.run(
        [sys.executable, "-m", "ankle_tui", "--data-dir", str(tmp_path), "--config-dir", str(tmp_path / "c")],
        input=quit_at_once,
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver", "ANKLE_TUI_AUDIO": "off"},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"__GANGLION__\n")
    assert done.stdout.endswith(b'{"type": "exit"}')


def test_plain_demonstration_on_a_pipe(tmp_path: Path) -> None:
    done = run("start", "--plain", "--demo", "500", "--exercises", "single-leg-balance", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert [line for line in lines if line.startswith("Go")]
    assert lines.count("Halfway.") == 4
    assert "\x1b" not in done.stdout
    assert lines[-1:] == summary_lines(Studio(demo=True).session_runner)
    assert list(tmp_path.iterdir()) == []


def test_plain_takes_keys_by_the_line(tmp_path: Path) -> None:
    with Terminal("start", "--plain", "--feel", "fine", "--exercises", "heel-toe-walk", folder=tmp_path) as terminal:
        terminal.wait_for("Get ready")
        terminal.press_later("\r")
        terminal.wait_for(counted("2"))
        terminal.press("m\r")
        terminal.wait_for("Counting: by hand.")
        terminal.press("+\r")
        terminal.press("q\r")
        terminal.wait_for(EFFORT)
        terminal.press("7\r")
        terminal.wait_for(PAIN)
        terminal.press("\r")
        assert terminal.wait_for_end() == 0
        assert b"\x1b" not in terminal.raw
    (session,) = json.loads(run("history", "--json", folder=tmp_path).stdout)
    assert 3 <= session["sets"][0]["done"]["steps"] < 10
    assert (session["effort"], session["pain"]) == (7, None)


def test_plain_keeps_what_was_done_on_control_c(tmp_path: Path) -> None:
    with Terminal("start", "--plain", "--feel", "fine", "--exercises", "heel-toe-walk", folder=tmp_path) as terminal:
        terminal.wait_for("Get ready")
        terminal.press_later("\r")
        terminal.wait_for(counted("2"))
        terminal.press("\x03")
        assert terminal.wait_for_end() == 130
    assert len(json.loads(run("history", "--json", folder=tmp_path).stdout)) == 1


def test_a_history_of_another_program_stops_ours_before_it_draws(tmp_path: Path) -> None:
    foreign = tmp_path / "history.json"
    foreign.write_text('{"format": "somebody/else"}', encoding="utf-8")
    with Terminal(folder=tmp_path, size=(200, 24)) as terminal:
        assert terminal.wait_for_end() == 2
        assert "history.json: " in terminal.text
        assert 'not "somebody/else"' in terminal.text
        assert b"\x1b[?1049h" not in terminal.raw
    assert foreign.read_text(encoding="utf-8") == '{"format": "somebody/else"}'


def test_a_damaged_history_is_repaired_and_the_damaged_file_kept(tmp_path: Path) -> None:
    text = '{"format": "ankle-tui/history", "version": 1, "sessions": [{"id": 7}]}'
    (tmp_path / "history.json").write_text(text, encoding="utf-8")
    with Terminal(folder=tmp_path) as terminal:
        terminal.wait_for("2 exercises")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    (damaged,) = tmp_path.glob("history.damaged-*.json")
    assert damaged.read_text(encoding="utf-8") == text
    assert run("history", folder=tmp_path).stdout.splitlines() == [NO_SESSIONS]
    assert run("doctor", folder=tmp_path).returncode == 0


def test_a_session_that_was_killed_goes_on(tmp_path: Path) -> None:
    with Terminal("start", "--plain", "--feel", "fine", "--exercises", "heel-toe-walk", folder=tmp_path) as terminal:
        terminal.wait_for("Get ready")
        terminal.press_later("\r")
        terminal.wait_for(counted("3"))
        terminal.child.kill(signal.SIGKILL)
        terminal.child.wait()
    assert run("history", folder=tmp_path).stdout.splitlines() == [NO_SESSIONS]
    listed = run("resume", "--list", folder=tmp_path).stdout
    assert listed.endswith("0 of 4 sets done\n")
    with Terminal("resume", listed.split()[0], folder=tmp_path) as terminal:
        terminal.wait_for("go on")
        terminal.press("q")
        terminal.wait_for("Finish here?")
        terminal.press("k")
        terminal.wait_for("saved, too short")
        terminal.press_later("\r")
        assert terminal.wait_for_end() == 0
    (session,) = json.loads(run("history", "--json", folder=tmp_path).stdout)
    assert session["id"].startswith(listed.split()[0])
    assert session["sets"][0]["done"]["steps"] >= 2
    assert run("resume", "--list", folder=tmp_path).stdout.splitlines() == [NONE_UNFINISHED]
