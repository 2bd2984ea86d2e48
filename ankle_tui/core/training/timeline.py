"""The history as the ladders see it: sessions in order, breaks, pain that stands, and attempts by exercise."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby, pairwise, takewhile
from operator import attrgetter
from typing import NamedTuple

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Prerequisite, Side
from ankle_tui.core.history.records import SessionRecord, SetRecord
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.history.touches import with_holds
from ankle_tui.core.training.attempts import Attempt
from ankle_tui.core.training.pain import PainLog, reported, weighing
from ankle_tui.core.training.rules import (
    BREAK,
    HARD_EFFORT,
    HARD_SESSIONS,
    LONG_BREAK,
    MUCH_PAIN,
    SPRAIN_DAYS,
)

_DONE = attrgetter("done")
_WHAT = attrgetter("exercise", "variation", "unit")
_STARTED = attrgetter("day", "started_at")
_AT = attrgetter("at")


class Break(NamedTuple):
    """Days without any session.

    Attributes:
        ended: The day of the next session.
        days: Days between the two sessions.
        place: Index of the next session.
    """

    ended: dt.date
    days: int
    place: int


class _Showing(NamedTuple):
    """A result that a gate asks for.

    Attributes:
        at: Index of its session; of a test, half a place before the next session.
        day: The training day.
        alone: True if it is enough by itself.
    """

    at: float
    day: dt.date
    alone: bool


class Timeline:
    """Sort the history, oldest first.

    Args:
        catalogue: All exercises.
        sessions: The sessions, in any order; those too short to count as training tell nothing but their pain.
        today: The present training day.
        sprained: Day on which the runner told of a sprain, or None.
        tests: The self-tests, in any order. They open gates and tell nothing else.

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
        tests: Iterable[SelfTestRecord] = (),
    ) -> None:
        self.sessions = weighing(sessions)
        self.today = today
        self.sprained = sprained
        self.pain = PainLog(self.sessions)
        self.attempts: dict[str, list[Attempt]] = {exercise.id: [] for exercise in catalogue}
        self.last: dict[str, dt.date] = {}
        self._days = [session.day for session in self.sessions]
        self._order = {
            (exercise.id, variation.id, variation.kind.unit): at
            for exercise in catalogue
            for at, variation in enumerate(exercise.variations)
        }
        self._holds = with_holds(catalogue)
        self._tests = [test for test in tests if test.checked]
        self._shown: dict[Prerequisite, list[_Showing]] = {}
        for place, session in enumerate(self.sessions):
            if session.counts or reported(session) >= MUCH_PAIN:
                self._add(place, session)

    def _add(self, place: int, session: SessionRecord) -> None:
        worked: dict[str, list[list[SetRecord]]] = {}
        for name, group in groupby(session.sets, _WHAT):
            sets = list(group)
            if any(map(_DONE, sets)):
                self.last[name[0]] = session.day
                if name in self._order:
                    worked.setdefault(name[0], []).append(sets)
        for exercise, groups in worked.items():
            sets = groups[0] if len(groups) == 1 else self._hardest(groups)
            self.attempts[exercise].append(
                Attempt(session, place, sets, self._holds if exercise in self._holds else None)
            )

    def _hardest(self, groups: Sequence[list[SetRecord]]) -> list[SetRecord]:
        """Of several variations in a session, the sets of the hardest."""
        top = max(groups, key=lambda sets: self._order[_WHAT(sets[0])])[0].variation
        return [item for sets in groups if sets[0].variation == top for item in sets]

    @cached_property
    def breaks(self) -> tuple[Break, ...]:
        """Breaks of at least `BREAK` days, the one up to today included."""
        days = [*self._days, max([self.today, *self._days[-1:]])]
        gaps = (Break(after, (after - before).days, place) for place, (before, after) in enumerate(pairwise(days), 1))
        return tuple(gap for gap in gaps if gap.days >= BREAK)

    @cached_property
    def _long_breaks(self) -> tuple[Break, ...]:
        return tuple(gap for gap in self.breaks if gap.days >= LONG_BREAK)

    @cached_property
    def _ends(self) -> tuple[dt.date, ...]:
        return tuple(gap.ended for gap in self.breaks)

    def breaks_between(self, last: dt.date, day: dt.date) -> tuple[Break, ...]:
        """Breaks that ended after `last` and not after `day`."""
        return self.breaks[bisect_right(self._ends, last) : bisect_right(self._ends, day)]

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

        It was shown on two days or once in a test, and the last time is not too long ago. A long break makes it count
        anew.
        """
        if gate not in self._shown:
            self._shown[gate] = sorted((*self._in_sessions(gate), *self._in_tests(gate)))
        shown = self._shown[gate]
        end = bisect_left(shown, place, key=_AT)
        while end and shown[end - 1].day > day:  # a test of a break that is looked at before it was over
            end -= 1
        if not end or (day - shown[end - 1].day).days > (gate.within or 0):
            return False
        last, anew = shown[end - 1].day, self._anew(day)
        earlier = takewhile(lambda one: one.day >= anew, reversed(shown[:end]))
        return any(one.alone or one.day != last for one in earlier)

    def rested(self, after_sprain: int, day: dt.date) -> bool:
        """True if `after_sprain` days of training lie behind a sprain of the last year, or there was none."""
        if not after_sprain or self.sprained is None or (day - self.sprained).days > SPRAIN_DAYS:
            return True
        first = bisect_left(self._days, self.sprained)
        return first < len(self._days) and (day - self._days[first]).days >= after_sprain

    def _anew(self, day: dt.date) -> dt.date:
        """The day from which on gates count: that on which the last break by `day` became a long one."""
        ends = (gap.ended - dt.timedelta(gap.days - LONG_BREAK) for gap in self._long_breaks if gap.ended <= day)
        return max(ends, default=dt.date.min)

    def _in_sessions(self, gate: Prerequisite) -> Iterator[_Showing]:
        for shown in gate.any:
            for attempt in self.attempts.get(shown.exercise, ()):
                if attempt.variation == shown.variation and attempt.shows(shown):
                    yield _Showing(attempt.place, attempt.day, alone=False)

    def _in_tests(self, gate: Prerequisite) -> Iterator[_Showing]:
        if not (gate.tests and self._tests):
            return
        from ankle_tui.core.self_tests.protocols import best_by_side  # noqa: PLC0415 - most runners have none

        for test in self._tests:
            legs = best_by_side(test)
            if len(legs) == len(Side) and any(
                shown.test == test.test and min(legs.values()) >= shown.amount for shown in gate.tests
            ):
                place = bisect_left(self.sessions, (test.day, test.started_at), key=_STARTED)
                yield _Showing(place - 0.5, test.day, alone=True)
