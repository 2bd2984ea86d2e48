"""Big digits that grow with the available space, to be read from across the room."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from ankle_tui.ui.widgets.pen import MIN_ROWS, Cut, Pixels, by_hand, half_blocks, rect, ring, rounded, slope

DIGITS = "0123456789"

_ASPECT, _NARROWEST_ASPECT = 0.62, 0.52
"""Width to height of a digit: by design, and at its most condensed; beyond that the digits become lower."""

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
    ".": (".", ".", ".", ".", ".", "#"),
    "/": ("..#", "..#", ".#.", ".#.", "#..", "#.."),
    "-": ("...", "...", "###", "...", "...", "..."),
    " ": ("..", "..", "..", "..", "..", ".."),
}
"""The smallest size, too small for curves and slopes, with every pixel placed by hand."""


class _Cut(Cut):
    """One size of the digits."""

    def advance(self, char: str) -> int:
        """Return the width of one character."""
        if self.is_small:
            return len(_SMALL_FONT[char][0])
        if char in DIGITS:
            return self.width
        if char in ":.":
            return self.dot
        return rounded(self.width * 0.4) if char == " " else max(3, rounded(self.width * 0.6))

    def measure(self, text: str) -> int:
        """Return the width of a text, in pixels and so in cells."""
        return sum(map(self.advance, text)) + self.stroke * (len(text) - 1)


def big_text(text: str, width: int, height: int, reserve: str = "") -> list[str]:
    """Draw a number as large as it fits into a box.

    Args:
        text: Digits, ":", ".", "/", "-" and spaces; anything else comes back as plain text.
        width: Width of the box in cells.
        height: Height of the box in cells.
        reserve: The widest text to come, which must fit as well, so that the size stays the same.

    Returns:
        The rows of the drawing without margins, all equally long. If no digit fits, one row with the text itself, or
        with an ellipsis if not even that fits.
    """
    return list(_draw(text, width, height, reserve))


class BigNumber(Widget):
    """A number, drawn centred, in the widget's colour and as large as fits.

    Args:
        value: The text to show first.
        id: The id of the widget.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    BigNumber { width: 1fr; height: 1fr; }
    """

    def __init__(self, value: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._value = value

    @property
    def value(self) -> str:
        """The text shown, as it was given."""
        return self._value

    def update(self, value: str) -> None:
        """Show another text, repainting only if it changed and never moving the layout."""
        if value != self._value:
            self._value = value
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one row of the content area, counted from its top."""
        (width, height), style = self.size, self.visual_style.rich_style
        rows = _draw(self._value, width, height, "")
        line = y - (height - len(rows)) // 2
        if not 0 <= line < len(rows):
            return Strip.blank(width, style)
        left = (width - cell_len(rows[line])) // 2
        # Half blocks have no weight of their own, but plain text can make up a little for its size.
        style = style + Style(bold=True) if len(rows) == 1 else style
        return Strip([Segment(" " * left + rows[line], style)]).adjust_cell_length(width, style)


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
    # Part of a number would be a wrong number.
    return (text,) if cell_len(text) <= width else ("…",)


def _largest_cut(text: str, width: int, height: int, reserve: str) -> _Cut | None:
    if not text or not set(text + reserve) <= _SMALL_FONT.keys():
        return None
    for rows in range(height, MIN_ROWS - 1, -1):
        for cut in _cuts(rows):
            if max(cut.measure(text), cut.measure(reserve)) <= width:
                return cut
    return None


def _cuts(rows: int) -> list[_Cut]:
    """Return the cuts of one height, from the designed one to the most condensed."""
    widest, narrowest = rounded(rows * 2 * _ASPECT), int(rows * 2 * _NARROWEST_ASPECT)
    if rows == MIN_ROWS:
        widest = narrowest = len(_SMALL_FONT["0"][0])
    return [_Cut.of(width, rows) for width in range(widest, narrowest - 1, -1)]


@lru_cache(maxsize=128)
def _glyph(char: str, cut: _Cut) -> tuple[str, ...]:
    """Return the rows of one character, in half blocks."""
    lit = by_hand(_SMALL_FONT[char]) if cut.is_small else _OUTLINES[char](cut)
    return half_blocks(lit, cut.advance(char), cut.height)


def _zero(cut: _Cut) -> Pixels:
    return ring(cut, 0, cut.height)


def _one(cut: _Cut) -> Pixels:
    w, h, t = cut.width, cut.height, cut.stroke
    stem = (w - t + 1) // 2
    flag = slope(stem + t, 0, stem - rounded(w * 0.28), rounded(h * 0.28) - 1, t)
    return rect(stem, 0, stem + t, h) | flag | rect(0, h - t, w, h)


def _two(cut: _Cut) -> Pixels:
    w, h, t = cut.width, cut.height, cut.stroke
    knee = rounded(h * 0.36)
    # The arch reaches a little past the knee and the leg begins outside the body: their inner edges meet without a step.
    arch = (_zero(cut) & rect(0, 0, w, knee + t // 3)) - rect(0, cut.stub, w // 2, h)
    leg = slope(w + t // 2, knee - 1, 0, h - t, t) & rect(0, 0, w, h)
    return arch | leg | rect(0, h - t, w, h)


def _three(cut: _Cut) -> Pixels:
    return _eight(cut) - rect(0, cut.stub, rounded(cut.width * 0.35), cut.height - cut.stub)


def _four(cut: _Cut) -> Pixels:
    w, h, t = cut.width, cut.height, cut.stroke
    stem = w - t - max(1, rounded(w * 0.12))
    if stem <= t * 2:
        # A slope would fill the hole: open at the top instead.
        bar = rounded(h * 0.7) - t
        return rect(0, 0, t, bar) | rect(0, bar, w, bar + t) | rect(w - t, 0, w, h)
    bar = rounded(h * 0.78) - t
    return rect(stem, 0, stem + t, h) | rect(0, bar, w, bar + t) | slope(stem + (t + 1) // 2, 0, 0, bar - 1, t)


def _five(cut: _Cut) -> Pixels:
    w, h, t = cut.width, cut.height, cut.stroke
    bowl = _lower_bowl(cut) - rect(0, cut.waist, w // 2, h - cut.stub)
    return rect(0, 0, w, t) | rect(0, 0, t, cut.waist) | rect(0, cut.waist, w // 2, cut.waist + t) | bowl


def _six(cut: _Cut) -> Pixels:
    w, h = cut.width, cut.height
    shell = _zero(cut) & rect(0, 0, w, (cut.waist + h) // 2)
    return (shell - rect(w // 2, cut.stub, w, h)) | _lower_bowl(cut)


def _seven(cut: _Cut) -> Pixels:
    w, h, t = cut.width, cut.height, cut.stroke
    return rect(0, 0, w, t) | slope(w, t - 1, rounded(w * 0.22), h - 1, t)


def _eight(cut: _Cut) -> Pixels:
    return _upper_bowl(cut) | _lower_bowl(cut)


def _nine(cut: _Cut) -> Pixels:
    return frozenset((cut.width - 1 - x, cut.height - 1 - y) for x, y in _six(cut))


def _colon(cut: _Cut) -> Pixels:
    dot, inset = cut.dot, rounded(cut.height * 0.24)
    return rect(0, inset, dot, inset + dot) | rect(0, cut.height - inset - dot, dot, cut.height - inset)


def _point(cut: _Cut) -> Pixels:
    return rect(0, cut.height - cut.dot, cut.dot, cut.height)


def _slash(cut: _Cut) -> Pixels:
    return slope(cut.advance("/"), 0, 0, cut.height - 1, cut.stroke)


def _dash(cut: _Cut) -> Pixels:
    return rect(0, cut.waist, cut.advance("-"), cut.waist + cut.stroke)


_OUTLINES: dict[str, Callable[[_Cut], Pixels]] = {
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
    ".": _point,
    "/": _slash,
    "-": _dash,
    " ": lambda _cut: frozenset(),
}


def _upper_bowl(cut: _Cut) -> Pixels:
    return ring(cut, 0, cut.waist + cut.stroke)


def _lower_bowl(cut: _Cut) -> Pixels:
    return ring(cut, cut.waist, cut.height)
