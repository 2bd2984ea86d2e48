"""Turn the record of a session into the rows of its summary: each leg against its target."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import floor, fsum

from ankle_tui.core.exercises.exercise import Side, Unit
from ankle_tui.core.formatting import amount_words, counted
from ankle_tui.core.history.records import Outcome, SessionRecord, SetRecord
from ankle_tui.core.history.touches import touches

MEASURES = {Unit.SECONDS: "seconds", Unit.REPS: "reps", Unit.STEPS: "steps"}
LONGEST_HOLD = "longest hold"
MOST_SHORT = 2
"""Sets that fell short which are named; more are counted."""


@dataclass(frozen=True, slots=True)
class DoneRow:
    """What a leg did of an exercise, or both together.

    Attributes:
        leg: The leg, or empty.
        done: Seconds, reps or steps.
        target: What was planned of them.
        unit: Their unit.
        note: Touches, and sets that fell short.
    """

    leg: str
    done: float
    target: float
    unit: Unit
    note: str

    @property
    def share(self) -> float:
        """Share of the target that was reached, at most 1."""
        return min(1.0, self.done / self.target) if self.target else 1.0

    @property
    def figures(self) -> tuple[str, str]:
        """The amount done, and what it is of: `54` and `of 60 s`."""
        number, (target, _, unit) = (
            amount_words(floor(self.done) if self.done >= 1 else self.done, self.unit),
            amount_words(self.target, self.unit).partition(" "),
        )
        return number.partition(" ")[0], f"of {target}{f' {unit}' if self.unit is Unit.SECONDS else ''}"

    @property
    def words(self) -> str:
        """The row in words: `left 54 of 60 s (2 touches)`."""
        note = f" ({self.note})" if self.note else ""
        return f"{f'{self.leg} ' if self.leg else ''}{' '.join(self.figures)}{note}"


@dataclass(frozen=True, slots=True)
class DoneExercise:
    """An exercise of a session.

    Attributes:
        name: Its name, or its id if the catalogue does not have it.
        measure: What its rows count.
        rows: One for each leg, or one for both.
    """

    name: str
    measure: str
    rows: tuple[DoneRow, ...]


def work_done(record: SessionRecord, names: Mapping[str, str], holds: Container[str] = ()) -> tuple[DoneExercise, ...]:
    """Set what each leg did against its target, exercise by exercise.

    A hold is measured by its longest set, anything else by the sum of its sets.

    Args:
        record: The session.
        names: Names of exercises by id.
        holds: Ids of the exercises with holds on one leg.
    """
    groups = [list(sets) for _, sets in groupby(record.sets, key=lambda item: (item.exercise, item.variation))]
    held = {sets[0].exercise for sets in groups if _is_hold(sets, holds)}
    shared = len(held) > 1  # an answer about touches is of all holds together
    return tuple(_exercise(record, sets, names, hold=_is_hold(sets, holds), shared=shared) for sets in groups)


def _is_hold(sets: Sequence[SetRecord], holds: Container[str]) -> bool:
    return sets[0].exercise in holds and sets[0].unit is Unit.SECONDS and sets[0].side is not None


def _exercise(
    record: SessionRecord, sets: Sequence[SetRecord], names: Mapping[str, str], *, hold: bool, shared: bool
) -> DoneExercise:
    legs: dict[Side | None, list[SetRecord]] = {}
    for item in sets:
        legs.setdefault(item.side, []).append(item)
    name = names.get(sets[0].exercise, sets[0].exercise)
    rows = []
    for side, of_leg in legs.items():
        unit = of_leg[0].unit
        done, target = [item.done for item in of_leg], [item.target for item in of_leg]
        told = _touches(record, of_leg, side, shared=shared) if hold else ""
        note = ", ".join(filter(None, [told, _short(of_leg)]))
        amounts = (max(done), max(target)) if hold else (fsum(done), fsum(target))
        rows.append(DoneRow(side.value if side else "", *amounts, unit, note))
    return DoneExercise(name, LONGEST_HOLD if hold else MEASURES[sets[0].unit], tuple(rows))


def _touches(record: SessionRecord, sets: Sequence[SetRecord], side: Side | None, *, shared: bool) -> str:
    """Touches in the holds of a leg, or nothing if they are not known."""
    told = touches(record)
    if told is None or (record.touches and shared) or not any(item.done for item in sets):
        return ""
    if record.touches:
        number = told.left if side is Side.LEFT else told.right
    else:
        number = sum(item.foot_downs or 0 for item in sets)
    return counted(number, "touch", "touches") if number else "no touch"


def _short(sets: Sequence[SetRecord]) -> str:
    """Name the sets that fell short: `set 2: 8`, `set 1: 7.5 s, set 2 skipped`."""
    short = [item for item in sets if item.outcome is not Outcome.DONE]
    if not any(item.done for item in sets):
        return "not done"
    if len(sets) == 1:  # the amount says it
        return ""
    if len(short) > MOST_SHORT:
        return f"{len(short)} of {len(sets)} sets not in full"
    return ", ".join(map(_short_set, short))


def _short_set(item: SetRecord) -> str:
    which = f"{item.part or 'set'} {item.number}"
    if not item.done:
        return f"{which} skipped"
    amount = amount_words(item.done, item.unit)
    return f"{which}: {amount if item.unit is Unit.SECONDS else amount.partition(' ')[0]}"
