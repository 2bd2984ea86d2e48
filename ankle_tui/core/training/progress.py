"""Figures of the training: bests, clean holds, touches, weekly totals, and the leg that lags behind."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import nlargest
from itertools import chain, islice
from math import fsum
from operator import attrgetter

from ankle_tui.core.exercises.exercise import Side, Unit
from ankle_tui.core.formatting import amount_words
from ankle_tui.core.history.records import SessionRecord, SetRecord, Touches
from ankle_tui.core.session.plan import WorkSet
from ankle_tui.core.weeks.streaks import week_of

LAG = 0.1
"""Share by which a leg must lag, twice running, to be called the weaker one. Our own choice."""

_DAY = attrgetter("day")
_SETS = attrgetter("sets")
_AGE = attrgetter("day", "id")
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


@dataclass(frozen=True, slots=True)
class Best:
    """A set better than all before it.

    Attributes:
        exercise: Id of the exercise.
        variation: Id of the variation.
        side: The leg that worked, or None for both.
        part: Id of the part, or None.
        unit: Its unit.
        amount: Seconds, reps or steps of the set.
        before: Amount of the best set before.
        clean: True for a hold without a touch.
    """

    exercise: str
    variation: str
    side: Side | None
    part: str | None
    unit: Unit
    amount: float
    before: float
    clean: bool


@dataclass(frozen=True, slots=True)
class PastSet:
    """What was done of a set before, by the same leg.

    Attributes:
        last: Largest amount in the last session with it.
        touches: Touches of the other foot in that set; None if they were not counted.
        best: Longest hold without a touch, or without a count of touches the best set; None if no hold was clean.
        clean: True if `best` is a hold without a touch.
    """

    last: float
    touches: int | None
    best: float | None
    clean: bool

    def with_today(self, sets: Iterable[SetRecord], work: WorkSet) -> "PastSet":
        """Let the sets of today count for the best, unless it is a clean hold: only afterwards is a hold known to be one.

        Args:
            sets: The sets of the session so far.
            work: The set this is the past of.
        """
        same = [item.done for item in sets if _set_key(item) == _work_key(work)]
        if self.clean or self.best is None or not same:
            return self
        return replace(self, best=max(self.best, *same))


def progress(sessions: Iterable[SessionRecord], first_weekday: int = 0, *, holds: Container[str] = ()) -> Progress:
    """Compute all figures of all exercises in one pass; the sessions may have any order.

    A leg is the weaker one if it did at least `LAG` less than the other in each of the last two sessions in which
    both worked. Compared is the sum of the sets that both legs did, pair by pair, over all parts of a
    variation: a session that ended between the legs tells nothing of either.

    Args:
        sessions: The sessions.
        first_weekday: The day a week begins with: 0 for Monday to 6 for Sunday.
        holds: Ids of the exercises with holds on one leg, which the runner's answers about touches speak of.
    """
    ledger = _Ledger(holds)
    for week, of_week in _by_week(sessions, first_weekday).items():
        ledger.add(week, of_week)
    return Progress(ledger.stats(), ledger.weaker())


def exercise_stats(
    sessions: Iterable[SessionRecord], first_weekday: int = 0, *, holds: Container[str] = ()
) -> tuple[ExerciseStats, ...]:
    """Compute the figures by exercise, variation, unit, side and part.

    Args:
        sessions: The sessions, in any order.
        first_weekday: The day a week begins with: 0 for Monday to 6 for Sunday.
        holds: As for `progress`.
    """
    return progress(sessions, first_weekday, holds=holds).stats


def weekly(stats: Iterable[ExerciseStats]) -> dict[int, float]:
    """Add up weekly sums of figures in the same unit.

    Returns:
        The totals by the ordinal of the week's first day; weeks without sets are absent.
    """
    weeks: dict[int, list[float]] = defaultdict(list)
    for item in stats:
        for week, done in item.weeks.items():
            weeks[week].append(done)
    return {week: round(fsum(weeks[week]), 3) for week in sorted(weeks)}


def personal_bests(
    before: Iterable[SessionRecord], record: SessionRecord, *, holds: Container[str] = ()
) -> tuple[Best, ...]:
    """Find the bests of a session, in its order.

    Compared is the longest clean hold, or without a count of touches the best set, each with the past of the same
    variation, side and part. The first of its kind is no best, nor is a tie; less than a tenth more is a tie.

    Args:
        before: The other sessions; the session itself is ignored among them.
        record: The session.
        holds: As for `progress`.
    """
    others = (item for item in before if item.id != record.id)
    past = {_key(item): item for item in exercise_stats(others, holds=holds)}
    now = {_key(item): item for item in exercise_stats([record], holds=holds)}
    order = dict.fromkeys(_set_key(item) for item in record.sets)
    found = (_better(now[key], past[key]) for key in order if key in now and key in past)
    return tuple(best for best in found if best)


def past_sets(
    sessions: Iterable[SessionRecord], sets: Iterable[WorkSet], *, holds: Container[str] = ()
) -> dict[WorkSet, PastSet]:
    """Find what was done before of each of `sets`; one that is new has no entry.

    Args:
        sessions: The sessions before, in any order.
        sets: The sets of a plan.
        holds: As for `progress`.
    """
    keys = {work: _work_key(work) for work in sets}
    exercises = {work.exercise for work in keys}
    found = [one for one in sessions if any(item.exercise in exercises for item in one.sets)]
    stats = {_key(item): item for item in exercise_stats(found, holds=holds)}
    latest: dict[Key, SetRecord] = {}
    missing = stats.keys() & keys.values()
    for session in sorted(found, key=_AGE, reverse=True):
        if not missing:
            break
        for item in session.sets:
            key = _set_key(item)
            if key in missing and _thousandths(item) and (key not in latest or item.done > latest[key].done):
                latest[key] = item if _counts_touches(session) else replace(item, foot_downs=None)
        missing -= latest.keys()
    return {work: _past(latest[key], stats[key]) for work, key in keys.items() if key in latest}


def best_words(best: Best) -> str:
    """Tell a best in one line: `Best yet, left: 45 s clean (was 38 s)`."""
    where = ", ".join(filter(None, ["Best yet", side_part_words(best.side, best.part)]))
    amount, before = amount_words(best.amount, best.unit), amount_words(best.before, best.unit)
    return f"{where}: {amount}{' clean' if best.clean else ''} (was {before})"


def side_part_words(side: Side | None, part: str | None) -> str:
    """Name leg and part, `left · in`; empty for both legs without a part."""
    return " · ".join(filter(None, [side.value if side else "", part]))


class _Tally:
    """Sums of one key, in whole thousandths, so that the order of adding changes nothing."""

    __slots__ = ("bests", "cleans", "first", "foot_downs", "held", "last", "sessions", "weeks")

    def __init__(self, first: SetRecord) -> None:
        self.first = first
        self.held = self.foot_downs = self.sessions = 0
        self.last = dt.date.min
        self.weeks: dict[int, int] = {}
        self.bests: dict[int, int] = {}
        self.cleans: dict[int, int] = {}

    def add(self, item: SetRecord, week: int, times: int) -> None:
        """Add a set done `times` times in a week."""
        done = _thousandths(item)
        if done > self.bests.get(week, 0):  # the largest of all is found at the end: this runs for every set
            self.bests[week] = done
        self.weeks[week] = self.weeks.get(week, 0) + done * times

    def add_touches(self, item: SetRecord, week: int, foot_downs: int, times: int = 1) -> None:
        """Add thousandths of touches in a hold done `times` times in a week."""
        done = _thousandths(item)
        self.held += done * times
        self.foot_downs += foot_downs * times
        if not foot_downs and done > self.cleans.get(week, 0):
            self.cleans[week] = done

    def stats(self) -> ExerciseStats:
        """Give the figures."""
        first, bests = self.first, self.cleans if self.held else self.bests
        return ExerciseStats(
            exercise=first.exercise,
            variation=first.variation,
            side=first.side,
            part=first.part or None,
            unit=first.unit,
            best=max(self.bests.values()) / 1000,
            longest_clean=max(self.cleans.values()) / 1000 if self.cleans else None,
            foot_downs_per_minute=round(self.foot_downs * 60 / self.held, 3) if self.held else None,
            total=sum(self.weeks.values()) / 1000,
            sessions=self.sessions,
            last=self.last,
            weeks={week: self.weeks[week] / 1000 for week in sorted(self.weeks)},
            bests={week: bests[week] / 1000 for week in sorted(bests)},
        )


class _Ledger:
    """Add sessions up.

    Most sets equal many others, and sessions read from one file share them. Each is looked at once for every week,
    however often it was done in it: a tenth of the work.
    """

    def __init__(self, holds: Container[str]) -> None:
        self._holds = holds
        self._tallies: dict[Key, _Tally] = {}
        self._of_set: dict[int, _Tally | None] = {}
        """Tally of every set by its identity; None for a set with nothing done."""
        self._sessions: dict[frozenset[_Tally | None], list[SessionRecord]] = defaultdict(list)
        """Sessions by the tallies that they have worked."""

    def add(self, week: int, sessions: Sequence[SessionRecord]) -> None:
        """Add the sessions of a week."""
        for item, times in _repeated(sessions):
            if id(item) not in self._of_set:
                self._of_set[id(item)] = self._tally(item)
            if tally := self._of_set[id(item)]:
                tally.add(item, week, times)
        for item, times in _repeated([session for session in sessions if _counts_touches(session)]):
            tally = self._of_set[id(item)]
            if tally and item.foot_downs is not None and item.unit is Unit.SECONDS:
                tally.add_touches(item, week, item.foot_downs * 1000, times)
        for session in sessions:
            self._sessions[frozenset(map(self._of_set.__getitem__, map(id, session.sets)))].append(session)
            if session.touches:
                self._add_answer(session, session.touches, week)

    def _add_answer(self, session: SessionRecord, answer: Touches, week: int) -> None:
        """Spread the runner's answer over the holds of each leg by their length; single holds are not known."""
        for side, number in ((Side.LEFT, answer.left), (Side.RIGHT, answer.right)):
            held = [
                item
                for item in session.sets
                if item.side is side and item.unit is Unit.SECONDS and item.exercise in self._holds
            ]
            whole = sum(map(_thousandths, held))
            for item in held:
                if tally := self._of_set[id(item)]:
                    tally.add_touches(item, week, round(number * 1000 * _thousandths(item) / whole))

    def stats(self) -> tuple[ExerciseStats, ...]:
        """Give the figures of all keys."""
        for worked, sessions in self._sessions.items():
            last = max(map(_DAY, sessions))
            for tally in filter(None, worked):
                tally.sessions += len(sessions)
                tally.last = max(tally.last, last)
        return tuple(self._tallies[key].stats() for key in sorted(self._tallies))

    def weaker(self) -> dict[tuple[str, str], Weaker]:
        """Find the leg that lags, by exercise and variation."""
        pairs: dict[tuple[str, str], list[_Pair]] = defaultdict(list)
        for worked, sessions in self._sessions.items():
            names = _with_both_legs(filter(None, worked))
            newest_first = sorted(sessions, key=_AGE, reverse=True) if names else []
            for exercise, variation in names:
                told = (_Pair.of(session, exercise, variation) for session in newest_first)
                pairs[exercise, variation] += islice(filter(None, told), 2)
        return {name: found for name in sorted(pairs) if (found := _weaker(pairs[name]))}

    def _tally(self, item: SetRecord) -> _Tally | None:
        if not _thousandths(item):
            return None
        key = _set_key(item)
        if key not in self._tallies:
            self._tallies[key] = _Tally(item)
        return self._tallies[key]


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
            if item.side and item.exercise == exercise and item.variation == variation and (done := _thousandths(item)):
                sides = legs[item.unit, item.part or None, item.number]
                sides[item.side] = sides.get(item.side, 0) + done
        both = [sides for sides in legs.values() if len(sides) == len(Side)]
        left, right = (sum(sides[side] for sides in both) for side in Side)
        return cls(_AGE(session), left, right) if both else None

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


def _better(now: ExerciseStats, past: ExerciseStats) -> Best | None:
    clean = now.clean
    amount, before = (now.longest_clean, past.longest_clean) if clean else (now.best, past.best)
    if amount is None or before is None or int(amount * 10 + 0.01) <= int(before * 10 + 0.01):
        return None
    return Best(now.exercise, now.variation, now.side, now.part, now.unit, amount, before, clean)


def _past(last: SetRecord, stats: ExerciseStats) -> PastSet:
    clean = stats.foot_downs_per_minute is not None
    return PastSet(last.done, last.foot_downs, stats.longest_clean if clean else stats.best, clean)


def _repeated(sessions: Iterable[SessionRecord]) -> Iterator[tuple[SetRecord, int]]:
    """Yield each set once, by its identity, with how often it is there."""
    sets = list(chain.from_iterable(map(_SETS, sessions)))
    times = Counter(map(id, sets))
    return ((item, times[number]) for number, item in {id(item): item for item in sets}.items())


def _counts_touches(session: SessionRecord) -> bool:
    """True if the touches in its sets were counted and the runner's answer does not overrule them."""
    return session.touches is None and any(map(_FOOT_DOWNS, session.sets))


def _thousandths(item: SetRecord) -> int:
    return round(item.done * 1000)


def _set_key(item: SetRecord) -> Key:
    return item.exercise, item.variation, item.unit, item.side or "", item.part or ""


def _work_key(work: WorkSet) -> Key:
    return work.exercise, work.variation, work.kind.unit, work.side or "", work.part_id


def _key(item: ExerciseStats) -> Key:
    return item.exercise, item.variation, item.unit, item.side or "", item.part or ""
