"""Filled cells: every pattern of pixels has the glyph that fills it, and two inks share a cell."""

import unicodedata
from itertools import product

import pytest

from ankle_tui.ui.figure.cells import OCTANTS, QUADRANTS, SEXTANTS, CellSet, pieces
from ankle_tui.ui.figure.pose import Ink

W, B, G, P = Ink.WORK, Ink.BODY, Ink.GROUND, Ink.PROP
QUARTERS = {"UPPER LEFT": 1, "UPPER RIGHT": 2, "LOWER LEFT": 4, "LOWER RIGHT": 8}
HALVES = {"UPPER": 3, "LOWER": 12, "LEFT": 5, "RIGHT": 10}


def one_cell(cells: CellSet, inks: str, *, plain: bool = False) -> tuple[str, Ink | None, Ink | None]:
    """A cell with the inks named from the top left, a dot for a dark pixel."""
    lit = {(at % 2, at // 2): {"W": W, "B": B, "G": G, "P": P}[name] for at, name in enumerate(inks) if name != "."}
    ((cell,),) = cells.encode(lit, 1, 1, plain=plain)
    return cell


@pytest.mark.parametrize("bits", range(1, 15))
def test_each_quadrant_fills_what_its_name_says(bits: int) -> None:
    name = unicodedata.name(QUADRANTS.glyphs[bits])
    if name.startswith("QUADRANT "):
        places = name.removeprefix("QUADRANT ").split(" AND ")
        assert sum(QUARTERS[place] for place in places) == bits
    else:
        assert HALVES[name.removesuffix(" HALF BLOCK")] == bits


@pytest.mark.parametrize("bits", range(1, 63))
def test_each_sextant_fills_what_its_name_says(bits: int) -> None:
    name = unicodedata.name(SEXTANTS.glyphs[bits])
    if name.startswith("BLOCK SEXTANT-"):
        assert sum(1 << int(digit) - 1 for digit in name.removeprefix("BLOCK SEXTANT-")) == bits
    else:
        assert {"LEFT HALF BLOCK": 0b010101, "RIGHT HALF BLOCK": 0b101010}[name] == bits


def test_octants_are_those_of_unicode_16() -> None:
    glyphs = OCTANTS.glyphs
    # Beginning, middle and end of the block, as its names say: OCTANT-3, -23, -5, -357, -1358, -2345678.
    found = {0x04: 0x1CD00, 0x06: 0x1CD01, 0x10: 0x1CD09, 0xFE: 0x1CDE5}
    assert {bits: ord(glyphs[bits]) for bits in found} == found
    assert [glyphs[bits] for bits in (0x05, 0x0A, 0x50, 0xA0, 0x0F, 0xF0, 0x55, 0xAA, 0x5A, 0xA5)] == [*"▘▝▖▗▀▄▌▐▞▚"]
    assert [glyphs[bits] for bits in (0xC0, 0xFC, 0xF5, 0x5F, 0xAF, 0xFA)] == [*"▂▆▙▛▜▟"]
    new = [glyph for glyph in glyphs if 0x1CD00 <= ord(glyph) <= 0x1CDE5]
    assert new == sorted(new)
    assert len(new) == 230


@pytest.mark.parametrize("cells", [OCTANTS, SEXTANTS, QUADRANTS])
def test_no_two_patterns_look_alike(cells: CellSet) -> None:
    assert len(set(cells.glyphs)) == len(cells.glyphs) == 4**cells.rows
    assert (cells.glyphs[0], cells.glyphs[-1]) == (" ", "█")
    for bits in range(4**cells.rows):
        inks = "".join("B" if bits >> at & 1 else "." for at in range(cells.rows * 2))
        assert one_cell(cells, inks) == (cells.glyphs[bits], B if bits else None, None)


@pytest.mark.parametrize(
    ("inks", "cell"),
    [
        ("WBWB", ("▌", W, B)),  # both are seen
        ("BBWB", ("▖", W, B)),
        ("WWB.", ("▀", W, None)),  # the gap stays
        ("BBPB", ("▖", P, B)),
        ("W.GG", ("▙", W, None)),  # the floor does not break off below a foot
        ("..GG", ("▄", G, None)),
    ],
)
def test_two_inks_share_a_cell(inks: str, cell: tuple[str, Ink, Ink | None]) -> None:
    assert one_cell(QUADRANTS, inks) == cell


def test_without_colours_every_pixel_is_drawn() -> None:
    for inks in product("WBG.", repeat=4):
        glyph, _, behind = one_cell(QUADRANTS, "".join(inks), plain=True)
        assert (glyph, behind) == (QUADRANTS.glyphs[sum((ink != ".") << at for at, ink in enumerate(inks))], None)


def test_like_neighbours_are_one_piece() -> None:
    cells = [("▌", W, B), ("▐", W, B), ("█", W, None), (" ", None, None), (" ", None, None)]
    assert pieces(cells) == (("▌▐", W, B), ("█", W, None), ("  ", None, None))
