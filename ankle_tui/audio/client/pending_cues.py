"""Cues not yet heard, which a helper that takes over must still be sent."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from ankle_tui.audio.player import is_too_late

_MOST: Final = 256
"""Cues kept at most; further ones are dropped."""
QUIET: Final = 0.3
"""Seconds without a deadline that one device needs to take over from another; no back end starts a cue earlier."""


class Planned(NamedTuple):
    """A cue by name and its deadline, in seconds of the clock."""

    cue: str
    at: float


class PendingCues:
    """Cues with deadlines until they are too late; not thread-safe."""

    def __init__(self) -> None:
        self._planned: list[Planned] = []

    def __len__(self) -> int:
        return len(self._planned)

    def __iter__(self) -> Iterator[Planned]:
        return iter(tuple(self._planned))

    def __contains__(self, planned: object) -> bool:
        return planned in self._planned

    def add(self, planned: Planned, now: float) -> bool:
        """Add a cue; False if it is too late at `now`, or too many wait already."""
        self._planned = [other for other in self._planned if not is_too_late(other.at, now)]
        if is_too_late(planned.at, now) or len(self._planned) >= _MOST:
            return False
        self._planned.append(planned)
        return True

    def clear(self) -> None:
        """Drop all cues."""
        self._planned.clear()

    def forget_until(self, moment: float) -> None:
        """Drop the cues due up to and including `moment`, which have been heard."""
        self._planned = [planned for planned in self._planned if planned.at > moment]

    def quiet_from(self, now: float) -> float:
        """Time from which one device can take over from another without losing or doubling a cue.

        That is `now` if no cue is due within `QUIET`, or else the end of the cues that follow each other so closely.
        """
        moment = now
        for at in sorted(planned.at for planned in self._planned if planned.at > now):
            if at > moment + QUIET:
                break
            moment = at
        return moment
