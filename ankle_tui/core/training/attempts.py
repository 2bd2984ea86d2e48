"""An attempt: the sets of one variation in one session, as the ladders see them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Container, Sequence
from operator import attrgetter

from ankle_tui.core.exercises.exercise import Shown, Side
from ankle_tui.core.history.records import Feel, SessionRecord, SetRecord
from ankle_tui.core.history.touches import touch_rate
from ankle_tui.core.training.rules import FAR_TOO_MANY, MISSED

_DONE = attrgetter("done")
_NUMBER = attrgetter("number")
_TARGET = attrgetter("target")


class Attempt:
    """The sets of one variation in one session.

    Args:
        session: The session.
        place: Its index among the sessions, oldest first.
        sets: The sets of the variation in it; at least one was done.
        holds: Ids of exercises with holds on one leg if it is such a hold, which share an answer about touches; else None.

    Attributes:
        session: As given.
        place: As given.
        day: The training day.
        variation: Id of the variation.
        sets: As given.
        number: Number of sets planned.
        target: Amount planned for every set.
        least: Amount reached in every set.
        sore: True if ankles or legs did not feel fine before.
        touches: Touches a minute of holding, of the worse leg; None if they were not counted.
    """

    __slots__ = ("day", "least", "number", "place", "session", "sets", "sore", "target", "touches", "variation")

    def __init__(
        self, session: SessionRecord, place: int, sets: Sequence[SetRecord], holds: Container[str] | None
    ) -> None:
        self.session = session
        self.place = place
        self.day: dt.date = session.day
        self.variation = sets[0].variation
        self.sets = sets
        self.number = max(map(_NUMBER, sets))
        self.target = min(map(_TARGET, sets))
        self.least = min(map(_DONE, sets))
        self.sore = session.feel is not None and session.feel is not Feel.FINE
        self.touches = None if holds is None else touch_rate(session, sets[0].exercise, holds)

    @property
    def each_leg(self) -> float:
        """Best set of the leg that did less; 0 if one leg did nothing."""
        return min(max((item.done for item in self.sets if item.side is side), default=0.0) for side in Side)

    def shows(self, shown: Shown) -> bool:
        """True if each leg reached a result of this variation in one set."""
        if self.each_leg < shown.amount:
            return False
        return shown.touches is None or (self.touches is not None and self.touches <= shown.touches)

    @property
    def parts(self) -> frozenset[str]:
        """Ids of its parts, such as band directions."""
        return frozenset(item.part for item in self.sets if item.part)

    def missed(self, amount: float) -> bool:
        """True if a leg did less than `MISSED` of `amount` in the mean of its sets."""
        if self.least >= amount:
            return False
        legs: dict[Side | None, list[float]] = defaultdict(list)
        for item in self.sets:
            legs[item.side].append(min(item.done, amount))
        return any(sum(done) < MISSED * amount * len(done) for done in legs.values())

    def failed(self, amount: float) -> bool:
        """True if `amount` was missed, or the other foot touched far too often."""
        return self.missed(amount) or (self.touches is not None and self.touches > FAR_TOO_MANY)
