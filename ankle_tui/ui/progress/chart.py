"""Lay out the weeks that line and bars share, and draw the bars."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content

from ankle_tui.core.formatting import day_words

GAP = "·"
"""Marks a week without work."""
FEWEST_WEEKS = 12
"""Weeks that a newcomer sees, most of them still empty."""
NARROWEST, WIDEST = 3, 7
"""Cells of a week, one of them empty."""
STRIDE = 4
"""Weeks that a key goes back or on."""
_BLOCKS = " ▁▂▃▄▅▆▇█"
_FULL = len(_BLOCKS) - 1
_MONTH = 3
"""Letters of a month."""
_DONE, _RUNNING = "$done", "$success"


@dataclass(frozen=True, slots=True)
class Span:
    """The weeks of a chart.

    Attributes:
        weeks: Ordinals of their first days, oldest first.
        cells: Cells of each week, the last one empty.
        this: Ordinal of the present week's first day.
    """

    weeks: tuple[int, ...]
    cells: int
    this: int

    @property
    def width(self) -> int:
        """Cells of all weeks."""
        return len(self.weeks) * self.cells

    @property
    def present(self) -> bool:
        """True if the present week is the last."""
        return self.weeks[-1] == self.this

    @property
    def first(self) -> dt.date:
        """The first day."""
        return dt.date.fromordinal(self.weeks[0])

    @property
    def last(self) -> dt.date:
        """The last day."""
        return dt.date.fromordinal(self.weeks[-1] + 6)


def fit_span(first: int, this: int, room: int, back: int = 0) -> Span:
    """Choose the weeks to show: as many as there are and fit, wider where there are few.

    Args:
        first: Ordinal of the first week with work.
        this: Ordinal of the present week.
        room: Cells available.
        back: Weeks between the last one shown and the present one.
    """
    fitting = max(1, room // NARROWEST)
    count = max(min(FEWEST_WEEKS, fitting), min(fitting, (this - first) // 7 + 1))
    cells = max(1, min(WIDEST, room // count))
    last = this - 7 * back
    return Span(tuple(last - 7 * before for before in reversed(range(count))), cells, this)


def furthest(first: int, this: int) -> int:
    """Weeks that one can go back at most: the first week with work is then the last one shown."""
    return max(0, (this - first) // 7)


def sparkline(amounts: Sequence[float]) -> str:
    """Draw a block for every amount, the highest for the largest."""
    most = max(amounts, default=0)
    return "".join(_BLOCKS[max(1, round(amount / most * _FULL))] if amount > 0 else GAP for amount in amounts)


def bars(weeks: Mapping[int, float], span: Span, rows: int) -> list[Content]:
    """Draw a bar for the work of every week; the present one is bright.

    Args:
        weeks: Work by week.
        span: The weeks to show.
        rows: The height in rows.

    Returns:
        The rows, from the top. The least work still shows.
    """
    amounts = [weeks.get(week, 0.0) for week in span.weeks]
    most, wide = max(amounts), max(1, span.cells - 1)
    heights = [max(1, round(amount / most * rows * _FULL)) if amount > 0 else 0 for amount in amounts]
    drawn = []
    for row in reversed(range(rows)):
        cells = [
            (GAP * wide, "$hint")
            if not row and not height
            else (_BLOCKS[max(0, min(_FULL, height - row * _FULL))] * wide, _RUNNING if week == span.this else _DONE)
            for week, height in zip(span.weeks, heights, strict=True)
        ]
        gap = " " * (span.cells - wide)
        drawn.append(Content.assemble(*(piece for cell in cells for piece in (cell, gap))))
    return drawn


def months(span: Span) -> str:
    """Name the months below the weeks in which they begin."""
    of_weeks = [dt.date.fromordinal(week + 6) for week in span.weeks]
    starts = [at for at, day in enumerate(of_weeks) if not at or day.month != of_weeks[at - 1].month]
    if len(starts) > 1 and starts[1] * span.cells <= _MONTH:  # the end of a month has no room for its name
        starts = starts[1:]
    line = ""
    for at in starts:
        line = f"{line:{at * span.cells}}{day_words(of_weeks[at]).split()[2][:_MONTH]} "
    return line.rstrip()
