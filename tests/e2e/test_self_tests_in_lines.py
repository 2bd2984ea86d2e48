"""A self-test in lines in a real terminal, from the command line to the file, killed or led to its end."""

import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pexpect", reason="needs a pseudo-terminal")

from tests.e2e.terminal import Terminal
from tests.e2e.test_program import counted, run

pytestmark = pytest.mark.e2e

RAISE = ("test", "raise", "--plain", "--feel", "fine", "--floor")
WARM_UP = 5
"""Sets before the first trial."""


def first_trial(terminal: Terminal) -> None:
    """Leave out the warm-up, do some raises with the first leg and end the trial."""
    terminal.wait_for("Get ready, 10 seconds: Calf raise")
    terminal.press("n\r" * WARM_UP)
    terminal.wait_for("LEFT LEG, at most 100 reps")
    terminal.press_later("\r")
    terminal.wait_for(counted("3"))
    terminal.press("\r")
    terminal.wait_for("LEFT LEG: 3 reps.")


def recorded(folder: Path) -> list[dict[str, Any]]:
    """The tests of the history."""
    found: list[dict[str, Any]] = json.loads(run("test", "--json", folder=folder).stdout)["tests"]
    return found


def test_a_self_test_is_led_by_lines_and_counts_when_it_was_looked_at(tmp_path: Path) -> None:
    with Terminal(*RAISE, folder=tmp_path, size=(150, 50)) as terminal:
        first_trial(terminal)
        terminal.press("2\r")
        terminal.wait_for("LEFT LEG: 2 reps.")
        terminal.press_later("\r")
        terminal.wait_for("It stands: 2 reps.")
        terminal.press("-\r" * 12)
        terminal.wait_for("Get ready: RIGHT LEG")
        terminal.wait_for(lambda text: text.count("Go. ") == 2 and counted("1")(text.rpartition("Get ready: ")[2]))
        terminal.press("\r")
        terminal.wait_for("Right as they stand?")
        terminal.press("right 25\r")
        terminal.wait_for("Left 2; right 25 reps.")
        terminal.press("\r")
        terminal.wait_for("Pain, 0 to 10?")
        terminal.press("0\r")
        assert terminal.wait_for_end() == 0
        assert b"\x1b" not in terminal.raw
    (test,) = recorded(tmp_path)
    assert (test["checked"], test["pain"], test["practice"], test["conditions"]["surface"]) == (True, 0, True, "floor")
    assert [(trial["side"], trial["value"]) for trial in test["trials"]] == [("left", 2.0), ("right", 25.0)]
    assert run("history", folder=tmp_path).stdout == "No sessions yet.\n"


def test_a_self_test_that_was_killed_leaves_its_trials(tmp_path: Path) -> None:
    with Terminal(*RAISE, folder=tmp_path, size=(150, 50)) as terminal:
        first_trial(terminal)
        terminal.press("p\r")
        terminal.wait_for("Paused.")
        terminal.wait_for_file(tmp_path / "history.json")
        terminal.child.kill(9)
        terminal.child.wait()
    (test,) = recorded(tmp_path)
    assert (test["checked"], [trial["value"] for trial in test["trials"]]) == (False, [3.0])
    with Terminal("test", "--check", folder=tmp_path, size=(150, 50)) as terminal:
        terminal.wait_for("Left 3; right nothing reps.")
        terminal.press("\x03")
        assert terminal.wait_for_end() == 130
    assert recorded(tmp_path) == [test]
