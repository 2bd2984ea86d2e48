"""Big digits that grow with the room they get, to be read from across the room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import hypot
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

DIGITS = "0123456789"

_Pixels = frozenset[tuple[int, int]]
"""Lit pixels as (x, y) from the top left. A cell is one pixel wide and two high, which makes pixels about square."""

_MIN_ROWS = 3
"""With fewer rows a digit has no holes left, and plain text reads better."""

_ASPECT, _NARROWEST_ASPECT = 0.62, 0.52
"""Width to height of a digit: as designed, and how far it may be condensed before it has to become lower instead."""

_HALF_BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}

_SMALL_FONT = {
    "0": (".##.", "#..#", "#..#", "#..#", "#..#", ".##."),
    "1": ("..#.", ".##.", "..#.", "..#.", "..#.", ".###"),
    "2": (".##.", "#..#", "...#", "..#.", ".#..", "####"),
    "3": ("###.", "...#", ".##.", "...#", "...#", "###."),
    "4": ("..##", ".#.#", "#..#", "####", "...#", "...#"),
    "5": ("####", "#...", "###.", "...#", "...#", "###."),
    "6": (".##.", "#...", "###.", "#..#", "#..#", ".##."),
    "7": ("####", "...#", "..#.", "..#.", ".#..", ".#.."),
    "8": (".##.", "#..#", ".##.", "#..#", "#..#", ".##."),
    "9": (".##.", "#..#", "#..#", ".###", "...#", ".##."),
    ":": (".", "#", ".", ".", "#", "."),
    "/": ("..#", "..#", ".#.", ".#.", "#..", "#.."),
    "-": ("...", "...", "###", "...", "...", "..."),
    " ": ("..", "..", "..", "..", "..", ".."),
}
"""The lowest size, where curves and slopes would only be noise, with every pixel placed by hand."""


@dataclass(frozen=True)
class _Cut:
    """One size of the typeface, in pixels.

    Attributes:
        width: Width of a digit. All ten are equally wide, so a number stays put while it counts.
        height: Height of every character.
    """

    width: int
    height: int

    @classmethod
    def of(cls, width: int, rows: int) -> _Cut:
        """Return the cut that is `width` pixels wide and `rows` cells high."""
        # An odd stroke leaves two equal halves around the middle bar only in an odd height.
        odd = rows > _MIN_ROWS and cls(width, 0).stroke % 2
        return cls(width, rows * 2 - odd)

    @property
    def is_small(self) -> bool:
        """Whether this is the size drawn by hand."""
        return self.height == _MIN_ROWS * 2

    @property
    def stroke(self) -> int:
        """Thickness of every stroke, and the space between two characters."""
        # About a fifth of the width, generously rounded up so that small sizes are bold early.
        return _round(self.width * 0.2 + 0.35)

    @property
    def waist(self) -> int:
        """Top edge of the middle bar."""
        return (self.height - self.stroke) // 2

    @property
    def radius(self) -> float:
        """Outer radius of the corners."""
        return 0.9 * min(self.width, self.waist + self.stroke) / 2

    @property
    def stub(self) -> int:
        """How far the open ends of 2, 3, 5, 6 and 9 reach in from the top or bottom edge."""
        return self.stroke + _round((self.waist - self.stroke) * 0.45)

    @property
    def dot(self) -> int:
        """Side of the two dots of a colon."""
        return self.stroke + self.stroke // 4

    def advance(self, char: str) -> int:
        """Return the width of one character."""
        if self.is_small:
            return len(_SMALL_FONT[char][0])
        if char in DIGITS:
            return self.width
        if char == ":":
            return self.dot
        return _round(self.width * 0.4) if char == " " else max(3, _round(self.width * 0.6))

    def measure(self, text: str) -> int:
        """Return the width of a text, in pixels and so in cells."""
        return sum(map(self.advance, text)) + self.stroke * (len(text) - 1)


def big_text(text: str, width: int, height: int, reserve: str = "") -> list[str]:
    """Draw a number as large as it fits into a box.

    Args:
        text: What to draw: digits, ":", "/", "-" and spaces. Anything else comes back as plain text.
        width: Width of the box in cells.
        height: Height of the box in cells.
        reserve: The widest text to come. The size is chosen so that it would fit too, and hence stays the same for all.

    Returns:
        The rows of the drawing without margins, all equally long and never more than the box holds. Where no digit can
        be drawn, one row with the text itself, or with an ellipsis if not even that fits.
    """
    return list(_draw(text, width, height, reserve))


class BigNumber(Widget):
    """A number drawn as large as the widget's size allows, in its middle and in its colour."""

    ALLOW_SELECT: ClassVar[bool] = False

    DEFAULT_CSS = """
    BigNumber {
        width: 1fr;
        height: 1fr;
    }
    """

    def __init__(
        self,
        value: str = "",
        *,
        reserve: str = "",
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        """Create the number.

        Args:
            value: The text to show first.
            reserve: The widest text this number will show, such as "00", so that its digits keep their size.
            name: The name of the widget.
            id: The id of the widget in the DOM.
            classes: The CSS classes of the widget.
        """
        super().__init__(name=name, id=id, classes=classes)
        self._value = value
        self._reserve = reserve

    @property
    def value(self) -> str:
        """The text shown."""
        return self._value

    def update(self, value: str, *, reserve: str | None = None) -> None:
        """Show another text, repainting only if something changed and never moving the layout.

        Args:
            value: The new text.
            reserve: The new widest text, or None to keep the present one.
        """
        wanted = (value, self._reserve if reserve is None else reserve)
        if wanted != (self._value, self._reserve):
            self._value, self._reserve = wanted
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one row of the content area.

        Args:
            y: The row, counted from the top of the content.

        Returns:
            The row, as wide as the content.
        """
        rows = _draw(self._value, *self.size, self._reserve)
        return _centred_line(rows, y, self.size, self.visual_style.rich_style)


def _centred_line(rows: Sequence[str], y: int, size: Size, style: Style) -> Strip:
    """Return one line of a box with a drawing in its middle."""
    line = y - (size.height - len(rows)) // 2
    if not 0 <= line < len(rows):
        return Strip.blank(size.width, style)
    left = (size.width - cell_len(rows[line])) // 2
    return Strip([Segment(" " * left + rows[line], style)]).adjust_cell_length(size.width, style)


@lru_cache(maxsize=128)
def _draw(text: str, width: int, height: int, reserve: str) -> tuple[str, ...]:
    cut = _largest_cut(text, width, height, reserve)
    if cut is None:
        return _plain(text, width, height)
    glyphs = [_glyph(char, cut) for char in text]
    return tuple((" " * cut.stroke).join(row) for row in zip(*glyphs, strict=True))


def _plain(text: str, width: int, height: int) -> tuple[str, ...]:
    if not text or width < 1 or height < 1:
        return ()
    # Half a number would be a wrong number.
    return (text,) if cell_len(text) <= width else ("…",)


def _largest_cut(text: str, width: int, height: int, reserve: str) -> _Cut | None:
    if not text or not set(text + reserve) <= _SMALL_FONT.keys():
        return None
    for rows in range(height, _MIN_ROWS - 1, -1):
        for cut in _cuts(rows):
            if max(cut.measure(text), cut.measure(reserve)) <= width:
                return cut
    return None


def _cuts(rows: int) -> list[_Cut]:
    """Return the cuts of one height, from the designed one to the most condensed."""
    widest, narrowest = _round(rows * 2 * _ASPECT), int(rows * 2 * _NARROWEST_ASPECT)
    if rows == _MIN_ROWS:
        widest = narrowest = len(_SMALL_FONT["0"][0])
    return [_Cut.of(width, rows) for width in range(widest, narrowest - 1, -1)]


@lru_cache(maxsize=128)
def _glyph(char: str, cut: _Cut) -> tuple[str, ...]:
    """Return the rows of one character, in half blocks."""
    lit = _by_hand(_SMALL_FONT[char]) if cut.is_small else _OUTLINES[char](cut)
    return _half_blocks(lit, cut.advance(char), cut.height)


def _half_blocks(lit: _Pixels, width: int, height: int) -> tuple[str, ...]:
    return tuple(
        "".join(_HALF_BLOCKS[(x, y) in lit, (x, y + 1) in lit] for x in range(width)) for y in range(0, height, 2)
    )


def _by_hand(drawing: Sequence[str]) -> _Pixels:
    return frozenset((x, y) for y, row in enumerate(drawing) for x, mark in enumerate(row) if mark == "#")


def _zero(cut: _Cut) -> _Pixels:
    return _ring(cut, 0, cut.height)


def _one(cut: _Cut) -> _Pixels:
    w, h, t = cut.width, cut.height, cut.stroke
    stem = (w - t + 1) // 2
    flag = _slope(stem + t, 0, stem - _round(w * 0.28), _round(h * 0.28) - 1, t)
    return _rect(stem, 0, stem + t, h) | flag | _rect(0, h - t, w, h)


def _two(cut: _Cut) -> _Pixels:
    w, h, t = cut.width, cut.height, cut.stroke
    knee = _round(h * 0.36)
    # The arch reaches a little past the knee and the leg begins outside the body: their inner edges meet without a step.
    arch = (_zero(cut) & _rect(0, 0, w, knee + t // 3)) - _rect(0, cut.stub, w // 2, h)
    leg = _slope(w + t // 2, knee - 1, 0, h - t, t) & _rect(0, 0, w, h)
    return arch | leg | _rect(0, h - t, w, h)


def _three(cut: _Cut) -> _Pixels:
    return _eight(cut) - _rect(0, cut.stub, _round(cut.width * 0.35), cut.height - cut.stub)


def _four(cut: _Cut) -> _Pixels:
    w, h, t = cut.width, cut.height, cut.stroke
    stem = w - t - max(1, _round(w * 0.12))
    if stem <= t * 2:
        # A slope would fill the hole: open at the top instead.
        bar = _round(h * 0.7) - t
        return _rect(0, 0, t, bar) | _rect(0, bar, w, bar + t) | _rect(w - t, 0, w, h)
    bar = _round(h * 0.78) - t
    return _rect(stem, 0, stem + t, h) | _rect(0, bar, w, bar + t) | _slope(stem + (t + 1) // 2, 0, 0, bar - 1, t)


def _five(cut: _Cut) -> _Pixels:
    w, h, t = cut.width, cut.height, cut.stroke
    bowl = _lower_bowl(cut) - _rect(0, cut.waist, w // 2, h - cut.stub)
    return _rect(0, 0, w, t) | _rect(0, 0, t, cut.waist) | _rect(0, cut.waist, w // 2, cut.waist + t) | bowl


def _six(cut: _Cut) -> _Pixels:
    w, h = cut.width, cut.height
    shell = _zero(cut) & _rect(0, 0, w, (cut.waist + h) // 2)
    return (shell - _rect(w // 2, cut.stub, w, h)) | _lower_bowl(cut)


def _seven(cut: _Cut) -> _Pixels:
    w, h, t = cut.width, cut.height, cut.stroke
    return _rect(0, 0, w, t) | _slope(w, t - 1, _round(w * 0.22), h - 1, t)


def _eight(cut: _Cut) -> _Pixels:
    return _upper_bowl(cut) | _lower_bowl(cut)


def _nine(cut: _Cut) -> _Pixels:
    return frozenset((cut.width - 1 - x, cut.height - 1 - y) for x, y in _six(cut))


def _colon(cut: _Cut) -> _Pixels:
    dot, inset = cut.dot, _round(cut.height * 0.24)
    return _rect(0, inset, dot, inset + dot) | _rect(0, cut.height - inset - dot, dot, cut.height - inset)


def _slash(cut: _Cut) -> _Pixels:
    return _slope(cut.advance("/"), 0, 0, cut.height - 1, cut.stroke)


def _dash(cut: _Cut) -> _Pixels:
    return _rect(0, cut.waist, cut.advance("-"), cut.waist + cut.stroke)


_OUTLINES: dict[str, Callable[[_Cut], _Pixels]] = {
    "0": _zero,
    "1": _one,
    "2": _two,
    "3": _three,
    "4": _four,
    "5": _five,
    "6": _six,
    "7": _seven,
    "8": _eight,
    "9": _nine,
    ":": _colon,
    "/": _slash,
    "-": _dash,
    " ": lambda _cut: frozenset(),
}


def _upper_bowl(cut: _Cut) -> _Pixels:
    return _ring(cut, 0, cut.waist + cut.stroke)


def _lower_bowl(cut: _Cut) -> _Pixels:
    return _ring(cut, cut.waist, cut.height)


def _ring(cut: _Cut, top: int, bottom: int) -> _Pixels:
    """Draw a closed stroke as wide as a digit, with concentric round corners so that it is equally thick all around."""
    w, t = cut.width, cut.stroke
    hole = _round_rect(t, top + t, w - t, bottom - t, max(0.0, cut.radius - t))
    return _round_rect(0, top, w, bottom, cut.radius) - hole


def _round_rect(left: int, top: int, right: int, bottom: int, radius: float) -> _Pixels:
    def past_straight(at: int, start: int, end: int) -> float:
        """Return how far a pixel's middle lies beyond the straight part of a side."""
        return max(start + radius - at - 0.5, at + 0.5 - end + radius, 0.0)

    def inside(x: int, y: int) -> bool:
        dx, dy = past_straight(x, left, right), past_straight(y, top, bottom)
        return min(dx, dy) == 0 or hypot(dx, dy) <= radius

    return frozenset((x, y) for x, y in _rect(left, top, right, bottom) if inside(x, y))


def _slope(right: int, top: int, left: int, bottom: int, stroke: int) -> _Pixels:
    """Draw a straight stroke from its right edge in row `top` down to its left edge in row `bottom`, both included."""
    drop = bottom - top
    thick = float(stroke)
    # Along a row a slope is thicker than across it, which in turn makes it a little steeper: three rounds settle that.
    for _ in range(3):
        thick = stroke * hypot(right - left - thick, drop) / drop
    run = _round(thick)
    starts = ((y, left + _round((right - run - left) * (bottom - y) / drop)) for y in range(top, bottom + 1))
    return frozenset((x, y) for y, start in starts for x in range(start, start + run))


def _rect(left: int, top: int, right: int, bottom: int) -> _Pixels:
    return frozenset((x, y) for y in range(top, bottom) for x in range(left, right))


def _round(value: float) -> int:
    """Round halves up, where `round` would go to the even neighbour and make sizes grow unevenly."""
    return int(value + 0.5)
