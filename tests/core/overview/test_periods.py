"""A history by weeks, months or years: nothing is counted twice, and nothing is left out."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.records import Feel, History, Morning, SessionRecord
from ankle_tui.core.history.touches import touches_of_legs, with_holds
from ankle_tui.core.overview.periods import MOST_MONTHS, MOST_WEEKS, Grain, Period, grain_of, periods, touch_rates
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Rules, WeekStart
from tests.builders import shipped
from tests.examples import examples
from tests.histories import LATEST, random_history
from tests.training import BALANCE, CALF, MONDAY, OPEN, session, sets_of

HOLDS = with_holds(shipped())
HOLD = sets_of(BALANCE, OPEN, 1, 30)
ONE_DAY = dt.timedelta(days=1)


def by_periods(
    *sessions: SessionRecord, since: int = 0, until: int = 13, rules: Rules | None = None
) -> tuple[Period, ...]:
    calendar = Calendar(History(sessions), rules or Rules(), MONDAY + dt.timedelta(days=until))
    return periods(calendar, MONDAY + dt.timedelta(days=since), HOLDS)


def test_weeks_follow_each_other_and_the_first_and_last_are_cut() -> None:
    found = by_periods(since=2, until=16)
    assert [(item.start, item.end) for item in found] == [
        (MONDAY + dt.timedelta(days=2), MONDAY + dt.timedelta(days=6)),
        (MONDAY + dt.timedelta(days=7), MONDAY + dt.timedelta(days=13)),
        (MONDAY + dt.timedelta(days=14), MONDAY + dt.timedelta(days=16)),
    ]


def test_weeks_may_begin_on_sunday() -> None:
    found = by_periods(until=6, rules=Rules(week_start=WeekStart.SUNDAY))
    assert [item.start.weekday() for item in found] == [0, 6]


def test_a_session_is_counted_in_its_week() -> None:
    one, two = by_periods(session(0, HOLD), session(0, HOLD, hour=20), session(6, HOLD), session(7, HOLD))
    assert (one.sessions, one.days, two.sessions, two.days) == (3, 2, 1, 1)
    assert one.target == two.target == 2
    assert one.seconds == 3 * session(0, HOLD).active_seconds


def test_answers_are_told_even_of_a_session_too_short_to_count() -> None:
    short = sets_of(BALANCE, OPEN, 1, 30, left=2)
    (found,) = by_periods(
        replace(session(0, short, pain=6, feel=Feel.PAIN), active_seconds=4.0),
        session(1, HOLD, pain=0, feel=Feel.SORE, morning=Morning.WORSE),
        session(2, HOLD, feel=Feel.FINE, morning=Morning.SAME),
        until=6,
    )
    assert (found.sessions, found.pain, found.pain_answers, found.sore, found.worse) == (2, 6, 2, 2, 1)


def test_no_answer_is_no_pain_of_zero() -> None:
    silent, fine = by_periods(session(0, HOLD), session(7, HOLD, pain=0))
    assert (silent.pain, fine.pain) == (None, 0)


def test_a_week_marked_as_rest_is_told() -> None:
    marks = tuple(DayMark(MONDAY + dt.timedelta(days=number), DayKind.SICK) for number in range(4))
    calendar = Calendar(History((session(8, HOLD),), days=marks), Rules(), MONDAY + dt.timedelta(days=8))
    assert [item.rest for item in periods(calendar, MONDAY, HOLDS)] == [True, False]


@pytest.mark.parametrize(
    ("days", "grain"),
    [
        (0, Grain.WEEK),
        (7 * MOST_WEEKS - 1, Grain.WEEK),
        (7 * MOST_WEEKS, Grain.MONTH),
        (31 * (MOST_MONTHS - 2), Grain.MONTH),
        (31 * (MOST_MONTHS + 1), Grain.YEAR),
    ],
)
def test_the_longer_the_time_the_longer_its_periods(days: int, grain: Grain) -> None:
    assert grain_of(LATEST - dt.timedelta(days=days), LATEST) is grain


def test_months_and_years_begin_on_the_first() -> None:
    months = by_periods(session(0, HOLD), until=300)
    assert (months[0].start, {item.start.day for item in months[1:]}) == (MONDAY, {1})
    years = by_periods(session(0, HOLD), until=3000)
    assert [item.start for item in years[1:3]] == [dt.date(2027, 1, 1), dt.date(2028, 1, 1)]
    assert {item.target for item in (*months, *years)} == {None}


# Touches


def test_touches_counted_in_the_sets_are_a_rate_of_their_time() -> None:
    counted = session(0, sets_of(BALANCE, OPEN, 2, 30, touches=3))
    assert touch_rates([counted], HOLDS) == {Side.LEFT: 3.0, Side.RIGHT: 0.0}


def test_an_answer_overrules_what_the_sets_say() -> None:
    answered = session(0, sets_of(BALANCE, OPEN, 2, 30, touches=3), touches=1)
    assert touch_rates([answered], HOLDS) == {Side.LEFT: 1.0, Side.RIGHT: 1.0}


def test_zeros_alone_are_not_counted_touches() -> None:
    assert touch_rates([session(0, HOLD)], HOLDS) == {}


def test_a_leg_that_held_nothing_has_no_rate() -> None:
    left = tuple(item for item in HOLD if item.side is Side.LEFT)
    assert touch_rates([session(0, left, touches=2)], HOLDS) == {Side.LEFT: 4.0}
    assert touches_of_legs(session(0, sets_of(CALF, "both-legs", 1, 12), touches=2), HOLDS) == {}


def test_rates_weigh_by_time() -> None:
    long, short = sets_of(BALANCE, OPEN, 3, 60), sets_of(BALANCE, OPEN, 1, 60)
    assert touch_rates([session(0, long, touches=0), session(1, short, touches=4)], HOLDS)[Side.LEFT] == 1.0


# Whatever happened


@examples(300)
@given(st.integers(0, 10**6), st.integers(0, 5000), st.sampled_from(WeekStart))
def test_periods_share_all_days_and_sessions_out(seed: int, back: int, start: WeekStart) -> None:
    calendar = Calendar(random_history(seed), Rules(week_start=start), LATEST)
    since = LATEST - dt.timedelta(days=back)
    found = periods(calendar, since, HOLDS)
    assert (found[0].start, found[-1].end) == (since, LATEST)
    assert all(one.end + ONE_DAY == two.start for one, two in pairwise(found))
    sessions = [item for item in calendar.past if item.day >= since]
    assert sum(item.sessions for item in found) == sum(item.counts for item in sessions)
    assert sum(item.pain_answers for item in found) == sum(item.pain is not None for item in sessions)
    assert max(item.pain or 0 for item in found) == max((item.pain or 0 for item in sessions), default=0)
    assert len(found) <= max(MOST_WEEKS + 1, MOST_MONTHS)
