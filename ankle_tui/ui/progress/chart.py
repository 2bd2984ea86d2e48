"""Draw weekly amounts with blocks: columns of several rows, or a single line."""

from collections.abc import Sequence
from dataclasses import dataclass

GAP = "·"
"""Marks a week without work."""

_BLOCKS = " ▁▂▃▄▅▆▇█"
_FULL = len(_BLOCKS) - 1
MOST_WEEKS = 52
FEWEST_WEEKS = 12
"""Weeks that a newcomer sees, most of them still empty."""
WIDEST = 3
"""Cells of a week if there is room, one of them empty."""


@dataclass(frozen=True, slots=True)
class Span:
    """The weeks of a chart.

    Attributes:
        weeks: Ordinals of their first days, oldest first; the last is the present week.
        cells: Cells of each week.
    """

    weeks: tuple[int, ...]
    cells: int

    @property
    def width(self) -> int:
        """Cells of all weeks, without the space behind the last."""
        return len(self.weeks) * self.cells - (self.cells > 1)


def fit_span(first: int, this: int, room: int) -> Span:
    """Choose the weeks to show: as many as there are and fit, at most a year.

    Args:
        first: Ordinal of the first week with work.
        this: Ordinal of the present week.
        room: Cells available.
    """
    count = max(FEWEST_WEEKS, min(MOST_WEEKS, (this - first) // 7 + 1))
    count = max(1, min(count, room))
    return Span(tuple(this - 7 * back for back in reversed(range(count))), max(1, min(WIDEST, room // count)))


def columns(amounts: Sequence[float], most: float, rows: int, cells: int = 1, *, apart: bool = False) -> list[str]:
    """Draw a column of blocks for every amount.

    Args:
        amounts: The amounts from left to right. The smallest amount still shows; zero is drawn as `GAP`.
        most: The amount of a full column.
        rows: The height in rows.
        cells: The width of a column; from two on the last cell stays empty.
        apart: True to leave a gap below something right above the chart.

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
