"""Interface of the helper process to any audio library."""

from typing import NamedTuple, Protocol

from ankle_tui.audio.sound_files import Clip


class NoDeviceError(Exception):
    """The back end cannot make sound on this machine; the message says why."""


class Loss(NamedTuple):
    """Failure of a device that was open.

    Attributes:
        reason: Cause in a few words.
        since: Deadline from which on nothing was heard, in seconds of `ankle_tui.clock.now()`.
    """

    reason: str
    since: float


class Backend(Protocol):
    """One audio library; only `open` imports it, so making a back end is cheap."""

    def open(self) -> str:
        """Open the device, on a thread of its own because that can take long, while cues are already coming in.

        Returns:
            Name of the driver, for `doctor`.

        Raises:
            NoDeviceError: There is no device, or the library is missing.
        """
        ...

    def play(self, clip: Clip, at: float) -> None:
        """Start a sound at its deadline, even if it was handed over before the device was open.

        Args:
            clip: The sound.
            at: Deadline in seconds of `ankle_tui.clock.now()`; more than `LATE_LIMIT` late, the sound is dropped.
        """
        ...

    def cancel(self) -> None:
        """Cancel every sound that has not started."""
        ...

    def set_volume(self, volume: float) -> None:
        """Set the volume, a share of the full amplitude from 0.0 to 1.0."""
        ...

    def heartbeat(self) -> int | None:
        """Number that changes as long as the device works; None if the library cannot tell, or not yet."""
        ...

    def loss(self) -> Loss | None:
        """First failure since the device was opened; None if there is none, or the library cannot tell."""
        ...

    def close(self) -> None:
        """Close the device if it is open."""
        ...
