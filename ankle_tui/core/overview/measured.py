"""Lay self-tests out by series: every result of each leg, and what first and last say of each other."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.self_tests.findings import Change, LegGap, Series, Trend, all_series, compare, sides, trend
from ankle_tui.core.self_tests.norms import Norm, norm_for
from ankle_tui.core.self_tests.people import AgeBand, Sex
from ankle_tui.core.self_tests.protocols import PROTOCOLS, Protocol, best_by_side, protocol_of


@dataclass(frozen=True, slots=True)
class MeasuredDay:
    """One test.

    Attributes:
        day: The training day.
        practice: True for a test that does not count yet.
        legs: What counts of each leg; a leg without it is absent.
        pain: Pain in it, 0 to 10, or None.
    """

    day: dt.date
    practice: bool
    legs: Mapping[Side, float]
    pain: int | None


@dataclass(frozen=True, slots=True)
class MeasuredPart:
    """One part of a test over time, by the same rules and under the same conditions.

    Attributes:
        protocol: The rules.
        name: Name of the part, or empty.
        conditions: The conditions.
        days: Every test with a result, oldest first.
        changes: The first test that counts against the last, leg by leg; nothing before there are two.
        gap: The leg that was behind in the last two tests, or None.
        trends: The way a leg went in its last tests, if that can be told.
        norm: Published value for the last test, or None.
    """

    protocol: Protocol
    name: str
    conditions: Mapping[str, object]
    days: tuple[MeasuredDay, ...]
    changes: tuple[Change, ...]
    gap: LegGap | None
    trends: Mapping[Side, Trend]
    norm: Norm | None

    @property
    def counted(self) -> tuple[MeasuredDay, ...]:
        """The tests that count."""
        return tuple(day for day in self.days if not day.practice)

    def to_json(self) -> dict[str, object]:
        """Write what first and last say of each other as JSON values."""
        changes = {
            change.side.value: {"first": change.before, "last": change.after, "verdict": change.verdict.value}
            for change in self.changes
        }
        return {"test": self.protocol.id.value, "part": self.name, "unit": self.protocol.unit.value, "legs": changes}


@dataclass(frozen=True, slots=True)
class Measured:
    """All self-tests.

    Attributes:
        parts: By test, series and part, in the order in which tests are done.
        unchecked: Tests whose values the runner has not looked at.
        unknown: Tests by rules that this version does not know.
    """

    parts: tuple[MeasuredPart, ...]
    unchecked: int
    unknown: int


def measured(
    records: Iterable[SelfTestRecord], since: dt.date, age: AgeBand | None = None, sex: Sex | None = None
) -> Measured:
    """Lay out the self-tests from `since` on.

    Args:
        records: All self-tests, in any order: earlier ones decide which test was practice.
        since: The first day to show.
        age: The runner's age, if known, for published values.
        sex: The runner's sex, if known.
    """
    everything = tuple(records)
    shown = [record for record in everything if record.day >= since]
    order = list(PROTOCOLS)
    found = sorted(all_series(everything), key=lambda series: order.index(series.protocol.id))
    parts = (
        _part(series, part, everything, since=since, age=age, sex=sex)
        for series in found
        for part in series.protocol.part_ids
    )
    known = [record for record in shown if protocol_of(record)]
    return Measured(
        parts=tuple(part for part in parts if part.days),
        unchecked=sum(not record.checked for record in known),
        unknown=len(shown) - len(known),
    )


def _part(
    series: Series,
    part: str,
    records: tuple[SelfTestRecord, ...],
    *,
    since: dt.date,
    age: AgeBand | None,
    sex: Sex | None,
) -> MeasuredPart:
    protocol = series.protocol
    days = [
        MeasuredDay(record.day, record in series.practice, legs, record.pain)
        for record in (*series.practice, *series.counted)
        if record.day >= since and (legs := best_by_side(record, part))
    ]
    counted = [record for record in series.counted if record.day >= since and best_by_side(record, part)]
    trends = {side: way for side in Side if (way := trend(series, side, part))} if counted else {}
    return MeasuredPart(
        protocol=protocol,
        name=next((item.name.lower() for item in protocol.parts if item.id == part), ""),
        conditions=series.conditions,
        days=tuple(days),
        changes=_changes(counted, records, part),
        gap=sides(series, part) if counted else None,
        trends=trends,
        norm=norm_for(protocol, part, age, sex, counted[-1].conditions) if counted else None,
    )


def _changes(counted: list[SelfTestRecord], records: tuple[SelfTestRecord, ...], part: str) -> tuple[Change, ...]:
    if len(counted) < 2:
        return ()
    return tuple(change for change in compare(counted[0], counted[-1], records) if change.part == part)
