"""Big capitals that grow with the available space, made of the same strokes as the big digits."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import takewhile

from rich.cells import cell_len, set_cell_size

from ankle_tui.ui.widgets.pen import (
    MIN_ROWS,
    Cut,
    Pixels,
    by_hand,
    half_blocks,
    rect,
    ring,
    round_rect,
    rounded,
    slope,
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
"""Scale 1, too small for curves and slopes, with every pixel placed by hand."""

_LETTER_WIDTH = 4
"""Width of most letters at scale 1: a little wider than a digit, since the counter of a D or R must not fill up."""


def big_words(text: str, width: int, height: int) -> list[str]:
    """Draw words in capitals, as large as they fit into a box.

    Args:
        text: Letters, spaces, "-" and "·"; a text with anything else comes back as plain text.
        width: Width of the box in cells.
        height: Height of the box in cells.

    Returns:
        The rows of the drawing without margins, all equally long: three rows, six, nine and so on. If no letter fits,
        one row with the capitals themselves, cut off with an ellipsis if not even they fit.
    """
    return list(_draw(text, width, height))


@lru_cache(maxsize=32)
def two_lines(text: str, width: int, height: int) -> tuple[str, ...]:
    """Draw words as `big_words` does, but on two lines, a row apart, if they are larger so."""
    one, halves = _draw(text, width, height), _halves(text)
    least = min(len(big_words(line, width, (height - 1) // 2)) for line in halves)
    if least < MIN_ROWS or least <= len(one):
        return one
    first, second = (big_words(line, width, least) for line in halves)
    most = max(len(first[0]), len(second[0]))
    return tuple(row.center(most) for row in (*first, "", *second))


def _halves(text: str) -> tuple[str, ...]:
    """Break a text between two words, where the longer line is the shortest; a single word stays one line."""
    words = text.split()
    breaks = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(breaks, key=lambda lines: max(map(len, lines)), default=(text,))


@lru_cache(maxsize=128)
def _draw(text: str, width: int, height: int) -> tuple[str, ...]:
    # One row stays one row, whatever white space the text has.
    words = " ".join(text.upper().split())
    cut = _largest_cut(words, width, height)
    return _plain(words, width, height) if cut is None else _rows(words, cut)


def _plain(words: str, width: int, height: int) -> tuple[str, ...]:
    if not words or width < 1 or height < 1:
        return ()
    if cell_len(words) <= width:
        return (words,)
    return (set_cell_size(words, width - 1).rstrip() + "…",)


def _largest_cut(words: str, width: int, height: int) -> Cut | None:
    if not words or not set(words) <= _SMALL_FONT.keys():
        return None
    scales = range(1, height // MIN_ROWS + 1)
    # From small to large, so that at most one size is drawn in vain.
    fitting = takewhile(lambda cut: len(_rows(words, cut)[0]) <= width, map(_cut, scales))
    return max(fitting, key=lambda cut: cut.height, default=None)


def _cut(scale: int) -> Cut:
    return Cut.of(scale * _LETTER_WIDTH, scale * MIN_ROWS)


def _rows(words: str, cut: Cut) -> tuple[str, ...]:
    glyphs = [_glyph(char, cut) for char in words]
    return tuple((" " * cut.stroke).join(row) for row in zip(*glyphs, strict=True))


@lru_cache(maxsize=256)
def _glyph(char: str, cut: Cut) -> tuple[str, ...]:
    """Return the rows of one character, in half blocks."""
    if cut.is_small:
        drawing = _SMALL_FONT[char]
        return half_blocks(by_hand(drawing), len(drawing[0]), cut.height)
    if char == " ":
        return half_blocks(frozenset(), rounded(cut.width * 0.4), cut.height)
    lit = _OUTLINES[char](cut)
    return half_blocks(lit, _width(lit), cut.height)


def _a(cut: Cut) -> Pixels:
    # An arch: at these sizes the counter of a pointed A would fill up.
    bar = rounded(cut.height * 0.68) - cut.stroke
    return _flipped(_u(cut), cut) | rect(0, bar, cut.width, bar + cut.stroke)


def _b(cut: Cut) -> Pixels:
    return _squared(ring(cut, 0, cut.waist + cut.stroke) | ring(cut, cut.waist, cut.height), cut)


def _c(cut: Cut) -> Pixels:
    return _o(cut) - rect(cut.width // 2, _reach(cut), cut.width, cut.height - _reach(cut))


def _d(cut: Cut) -> Pixels:
    return _squared(_o(cut), cut)


def _e(cut: Cut) -> Pixels:
    return _f(cut) | _l(cut)


def _f(cut: Cut) -> Pixels:
    w, t = _slim(cut), cut.stroke
    return _stem(cut) | rect(0, 0, w, t) | rect(0, cut.waist, w - (t + 1) // 2, cut.waist + t)


def _g(cut: Cut) -> Pixels:
    w, t = cut.width, cut.stroke
    # A little below the middle, to keep away from the open end above.
    bar = cut.waist + t // 2
    return _c(cut) | rect(w // 2, bar, w, bar + t) | rect(w - t, bar, w, cut.height - _reach(cut))


def _h(cut: Cut) -> Pixels:
    return _stem(cut) | _stem(cut, cut.width) | rect(0, cut.waist, cut.width, cut.waist + cut.stroke)


def _i(cut: Cut) -> Pixels:
    return _stem(cut)


def _j(cut: Cut) -> Pixels:
    return _u(cut) - rect(0, 0, cut.width // 2, cut.height - _reach(cut))


def _k(cut: Cut) -> Pixels:
    arm = slope(cut.width, 0, cut.stroke // 2, cut.height // 2, cut.stroke)
    return _stem(cut) | arm | _flipped(arm, cut)


def _l(cut: Cut) -> Pixels:
    return _stem(cut) | rect(0, cut.height - cut.stroke, _slim(cut), cut.height)


def _m(cut: Cut) -> Pixels:
    w, t = _matched(cut, 1.3), cut.stroke
    valley = slope(w, 0, (w - t) // 2, rounded(cut.height * 0.6), t)
    return _stem(cut) | _stem(cut, w) | valley | _mirrored(valley, w)


def _n(cut: Cut) -> Pixels:
    w = cut.width + cut.stroke // 2
    diagonal = slope(w, 0, 0, cut.height - 1, cut.stroke)
    return _stem(cut) | _stem(cut, w) | _mirrored(diagonal, w)


def _o(cut: Cut) -> Pixels:
    # Rounder than the digits: an O must not be mistaken for a D.
    w, h, t = cut.width, cut.height, cut.stroke
    radius = w * 0.46
    return round_rect(0, 0, w, h, radius) - round_rect(t, t, w - t, h - t, radius - t)


def _p(cut: Cut) -> Pixels:
    return _squared(ring(cut, 0, _belly(cut)), cut)


def _q(cut: Cut) -> Pixels:
    w, h, t = cut.width + cut.stroke // 2, cut.height, cut.stroke
    tail = slope(rounded(cut.width * 0.55) + t // 2, h - t * 2, 0, h - 1, t)
    return _o(cut) | _mirrored(tail, w)


def _r(cut: Cut) -> Pixels:
    w, t = cut.width, cut.stroke
    leg = _mirrored(slope(w - t, _belly(cut) - 1, 0, cut.height - 1, t), w)
    return _p(cut) | leg


def _s(cut: Cut) -> Pixels:
    w, h = cut.width, cut.height
    left, right = rect(0, 0, w // 2, h), rect(w // 2, 0, w, h)
    upper = ring(cut, 0, cut.waist + cut.stroke) & (left | rect(0, 0, w, cut.stub))
    lower = ring(cut, cut.waist, h) & (right | rect(0, h - cut.stub, w, h))
    return upper | lower


def _t(cut: Cut) -> Pixels:
    w, t = _matched(cut), cut.stroke
    return rect(0, 0, w, t) | _stem(cut, (w + t) // 2)


def _u(cut: Cut) -> Pixels:
    w, h = cut.width, cut.height
    bend = _o(cut) & rect(0, h // 2, w, h)
    return bend | rect(0, 0, cut.stroke, h // 2) | rect(w - cut.stroke, 0, w, h // 2)


def _v(cut: Cut) -> Pixels:
    w = _matched(cut, 1.1)
    side = slope(w, 0, (w - cut.stroke) // 2, cut.height - 1, cut.stroke)
    return side | _mirrored(side, w)


def _w(cut: Cut) -> Pixels:
    return _turned(_m(cut), cut)


def _x(cut: Cut) -> Pixels:
    w = _matched(cut, 1.1)
    falling = slope(w, 0, 0, cut.height - 1, cut.stroke)
    # The lower half is the upper one again: rounding would make them differ by a pixel.
    upper = (falling | _mirrored(falling, w)) & rect(0, 0, w, (cut.height + 1) // 2)
    return upper | _flipped(upper, cut)


def _y(cut: Cut) -> Pixels:
    w, h, t = _matched(cut, 1.1), cut.height, cut.stroke
    arm = slope(w, 0, (w - t) // 2, h // 2, t)
    return arm | _mirrored(arm, w) | rect((w - t) // 2, h // 2, (w + t) // 2, h)


def _z(cut: Cut) -> Pixels:
    w, h, t = cut.width, cut.height, cut.stroke
    return rect(0, 0, w, t) | slope(w, t - 1, 0, h - t, t) | rect(0, h - t, w, h)


def _dash(cut: Cut) -> Pixels:
    return rect(0, cut.waist, rounded(cut.width * 0.6), cut.waist + cut.stroke)


def _dot(cut: Cut) -> Pixels:
    top = (cut.height - cut.dot) // 2
    return rect(0, top, cut.dot, top + cut.dot)


_OUTLINES: dict[str, Callable[[Cut], Pixels]] = {
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


def _stem(cut: Cut, right: int | None = None) -> Pixels:
    """Draw an upright over the full height, at the left or up to a right edge."""
    right = cut.stroke if right is None else right
    return rect(right - cut.stroke, 0, right, cut.height)


def _squared(rounded: Pixels, cut: Cut) -> Pixels:
    """Give a stroke that is round all around an upright and square corners at the left."""
    half = cut.width // 2
    bars = frozenset((x, y) for column, y in rounded if column == half for x in range(half))
    return _stem(cut) | bars | (rounded & rect(half, 0, cut.width, cut.height))


def _reach(cut: Cut) -> int:
    """Return how far the open ends of C, G and J reach in from the edge: past their corners, which are very round."""
    return cut.stub + cut.stroke // 2


def _belly(cut: Cut) -> int:
    """Return the lower edge of the bowl of P and R, which is a little larger than that of B."""
    return cut.waist + cut.stroke + rounded(cut.height * 0.06)


def _slim(cut: Cut) -> int:
    """Return the width of E, F and L, which would look too wide with all that room at their right."""
    return rounded(cut.width * 0.9)


def _matched(cut: Cut, share: float = 1.0) -> int:
    """Return about a share of the width, even or odd like the stroke, so that a stroke can stand in the very middle."""
    width = rounded(cut.width * share)
    return width + (width - cut.stroke) % 2


def _width(lit: Pixels) -> int:
    return max(x for x, _ in lit) + 1


def _mirrored(lit: Pixels, width: int) -> Pixels:
    return frozenset((width - 1 - x, y) for x, y in lit)


def _flipped(lit: Pixels, cut: Cut) -> Pixels:
    return frozenset((x, cut.height - 1 - y) for x, y in lit)


def _turned(lit: Pixels, cut: Cut) -> Pixels:
    return _flipped(_mirrored(lit, _width(lit)), cut)
