"""The bar of the session screen and its marks, checked without a screen."""

import itertools

import pytest

from ankle_tui.ui.session.bar import MARK, Tick, bar_cells, segment_spans, tick_words
from ankle_tui.ui.session.pieces import balanced


@pytest.mark.parametrize("width", [1, 7, 38, 74])
@pytest.mark.parametrize("segments", [0, 1, 4, 10, 12, 60])
@pytest.mark.parametrize("share", [0.0, 0.04, 0.5, 0.95, 1.0])
def test_a_bar_is_as_wide_as_its_place(width: int, segments: int, share: float) -> None:
    over, left = bar_cells(share, width, heavy=True, segments=segments)
    assert len(over + left) == width
    assert bool(over.strip()) is (round(share * width * 2) > 0 if not segment_spans(width, segments) else share > 0)


def test_a_segment_a_rep_of_about_equal_length_with_a_gap_between() -> None:
    over, left = bar_cells(0.65, 68, heavy=True, segments=10)
    drawn = (over + left).split(" ")
    assert len(drawn) == 10
    assert {len(segment) for segment in drawn} <= {5, 6}
    assert drawn[:6] == ["█" * len(segment) for segment in drawn[:6]]
    assert "█" in drawn[6]
    assert "░" in drawn[6]
    assert set("".join(drawn[7:])) == {"░"}


def test_too_many_segments_are_one_piece() -> None:
    assert " " not in "".join(bar_cells(0.5, 38, heavy=True, segments=30))


def test_a_second_of_a_minute_changes_a_cell_or_two() -> None:
    drawn = ["".join(bar_cells(second / 60, 74, heavy=True)) for second in range(61)]
    changed = [sum(a != b for a, b in zip(one, other, strict=True)) for one, other in itertools.pairwise(drawn)]
    assert max(changed) <= 2


def test_marks_stand_under_their_places_behind_their_words() -> None:
    line = tick_words([Tick(0.5, "half"), Tick(0.9, "last 54 s")], 74)
    assert [at for at, char in enumerate(line) if char == MARK] == [36, 66]
    assert line.split() == ["half", MARK, "last", "54", "s", MARK]
    assert len(tick_words([Tick(1.0, "last 60 s")], 74)) == 74


def test_words_without_room_are_left_out_and_marks_at_one_place_are_one() -> None:
    near = tick_words([Tick(0.5, "half"), Tick(0.52, "last 31 s")], 74)
    assert near.count(MARK) == 2
    assert "last" not in near
    assert tick_words([Tick(0.5, "half"), Tick(0.5, "last 30 s")], 74).strip() == f"half, last 30 s {MARK}"
    assert tick_words([Tick(0.01, "last 1 s")], 74) == MARK
    assert tick_words([], 74) == ""


def test_a_mark_under_reps_stands_at_the_end_of_its_segment() -> None:
    line, spans = tick_words([Tick(0.9, "last 9")], 68, 10), segment_spans(68, 10)
    assert line.index(MARK) == spans[8][1] - 1


@pytest.mark.parametrize("width", [10, 27, 30])
def test_a_wrapped_cue_has_about_equal_lines(width: int) -> None:
    text = "Stand next to a wall, on one leg"
    lines = balanced(text, width, 9)
    assert " ".join(lines) == text
    assert max(map(len, lines)) <= width
    assert max(map(len, lines)) - min(map(len, lines)) <= 8


def test_what_does_not_fit_is_cut_with_an_ellipsis() -> None:
    assert balanced("Stand next to a wall, on one leg", 12, 1) == ("Stand next …",)
    assert balanced("", 12, 2) == ("",)
