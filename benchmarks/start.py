"""From exec to the first picture, and to the first answered key: the program beside a bare app of six widgets."""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.taking import FLOORS, SCRIPT, Found, Taken, folders, in_turn
from benchmarks.terminal import Terminal

ROUNDS, QUICK = 11, 4
HISTORIES = (0, 1_000, 10_000)


@dataclass(frozen=True, slots=True)
class Way:
    """A program, and what it shows.

    Attributes:
        command: The program and its arguments.
        last: What its first picture ends with.
        picture: What stands on the screen then.
        answer: What the key brings, as it is drawn.
        answered: What stands on the screen then.
    """

    command: Sequence[str]
    last: str
    picture: re.Pattern[str]
    answer: str
    answered: re.Pattern[str]


def once(way: Way, home: Path) -> tuple[float, float]:
    """Milliseconds from exec to the picture, and to the answer to a key that is pressed as soon as the picture is there."""
    with Terminal(way.command, home=home) as terminal:
        terminal.wait(way.last)
        picture = terminal.when(way.picture, terminal.began)
        pressed = terminal.press(" ")
        terminal.wait(way.answer)
        answer = terminal.when(way.answered, pressed)
        return (picture - terminal.began) * 1000, (answer - terminal.began) * 1000


def _as_usual(options: Sequence[str]) -> list[str]:
    """The program called without a word, as a runner does; the folders come as variables."""
    data, config = options[1::2]
    return ["env", f"ANKLE_TUI_DATA_DIR={data}", f"ANKLE_TUI_CONFIG_DIR={config}", str(SCRIPT)]


def take(folder: Path, *, quick: bool) -> Found:
    """Start each in turn."""
    floor = Way(
        ["env", sys.executable, str(FLOORS / "widgets.py")],
        "Not pressed",
        re.compile("Text 1.*Not pressed", re.DOTALL),
        "Answered",
        re.compile("Answered"),
    )
    ways = {"floor": floor}
    for count in HISTORIES:
        ways[str(count)] = Way(
            _as_usual(folders(folder / str(count), count)),
            "? keys",
            re.compile(r"this week.*\? keys", re.DOTALL),
            "□ Single-leg",
            re.compile("□ Single-leg"),
        )
    taken = in_turn({name: partial(once, way, folder) for name, way in ways.items()}, QUICK if quick else ROUNDS)
    pictures = {name: tuple(picture for picture, _ in values) for name, values in taken.items()}
    answers = {name: tuple(answer for _, answer in values) for name, values in taken.items()}
    found: Found = {f"home {count}": Taken(pictures[str(count)], pictures["floor"]) for count in HISTORIES}
    return found | {f"key {count}": Taken(answers[str(count)], answers["floor"]) for count in HISTORIES}
