"""The words about a block, at every stage of one."""

import datetime as dt
from dataclasses import replace

from ankle_tui.core.block.block_review import BlockReview, ReviewedLadder, review_block
from ankle_tui.core.block.block_state import BlockState, current_block
from ankle_tui.core.block.block_wording import (
    FEWER_SETS,
    NO_STEP_UP,
    TWO_AT_FIRST,
    TWO_TO_KEEP,
    asks_words,
    begun_words,
    coming_words,
    home_words,
    ladder_words,
    reminder_words,
    reminders_words,
    review_lines,
    state_lines,
    target_words,
)
from ankle_tui.core.exercises.exercise import Level
from ankle_tui.core.history.records import History
from ankle_tui.core.history.self_tests import AfterBlock, BlockRecord
from ankle_tui.core.training.ladder_wording import MOST_WORDS
from ankle_tui.core.training.lanes import rungs
from tests import training
from tests.builders import shipped
from tests.core.block.blocks import date_of, make_block, make_history, seen, week_off
from tests.training import BALANCE, CALF, OPEN


def state_of(trained: list[int], today: int, block: BlockRecord, off: set[int] = frozenset()) -> BlockState:  # type: ignore[assignment]
    state = current_block(seen(make_history(trained, off, [block]), today))
    assert state is not None
    return state


def review_of(history: History, today: int) -> BlockReview:
    calendar = seen(history, today)
    state = current_block(calendar)
    assert state is not None
    return review_block(state, calendar, shipped(), level=Level.BEGINNER)


def test_what_a_week_asks_and_what_comes_after_it() -> None:
    def told(today: int, off: set[int] = frozenset()) -> tuple[str, str]:  # type: ignore[assignment]
        state = state_of([], today, make_block(), off)
        return asks_words(state), coming_words(state)

    gentle, third = "two exercises a session, ten minutes at most", "a third exercise where the time allows"
    tests = "the self-tests again, then the review"
    assert told(3) == (f"This week: {gentle}.", f"From week 3: {third}.")
    assert told(10)[1] == told(3)[1]
    assert told(46)[1] == f"Week 8: {tests}."
    assert told(52) == (f"This week: {tests}.", "")
    assert told(17, week_off(2)) == ("This week: rest, which is not counted.", f"From week 3: {third}.")
    assert told(3, week_off(0))[1] == f"From week 1: {gentle}."


def test_the_words() -> None:
    assert max(map(len, (FEWER_SETS, NO_STEP_UP, TWO_AT_FIRST, TWO_TO_KEEP))) <= MOST_WORDS
    half = [1, 4, 8, 11, 15, 18, 22]
    assert home_words(state_of(half, 27, make_block())) == "block 4/8 · 7 of 8 · on plan"
    assert home_words(state_of(half, 26, make_block())) == "block 4/8 · 7 of 8"
    assert home_words(state_of(half, 60, make_block())) == "block done · 7 of 16"
    assert state_lines(state_of([1, 4], 8, make_block())) == [
        "Week 2 of 8 · 2 of 4 sessions · on plan",
        "2 sessions a week, until Sunday 1 March.",
        "This week: two exercises a session, ten minutes at most.",
    ]
    assert state_lines(state_of([], 3, make_block()))[0] == "Week 1 of 8 · 0 of 2 sessions"
    assert state_lines(state_of([1, 4, 8, 11, 15], 27, make_block()))[0] == "Week 4 of 8 · 5 of 8 sessions · below plan"
    assert state_lines(state_of([1], 60, make_block(ended=3))) == [
        "Block of 2026-01-05 to 2026-01-08: 1 of 16 sessions, closed in week 1."
    ]
    assert state_lines(state_of([1], 15, make_block(target=1), week_off(2))) == [
        "Week 2 of 8 · 1 of 2 sessions · below plan",
        "1 session a week, until Sunday 8 March; 1 rest week not counted.",
        "This week: rest, which is not counted.",
    ]
    assert state_lines(state_of([1, 4, 8], 60, make_block(ended=10))) == [
        "Block of 2026-01-05 to 2026-01-15: 3 of 16 sessions, on plan, closed in week 2."
    ]
    assert begun_words(state_of([], 0, make_block(target=3))) == (
        "Eight weeks, 3 sessions a week, until Sunday 1 March. This week: two exercises a session, ten minutes at most."
    )
    assert target_words(2) == "From next week on the weekly target is 2 sessions."
    assert reminder_words(600) == "About 10 min. Start it with: ankle-tui"
    assert reminders_words(1, date_of(0), date_of(0) + dt.timedelta(1)) == (
        "1 session, Monday 5 January to Tuesday 6 January. Import it, don't subscribe: only then you are reminded."
    )


def test_a_ladder_from_where_to_where() -> None:
    balance = shipped().get(BALANCE)
    first, last, closed = rungs(balance)[0], rungs(balance)[2], rungs(balance)[3]
    assert ladder_words(ReviewedLadder(first, last)) == "Single-leg balance: eyes open, firm floor, 30 s → 60 s"
    assert ladder_words(ReviewedLadder(last, closed)) == (
        "Single-leg balance: eyes open, firm floor, 60 s → eyes closed, firm floor, 15 s"
    )
    assert ladder_words(ReviewedLadder(last, last)) == "Single-leg balance: eyes open, firm floor, 60 s"


def test_the_review() -> None:
    sets = training.sets_of(BALANCE, OPEN, 2, 60), training.sets_of(CALF, "both-legs", 3, 12)
    pains = {1: 0, 4: 0, 9: 0, 15: 2, 17: 0, 22: 1, 25: None}
    done = [training.session(day, *sets, touches=0, pain=pain) for day, pain in pains.items()]
    shift = training.MONDAY - date_of(0)
    block = replace(make_block(target=3), since=date_of(0) + shift, ended=date_of(27) + shift)
    calendar_day = shift.days + 60
    lines = review_lines(review_of(History(tuple(done), blocks=(block,)), calendar_day))
    assert lines == [
        "Sessions  2 1 2 2   28 min of work",
        "Pain      0 0 2 1   highest of each week, 0 to 10",
        "  Single-leg balance: eyes open, firm floor, 30 s → eyes closed, firm floor, 15 s",
        "  Calf raise: both legs, 3 × 12 reps → 3 × 15 reps",
        "Two a week may fit better next time: --answer again plans no more than that.",
        "What next? ankle-tui block --answer again, keep or pause; --end for nothing",
    ]

    def last_line(answer: AfterBlock | None) -> str:
        answered = replace(block, answer=answer, answered=block.since + dt.timedelta(57))
        return review_lines(review_of(History(blocks=(answered,)), calendar_day))[-1]

    assert [last_line(answer) for answer in (AfterBlock.KEEP, AfterBlock.PAUSE, None)] == [
        "Since then: two short sessions a week, no steps up. A new block ends that.",
        "A pause until Sunday 24 January: no week of it breaks your streak.",
        "Another block: ankle-tui block --begin",
    ]
    assert review_lines(review_of(History(blocks=(block,)), shift.days)) == ["Sessions  0   no work yet"]
