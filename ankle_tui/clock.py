"""The clocks of the program: a monotonic one that runs on while the machine sleeps, and the wall clock."""

import datetime as dt
import sys
import time
from collections.abc import Callable

STRUCK_TWICE = 1.0
"""Seconds within which the same key again counts as one press, held or struck twice; each repeat restarts them."""


def _sleepless() -> int | None:
    """Find the system clock that runs on while the lid is closed, or None if Python's own does.

    On Linux and macOS `time.monotonic` stops then and would hide the gap. On Windows it runs on: GetTickCount64 up to
    Python 3.12 and QueryPerformanceCounter since.
    """
    if hasattr(time, "CLOCK_BOOTTIME"):  # Linux and OpenBSD
        return time.CLOCK_BOOTTIME
    if sys.platform == "darwin":  # CLOCK_MONOTONIC runs on too, but follows corrections of the wall clock
        return time.CLOCK_MONOTONIC_RAW
    return None


_SLEEPLESS = _sleepless()

if _SLEEPLESS is None:

    def now() -> float:
        """Seconds since a fixed moment, the same for every process of this machine; sleep of the machine counts."""
        return time.monotonic()

else:
    _CLOCK = _SLEEPLESS

    def now() -> float:
        """Seconds since a fixed moment, the same for every process of this machine; sleep of the machine counts."""
        return time.clock_gettime(_CLOCK)


def local_time() -> dt.datetime:
    """Local wall time with its offset."""
    return dt.datetime.now().astimezone()


class Clock:
    """The clock of a session; a demonstration runs it faster.

    Args:
        speed: Session seconds per second of the machine.
        machine: The machine's clock, in seconds.
    """

    def __init__(self, speed: float = 1.0, machine: Callable[[], float] = now) -> None:
        self.speed = speed
        self._machine = machine
        self._origin = machine()  # here both clocks agree

    def __call__(self) -> float:
        """Read the session's clock, in seconds."""
        return self._origin + (self._machine() - self._origin) * self.speed

    def real(self, at: float) -> float:
        """Convert a moment of the session's clock to seconds of the machine's clock."""
        return self._origin + (at - self._origin) / self.speed
