"""How much memory a session takes, beside a bare app."""

import re
import sys
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks.keys import in_hold
from benchmarks.taking import FLOORS, Found, Taken, in_turn, long_session
from benchmarks.terminal import Terminal, pump

ROUNDS, QUICK = 2, 1
SETTLE = 2.0


def take(folder: Path, *, quick: bool) -> Found:
    """Start each in turn and look a few seconds later."""
    number = count()
    ways: dict[str, Callable[[], float]] = {
        "bare": partial(bare, folder),
        "ours": lambda: session(folder, folder / f"memory-{next(number)}"),
    }
    taken = in_turn(ways, QUICK if quick else ROUNDS, warm_up=0)
    return {"memory": Taken(tuple(taken["ours"]), tuple(taken["bare"]))}


def bare(home: Path) -> float:
    """Megabytes of the floor."""
    with Terminal([sys.executable, str(FLOORS / "bare.py")], home=home) as terminal:
        terminal.stand(re.compile("Idle"))
        pump([terminal], SETTLE)
        return terminal.memory


def session(home: Path, place: Path) -> float:
    """Megabytes in a hold."""
    with Terminal(long_session(place), home=home) as terminal:
        in_hold(terminal)
        pump([terminal], SETTLE)
        return terminal.memory
