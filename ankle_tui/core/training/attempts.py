"""The history as the ladders see it: what each session did of an exercise, oldest first."""

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
"""More days than this without an exercise are a long time; so are `LONG_GAP` days without any training. Our own choice."""

_AGE = attrgetter("started_at", "id")
_DONE = attrgetter("done")
_NUMBER = attrgetter("number")
_TARGET = attrgetter("target")
_WHAT = attrgetter("exercise", "variation", "unit")


class Attempt:
    """What one session did of one variation.

    Args:
        session: The session.
        variation: Id of the variation.
        sets: Its sets in that session.

    Attributes:
        day: The training day.
        pain: 0 to 10 by the runner, or None.
        variation: As given.
        sets: As given.
        number: How many sets were planned.
        target: What was planned of every one of them.
        least: What was done of every one of them.
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
        """Touches of the other foot in all sets; None where they were not counted."""
        counts = [item.foot_downs for item in self.sets if item.foot_downs is not None]
        return sum(counts) if len(counts) == len(self.sets) else None

    @property
    def apart(self) -> float:
        """The most that lies between the legs in one set."""
        if max(map(_DONE, self.sets)) == self.least:
            return 0.0
        sides: dict[tuple[int, str | None], list[float]] = defaultdict(list)
        for item in self.sets:
            if item.side:
                sides[item.number, item.part].append(item.done)
        return max((max(done) - min(done) for done in sides.values()), default=0.0)

    @property
    def each_leg(self) -> float:
        """What the leg that did less has shown: the longest hold without a touch, or all reps together."""
        return min(self._shown([item for item in self.sets if item.side is side]) for side in Side)

    @staticmethod
    def _shown(sets: Sequence[SetRecord]) -> float:
        if any(item.unit is not Unit.SECONDS for item in sets):
            return sum(item.done for item in sets)
        return max((item.done for item in sets if not item.foot_downs), default=0.0)


class Past:
    """The history by exercise, oldest first.

    Args:
        catalogue: The exercises there are.
        sessions: What was done, in any order.

    Attributes:
        attempts: What was done of each exercise, session by session.
        last: The last training day with anything of each exercise.
        returns: Days on which training began again after `LONG_GAP` days without any.
        ended: The last training day of all, or None.
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
        self.returns.sort()  # days may stand out of order where a clock was set

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
            if known:  # the hardest variation, should there be several
                self.attempts[exercise].append(Attempt(session, *known[max(known)]))

    def away(self, last: dt.date, day: dt.date) -> bool:
        """Whether one was away for long between the day an exercise was last done and another day."""
        days = (day - last).days
        if days < LONG_GAP:
            return False
        if days > AWAY or (self.ended and (day - self.ended).days >= LONG_GAP):
            return True
        before = bisect_right(self.returns, day)
        return before > 0 and self.returns[before - 1] > last
