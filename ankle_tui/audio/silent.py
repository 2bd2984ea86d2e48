"""Player that makes no sound."""

from typing import Final


class SilentPlayer:
    """Accept every cue and make no sound."""

    name: Final = "silent"
    status: Final = "sound is off"

    def play(self, cue: str, at: float | None = None) -> None:
        """Do nothing."""

    def cancel(self) -> None:
        """Do nothing."""

    def set_volume(self, volume: float) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""
