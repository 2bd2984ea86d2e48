"""A thousand cues through each back end of this machine, beside a bare queue: what a call costs, what leaks.

Run: python -m benchmarks.sound [--json] [cues]

Plays silence where there is no sound card and PulseAudio is installed: `tests/audio/listening.py` starts one of its own.
"""

import contextlib
import json
import os
import queue
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from ankle_tui import clock
from ankle_tui.audio.client.client import HelperPlayer
from ankle_tui.audio.client.discovery import present
from ankle_tui.audio.silent import SilentPlayer

CUES = 1_000
WARM_UP = 100
EVERY = 0.04
"""Seconds between two cues, some thirty times as many as in a session."""
AHEAD = 0.3
"""Seconds from the call to the deadline."""
NAMES = ("three", "count", "go", "foot-down", "tempo-up")
OPEN_WITHIN = 20.0


def seconds_of_calls(call: Callable[[str, float], object], count: int) -> list[float]:
    """How long each of so many calls takes, sorted."""
    times = []
    at = clock.now() + AHEAD
    for number in range(count):
        begin = time.perf_counter()
        call(NAMES[number % len(NAMES)], at)
        times.append(time.perf_counter() - begin)
        at += EVERY
        time.sleep(max(0.0, at - AHEAD - clock.now()))
    time.sleep(1.0)
    return sorted(times)


def footprint(pid: int) -> tuple[float, int]:
    """Megabytes in memory and open descriptors of a process; only Linux tells."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    kibibytes = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    return kibibytes / 1024, sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())


def measure(backend: str, count: int) -> dict[str, object]:
    """What one back end costs; its trouble instead where it makes no sound."""
    told = threading.Event()
    player = HelperPlayer(backend, fallback=SilentPlayer, on_change=lambda _name: told.set())
    begin = time.perf_counter()
    player.start()
    try:
        told.wait(OPEN_WITHIN)
        ready = time.perf_counter() - begin
        helper = player._serving  # noqa: SLF001 - there is no other way to its number
        if player.name != backend or helper is None:
            return {"trouble": player.status}
        seconds_of_calls(player.play, WARM_UP)
        before = footprint(helper.pid)
        times = seconds_of_calls(player.play, count)
        if player._serving is not helper:  # noqa: SLF001
            return {"trouble": "the helper was replaced", "same_helper": False}
        after = footprint(helper.pid)
        return {
            "driver": player.status,
            "ready_ms": ready * 1e3,
            **percentiles(times),
            "rss_growth_mb": after[0] - before[0],
            "fd_growth": after[1] - before[1],
        }
    finally:
        player.close()


def percentiles(times: list[float]) -> dict[str, object]:
    """Median and 99th percentile in milliseconds."""
    return {"median_ms": statistics.median(times) * 1e3, "p99_ms": times[int(len(times) * 0.99)] * 1e3}


@contextlib.contextmanager
def device() -> Iterator[str]:
    """A silent sound server of our own where the tests and PulseAudio are at hand, else what this machine has."""
    try:
        from tests.audio.listening import missing_programs, sound_server  # noqa: PLC0415 - not in an installed package
    except ImportError:
        yield "this machine's device"
        return
    if missing_programs():
        yield "this machine's device"
        return
    with sound_server() as variables:
        os.environ.update(variables)
        yield "a silent PulseAudio of our own"


def main(arguments: list[str]) -> int:
    """Measure and tell; exit code 1 when a limit is not kept."""
    count = next((int(word) for word in arguments if word.isdecimal()), CUES)
    with device() as where:
        floor: queue.SimpleQueue[tuple[str, float]] = queue.SimpleQueue()
        figures = {"floor": percentiles(seconds_of_calls(lambda *cue: floor.put(cue), min(count, 200)))}
        figures |= {backend: measure(backend, count) for backend in present()}
    if "--json" in arguments:
        print(json.dumps(figures, indent=2))
    else:
        print(f"{count} cues on {where}, Python {sys.version.split()[0]}; the floor is a bare queue")
        for name, row in figures.items():
            cells = (
                f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}" for key, value in row.items()
            )
            print(f"{name:<12}", ", ".join(cells))
    return 0 if all(map(keeps_limits, figures.values())) else 1


def keeps_limits(row: dict[str, object]) -> bool:
    """Whether calls take up to 1 ms by median and 5 ms by p99, and nothing leaks; what makes no sound does not count."""

    def number(key: str) -> float:
        value = row.get(key, 0.0)
        return float(value) if isinstance(value, int | float) else 0.0

    kept = number("median_ms") <= 1.0 and number("p99_ms") <= 5.0
    return kept and number("rss_growth_mb") <= 2.0 and number("fd_growth") <= 0 and row.get("same_helper", True) is True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
