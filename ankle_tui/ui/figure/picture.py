"""A drawing as rows of text: the whole body where there is room, otherwise from the hips down."""

from collections.abc import Iterator
from functools import lru_cache

from ankle_tui.ui.figure.cells import Cell, CellSet, Rows, pieces
from ankle_tui.ui.figure.figure_wording import EYES_CLOSED, EYES_OPEN
from ankle_tui.ui.figure.pose import Box, Drawing, Ink
from ankle_tui.ui.figure.raster import bitmap

WHOLE = 16
"""Rows from which on the whole body is drawn; with fewer an ankle would be too small to be seen."""

WIDE = 20
"""Cells of a row from which on the sign of the eyes has words."""


@lru_cache(maxsize=256)
def drawn(drawing: Drawing, width: int, height: int, cells: CellSet, *, plain: bool = False) -> Rows:
    """Draw as large as fits.

    Args:
        drawing: The drawing.
        width: Cells of a row; every row is exactly as wide.
        height: Rows; there are exactly as many.
        cells: How cells are filled.
        plain: True where no colour can be shown.
    """
    width, height = max(0, width), max(0, height)
    box = box_for(drawing, height)
    sign = _eyes_sign(drawing, width) if box is drawing.near else []
    taken = max((len(row) + (width >= WIDE) for row in sign), default=0)
    rows = cells.encode(bitmap(drawing, box, width - taken, height, cells.rows), width - taken, height, plain=plain)
    return tuple(pieces(_beside(row, sign[y : y + 1], taken, drawing.turn)) for y, row in enumerate(rows))


def box_for(drawing: Drawing, height: int) -> Box:
    """Choose the part of a drawing for a number of rows."""
    return drawing.near if drawing.near and height < WHOLE else drawing.box


def changes(old: Rows, new: Rows) -> Iterator[tuple[int, int, int]]:
    """Give the place of what differs in each row: its row, its first cell, and the number of cells."""
    for y, (before, after) in enumerate(zip(old, new, strict=True)):
        if before != after:
            pairs = zip(_apart(before), _apart(after), strict=True)
            differing = [x for x, (one, other) in enumerate(pairs) if one != other]
            yield y, differing[0], differing[-1] - differing[0] + 1


def _apart(row: tuple[Cell, ...]) -> Iterator[Cell]:
    return ((character, ink, behind) for text, ink, behind in row for character in text)


def _eyes_sign(drawing: Drawing, width: int) -> list[list[Cell]]:
    """Say whether the eyes are open: a sign for the upper corner."""
    if drawing.eyes_open is None:
        return []
    mark, *words = EYES_OPEN if drawing.eyes_open else EYES_CLOSED
    rows = [[(mark, Ink.PROP, None)]]
    if width >= WIDE:
        rows = [[*rows[0], *_written(f" {words[0]}")], _written(f"  {words[1]}")]
    return rows


def _written(text: str) -> list[Cell]:
    return [(character, Ink.BODY, None) for character in text]


def _beside(row: list[Cell], sign: list[list[Cell]], taken: int, turn: float) -> list[Cell]:
    """Put the sign, or empty cells, beside a row: where the figure looks away from the wall."""
    written = sign[0] if sign else []
    empty = [(" ", None, None)] * (taken - len(written))
    return [*written, *empty, *row] if turn < 0 else [*row, *empty, *written]
