"""Big capital words that grow with the room they get, cut from the same strokes as the big digits."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import takewhile
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

# Words and digits stand next to each other: they share the cut and the pen.
from ankle_tui.ui.widgets.bignum import (
    _MIN_ROWS,
    _by_hand,
    _centred_line,
    _Cut,
    _half_blocks,
    _Pixels,
    _rect,
    _ring,
    _round,
    _round_rect,
    _slope,
)

_SMALL_FONT = {
    "A": (".##.", "#..#", "#..#", "####", "#..#", "#..#"),
    "B": ("###.", "#..#", "###.", "#..#", "#..#", "###."),
    "C": (".##.", "#..#", "#...", "#...", "#..#", ".##."),
    "D": ("###.", "#..#", "#..#", "#..#", "#..#", "###."),
    "E": ("####", "#...", "###.", "#...", "#...", "####"),
    "F": ("####", "#...", "###.", "#...", "#...", "#..."),
    "G": (".##.", "#..#", "#...", "#.##", "#..#", ".##."),
    "H": ("#..#", "#..#", "####", "#..#", "#..#", "#..#"),
    "I": ("#", "#", "#", "#", "#", "#"),
    "J": ("...#", "...#", "...#", "...#", "#..#", ".##."),
    "K": ("#..#", "#.#.", "##..", "##..", "#.#.", "#..#"),
    "L": ("#...", "#...", "#...", "#...", "#...", "####"),
    "M": ("#...#", "##.##", "#.#.#", "#.#.#", "#...#", "#...#"),
    "N": ("#...#", "##..#", "#.#.#", "#..##", "#...#", "#...#"),
    "O": (".##.", "#..#", "#..#", "#..#", "#..#", ".##."),
    "P": ("###.", "#..#", "#..#", "###.", "#...", "#..."),
    "Q": (".##.", "#..#", "#..#", "#..#", "#.#.", ".#.#"),
    "R": ("###.", "#..#", "#..#", "###.", "#.#.", "#..#"),
    "S": (".###", "#...", ".##.", "...#", "...#", "###."),
    "T": ("#####", "..#..", "..#..", "..#..", "..#..", "..#.."),
    "U": ("#..#", "#..#", "#..#", "#..#", "#..#", ".##."),
    "V": ("#...#", "#...#", "#...#", ".#.#.", ".#.#.", "..#.."),
    "W": ("#...#", "#...#", "#.#.#", "#.#.#", "##.##", "#...#"),
    "X": ("#...#", ".#.#.", "..#..", "..#..", ".#.#.", "#...#"),
    "Y": ("#...#", ".#.#.", "..#..", "..#..", "..#..", "..#.."),
    "Z": ("####", "...#", "..#.", ".#..", "#...", "####"),
    "-": ("...", "...", "###", "...", "...", "..."),
    "·": (".", ".", "#", "#", ".", "."),
    " ": ("..", "..", "..", "..", "..", ".."),
}
"""Scale 1, where curves and slopes would only be noise, with every pixel placed by hand."""

_LETTER_WIDTH = 4
"""Width of most letters at scale 1: a little wider than a digit, since the counter of a D or R must not fill up."""


def big_words(text: str, width: int, height: int) -> list[str]:
    """Draw words in capitals, as large as they fit into a box.

    Args:
        text: What to draw: letters, spaces, "-" and "·". With anything else in it the text comes back as plain text.
        width: Width of the box in cells.
        height: Height of the box in cells.

    Returns:
        The rows of the drawing without margins, all equally long and never more than the box holds: three rows, or six,
        nine and so on. Where no letter can be drawn, one row with the capitals themselves, cut off with an ellipsis if
        not even they fit.
    """
    return list(_draw(text, width, height))


class BigWord(Widget):
    """Words drawn as large as the widget's size allows, in its middle and in its colour."""

    ALLOW_SELECT: ClassVar[bool] = False

    DEFAULT_CSS = """
    BigWord {
        width: 1fr;
        height: 1fr;
    }
    """

    def __init__(
        self,
        value: str = "",
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        """Create the words.

        Args:
            value: The text to show first.
            name: The name of the widget.
            id: The id of the widget in the DOM.
            classes: The CSS classes of the widget.
        """
        super().__init__(name=name, id=id, classes=classes)
        self._value = value

    @property
    def value(self) -> str:
        """The text shown, as it was given."""
        return self._value

    def update(self, value: str) -> None:
        """Show another text, repainting only if it changed and never moving the layout.

        Args:
            value: The new text.
        """
        if value != self._value:
            self._value = value
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one row of the content area.

        Args:
            y: The row, counted from the top of the content.

        Returns:
            The row, as wide as the content.
        """
        rows = _draw(self._value, *self.size)
        style = self.visual_style.rich_style
        # Half blocks have no weight of their own, but plain text can make up a little for its size.
        return _centred_line(rows, y, self.size, style + Style(bold=True) if len(rows) == 1 else style)


@lru_cache(maxsize=128)
def _draw(text: str, width: int, height: int) -> tuple[str, ...]:
    # One row stays one row, whatever white space the text brings along.
    words = " ".join(text.upper().split())
    cut = _largest_cut(words, width, height)
    return _plain(words, width, height) if cut is None else _rows(words, cut)


def _plain(words: str, width: int, height: int) -> tuple[str, ...]:
    if not words or width < 1 or height < 1:
        return ()
    if cell_len(words) <= width:
        return (words,)
    return (set_cell_size(words, width - 1).rstrip() + "…",)


def _largest_cut(words: str, width: int, height: int) -> _Cut | None:
    if not words or not set(words) <= _SMALL_FONT.keys():
        return None
    scales = range(1, height // _MIN_ROWS + 1)
    # Upwards, so that at most one size is drawn in vain.
    fitting = takewhile(lambda cut: len(_rows(words, cut)[0]) <= width, map(_cut, scales))
    return max(fitting, key=lambda cut: cut.height, default=None)


def _cut(scale: int) -> _Cut:
    return _Cut.of(scale * _LETTER_WIDTH, scale * _MIN_ROWS)


def _rows(words: str, cut: _Cut) -> tuple[str, ...]:
    glyphs = [_glyph(char, cut) for char in words]
    return tuple((" " * cut.stroke).join(row) for row in zip(*glyphs, strict=True))


@lru_cache(maxsize=256)
def _glyph(char: str, cut: _Cut) -> tuple[str, ...]:
    """Return the rows of one character, in half blocks."""
    if cut.is_small:
        drawing = _SMALL_FONT[char]
        return _half_blocks(_by_hand(drawing), len(drawing[0]), cut.height)
    if char == " ":
        return _half_blocks(frozenset(), _round(cut.width * 0.4), cut.height)
    lit = _OUTLINES[char](cut)
    return _half_blocks(lit, _width(lit), cut.height)


def _a(cut: _Cut) -> _Pixels:
    # An arch: at these sizes the counter of a pointed A would fill up.
    bar = _round(cut.height * 0.68) - cut.stroke
    return _flipped(_u(cut), cut) | _rect(0, bar, cut.width, bar + cut.stroke)


def _b(cut: _Cut) -> _Pixels:
    return _squared(_ring(cut, 0, cut.waist + cut.stroke) | _ring(cut, cut.waist, cut.height), cut)


def _c(cut: _Cut) -> _Pixels:
    return _o(cut) - _rect(cut.width // 2, _reach(cut), cut.width, cut.height - _reach(cut))


def _d(cut: _Cut) -> _Pixels:
    return _squared(_o(cut), cut)


def _e(cut: _Cut) -> _Pixels:
    return _f(cut) | _l(cut)


def _f(cut: _Cut) -> _Pixels:
    w, t = _slim(cut), cut.stroke
    return _stem(cut) | _rect(0, 0, w, t) | _rect(0, cut.waist, w - (t + 1) // 2, cut.waist + t)


def _g(cut: _Cut) -> _Pixels:
    w, t = cut.width, cut.stroke
    # A little below the middle, to keep away from the open end above.
    bar = cut.waist + t // 2
    return _c(cut) | _rect(w // 2, bar, w, bar + t) | _rect(w - t, bar, w, cut.height - _reach(cut))


def _h(cut: _Cut) -> _Pixels:
    return _stem(cut) | _stem(cut, cut.width) | _rect(0, cut.waist, cut.width, cut.waist + cut.stroke)


def _i(cut: _Cut) -> _Pixels:
    return _stem(cut)


def _j(cut: _Cut) -> _Pixels:
    return _u(cut) - _rect(0, 0, cut.width // 2, cut.height - _reach(cut))


def _k(cut: _Cut) -> _Pixels:
    arm = _slope(cut.width, 0, cut.stroke // 2, cut.height // 2, cut.stroke)
    return _stem(cut) | arm | _flipped(arm, cut)


def _l(cut: _Cut) -> _Pixels:
    return _stem(cut) | _rect(0, cut.height - cut.stroke, _slim(cut), cut.height)


def _m(cut: _Cut) -> _Pixels:
    w, t = _matched(cut, 1.3), cut.stroke
    valley = _slope(w, 0, (w - t) // 2, _round(cut.height * 0.6), t)
    return _stem(cut) | _stem(cut, w) | valley | _mirrored(valley, w)


def _n(cut: _Cut) -> _Pixels:
    w = cut.width + cut.stroke // 2
    diagonal = _slope(w, 0, 0, cut.height - 1, cut.stroke)
    return _stem(cut) | _stem(cut, w) | _mirrored(diagonal, w)


def _o(cut: _Cut) -> _Pixels:
    # Rounder than the digits: an O must not be mistaken for a D.
    w, h, t = cut.width, cut.height, cut.stroke
    radius = w * 0.46
    return _round_rect(0, 0, w, h, radius) - _round_rect(t, t, w - t, h - t, radius - t)


def _p(cut: _Cut) -> _Pixels:
    return _squared(_ring(cut, 0, _belly(cut)), cut)


def _q(cut: _Cut) -> _Pixels:
    w, h, t = cut.width + cut.stroke // 2, cut.height, cut.stroke
    tail = _slope(_round(cut.width * 0.55) + t // 2, h - t * 2, 0, h - 1, t)
    return _o(cut) | _mirrored(tail, w)


def _r(cut: _Cut) -> _Pixels:
    w, t = cut.width, cut.stroke
    leg = _mirrored(_slope(w - t, _belly(cut) - 1, 0, cut.height - 1, t), w)
    return _p(cut) | leg


def _s(cut: _Cut) -> _Pixels:
    w, h = cut.width, cut.height
    left, right = _rect(0, 0, w // 2, h), _rect(w // 2, 0, w, h)
    upper = _ring(cut, 0, cut.waist + cut.stroke) & (left | _rect(0, 0, w, cut.stub))
    lower = _ring(cut, cut.waist, h) & (right | _rect(0, h - cut.stub, w, h))
    return upper | lower


def _t(cut: _Cut) -> _Pixels:
    w, t = _matched(cut), cut.stroke
    return _rect(0, 0, w, t) | _stem(cut, (w + t) // 2)


def _u(cut: _Cut) -> _Pixels:
    w, h = cut.width, cut.height
    bend = _o(cut) & _rect(0, h // 2, w, h)
    return bend | _rect(0, 0, cut.stroke, h // 2) | _rect(w - cut.stroke, 0, w, h // 2)


def _v(cut: _Cut) -> _Pixels:
    w = _matched(cut, 1.1)
    side = _slope(w, 0, (w - cut.stroke) // 2, cut.height - 1, cut.stroke)
    return side | _mirrored(side, w)


def _w(cut: _Cut) -> _Pixels:
    return _turned(_m(cut), cut)


def _x(cut: _Cut) -> _Pixels:
    w = _matched(cut, 1.1)
    slope = _slope(w, 0, 0, cut.height - 1, cut.stroke)
    # The lower half is the upper one again: rounding would make them differ by a pixel.
    upper = (slope | _mirrored(slope, w)) & _rect(0, 0, w, (cut.height + 1) // 2)
    return upper | _flipped(upper, cut)


def _y(cut: _Cut) -> _Pixels:
    w, h, t = _matched(cut, 1.1), cut.height, cut.stroke
    arm = _slope(w, 0, (w - t) // 2, h // 2, t)
    return arm | _mirrored(arm, w) | _rect((w - t) // 2, h // 2, (w + t) // 2, h)


def _z(cut: _Cut) -> _Pixels:
    w, h, t = cut.width, cut.height, cut.stroke
    return _rect(0, 0, w, t) | _slope(w, t - 1, 0, h - t, t) | _rect(0, h - t, w, h)


def _dash(cut: _Cut) -> _Pixels:
    return _rect(0, cut.waist, _round(cut.width * 0.6), cut.waist + cut.stroke)


def _dot(cut: _Cut) -> _Pixels:
    top = (cut.height - cut.dot) // 2
    return _rect(0, top, cut.dot, top + cut.dot)


_OUTLINES: dict[str, Callable[[_Cut], _Pixels]] = {
    "A": _a,
    "B": _b,
    "C": _c,
    "D": _d,
    "E": _e,
    "F": _f,
    "G": _g,
    "H": _h,
    "I": _i,
    "J": _j,
    "K": _k,
    "L": _l,
    "M": _m,
    "N": _n,
    "O": _o,
    "P": _p,
    "Q": _q,
    "R": _r,
    "S": _s,
    "T": _t,
    "U": _u,
    "V": _v,
    "W": _w,
    "X": _x,
    "Y": _y,
    "Z": _z,
    "-": _dash,
    "·": _dot,
}


def _stem(cut: _Cut, right: int | None = None) -> _Pixels:
    """Draw an upright over the full height, at the left or up to a right edge."""
    right = cut.stroke if right is None else right
    return _rect(right - cut.stroke, 0, right, cut.height)


def _squared(rounded: _Pixels, cut: _Cut) -> _Pixels:
    """Give a stroke that is round all around an upright and square corners at the left."""
    half = cut.width // 2
    bars = frozenset((x, y) for column, y in rounded if column == half for x in range(half))
    return _stem(cut) | bars | (rounded & _rect(half, 0, cut.width, cut.height))


def _reach(cut: _Cut) -> int:
    """Return how far the open ends of C, G and J reach in from the edge: past their corners, which are very round."""
    return cut.stub + cut.stroke // 2


def _belly(cut: _Cut) -> int:
    """Return the lower edge of the bowl of P and R, which is a little larger than that of B."""
    return cut.waist + cut.stroke + _round(cut.height * 0.06)


def _slim(cut: _Cut) -> int:
    """Return the width of E, F and L, which would look too wide with all that room at their right."""
    return _round(cut.width * 0.9)


def _matched(cut: _Cut, share: float = 1.0) -> int:
    """Return about a share of the width, even or odd like the stroke, so that a stroke can stand in the very middle."""
    width = _round(cut.width * share)
    return width + (width - cut.stroke) % 2


def _width(lit: _Pixels) -> int:
    return max(x for x, _ in lit) + 1


def _mirrored(lit: _Pixels, width: int) -> _Pixels:
    return frozenset((width - 1 - x, y) for x, y in lit)


def _flipped(lit: _Pixels, cut: _Cut) -> _Pixels:
    return frozenset((x, cut.height - 1 - y) for x, y in lit)


def _turned(lit: _Pixels, cut: _Cut) -> _Pixels:
    return _flipped(_mirrored(lit, _width(lit)), cut)
