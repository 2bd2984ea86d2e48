"""The big digits: how they fit, how they are drawn, and when the widget repaints."""

from __future__ import annotations

from functools import cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from ankle_tui.ui.widgets.bignum import DIGITS, BigNumber, _Cut, _cuts, _glyph, big_text

pytestmark = pytest.mark.painted

if TYPE_CHECKING:
    from textual.strip import Strip

ROWS = range(3, 41)
# Every small height, where a pixel matters, and some large ones; each as designed and condensed.
CUTS = sorted({cut for rows in (*range(3, 15), 18, 23, 30, 36) for cut in (_cuts(rows)[0], _cuts(rows)[-1])}, key=str)
HOLES = {"0": 1, "1": 0, "2": 0, "3": 0, "5": 0, "6": 1, "7": 0, "8": 2, "9": 1}

texts = st.text(alphabet=DIGITS + ":./- ", min_size=1, max_size=6)
numbers = st.text(alphabet=DIGITS, min_size=1, max_size=3)
widths = st.integers(0, 180)
heights = st.integers(0, 48)

Bitmap = list[list[bool]]


@cache
def bitmap(char: str, cut: _Cut) -> Bitmap:
    """Return a glyph pixel by pixel, down to the height of its cut."""
    pixels = []
    for row in _glyph(char, cut):
        pixels += [[mark in "▀█" for mark in row], [mark in "▄█" for mark in row]]
    assert not any(map(any, pixels[cut.height :]))
    return pixels[: cut.height]


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
    """Return the sizes of the areas that a glyph encloses."""
    width = len(pixels[0]) + 2
    framed = [[False] * width, *([False, *row, False] for row in pixels), [False] * width]
    return [len(area) for area in areas(framed, lit=False) if (0, 0) not in area]


def lit_runs(line: list[bool]) -> list[int]:
    return [len(list(run)) for mark, run in groupby(line) if mark]


class TestFit:
    """`big_text` and the box it is given."""

    @given(texts, widths, heights)
    def test_never_larger_than_the_box(self, text: str, width: int, height: int) -> None:
        rows = big_text(text, width, height)
        assert len(rows) <= height
        assert all(len(row) <= width for row in rows)

    @given(texts, widths, heights)
    def test_all_rows_are_equally_long(self, text: str, width: int, height: int) -> None:
        assert len({len(row) for row in big_text(text, width, height)}) <= 1

    @given(texts, widths, heights, st.integers(0, 30), st.integers(0, 10))
    def test_a_larger_box_never_gets_a_smaller_number(
        self, text: str, width: int, height: int, dx: int, dy: int
    ) -> None:
        small, large = big_text(text, width, height), big_text(text, width + dx, height + dy)
        assert len(large) >= len(small)
        assert not small or len(large[0]) >= len(small[0])

    @pytest.mark.parametrize("text", ["1:23", "1/2", "1-2", "1 2"])
    def test_every_cell_more_is_at_least_no_loss(self, text: str) -> None:
        for height in range(1, 12):
            lengths = [len(big_text(text, width, height)[0]) for width in range(4, 60)]
            taller = [len(big_text(text, width, height + 1)[0]) for width in range(4, 60)]
            assert lengths == sorted(lengths)
            assert all(after >= before for before, after in zip(lengths, taller, strict=True))

    @pytest.mark.parametrize("rows", ROWS)
    def test_uses_every_row_where_there_is_width(self, rows: int) -> None:
        drawing = big_text("08:15/9", 1000, rows)
        assert len(drawing) == rows
        assert drawing[0].strip()
        assert drawing[-1].strip()

    @given(numbers, numbers, widths, heights)
    def test_counting_never_moves_the_number(self, one: str, other: str, width: int, height: int) -> None:
        other = other[0] * len(one)
        first, second = big_text(one, width, height), big_text(other, width, height)
        assert [len(row) for row in first] == [len(row) for row in second]

    @given(st.sampled_from(["00", "0:00", "00/00"]), numbers, widths, heights)
    def test_the_reserve_sets_the_size(self, reserve: str, text: str, width: int, height: int) -> None:
        text = text[:2]
        shown, widest = big_text(text, width, height, reserve), big_text(reserve, width, height)
        assert len(shown) == len(widest) or height < 1 or widest == ["…"]

    def test_a_text_wider_than_its_reserve_still_fits(self) -> None:
        assert big_text("100", 40, 20, "00") == big_text("100", 40, 20)

    @pytest.mark.parametrize(("width", "height"), [(20, 2), (20, 1), (8, 10), (2, 40)])
    def test_plain_text_where_no_digit_can_be_drawn(self, width: int, height: int) -> None:
        assert big_text("42", width, height) == ["42"]

    def test_unknown_characters_come_back_as_plain_text(self) -> None:
        assert big_text("4 kg", 100, 30) == ["4 kg"]

    def test_a_number_is_never_cut_off(self) -> None:
        assert big_text("123", 2, 10) == ["…"]

    @pytest.mark.parametrize(("text", "width", "height"), [("", 80, 24), ("1", 0, 24), ("1", 80, 0)])
    def test_nothing_to_draw_or_nowhere_to_draw_it(self, text: str, width: int, height: int) -> None:
        assert big_text(text, width, height) == []

    def test_the_answer_is_the_callers_own(self) -> None:
        big_text("1", 20, 10).clear()
        assert big_text("1", 20, 10)


class TestTypeface:
    """The drawings, at every size."""

    @pytest.mark.parametrize("rows", ROWS)
    def test_digits_are_upright_and_never_stretched(self, rows: int) -> None:
        cuts = _cuts(rows)
        assert all(0.5 <= cut.width / cut.height <= 0.75 for cut in cuts)
        assert all(wide.width == narrow.width + 1 for wide, narrow in pairwise(cuts))

    @pytest.mark.parametrize("cut", CUTS, ids=str)
    def test_digits_differ_and_have_one_width(self, cut: _Cut) -> None:
        glyphs = [_glyph(char, cut) for char in DIGITS]
        assert len(set(glyphs)) == 10
        assert {len(row) for glyph in glyphs for row in glyph} == {cut.width}

    @pytest.mark.parametrize("cut", CUTS, ids=str)
    def test_digits_are_one_piece_each_and_fill_their_box(self, cut: _Cut) -> None:
        for char in DIGITS:
            pixels = bitmap(char, cut)
            assert len(areas(pixels, lit=True)) == 1, char
            assert any(pixels[0]), char
            assert any(pixels[-1]), char

    @pytest.mark.parametrize("cut", CUTS, ids=str)
    def test_digits_enclose_what_they_should(self, cut: _Cut) -> None:
        found = {char: holes(bitmap(char, cut)) for char in DIGITS}
        # A small bold 4 is open at the top.
        assert len(found.pop("4")) <= 1
        assert {char: len(sizes) for char, sizes in found.items()} == HOLES

    @pytest.mark.parametrize("cut", CUTS, ids=str)
    def test_no_hole_is_a_mere_speck(self, cut: _Cut) -> None:
        assert min(size for char in DIGITS for size in holes(bitmap(char, cut))) >= 2

    @pytest.mark.parametrize("cut", CUTS, ids=str)
    def test_the_inner_edge_of_a_2_runs_down_without_a_step_back(self, cut: _Cut) -> None:
        leg = bitmap("2", cut)[max(2, cut.stub) : cut.height - cut.stroke + 1]
        starts = [row.index(True) for row in leg]
        assert starts == sorted(starts, reverse=True)

    @pytest.mark.parametrize("cut", CUTS, ids=str)
    def test_strokes_are_equally_thick(self, cut: _Cut) -> None:
        zero = bitmap("0", cut)
        middle_column = [row[cut.width // 2] for row in zero]
        assert lit_runs(zero[cut.height // 2]) == [cut.stroke] * 2
        assert lit_runs(middle_column) == [cut.stroke] * 2
        if not cut.is_small:
            assert lit_runs([row[cut.width // 2] for row in bitmap("8", cut)]) == [cut.stroke] * 3
            # The slope of a 7 meets its rows at an angle, never thinner than the stroke itself.
            slope = {run for row in bitmap("7", cut)[cut.stroke :] for run in lit_runs(row)}
            assert len(slope) == 1
            assert cut.stroke <= slope.pop() <= cut.stroke * 1.25

    @pytest.mark.parametrize("cut", CUTS, ids=str)
    def test_round_digits_are_symmetric(self, cut: _Cut) -> None:
        for char in "08":
            pixels = bitmap(char, cut)
            assert pixels == [row[::-1] for row in pixels]
            assert cut.is_small or pixels == pixels[::-1]
        assert bitmap("9", cut) == [row[::-1] for row in bitmap("6", cut)[::-1]]

    @pytest.mark.parametrize("cut", CUTS, ids=str)
    def test_signs_are_narrower_than_digits_and_not_empty(self, cut: _Cut) -> None:
        assert len(areas(bitmap(":", cut), lit=True)) == 2
        assert len(areas(bitmap("/", cut), lit=True)) == 1
        assert len(areas(bitmap("-", cut), lit=True)) == 1
        assert len(areas(bitmap(" ", cut), lit=True)) == 0
        assert all(cut.advance(char) < cut.width for char in ":./- ")

    def test_the_stroke_is_bold_enough_to_be_read_from_afar(self) -> None:
        (wide, *_) = _cuts(30)
        assert 0.18 <= wide.stroke / wide.width <= 0.22


class CountingNumber(BigNumber):
    """A number that keeps count of what it is asked to do."""

    drawn = 0
    laid_out = 0

    def render_line(self, y: int) -> Strip:
        self.drawn += 1
        return super().render_line(y)

    def on_resize(self) -> None:
        self.laid_out += 1


class NumberApp(App[None]):
    """One number that fills the screen."""

    CSS = "BigNumber { color: rgb(10,200,30); background: rgb(1,2,3); }"

    def __init__(self, value: str) -> None:
        super().__init__()
        self.number = CountingNumber(value)

    def compose(self) -> ComposeResult:
        yield self.number

    def picture(self) -> list[str]:
        return [self.number.render_line(y).text for y in range(self.number.size.height)]


def drawing(picture: list[str]) -> list[str]:
    """Return a picture without the margins around it."""
    rows = [row for row in picture if row.strip()]
    left = min(len(row) - len(row.lstrip()) for row in rows)
    right = max(len(row.rstrip()) for row in rows)
    return [row[left:right] for row in rows]


class TestWidget:
    """`BigNumber` on a screen."""

    async def test_shows_the_number_in_the_middle(self) -> None:
        app = NumberApp("00")
        async with app.run_test(size=(61, 25)):
            picture = app.picture()
        expected = big_text("00", 61, 25)
        assert {len(row) for row in picture} == {61}
        assert len(picture) == 25
        assert drawing(picture) == expected
        left = (61 - len(expected[0])) // 2
        top = (25 - len(expected)) // 2
        assert picture[top] == (" " * left + expected[0]).ljust(61)

    async def test_the_same_value_repaints_nothing(self) -> None:
        app = NumberApp("12")
        async with app.run_test(size=(40, 12)) as pilot:
            await pilot.pause()
            before = app.number.drawn
            app.number.update("12")
            await pilot.pause()
            assert app.number.drawn == before

    async def test_another_value_repaints_without_a_layout(self) -> None:
        app = NumberApp("12")
        async with app.run_test(size=(40, 12)) as pilot:
            await pilot.pause()
            drawn, laid_out = app.number.drawn, app.number.laid_out
            app.number.update("11")
            await pilot.pause()
            assert app.number.value == "11"
            assert app.number.drawn > drawn
            assert app.number.laid_out == laid_out
            assert drawing(app.picture()) == drawing(big_text("11", 40, 12))

    async def test_grows_with_the_terminal(self) -> None:
        app = NumberApp("7")
        async with app.run_test(size=(20, 6)) as pilot:
            assert len(drawing(app.picture())) == 6
            await pilot.resize_terminal(60, 20)
            await pilot.pause()
            assert len(drawing(app.picture())) == 20

    async def test_takes_its_colours_from_css(self) -> None:
        app = NumberApp("8")
        async with app.run_test(size=(20, 10)):
            style = app.number.visual_style.rich_style
            segments = [segment for y in range(10) for segment in app.number.render_line(y)]
        assert style.color is not None
        assert style.color.triplet == (10, 200, 30)
        assert {segment.style for segment in segments} == {style}

    async def test_cannot_be_selected(self) -> None:
        app = NumberApp("8")
        async with app.run_test(size=(20, 10)):
            assert not app.number.allow_select

    async def test_an_empty_value_leaves_the_room_empty(self) -> None:
        app = NumberApp("")
        async with app.run_test(size=(20, 10)):
            assert app.picture() == [" " * 20] * 10
