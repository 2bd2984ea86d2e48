"""Decide which back end to try next, and when: best first, a dead one once more, better ones again from time to time."""

import math
from collections.abc import Sequence
from typing import Final

RETRY_AFTER: Final = (15.0, 30.0, 60.0, 300.0)
"""Seconds until better back ends are tried again; the last number repeats."""
STEADY: Final = 60.0
"""Seconds of service after which a death counts as a new problem, so that one restart is allowed again."""


class Failover:
    """Keep account of the back ends tried; starting them is the caller's part. All times are seconds of one clock.

    Args:
        backends: Best first; at least one.
        retry_after: Seconds between two rounds of trying; at least one number.
    """

    def __init__(self, backends: Sequence[str], retry_after: Sequence[float] = RETRY_AFTER) -> None:
        self._backends = tuple(backends)
        self._retry_after = tuple(retry_after)
        self._serving = len(self._backends)
        self._trying: int | None = 0
        self._restarted: set[int] = set()
        self._rounds = 0
        self._next_round = -math.inf
        self._since = 0.0

    @property
    def best(self) -> str:
        """The preferred back end."""
        return self._backends[0]

    @property
    def serving(self) -> str | None:
        """Back end in service, or None."""
        return None if self._serving == len(self._backends) else self._backends[self._serving]

    @property
    def trying(self) -> str | None:
        """Back end to start or starting; None between two rounds."""
        return None if self._trying is None else self._backends[self._trying]

    @property
    def next_round(self) -> float:
        """Time when `begin_round` is due; infinity during a round and while the best back end is in service."""
        return self._next_round if self._trying is None else math.inf

    def begin_round(self) -> None:
        """Start trying again, from the best back end down to the one above that in service."""
        self._trying = 0

    def opened(self, now: float) -> None:
        """Put the back end on trial into service."""
        if self._trying is not None:
            self._serving, self._since = self._trying, now
            self._end_round(now)

    def failed(self, now: float) -> None:
        """Move on from the back end on trial, which cannot make sound."""
        if self._trying is not None:
            self._try(self._trying + 1, now)

    def died(self, now: float) -> None:
        """Give the back end on trial, which has died, one more chance, or move on if it has had that."""
        if self._trying is not None:
            self._try_once_more(self._trying, now)

    def lost(self, now: float, *, hopeless: bool = False) -> None:
        """Replace the back end in service, which has died: by itself once more, or by the next one.

        Args:
            now: Time of the death.
            hopeless: True if starting it again at once would not help.
        """
        lost, self._serving = self._serving, len(self._backends)
        if now - self._since >= STEADY:
            self._restarted.discard(lost)
            self._rounds = 0
        if self._trying is not None:
            return  # the round under way will try it in its turn
        if hopeless:
            self._try(lost + 1, now)
        else:
            self._try_once_more(lost, now)

    def _try_once_more(self, place: int, now: float) -> None:
        again = place not in self._restarted
        self._restarted.add(place)
        self._try(place if again else place + 1, now)

    def _try(self, place: int, now: float) -> None:
        self._trying = place
        if place >= self._serving:
            self._end_round(now)

    def _end_round(self, now: float) -> None:
        self._trying = None
        self._next_round = math.inf
        if self._serving > 0:
            self._next_round = now + self._retry_after[min(self._rounds, len(self._retry_after) - 1)]
            self._rounds += 1
