"""Draw big digits and words: the size of the typeface and its strokes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from typing import Self

Pixels = frozenset[tuple[int, int]]
"""Lit pixels as (x, y) from the top left. A cell is one pixel wide and two high, which makes pixels about square."""

MIN_ROWS = 3
"""With fewer rows a digit has no holes, and plain text reads better."""

_HALF_BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


@dataclass(frozen=True)
class Cut:
    """One size of the typeface, in pixels.

    Attributes:
        width: Width of a digit. All ten are equally wide, so a number stays put while it counts.
        height: Height of every character.
    """

    width: int
    height: int

    @classmethod
    def of(cls, width: int, rows: int) -> Self:
        """Return the cut that is `width` pixels wide and `rows` cells high."""
        # An odd stroke leaves two equal halves around the middle bar only in an odd height.
        odd = rows > MIN_ROWS and cls(width, 0).stroke % 2
        return cls(width, rows * 2 - odd)

    @property
    def is_small(self) -> bool:
        """True for the size drawn by hand."""
        return self.height == MIN_ROWS * 2

    @property
    def stroke(self) -> int:
        """Thickness of every stroke, and the space between two characters."""
        # About a fifth of the width, generously rounded up so that small sizes are bold early.
        return rounded(self.width * 0.2 + 0.35)

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
        return self.stroke + rounded((self.waist - self.stroke) * 0.45)

    @property
    def dot(self) -> int:
        """Side of the two dots of a colon."""
        return self.stroke + self.stroke // 4


def half_blocks(lit: Pixels, width: int, height: int) -> tuple[str, ...]:
    """The rows of a drawing, two pixels to a cell."""
    return tuple(
        "".join(_HALF_BLOCKS[(x, y) in lit, (x, y + 1) in lit] for x in range(width)) for y in range(0, height, 2)
    )


def by_hand(drawing: Sequence[str]) -> Pixels:
    """The pixels marked with "#"."""
    return frozenset((x, y) for y, row in enumerate(drawing) for x, mark in enumerate(row) if mark == "#")


def ring(cut: Cut, top: int, bottom: int) -> Pixels:
    """Draw a closed stroke as wide as a digit, with concentric round corners so that it is equally thick all around."""
    w, t = cut.width, cut.stroke
    hole = round_rect(t, top + t, w - t, bottom - t, max(0.0, cut.radius - t))
    return round_rect(0, top, w, bottom, cut.radius) - hole


def round_rect(left: int, top: int, right: int, bottom: int, radius: float) -> Pixels:
    """A filled rectangle with round corners."""

    def past_straight(at: int, start: int, end: int) -> float:
        """Return how far a pixel's middle lies beyond the straight part of a side."""
        return max(start + radius - at - 0.5, at + 0.5 - end + radius, 0.0)

    def inside(x: int, y: int) -> bool:
        dx, dy = past_straight(x, left, right), past_straight(y, top, bottom)
        return min(dx, dy) == 0 or hypot(dx, dy) <= radius

    return frozenset((x, y) for x, y in rect(left, top, right, bottom) if inside(x, y))


def slope(right: int, top: int, left: int, bottom: int, stroke: int) -> Pixels:
    """Draw a straight stroke from its right edge in row `top` down to its left edge in row `bottom`, both included."""
    drop = bottom - top
    thick = float(stroke)
    # Along a row a slope is thicker than across it, which in turn makes it a little steeper: three rounds settle that.
    for _ in range(3):
        thick = stroke * hypot(right - left - thick, drop) / drop
    run = rounded(thick)
    starts = ((y, left + rounded((right - run - left) * (bottom - y) / drop)) for y in range(top, bottom + 1))
    return frozenset((x, y) for y, start in starts for x in range(start, start + run))


def rect(left: int, top: int, right: int, bottom: int) -> Pixels:
    """A filled rectangle; right and bottom are not included."""
    return frozenset((x, y) for y in range(top, bottom) for x in range(left, right))


def rounded(value: float) -> int:
    """Round halves up, where `round` would go to the even neighbour and make sizes grow unevenly."""
    return int(value + 0.5)
