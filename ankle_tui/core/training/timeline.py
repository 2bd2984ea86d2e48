"""The history as the ladders see it: sessions in order, breaks, pain that stands, and attempts by exercise."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from operator import attrgetter

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Prerequisite
from ankle_tui.core.history.records import SessionRecord, SetRecord
from ankle_tui.core.training.attempts import Attempt, hardest
from ankle_tui.core.training.pain import PainLog, reported
from ankle_tui.core.training.rules import (
    BREAK,
    GATE_DAYS,
    HARD_EFFORT,
    HARD_SESSIONS,
    HOPS_PAIN,
    LONG_BREAK,
    MUCH_PAIN,
    SPRAIN_DAYS,
)

_AGE = attrgetter("started_at", "id")
_EXERCISE = attrgetter("exercise")


def weighing(sessions: Iterable[SessionRecord]) -> list[SessionRecord]:
    """Pick the sessions that tell something, oldest first: those that count as training, and reports of pain."""
    told = (session for session in sessions if session.counts or reported(session) > HOPS_PAIN)
    # A clock that was set back leaves days out of order; the days decide, as in calendar and weeks.
    return sorted(told, key=lambda session: (session.day, _AGE(session)))


@dataclass(frozen=True, slots=True)
class Break:
    """Days without any session.

    Attributes:
        ended: The day of the next session.
        days: Days between the two sessions.
    """

    ended: dt.date
    days: int


class Timeline:
    """Sort the history, oldest first.

    Args:
        catalogue: All exercises.
        sessions: The sessions, in any order; those too short to count as training tell nothing but their pain.
        today: The present training day.
        sprained: Day on which the runner told of a sprain, or None.

    Attributes:
        sessions: Sessions oldest first.
        attempts: Attempts at each exercise, oldest first.
        last: Last training day with each exercise.
        today: As given.
        pain: Reports of pain.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        sessions: Iterable[SessionRecord],
        today: dt.date,
        sprained: dt.date | None = None,
    ) -> None:
        self.sessions = weighing(sessions)
        self.today = today
        self.sprained = sprained
        self.pain = PainLog(self.sessions)
        self.attempts: dict[str, list[Attempt]] = {exercise.id: [] for exercise in catalogue}
        self.last: dict[str, dt.date] = {}
        self._catalogue = catalogue
        self._days = [session.day for session in self.sessions]
        self._units = {
            (exercise.id, variation.id): variation.kind.unit
            for exercise in catalogue
            for variation in exercise.variations
        }
        self._orders = {exercise.id: [variation.id for variation in exercise.variations] for exercise in catalogue}
        self._shown: dict[Prerequisite, list[int]] = {}
        for place, session in enumerate(self.sessions):
            if session.counts or reported(session) >= MUCH_PAIN:
                self._add(place, session)

    def _add(self, place: int, session: SessionRecord) -> None:
        by_exercise: dict[str, list[SetRecord]] = {}
        for exercise, group in groupby(session.sets, _EXERCISE):
            by_exercise.setdefault(exercise, []).extend(group)
        for exercise, sets in by_exercise.items():
            if not any(item.done for item in sets):
                continue
            self.last[exercise] = session.day
            known = [item for item in sets if self._units.get((exercise, item.variation)) is item.unit]
            if worked := hardest(known, self._orders.get(exercise, ())):
                self.attempts[exercise].append(Attempt(session, place, worked))

    @cached_property
    def breaks(self) -> tuple[Break, ...]:
        """Breaks of at least `BREAK` days, the one up to today included."""
        days = [*self._days, max([self.today, *self._days[-1:]])]
        gaps = (Break(after, (after - before).days) for before, after in pairwise(days))
        return tuple(gap for gap in gaps if gap.days >= BREAK)

    def place(self, day: dt.date) -> int:
        """Index of the first session of a day or after it."""
        return bisect_left(self._days, day)

    def breaks_between(self, last: dt.date, day: dt.date) -> tuple[Break, ...]:
        """Breaks that ended after `last` and not after `day`."""
        if not self.breaks:
            return ()
        ends = [gap.ended for gap in self.breaks]
        return self.breaks[bisect_right(ends, last) : bisect_right(ends, day)]

    def hard(self, place: int) -> bool:
        """True if the `HARD_SESSIONS` sessions before the one at `place` were all very hard."""
        before = self.sessions[max(place - HARD_SESSIONS, 0) : place]
        return len(before) == HARD_SESSIONS and all((session.effort or 0) >= HARD_EFFORT for session in before)

    def holds_back(self, place: int, day: dt.date) -> str:
        """Why nothing goes up before the session at `place` on `day`; empty if it may."""
        if self.pain.standing(place, day) >= MUCH_PAIN:
            return "no step up while pain stands"
        return "the last three sessions were very hard" if self.hard(place) else ""

    def met(self, gate: Prerequisite, place: int, day: dt.date) -> bool:
        """True if a prerequisite with `within` stands before the session at `place`, on `day`.

        It was shown on two days, the last not too long ago. A long break makes it count anew.
        """
        if gate not in self._shown:
            self._shown[gate] = self._places_shown(gate)
        since = max(
            (gap.ended for gap in self.breaks if gap.days >= LONG_BREAK and gap.ended <= day), default=dt.date.min
        )
        places = self._shown[gate]
        days = {found for at in places[: bisect_left(places, place)] if (found := self._days[at]) >= since}
        return len(days) >= GATE_DAYS and (day - max(days)).days <= (gate.within or 0)

    def rested(self, after_sprain: int, day: dt.date) -> bool:
        """True if `after_sprain` days of training lie behind a sprain of the last year, or there was none."""
        if not after_sprain or self.sprained is None or (day - self.sprained).days > SPRAIN_DAYS:
            return True
        first = bisect_left(self._days, self.sprained)
        return first < len(self._days) and (day - self._days[first]).days >= after_sprain

    def _places_shown(self, gate: Prerequisite) -> list[int]:
        return sorted(
            attempt.place
            for shown in gate.any
            for attempt in self.attempts.get(shown.exercise, ())
            if attempt.variation == shown.variation and attempt.shows(shown)
        )
