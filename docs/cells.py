"""Draw a screen as SVG, cell by cell: blocks and lines as shapes, so that no font leaves stripes between two rows."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import chain, groupby, product

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

WIDE, HIGH = 10, 20
"""Units of a cell."""
AROUND = 12
"""Units around the screen."""
FONT = "'DejaVu Sans Mono', 'Cascadia Mono', 'SF Mono', Menlo, Consolas, monospace"
INK, GROUND = "#ebe8e2", "#12161b"
"""Colours where a style has none."""
DIMMED = 0.6
QUADRANTS = dict(zip("▘▝▀▖▌▞▛▗▚▐▜▄▙▟█", range(1, 16), strict=True))
SHADES = {"░": 0.25, "▒": 0.5, "▓": 0.75}
ROUND = {"╭": (1, 1), "╮": (-1, 1), "╰": (1, -1), "╯": (-1, -1)}
"""The ways a rounded corner leads: right or left, down or up."""
SIDES = {
    "─": "lr", "━": "LR", "│": "ud", "┃": "UD", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu",
    "┏": "RD", "┓": "LD", "┗": "RU", "┛": "LU", "╸": "L", "╺": "R", "╴": "l", "╶": "r", "╹": "U", "╻": "D",
    "╌": "lr", "┄": "lr", "╍": "LR", "┅": "LR", "╎": "ud", "┊": "ud", "╏": "UD", "┋": "UD",
}  # fmt: skip
"""The ways a line leads from the middle of its cell, heavy ones in capitals."""
DASHED = "╌┄╍┅╎┊╏┋"
DOUBLE = {"═": "lr", "║": "ud", "╔": "rd", "╗": "ld", "╚": "ru", "╝": "lu"}
DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""Column and row of each dot of a Braille pattern."""

Box = tuple[float, float, float, float]
"""Left, top, width and height within a cell, as shares of it."""


def draw(strips: Sequence[Strip], columns: int) -> str:
    """Draw a screen.

    Args:
        strips: Its lines.
        columns: Its width in cells.

    Returns:
        The text of an SVG file.
    """
    width, height = columns * WIDE + 2 * AROUND, len(strips) * HIGH + 2 * AROUND
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="{FONT}" font-size="{HIGH * 0.8:g}" xml:space="preserve">',
        f'<rect width="{width}" height="{height}" rx="8" fill="{GROUND}"/>',
        f'<g transform="translate({AROUND} {AROUND})">',
        *_merged(strips),
        "</g>",
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _merged(strips: Sequence[Strip]) -> Iterator[str]:
    """Draw all grounds, then all blocks, a path for each colour, then lines and words."""
    grounds, blocks, others = _Rectangles(), _Rectangles(), list[str]()
    for row, strip in enumerate(strips):
        for x, text, style in _runs(strip):
            ink, ground = _colors(style)
            if ground != GROUND:
                grounds.add(ground, x * WIDE, row * HIGH, len(text) * WIDE, HIGH)
            for drawn, group in groupby(enumerate(text, x), key=lambda item: _is_drawn(item[1])):
                cells = list(group)
                if not drawn:
                    others += _words(cells[0][0], row, "".join(character for _, character in cells), ink, style)
                    continue
                for at, character in cells:
                    for left, top, width, height in _boxes(character):
                        blocks.add(ink, (at + left) * WIDE, (row + top) * HIGH, width * WIDE, height * HIGH)
                    others += _lines(character, at * WIDE, row * HIGH, ink)
    return chain(grounds.paths(), blocks.paths(), others)


class _Rectangles:
    """Rectangles by colour; one that goes on where the last ended makes it longer."""

    def __init__(self) -> None:
        self._found: dict[str, list[list[float]]] = {}

    def add(self, ink: str, *box: float) -> None:
        left, top, width, height = box
        found = self._found.setdefault(ink, [])
        for last in found[-2:]:
            if (last[0] + last[2], last[1], last[3]) == (left, top, height):
                last[2] += width
                return
        found.append([left, top, width, height])

    def paths(self) -> Iterator[str]:
        for ink, found in self._found.items():
            path = "".join(f"M{x:g} {y:g}h{w:g}v{h:g}h{-w:g}z" for x, y, w, h in found)
            yield f'<path d="{path}" fill="{ink}" shape-rendering="crispEdges"/>'


def _runs(strip: Strip) -> Iterator[tuple[int, str, Style]]:
    x = 0
    for text, style, control in strip:
        if not control:
            yield x, text, style or Style.null()
            x += Segment(text).cell_length


def _colors(style: Style) -> tuple[str, str]:
    ink = style.color.get_truecolor().hex if style.color and not style.color.is_default else INK
    ground = style.bgcolor.get_truecolor().hex if style.bgcolor and not style.bgcolor.is_default else GROUND
    return (ground, ink) if style.reverse else (ink, ground)


def _words(x: int, row: int, text: str, ink: str, style: Style) -> Iterator[str]:
    """Write text, each word where it belongs whatever the font."""
    weight = ' font-weight="bold"' if style.bold else ""
    line = ' text-decoration="underline"' if style.underline else ""
    faint = f' opacity="{DIMMED}"' if style.dim else ""
    for found in re.finditer(r"\S+( \S+)*", text):
        at = f'x="{(x + found.start()) * WIDE}" y="{row * HIGH + HIGH * 0.75:g}" textLength="{len(found[0]) * WIDE}"'
        yield f'<text {at} fill="{ink}"{weight}{line}{faint}>{escape(found[0])}</text>'


def _is_drawn(character: str) -> bool:
    known = (
        character in QUADRANTS or character in SHADES or character in ROUND or character in SIDES or character in DOUBLE
    )
    return known or 0x2581 <= ord(character) <= 0x2595 or 0x2800 < ord(character) <= 0x28FF or _sextant(character) > 0


def _sextant(character: str) -> int:
    """The cells of a sextant as bits, row by row; 0 for any other character."""
    number = ord(character) - 0x1FB00 + 1
    if not 1 <= number <= 60:
        return 0
    return number + (number > 20) + (number > 40)


def _lines(character: str, x: float, y: float, ink: str) -> Iterator[str]:
    """Draw what is a line, a dot or a shade."""
    if character in ROUND:
        across, down = ROUND[character]
        mid_x, mid_y = x + WIDE / 2, y + HIGH / 2
        bow = f"Q{mid_x:g} {mid_y:g} {mid_x:g} {mid_y + down * WIDE / 2:g}V{mid_y + down * HIGH / 2:g}"
        yield _line(f"M{mid_x + across * WIDE / 2:g} {mid_y:g}{bow}", ink)
    for way in SIDES.get(character, ""):
        dash = ' stroke-dasharray="3 2"' if character in DASHED else ""
        yield _line(_way(way.lower(), x, y), ink, 3 if way.isupper() else 1.2, dash)
    for shift, way in product((-1.5, 1.5), DOUBLE.get(character, "")):
        yield _line(_way(way, *((x, y + shift) if way in "lr" else (x + shift, y))), ink)
    if 0x2800 < ord(character) <= 0x28FF:
        for bit, (column, line) in enumerate(DOTS):
            if ord(character) - 0x2800 >> bit & 1:
                yield f'<circle cx="{x + 2.5 + 5 * column:g}" cy="{y + 2.5 + 5 * line:g}" r="1.5" fill="{ink}"/>'
    if character in SHADES:
        yield f'<path d="M{x:g} {y:g}h{WIDE}v{HIGH}h{-WIDE}z" fill="{ink}" fill-opacity="{SHADES[character]}"/>'


def _boxes(character: str) -> Iterable[Box]:
    """The filled parts of a block."""
    code = ord(character)
    if character in QUADRANTS:
        return _grid(QUADRANTS[character], 2, 2)
    if bits := _sextant(character):
        return _grid(bits, 2, 3)
    if 0x2581 <= code <= 0x2587:
        share = (code - 0x2580) / 8
        return [(0, 1 - share, 1, share)]
    if 0x2589 <= code <= 0x258F:
        return [(0, 0, (0x2590 - code) / 8, 1)]
    return [{0x2594: (0, 0, 1, 1 / 8), 0x2595: (7 / 8, 0, 1 / 8, 1)}[code]] if code in {0x2594, 0x2595} else ()


def _grid(bits: int, columns: int, rows: int) -> Iterator[Box]:
    for place in range(columns * rows):
        if bits >> place & 1:
            yield place % columns / columns, place // columns / rows, 1 / columns, 1 / rows


def _way(way: str, x: float, y: float) -> str:
    ends = {"l": (0, HIGH / 2), "r": (WIDE, HIGH / 2), "u": (WIDE / 2, 0), "d": (WIDE / 2, HIGH)}
    end_x, end_y = ends[way]
    return f"M{x + WIDE / 2:g} {y + HIGH / 2:g}L{x + end_x:g} {y + end_y:g}"


def _line(path: str, ink: str, wide: float = 1.2, more: str = "") -> str:
    return f'<path d="{path}" stroke="{ink}" stroke-width="{wide:g}" fill="none"{more}/>'
