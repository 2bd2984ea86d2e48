"""Set left against right in training, exercise by exercise."""

from collections.abc import Iterable
from dataclasses import dataclass

from ankle_tui.core.exercises.catalogue import Catalogue, UnknownExercise
from ankle_tui.core.exercises.exercise import Side, Unit
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.history.touches import with_holds
from ankle_tui.core.training.ledger import ExerciseStats, Ledger, Weaker
from ankle_tui.core.training.progress import progress


@dataclass(frozen=True, slots=True)
class BothLegs:
    """What each leg did in a variation, or in one part of it.

    Attributes:
        exercise: Name of the exercise, or its id if the catalogue does not have it.
        variation: Name of the variation, or its id.
        part: Name of the part, or empty.
        unit: Its unit.
        left: Figures of the left leg, or None if it did nothing.
        right: The same of the right leg.
        weaker: The leg that lagged in each of the last two sessions with both legs, or None.
    """

    exercise: str
    variation: str
    part: str
    unit: Unit
    left: ExerciseStats | None
    right: ExerciseStats | None
    weaker: Weaker | None


def both_legs(catalogue: Catalogue, sessions: Iterable[SessionRecord]) -> tuple[BothLegs, ...]:
    """Set left against right in every variation that a leg did alone, in the order of the catalogue.

    Args:
        catalogue: All exercises.
        sessions: The sessions, in any order.
    """
    found = progress(sessions, Ledger(with_holds(catalogue)))
    legs: dict[tuple[str, str, Unit, str], dict[Side, ExerciseStats]] = {}
    for item in found.stats:
        if item.side:
            legs.setdefault((item.exercise, item.variation, item.unit, item.part or ""), {})[item.side] = item
    rows = []
    for exercise, variation, unit, part in sorted(legs, key=lambda key: _place(catalogue, *key)):
        sides = legs[exercise, variation, unit, part]
        rows.append(
            BothLegs(
                *names(catalogue, exercise, variation, part),
                unit=unit,
                left=sides.get(Side.LEFT),
                right=sides.get(Side.RIGHT),
                weaker=found.weaker.get((exercise, variation)),
            )
        )
    return tuple(rows)


def names(catalogue: Catalogue, exercise: str, variation: str = "", part: str = "") -> tuple[str, str, str]:
    """Names of an exercise, a variation and a part; what the catalogue does not have keeps its id."""
    try:
        known = catalogue.get(exercise)
    except UnknownExercise:
        return exercise, variation, part
    item = next((item for item in known.variations if item.id == variation), None)
    parts = {found.id: found.name.lower() for found in item.parts} if item else {}
    return known.name, item.name if item else variation, parts.get(part, part)


def _place(catalogue: Catalogue, exercise: str, variation: str, unit: Unit, part: str) -> tuple[object, ...]:
    """Sort key: the order of the catalogue, and behind it what it does not have by id."""
    exercises = [item.id for item in catalogue]
    if exercise not in exercises:
        return len(exercises), exercise, 0, variation, unit, 0, part
    at = exercises.index(exercise)
    variations = [item.id for item in catalogue.exercises[at].variations]
    if variation not in variations:
        return at, exercise, len(variations), variation, unit, 0, part
    place = variations.index(variation)
    parts = [item.id for item in catalogue.exercises[at].variations[place].parts]
    return at, exercise, place, variation, unit, parts.index(part) if part in parts else len(parts), part
