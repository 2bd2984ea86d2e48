"""The history as the ladders see it: attempts at each exercise, oldest first."""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Side, Unit
from ankle_tui.core.history.records import SessionRecord, SetRecord
from ankle_tui.core.weeks.streaks import LONG_GAP

AWAY = 21
"""More days than this without an exercise are a long break, as are `LONG_GAP` days without training. Our own choice."""

_AGE = attrgetter("started_at", "id")
_DONE = attrgetter("done")
_NUMBER = attrgetter("number")
_TARGET = attrgetter("target")
_WHAT = attrgetter("exercise", "variation", "unit")


class Attempt:
    """The sets of one variation in one session.

    Args:
        session: The session.
        variation: Id of the variation.
        sets: Its sets in the session.

    Attributes:
        day: The training day.
        pain: Pain that the runner reported, 0 to 10, or None.
        variation: As given.
        sets: As given.
        number: Number of sets planned.
        target: Amount planned for every set.
        least: Amount reached in every set.
    """

    __slots__ = ("day", "least", "number", "pain", "sets", "target", "variation")

    def __init__(self, session: SessionRecord, variation: str, sets: Sequence[SetRecord]) -> None:
        self.day = session.day
        self.pain = session.pain
        self.variation = variation
        self.sets = sets
        self.number = max(map(_NUMBER, sets))
        self.target = min(map(_TARGET, sets))
        self.least = min(map(_DONE, sets))

    @property
    def touches(self) -> int | None:
        """Touches of the other foot in all sets; None if they were not counted."""
        counts = [item.foot_downs for item in self.sets if item.foot_downs is not None]
        return sum(counts) if len(counts) == len(self.sets) else None

    @property
    def apart(self) -> float:
        """Largest difference between the legs in one set."""
        if max(map(_DONE, self.sets)) == self.least:
            return 0.0
        sides: dict[tuple[int, str | None], list[float]] = defaultdict(list)
        for item in self.sets:
            if item.side:
                sides[item.number, item.part].append(item.done)
        return max((max(done) - min(done) for done in sides.values()), default=0.0)

    @property
    def each_leg(self) -> float:
        """Result of the leg that did less: its longest hold without a touch, or its reps of all sets."""
        return min(self._shown([item for item in self.sets if item.side is side]) for side in Side)

    @staticmethod
    def _shown(sets: Sequence[SetRecord]) -> float:
        if any(item.unit is not Unit.SECONDS for item in sets):
            return sum(item.done for item in sets)
        return max((item.done for item in sets if not item.foot_downs), default=0.0)


class Past:
    """Sort the history by exercise, oldest first.

    Args:
        catalogue: All exercises.
        sessions: The sessions, in any order.

    Attributes:
        attempts: Attempts at each exercise, session by session.
        last: Last training day with each exercise.
        returns: Days on which training began again after `LONG_GAP` days without.
        ended: Last training day of all, or None.
    """

    def __init__(self, catalogue: Catalogue, sessions: Iterable[SessionRecord]) -> None:
        self.attempts: dict[str, list[Attempt]] = {exercise.id: [] for exercise in catalogue}
        self.last: dict[str, dt.date] = {}
        self.returns: list[dt.date] = []
        self.ended: dt.date | None = None
        self._places = {
            (exercise.id, variation.id, variation.kind.unit): place
            for exercise in catalogue
            for place, variation in enumerate(exercise.variations)
        }
        for session in sorted(sessions, key=_AGE):
            self._add(session)
        self.returns.sort()  # a clock that was set back leaves days out of order

    def _add(self, session: SessionRecord) -> None:
        if self.ended and (session.day - self.ended).days >= LONG_GAP:
            self.returns.append(session.day)
        self.ended = session.day
        worked: dict[str, dict[int, tuple[str, list[SetRecord]]]] = {}
        for name, group in groupby(session.sets, _WHAT):
            sets = list(group)
            if any(map(_DONE, sets)):
                exercise, variation, _ = name
                known = worked.setdefault(exercise, {})
                if (place := self._places.get(name)) is not None:
                    known.setdefault(place, (variation, []))[1].extend(sets)
        for exercise, known in worked.items():
            self.last[exercise] = session.day
            if known:  # of several variations the hardest
                self.attempts[exercise].append(Attempt(session, *known[max(known)]))

    def away(self, last: dt.date, day: dt.date) -> bool:
        """True if a long break lies between `last`, the last day with an exercise, and `day`."""
        days = (day - last).days
        if days < LONG_GAP:
            return False
        if days > AWAY or (self.ended and (day - self.ended).days >= LONG_GAP):
            return True
        before = bisect_right(self.returns, day)
        return before > 0 and self.returns[before - 1] > last
