"""From a key to its repaint, in a session and in a minimal app."""

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from ankle_tui.clock import STRUCK_TWICE
from benchmarks.taking import FLOORS, Found, Taken, long_session
from benchmarks.terminal import Terminal, pump

ROUNDS, QUICK = 30, 10
APART = 0.27
"""Seconds between two keys, no part of a second: the keys fall everywhere between two seconds of the countdown."""

Words = Callable[[int], str]
"""What stands on the screen after so many keys."""


def take(folder: Path, *, quick: bool) -> Found:
    """Press keys in turn: one that changes a line, and one that changes the whole screen."""
    rounds = QUICK if quick else ROUNDS
    found: Found = {}
    with (
        Terminal(long_session(folder / "keys"), home=folder) as ours,
        Terminal([sys.executable, str(FLOORS / "key.py")], home=folder) as floor,
    ):
        floor.stand(re.compile("pressed 0×"))
        in_hold(ours)
        line = {ours: lambda number: f"{number} touch", floor: lambda number: f"pressed {number}×"}
        found["key line"] = _press(ours, floor, "f", rounds, line)
        screen = {ours: _pausing, floor: lambda number: f"pressed {rounds + number}×"}
        found["key screen"] = _press(ours, floor, " ", rounds, screen)
    return found


def in_hold(terminal: Terminal) -> None:
    """Bring a session into its first hold, and let what follows the change pass."""
    terminal.stand(re.compile(r"\? keys"))
    pump([terminal], STRUCK_TWICE + 0.2)
    terminal.press("\r")
    terminal.stand(re.compile("foot down"))
    pump([terminal], 2.0)


def _pausing(number: int) -> str:
    return "space go on" if number % 2 else "space pause"


def _press(ours: Terminal, floor: Terminal, key: str, rounds: int, words: Mapping[Terminal, Words]) -> Taken:
    pressed: dict[Terminal, list[float]] = {ours: [], floor: []}
    for _ in range(rounds):
        for terminal, stamps in pressed.items():
            stamps.append(terminal.press(key))
            pump([ours, floor], APART)
    mine, theirs = (
        tuple(
            (terminal.when(re.compile(re.escape(words[terminal](number))), stamp) - stamp) * 1000
            for number, stamp in enumerate(stamps, 1)
        )
        for terminal, stamps in pressed.items()
    )
    return Taken(mine, theirs)
