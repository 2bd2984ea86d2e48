"""The one clock of the program: seconds that never run backwards and go on while the machine sleeps."""

import time
from collections.abc import Callable

__all__ = ["Clock", "now"]

if hasattr(time, "CLOCK_BOOTTIME"):  # Linux: CLOCK_MONOTONIC stands still while the lid is closed and hides the gap

    def now() -> float:
        """Seconds since some fixed moment, the same in every process of this machine.

        Returns:
            Seconds. A difference of two readings is a duration, sleep of the machine included.
        """
        return time.clock_gettime(time.CLOCK_BOOTTIME)

else:

    def now() -> float:
        """Seconds since some fixed moment, the same in every process of this machine.

        Returns:
            Seconds. A difference of two readings is a duration.
        """
        return time.monotonic()


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
