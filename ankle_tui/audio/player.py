"""The Player port: what a session needs of sound, whoever makes it."""

from typing import Final, Protocol

LATE_LIMIT: Final = 0.5
"""Seconds after its deadline at which a cue would mislead more than it helps."""


class Player(Protocol):
    """Plays cues by name. No method raises, blocks or prints; a sound that cannot be made is left out."""

    @property
    def name(self) -> str:
        """What makes the sound now, in one word for screen and `doctor`: "miniaudio", "bell" or "silent"."""
        ...

    @property
    def status(self) -> str:
        """How it is doing, in a few words for `doctor`: the driver in use, or why there is none."""
        ...

    def play(self, cue: str, at: float | None = None) -> None:
        """Plays a cue at its moment.

        A moment in the past means at once, up to `LATE_LIMIT`; a later cue is dropped. An unknown cue is ignored.

        Args:
            cue: Name of the sound, a value of `ankle_tui.core.cues.cues.Cue`.
            at: Deadline in seconds of `ankle_tui.clock.now()`. None is now.
        """
        ...

    def cancel(self) -> None:
        """Forgets every cue that has not started. What sounds already is short and rings out."""
        ...

    def set_volume(self, volume: float) -> None:
        """Sets how loud everything is from now on.

        Args:
            volume: Share of the full amplitude, 0.0 to 1.0; values outside are brought to the nearest end.
        """
        ...

    def close(self) -> None:
        """Stops all sound for good, within half a second. Further calls of any method do nothing."""
        ...


def is_too_late(at: float, now: float) -> bool:
    """Whether a cue that has not started yet should be dropped.

    Args:
        at: Its deadline in seconds of `ankle_tui.clock.now()`.
        now: The present on the same clock.

    Returns:
        True when more than `LATE_LIMIT` has passed since the deadline.
    """
    # Written so that not-a-number counts as too late.
    return not at >= now - LATE_LIMIT


def clamp_volume(volume: float) -> float:
    """Brings any number into the range of a volume.

    Args:
        volume: The wish; not-a-number counts as silence.

    Returns:
        A share of the full amplitude, 0.0 to 1.0.
    """
    return min(1.0, volume) if volume > 0.0 else 0.0
