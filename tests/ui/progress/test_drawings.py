"""The panels of an exercise as lines: axes, marks, bars, dumbbells."""

import datetime as dt
from dataclasses import replace

import pytest
from textual.content import Content

from ankle_tui.core.exercises.exercise import Side, Unit
from ankle_tui.core.training.ledger import Weaker
from ankle_tui.ui.progress.chart import GAP
from ankle_tui.ui.progress.drawings import (
    APART,
    RAIL,
    STEP,
    WeekFrame,
    brief_values,
    line_rows,
    pair_rows,
    work_rows,
)
from ankle_tui.ui.progress.exercise_view import BEST, LAST, TOUCHES, ExerciseView, LegLine, Pair
from ankle_tui.ui.progress.progress_wording import BEST_SIGN, LAST_SIGN, lag_words, sum_words
from ankle_tui.ui.wording.day_words import LEGS

TODAY = dt.date(2026, 11, 22)
WEEK = dt.date(2026, 11, 16).toordinal()
WEEKS = [WEEK - 7 * back for back in reversed(range(12))]
RISING = {week: 20.0 + 3 * at for at, week in enumerate(WEEKS) if at != 4}
LEFT, RIGHT = LEGS.values()

BALANCE = ExerciseView(
    variation="open",
    name="eyes open",
    unit=Unit.SECONDS,
    clean=True,
    sided=True,
    lines=(LegLine(Side.LEFT, RISING), LegLine(Side.RIGHT, {week: value - 5 for week, value in RISING.items()})),
    steps=(30, 45, 60),
    work=dict.fromkeys(RISING, 600.0) | {WEEK: 300.0},
    pairs=(Pair(LAST, 52, 47), Pair(BEST, 60, 48), Pair(TOUCHES, 1.1, 1.3)),
    sessions=22,
    total=6000,
    last=TODAY,
    weaker=None,
)
WALK = replace(
    BALANCE,
    unit=Unit.REPS,
    clean=False,
    sided=False,
    lines=(LegLine(None, RISING),),
    pairs=(Pair("heels", 10, 12),),
    steps=(),
)


def plain(rows: list[Content]) -> list[str]:
    return [row.plain for row in rows]


def drawn(view: ExerciseView, width: int = 48, height: int = 10, back: int = 0) -> list[str]:
    return plain(line_rows(view, WeekFrame.of(view, WEEK, width, back), height))


def test_the_steps_of_the_ladder_are_the_only_labels() -> None:
    rows = drawn(BALANCE)
    labels = {row[:5].strip(): row for row in rows[:-1] if row[:5].strip()}
    assert [*labels] == ["60", "45", "30", "0"]
    assert all((STEP in row) is (label != "0") or label == "0" for label, row in labels.items())
    assert len(rows) == 10
    assert rows[-1].split() == ["Sep", "Oct", "Nov"]


def test_the_lines_end_in_their_signs_and_values() -> None:
    rows = drawn(BALANCE)
    (left,) = (row for row in rows if LEFT in row)
    assert left.endswith(f" {LEFT} 53")
    assert rows[rows.index(left) + 1].endswith(f" {RIGHT} 48")


@pytest.mark.parametrize("height", range(3, 12))
def test_two_values_at_the_same_height_stand_below_each_other(height: int) -> None:
    alike = replace(BALANCE, lines=tuple(LegLine(side, {WEEK: 1.0}) for side in Side))
    rows = drawn(alike, height=height)
    assert [sign for row in rows for sign in (LEFT, RIGHT) if sign in row] == [LEFT, RIGHT]


def test_a_rest_week_is_a_gap_in_the_lines_and_dots_among_the_bars() -> None:
    frame = WeekFrame.of(BALANCE, WEEK, 48)
    at = frame.gutter + 4 * frame.span.cells
    assert all(row[at] in {" ", STEP} for row in drawn(BALANCE)[:-1])
    assert plain(work_rows(BALANCE, frame, 3))[-1][at : at + 3] == f"{GAP * 2} "


def test_bars_have_their_scale_or_the_present_week_where_there_is_one_line() -> None:
    frame = WeekFrame.of(BALANCE, WEEK, 48)
    rows = plain(work_rows(BALANCE, frame, 3))
    assert [row[:5].strip() for row in rows] == ["10", "", "0"]
    assert plain(work_rows(BALANCE, frame, 1))[0].endswith(" 5′")
    assert plain(work_rows(WALK, frame, 1))[0].endswith(" 300")


def test_both_legs_have_one_line_with_a_sign_of_its_own() -> None:
    rows = drawn(WALK)
    assert not any(LEFT in row or RIGHT in row for row in rows)
    assert any(row.endswith(f"{BEST_SIGN} 53") for row in rows)


def test_legs_are_set_apart_on_a_scale_with_both_numbers() -> None:
    last, best, touches = plain(pair_rows(BALANCE, 48, TODAY))
    assert last.split()[-3:] == ["52", "47", "s"]
    assert f"{RIGHT}{APART}" in best
    assert best.rindex(RAIL) < best.index(RIGHT) < best.index(LEFT)
    assert touches.split()[-2:] == ["1.1", "1.3"]
    assert touches.index(LEFT) < touches.index(RIGHT)


def test_where_the_legs_meet_the_left_one_is_seen() -> None:
    (row,) = plain(pair_rows(replace(BALANCE, pairs=(Pair(BEST, 60, 60),)), 48, TODAY))
    assert LEFT in row
    assert RIGHT not in row


def test_a_leg_without_a_value_has_a_dash() -> None:
    (row,) = plain(pair_rows(replace(BALANCE, pairs=(Pair(LAST, 15, None),)), 48, TODAY))
    assert row.split()[-3:] == ["15", "–", "s"]
    assert RIGHT not in row


def test_the_leg_that_lags_is_named_and_sums_are_told_where_there_is_room() -> None:
    lagging = replace(BALANCE, weaker=Weaker(Side.RIGHT, 0.2))
    assert plain(pair_rows(lagging, 48, TODAY))[-1] == lag_words(Weaker(Side.RIGHT, 0.2))
    sums = sum_words(22, 6000, Unit.SECONDS, TODAY, TODAY)
    spread = plain(pair_rows(lagging, 80, TODAY, spread=True))
    assert spread[-1] == sums
    assert spread[0].endswith("right 10 % less")
    assert spread[4].endswith("alike")


def test_both_legs_together_have_the_last_time_beside_the_best() -> None:
    row, sums = plain(pair_rows(WALK, 48, TODAY))
    assert row.index(LAST_SIGN) < row.index(BEST_SIGN)
    assert row.split()[-2:] == ["10", "12"]
    assert sums == sum_words(22, 6000, Unit.REPS, TODAY, TODAY)


def test_one_line_of_values_tells_the_present_and_the_best() -> None:
    assert brief_values(BALANCE, 38).plain.split() == [
        LEFT,
        "left",
        "53",
        RIGHT,
        "right",
        "48",
        "s",
        "best",
        "53",
        "48",
    ]
    assert brief_values(WALK, 38).plain.split() == ["now", "53", "best", "53"]
    assert brief_values(BALANCE, 10).cell_length < 30


@pytest.mark.parametrize("width", range(1, 140, 3))
@pytest.mark.parametrize("view", [BALANCE, WALK])
def test_nothing_is_wider_than_there_is_room(view: ExerciseView, width: int) -> None:
    frame = WeekFrame.of(view, WEEK, width)
    most = max(width, 20)
    assert all(row.cell_length <= most for row in line_rows(view, frame, 10))
    assert all(row.cell_length <= most for row in work_rows(view, frame, 3))
