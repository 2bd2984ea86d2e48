"""Rows of a drawn surface: texts in inks, and the places where two drawings of it differ."""

from collections.abc import Iterator, Sequence
from enum import IntEnum, auto
from itertools import groupby, pairwise
from operator import itemgetter

from rich.cells import cell_len, set_cell_size

from ankle_tui.ui.figure.pose import Ink


class Tone(IntEnum):
    """What a text is drawn in, apart from a figure."""

    GROUND = auto()
    TEXT = auto()
    STRONG = auto()
    FAINT = auto()
    LINE = auto()
    """The border."""
    NAME = auto()
    """Words in the border."""
    STRONG_NAME = auto()
    LIT_LINE = auto()
    """The border during a beat."""
    SOLID_LINE = auto()
    """The border during a change."""
    LIT_SIDE = auto()
    """A column at the side, where there is no border, during a beat."""
    SOLID_SIDE = auto()
    """The same during a change."""


Hue = Tone | tuple[Ink | None, Ink | None]
"""What a text is drawn in; of a figure the ink and the ink behind it."""

Row = tuple[tuple[str, Hue], ...]
"""A row in texts from left to right, together as wide as the surface."""

GAP = 8
"""Longest stretch of unchanged cells worth sending again; moving the cursor across a longer one takes fewer bytes."""


class Canvas:
    """A surface that is written on from its first cell to its last.

    Args:
        width: Columns.
        height: Rows.
    """

    def __init__(self, width: int, height: int) -> None:
        self._width = width
        self._written: list[list[tuple[int, int, str, Hue]]] = [[] for _ in range(height)]
        """Of each row the texts: the first column, the column after the last, the text and what it is drawn in."""

    def write(self, x: int, y: int, text: str, hue: Hue) -> int:
        """Write a text, cut off at the edge.

        Args:
            x: Column of its first cell.
            y: Its row.
            text: The text.
            hue: What it is drawn in.

        Returns:
            The column after it.
        """
        end = x + cell_len(text)
        if end > self._width:
            text, end = set_cell_size(text, max(0, self._width - x)), max(x, self._width)
        if end > x:
            self._written[y].append((x, end, text, hue))
        return end

    def rows(self) -> tuple[Row, ...]:
        """Give every row; what was not written on is ground."""
        return tuple(map(self._row, self._written))

    def _row(self, written: list[tuple[int, int, str, Hue]]) -> Row:
        made: list[tuple[str, Hue]] = []
        edge = (self._width, self._width, "", Tone.GROUND)
        at = 0
        for (x, end, text, hue), (after, *_) in pairwise([*sorted(written, key=itemgetter(0)), edge]):
            if x > at:
                made.append((" " * (x - at), Tone.GROUND))
            at = min(end, after)
            if at > x:  # they meet only where there is far too little room
                made.append((text if at == end else set_cell_size(text, at - x), hue))
        if at < self._width:
            made.append((" " * (self._width - at), Tone.GROUND))
        return tuple(made)


def differences(before: Sequence[Row], after: Sequence[Row]) -> Iterator[tuple[int, int, int]]:
    """Give the places that differ: the row of each, its first cell and the one after its last.

    Args:
        before: A drawing.
        after: Another one of the same size.
    """
    for y, (old, new) in enumerate(zip(before, after, strict=True)):
        if old == new:
            continue
        columns = (x for x, (one, other) in enumerate(zip(_cells(old), _cells(new), strict=True)) if one != other)
        start, end = -1, -1
        for x in columns:
            if start >= 0 and x - end > GAP:
                yield y, start, end
                start = -1
            start, end = (x if start < 0 else start), x + 1
        yield y, start, end


def _cells(row: Row) -> Iterator[tuple[str, Hue]]:
    """Give what stands in each cell; the second cell of a wide character is one of its own."""
    for text, hue in row:
        if text.isascii() or len(text) == cell_len(text):
            for character in text:
                yield character, hue
        else:
            yield from ((piece, hue) for piece in _pieces(text))


def _pieces(text: str) -> Iterator[str]:
    """Give the cells of a text with wide or combining characters."""
    cells: list[str] = []
    for width, characters in groupby(text, cell_len):
        for character in characters:
            if width:
                cells += [character, *[f"{character}+"] * (width - 1)]
            elif cells:
                cells[-1] += character
    return iter(cells)
