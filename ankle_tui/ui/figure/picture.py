"""A drawing as rows of text: the whole body where there is room, otherwise from the hips down."""

from collections.abc import Iterator
from functools import lru_cache

from ankle_tui.ui.figure.cells import Cell, CellSet, Rows, pieces
from ankle_tui.ui.figure.figure_wording import EYES_CLOSED, EYES_OPEN, LEFT, RIGHT
from ankle_tui.ui.figure.pose import Box, Drawing, Ink, Motion
from ankle_tui.ui.figure.raster import QUARTERS, bitmap

WHOLE = 16
"""Rows from which on the whole body is drawn; with fewer an ankle would be too small to be seen."""

SMALLEST = (8, 4)
"""Cells below which limbs merge: nothing is drawn."""

MOVING = (12, 6)
"""Cells below which a movement only flickers: the figure stands still."""

GAP = 3
"""Longest gap of unchanged cells worth repainting; moving the cursor across a longer one takes fewer bytes."""


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
    sign = _sign(drawing, box, width, height)
    lit = bitmap(drawing, box, width, height, cells.rows, aside=len(sign) > 1)
    rows = cells.encode(lit, width, height, plain=plain)
    # Above an eye that is drawn there can be too little room: then the letter stands below it, clear of it.
    eye = drawing.eyes_open is not None and len(sign) == 1
    top = next((y for y in range(height // 2) if _is_free(rows[y], 2, drawing)), 0) if eye else 0
    for row, written in zip(rows[top:], sign, strict=False):
        if _is_free(row, len(written), drawing):
            row[_corner(len(written), len(row), drawing)] = written
    return tuple(map(pieces, rows))


def can_move(width: int, height: int) -> bool:
    """Return True if there is room for a movement."""
    return width >= MOVING[0] and height >= MOVING[1]


def picture_at(motion: Motion, phase: float | None, width: int, height: int) -> int | None:
    """Choose the picture of a movement for a moment.

    Args:
        motion: The movement.
        phase: Share of its cycle that is over; None chooses the clearest picture.
        width: Cells of a row.
        height: Rows.

    Returns:
        Its index; None where there is too little room.
    """
    if width < SMALLEST[0] or height < SMALLEST[1]:
        return None
    return motion.still % len(motion.frames) if phase is None else motion.index(phase)


def box_for(drawing: Drawing, height: int) -> Box:
    """Choose the part of a drawing for a number of rows."""
    return drawing.near if drawing.near and height < WHOLE else drawing.box


def changes(old: Rows, new: Rows) -> Iterator[tuple[int, int, int]]:
    """Give the places that differ: the row of each, its first cell, and the number of cells."""
    for y, (before, after) in enumerate(zip(old, new, strict=True)):
        pairs = zip(_apart(before), _apart(after), strict=True)
        runs: list[tuple[int, int]] = []
        for x in (x for x, (one, other) in enumerate(pairs) if one != other):
            joins = bool(runs) and x - runs[-1][1] <= GAP
            runs[-1:] = [(runs[-1][0], x)] if joins else [*runs[-1:], (x, x)]
        yield from ((y, first, last - first + 1) for first, last in runs)


def _apart(row: tuple[Cell, ...]) -> Iterator[Cell]:
    return ((character, ink, behind) for text, ink, behind in row for character in text)


def _sign(drawing: Drawing, box: Box, width: int, height: int) -> list[list[Cell]]:
    """Write what the upper corner says, where the figure looks away from.

    It names the working leg and, where no eye is drawn, says whether the eyes are open.
    """
    letter = [_written(LEFT if drawing.turn < 0 else RIGHT)] if drawing.lettered else []
    if drawing.eyes_open is None or box is not drawing.near:
        return letter
    mark, *words = EYES_OPEN if drawing.eyes_open else EYES_CLOSED
    first, second = [*_written(mark, Ink.PROP), *_written(f" {words[0]}")], _written(f"  {words[1]}")
    scale = min(width * 2 / (box[2] - box[0]), height * QUARTERS / (box[3] - box[1]))
    beside, above = width * 2 - (box[2] - drawing.clear) * scale, height * QUARTERS - (box[3] - box[1]) * scale
    if max(map(len, (first, second))) * 2 <= beside or above >= QUARTERS * 2:
        return [first, second, *letter]
    return [first[:1], *letter]


def _corner(size: int, width: int, drawing: Drawing) -> slice:
    return slice(width - size, width) if drawing.turn < 0 else slice(size)


def _is_free(row: list[Cell], size: int, drawing: Drawing) -> bool:
    """Return True if nothing is drawn in so many cells of the corner."""
    return size <= len(row) and all(glyph == " " for glyph, _, _ in row[_corner(size, len(row), drawing)])


def _written(text: str, ink: Ink = Ink.BODY) -> list[Cell]:
    return [(character, ink, None) for character in text]
