"""Add sessions up, week by week, so that one more session costs its week alone."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import chain, islice
from operator import attrgetter

from ankle_tui.core.exercises.exercise import Side, Unit
from ankle_tui.core.history.records import SessionRecord, SetRecord, Touches
from ankle_tui.core.weeks.streaks import week_of

LAG = 0.1
"""Share by which a leg must lag, twice running, to be called the weaker one. Our own choice."""

_DAY = attrgetter("day")
_SETS = attrgetter("sets")
AGE = attrgetter("day", "id")
_FOOT_DOWNS = attrgetter("foot_downs")
Key = tuple[str, str, str, str, str]
"""Exercise, variation, unit, side and part: sets with the same key can be compared."""


@dataclass(frozen=True, slots=True)
class ExerciseStats:
    """Figures of one exercise, variation, side and part.

    Attributes:
        exercise: Id of the exercise.
        variation: Id of the variation.
        side: The leg that worked, or None for both.
        part: Id of the part, or None.
        unit: Its unit.
        best: Largest amount of one set.
        longest_clean: Seconds of the longest hold without a touch of the other foot, or None.
        foot_downs_per_minute: Touches in a minute of holding; None if they are not counted.
        total: Sum of all sets, in the unit.
        sessions: Number of sessions with such a set.
        last: Last training day with such a set.
        weeks: Sum of each week, by the ordinal of its first day; weeks without such a set are absent.
        bests: Longest clean hold of each week where touches are counted, else its largest amount of one set; weeks
            without one are absent.
    """

    exercise: str
    variation: str
    side: Side | None
    part: str | None
    unit: Unit
    best: float
    longest_clean: float | None
    foot_downs_per_minute: float | None
    total: float
    sessions: int
    last: dt.date
    weeks: Mapping[int, float] = field(repr=False)
    bests: Mapping[int, float] = field(repr=False)

    @property
    def clean(self) -> bool:
        """True if touches are counted, so that only clean holds are compared."""
        return self.foot_downs_per_minute is not None

    @property
    def compared(self) -> float | None:
        """The figure to compare: the longest clean hold if touches were counted, else the largest set."""
        return self.longest_clean if self.clean else self.best

    def to_json(self) -> dict[str, object]:
        """Give the figures as JSON values, without the weeks; absent ones are null."""
        return {
            "exercise": self.exercise,
            "variation": self.variation,
            "side": self.side.value if self.side else None,
            "part": self.part,
            "unit": self.unit.value,
            "best": self.best,
            "longest_clean": self.longest_clean,
            "foot_downs_per_minute": self.foot_downs_per_minute,
            "total": self.total,
            "sessions": self.sessions,
            "last": self.last.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Weaker:
    """The leg that lagged in each of the last two sessions with both legs.

    Attributes:
        side: The leg.
        lag: Its lag in the last session, as a share of the other leg's work: 0.1 to 1.0.
    """

    side: Side
    lag: float


@dataclass(frozen=True, slots=True)
class Progress:
    """All figures of all exercises.

    Attributes:
        stats: The figures by exercise, variation, unit, side and part.
        weaker: The leg to work on, by exercise and variation; without a lag there is no entry.
    """

    stats: tuple[ExerciseStats, ...] = ()
    weaker: Mapping[tuple[str, str], Weaker] = field(default_factory=dict)


class _Tally:
    """Sums of one key by week, in whole thousandths, so that the order of adding changes nothing."""

    __slots__ = ("bests", "cleans", "first", "touches", "weeks")

    def __init__(self, first: SetRecord) -> None:
        self.first = first
        self.weeks: dict[int, int] = {}
        self.bests: dict[int, int] = {}
        self.cleans: dict[int, int] = {}
        self.touches: dict[int, tuple[int, int]] = {}
        """Work in which touches are known, and those touches."""

    def add(self, item: SetRecord, week: int, times: int) -> None:
        """Add a set done `times` times in a week."""
        done = thousandths(item)
        if done > self.bests.get(week, 0):  # the largest of all is found at the end: this runs for every set
            self.bests[week] = done
        self.weeks[week] = self.weeks.get(week, 0) + done * times

    def add_touches(self, item: SetRecord, week: int, foot_downs: int, times: int = 1) -> None:
        """Add thousandths of touches in a hold done `times` times in a week."""
        done = thousandths(item)
        held, touched = self.touches.get(week, (0, 0))
        self.touches[week] = held + done * times, touched + foot_downs * times
        if not foot_downs and done > self.cleans.get(week, 0):
            self.cleans[week] = done

    def forget(self, week: int) -> None:
        """Take a week out."""
        for sums in (self.weeks, self.bests, self.cleans, self.touches):
            sums.pop(week, None)

    def stats(self, sessions: int, last: dt.date) -> ExerciseStats:
        """Give the figures.

        Args:
            sessions: Number of sessions with such a set.
            last: The last of their days.
        """
        held, touched = map(sum, zip(*self.touches.values(), strict=True)) if self.touches else (0, 0)
        first, bests = self.first, self.cleans if held else self.bests
        return ExerciseStats(
            exercise=first.exercise,
            variation=first.variation,
            side=first.side,
            part=first.part or None,
            unit=first.unit,
            best=max(self.bests.values()) / 1000,
            longest_clean=max(self.cleans.values()) / 1000 if self.cleans else None,
            foot_downs_per_minute=round(touched * 60 / held, 3) if held else None,
            total=sum(self.weeks.values()) / 1000,
            sessions=sessions,
            last=last,
            weeks={week: self.weeks[week] / 1000 for week in sorted(self.weeks)},
            bests={week: bests[week] / 1000 for week in sorted(bests)},
        )


class Ledger:
    """Keep sessions added up by week; what is the same as the last time is not looked at again.

    Most sets equal many others, and sessions read from one file share them. Each is looked at once for every week,
    however often it was done in it: a tenth of the work.

    Args:
        holds: Ids of the exercises with holds on one leg, which the runner's answers about touches speak of.
        first_weekday: The day a week begins with: 0 for Monday to 6 for Sunday.

    Attributes:
        holds: As given.
        first_weekday: As given.
    """

    def __init__(self, holds: Container[str] = (), first_weekday: int = 0) -> None:
        self.holds = holds
        self.first_weekday = first_weekday
        self._last: tuple[Iterable[SessionRecord], Progress] | None = None
        self._weeks: dict[int, list[SessionRecord]] = {}
        """What has been added up, by the ordinal of the week's first day."""
        self._tallies: dict[Key, _Tally] = {}
        self._of_set: dict[int, tuple[SetRecord, _Tally | None]] = {}
        """Every set by its identity, which it keeps as long as it stands here, with its tally; none if nothing was done."""
        self._sessions: dict[frozenset[_Tally | None], dict[int, list[SessionRecord]]] = {}
        """Sessions by the tallies that they have worked, and by week."""

    def progress(self, sessions: Iterable[SessionRecord]) -> Progress:
        """Give all figures of all exercises.

        A leg is the weaker one if it did at least `LAG` less than the other in each of the last two sessions in which
        both worked. Compared is the sum of the sets that both legs did, pair by pair, over all parts of a
        variation: a session that ended between the legs tells nothing of either.

        Args:
            sessions: The sessions, in any order.
        """
        if self._last is None or self._last[0] is not sessions or not isinstance(sessions, tuple):
            self._take(_by_week(sessions, self.first_weekday))
            self._last = sessions, Progress(self._stats(), self._weaker())
        return self._last[1]

    def _take(self, weeks: dict[int, list[SessionRecord]]) -> None:
        """Add up the weeks that differ from those added up before."""
        before, self._weeks = self._weeks, weeks
        for week in before.keys() | weeks.keys():
            if before.get(week) != weeks.get(week):
                self._forget(week)
                self._add(week, weeks.get(week, ()))

    def _add(self, week: int, sessions: Sequence[SessionRecord]) -> None:
        for item, times in _repeated(sessions):
            if id(item) not in self._of_set:
                self._of_set[id(item)] = item, self._tally(item)
            if tally := self._of_set[id(item)][1]:
                tally.add(item, week, times)
        for item, times in _repeated([session for session in sessions if counts_touches(session)]):
            tally = self._of_set[id(item)][1]
            if tally and item.foot_downs is not None and item.unit is Unit.SECONDS:
                tally.add_touches(item, week, item.foot_downs * 1000, times)
        for session in sessions:
            worked = frozenset(self._of_set[id(item)][1] for item in session.sets)
            self._sessions.setdefault(worked, {}).setdefault(week, []).append(session)
            if session.touches:
                self._add_answer(session, session.touches, week)

    def _add_answer(self, session: SessionRecord, answer: Touches, week: int) -> None:
        """Spread the runner's answer over the holds of each leg by their length; single holds are not known."""
        for side, number in ((Side.LEFT, answer.left), (Side.RIGHT, answer.right)):
            held = [
                item
                for item in session.sets
                if item.side is side and item.unit is Unit.SECONDS and item.exercise in self.holds
            ]
            whole = sum(map(thousandths, held))
            for item in held:
                if tally := self._of_set[id(item)][1]:
                    tally.add_touches(item, week, round(number * 1000 * thousandths(item) / whole))

    def _forget(self, week: int) -> None:
        for tally in self._tallies.values():
            tally.forget(week)
        for weeks in self._sessions.values():
            weeks.pop(week, None)

    def _stats(self) -> tuple[ExerciseStats, ...]:
        """Give the figures of all keys."""
        sessions: Counter[_Tally] = Counter()
        last: dict[_Tally, dt.date] = {}
        for worked, weeks in self._sessions.items():
            if weeks:
                count, day = sum(map(len, weeks.values())), max(map(_DAY, weeks[max(weeks)]))
                for tally in filter(None, worked):
                    sessions[tally] += count
                    last[tally] = max(last.get(tally, day), day)
        keys = (key for key in sorted(self._tallies) if self._tallies[key] in last)
        return tuple(tally.stats(sessions[tally], last[tally]) for tally in map(self._tallies.__getitem__, keys))

    def _weaker(self) -> dict[tuple[str, str], Weaker]:
        """Find the leg that lags, by exercise and variation."""
        pairs: dict[tuple[str, str], list[_Pair]] = defaultdict(list)
        for worked, weeks in self._sessions.items():
            for exercise, variation in _with_both_legs(filter(None, worked)):
                told = (_Pair.of(session, exercise, variation) for session in _newest_first(weeks))
                pairs[exercise, variation] += islice(filter(None, told), 2)
        return {name: found for name in sorted(pairs) if (found := _weaker(pairs[name]))}

    def _tally(self, item: SetRecord) -> _Tally | None:
        return self._tallies.setdefault(set_key(item), _Tally(item)) if thousandths(item) else None


@dataclass(frozen=True, slots=True)
class _Pair:
    """Work of each leg on a variation in one session.

    Attributes:
        age: Sort key by time.
        left: Thousandths of the unit, over the sets that both legs did.
        right: The same of the other leg.
    """

    age: tuple[dt.date, str]
    left: int
    right: int

    @classmethod
    def of(cls, session: SessionRecord, exercise: str, variation: str) -> "_Pair | None":
        """Compare the legs in a session; None if they have no set in common."""
        legs: dict[tuple[Unit, str | None, int], dict[Side, int]] = defaultdict(dict)
        for item in session.sets:
            if item.side and item.exercise == exercise and item.variation == variation and (done := thousandths(item)):
                sides = legs[item.unit, item.part or None, item.number]
                sides[item.side] = sides.get(item.side, 0) + done
        both = [sides for sides in legs.values() if len(sides) == len(Side)]
        left, right = (sum(sides[side] for sides in both) for side in Side)
        return cls(AGE(session), left, right) if both else None

    @property
    def weaker(self) -> Weaker | None:
        """The leg that lags, or None."""
        side, less, more = (
            (Side.LEFT, self.left, self.right) if self.left < self.right else (Side.RIGHT, self.right, self.left)
        )
        return Weaker(side, round(1 - less / more, 3)) if less * 1000 <= more * round((1 - LAG) * 1000) else None


def _by_week(sessions: Iterable[SessionRecord], first_weekday: int) -> dict[int, list[SessionRecord]]:
    days: dict[dt.date, list[SessionRecord]] = defaultdict(list)
    for session in sessions:
        days[session.day].append(session)
    weeks: dict[int, list[SessionRecord]] = defaultdict(list)
    for day, of_day in days.items():
        weeks[week_of(day.toordinal(), first_weekday)] += of_day
    return weeks


def _with_both_legs(worked: Iterable[_Tally]) -> set[tuple[str, str]]:
    """Find the exercises and variations that both legs have worked."""
    sides: dict[tuple[str, str], set[Side | None]] = defaultdict(set)
    for tally in worked:
        sides[tally.first.exercise, tally.first.variation].add(tally.first.side)
    return {name for name, found in sides.items() if found >= set(Side)}


def _weaker(pairs: list[_Pair]) -> Weaker | None:
    lags = [pair.weaker for pair in nlargest(2, pairs, key=lambda pair: pair.age)]
    match lags:
        case [Weaker() as last, Weaker() as earlier] if last.side is earlier.side:
            return last
    return None


def _newest_first(weeks: Mapping[int, list[SessionRecord]]) -> Iterator[SessionRecord]:
    for week in sorted(weeks, reverse=True):
        yield from sorted(weeks[week], key=AGE, reverse=True)


def _repeated(sessions: Iterable[SessionRecord]) -> Iterator[tuple[SetRecord, int]]:
    """Yield each set once, by its identity, with how often it is there."""
    sets = list(chain.from_iterable(map(_SETS, sessions)))
    times = Counter(map(id, sets))
    return ((item, times[number]) for number, item in {id(item): item for item in sets}.items())


def counts_touches(session: SessionRecord) -> bool:
    """True if the touches in its sets were counted and the runner's answer does not overrule them."""
    return session.touches is None and any(map(_FOOT_DOWNS, session.sets))


def thousandths(item: SetRecord) -> int:
    """Give what was done of a set in whole thousandths of its unit."""
    return round(item.done * 1000)


def set_key(item: SetRecord) -> Key:
    """Say what a set can be compared with."""
    return item.exercise, item.variation, item.unit, item.side or "", item.part or ""
