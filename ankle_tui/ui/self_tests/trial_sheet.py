"""All trials of a test as fields, the legs side by side."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.self_tests import SelfTestRecord, Trial
from ankle_tui.core.self_tests.protocols import Counts, Measure, Protocol, best_by_side, first_leg
from ankle_tui.core.self_tests.self_test_wording import values_words
from ankle_tui.ui.self_tests.trial_field import TrialField
from ankle_tui.ui.widgets.field import Field
from ankle_tui.ui.widgets.line import TextLine

USUAL_CENTIMETRES = 10.0
"""Where the first distance begins, so that few presses lead to it."""
_COUNTS = {Counts.MEAN: "mean", Counts.MOST: "best", Counts.LEAST: "best"}


class TrialSlot(NamedTuple):
    """A place for a trial.

    Attributes:
        part: Id of the part, or empty.
        number: Its number, from 0.
        side: The leg.
    """

    part: str
    number: int
    side: Side


def trial_slots(protocol: Protocol, record: SelfTestRecord) -> dict[TrialSlot, Trial | None]:
    """Find the trial of each place, in the order in which they are done; a part that was left out has none.

    A trial of a part that this version does not know has no place.

    Args:
        protocol: The rules.
        record: The test.
    """
    done = {trial.part for trial in record.trials} & set(protocol.part_ids)
    first = first_leg(record.conditions)
    found: dict[TrialSlot, Trial | None] = {}
    for part in protocol.part_ids:
        legs = {side: [each for each in record.trials if (each.part, each.side) == (part, side)] for side in Side}
        rows = max(protocol.trials, *map(len, legs.values())) if part in done or not done else 0
        for number in range(rows):
            for side in (first, first.other):
                found[TrialSlot(part, number, side)] = legs[side][number] if number < len(legs[side]) else None
    return found


class TrialSheet(Vertical):
    """The trials of a test, each a field.

    Args:
        protocol: The rules.
        record: The test.
        id: Its id.
    """

    DEFAULT_CSS = """
    TrialSheet { height: auto; }
    TrialSheet .pair { height: 1; max-width: 60; }
    TrialSheet .part { text-style: bold; }
    TrialSheet .counts { color: $quiet; margin-bottom: 1; }
    """

    def __init__(self, protocol: Protocol, record: SelfTestRecord, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._protocol = protocol
        self._record = record
        self._slots = trial_slots(protocol, record)
        self._fields = {
            slot: TrialField(
                f"{slot.number + 1} {slot.side.value}",
                protocol,
                trial.value if trial else None,
                partial(self._near, slot),
            )
            for slot, trial in self._slots.items()
        }

    def compose(self) -> ComposeResult:
        """Lay out the trials, part by part, and what counts of them."""
        for part in self._parts:
            name = next((item.name for item in self._protocol.parts if item.id == part), "")
            if name:
                yield TextLine(name.capitalize(), classes="part")
            for number in range(sum(slot.part == part for slot in self._slots) // len(Side)):
                yield Horizontal(*(self._fields[TrialSlot(part, number, side)] for side in Side), classes="pair")
            yield TextLine(self._counts(part), id=_counts_id(part), classes="counts")

    @property
    def trials(self) -> tuple[Trial, ...]:
        """The trials as they stand, in their order, without the open ones; one without a field stays as it is."""
        values = {slot: field.value for slot, field in self._fields.items()}
        numbers: Counter[tuple[str, Side]] = Counter()
        kept = []
        for trial in self._record.trials:
            slot = TrialSlot(trial.part, numbers[trial.part, trial.side], trial.side)
            numbers[trial.part, trial.side] += 1
            value = values.get(slot, trial.value)
            kept += [] if value is None else [replace(trial, value=value)]
        new = [
            Trial(slot.side, value, slot.part)
            for slot, value in values.items()
            if value is not None and not self._slots[slot]
        ]
        return (*kept, *new)

    @on(Field.Changed)
    def _tell(self, event: Field.Changed) -> None:
        event.stop()
        for part in self._parts:
            self.query_one(f"#{_counts_id(part)}", TextLine).show(self._counts(part))

    @property
    def _parts(self) -> Sequence[str]:
        return list(dict.fromkeys(slot.part for slot in self._slots))

    def _counts(self, part: str) -> str:
        """What counts of the trials of a part as they stand."""
        values = best_by_side(replace(self._record, trials=self.trials), part)
        return f"{_COUNTS[self._protocol.counts]}: {values_words(values, self._protocol)}" if values else ""

    def _near(self, slot: TrialSlot) -> float:
        """A value like that of the other trials, nearest first, to begin an open one with."""
        rows = [each for each in self._slots if each.part == slot.part]
        rows.sort(key=lambda each: (each.side is not slot.side, abs(each.number - slot.number)))
        values = (value for each in rows if (value := self._fields[each].value) is not None)
        return next(values, USUAL_CENTIMETRES if self._protocol.unit is Measure.CENTIMETRES else 0.0)


def _counts_id(part: str) -> str:
    return f"counts-{part or 'all'}"
