"""Self-tests laid out by series: practice, first against last, what is left out, and published values."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.overview.measured import Measured, measured
from ankle_tui.core.self_tests.findings import Trend, Verdict
from ankle_tui.core.self_tests.people import AgeBand, Sex
from ankle_tui.core.self_tests.protocols import CLOSED_EYES, OPEN_EYES, PROTOCOLS, SelfTestId, best_by_side
from tests import self_tests
from tests.examples import examples
from tests.training import day

RAISE, STANCE, WALL = SelfTestId.RAISE, SelfTestId.STANCE, SelfTestId.WALL


def laid_out(*records: SelfTestRecord, since: int = 0, age: AgeBand | None = None, sex: Sex | None = None) -> Measured:
    return measured(records, day(since), age, sex)


def raises(number: int, left: float, right: float, **changes: object) -> SelfTestRecord:
    return self_tests.measured(number, RAISE, left, right, **changes)  # type: ignore[arg-type]


def stance(number: int, seconds: float, part: str = CLOSED_EYES) -> SelfTestRecord:
    return self_tests.measured(number, STANCE, [seconds] * 3, [seconds] * 3, part=part)


def test_nothing_measured() -> None:
    assert laid_out() == Measured((), 0, 0)


def test_practice_is_shown_and_the_first_that_counts_is_set_against_the_last() -> None:
    (part,) = laid_out(
        raises(0, 30, 30), raises(1, 9, 9), raises(5, 10, 20), raises(20, 12, 20), raises(40, 17, 26)
    ).parts
    assert [found.practice for found in part.days] == [True, True, False, False, False]
    assert len(part.counted) == 3
    left, right = part.changes
    assert (left.before, left.after, left.verdict) == (10, 17, Verdict.CHANGED)
    assert (right.before, right.after, right.verdict) == (20, 26, Verdict.CHANCE)


def test_a_later_start_shows_and_compares_later_tests_but_knows_what_was_practice() -> None:
    (part,) = laid_out(raises(0, 30, 30), raises(5, 10, 20), raises(20, 12, 20), raises(40, 17, 26), since=20).parts
    assert [(found.day, found.practice) for found in part.days] == [(day(20), False), (day(40), False)]
    assert [change.before for change in part.changes] == [12, 20]


def test_a_series_before_the_time_is_not_shown() -> None:
    assert laid_out(raises(0, 30, 30), raises(5, 10, 20), since=6).parts == ()


def test_one_test_that_counts_is_compared_with_nothing() -> None:
    (part,) = laid_out(raises(0, 30, 30), raises(5, 10, 20)).parts
    assert (part.changes, part.gap, part.norm) == ((), None, None)


def test_a_leg_behind_is_named_only_twice_running() -> None:
    once = laid_out(raises(0, 30, 30), raises(5, 20, 20), raises(20, 12, 20)).parts[0]
    twice = laid_out(raises(0, 30, 30), raises(5, 10, 20), raises(20, 12, 20)).parts[0]
    assert once.gap is None
    assert twice.gap
    assert (twice.gap.side, twice.gap.by) == (Side.LEFT, 8)


def test_a_stance_is_told_by_its_way_over_three_tests() -> None:
    (part,) = laid_out(stance(0, 9), *(stance(5 + 10 * number, 5 + number) for number in range(3))).parts
    assert part.trends == {Side.LEFT: Trend.LONGER, Side.RIGHT: Trend.LONGER}
    assert {change.verdict for change in part.changes} == {Verdict.UNTOLD}


def test_parts_and_tests_stand_in_the_order_they_are_done_in() -> None:
    found = laid_out(raises(0, 9, 9), stance(1, 5), stance(2, 20, OPEN_EYES), self_tests.measured(3, WALL, 9, 9))
    assert [(part.protocol.id, part.name) for part in found.parts] == [
        (WALL, ""),
        (STANCE, "eyes open"),
        (STANCE, "eyes closed"),
        (RAISE, ""),
    ]


def test_what_was_not_looked_at_or_is_not_known_is_counted_and_left_out() -> None:
    found = laid_out(raises(0, 9, 9, checked=False), raises(1, 9, 9, protocol=9), raises(-9, 9, 9, checked=False))
    assert (found.parts, found.unchecked, found.unknown) == ((), 1, 1)


def test_a_published_value_stands_only_where_it_was_got_alike() -> None:
    tests = [
        raises(number, 20, 20, conditions={"surface": surface}) for surface in ("wedge", "floor") for number in (0, 9)
    ]
    wedge, floor = laid_out(*tests, age=AgeBand.THIRTIES, sex=Sex.MALE).parts
    assert wedge.norm
    assert (wedge.norm.low, floor.norm) == (32, None)
    assert laid_out(*tests, age=AgeBand.THIRTIES).parts[0].norm is None


@examples(300)
@given(st.lists(self_tests.any_test(), max_size=12, unique_by=lambda item: item.id), st.integers(0, 150))
def test_every_result_is_shown_once_and_nothing_else(records: list[SelfTestRecord], since: int) -> None:
    found = measured(records, day(since))
    shown = sorted(
        (item.day, side, value) for part in found.parts for item in part.days for side, value in item.legs.items()
    )
    known = [record for record in records if record.day >= day(since) and record.checked and record.protocol == 1]
    assert shown == sorted(
        (record.day, side, value)
        for record in known
        for part in PROTOCOLS[SelfTestId(record.test)].part_ids
        for side, value in best_by_side(record, part).items()
    )
    for part in found.parts:
        assert all(before.day <= after.day for before, after in zip(part.days, part.days[1:], strict=False))
        assert not part.changes or len(part.counted) >= 2
        first: dt.date = min(item.day for item in part.days)
        assert all(first <= item.day for item in part.counted)
