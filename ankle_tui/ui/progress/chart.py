"""Amounts over the weeks, drawn with blocks: columns several rows high, or a line of them."""

from collections.abc import Sequence
from dataclasses import dataclass

GAP = "·"
"""Stands where nothing was done."""

_BLOCKS = " ▁▂▃▄▅▆▇█"
_FULL = len(_BLOCKS) - 1
MOST_WEEKS = 52
FEWEST_WEEKS = 12
"""A newcomer sees this many weeks, most of them still to be filled."""
WIDEST = 3
"""Cells of a week where there is room, one of them empty."""


@dataclass(frozen=True, slots=True)
class Span:
    """The weeks of a chart.

    Attributes:
        weeks: The ordinals of their first days, oldest first; the last one is the present week.
        cells: Cells of each.
    """

    weeks: tuple[int, ...]
    cells: int

    @property
    def width(self) -> int:
        """Cells of all together, without the space behind the last one."""
        return len(self.weeks) * self.cells - (self.cells > 1)


def fit_span(first: int, this: int, room: int) -> Span:
    """The weeks that are shown: as many as there are and as fit, at most a year.

    Args:
        first: Ordinal of the first week with anything in it.
        this: Ordinal of the present week.
        room: Cells there are.
    """
    count = max(FEWEST_WEEKS, min(MOST_WEEKS, (this - first) // 7 + 1))
    count = max(1, min(count, room))
    return Span(tuple(this - 7 * back for back in reversed(range(count))), max(1, min(WIDEST, room // count)))


def columns(amounts: Sequence[float], most: float, rows: int, cells: int = 1, *, apart: bool = False) -> list[str]:
    """One column of blocks for every amount.

    Args:
        amounts: From left to right. More than nothing is never drawn as nothing; nothing is drawn as `GAP`.
        most: What the full height stands for.
        rows: The height.
        cells: The width of a column; from two on the last one stays empty.
        apart: Whether something stands right above: the highest column does not quite reach it.

    Returns:
        The rows, from the top.
    """
    top = rows * _FULL - apart
    heights = [max(1, round(amount / most * top)) if amount > 0 else 0 for amount in amounts]
    bar = max(1, cells - 1)
    drawn = []
    for row in reversed(range(rows)):
        blocks = [_BLOCKS[max(0, min(_FULL, height - row * _FULL))] for height in heights]
        if not row:
            blocks = [block if height else GAP for block, height in zip(blocks, heights, strict=True)]
        drawn.append("".join((block if block == GAP else block * bar).ljust(cells) for block in blocks))
    return drawn
