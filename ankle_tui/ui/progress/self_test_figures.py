"""Lay out a self-test over time: a line for every test, left against right, with the blocks it was done in."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.cells import cell_len
from textual.content import Content

from ankle_tui.core.block.block_review import TESTS_BEFORE
from ankle_tui.core.block.block_state import BlockState
from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.overview.measured import MeasuredDay, MeasuredPart
from ankle_tui.core.self_tests.norms import Norm
from ankle_tui.core.self_tests.self_test_wording import conditions_words, number_words
from ankle_tui.ui.progress.self_test_words import (
    NORM_POST,
    NOTHING_MEASURED,
    PRACTICE,
    begins_words,
    ends_words,
    meaning_lines,
    part_head,
)
from ankle_tui.ui.wording.day_words import LEGS, short_day
from ankle_tui.ui.wording.text import shown
from ankle_tui.ui.wording.wrap import flow, words_of

LOW = 15
"""Visible lines below which blank lines are left out."""
MUTED = "$quiet"
RUNG, CROSSED = "─", "┼"
"""Between the two legs of a test, and where the published value lies there."""
FEWEST, ENOUGH, MOST = 8, 12, 60
"""Cells of a scale: fewer tell nothing, the heads are cut to have enough, and more tell no more."""
_INKS = {Side.LEFT: "bold $text-success", Side.RIGHT: "bold"}


@dataclass(frozen=True, slots=True)
class SelfTestFigures:
    """One self-test, ready to lay out.

    Attributes:
        parts: Its parts, series by series.
        blocks: All blocks.
        today: The present training day.
    """

    parts: Sequence[MeasuredPart]
    blocks: Sequence[BlockState]
    today: dt.date

    def lines(self, width: int, height: int) -> list[Content]:
        """Lay out every part, those of the series that was tested last first.

        Args:
            width: Cells of a line.
            height: Visible lines; if there are few, parts stand close together.
        """
        series = [list(parts) for _, parts in groupby(self.parts, key=lambda part: dict(part.conditions))]
        series.sort(key=lambda parts: max(part.days[-1].day for part in parts), reverse=True)
        sections = [self._section(part, width) for parts in series for part in parts]
        apart = [Content("")] if height >= LOW else []
        lines = [line for section in sections for line in (*apart, *section)][len(apart) :]
        return lines or [Content.styled(NOTHING_MEASURED, MUTED)]

    def _section(self, part: MeasuredPart, width: int) -> list[Content]:
        table = _Table(part, self.today, width)
        lines = flow(words_of(part_head(part), "bold"), width)
        lines += flow(words_of(shown(conditions_words(part.conditions)), MUTED), width) if part.conditions else []
        lines.append(table.heads())
        lines += [table.mark(row) if isinstance(row, str) else table.row(row) for row in self._rows(part)]
        lines += table.scale()
        return [*lines, *(line for words in meaning_lines(part, self.today) for line in flow(words_of(words), width))]

    def _rows(self, part: MeasuredPart) -> Iterator[MeasuredDay | str]:
        """The tests, the newest first, between the marks of blocks and of practice."""
        begins = [(block.record.since, 0, begins_words(block, self.today)) for block in self._around(part)]
        ends = [(block.last, 2, ends_words(block, self.today)) for block in self._around(part) if block.counts.over]
        dated: list[tuple[dt.date, int, MeasuredDay | str]] = [
            *begins,
            *ends,
            *((day.day, 1, day) for day in part.days),
        ]
        practised = False
        dated.sort(key=lambda item: item[:2])
        for _, _, row in reversed(dated):
            if isinstance(row, MeasuredDay) and row.practice and not practised:
                practised = True
                yield PRACTICE
            yield row

    def _around(self, part: MeasuredPart) -> list[BlockState]:
        """Blocks from which, or between which, there are tests."""
        first, last = part.days[0].day, part.days[-1].day
        return [block for block in self.blocks if block.record.since - TESTS_BEFORE <= last and block.last >= first]


class _Table:
    """A table of dates and numbers, with a scale beside it if there is room.

    Args:
        part: What it shows.
        today: The present training day.
        width: Cells of a line.
    """

    def __init__(self, part: MeasuredPart, today: dt.date, width: int) -> None:
        self._today = today
        self._norm: Norm | None = part.norm
        values = [value for day in part.days for value in day.legs.values()]
        self._top = max([*values, *([part.norm.high] if part.norm else [])])
        self._dates = max(cell_len(short_day(day.day, today)) for day in part.days)
        widest = max(cell_len(number_words(value)) for value in values)
        for signs in (True, False):
            self._heads = {side: f"{sign} {side}" if signs else f"{side}" for side, sign in LEGS.items()}
            self._numbers = {side: max(widest, cell_len(head)) for side, head in self._heads.items()}
            left = self._dates + sum(1 + cells for cells in self._numbers.values())
            self._cells = min(MOST, width - left - 2)
            if self._cells >= ENOUGH:
                break
        self._width = min(width, left + 2 + self._cells)

    @property
    def _scaled(self) -> bool:
        return self._cells >= FEWEST

    def heads(self) -> Content:
        """The legs, above their columns."""
        pieces = [(f" {head:>{self._numbers[side]}}", _INKS[side]) for side, head in self._heads.items()]
        return Content.assemble(" " * self._dates, *pieces)

    def row(self, day: MeasuredDay) -> Content:
        """One test; one for practice is quiet."""
        date = f"{short_day(day.day, self._today):{self._dates}}"
        pieces = [(date, MUTED)]
        for side, cells in self._numbers.items():
            number = number_words(day.legs[side]) if side in day.legs else "–"
            pieces.append((f" {number:>{cells}}", MUTED if day.practice else ""))
        return Content.assemble(*pieces, *([("  ", ""), *self._signs(day)] if self._scaled else []))

    def mark(self, words: str) -> Content:
        """A line across: a block that begins or ends, or what stands below it."""
        return Content.styled(f"{RUNG} {words} ".ljust(max(0, self._width), RUNG), MUTED)

    def scale(self) -> list[Content]:
        """The ends of the scale, if it is there."""
        if not self._scaled:
            return []
        top = number_words(self._top)
        before = " " * (self._width - self._cells)
        return [Content.styled(f"{before}0{top:>{self._cells - 1}}", MUTED)]

    def _signs(self, day: MeasuredDay) -> list[tuple[str, str]]:
        """Both legs on the scale; where they meet, the left one is seen."""
        cells = [(" ", "")] * self._cells
        places = {side: self._place(value) for side, value in day.legs.items()}
        for place in range(min(places.values()), max(places.values()) + 1):
            cells[place] = (RUNG, MUTED)
        for place in {self._place(self._norm.low), self._place(self._norm.high)} if self._norm else ():
            cells[place] = (NORM_POST if cells[place][0] == " " else CROSSED, MUTED)
        for side in reversed(places):
            cells[places[side]] = (LEGS[side], MUTED if day.practice else _INKS[side])
        return cells

    def _place(self, value: float) -> int:
        return round(value / self._top * (self._cells - 1)) if self._top else 0
