"""The cues that a player has been given and that whoever makes the sound next must still be told."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from ankle_tui.audio.player import is_too_late

_MOST: Final = 256
"""Cues that may lie ahead. More are dropped."""
QUIET: Final = 0.25
"""Seconds without a deadline in which one device can take over from another. No back end starts a cue earlier than that."""


class Planned(NamedTuple):
    """A cue and its deadline.

    Attributes:
        cue: Its name.
        at: Its deadline in seconds of the clock.
    """

    cue: str
    at: float


class PendingCues:
    """Cues with deadlines, until they are too late. Not safe in several threads."""

    def __init__(self) -> None:
        self._planned: list[Planned] = []

    def __len__(self) -> int:
        return len(self._planned)

    def __iter__(self) -> Iterator[Planned]:
        return iter(tuple(self._planned))

    def __contains__(self, planned: object) -> bool:
        return planned in self._planned

    def add(self, planned: Planned, now: float) -> bool:
        """Notes a cue.

        Args:
            planned: The cue.
            now: The present, in seconds of the clock.

        Returns:
            False when it is too late, or when too many wait already.
        """
        self._planned = [other for other in self._planned if not is_too_late(other.at, now)]
        if is_too_late(planned.at, now) or len(self._planned) >= _MOST:
            return False
        self._planned.append(planned)
        return True

    def clear(self) -> None:
        """Forgets every cue."""
        self._planned.clear()

    def forget_until(self, moment: float) -> None:
        """Forgets what has been heard.

        Args:
            moment: Up to when everything has been heard, in seconds of the clock.
        """
        self._planned = [planned for planned in self._planned if planned.at > moment]

    def quiet_from(self, now: float) -> float:
        """When one device can take over from another without a cue being lost or heard twice.

        Args:
            now: The present, in seconds of the clock.

        Returns:
            The present when no cue is due within `QUIET`, else the end of the cues that follow each other so closely.
        """
        moment = now
        for at in sorted(planned.at for planned in self._planned if planned.at > now):
            if at > moment + QUIET:
                break
            moment = at
        return moment
