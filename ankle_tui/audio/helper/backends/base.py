"""What the helper process needs of an audio library, whichever it is."""

from typing import NamedTuple, Protocol

from ankle_tui.audio.sound_files import Clip


class NoDeviceError(Exception):
    """No sound can be made this way on this machine. The message says why."""


class Loss(NamedTuple):
    """A device that was open has failed.

    Attributes:
        reason: How, in a few words.
        since: From which deadline on nothing has been heard, in seconds of `ankle_tui.clock.now()`.
    """

    reason: str
    since: float


class Backend(Protocol):
    """One audio library. Making one is cheap and imports no library; `open` does."""

    def open(self) -> str:
        """Opens the device. May take long: it runs in a thread of its own while cues are already coming in.

        Returns:
            The driver in use, for `doctor`.

        Raises:
            NoDeviceError: There is none, or the library is missing.
        """
        ...

    def play(self, clip: Clip, at: float) -> None:
        """Starts a sound at its deadline, also one that is handed over before the device is open.

        Args:
            clip: The sound.
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

    def loss(self) -> Loss | None:
        """What has failed; None while, or where, that cannot be told."""
        ...

    def close(self) -> None:
        """Closes the device, if it is open."""
        ...
