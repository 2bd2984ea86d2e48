"""When a test is offered: at both ends of a block, never on a bad day, and never again for a week once put off."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.history.day_marks import DayKind
from ankle_tui.core.history.records import Feel, SessionRecord
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.self_tests.due import Against, DueTests, Occasion, against_tests, due_tests, may_hop
from ankle_tui.core.self_tests.findings import all_series
from ankle_tui.core.self_tests.protocols import SelfTestId
from tests.examples import examples
from tests.self_tests import any_test, measured
from tests.training import CALF, day, session, sets_of

STANCE, RAISE, WALL, HOP = SelfTestId.STANCE, SelfTestId.RAISE, SelfTestId.WALL, SelfTestId.HOP
FIRST = [WALL, STANCE, RAISE]
"""The tests of week 0, in their order."""


def occasion(number: int, **known: Any) -> Occasion:
    """A day so many days after the Monday on which the block begins, at noon."""
    return Occasion(day(number), dt.datetime.combine(day(number), dt.time(12), tzinfo=dt.UTC), **known)


def due(
    number: int,
    *tests: SelfTestRecord,
    week: int | None = None,
    sessions: tuple[SessionRecord, ...] = (),
    one_leg: bool = False,
    **known: Any,
) -> DueTests:
    """The tests of a day of a block."""
    week = number // 7 + 1 if week is None else week
    return due_tests(
        tests,
        sessions,
        occasion(number, **known),
        since=day(0),
        week=week,
        week_since=day(number // 7 * 7),
        one_leg=one_leg,
    )


def offered(found: DueTests) -> dict[SelfTestId, bool]:
    """The tests that are offered, each with True for practice."""
    return {test.protocol.id: test.practice for test in found.offered}


def each(number: int, **changes: Any) -> list[SelfTestRecord]:
    """The first three tests on a day."""
    part = {STANCE: "eyes-open"}
    return [measured(number, test, (20,) * 3, (20,) * 3, part=part.get(test, ""), **changes) for test in FIRST]


# In a block


def test_without_a_block_nothing_is_due() -> None:
    found = due_tests(each(0), (), occasion(30), since=None, week=0, week_since=None)
    assert (found.tests, found.against) == ((), None)


def test_a_block_begins_with_practice_and_three_days_later_the_real_ones() -> None:
    assert offered(due(0)) == dict.fromkeys(FIRST, True)
    assert list(offered(due(0))) == FIRST
    practice = each(0)
    assert [offered(due(number, *practice)) for number in (0, 2)] == [{}, {}]
    assert offered(due(3, *practice)) == dict.fromkeys(FIRST, False)
    assert offered(due(5, *practice, *each(3))) == {}
    wall, stance, _ = practice
    assert offered(due(3, wall, stance)) == {WALL: False, STANCE: False, RAISE: True}
    assert offered(due(3, *practice, replace(each(3)[2], checked=False))) == dict.fromkeys(FIRST, False)


@pytest.mark.parametrize("week", range(3, 8))
def test_in_the_weeks_between_nothing_is_due(week: int) -> None:
    assert due(week * 7 - 3, *each(0), week=week).tests == due(week * 7 - 3, week=week).tests == ()


def test_the_last_week_asks_for_the_same_tests_again_once() -> None:
    known = [*each(0), *each(3)]
    assert offered(due(50, *known)) == dict.fromkeys(FIRST, False)
    assert offered(due(55, *known, *each(50))) == {}
    assert offered(due(50, *known[:1], known[3])) == {WALL: False}
    assert offered(due(50)) == {}
    assert offered(due(80, *known, week=8)) == dict.fromkeys(FIRST, False)  # rest weeks have pushed the end


def test_what_stands_when_the_last_week_begins_stands_to_its_end() -> None:
    known = [*each(0), *each(3)]
    assert [offered(due(number, *known, *each(43))) for number in (49, 50, 55)] == [{}] * 3
    assert offered(due(49, *known, *each(42))) == dict.fromkeys(FIRST, False)


def test_what_was_tested_just_before_a_block_stands_for_its_beginning() -> None:
    assert offered(due(1, *each(-60), *each(-6))) == {}
    assert offered(due(1, *each(-60), *each(-7))) == dict.fromkeys(FIRST, False)


def test_other_conditions_begin_with_practice_again() -> None:
    shoes = {"footwear": "shoes"}
    known = [*each(-90), *each(-60), *each(0, conditions=shoes)]
    assert offered(due(1, *known)) == {}
    assert offered(due(4, *known)) == dict.fromkeys(FIRST, False)


def test_the_side_hop_comes_with_hops_on_one_leg_and_without_pain() -> None:
    known = [*each(-60), *each(0)]
    assert offered(due(1, *known)) == {}
    assert offered(due(1, *known, one_leg=True)) == {HOP: True}
    assert list(offered(due(0, one_leg=True)))[-1] is HOP
    assert offered(due(1, *known, one_leg=True, pain=1)) == {}
    for feel in (Feel.SORE, Feel.PAIN):
        assert not may_hop(occasion(1, feel=feel), one_leg=True)


# Not today


@pytest.mark.parametrize(
    ("known", "against"),
    [
        ({}, None),
        ({"feel": Feel.FINE, "kind": DayKind.RUN, "pain": 2}, None),
        ({"pain": 3}, Against.PAIN),
        ({"feel": Feel.PAIN}, Against.PAIN),
        ({"feel": Feel.SORE}, Against.SORE),
        ({"kind": DayKind.SICK}, Against.SICK),
        ({"kind": DayKind.RUN, "hard": True}, Against.HARD_RUN),
        ({"put_off": day(-6)}, Against.PUT_OFF),
        ({"put_off": day(0)}, Against.PUT_OFF),
        ({"put_off": day(-7)}, None),
        ({"put_off": day(1)}, None),
    ],
)
def test_a_bad_day_is_none_for_a_test(known: dict[str, Any], against: Against | None) -> None:
    found = due(0, **known)
    assert found.against is against
    assert offered(found) == ({} if against else dict.fromkeys(FIRST, True))
    opened = None if against is Against.PUT_OFF else against  # who opens the tests has not put them off
    assert against_tests(occasion(0, **known), ()) is opened


@pytest.mark.parametrize(
    ("hours", "against"), [(0.1, Against.SESSION), (23.9, Against.SESSION), (24, None), (99, None)]
)
def test_not_within_a_day_of_a_session(hours: float, against: Against | None) -> None:
    work = sets_of(CALF, "both-legs", 2, 12)
    ended = occasion(0).now - dt.timedelta(hours=hours)
    last = replace(session(0, work), ended_at=ended, day=ended.date())
    earlier, later = session(-9, work), session(30, work)
    assert due(0, sessions=(last, earlier, later)).against is against
    short = replace(last, sets=(), active_seconds=9.0)
    assert due(0, sessions=(short,)).against is None


@given(
    st.lists(any_test(), max_size=6),
    st.integers(0, 150),
    st.integers(1, 9),
    st.integers(0, 10),
    st.none() | st.sampled_from(Feel),
)
@examples(200)
def test_whatever_was_tested_nothing_is_offered_in_pain_or_between(
    tests: list[SelfTestRecord], number: int, week: int, pain: int, feel: Feel | None
) -> None:
    known = [test for test in tests if test.day <= day(number)]
    found = due(number, *known, week=week, one_leg=True, pain=pain, feel=feel)
    names = list(offered(found))
    assert names == sorted(names, key=list(SelfTestId).index)
    if pain > 2 or feel in {Feel.SORE, Feel.PAIN} or 2 < week < 8:
        assert names == []
    assert HOP not in names or pain == 0
    for test in found.tests:
        mine = [one for series in all_series(known) if series.protocol is test.protocol for one in series.practice]
        assert test.practice is not bool(mine)
        assert all((day(number) - one.day).days >= 3 for one in mine[-1:] if len(mine) == 1)


def test_the_minutes_of_what_is_due() -> None:
    assert due(0).minutes == 3 + 11 + 4 + 4
    wall, *_ = each(-60)
    assert DueTests(tuple(test for test in due(3, wall).tests if test.protocol.id is WALL), None).minutes == 3
