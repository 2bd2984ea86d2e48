"""Choose what Progress shows of one exercise: a line for each leg, the work of every week, and what to compare."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor

from ankle_tui.core.exercises.exercise import Exercise, Side, Unit, Variation
from ankle_tui.core.training.ledger import ExerciseStats, Weaker
from ankle_tui.core.training.progress import weekly


@dataclass(frozen=True, slots=True)
class LegLine:
    """The best of every week.

    Attributes:
        side: The leg; None for both together.
        bests: The best set or the longest clean hold by week, over all parts.
    """

    side: Side | None
    bests: Mapping[int, float]

    @property
    def now(self) -> float | None:
        """The best of the last week with one."""
        return self.bests[max(self.bests)] if self.bests else None


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing to compare between the legs, or between the last session and the best one.

    Attributes:
        name: What it is: `last`, `best`, `touches`, or the id of a part.
        left: Of the left leg, or in the last session; None where it is not known.
        right: Of the right leg, or the best.
    """

    name: str
    left: float | None
    right: float | None

    @property
    def most(self) -> float:
        """The larger one."""
        return max(self.left or 0.0, self.right or 0.0)


LAST, BEST, TOUCHES = "last", "best", "touches"


@dataclass(frozen=True, slots=True)
class ExerciseView:
    """One variation of an exercise as Progress shows it.

    Attributes:
        variation: Id of the variation.
        name: Its name, or its id.
        unit: Its unit.
        clean: True if only holds without a touch are compared.
        sided: True if each leg works by itself.
        lines: The best of every week, leg by leg.
        steps: Amounts of its doses, easiest first.
        work: Work of all variations in the unit, by week.
        pairs: What to compare.
        sessions: Number of sessions with the variation.
        total: All work with the variation.
        last: Its last day.
        weaker: The leg that lags, or None.
    """

    variation: str
    name: str
    unit: Unit
    clean: bool
    sided: bool
    lines: tuple[LegLine, ...]
    steps: tuple[int, ...]
    work: Mapping[int, float]
    pairs: tuple[Pair, ...]
    sessions: int
    total: float
    last: dt.date
    weaker: Weaker | None

    @property
    def first_week(self) -> int:
        """Ordinal of the first week with work in the unit."""
        return min(self.work)


def newest_first(known: Exercise | None, stats: Iterable[ExerciseStats]) -> list[str]:
    """Sort the variations that were done: the last one trained first, on the same day the harder one.

    Args:
        known: The exercise in the catalogue, or None.
        stats: Its figures.
    """
    ladder = [item.id for item in known.variations] if known else []
    last: dict[str, tuple[dt.date, int, str]] = {}
    for item in stats:
        age = (item.last, ladder.index(item.variation) if item.variation in ladder else -1, item.variation)
        last[item.variation] = max(age, last.get(item.variation, age))
    return sorted(last, key=last.__getitem__, reverse=True)


def leg_lines(items: Iterable[ExerciseStats]) -> tuple[LegLine, ...]:
    """Merge the parts of a variation: the best of every week for each leg that worked alone, or for both."""
    found = list(items)
    sides: tuple[Side | None, ...] = tuple(side for side in Side if any(item.side is side for item in found))
    return tuple(LegLine(side, _most(item.bests for item in found if item.side is side)) for side in sides or (None,))


def of_variation(stats: Sequence[ExerciseStats], variation: str) -> list[ExerciseStats]:
    """Figures of a variation, in the unit in which it was done last."""
    found = [item for item in stats if item.variation == variation]
    unit = max(found, key=lambda item: item.last).unit
    return [item for item in found if item.unit is unit]


def view(
    known: Exercise | None,
    stats: Sequence[ExerciseStats],
    variation: str,
    last: Sequence[ExerciseStats],
    weaker: Weaker | None = None,
) -> ExerciseView:
    """View a variation that was done.

    Args:
        known: The exercise in the catalogue, or None.
        stats: Its figures.
        variation: Id of the variation.
        last: Figures of its last session alone.
        weaker: The leg that lags, or None.
    """
    items = of_variation(stats, variation)
    found = next((item for item in known.variations if item.id == variation), None) if known else None
    unit = items[0].unit
    of_legs = [item for item in items if item.side] or items
    steps = {dose.amount for dose in found.doses} if found and found.kind.unit is unit else set[int]()
    return ExerciseView(
        variation=variation,
        name=found.name if found else variation,
        unit=unit,
        clean=any(item.clean for item in of_legs),
        sided=any(item.side for item in of_legs),
        lines=leg_lines(of_legs),
        steps=tuple(sorted(steps)),
        work=weekly(item for item in stats if item.unit is unit),
        pairs=_pairs(of_legs, [item for item in last if item.variation == variation and item.unit is unit], found),
        sessions=max(item.sessions for item in items),
        total=sum(item.total for item in items),
        last=max(item.last for item in items),
        weaker=weaker,
    )


def figure_words(amount: float | None) -> str:
    """Write a figure without its unit, in tenths below ten: `52`, `7.5`; never more than was done."""
    if amount is None:
        return "–"
    tenths = floor(amount * 10 + 1e-6)
    return str(tenths // 10) if tenths >= 100 or tenths % 10 == 0 else f"{tenths / 10:.1f}"


def _most(of_parts: Iterable[Mapping[int, float]]) -> dict[int, float]:
    found: dict[int, float] = {}
    for bests in of_parts:
        for week, best in bests.items():
            found[week] = max(best, found.get(week, best))
    return found


def _pairs(
    items: Sequence[ExerciseStats], last: Sequence[ExerciseStats], variation: Variation | None
) -> tuple[Pair, ...]:
    done = {item.part for item in items if item.part}
    known = [part.id for part in variation.parts] if variation else []
    parts = [*(part for part in known if part in done), *sorted(done.difference(known))]
    if not any(item.side for item in items):
        return tuple(Pair(part, _best(last, None, part), _best(items, None, part)) for part in parts or [""])
    if len(parts) > 1:
        return tuple(Pair(part, *(_best(items, side, part) for side in Side)) for part in parts)
    pairs = [Pair(name, *(_best(found, side) for side in Side)) for name, found in ((LAST, last), (BEST, items))]
    touches = {item.side: item.foot_downs_per_minute for item in items}
    if any(rate is not None for rate in touches.values()):
        pairs.append(Pair(TOUCHES, touches.get(Side.LEFT), touches.get(Side.RIGHT)))
    return tuple(pairs)


def _best(items: Iterable[ExerciseStats], side: Side | None, part: str = "") -> float | None:
    found = [item.compared for item in items if item.side is side and part in {"", item.part}]
    return max((best for best in found if best is not None), default=None)
