"""Draw lines over the weeks with Braille dots, two across and four down a cell."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

ACROSS, DOWN = 2, 4
"""Dots of a cell."""
PLAIN = "·"
"""A cell of a line where the terminal's font has no Braille."""
_BLANK = 0x2800
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""Bit of each dot in a cell, row by row."""

Dots = set[tuple[int, int]]
"""Dots of a line, from the left and from the top."""
Cells = dict[tuple[int, int], tuple[str, int]]
"""Character and number of the line in each cell that is not empty, by column and row."""


def trace(values: Sequence[float | None], step: int, first: int, height: int, top: float) -> Dots:
    """Draw a line through values at equal distances; it is broken where a value is missing.

    Args:
        values: The values from left to right.
        step: Dots from one to the next.
        first: Column of the first.
        height: Height in dots.
        top: Value of the highest row.
    """
    places = [
        None if value is None else (first + at * step, height - 1 - round(min(value, top) / top * (height - 1)))
        for at, value in enumerate(values)
    ]
    dots = {(x + beside, y) for x, y in filter(None, places) for beside in (0, 1)}
    for one, other in pairwise(places):
        if one and other:
            dots.update(_between(one, other))
    return dots


def cells(lines: Sequence[Dots], *, braille: bool = True) -> Cells:
    """Put lines into cells; where several meet, the first one gives the cell its colour.

    Args:
        lines: Their dots.
        braille: False for a terminal without Braille.
    """
    bits: dict[tuple[int, int], int] = {}
    owners: dict[tuple[int, int], int] = {}
    for number, dots in enumerate(lines):
        for x, y in dots:
            cell = x // ACROSS, y // DOWN
            bits[cell] = bits.get(cell, 0) | _BITS[y % DOWN][x % ACROSS]
            owners.setdefault(cell, number)
    return {cell: (chr(_BLANK + of_cell) if braille else PLAIN, owners[cell]) for cell, of_cell in bits.items()}


def _between(one: tuple[int, int], other: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Dots of a straight line, without gaps where it is steep."""
    (x0, y0), (x1, y1) = one, other
    before = y0
    for x in range(x0, x1 + 1):
        y = round(y0 + (y1 - y0) * (x - x0) / max(1, x1 - x0))
        rising = range(before, y, 1 if y > before else -1)
        yield from ((x, between) for between in [*rising][1:])
        yield x, y
        before = y
