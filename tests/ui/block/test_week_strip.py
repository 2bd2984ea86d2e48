"""The weeks of a block side by side."""

from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.block.block_state import current_block
from ankle_tui.core.block.block_weeks import WEEKS, BlockWeeks
from ankle_tui.core.block.block_wording import REST_WEEK
from ankle_tui.ui.block.week_strip import DONE, OPEN, WeekStrip
from tests.core.block.blocks import OFF, TRAINED, make_block, make_history, seen, week_off


def counts_of(trained: set[int], today: int, *, off: set[int] | None = None, target: int = 2) -> BlockWeeks:
    state = current_block(seen(make_history(trained, off or set(), [make_block(target=target)]), today))
    assert state
    return state.counts


def test_each_week_has_its_number_and_a_bar_as_long_as_was_done() -> None:
    strip = WeekStrip.of(counts_of({1, 4, 8}, 15), 100)
    assert strip.numbers().plain.split() == [str(week) for week in range(1, WEEKS + 1)]
    assert strip.bars().plain.split() == [DONE * 2, DONE + OPEN, *[OPEN * 2] * 6]
    assert strip.counts().plain.split() == ["2", "1", "0"], "later weeks have not begun"


def test_a_week_that_is_not_counted_has_no_number_and_moves_the_others() -> None:
    strip = WeekStrip.of(counts_of({1, 4, 15}, 15, off=week_off(1)), 100)
    assert strip.numbers().plain.split() == ["1", REST_WEEK, *(str(week) for week in range(2, WEEKS + 1))]
    assert strip.bars().plain.split()[:3] == [DONE * 2, REST_WEEK * 2, DONE + OPEN]


def test_sessions_in_a_week_that_is_not_counted_still_show() -> None:
    strip = WeekStrip.of(counts_of({1, 4, 8}, 15, off=week_off(1) - {8}), 100)
    assert strip.numbers().plain.split()[1] == REST_WEEK
    assert strip.bars().plain.split()[1] == DONE + OPEN


def test_three_sessions_have_a_cell_each_where_there_is_room() -> None:
    counts = counts_of({1, 3}, 5, target=3)
    assert WeekStrip.of(counts, 32).bars().plain.split()[0] == DONE * 2 + OPEN
    short = WeekStrip.of(counts, 31).bars().plain.split()[0]
    assert (len(short), short[0], OPEN in short) == (2, DONE, False), "two thirds of two cells"


def test_this_week_is_told_by_more_than_colour_and_a_block_that_is_over_has_none() -> None:
    def marked(today: int) -> list[str]:
        numbers = WeekStrip.of(counts_of(set(), today), 100).numbers()
        return [numbers.plain[span.start : span.end] for span in numbers.spans if "underline" in str(span.style)]

    assert [marked(9), marked(60)] == [["2"], []]


def test_pain_rises_with_its_weeks_and_is_a_dot_where_none_was_told() -> None:
    strip = WeekStrip.of(counts_of(set(), 30), 100)
    columns = strip.pain([0, None, 5, 10]).plain.split()
    assert columns[1] == "·"
    assert columns[0] < columns[2] < columns[3]


@given(TRAINED, OFF, st.integers(0, 140), st.integers(1, 3), st.integers(35, 120))
def test_the_rows_stand_below_each_other_and_fit(
    trained: set[int], off: set[int], today: int, target: int, room: int
) -> None:
    counts = counts_of(trained, today, off=off, target=target)
    strip = WeekStrip.of(counts, room)
    rows = [strip.numbers(), strip.bars(), strip.counts()]
    assert {row.cell_length for row in rows} == {strip.width}
    assert strip.width <= room
    assert sum(week.done or 0 for week in strip.weeks) == counts.done
    assert len([week for week in strip.weeks if week.number]) == (WEEKS if not counts.over else counts.week)
