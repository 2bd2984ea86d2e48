"""Whether the shown seconds keep to the monotonic clock: a hold of five minutes, and a bare clock in the same minutes.

A shown second is due a whole number of seconds after the first one. The moment at which each stood on the screen, less
that number, is the same for all of them but for what is measured here: the middle of these moments is the beginning of the
grid and the usual time to the screen together, and is taken off. Off the grid is how far one is from it: the worst, and what
19 of 20 keep. Drift is how far the middle of the last fifth is from that of the first fifth. The bare clock says how much of
this is the machine.
"""

import re
import statistics
import sys
import time
from pathlib import Path

from benchmarks.keys import in_hold
from benchmarks.taking import FLOORS, Found, Taken, long_session
from benchmarks.terminal import NotShown, Terminal, pump

SECONDS, QUICK = 300.0, 30.0
EDGE = 4.0
"""Seconds of the hold that may pass before and after."""
LEFT = re.compile(r"(\d+):(\d\d) (?:left|to go)")


def take(folder: Path, *, quick: bool) -> Found:
    """Read both at once."""
    with (
        Terminal(long_session(folder / "drift"), home=folder) as ours,
        Terminal([sys.executable, str(FLOORS / "ticks.py")], home=folder) as ticks,
    ):
        in_hold(ours)
        begin = time.monotonic()
        pump([ours, ticks], QUICK if quick else SECONDS - EDGE)
        figures = [kept(shown(terminal, begin)) for terminal in (ours, ticks)]
    return {
        name: Taken((mine,), (theirs,))
        for name, mine, theirs in zip(("drift", "usual", "worst", "skipped"), *figures, strict=True)
    }


def shown(terminal: Terminal, since: float) -> list[tuple[float, int]]:
    """When each number of seconds stood on the screen first, without the first one, which may have stood there before."""
    read = terminal.readings(LEFT, since)[1:]
    return [(stamp, int(match[1]) * 60 + int(match[2])) for stamp, match in read]


def kept(seconds: list[tuple[float, int]]) -> tuple[float, float, float, float]:
    """Drift, what 19 of 20 keep to and the worst distance from the grid, in milliseconds, and how many seconds were skipped.

    Args:
        seconds: When each stood on the screen, and how many were left then.
    """
    if len(seconds) < 5:
        raise NotShown("too few seconds were shown")
    moments = [(stamp + left) * 1000 for stamp, left in seconds]
    fifth = len(moments) // 5
    drift = abs(statistics.median(moments[-fifth:]) - statistics.median(moments[:fifth]))
    middle = statistics.median(moments)
    skipped = seconds[0][1] - seconds[-1][1] + 1 - len(seconds)
    off = sorted(abs(moment - middle) for moment in moments)
    return drift, off[len(off) * 19 // 20], off[-1], float(skipped)
