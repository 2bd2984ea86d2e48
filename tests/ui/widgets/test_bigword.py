"""The big words: how they fit, how they are drawn, and when the widget repaints."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from string import ascii_uppercase
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ankle_tui.ui.widgets.bigword import _OUTLINES, _SMALL_FONT, big_words, two_lines
from tests.builders import shipped

pytestmark = pytest.mark.painted

if TYPE_CHECKING:
    from ankle_tui.core.exercises.exercise import Part

PHRASES = (
    "HOLD LEFT",
    "GET READY",
    "CHANGE SIDES",
    "REST",
    "PAUSED",
    "UP",
    "DOWN",
    "RETURN",
    "HEELS",
    "TOES",
    "INWARDS",
    "OUTWARDS",
    "CIRCLE",
)
# Every small scale, where a pixel matters, and some large ones.
SCALES = (*range(1, 7), 9, 12)
HOLES = {char: {"A": 1, "B": 2, "D": 1, "O": 1, "P": 1, "Q": 1, "R": 1}.get(char, 0) for char in ascii_uppercase}

words = st.text(alphabet=ascii_uppercase + " -·", min_size=1, max_size=12)
widths = st.integers(0, 180)
heights = st.integers(0, 24)

Bitmap = list[list[bool]]


@cache
def bitmap(char: str, scale: int) -> Bitmap:
    """Return a letter pixel by pixel, without the empty half of a last row."""
    pixels = []
    for row in big_words(char, 1000, scale * 3):
        pixels += [[mark in "▀█" for mark in row], [mark in "▄█" for mark in row]]
    return pixels if any(pixels[-1]) else pixels[:-1]


def areas(pixels: Bitmap, *, lit: bool) -> list[set[tuple[int, int]]]:
    """Return the connected areas of lit pixels, or of dark ones, which do not connect at their corners."""
    left = {(x, y) for y, row in enumerate(pixels) for x, mark in enumerate(row) if mark is lit}
    steps = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if lit or dx * dy == 0]
    found = []
    while left:
        front = [left.pop()]
        area = set(front)
        while front:
            x, y = front.pop()
            near = {(x + dx, y + dy) for dx, dy in steps} & left
            left -= near
            area |= near
            front += near
        found.append(area)
    return found


def holes(pixels: Bitmap) -> list[int]:
    """Return the sizes of the areas that a letter encloses."""
    width = len(pixels[0]) + 2
    framed = [[False] * width, *([False, *row, False] for row in pixels), [False] * width]
    return [len(area) for area in areas(framed, lit=False) if (0, 0) not in area]


class TestFit:
    """`big_words` and the box it is given."""

    @given(words | st.text(max_size=20), widths, heights)
    def test_never_larger_than_the_box(self, text: str, width: int, height: int) -> None:
        rows = big_words(text, width, height)
        assert len(rows) <= height
        assert all(cell_len(row) <= width for row in rows)

    @given(words, widths, heights)
    def test_all_rows_are_equally_long(self, text: str, width: int, height: int) -> None:
        assert len({len(row) for row in big_words(text, width, height)}) <= 1

    @given(words, widths, heights)
    def test_a_drawing_has_no_margins(self, text: str, width: int, height: int) -> None:
        rows = big_words(text, width, height)
        if len(rows) > 1:
            assert all(any(row[side] != " " for row in rows) for side in (0, -1))

    @given(words, widths, heights, st.integers(0, 30), st.integers(0, 10))
    def test_a_larger_box_never_gets_a_smaller_word(self, text: str, width: int, height: int, dx: int, dy: int) -> None:
        small, large = big_words(text, width, height), big_words(text, width + dx, height + dy)
        assert len(large) >= len(small)
        assert not small or len(large[0]) >= len(small[0])

    @pytest.mark.parametrize("text", [*PHRASES, *ascii_uppercase])
    def test_every_scale_is_wider_and_higher_than_the_one_before(self, text: str) -> None:
        drawings = [big_words(text, 2000, scale * 3) for scale in SCALES]
        assert [len(rows) for rows in drawings] == [scale * 3 for scale in SCALES]
        assert all(len(small[0]) <= len(large[0]) for small, large in pairwise(drawings))

    @pytest.mark.parametrize("text", PHRASES)
    def test_exactly_fitting_room_is_enough_and_one_cell_less_is_not(self, text: str) -> None:
        for scale in (1, 2, 3):
            width = len(big_words(text, 1000, scale * 3)[0])
            assert len(big_words(text, width, scale * 3)) == scale * 3
            assert len(big_words(text, width - 1, scale * 3)) < scale * 3
            assert len(big_words(text, width, scale * 3 - 1)) < scale * 3

    @pytest.mark.parametrize(
        ("width", "height", "rows"), [(40, 1, 1), (78, 3, 3), (100, 4, 3), (158, 6, 6), (158, 8, 6)]
    )
    @pytest.mark.parametrize("text", PHRASES)
    def test_the_phrases_are_as_high_as_their_places(self, text: str, width: int, height: int, rows: int) -> None:
        assert len(big_words(text, width, height)) == rows

    @pytest.mark.parametrize("height", [1, 2])
    def test_plain_text_in_too_low_a_box(self, height: int) -> None:
        assert big_words("Hold left", 100, height) == ["HOLD LEFT"]

    def test_plain_text_in_too_narrow_a_box(self) -> None:
        assert big_words("HOLD LEFT", 30, 9) == ["HOLD LEFT"]

    @pytest.mark.parametrize(
        ("width", "expected"), [(9, "HOLD LEFT"), (8, "HOLD LE…"), (6, "HOLD…"), (5, "HOLD…"), (2, "H…"), (1, "…")]
    )
    def test_what_does_not_fit_at_all_is_cut_off(self, width: int, expected: str) -> None:
        assert big_words("HOLD LEFT", width, 3) == [expected]

    @pytest.mark.parametrize("text", ["4 × 30", "ÜBUNG", "UP!"])
    def test_unknown_characters_come_back_as_plain_text(self, text: str) -> None:
        assert big_words(text, 100, 30) == [text]

    def test_wide_characters_are_cut_off_between_cells(self) -> None:
        assert big_words("左足左足", 6, 3) == ["左足…"]

    def test_small_letters_become_capitals(self) -> None:
        assert big_words("rest", 40, 6) == big_words("REST", 40, 6)

    def test_white_space_is_one_space_and_never_around_the_words(self) -> None:
        assert big_words(" HOLD \n LEFT\t", 100, 3) == big_words("HOLD LEFT", 100, 3)

    @pytest.mark.parametrize(("text", "width", "height"), [("", 80, 24), (" ", 80, 24), ("UP", 0, 24), ("UP", 80, 0)])
    def test_nothing_to_draw_or_nowhere_to_draw_it(self, text: str, width: int, height: int) -> None:
        assert big_words(text, width, height) == []

    def test_the_answer_is_the_callers_own(self) -> None:
        big_words("UP", 20, 10).clear()
        assert big_words("UP", 20, 10)


class TestTwoLines:
    """`two_lines`, for what is longer than a word or two."""

    @given(words, widths, heights)
    def test_they_are_never_smaller_than_one_and_stay_in_the_box(self, text: str, width: int, height: int) -> None:
        rows, one = two_lines(text, width, height), big_words(text, width, height)
        assert len(rows) >= len(one)
        assert len(rows) <= height
        assert {len(row) for row in rows} <= {max(map(len, rows), default=0)}
        assert max(map(cell_len, rows), default=0) <= width

    @pytest.mark.parametrize("part", shipped().get("band-ankle").variations[0].parts, ids=lambda part: part.id)
    def test_every_set_up_of_the_band_is_drawn_large_in_80_columns(self, part: Part) -> None:
        assert len(two_lines(part.setup, 74, 7)) == 7
        assert len(two_lines(part.setup, 36, 3)) == 1

    def test_both_lines_are_the_words_themselves(self) -> None:
        first, second = big_words("ANCHOR IN", 74, 3), big_words("FRONT OF YOU", 74, 3)
        rows = two_lines("Anchor in front of you", 74, 7)
        assert [row.strip() for row in rows] == [row.strip() for row in (*first, "", *second)]

    def test_one_line_where_it_is_as_large(self) -> None:
        assert list(two_lines("GO ON", 74, 7)) == big_words("GO ON", 74, 7)


class TestTypeface:
    """The drawings, at every scale."""

    def test_both_fonts_draw_the_same_characters(self) -> None:
        assert _SMALL_FONT.keys() - {" "} == _OUTLINES.keys() == {*ascii_uppercase, "-", "·"}

    @pytest.mark.parametrize("char", _SMALL_FONT)
    def test_the_small_font_is_drawn_on_even_rows(self, char: str) -> None:
        assert len(_SMALL_FONT[char]) == 6
        assert len({len(row) for row in _SMALL_FONT[char]}) == 1
        assert {mark for row in _SMALL_FONT[char] for mark in row} <= {"#", "."}

    @pytest.mark.parametrize("scale", SCALES)
    def test_letters_differ(self, scale: int) -> None:
        assert len({str(bitmap(char, scale)) for char in ascii_uppercase}) == 26

    @pytest.mark.parametrize("scale", SCALES)
    def test_letters_are_one_piece_each_and_fill_their_box(self, scale: int) -> None:
        for char in ascii_uppercase:
            pixels = bitmap(char, scale)
            assert len(areas(pixels, lit=True)) == 1, char
            assert scale * 6 - 1 <= len(pixels) <= scale * 6, char
            assert any(pixels[0]), char
            assert any(row[0] for row in pixels), char
            assert any(row[-1] for row in pixels), char

    @pytest.mark.parametrize("scale", SCALES)
    def test_letters_enclose_what_they_should(self, scale: int) -> None:
        found = {char: holes(bitmap(char, scale)) for char in ascii_uppercase}
        assert {char: len(sizes) for char, sizes in found.items()} == HOLES
        assert min(size for sizes in found.values() for size in sizes) >= 2

    @pytest.mark.parametrize("scale", SCALES)
    def test_letters_are_as_wide_as_they_are_in_print(self, scale: int) -> None:
        size = {char: len(bitmap(char, scale)[0]) for char in ascii_uppercase}
        assert size["I"] < size["L"] <= size["O"] < size["M"] == size["W"]
        assert all(3 * scale <= size[char] <= 6 * scale for char in ascii_uppercase if char != "I")

    @pytest.mark.parametrize("scale", SCALES)
    def test_symmetric_letters_are_symmetric(self, scale: int) -> None:
        for char in "AHIMOTUVWXY":
            pixels = bitmap(char, scale)
            assert pixels == [row[::-1] for row in pixels], char
        # The middle bar of the small H stands above the middle.
        for char in "CDHIKOX" if scale > 1 else "CDIKOX":
            pixels = bitmap(char, scale)
            assert pixels == pixels[::-1], char

    @pytest.mark.parametrize("scale", SCALES)
    def test_the_open_ends_of_a_c_and_a_g_stay_open(self, scale: int) -> None:
        for char in "CG":
            right = [row[-1] for row in bitmap(char, scale)]
            gap = right[right.index(True) :].index(False)
            assert right[right.index(True) + gap :].index(True) >= max(1, scale // 2), char

    @pytest.mark.parametrize("scale", SCALES)
    def test_signs_are_narrower_than_letters(self, scale: int) -> None:
        assert all(len(big_words(sign, 1000, scale * 3)[0]) < 4 * scale for sign in "-·")

    @pytest.mark.parametrize("scale", SCALES)
    def test_words_stand_further_apart_than_letters(self, scale: int) -> None:
        joined, apart = (len(big_words(text, 1000, scale * 3)[0]) for text in ("HH", "H H"))
        between_letters = joined - 2 * len(bitmap("H", scale)[0])
        assert apart - joined >= 2 * between_letters
