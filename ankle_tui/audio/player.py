"""The Player port: all a session needs of sound, from any source."""

from collections.abc import Iterable
from typing import Final, Protocol

LATE_LIMIT: Final = 0.5
"""Seconds after its deadline from which a cue would mislead more than help."""


class Player(Protocol):
    """Play cues by name; no method raises, blocks or prints, and a sound that cannot be made is left out."""

    @property
    def name(self) -> str:
        """Source of the sound in one word, for screen and `doctor`: "miniaudio", "bell" or "silent"."""
        ...

    @property
    def status(self) -> str:
        """Driver in use, or why there is none, in a few words for `doctor`."""
        ...

    @property
    def delay(self) -> float:
        """Seconds that a cue must be known ahead to be heard at its deadline."""
        ...

    @property
    def ready(self) -> bool:
        """False while the first device is still being opened; then for good True, also if there is none."""
        ...

    def play(self, cue: str, at: float | None = None) -> None:
        """Play `cue` at its deadline.

        A cue less than `LATE_LIMIT` late is played at once, a later one is dropped, an unknown one is ignored.

        Args:
            cue: One of `ankle_tui.core.cues.cues.NAMES`.
            at: Deadline in seconds of `ankle_tui.clock.now()`; None is now.
        """
        ...

    def cancel(self) -> None:
        """Cancel every cue that has not started; one already sounding is short and rings out."""
        ...

    def set_volume(self, volume: float) -> None:
        """Set the volume, a share of the full amplitude from 0.0 to 1.0; other values are clamped."""
        ...

    def close(self) -> None:
        """Stop all sound for good within half a second; later calls of any method do nothing."""
        ...


def is_too_late(at: float, now: float) -> bool:
    """True if the deadline `at` is more than `LATE_LIMIT` before `now`."""
    # Written so that NaN counts as too late.
    return not at >= now - LATE_LIMIT


def covers_next(at: float, start: float, seconds: float, others: Iterable[float]) -> bool:
    """True if a word that starts late lasts into a sound that would have come after its end.

    What was laid over each other by the plan is the plan's business.

    Args:
        at: Deadline of the word, in seconds of the clock.
        start: When it starts.
        seconds: Its length.
        others: Deadlines of the sounds to come.
    """
    return any(at + seconds <= other < start + seconds for other in others)


def clamp_volume(volume: float) -> float:
    """Clamp `volume` to 0.0 to 1.0; NaN becomes 0.0."""
    return min(1.0, volume) if volume > 0.0 else 0.0
