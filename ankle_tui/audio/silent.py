"""The Player for those who want no sound."""

from typing import Final


class SilentPlayer:
    """Takes every cue and makes no sound."""

    name: Final = "silent"
    status: Final = "sound is off"

    def play(self, cue: str, at: float | None = None) -> None:
        """Does nothing."""

    def cancel(self) -> None:
        """Does nothing."""

    def set_volume(self, volume: float) -> None:
        """Does nothing."""

    def close(self) -> None:
        """Does nothing."""
