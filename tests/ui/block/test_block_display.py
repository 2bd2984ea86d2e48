"""How a block stands, above the self-tests: what is said at which time, and in how much room."""

import pytest

from ankle_tui.core.block.block_state import BlockState, current_block
from ankle_tui.core.block.block_wording import asks_words, coming_words, state_lines
from ankle_tui.core.history.self_tests import AfterBlock
from ankle_tui.ui.block.block_display import BlockDisplay
from ankle_tui.ui.block.review_wording import (
    answered_words,
    brief_offer,
    brief_state,
    look_back_words,
    offer_lines,
    over_words,
    pace_words,
    until_words,
)
from tests.core.block.blocks import make_block, make_history, seen, week_off

KEYS = {"begin": "n", "review": "r"}


def state_of(today: int, *, answer: AfterBlock | None = None, off: set[int] | None = None) -> BlockState:
    block = make_block(answer=answer, answered=56 if answer else None)
    state = current_block(seen(make_history({1, 4, 8}, off or set(), [block]), today))
    assert state
    return state


def lines(state: BlockState | None, width: int = 76, *, low: bool = False, target: int = 2) -> list[str]:
    return [line.plain for line in BlockDisplay(state, target, KEYS.__getitem__).lines(width, low=low)]


def test_before_the_first_block_it_says_what_one_is_in_three_lines() -> None:
    assert lines(None) == offer_lines(2, "n")
    assert len(lines(None, target=3)) == 3
    assert lines(None, low=True) == [brief_offer("n")]


def test_a_block_that_runs_says_where_it_stands_what_it_asks_and_what_comes() -> None:
    state = state_of(9, off=week_off(3))
    head, numbers, bars, *said = lines(state)
    assert head == state_lines(state)[0]
    assert numbers.endswith(until_words(state))
    assert bars.endswith(pace_words(state))
    assert said == [asks_words(state), coming_words(state)]
    assert lines(state, low=True) == [brief_state(state, "n", "r")]


def test_where_the_weeks_fill_the_line_the_end_stands_below_them() -> None:
    state = state_of(9)
    wide, narrow = lines(state), lines(state, 36)
    assert until_words(state) in wide[1]
    assert until_words(state) not in narrow[1]
    assert until_words(state) in " ".join(narrow[3:])
    assert max(map(len, narrow)) <= 36


def test_the_last_week_has_nothing_to_come() -> None:
    state = state_of(52)
    assert lines(state)[-1] == asks_words(state)


def test_after_it_the_review_is_offered_then_another_block() -> None:
    over = state_of(60)
    assert lines(over) == [over_words(over), look_back_words("r")]
    kept = state_of(60, answer=AfterBlock.KEEP)
    assert lines(kept) == [over_words(kept), answered_words(kept), f"{brief_offer('n')}."]
    assert [lines(each, low=True) for each in (over, kept)] == [[brief_state(each, "n", "r")] for each in (over, kept)]


@pytest.mark.parametrize("today", [0, 9, 27, 55, 60, 90])
@pytest.mark.parametrize("width", [30, 40, 100])
def test_every_line_fits(today: int, width: int) -> None:
    for answer in (None, *AfterBlock) if today > 55 else (None,):
        state = state_of(today, answer=answer)
        assert max(map(len, lines(state, width))) <= width
        assert len(lines(state, low=True)[0]) <= 36
