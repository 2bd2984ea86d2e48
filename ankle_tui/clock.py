"""The one clock of the program: seconds that never run backwards and go on while the machine sleeps. And the wall's."""

import datetime as dt
import sys
import time
from collections.abc import Callable

STRUCK_TWICE = 1.0
"""Seconds within which the same key again may be the same press: held, or struck twice by mistake. Each one starts them again."""


def _sleepless() -> int | None:
    """The system's clock that goes on while the lid is closed, or None where that of Python does.

    On Linux and macOS Python's own stands still then and would hide the gap. That of Windows goes on: both
    GetTickCount64, which it was up to Python 3.12, and QueryPerformanceCounter, which it is since.
    """
    if hasattr(time, "CLOCK_BOOTTIME"):  # Linux and OpenBSD
        return time.CLOCK_BOOTTIME
    if sys.platform == "darwin":  # the plain CLOCK_MONOTONIC goes on too, but follows corrections of the wall clock
        return time.CLOCK_MONOTONIC_RAW
    return None


_SLEEPLESS = _sleepless()

if _SLEEPLESS is None:

    def now() -> float:
        """Seconds since some fixed moment, the same in every process of this machine.

        Returns:
            Seconds. A difference of two readings is a duration, sleep of the machine included.
        """
        return time.monotonic()

else:
    _CLOCK = _SLEEPLESS

    def now() -> float:
        """Seconds since some fixed moment, the same in every process of this machine.

        Returns:
            Seconds. A difference of two readings is a duration, sleep of the machine included.
        """
        return time.clock_gettime(_CLOCK)


def local_time() -> dt.datetime:
    """The wall clock, with its offset."""
    return dt.datetime.now().astimezone()


class Clock:
    """The clock of a session, which a demonstration lets run faster.

    Args:
        speed: Seconds of the session per second of the machine.
        machine: The machine's clock, in seconds.
    """

    def __init__(self, speed: float = 1.0, machine: Callable[[], float] = now) -> None:
        self.speed = speed
        self._machine = machine
        self._origin = machine()  # here both clocks agree

    def __call__(self) -> float:
        """Seconds of the session's clock."""
        return self._origin + (self._machine() - self._origin) * self.speed

    def real(self, at: float) -> float:
        """A moment of the session's clock, in seconds of the machine's clock."""
        return self._origin + (at - self._origin) / self.speed
