"""Which back end to try next, and when: the best first, the one that died once more, and later the better ones again."""

import math
from collections.abc import Sequence
from typing import Final

RETRY_AFTER: Final = (15.0, 30.0, 60.0, 300.0)
"""Seconds until a better back end is tried again; the last of them from then on."""
STEADY: Final = 60.0
"""Seconds of service after which a death is taken for a new trouble, not for one more of the same."""


class Failover:
    """Keeps account of what has been tried. It starts nothing itself. All moments are in seconds of one clock.

    Args:
        rungs: The back ends, the best first; at least one.
        retry_after: Seconds between two rounds of trying, at least one number.
    """

    def __init__(self, rungs: Sequence[str], retry_after: Sequence[float] = RETRY_AFTER) -> None:
        self._rungs = tuple(rungs)
        self._retry_after = tuple(retry_after)
        self._serving = len(self._rungs)
        self._trying: int | None = 0
        self._restarted: set[int] = set()
        self._rounds = 0
        self._next_round = -math.inf
        self._since = 0.0

    @property
    def best(self) -> str:
        """The back end that is wished for most."""
        return self._rungs[0]

    @property
    def serving(self) -> str | None:
        """The back end in service, or None."""
        return None if self._serving == len(self._rungs) else self._rungs[self._serving]

    @property
    def trying(self) -> str | None:
        """The back end to start, or that is starting; None between two rounds."""
        return None if self._trying is None else self._rungs[self._trying]

    @property
    def next_round(self) -> float:
        """When `begin_round` is due; infinity while the best is in service or a round is going on."""
        return self._next_round if self._trying is None else math.inf

    def begin_round(self) -> None:
        """Tries the best back end again, then those below, as far as they are better than the one in service."""
        self._trying = 0

    def opened(self, now: float) -> None:
        """What was tried is in service.

        Args:
            now: The present.
        """
        if self._trying is not None:
            self._serving, self._since = self._trying, now
            self._end_round(now)

    def failed(self, now: float) -> None:
        """What was tried cannot make sound.

        Args:
            now: The present.
        """
        if self._trying is not None:
            self._try(self._trying + 1, now)

    def died(self, now: float) -> None:
        """What was tried has died before it could say anything; it gets one more chance.

        Args:
            now: The present.
        """
        if self._trying is not None:
            self._try_once_more(self._trying, now)

    def lost(self, now: float, *, hopeless: bool = False) -> None:
        """What was in service has died.

        Args:
            now: The present.
            hopeless: Starting it again at once would not help.
        """
        lost, self._serving = self._serving, len(self._rungs)
        if now - self._since >= STEADY:
            self._restarted.discard(lost)
            self._rounds = 0
        if self._trying is not None:
            return  # a round that goes on will come by here
        if hopeless:
            self._try(lost + 1, now)
        else:
            self._try_once_more(lost, now)

    def _try_once_more(self, rung: int, now: float) -> None:
        again = rung not in self._restarted
        self._restarted.add(rung)
        self._try(rung if again else rung + 1, now)

    def _try(self, rung: int, now: float) -> None:
        self._trying = rung
        if rung >= self._serving:
            self._end_round(now)

    def _end_round(self, now: float) -> None:
        self._trying = None
        self._next_round = math.inf
        if self._serving > 0:
            self._next_round = now + self._retry_after[min(self._rounds, len(self._retry_after) - 1)]
            self._rounds += 1
