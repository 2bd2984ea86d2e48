"""The one clock of the program: seconds that never run backwards and go on while the machine sleeps."""

import time

__all__ = ["now"]

if hasattr(time, "CLOCK_BOOTTIME"):  # Linux: CLOCK_MONOTONIC stands still while the lid is closed, which would hide the gap.

    def now() -> float:
        """Seconds since some fixed moment, the same in every process of this machine.

        Returns:
            Seconds as a float. A difference of two readings is a duration, sleep of the machine included.
        """
        return time.clock_gettime(time.CLOCK_BOOTTIME)

else:

    def now() -> float:
        """Seconds since some fixed moment, the same in every process of this machine.

        Returns:
            Seconds as a float. A difference of two readings is a duration.
        """
        return time.monotonic()
