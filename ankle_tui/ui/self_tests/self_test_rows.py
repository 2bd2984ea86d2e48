"""The rows of the list of self-tests, and what is said below it: pure functions of the records."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.self_tests.due import DueTest
from ankle_tui.core.self_tests.findings import series_with
from ankle_tui.core.self_tests.people import AgeBand, Sex
from ankle_tui.core.self_tests.protocols import Measure, Protocol, SelfTestId, best_by_side, protocol_of
from ankle_tui.core.self_tests.self_test_wording import (
    against_words,
    due_words,
    hop_words,
    number_words,
    result_lines,
    rules_words,
)
from ankle_tui.services.self_testing.self_test_day import SelfTestDay
from ankle_tui.ui.self_tests.trial_wording import NONE_DUE, NOT_CHECKED, NOT_DONE
from ankle_tui.ui.widgets.virtual_list import Row
from ankle_tui.ui.wording.day_words import short_date_words

NAME, DAY = 16, 12
"""Cells for the name of a test, and for a day."""
HEADING = f"{'self-test':<{NAME}}takes   left · right"
"""The names of the columns."""
WIDE = 66
"""Cells of a row from which values stand in it."""


@dataclass(frozen=True, slots=True)
class SelfTestList:
    """What the list shows.

    Attributes:
        records: The tests done that this version knows, newest first.
        today: The training day.
        day: What can be tested today.
        age: The runner's age, if known.
        sex: The runner's sex, if known.
    """

    records: tuple[SelfTestRecord, ...]
    today: dt.date
    day: SelfTestDay
    age: AgeBand | None = None
    sex: Sex | None = None

    def last(self, protocol: Protocol) -> SelfTestRecord | None:
        """The newest record of a test, whatever its conditions."""
        return next((record for record in self.records if record.test == protocol.id.value), None)

    def due(self, protocol: Protocol) -> DueTest | None:
        """The test if it is offered today."""
        return next((each for each in self.day.due.offered if each.protocol is protocol), None)

    @property
    def told(self) -> str:
        """Say what is due today, or what speaks against it."""
        against = self.day.against or (self.day.due.against if self.day.due.tests else None)
        return against_words(against) if against else due_words(self.day.due) or NONE_DUE

    def test_row(self, protocol: Protocol, room: int) -> Row:
        """Write a test in a line: its name, how long it takes, its last values, and whether it is due."""
        last, due = self.last(protocol), self.due(protocol)
        tail = "practice due" if due and due.practice else "due" if due else ""
        if last and not last.checked:
            tail = NOT_CHECKED
        elif protocol.id is SelfTestId.HOP and not self.day.hops:
            tail = "later"
        return Row(
            f"{protocol.name:<{NAME}}",
            f"{protocol.minutes:>2} min" + (f"  {_told_values(last)}" if room >= WIDE else ""),
            tail,
        )

    def record_row(self, record: SelfTestRecord, room: int) -> Row:
        """Write a test that was done in a line: its day, its name and its values."""
        day = short_date_words(record.day) if record.day.year == self.today.year else record.day.isoformat()
        protocol = protocol_of(record)
        name = protocol.name if protocol else record.test
        series = series_with(record, self.records)
        tail = "" if series and record in series.counted else "practice" if record.checked else NOT_CHECKED
        return Row(f"{day:<{DAY}}", f"{name:<{NAME}}{_told_values(record)}" if room >= WIDE else name, tail)

    def about_test(self, protocol: Protocol) -> tuple[str, ...]:
        """Say what is known of a test: its last result, or its rules, and what it waits for."""
        last = self.last(protocol)
        waits = (hop_words(),) if protocol.id is SelfTestId.HOP and not self.day.hops else ()
        if last is None:
            return (f"{protocol.stand}. {rules_words(protocol)}", *waits)
        return (*self.about_record(last), *waits)

    def about_record(self, record: SelfTestRecord) -> tuple[str, ...]:
        """Say what a test shows."""
        first, *others = result_lines(record, self.records, self.age, self.sex)
        return f"{short_date_words(record.day)} · {first}", *others


def known_tests(records: Sequence[SelfTestRecord]) -> tuple[SelfTestRecord, ...]:
    """The tests whose rules this version knows, newest first; the others are kept and shown nowhere."""
    found = [record for record in records if protocol_of(record)]
    return tuple(sorted(found, key=lambda record: (record.day, record.started_at, record.id), reverse=True))


def _told_values(record: SelfTestRecord | None) -> str:
    """Write what counts of both legs, left first: `open 43.5 · 45, closed 9.5 · 12 s`."""
    protocol = protocol_of(record) if record else None
    if record is None or protocol is None:
        return NOT_DONE
    told = []
    for part in protocol.part_ids:
        if values := best_by_side(record, part):
            name = f"{part.removeprefix('eyes-')} " if part else ""
            told.append(name + " · ".join(_number(values.get(side)) for side in Side))
    unit = Measure(protocol.unit).value
    return f"{', '.join(told)} {unit}" if told else ""


def _number(value: float | None) -> str:
    return "–" if value is None else number_words(value)
