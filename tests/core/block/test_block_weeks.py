"""The weeks of a block: numbers, rest weeks that push its end back, what is done and planned."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.block.block_weeks import MOST_PUSHED, WEEKS, BlockWeeks, present_block
from ankle_tui.core.history.records import History
from ankle_tui.core.weeks.calendar import Calendar, block_numbers
from ankle_tui.core.weeks.outline import WeekStart
from tests.core.block.blocks import MONDAY, OFF, TRAINED, date_of, make_block, make_history, seen, week_off
from tests.examples import examples


def counts(
    history: History,
    today: int,
    since: int = 0,
    target: int = 2,
    *,
    ended: int | None = None,
    week_start: WeekStart = WeekStart.MONDAY,
) -> BlockWeeks:
    """A block in a history, as of a day."""
    calendar = seen(history, today, week_start=week_start)
    closed = 0 if ended is None else date_of(ended).toordinal()
    return BlockWeeks(calendar.counted, date_of(since).toordinal(), target, closed)


def day_of(ordinal: int) -> int:
    """A day, counted from the Monday."""
    return ordinal - MONDAY.toordinal()


# Examples


def test_the_example_of_the_page() -> None:
    block = counts(make_history([1, 4, 8, 11, 15]), 15)
    assert (block.week, block.done, block.so_far, block.planned, block.line) == (3, 5, 6, 16, "block 3/8 · 5 of 6")
    assert (block.finished, block.on_plan, block.over, day_of(block.end)) == (2, True, False, 55)


@pytest.mark.parametrize(
    ("since", "first", "start"),
    [
        (0, 0, WeekStart.MONDAY),
        (3, 0, WeekStart.MONDAY),
        (4, 7, WeekStart.MONDAY),
        (6, 7, WeekStart.MONDAY),
        (6, 6, WeekStart.SUNDAY),
        (2, -1, WeekStart.SUNDAY),
        (3, 6, WeekStart.SUNDAY),
    ],
)
def test_the_first_week_is_that_of_its_first_day_if_four_days_are_left(
    since: int, first: int, start: WeekStart
) -> None:
    block = counts(make_history(), since, since, week_start=start)
    assert day_of(block.counted[0]) == first
    assert day_of(block.end) == first + 8 * 7 - 1
    assert (block.week, block.so_far) == (1, 2)


def test_days_before_the_first_whole_week_belong_to_it() -> None:
    block = counts(make_history([3, 5, 8]), 8, since=5)
    assert (block.week, block.done, block.done_in(block.counted[0])) == (1, 2, 2)


def test_several_sessions_of_a_day_count_once() -> None:
    assert counts(make_history([1, 1, 1]), 1).done == 1


def test_a_rest_week_is_not_counted_and_pushes_the_end_back() -> None:
    history = make_history([1, 4, 15], off=range(7, 11))
    resting = counts(history, 9)
    assert (resting.week, resting.resting, resting.so_far, day_of(resting.end)) == (1, True, 2, 62)
    after = counts(history, 15)
    assert (after.week, after.resting, after.done, after.so_far) == (2, False, 3, 4)


def test_three_days_off_are_no_rest_week_and_one_with_its_sessions_counts() -> None:
    assert day_of(counts(make_history(off=range(7, 10)), 9).end) == 55
    trained = counts(make_history([7, 11], off=range(7, 11)), 11)
    assert (day_of(trained.end), trained.week, trained.resting) == (55, 2, False)
    assert day_of(counts(make_history([7, 11], off=range(7, 11)), 11, target=3).end) == 62


def test_the_end_is_pushed_back_four_times_at_most() -> None:
    off = {day for week in range(1, 7) for day in week_off(week)}
    block = counts(make_history([1, 4], off), 200)
    assert ([day_of(week) for week in block.rests], day_of(block.end)) == ([7, 14, 21, 28], 12 * 7 - 1)
    assert (block.over, block.done, block.planned) == (True, 2, 16), "closed with what was done"


@pytest.mark.parametrize(("done", "on_plan"), [(3, True), (2, False)])
def test_three_quarters_of_the_weeks_that_are_over_are_on_plan(done: int, on_plan: bool) -> None:
    history = make_history([1, 4, 8][:done])
    assert counts(history, 12).on_plan, "one week is over"
    assert counts(history, 13).on_plan is counts(history, 14).on_plan is on_plan, "a week counts from its last day on"


def test_nothing_is_below_plan_before_a_week_is_over() -> None:
    assert counts(make_history(), 5).on_plan
    assert not counts(make_history(), 6).on_plan


def test_a_closed_block_stays_as_it_was() -> None:
    history = make_history([1, 4, 8, 15, 22])
    block = counts(history, 100, ended=16)
    assert (block.over, block.week, block.done, block.finished, day_of(block.last)) == (True, 3, 4, 2, 16)
    assert (day_of(block.end), block.on_plan) == (55, True)
    assert [block.done_in(week) for week in block.weeks] == [2, 1, 1]
    assert counts(history, 16, ended=16).over


def test_a_block_without_days_has_nothing_done() -> None:
    block = counts(make_history([1, 4]), 30, since=4, ended=3)
    assert (block.over, block.done, block.week, block.weeks) == (True, 0, 1, [MONDAY.toordinal() + 7][:0])


# Which one is named


def named(history: History, today: int) -> str:
    calendar = seen(history, today)
    block = present_block(calendar.counted, block_numbers(history.blocks))
    return block.line if block else ""


def test_the_last_block_that_has_begun_is_named() -> None:
    blocks = [make_block(28, number=2), make_block(0, number=1), make_block(70, number=3)]
    history = make_history([1, 29], blocks=blocks)
    assert named(history, 27) == "block 4/8 · 1 of 8"
    assert named(history, 29) == "block 1/8 · 1 of 2"
    assert named(history, -1) == ""


def test_a_block_that_is_over_is_named_until_it_is_answered_or_two_weeks_have_gone() -> None:
    history = make_history([1, 4], blocks=[make_block()])
    assert named(history, 55) == "block 8/8 · 2 of 16"
    assert named(history, 56) == named(history, 69) == "block done · 2 of 16"
    assert named(history, 70) == ""
    assert named(make_history(blocks=[make_block(answered=56)]), 56) == ""


def test_odd_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="argument"):
        present_block(seen(make_history(), 0).counted, [MONDAY.toordinal(), 2, 0])


# Whatever was trained and marked


@st.composite
def cases(draw: st.DrawFn) -> tuple[History, int, int, int, WeekStart]:
    """A history, the first day, the target, today, and how weeks begin."""
    since = draw(st.integers(0, 13))
    history = make_history(draw(TRAINED), draw(OFF))
    return history, since, draw(st.integers(1, 3)), draw(st.integers(since, 130)), draw(st.sampled_from(WeekStart))


def by_hand(calendar: Calendar, since: dt.date, target: int) -> tuple[dt.date, int, list[bool]]:
    """Count week by week, with dates: the end, the number of the week, and for each week whether it counts."""
    week = calendar.week(since)
    start = week.start if (week.days[-1].day - since).days >= 3 else week.start + dt.timedelta(7)
    kinds, number, begin = list[bool](), 0, since
    while sum(kinds) < WEEKS:
        days = [begin + dt.timedelta(ahead) for ahead in range((start - begin).days + 7)]
        trained = sum(calendar.day(day).sessions > 0 for day in days)
        off = calendar.week(start).rest
        kinds.append(not (off and trained < target and kinds.count(False) < MOST_PUSHED))
        number += kinds[-1] and start <= calendar.today
        begin = start = start + dt.timedelta(7)
    return start - dt.timedelta(1), max(number, 1), kinds


@examples(500)
@given(cases())
def test_counting_by_hand_says_the_same(case: tuple[History, int, int, int, WeekStart]) -> None:
    history, since, target, today, start = case
    calendar = seen(history, today, week_start=start)
    block = counts(history, today, since, target, week_start=start)
    end, number, kinds = by_hand(calendar, date_of(since), target)
    assert (dt.date.fromordinal(block.end), block.week) == (end, number)
    assert [week in block.counted for week in sorted([*block.counted, *block.rests])] == kinds
    trained = {session.day for session in history.sessions if session.day <= min(calendar.today, end)}
    assert block.done == sum(date_of(since) <= day for day in trained)


@examples(300)
@given(cases())
def test_what_holds_of_every_block(case: tuple[History, int, int, int, WeekStart]) -> None:
    history, since, target, today, start = case
    block = counts(history, today, since, target, week_start=start)
    assert len(block.counted) == WEEKS
    assert len(block.rests) <= MOST_PUSHED
    assert block.end - block.counted[0] + 1 >= 7 * WEEKS
    assert block.end + 1 - min(block.counted[0], *block.rests, block.counted[0]) == 7 * (WEEKS + len(block.rests))
    assert block.over is (date_of(today).toordinal() > block.end)
    assert 1 <= block.week <= WEEKS
    assert block.so_far == block.week * target <= block.planned
    assert sum(map(block.done_in, block.weeks)) == block.done
    assert block.finished in {block.week - 1, block.week} or block.resting or block.finished == 0
    assert block.on_plan is (block.done / (block.finished * target) >= 0.75 if block.finished else True)


@examples(300)
@given(cases(), st.integers(1, 21))
def test_as_days_go_by_nothing_is_taken_back(case: tuple[History, int, int, int, WeekStart], later: int) -> None:
    """Marks and sessions of past days stay; a week marked as off may turn out to be none once its sessions are done."""
    history, since, target, today, start = case
    now, then = (counts(history, at, since, target, week_start=start) for at in (today, today + later))
    assert then.done >= now.done
    assert then.week >= now.week
    assert then.end <= now.end, "only sessions were added, and they can only fill a week off"


@examples(300)
@given(cases(), st.integers(0, 16))
def test_one_more_week_off_never_brings_the_end_forward(
    case: tuple[History, int, int, int, WeekStart], week: int
) -> None:
    history, since, target, today, _ = case
    more = make_history(
        [(session.day - MONDAY).days for session in history.sessions],
        {(mark.day - MONDAY).days for mark in history.days} | week_off(week),
    )
    before, after = counts(history, today, since, target), counts(more, today, since, target)
    assert after.end >= before.end
    monday = date_of(7 * week).toordinal()
    if monday in before.counted and before.done_in(monday) < target and len(before.rests) < MOST_PUSHED:
        assert after.end > before.end
        assert monday in after.rests
