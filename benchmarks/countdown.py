"""What a running countdown costs, processor time and bytes: a hold of a session beside termdown, as it is and quieter."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks.keys import in_hold
from benchmarks.taking import Found, Taken, in_turn, long_session
from benchmarks.terminal import NotShown, Terminal, pump

ROUNDS, SECONDS = 2, 30.0
"""Which makes 60 seconds of each."""
QUICK_ROUNDS, QUICK_SECONDS = 2, 6.0
SETTLE = 3.0
PATIENCE = 180.0
"""Seconds an installation may take."""
WAYS = {"default": ["600"], "quietest": ["--no-window-title", "600"]}
"""What termdown is told. It draws large digits, as we do, and changes the window's title once a second unless told not to.

Small digits (--no-art) would be no fair match, and its other form of the time (-a) does not fit into 80 columns.
"""


def take(folder: Path, *, quick: bool) -> Found:
    """Let each count down in turn."""
    rounds, seconds = (QUICK_ROUNDS, QUICK_SECONDS) if quick else (ROUNDS, SECONDS)
    keys = [f"{figure} {way}" for figure in ("cpu", "bytes") for way in WAYS]
    number = count()

    def session() -> tuple[float, float]:
        with Terminal(long_session(folder / f"session-{next(number)}"), home=folder) as terminal:
            in_hold(terminal)
            return spent(terminal, seconds)

    def termdown(program: Path, arguments: list[str]) -> tuple[float, float]:
        with Terminal([str(program), *arguments], home=folder) as terminal:
            pump([terminal], SETTLE)
            return spent(terminal, seconds)

    with tempfile.TemporaryDirectory() as place:
        try:
            program = install(Path(place))
        except (subprocess.SubprocessError, OSError):
            return dict.fromkeys(keys, "termdown could not be installed here")
        ways: dict[str, Callable[[], tuple[float, float]]] = {
            way: partial(termdown, program, arguments) for way, arguments in WAYS.items()
        }
        taken = in_turn({"ours": session, **ways}, rounds, warm_up=0)
    found: Found = {}
    for at, figure in enumerate(("cpu", "bytes")):
        for way in WAYS:
            ours, theirs = (tuple(pair[at] for pair in taken[name]) for name in ("ours", way))
            found[f"{figure} {way}"] = Taken(ours, theirs)
    return found


def spent(terminal: Terminal, seconds: float) -> tuple[float, float]:
    """Milliseconds of processor time, and bytes, a second.

    Raises:
        NotShown: When it does not count down once a second.
    """
    cpu, received, stamp = terminal.cpu, terminal.received, time.monotonic()
    pump([terminal], seconds)
    if terminal.seconds_with_output(stamp) < seconds - 1:
        raise NotShown(f"no countdown once a second:\n{terminal.text}")
    return (terminal.cpu - cpu) * 1000 / seconds, (terminal.received - received) / seconds


def install(place: Path) -> Path:
    """Install termdown into an environment of its own, by the pip of this Python.

    Returns:
        The program.
    """
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    for command in (
        [sys.executable, "-m", "venv", "--without-pip", str(place)],
        [*pip, "--python", str(place / "bin" / "python"), "install", "termdown"],
    ):
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    return place / "bin" / "termdown"
