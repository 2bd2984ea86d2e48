"""The words of Progress."""

import datetime as dt

import pytest

from ankle_tui.core.exercises.exercise import Side, Unit
from ankle_tui.core.self_tests.protocols import PROTOCOLS, SelfTestId
from ankle_tui.core.training.ledger import Weaker
from ankle_tui.ui.progress.progress_wording import (
    best_title,
    block_words,
    difference_words,
    fact_words,
    lag_words,
    needs_words,
    pairs_title,
    part_label,
    self_test_name,
    so_far_words,
    sum_words,
    total_words,
    touch_difference_words,
    touch_words,
    unit_words,
    window_words,
    work_title,
)

TODAY = dt.date(2026, 11, 22)


def test_the_leg_that_lags_is_named_with_its_share() -> None:
    assert lag_words(Weaker(Side.RIGHT, 1 / 3)) == "Right leg: 33 % less work, twice in a row."


def test_what_the_panels_are_called() -> None:
    assert best_title(Unit.SECONDS, clean=True) == "Longest clean hold, seconds"
    assert best_title(Unit.SECONDS, clean=True, brief=True) == "clean hold, s"
    assert [best_title(Unit.REPS, clean=False, brief=brief) for brief in (False, True)] == [
        "Best set, reps",
        "best set, reps",
    ]
    assert work_title(Unit.SECONDS, minutes=True) == "Work, minutes a week"
    assert work_title(Unit.STEPS, minutes=False) == "Work, steps a week"
    assert [pairs_title(sided=sided) for sided in (True, False)] == ["Left and right", "Last and best"]


def test_the_weeks_shown_are_counted_or_dated() -> None:
    first = dt.date(2026, 8, 31)
    assert window_words(first, TODAY, 12, TODAY) == "12 weeks"
    assert window_words(first, dt.date(2026, 11, 1), 9, TODAY) == "31 Aug to 1 Nov"
    assert window_words(dt.date(2025, 12, 1), dt.date(2026, 2, 1), 9, TODAY) == "1 Dec 2025 to 1 Feb"


def test_what_stands_beside_the_title_and_the_bars() -> None:
    assert [fact_words(sided=sided) for sided in (True, False)] == ["● left  ○ right", "both legs"]
    assert so_far_words("82 min") == " so far · total 82 min"
    assert sum_words(1, 95, Unit.SECONDS, TODAY, TODAY) == "1 session · total 95 s · last 22 Nov"
    assert [block_words(8, 8, over=over) for over in (False, True)] == ["Block 8/8", "Block done"]
    assert needs_words("band") == "starts with a band"


def test_the_legs_are_compared_in_words() -> None:
    assert [difference_words(*legs) for legs in ((52, 47), (47, 52), (48, 47), (None, 5), (0, 0))] == [
        "right 10 % less",
        "left 10 % less",
        "alike",
        "",
        "",
    ]
    assert [touch_difference_words(*legs) for legs in ((1.1, 1.3), (1, 2.2), (None, 1))] == [
        "alike",
        "right 1.2 more",
        "",
    ]


def test_numbers_with_and_without_their_unit() -> None:
    assert [touch_words(rate) for rate in (None, 0, 1.14)] == ["–", "0", "1.1"]
    assert [unit_words(unit) for unit in Unit] == ["s", "", ""]


def test_a_self_test_is_named_apart_from_exercises() -> None:
    raises = PROTOCOLS[SelfTestId.RAISE]
    assert self_test_name(raises) == "Test: Heel raise"
    assert [part_label(raises, part) for part in ("", "eyes closed")] == ["heel raise", "eyes closed"]


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        (95, Unit.SECONDS, "95 s"),
        (720, Unit.SECONDS, "12 min"),
        (12_600, Unit.SECONDS, "3.5 h"),
        (480, Unit.REPS, "480 reps"),
        (1, Unit.STEPS, "1 step"),
    ],
)
def test_sums_in_words(amount: float, unit: Unit, words: str) -> None:
    assert total_words(amount, unit) == words
