"""What self-tests show: changes against their noise, legs that differ, and stances that get longer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from operator import attrgetter

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.self_tests.protocols import Counts, Protocol, SelfTestId, best_by_side, protocol_of, value_of

AFTER_PRACTICE = 3
"""Days from the first test, which is practice, to the one that begins the series. Our own choice: side hops still improve up
to the second session (Mirković 2022)."""
CHANGED_FROM: Mapping[SelfTestId, float] = {
    SelfTestId.RAISE: 7,  # 95 % limits of agreement after a week: -6.2 to +6.5 reps (Hébert-Losier 2017, 32 people)
    SelfTestId.WALL: 2,  # 1.9 cm within one rater (Powden 2015, 12 studies)
    SelfTestId.HOP: 3,  # our own choice; boys 2.8 to 5.7 s (2018)
}
"""Least difference that is more than chance. For the stance no figure was found at the age of runners."""
NAMED_FROM: Mapping[SelfTestId, float] = {
    SelfTestId.RAISE: 7,  # our own choice, like the next one
    SelfTestId.WALL: 2,  # quoted: 68 % of healthy people are within 1.5 cm, some 3 cm apart (Hoch & McKeon 2011)
}
"""Least difference between the legs that is named, twice running."""
HOP_NAMED_FROM = 15
"""The same for the side hop, in percent of the slower leg's time. Our own choice; healthy people: 95.9 ± 6.7 %."""
RUNNING = 3
"""Tests running in which a stance must get longer to be told. Our own choice."""

_WHEN = attrgetter("day", "started_at", "id")


class Verdict(StrEnum):
    """What the difference of two results means."""

    CHANGED = "changed"
    CHANCE = "no more than chance"
    UNTOLD = "two tests cannot tell"
    """It is not known how far such results differ by chance."""
    NOT_COMPARABLE = "not comparable"


class Trend(StrEnum):
    """Which way a stance goes."""

    LONGER = "longer"
    SHORTER = "shorter"


@dataclass(frozen=True, slots=True)
class Change:
    """Two results of a leg.

    Attributes:
        side: The leg.
        part: Id of the part, or empty.
        before: The earlier result.
        after: The later one.
        verdict: What the difference means.
        better: True if it went the way that is wanted.
    """

    side: Side
    part: str
    before: float
    after: float
    verdict: Verdict
    better: bool


@dataclass(frozen=True, slots=True)
class LegGap:
    """A leg that was behind in the last two tests.

    Attributes:
        side: The leg.
        by: How far it was behind in the last one, in the unit of the test.
    """

    side: Side
    by: float


@dataclass(frozen=True, slots=True)
class Series:
    """Tests that can be compared: by the same rules, under the same conditions, looked at by the runner.

    Attributes:
        protocol: The rules.
        conditions: The conditions.
        practice: The first test, and those that followed too soon after it.
        counted: The others, oldest first.
    """

    protocol: Protocol
    conditions: Mapping[str, object]
    practice: tuple[SelfTestRecord, ...]
    counted: tuple[SelfTestRecord, ...]


def all_series(records: Iterable[SelfTestRecord]) -> tuple[Series, ...]:
    """Group tests into series, ordered by first test; leave out those unchecked, unknown or without a result.

    Args:
        records: All self-tests, in any order.
    """
    groups: list[tuple[Protocol, list[SelfTestRecord]]] = []
    for record in sorted(records, key=_WHEN):
        protocol = protocol_of(record)
        if not record.checked or protocol is None or not any(best_by_side(record, part) for part in protocol.part_ids):
            continue
        found = next((group for _, group in groups if _alike(group[0], record)), None)
        if found is None:
            groups.append((protocol, [record]))
        else:
            found.append(record)
    return tuple(_series(protocol, group) for protocol, group in groups)


def series_with(record: SelfTestRecord, records: Iterable[SelfTestRecord]) -> Series | None:
    """Find the series of a test; None if it is in none.

    Args:
        record: The test, which is among `records`.
        records: All self-tests.
    """
    return next((found for found in all_series(records) if record in (*found.practice, *found.counted)), None)


def series_up_to(record: SelfTestRecord, records: Iterable[SelfTestRecord]) -> Series | None:
    """Find the series of a test that counts, as it was with this test; None for practice and for one in no series.

    Args:
        record: The test, which is among `records`.
        records: All self-tests.
    """
    series = series_with(record, records)
    if series is None or record not in series.counted:
        return None
    return replace(series, counted=series.counted[: series.counted.index(record) + 1])


def is_new_series(protocol: Protocol, conditions: Mapping[str, object], records: Iterable[SelfTestRecord]) -> bool:
    """True if a test would begin a series though there is another one of the same test.

    Args:
        protocol: The rules of the test.
        conditions: Its conditions.
        records: All self-tests.
    """
    known = [series for series in all_series(records) if series.protocol is protocol]
    return bool(known) and all(dict(series.conditions) != dict(conditions) for series in known)


def unchecked(records: Iterable[SelfTestRecord]) -> list[SelfTestRecord]:
    """Find the tests that the runner can look at and has not, in the order given: nothing is concluded from them."""
    return [record for record in records if not record.checked and protocol_of(record)]


def compare(old: SelfTestRecord, new: SelfTestRecord, records: Iterable[SelfTestRecord]) -> tuple[Change, ...]:
    """Compare two tests leg by leg and part by part; what has no result in both is absent.

    Args:
        old: The earlier test.
        new: The later one.
        records: All self-tests, these two among them: only they tell which test was practice.
    """
    series = series_with(new, records)
    alike = series is not None and new in series.counted and old in series.counted and _WHEN(old) < _WHEN(new)
    protocol = protocol_of(new)
    return tuple(
        _change(protocol, side, part, before, after, alike=alike)
        for part in (protocol.part_ids if protocol else ())
        for side in Side
        if (before := value_of(old, side, part)) is not None and (after := value_of(new, side, part)) is not None
    )


def changes(record: SelfTestRecord, records: Iterable[SelfTestRecord]) -> tuple[Change, ...]:
    """Compare a test with the one before it in its series; nothing if there is none.

    Args:
        record: The test.
        records: All self-tests, this one among them.
    """
    records = tuple(records)
    series = series_with(record, records)
    if series is None or record not in series.counted[1:]:
        return ()
    return compare(series.counted[series.counted.index(record) - 1], record, records)


def sides(series: Series, part: str = "") -> LegGap | None:
    """Find the leg that was behind in both of the last two tests with both legs; None if there is none.

    Args:
        series: A series; its practice tells nothing.
        part: Id of the part, or empty.
    """
    pairs = [found for record in series.counted if len(found := best_by_side(record, part)) == len(Side)]
    gaps = [_behind(series.protocol, pair) for pair in pairs[-2:]]
    match gaps:
        case [LegGap() as earlier, LegGap() as last] if earlier.side is last.side:
            return last
    return None


def trend(series: Series, side: Side, part: str) -> Trend | None:
    """Tell if a leg's stance got longer, or shorter, in each of the last `RUNNING` tests; None for neither.

    Two tests tell nothing of it, and where the noise of a test is known, that decides.
    """
    if series.protocol.id in CHANGED_FROM:
        return None
    values = [value for record in series.counted if (value := value_of(record, side, part)) is not None][-RUNNING:]
    if len(values) < RUNNING:
        return None
    steps = [after - before for before, after in pairwise(values)]
    if all(step > 0 for step in steps):
        return Trend.LONGER
    return Trend.SHORTER if all(step < 0 for step in steps) else None


def _alike(one: SelfTestRecord, other: SelfTestRecord) -> bool:
    return (one.test, one.protocol, dict(one.conditions)) == (other.test, other.protocol, dict(other.conditions))


def _series(protocol: Protocol, group: Sequence[SelfTestRecord]) -> Series:
    first = group[0].day
    begins = next((at for at, item in enumerate(group) if (item.day - first).days >= AFTER_PRACTICE), len(group))
    return Series(protocol, group[0].conditions, tuple(group[:begins]), tuple(group[begins:]))


def _change(protocol: Protocol | None, side: Side, part: str, before: float, after: float, *, alike: bool) -> Change:
    least = CHANGED_FROM.get(protocol.id) if protocol else None
    if not alike:
        verdict = Verdict.NOT_COMPARABLE
    elif least is None:
        verdict = Verdict.UNTOLD
    else:
        verdict = Verdict.CHANGED if abs(after - before) >= least else Verdict.CHANCE
    less = protocol is not None and protocol.counts is Counts.LEAST
    return Change(side, part, before, after, verdict, after < before if less else after > before)


def _behind(protocol: Protocol, pair: Mapping[Side, float]) -> LegGap | None:
    """The leg that is far enough behind in one test, or None."""
    worse = max if protocol.counts is Counts.LEAST else min
    side = worse(Side, key=pair.__getitem__)
    value, other = pair[side], pair[side.other]
    by = abs(value - other)
    if protocol.id is SelfTestId.HOP:
        far = by * 100 >= HOP_NAMED_FROM * value
    else:
        far = protocol.id in NAMED_FROM and by >= NAMED_FROM[protocol.id]
    return LegGap(side, by) if far and by else None
