"""What standing still costs: a paused session and the first screen, in the same seconds as a bare app that does nothing."""

import re
import sys
from pathlib import Path

from benchmarks.keys import in_hold
from benchmarks.taking import FLOORS, SCRIPT, Found, Taken, folders, long_session
from benchmarks.terminal import Terminal, pump

WINDOWS, SECONDS = 6, 8.0
QUICK_WINDOWS, QUICK_SECONDS = 2, 4.0
SETTLE = 3.0


def take(folder: Path, *, quick: bool) -> Found:
    """Let all three stand still at once, and read their meters at the same moments."""
    windows, seconds = (QUICK_WINDOWS, QUICK_SECONDS) if quick else (WINDOWS, SECONDS)
    home_command = [str(SCRIPT), *folders(folder / "home", 1_000)]
    with (
        Terminal(long_session(folder / "paused"), home=folder) as paused,
        Terminal(home_command, home=folder) as home,
        Terminal([sys.executable, str(FLOORS / "bare.py")], home=folder) as bare,
    ):
        bare.stand(re.compile("Idle"))
        home.stand(re.compile(r"\? keys"))
        in_hold(paused)
        paused.press(" ")
        paused.stand(re.compile("space go on"))
        everything = {"paused": paused, "home": home, "bare": bare}
        pump(list(everything.values()), SETTLE)
        cpu: dict[str, list[float]] = {name: [] for name in everything}
        sent: dict[str, list[float]] = {name: [] for name in everything}
        for _ in range(windows):
            before = {name: (item.cpu, item.received) for name, item in everything.items()}
            pump(list(everything.values()), seconds)
            for name, item in everything.items():
                cpu[name].append((item.cpu - before[name][0]) * 1000 / seconds)
                sent[name].append(item.received - before[name][1])
    found: Found = {}
    for name in ("paused", "home"):
        found[f"{name} cpu"] = Taken(tuple(cpu[name]), tuple(cpu["bare"]))
        found[f"{name} bytes"] = Taken((sum(sent[name]),), (sum(sent["bare"]),))
    return found
