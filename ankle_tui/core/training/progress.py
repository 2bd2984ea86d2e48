"""Figures of the training: bests, clean holds, touches, weekly totals, and the leg that lags behind."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import fsum

from ankle_tui.core.exercises.exercise import Side, Unit
from ankle_tui.core.formatting import amount_words
from ankle_tui.core.history.records import SessionRecord, SetRecord
from ankle_tui.core.session.plan import WorkSet
from ankle_tui.core.training.ledger import (
    AGE,
    ExerciseStats,
    Key,
    Ledger,
    Progress,
    counts_touches,
    set_key,
    thousandths,
)


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
        same = [item.done for item in sets if set_key(item) == _work_key(work)]
        if self.clean or self.best is None or not same:
            return self
        return replace(self, best=max(self.best, *same))


def progress(sessions: Iterable[SessionRecord], ledger: Ledger | None = None) -> Progress:
    """Compute all figures of all exercises.

    Args:
        sessions: The sessions, in any order.
        ledger: What was added up before, and is from now on; None to start anew.
    """
    return (ledger or Ledger()).progress(sessions)


def exercise_stats(sessions: Iterable[SessionRecord], ledger: Ledger | None = None) -> tuple[ExerciseStats, ...]:
    """Compute the figures by exercise, variation, unit, side and part; the arguments are those of `progress`."""
    return progress(sessions, ledger).stats


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
    before: Iterable[SessionRecord], record: SessionRecord, ledger: Ledger | None = None
) -> tuple[Best, ...]:
    """Find the bests of a session, in its order.

    Compared is the longest clean hold, or without a count of touches the best set, each with the past of the same
    variation, side and part. The first of its kind is no best, nor is a tie; less than a tenth more is a tie.

    Args:
        before: The other sessions; the session itself is ignored among them.
        record: The session.
        ledger: As for `progress`.
    """
    ledger = ledger or Ledger()
    others = (item for item in before if item.id != record.id)
    past = {_key(item): item for item in exercise_stats(others, ledger)}
    now = {_key(item): item for item in exercise_stats([record], Ledger(ledger.holds))}
    order = dict.fromkeys(set_key(item) for item in record.sets)
    found = (_better(now[key], past[key]) for key in order if key in now and key in past)
    return tuple(best for best in found if best)


def past_sets(
    sessions: Iterable[SessionRecord], sets: Iterable[WorkSet], ledger: Ledger | None = None
) -> dict[WorkSet, PastSet]:
    """Find what was done before of each of `sets`; one that is new has no entry.

    Args:
        sessions: The sessions before, in any order.
        sets: The sets of a plan.
        ledger: As for `progress`.
    """
    keys = {work: _work_key(work) for work in sets}
    past = list(sessions)
    stats = {_key(item): item for item in exercise_stats(past, ledger)}
    latest: dict[Key, SetRecord] = {}
    missing = stats.keys() & keys.values()
    for session in sorted(past, key=AGE, reverse=True):
        if not missing:
            break
        for item in session.sets:
            key = set_key(item)
            if key in missing and thousandths(item) and (key not in latest or item.done > latest[key].done):
                latest[key] = item if counts_touches(session) else replace(item, foot_downs=None)
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


def _better(now: ExerciseStats, past: ExerciseStats) -> Best | None:
    clean = now.clean
    amount, before = (now.longest_clean, past.longest_clean) if clean else (now.best, past.best)
    if amount is None or before is None or int(amount * 10 + 0.01) <= int(before * 10 + 0.01):
        return None
    return Best(now.exercise, now.variation, now.side, now.part, now.unit, amount, before, clean)


def _past(last: SetRecord, stats: ExerciseStats) -> PastSet:
    clean = stats.foot_downs_per_minute is not None
    return PastSet(last.done, last.foot_downs, stats.longest_clean if clean else stats.best, clean)


def _work_key(work: WorkSet) -> Key:
    return work.exercise, work.variation, work.kind.unit, work.side or "", work.part_id


def _key(item: ExerciseStats) -> Key:
    return item.exercise, item.variation, item.unit, item.side or "", item.part or ""
