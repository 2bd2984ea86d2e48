"""Flashes of the border for runners without sound or hearing, limited to a safe rate."""

from collections import deque
from collections.abc import Iterable
from enum import IntEnum

from ankle_tui.core.session.events import (
    Countdown,
    Counted,
    Elapsed,
    Event,
    FootDown,
    Halfway,
    NothingCounted,
    Paused,
    PhaseStarted,
    Resumed,
    SetEnded,
    TempoBeat,
    TenSeconds,
)


class Flash(IntEnum):
    """The strength of a flash."""

    NONE = 0
    BEAT = 1
    """Subtle and short: a count, the tempo, the countdown."""
    CHANGE = 2
    """Strong and longer: a change of what to do."""


SECONDS = {Flash.NONE: 0.0, Flash.BEAT: 0.15, Flash.CHANGE: 0.4}
"""Seconds each is seen."""

MOST, WITHIN = 3, 1.0
"""The most flashes that begin within a number of seconds. Faster flashing can cause seizures: W3C, Web Content
Accessibility Guidelines 2.2, success criterion 2.3.1 "Three Flashes or Below Threshold". (A border is far smaller than the
area from which that criterion counts; the limit costs nothing and holds anyway.)"""

_ANSWERS: dict[type[Event], Flash] = {
    PhaseStarted: Flash.CHANGE,
    SetEnded: Flash.CHANGE,
    Paused: Flash.CHANGE,
    Resumed: Flash.CHANGE,
    NothingCounted: Flash.CHANGE,
    Halfway: Flash.BEAT,
    TenSeconds: Flash.BEAT,
    Countdown: Flash.BEAT,
    Counted: Flash.BEAT,
    Elapsed: Flash.BEAT,
    TempoBeat: Flash.BEAT,
    FootDown: Flash.BEAT,
}


def flash_for(events: Iterable[Event]) -> Flash:
    """Choose one flash for the latest events: the strongest; seconds that only tick have none, so that the eye can rest."""
    seen = (event for event in events if not isinstance(event, Elapsed) or event.called)
    return max((_ANSWERS.get(type(event), Flash.NONE) for event in seen), default=Flash.NONE)


class Restraint:
    """Let only a safe number of flashes begin, and reserve the last one for a change."""

    def __init__(self) -> None:
        self._begun: deque[float] = deque(maxlen=MOST)

    def allows(self, flash: Flash, now: float) -> bool:
        """Return True, and count the flash, if it may begin.

        Args:
            flash: The flash wanted.
            now: Seconds of the machine's clock.
        """
        recent = sum(1 for begun in self._begun if now - begun <= WITHIN)
        allowed = flash is not Flash.NONE and recent < (MOST if flash is Flash.CHANGE else MOST - 1)
        if allowed:
            self._begun.append(now)
        return allowed
