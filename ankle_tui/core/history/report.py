"""Report what was done against the plan, by exercise and side."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby

from ankle_tui.core.formatting import amount_words
from ankle_tui.core.history.records import Outcome, SessionRecord, SetRecord
from ankle_tui.core.history.touches import touches


@dataclass(frozen=True, slots=True)
class ReportRow:
    """The sets of one side or part of an exercise.

    Attributes:
        label: `left`, `right · in`, `heels`, or empty for both legs.
        done: What was done, set by set: `30 · 30 s`, or `30 · – of 2 × 30 s` with a dash for a set not done.
        complete: True if every set reached its dose.
        foot_downs: Touches counted in its holds; None if not counted, or if the runner's answer overrules the counts.
        sets: The sets, in order.
    """

    label: str
    done: str
    complete: bool
    foot_downs: int | None
    sets: tuple[SetRecord, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ExerciseReport:
    """One exercise of a session.

    Attributes:
        name: Its name, or its id if the catalogue does not have it.
        rows: One for each side or part.
    """

    name: str
    rows: tuple[ReportRow, ...]


def report(record: SessionRecord, names: Mapping[str, str]) -> tuple[ExerciseReport, ...]:
    """Report a session against its plan.

    Args:
        record: The session.
        names: Names of exercises by id.
    """
    counted = record.touches is None and touches(record) is not None
    return tuple(
        ExerciseReport(names.get(exercise, exercise), _rows(list(sets), counted=counted))
        for (exercise, _), sets in groupby(record.sets, key=lambda item: (item.exercise, item.variation))
    )


def sets_done(record: SessionRecord) -> str:
    """Count in words the sets that reached their dose: `9 of 11 sets`."""
    done = sum(item.outcome is Outcome.DONE for item in record.sets)
    return f"{done} of {len(record.sets)} set{'' if len(record.sets) == 1 else 's'}"


def _rows(sets: list[SetRecord], *, counted: bool) -> tuple[ReportRow, ...]:
    by_label: dict[str, list[SetRecord]] = {}
    for item in sets:
        label = " · ".join(filter(None, [item.side.value if item.side else "", item.part or ""]))
        by_label.setdefault(label, []).append(item)
    return tuple(_row(label, items, counted=counted) for label, items in by_label.items())


def _row(label: str, sets: list[SetRecord], *, counted: bool) -> ReportRow:
    unit = sets[0].unit
    targets = [amount_words(item.target, unit) for item in sets]
    planned = f"{len(sets)} × {targets[0]}" if len(set(targets)) == 1 else ", ".join(targets)
    numbers = " · ".join(amount_words(item.done, unit).split(" ")[0] if item.done else "–" for item in sets)
    complete = all(item.outcome is Outcome.DONE for item in sets)
    done = f"{numbers} {targets[0].split(' ')[1]}" if complete else f"{numbers} of {planned}"
    downs = [item.foot_downs for item in sets if counted and item.foot_downs is not None]
    return ReportRow(
        label=label,
        done=done if any(item.done for item in sets) else f"not done ({planned})",
        complete=complete,
        foot_downs=sum(downs) if downs else None,
        sets=tuple(sets),
    )
