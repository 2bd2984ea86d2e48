"""Player that makes no sound."""

from typing import Final


class SilentPlayer:
    """Accept every cue and make no sound.

    Args:
        ready: False if it holds the place of a player that is still to be opened.
    """

    name: Final = "silent"
    status: Final = "sound is off"
    delay: Final = 0.0

    def __init__(self, *, ready: bool = True) -> None:
        self.ready: Final = ready

    def play(self, cue: str, at: float | None = None) -> None:
        """Do nothing."""

    def cancel(self) -> None:
        """Do nothing."""

    def set_volume(self, volume: float) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""
