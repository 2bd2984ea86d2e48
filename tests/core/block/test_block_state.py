"""Blocks with dates: how they stand, what follows them, and the pause that puts no streak at risk."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.block.block_state import BlockPhase, block_states, current_block
from ankle_tui.core.history.edits import amended
from ankle_tui.core.history.records import History
from ankle_tui.core.history.self_tests import AfterBlock, BlockRecord
from ankle_tui.core.validation import TableReader
from ankle_tui.core.weeks.calendar import Calendar, day_numbers
from ankle_tui.core.weeks.outline import Rules, WeekStart
from ankle_tui.core.weeks.streaks import Weeks
from tests.core.block.blocks import OFF, TRAINED, date_of, make_block, make_history, seen
from tests.examples import examples


def phase(block: BlockRecord, today: int) -> BlockPhase | None:
    state = current_block(seen(make_history([1], blocks=[block]), today))
    return state.phase if state else None


@pytest.mark.parametrize(
    ("block", "today", "expected"),
    [
        (make_block(), -1, None),
        (make_block(), 0, BlockPhase.RUNNING),
        (make_block(), 55, BlockPhase.RUNNING),
        (make_block(), 56, BlockPhase.REVIEW),
        (make_block(), 400, BlockPhase.REVIEW),
        (make_block(ended=20), 20, BlockPhase.REVIEW),
        (make_block(answer=AfterBlock.KEEP, answered=57), 60, BlockPhase.KEEP),
        (make_block(answer=AfterBlock.KEEP, answered=57), 600, BlockPhase.KEEP),
        (make_block(answer=AfterBlock.PAUSE, answered=56), 69, BlockPhase.PAUSE),
        (make_block(answer=AfterBlock.PAUSE, answered=56), 70, BlockPhase.CLOSED),
        (make_block(answer=AfterBlock.AGAIN, answered=56), 56, BlockPhase.CLOSED),
        (make_block(answered=56), 56, BlockPhase.CLOSED),
    ],
)
def test_how_a_block_stands(block: BlockRecord, today: int, expected: BlockPhase | None) -> None:
    assert phase(block, today) is expected


def test_the_next_block_closes_the_one_before() -> None:
    blocks = [make_block(21, number=2), make_block(0, number=1, answer=AfterBlock.AGAIN, answered=21)]
    first, second = block_states(seen(make_history([1, 20, 22], blocks=blocks), 30))
    assert (first.last, first.phase, first.counts.done, first.closed_early) == (date_of(20), BlockPhase.CLOSED, 2, True)
    assert (second.phase, second.counts.done, second.again, first.again) == (BlockPhase.RUNNING, 1, True, False)


def test_two_blocks_of_one_day_are_one() -> None:
    """Begun on two machines at once."""
    (state,) = block_states(seen(make_history([1], blocks=[make_block(), make_block(number=1)]), 1))
    assert (state.phase, state.counts.done) == (BlockPhase.RUNNING, 1)


def test_of_two_blocks_of_one_day_the_one_that_goes_on_counts() -> None:
    (state,) = block_states(seen(make_history([1], blocks=[make_block(ended=0), make_block(number=1)]), 1))
    assert (state.phase, state.counts.done) == (BlockPhase.RUNNING, 1)


@pytest.mark.parametrize(("today", "halfway"), [(26, False), (27, True), (28, False)])
def test_the_last_day_of_the_fourth_week_is_halfway(today: int, halfway: bool) -> None:
    state = current_block(seen(make_history(blocks=[make_block()]), today))
    assert state is not None
    assert state.halfway is halfway


def test_as_json() -> None:
    history = make_history([1, 4, 8], blocks=[make_block(1, 3)])
    state = current_block(seen(history, 9))
    assert state is not None
    assert state.to_json() == {
        "phase": "running",
        "since": "2026-01-06",
        "end": "2026-03-01",
        "last": "2026-03-01",
        "week": 2,
        "weeks": 8,
        "rest_weeks": 0,
        "resting": False,
        "target": 3,
        "done": 3,
        "planned_so_far": 6,
        "planned": 24,
        "on_plan": True,
        "answer": None,
        "paused_until": None,
    }


@pytest.mark.parametrize(
    "record",
    [
        make_block(),
        make_block(ended=20, answer=AfterBlock.KEEP, answered=21),
        make_block(answered=57),
        replace(make_block(), extra={"later": [1]}),
    ],
)
def test_a_record_is_read_as_it_was_written(record: BlockRecord) -> None:
    assert BlockRecord.read(TableReader(json.loads(json.dumps(record.to_json())))) == record
    again = amended(make_block(), make_block(), record)
    assert (again.answer, again.answered, again.ended) == (record.answer, record.answered, record.ended)


# The pause


@pytest.mark.parametrize(("answered", "until"), [(56, 69), (57, 69), (59, 69), (60, 76), (61, 76), (62, 76)])
def test_a_pause_ends_with_a_week_about_two_weeks_later(answered: int, until: int) -> None:
    block = make_block(answer=AfterBlock.PAUSE, answered=answered)
    state = current_block(seen(make_history(blocks=[block]), answered))
    assert state is not None
    assert state.paused_until == date_of(until)
    assert abs((date_of(until) - date_of(answered)).days + 1 - 14) <= 3


def test_a_pause_breaks_no_streak_and_is_rest_in_calendar_and_digest() -> None:
    trained = [7 * week + day for week in range(8) for day in (1, 4)]
    block = make_block(answer=AfterBlock.PAUSE, answered=57)
    history = make_history(trained, blocks=[block])
    today = 71
    calendar, without = seen(history, today), seen(replace(history, blocks=()), today)
    assert (calendar.streak, without.streak) == (8, 0)
    assert [week.rest for week in calendar.weeks(4)] == [False, True, True, False]
    numbers = day_numbers(history)
    targets = iter(numbers["targets"])
    weeks = Weeks(
        set(numbers["trained"]),
        set(numbers["off"]),
        dict(zip(targets, targets, strict=True)),
        setting=2,
        today=date_of(today).toordinal(),
        pauses=set(numbers["pauses"]),
    )
    assert weeks.streak == 8


BLOCKS = st.lists(
    st.builds(
        make_block,
        st.integers(0, 90),
        st.integers(1, 3),
        ended=st.none() | st.integers(0, 120),
        answer=st.sampled_from([None, *AfterBlock]),
        answered=st.none() | st.integers(0, 120),
    ),
    max_size=3,
).map(lambda blocks: [replace(block, id=make_block(number=number).id) for number, block in enumerate(blocks)])


@examples(300)
@given(TRAINED, OFF, BLOCKS, st.integers(0, 140), st.sampled_from(WeekStart))
def test_a_block_moves_no_streak_but_by_its_pause(
    trained: set[int], off: set[int], blocks: list[BlockRecord], today: int, start: WeekStart
) -> None:
    def figures(history: History) -> tuple[object, ...]:
        calendar = Calendar(history, Rules(2, start), date_of(today))
        return calendar.streak, calendar.best, calendar.consistency, calendar.risk, calendar.weeks(20)

    with_blocks = make_history(trained, off, blocks)
    unpaused = [replace(block, answer=None) if block.answer is AfterBlock.PAUSE else block for block in blocks]
    assert figures(replace(with_blocks, blocks=tuple(unpaused))) == figures(replace(with_blocks, blocks=()))
    paused, alone = (
        Calendar(one, Rules(2, start), date_of(today)) for one in (with_blocks, make_history(trained, off))
    )
    assert paused.streak >= alone.streak
    assert paused.best >= alone.best


@examples(200)
@given(TRAINED, st.integers(0, 100), st.integers(0, 30), st.sampled_from(WeekStart))
def test_while_it_is_paused_and_right_after_the_streak_stays(
    trained: set[int], answered: int, later: int, start: WeekStart
) -> None:
    block = make_block(0, answer=AfterBlock.PAUSE, answered=answered)
    history = make_history([day for day in trained if day <= answered], blocks=[block])
    then = Calendar(history, Rules(2, start), date_of(answered))
    state = current_block(then)
    assert state is not None
    assert state.paused_until is not None
    day = min(date_of(answered + later), state.paused_until + dt.timedelta(1))
    assert Calendar(history, Rules(2, start), day).streak == then.streak


# A pause and the weeks of a block


def test_a_block_begun_in_a_pause_counts_its_weeks() -> None:
    paused = make_block(answer=AfterBlock.PAUSE, answered=56)
    state = current_block(seen(make_history([1, 58], blocks=[paused, make_block(56, number=1)]), 65))
    assert state is not None
    assert (state.counts.week, state.counts.rests, state.counts.resting) == (2, [], False)
    assert state.end == date_of(56 + 55)


def test_a_week_marked_as_off_in_a_pause_is_still_a_rest_week() -> None:
    blocks = [make_block(answer=AfterBlock.PAUSE, answered=56), make_block(56, number=1)]
    state = current_block(seen(make_history([1, 58], range(63, 67), blocks), 65))
    assert state is not None
    assert (state.counts.week, state.counts.resting) == (1, True)


@pytest.mark.parametrize("answer", [None, AfterBlock.PAUSE])
def test_a_pause_on_the_day_of_the_end_leaves_the_week_of_the_end(answer: AfterBlock | None) -> None:
    block = make_block(ended=29, answer=answer, answered=29 if answer else None)
    state = current_block(seen(make_history([1], blocks=[block]), 30))
    assert state is not None
    assert state.counts.week == 5


# Odd records


def test_no_block_ends_before_it_begins() -> None:
    (odd,) = block_states(seen(make_history(blocks=[make_block(20, ended=3)]), 30))
    assert odd.last == date_of(20)
