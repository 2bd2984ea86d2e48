"""Decide which back end to try next, and when: best first, a dead one once more, better ones again from time to time."""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple


class Retries(NamedTuple):
    """Seconds until back ends are tried again.

    Attributes:
        after: Between two rounds of trying, at least one number; the last repeats.
        lost: The same for the first `LOST_FOR` seconds after a loss that has left none: a sound server that died is soon
            there again.
    """

    after: Sequence[float] = (15.0, 30.0, 60.0, 300.0)
    lost: float = 2.5


RETRIES: Final = Retries()
LOST_FOR: Final = 120.0
"""Seconds since such a loss after which a device counts as missing."""
STEADY: Final = 60.0
"""Seconds of service after which a death counts as a new problem, so that one restart is allowed again."""


class Failover:
    """Keep account of the back ends tried; starting them is the caller's part. All times are seconds of one clock.

    Args:
        backends: Best first; at least one.
        retries: Seconds between two rounds of trying.
    """

    def __init__(self, backends: Sequence[str], retries: Retries = RETRIES) -> None:
        self._backends = tuple(backends)
        self._retries = retries
        self._lost_at = -math.inf
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
        steady = now - self._since >= STEADY
        if steady:
            self._restarted.discard(lost)
            self._rounds = 0
        if steady or self._lost_at == -math.inf:
            self._lost_at = now  # one that dies again and again is not tried so often for ever
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
        if self.serving is None and now - self._lost_at < LOST_FOR:
            self._next_round = now + self._retries.lost
        elif self._serving > 0:
            self._next_round = now + self._retries.after[min(self._rounds, len(self._retries.after) - 1)]
            self._rounds += 1
