"""Self-tests over time: which lines stand in which order, and where the legs stand on the scale."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.block.block_state import BlockState, block_states
from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.records import History
from ankle_tui.core.history.self_tests import BlockRecord, SelfTestRecord
from ankle_tui.core.overview.measured import measured as laid_out
from ankle_tui.core.self_tests.people import AgeBand
from ankle_tui.core.self_tests.protocols import CLOSED_EYES, SelfTestId
from ankle_tui.core.self_tests.self_test_wording import conditions_words, number_words
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Rules
from ankle_tui.ui.progress.self_test_figures import CROSSED, RUNG, SelfTestFigures
from ankle_tui.ui.progress.self_test_words import (
    NORM_POST,
    NOTHING_MEASURED,
    PRACTICE,
    begins_words,
    ends_words,
    meaning_lines,
    part_head,
)
from ankle_tui.ui.wording.day_words import short_day
from tests.self_tests import any_test, measured
from tests.store.history.records import make_id
from tests.training import day

LAST = 250
TODAY = day(LAST)
RAISES = [measured(50, left=14, right=17), measured(55, left=15, right=18), measured(110, left=24, right=22)]
"""Practice, then two that count."""


def a_block(since: int, number: int = 1, ended: int | None = None) -> BlockRecord:
    return BlockRecord(make_id(number), day(since), 2, None if ended is None else day(ended))


def states(*blocks: BlockRecord) -> tuple[BlockState, ...]:
    return block_states(Calendar(History(blocks=blocks), Rules(), TODAY))


def figures(
    tests: Iterable[SelfTestRecord], blocks: Sequence[BlockState] = (), age: AgeBand | None = None
) -> SelfTestFigures:
    return SelfTestFigures(laid_out(tests, dt.date.min, age).parts, blocks, TODAY)


def lines(drawn: SelfTestFigures, width: int = 60, height: int = 10) -> list[str]:
    return [line.plain.rstrip() for line in drawn.lines(width, height)]


def marked(words: str, drawn: Sequence[str]) -> int:
    """The line of a mark."""
    (at,) = (at for at, line in enumerate(drawn) if line.startswith(f"{RUNG} {words} "))
    return at


def dated(number: int, drawn: Sequence[str]) -> int:
    """The line of the test of a day."""
    (at,) = (at for at, line in enumerate(drawn) if line.startswith(f"{short_day(day(number), TODAY)}  "))
    return at


def signs(line: str) -> str:
    """The scale of a line of 60 cells that begins with a date such as `15 Nov` and the numbers."""
    return line.ljust(60)[-37:]


def test_the_newest_test_stands_first_and_practice_last_with_the_blocks_between() -> None:
    (block,) = states(a_block(53, ended=108))
    drawn = lines(figures(RAISES, [block]))
    order = [
        dated(110, drawn),
        marked(ends_words(block, TODAY), drawn),
        dated(55, drawn),
        marked(begins_words(block, TODAY), drawn),
        marked(PRACTICE, drawn),
        dated(50, drawn),
    ]
    assert order == list(range(order[0], order[0] + len(order)))
    assert drawn[: order[0]] == [part_head(figures(RAISES).parts[0]), conditions_words(RAISES[0].conditions), drawn[2]]
    assert " ".join(drawn[order[-1] + 2 :]) == " ".join(meaning_lines(figures(RAISES).parts[0], TODAY))


def test_a_test_on_the_first_or_the_last_day_of_a_block_is_in_it() -> None:
    (block,) = states(a_block(55, ended=110))
    drawn = lines(figures(RAISES, [block]))
    at = [marked(ends_words(block, TODAY), drawn), dated(110, drawn), dated(55, drawn)]
    assert [*at, marked(begins_words(block, TODAY), drawn)] == sorted([*at, marked(begins_words(block, TODAY), drawn)])


def test_blocks_that_are_far_away_are_not_marked_and_one_that_runs_has_no_end() -> None:
    far, near, running = states(a_block(-60, 1, -30), a_block(51, 2, 110), a_block(LAST - 5, 3))
    drawn = "\n".join(lines(figures(RAISES, [far, near, running])))
    assert [begins_words(block, TODAY) in drawn for block in (far, near, running)] == [False, True, False]
    later = "\n".join(lines(figures([*RAISES, measured(LAST, left=20, right=20)], [running])))
    assert begins_words(running, TODAY) in later
    assert ends_words(running, TODAY) not in later


def test_legs_stand_where_their_numbers_say_and_the_left_one_is_seen_where_they_meet() -> None:
    drawn = lines(figures([measured(50, left=10, right=20), measured(55, left=20, right=20), measured(59, left=5)]))
    practice, equal, alone = (signs(drawn[dated(number, drawn)]) for number in (50, 55, 59))
    assert (practice.index("●"), practice.index("○")) == (18, 36)
    assert set(practice[19:36]) == {RUNG}
    assert equal.split() == ["●"]
    assert (alone.index("●"), "○" in alone) == (9, False)
    assert drawn[dated(59, drawn)].split()[2:4] == ["5", "–"]


def test_a_published_value_stands_in_every_line_once_the_age_is_known_and_is_crossed_by_both_legs() -> None:
    stances = [measured(number, SelfTestId.STANCE, [5.0] * 3, [right] * 3, part=CLOSED_EYES) for number, right in
               ((50, 6.0), (55, 12.0), (59, 6.0))]  # fmt: skip
    assert NORM_POST not in "".join(lines(figures(stances)))
    drawn = lines(figures(stances, age=AgeBand.TWENTIES))
    assert [CROSSED in drawn[dated(number, drawn)] for number in (50, 55, 59)] == [False, True, False]
    assert [NORM_POST in drawn[dated(number, drawn)] for number in (50, 55, 59)] == [True, False, True]


def test_other_conditions_are_a_series_of_their_own_the_one_tested_last_above() -> None:
    shod = [measured(number, left=9, right=9, conditions={"footwear": "shoes"}) for number in (120, 130)]
    drawn = lines(figures([*shod, *RAISES]))
    above, below = (drawn.index(conditions_words(test.conditions)) for test in (shod[0], RAISES[0]))
    assert above < dated(120, drawn) < below < dated(110, drawn)
    high = lines(figures([*shod, *RAISES]), height=30)
    assert (high.count(""), drawn.count("")) == (1, 0)


def test_what_has_no_result_is_said() -> None:
    assert lines(figures([replace(RAISES[0], trials=())])) == [NOTHING_MEASURED]


@pytest.mark.parametrize(("width", "scaled"), [(12, False), (26, False), (40, True), (200, True)])
def test_numbers_stay_where_there_is_no_room_for_a_scale(width: int, *, scaled: bool) -> None:
    drawn = lines(figures(RAISES), width)
    row = drawn[dated(110, drawn)]
    assert row.split()[2:4] == ["24", "22"]
    assert ("●" in row) is scaled
    assert len(row) <= max(width, 22)


@given(st.lists(any_test(), min_size=1, max_size=8), st.integers(34, 120), st.sampled_from([None, *AgeBand]))
def test_every_result_is_drawn_and_no_line_is_too_wide(
    tests: list[SelfTestRecord], width: int, age: AgeBand | None
) -> None:
    drawn = figures(tests, states(a_block(20)), age)
    found = drawn.lines(width, 20)
    assert all(line.cell_length <= width for line in found)
    told = [line.plain.split() for line in found]
    for each in (each for part in drawn.parts for each in part.days):
        numbers = [number_words(each.legs[side]) if side in each.legs else "–" for side in Side]
        expected = [*short_day(each.day, TODAY).split(), *numbers]
        assert any(words[: len(expected)] == expected for words in told)
