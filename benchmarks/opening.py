"""How long the screens of the past take to open from the first screen, with ten thousand sessions beside a hundred."""

import re
from functools import partial
from pathlib import Path

from benchmarks.taking import SCRIPT, Found, Taken, folders, in_turn
from benchmarks.terminal import Terminal, pump

FEW, MANY = 100, 10_000
ROUNDS, QUICK = 4, 2
AGAIN = 1
"""How often each is opened again in the same run of the program."""
SETTLE = 1.0
SCREENS = {
    "history": ("h", re.compile(r"History  .*▌.*\? keys", re.DOTALL)),
    "calendar": ("w", re.compile(r"Calendar  .*of \d this week.*esc back", re.DOTALL)),
    "progress": ("p", re.compile(r"Progress  .*Work, .* a week.*so far.*esc back", re.DOTALL)),
}
HOME = re.compile(r"■ \w.*enter start", re.DOTALL)
"""With the session of today: the history is read."""


def take(folder: Path, *, quick: bool) -> Found:
    """Open each in turn: for the first time in a run of the program, and again."""
    commands = {str(count): [str(SCRIPT), *folders(folder / str(count), count)] for count in (FEW, MANY)}
    ways = {name: partial(open_all, command, folder) for name, command in commands.items()}
    taken = in_turn(ways, QUICK if quick else ROUNDS)
    found: Found = {}
    for screen in SCREENS:
        first = {name: tuple(run[screen][0] for run in runs) for name, runs in taken.items()}
        again = {name: tuple(time for run in runs for time in run[screen][1:]) for name, runs in taken.items()}
        found[f"{screen} first"] = Taken(first[str(MANY)], first[str(FEW)])
        found[f"{screen} again"] = Taken(again[str(MANY)], again[str(FEW)])
    return found


def open_all(command: list[str], home: Path) -> dict[str, list[float]]:
    """Milliseconds from the key to the screen, for each screen and each time."""
    times: dict[str, list[float]] = {screen: [] for screen in SCREENS}
    with Terminal(command, home=home) as terminal:
        terminal.stand(HOME)
        pump([terminal], SETTLE)
        for _ in range(1 + AGAIN):
            for screen, (key, shown) in SCREENS.items():
                pressed = terminal.press(key)
                terminal.wait("? keys")
                pump([terminal], SETTLE / 4)
                times[screen].append((terminal.when(shown, pressed) - pressed) * 1000)
                terminal.press("\x1b")
                terminal.stand(HOME)
                pump([terminal], SETTLE / 4)
    return times
