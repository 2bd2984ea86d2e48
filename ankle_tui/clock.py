"""The one clock of the program: seconds that never run backwards and go on while the machine sleeps."""

import time
from dataclasses import dataclass, field

__all__ = ["Clock", "now"]

if hasattr(
    time, "CLOCK_BOOTTIME"
):  # Linux: CLOCK_MONOTONIC stands still while the lid is closed and would hide the gap.

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


@dataclass(frozen=True)
class Clock:
    """The clock of a session, which a demonstration lets run faster.

    Attributes:
        speed: Seconds of the session per second of the machine.
        origin: The moment at which both clocks agree, in seconds of the machine's clock.
    """

    speed: float = 1.0
    origin: float = field(default_factory=now)

    def __call__(self) -> float:
        """Seconds of the session's clock."""
        return self.origin + (now() - self.origin) * self.speed

    def real(self, at: float) -> float:
        """A moment of the session's clock, in seconds of the machine's clock."""
        return self.origin + (at - self.origin) / self.speed
