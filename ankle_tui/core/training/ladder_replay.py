"""Replay the history over the lanes of one exercise: up, stay or down after every session."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import permutations

from ankle_tui.core.exercises.exercise import Exercise, Prerequisite, Variation
from ankle_tui.core.training.attempts import Attempt
from ankle_tui.core.training.ladder_wording import need_words, reached_words, sprain_words
from ankle_tui.core.training.lanes import Lane, LaneRung, lanes, no_more, rungs
from ankle_tui.core.training.pain import reported
from ankle_tui.core.training.rules import (
    BRAKE,
    BREAK,
    BREAK_MORE,
    FAILURES,
    GOOD_AFTER_FAILURES,
    GOOD_SESSIONS,
    LONG_BREAK,
    MISSES,
    MUCH_PAIN,
)
from ankle_tui.core.training.timeline import Break, Timeline


class Move(StrEnum):
    """Direction from the last rung done to the next."""

    START = "start"
    """The exercise was never done."""
    UP = "up"
    HOLD = "hold"
    DOWN = "down"


class _Days:
    """Count the days running on which something happened; several sessions of a day count once."""

    __slots__ = ("_last", "number")

    def __init__(self) -> None:
        self.number = 0
        self._last: dt.date | None = None

    def add(self, day: dt.date) -> None:
        """It happened on this day."""
        self.number += day != self._last
        self._last = day


class LanePlace:
    """The runner's place in one lane.

    Args:
        steps: The lane.
        at: Index of the first step to do.

    Attributes:
        steps: As given.
        at: The next step.
        high: The step to come back to after a break or pain; `at` without one.
        top: The highest step ever stood on.
        done: The step done last, or None.
        last: The day it was done, or None.
        move: Direction from `done` to `at`.
        why: The reason.
        uncounted: True if the last session would have been good, had touches been counted.
        gates: Prerequisites that can lapse, each with the first step that asks for it.
    """

    def __init__(self, steps: Lane, at: int) -> None:
        self.steps = steps
        self.at = self.high = self.top = at
        self.done: int | None = None
        self.last: dt.date | None = None
        self.move, self.why = Move.START, "not done yet"
        self.uncounted = False
        self._before_today, self._best_today = 0.0, 0.0
        self._good_day: dt.date | None = None
        self._moved: dt.date | None = None
        self._misses, self._eased = _Days(), _Days()
        self._lost: Counter[int] = Counter()
        self._lower: dict[int, tuple[str, float]] = {}
        self._larger: dict[int, tuple[tuple[int, int], ...]] = {}
        self._first = {step.variation.id: place for place, step in reversed([*enumerate(steps)])}
        self.gates = [
            (place, need)
            for place, step in enumerate(steps)
            if self._first[step.variation.id] == place
            for need in step.variation.after
            if need.within is not None
        ]

    @property
    def step(self) -> LaneRung:
        """The next step."""
        return self.steps[self.at]

    @property
    def following(self) -> LaneRung | None:
        """The step after the next one, or None at the top."""
        return self.steps[self.at + 1] if self.at + 1 < len(self.steps) else None

    @property
    def good(self) -> float:
        """Good sessions since the last move; one with fewer sets, or half of the band, counts half."""
        return self._before_today + self._best_today

    @property
    def needed(self) -> float:
        """Good sessions still needed for the step after the next one."""
        if self.at < self.high:
            return 1 - self.good
        again = self._lost[self.at + 1] >= FAILURES
        return (GOOD_AFTER_FAILURES if again else GOOD_SESSIONS) - self.good

    @property
    def limit(self) -> float | None:
        """Most touches a minute in a good session; on the way back the limit of an opening no longer applies."""
        return self.step.variation.touches if self.at < self.high else self.step.limit

    def index(self, variation: str) -> int | None:
        """First step of a variation, or None if the lane does not have it."""
        return self._first.get(variation)

    def go(self, to: int, move: Move, why: str, *, back: bool = False) -> None:
        """Move to a step; `back` remembers the present one to come back to quickly."""
        self.high = max(self.high, self.at, to) if back or move is Move.UP else to
        self.at, self.top = to, max(self.top, to)
        self.move, self.why = move, why
        self._before_today = self._best_today = 0.0
        self._good_day, self._moved = None, self.last
        self._misses.number = self._eased.number = 0
        self.uncounted = False

    def take(self, attempt: Attempt) -> None:
        """Weigh an attempt at the variation of the next step."""
        amount = self.step.choice.dose.amount
        if attempt.target < amount:
            weigh = self.take_harder if self._above(attempt) else self.take_easier
            weigh(attempt)
            return
        self._did(attempt)
        touches = attempt.touches
        self.uncounted = False
        if attempt.failed(amount):
            self._miss(attempt)
            return
        self._misses.number = self._eased.number = 0
        spoilt = self._spoilt(attempt, touches)
        self.uncounted = attempt.least >= amount and self.limit is not None and touches is None
        if spoilt:
            self._hold(spoilt)
        else:
            dose = self.step.choice
            whole = attempt.number >= dose.dose.sets and len(attempt.parts) >= len(dose.variation.parts)
            self._credit(attempt.day, 1.0 if whole else 0.5)

    def take_harder(self, attempt: Attempt) -> None:
        """Weigh an attempt at a harder variation of the lane, the runner's own choice: only success tells anything."""
        self._did(attempt)
        touches = attempt.touches
        if attempt.least >= attempt.target and not self._spoilt(attempt, touches):
            self._credit(attempt.day, 1.0)

    def down_for_misses(self) -> None:
        """Lose a step."""
        self._lost[self.at] += 1
        self.go(max(self.at - 1, 0), Move.DOWN if self.at else Move.HOLD, "missed twice")

    @property
    def failing(self) -> bool:
        """True after `MISSES` missed sessions running."""
        return self._misses.number >= MISSES

    @property
    def eased_twice(self) -> bool:
        """True if the runner has chosen much less in two sessions running."""
        return self._eased.number >= MISSES

    def _did(self, attempt: Attempt) -> None:
        self.done, self.last = self.at, attempt.day
        self.move = Move.HOLD

    def _hold(self, why: str) -> None:
        self.move, self.why = Move.HOLD, why

    def _spoilt(self, attempt: Attempt, touches: float | None) -> str:
        """Why an attempt that was not missed is not a good one; empty if it is."""
        if attempt.least < min(attempt.target, self.step.choice.dose.amount):
            return "a little short last time"
        if attempt.sore:
            return "not fine last time"
        if self.limit is not None and touches is None:
            return "touches were not counted"
        if self.limit is not None and touches is not None and touches > self.limit:
            return f"{touches:.0f} touches a minute"
        return ""

    def _credit(self, day: dt.date, weight: float) -> None:
        if day == self._moved:
            return  # several sessions of a day count once
        if day != self._good_day:
            self._good_day, self._before_today, self._best_today = day, self.good, 0.0
        self._best_today = max(self._best_today, weight)
        self.move = Move.HOLD
        self.why = "one good session so far" if self.good <= 1 else "good sessions so far"

    def _miss(self, attempt: Attempt) -> None:
        self._before_today = self._best_today = 0.0
        self._eased.number = 0
        self._misses.add(attempt.day)
        self._hold("missed last time")

    def take_easier(self, attempt: Attempt) -> None:
        """Ignore an easier day unless it was missed; follow a runner who has chosen much less twice running."""
        self.last = attempt.day
        self.done = max(self.at - 1, 0) if self.done is None else self.done
        if attempt.missed(attempt.target):
            self._miss(attempt)
            return
        if attempt.sore or self._one_lower(attempt):
            self._eased.number = 0
        else:
            self._eased.add(attempt.day)
        self._hold("easier days don't count")

    def _above(self, attempt: Attempt) -> bool:
        """True if more sets make an attempt a later step of the variation, though its amount is smaller."""
        if self.at not in self._larger:
            later = (step.choice.dose for step in self.steps[self.at + 1 :] if step.variation is self.step.variation)
            sets = self.step.choice.dose.sets
            self._larger[self.at] = tuple((dose.sets, dose.amount) for dose in later if dose.sets > sets)
        return any(sets <= attempt.number and amount <= attempt.target for sets, amount in self._larger[self.at])

    def _one_lower(self, attempt: Attempt) -> bool:
        """True if an attempt is the step below, which stands for this one on an easier day."""
        if self.at == 0:
            return True
        if self.at not in self._lower:
            below = self.steps[self.at - 1].choice
            self._lower[self.at] = below.variation.id, no_more(below, self.step.choice).dose.amount
        variation, amount = self._lower[self.at]
        return attempt.variation == variation and attempt.target >= amount


def _shared(lane: LanePlace, other: LanePlace) -> int:
    """Number of steps from the first on that two lanes have in common."""
    pairs = zip(lane.steps, other.steps, strict=False)
    return next((at for at, (own, its) in enumerate(pairs) if own.place != its.place), len(lane.steps))


class LadderReplay:
    """Follow one exercise from session to session.

    Args:
        exercise: The exercise.
        start: Index in `rungs(exercise)` of the first rung to do.
        timeline: The history.
        lacks: Equipment that a variation lacks, in words, by its id; empty if it is there.
        most: Index in `rungs(exercise)` above which a rung takes too long, and None without a limit.

    Attributes:
        lanes: The place in each lane.
        raised: Day of the last rung up, or None.
        tried: The last day of every rung ever done.
        warned: Why the last session asks for less; empty if it does not.
        worked: The lane of the last attempt, or None.
    """

    def __init__(
        self,
        exercise: Exercise,
        start: int,
        timeline: Timeline,
        lacks: Mapping[str, str],
        most: int | None = None,
    ) -> None:
        self._exercise = exercise
        self._ladder = rungs(exercise)
        self._timeline = timeline
        self._lacks = lacks
        self._most = most
        self._start = start
        self.lanes = [
            # A start in another lane leaves this one at the last step they share.
            LanePlace(lane, max(at for at, step in enumerate(lane) if step.place <= start))
            for lane in lanes(exercise)
        ]
        self._pairs = [(lane, other, _shared(lane, other)) for lane, other in permutations(self.lanes, 2)]
        self.raised: dt.date | None = None
        self.tried: dict[int, dt.date] = {}
        self.warned = ""
        self.worked: LanePlace | None = None
        self._eased_by_pain: dt.date | None = None
        self._last: dt.date | None = None
        self._misses = _Days()
        self._rungs: dict[tuple[str, float, int], int | None] = {}

    def run(self) -> None:
        """Replay all attempts, then look at today."""
        for attempt in self._timeline.attempts[self._exercise.id]:
            if attempt.day != self._last:
                self._settle(attempt.place, attempt.day)
            self._take(attempt)
        self._settle(len(self._timeline.sessions), self._timeline.today)

    def turn(self) -> LanePlace:
        """The lane whose turn it is: of the open ones, the one not done for longest."""
        return min(self.open_lanes, key=lambda lane: lane.last or dt.date.min)

    @property
    def open_lanes(self) -> list[LanePlace]:
        """The lanes that ask for something of their own; never none."""
        if len(self.lanes) == 1:
            return self.lanes
        return [lane for lane in self.lanes if not self._contained(lane)]

    def offered(self, lane: LanePlace) -> int:
        """The step of a lane to offer: the nearest that does not lack equipment."""
        for at in range(lane.at, -1, -1):
            if not self._lacks[lane.steps[at].variation.id]:
                return at
        return lane.at

    def below(self, place: int) -> int:
        """The rung below another in its lane; at the bottom the same."""
        steps = next(lane.steps for lane in self.lanes if any(step.place == place for step in lane.steps))
        return max((step.place for step in steps if step.place < place), default=place)

    def waits(self, lane: LanePlace) -> str:
        """What a lane's next step up waits for, beside good sessions; empty if for nothing else."""
        step = lane.following
        if step is None:
            return ""
        if self._most is not None and step.place > self._most:
            return "needs more minutes"
        return self.closed(lane, len(self._timeline.sessions), self._timeline.today)

    def closed(self, lane: LanePlace, place: int, day: dt.date) -> str:
        """Why the variation of the step after the next one is closed before the session at `place`; empty if it is open."""
        step = lane.following
        if step is None or step.variation is lane.step.variation:
            return ""
        if lack := self._lacks[step.variation.id]:
            return lack
        return next((needed for need in self._needs(lane) if (needed := self._unmet(need, step, place, day))), "")

    def opens_after(self, variation: Variation) -> str:
        """What a variation still opens after; empty if it is open or its first rung is next."""
        for lane in self.lanes:
            at = lane.index(variation.id)
            if at is None:
                continue
            if at <= max(lane.high, lane.at):
                return ""
            first = need_words(variation.after[0], self._exercise)
            if lane.at < at - 1 or lane.needed > 0:
                return first
            return self.closed(lane, len(self._timeline.sessions), self._timeline.today)
        return ""

    def _settle(self, place: int, day: dt.date) -> None:
        """Apply what has happened between the last attempt and the session at `place`."""
        if self._last:
            for gap in self._timeline.breaks_between(self._last, day):
                earned = max(self._last, self.raised + dt.timedelta(BRAKE) if self.raised else self._last)
                self._raise(gap.place, earned)  # the break is counted from what was offered last
                self._return(gap)
            if self._exercise.restart_after and (day - self._last).days >= self._exercise.restart_after:
                self._restart(day)
            self._keep_together()
        for lane in self.lanes:
            self._lapse(lane, place, day)
        self._raise(place, day)

    def _return(self, gap: Break) -> None:
        """Begin lower after a break."""
        why = f"away for {gap.days} days"
        if gap.days < LONG_BREAK:
            for lane in self.lanes:
                lower = max(lane.at - 1 - (gap.days - BREAK) // BREAK_MORE, 0)
                lane.go(lower, Move.DOWN if lower < lane.at else Move.HOLD, why, back=True)
            return
        order = [variation.id for variation in self._exercise.variations]
        top = max(self.lanes, key=lambda lane: order.index(lane.step.variation.id)).step.variation
        below = top.after[0].any[0].variation if top.after else top.id
        for lane in self.lanes:
            to = 0 if self._exercise.restart_after else lane.index(below)
            to = lane.index(lane.step.variation.id) if to is None else to
            if to is not None and to < lane.at:
                lane.go(to, Move.DOWN, why, back=True)

    def _restart(self, day: dt.date) -> None:
        for lane in self.lanes:
            if lane.at and self._last:
                lane.go(0, Move.DOWN, f"not done for {(day - self._last).days} days", back=True)

    def _keep_together(self) -> None:
        """Lead a lane up to where another has passed it: what they share is not lost in one of them alone."""
        for lane, other, shared in self._pairs:
            to = min(shared - 1, other.at)
            if lane.at < to:
                lane.go(to, lane.move, lane.why, back=True)

    def _lapse(self, lane: LanePlace, place: int, day: dt.date) -> None:
        """Leave a variation whose gate is no longer shown."""
        for at, need in lane.gates:
            if at <= lane.at and not self._timeline.met(need, place, day):
                lane.go(at - 1, Move.DOWN, need_words(need, self._exercise), back=True)
                return

    def _raise(self, place: int, day: dt.date) -> None:
        """Go up a step in the lane that has waited longest, at most one in `BRAKE` days."""
        if self.raised and (day - self.raised).days < BRAKE:
            return
        ready = [lane for lane in self.lanes if lane.good and lane.needed <= 0 and lane.following]
        if not ready or self._timeline.holds_back(place, day):
            return
        for lane in sorted(ready, key=lambda lane: lane.last or dt.date.min):
            step = lane.following
            if step is None or self.closed(lane, place, day) or (self._most is not None and step.place > self._most):
                continue
            twins = [other for other in self.lanes if other.steps[: other.at + 2] == lane.steps[: lane.at + 2]]
            for twin in twins:  # lanes that still share their steps go together
                twin.go(twin.at + 1, Move.UP, reached_words(twin.step.choice, back=twin.at < twin.high))
            self.raised = day
            return

    def _take(self, attempt: Attempt) -> None:
        touched: list[LanePlace] = []
        turn = self.turn()
        for lane in self.lanes:
            at = lane.index(attempt.variation)
            if lane.step.variation.id == attempt.variation:
                lane.take(attempt)
            elif at is not None and at > lane.at:
                lane.take_harder(attempt)
            elif at is not None and lane is turn:
                lane.take_easier(attempt)
            else:
                continue
            touched.append(lane)
        self.worked = turn if turn in touched else next(iter(touched), None)
        self._last = attempt.day
        if (rung := self._rung(attempt)) is not None:
            self.tried[rung] = attempt.day
        self._weigh(attempt, touched)

    def _weigh(self, attempt: Attempt, touched: Sequence[LanePlace]) -> None:
        """Go down after misses or much pain."""
        if attempt.failed(attempt.target):
            self._misses.add(attempt.day)
        else:
            self._misses.number = 0
        pain = reported(attempt.session)
        hurt = pain >= MUCH_PAIN
        self.warned = f"pain {pain} last time" if hurt else "missed twice" if self._misses.number >= MISSES else ""
        if hurt and (self._eased_by_pain is None or (attempt.day - self._eased_by_pain).days >= BRAKE):
            for lane in touched:
                lower = max(lane.at - 1, self._floor(lane))
                lane.go(min(lower, lane.at), Move.DOWN if lower < lane.at else Move.HOLD, self.warned, back=True)
            self._eased_by_pain = attempt.day
            return
        for lane in touched:
            if lane.failing:
                lane.down_for_misses()
            elif lane.eased_twice:
                lane.go(max(lane.at - 1, 0), Move.DOWN, "you chose less twice")

    def _floor(self, lane: LanePlace) -> int:
        """The lowest step that pain leads to: the first dose of the variation to start from."""
        return lane.index(self._ladder[self._start].variation.id) or 0

    def _contained(self, lane: LanePlace) -> bool:
        """True if another lane has passed all that this one asks for, and this one never had a step of its own."""
        at = self.offered(lane)
        for one, other, shared in self._pairs:
            if one is not lane or at >= shared:
                continue
            further = self.offered(other)
            own = lane.top >= shared and not self._lacks[lane.steps[at + 1].variation.id]
            if further > at and not own:
                return True
            if further == at and self.lanes.index(other) < self.lanes.index(lane):
                return True
        return False

    def _needs(self, lane: LanePlace) -> Sequence[Prerequisite]:
        """Further prerequisites of the step after the next one; what was open once asks only for its gates."""
        needs = lane.step.further
        return [need for need in needs if need.within is not None] if lane.at < lane.high else needs

    def _unmet(self, need: Prerequisite, step: LaneRung, place: int, day: dt.date) -> str:
        if need.within is not None:
            if not self._timeline.met(need, place, day):
                return need_words(need, self._exercise)
            return "" if self._timeline.rested(step.variation.after_sprain, day) else sprain_words(step.variation)
        return (
            ""
            if any(self._passed(shown.variation, shown.amount) for shown in need.any)
            else need_words(need, self._exercise)
        )

    def _passed(self, variation: str, amount: int) -> bool:
        """True if a lane has met a dose twice."""
        return any(
            lane.high > at or (lane.at == at and lane.needed <= 0)
            for lane in self.lanes
            for at, step in enumerate(lane.steps)
            if step.variation.id == variation and step.choice.dose.amount == amount
        )

    def _rung(self, attempt: Attempt) -> int | None:
        """The hardest rung that an attempt was planned for."""
        key = attempt.variation, attempt.target, attempt.number
        if key not in self._rungs:
            fitting = [
                place
                for place, choice in enumerate(self._ladder)
                if choice.variation.id == attempt.variation
                and choice.dose.amount <= attempt.target
                and choice.dose.sets <= attempt.number
            ]
            self._rungs[key] = fitting[-1] if fitting else None
        return self._rungs[key]
