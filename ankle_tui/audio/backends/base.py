"""What the helper process needs of an audio library, whichever it is."""

from array import array
from typing import Protocol

__all__ = ["Backend", "NoDevice"]


class NoDevice(Exception):
    """No sound can be made this way on this machine. The message says why."""


class Backend(Protocol):
    """One audio library. Making one is cheap and imports no library; `open` does."""

    def open(self) -> str:
        """Opens the device. May take long: it runs in a thread of its own while cues are already coming in.

        Returns:
            The driver in use, for `doctor`.

        Raises:
            NoDevice: There is none, or the library is missing.
        """
        ...

    def play(self, cue: str, samples: "array[int]", at: float) -> None:
        """Starts a sound at its deadline, also one that is handed over before the device is open.

        Args:
            cue: Name of the sound.
            samples: 16-bit mono samples at `ankle_tui.audio.library.RATE`.
            at: Deadline in seconds of `ankle_tui.clock.now()`. Later than `LATE_LIMIT` it is dropped.
        """
        ...

    def cancel(self) -> None:
        """Forgets every sound that has not started."""
        ...

    def set_volume(self, volume: float) -> None:
        """Sets how loud everything is.

        Args:
            volume: Share of the full amplitude, 0.0 to 1.0.
        """
        ...

    def heartbeat(self) -> int | None:
        """A number that changes as long as the device works; None while, or where, that cannot be told."""
        ...

    def close(self) -> None:
        """Closes the device, if it is open."""
        ...
