"""Recordings of a terminal as text: what changed on its screen, and asciicast files (version 2) of such changes.

https://docs.asciinema.org/manual/asciicast/v2/
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_NAMES = ("black", "red", "green", "brown", "blue", "magenta", "cyan", "white")
"""The colours of a terminal in its order, as the emulator calls them."""
_WEIGHTS = ("1", "3", "4", "9", "7", "5")
"""The numbers of bold, italics, underscore, strikethrough, reverse and blink."""
NEAR = 4
"""Cells that are written again rather than jumped over: a jump takes more bytes."""


class Cell(NamedTuple):
    """A character and how it looks, field by field that of the emulator.

    Attributes:
        data: The character; empty right of a wide one.
        fg: Its colour: a name, six hexadecimal digits, or `default`.
        bg: The same of what is behind it.
        bold: And so on: how it is written.
    """

    data: str = " "
    fg: str = "default"
    bg: str = "default"
    bold: bool = False
    italics: bool = False
    underscore: bool = False
    strikethrough: bool = False
    reverse: bool = False
    blink: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing is seen of it but what is behind it."""
        return self.data == " " and not (self.underscore or self.strikethrough or self.reverse)

    @property
    def weights(self) -> tuple[bool, ...]:
        """Everything but character and colours."""
        return self[3:]


PLAIN = Cell()


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands on a screen.

    Attributes:
        rows: Its cells, row by row.
        cursor: Column and row of the cursor, from 0; None while it is hidden.
    """

    rows: tuple[tuple[Cell, ...], ...]
    cursor: tuple[int, int] | None = (0, 0)

    @classmethod
    def empty(cls, columns: int, rows: int) -> "Frame":
        """The screen of a terminal that has just been opened."""
        return cls(((PLAIN,) * columns,) * rows)


def changes(before: Frame, after: Frame) -> str:
    """What makes one frame of another: the fewest cells, in their look.

    Args:
        before: What stands on the screen; a cursor that is seen blinks where it says, in the plain look.
        after: What shall stand there, as large.

    Returns:
        Characters and escape sequences; empty where nothing has changed.
    """
    out: list[str] = []
    pen = PLAIN
    for number, (old, new) in enumerate(zip(before.rows, after.rows, strict=True)):
        for start, stop in _stretches(old, new):
            out.append(f"\x1b[{number + 1};{start + 1}H")
            for cell in new[start:stop]:
                if not (cell.blank and cell.bg == pen.bg and not any(pen.weights[1:])):
                    out.append(_turn(pen, cell))
                    pen = cell
                out.append(cell.data)
    out.append(_turn(pen, PLAIN))
    if after.cursor and (any(out) or after.cursor != before.cursor):
        column, row = after.cursor
        out.append(f"\x1b[{row + 1};{column + 1}H")
    if (before.cursor is None) is not (after.cursor is None):
        out.append("\x1b[?25h" if after.cursor else "\x1b[?25l")
    return "".join(out)


def cast_lines(frames: Iterable[tuple[float, Frame]], size: tuple[int, int], title: str) -> Iterator[str]:
    """A recording as the lines of an asciicast file.

    Args:
        frames: Frames, each with the seconds since the beginning at which it stood there, in order.
        size: Columns and rows.
        title: What the recording is called.

    Yields:
        The header, then an event for every change. The last frame's time is kept even where it shows nothing new, so that
        the end can be looked at.
    """
    columns, rows = size
    header = {"version": 2, "width": columns, "height": rows, "title": title, "env": {"TERM": "xterm-256color"}}
    yield _line(header)
    before, told, at = Frame.empty(columns, rows), 0.0, 0.0
    for at, frame in frames:
        if change := changes(before, frame):
            yield _line([round(at, 3), "o", change])
            before, told = frame, at
    if at > told:
        yield _line([round(at, 3), "o", ""])


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _stretches(old: Sequence[Cell], new: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """Where a row has changed, from cell to cell; what lies nearly side by side is one stretch."""
    start = stop = -NEAR - 1
    for column, (was, cell) in enumerate(zip(old, new, strict=True)):
        if was == cell:
            continue
        first = column - (not cell.data)  # the wide one left of it is what must be written
        if first - stop > NEAR:
            if start >= 0:
                yield start, stop
            start = first
        stop = max(stop, column + 1)
    if start >= 0:
        yield start, stop


def _turn(pen: Cell, cell: Cell) -> str:
    """The escape sequence after which characters look like a cell, shortest where only a colour changes."""
    codes: list[str] = []
    if pen.weights != cell.weights:
        codes = ["0", *(code for on, code in zip(cell.weights, _WEIGHTS, strict=True) if on)]
        pen = PLAIN
    codes += [] if pen.fg == cell.fg else _colour(cell.fg, 30)
    codes += [] if pen.bg == cell.bg else _colour(cell.bg, 40)
    return f"\x1b[{';'.join(codes)}m" if codes else ""


def _colour(name: str, base: int) -> list[str]:
    """The numbers of a colour in an escape sequence; `base` is 30 for characters, 40 for what is behind them."""
    if name == "default":
        return [str(base + 9)]
    if name in _NAMES:
        return [str(base + _NAMES.index(name))]
    if name.startswith("bright"):
        return [str(base + 60 + _NAMES.index(name.removeprefix("bright")))]
    return [str(base + 8), "2", *(str(int(name[at : at + 2], 16)) for at in (0, 2, 4))]
