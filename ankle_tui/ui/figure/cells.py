"""Cells filled with pixels, two to a row: a bitmap becomes glyphs, with two inks to a cell."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from ankle_tui.ui.figure.pose import Ink

Pixel = tuple[int, int]
"""A pixel of a bitmap: its column and its row, from the top left."""

Bitmap = Mapping[Pixel, Ink]
"""The lit pixels and their inks."""

Cell = tuple[str, Ink | None, Ink | None]
"""A glyph, its ink and the ink behind it."""

Rows = tuple[tuple[Cell, ...], ...]
"""A drawing as text: every row in pieces of like inks, together as wide as required."""


@dataclass(frozen=True, slots=True)
class CellSet:
    """Glyphs that fill a cell with every pattern of pixels.

    Attributes:
        rows: Rows of pixels in a cell.
        glyphs: The glyph of every pattern; bits count along the rows, from the top left.
    """

    rows: int
    glyphs: str

    def encode(self, bitmap: Bitmap, width: int, height: int, *, plain: bool = False) -> list[list[Cell]]:
        """Turn a bitmap into the cells of each row.

        Args:
            bitmap: The lit pixels.
            width: Cells of a row.
            height: Rows.
            plain: True where no colour can be shown: nothing is drawn by the ink behind a glyph.
        """
        inks: dict[Pixel, dict[int, Ink]] = {}
        for (x, y), ink in bitmap.items():
            inks.setdefault((x // 2, y // self.rows), {})[x % 2 + y % self.rows * 2] = ink
        return [[self._cell(inks.get((x, y), {}), plain=plain) for x in range(width)] for y in range(height)]

    def _cell(self, inks: Mapping[int, Ink], *, plain: bool) -> Cell:
        if not inks:
            return " ", None, None
        ink = max(inks.values())
        if plain:
            return self._glyph(inks), ink, None
        ink, behind = _pair(Counter(inks.values()), self.rows * 2)
        return self._glyph(bit for bit, each in inks.items() if _joins(each, ink, behind)), ink, behind

    def _glyph(self, bits: Iterable[int]) -> str:
        return self.glyphs[sum(1 << bit for bit in bits)]


def _joins(each: Ink, ink: Ink, behind: Ink | None) -> bool:
    """True if a pixel is drawn in the ink of its cell; a floor below a foot takes that rather than break off."""
    return each is ink or (each is Ink.GROUND is not behind)


def _pair(counts: Counter[Ink], size: int) -> tuple[Ink, Ink | None]:
    """Choose the ink of a cell and the one behind, so that few pixels are wrong."""

    def wrong(ink: Ink, behind: Ink | None) -> float:
        lost = sum(count * _WEIGHT[each] for each, count in counts.items() if each is not ink and each is not behind)
        return lost + (size - counts.total() if behind else 0)

    found = sorted(counts, reverse=True)
    pairs = [(ink, behind) for ink in found for behind in [None, *found] if behind is None or behind < ink]
    return min(pairs, key=lambda pair: wrong(*pair))


_WEIGHT = {Ink.GROUND: 0.4, Ink.BODY: 1.0, Ink.PROP: 1.0, Ink.WORK: 2.0}
"""How bad it is for a pixel of an ink to be lost, or for the ground to take another ink."""


def pieces(cells: list[Cell]) -> tuple[Cell, ...]:
    """Join neighbours of like inks."""
    runs = groupby(cells, key=lambda cell: cell[1:])
    return tuple(("".join(text for text, _, _ in run), *inks) for inks, run in runs)


QUADRANTS = CellSet(2, " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█")


def _sextant(bits: int) -> str:
    if known := {0: " ", 0b010101: "▌", 0b101010: "▐", 0b111111: "█"}.get(bits):
        return known
    return chr(0x1FB00 + bits - 1 - (bits > 0b010101) - (bits > 0b101010))


def _octants() -> str:
    """List the octants: Unicode has those in a row that were not there before."""
    corners = (0x05, 0x0A, 0x50, 0xA0)
    older = {
        sum(corner for bit, corner in enumerate(corners) if quadrants >> bit & 1): glyph
        for quadrants, glyph in enumerate(QUADRANTS.glyphs)
    }
    older |= {
        0x01: "\U0001cea8", 0x02: "\U0001ceab", 0x03: "\U0001fb82", 0x40: "\U0001cea3", 0x80: "\U0001cea0", 0xC0: "▂",
        0x3F: "\U0001fb85", 0xFC: "▆", 0x14: "\U0001fbe6", 0x28: "\U0001fbe7",
    }  # fmt: skip
    new = map(chr, range(0x1CD00, 0x1CDE6))
    return "".join(older.get(bits) or next(new) for bits in range(256))


SEXTANTS = CellSet(3, "".join(map(_sextant, range(64))))
OCTANTS = CellSet(4, _octants())
