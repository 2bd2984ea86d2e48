"""An attempt: the sets of one variation in one session, as the ladders see them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
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
    """

    __slots__ = ("day", "least", "number", "place", "session", "sets", "sore", "target", "variation")

    def __init__(self, session: SessionRecord, place: int, sets: Sequence[SetRecord]) -> None:
        self.session = session
        self.place = place
        self.day: dt.date = session.day
        self.variation = sets[0].variation
        self.sets = sets
        self.number = max(map(_NUMBER, sets))
        self.target = min(map(_TARGET, sets))
        self.least = min(map(_DONE, sets))
        self.sore = session.feel in {Feel.SORE, Feel.PAIN}

    @property
    def touches(self) -> float | None:
        """Touches a minute of holding, of the worse leg; None if they were not counted."""
        return touch_rate(self.session, self.sets[0].exercise)

    @property
    def each_leg(self) -> float:
        """Best set of the leg that did less; 0 if one leg did nothing."""
        return min(max((item.done for item in self.sets if item.side is side), default=0.0) for side in Side)

    def shows(self, shown: Shown) -> bool:
        """True if each leg reached a result of this variation in one set."""
        if self.each_leg < shown.amount:
            return False
        return shown.touches is None or ((touches := self.touches) is not None and touches <= shown.touches)

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
        return self.missed(amount) or ((touches := self.touches) is not None and touches > FAR_TOO_MANY)


def hardest(sets: Iterable[SetRecord], order: Sequence[str]) -> list[SetRecord]:
    """Pick the sets of the hardest variation that was worked.

    Args:
        sets: The sets of an exercise in a session.
        order: Ids of its variations, easiest first.
    """
    by_variation: dict[str, list[SetRecord]] = defaultdict(list)
    for item in sets:
        by_variation[item.variation].append(item)
    worked = [name for name, found in by_variation.items() if name in order and any(map(_DONE, found))]
    return by_variation[max(worked, key=order.index)] if worked else []
