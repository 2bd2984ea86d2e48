"""Lay out the review of a block: its weeks, its ladders and its self-tests."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from ankle_tui.core.block.block_review import BlockReview
from ankle_tui.core.block.block_wording import ladder_words
from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.overview.measured import MeasuredPart
from ankle_tui.ui.block.review_wording import (
    LADDERS,
    NO_LADDERS,
    NO_TESTS,
    PAIN,
    SESSIONS,
    TESTS,
    WEEK,
    answered_words,
    dates_words,
    pain_range,
    part_name,
    said_words,
    sum_words,
    way_words,
)
from ankle_tui.ui.block.week_strip import MUTED, WeekStrip
from ankle_tui.ui.wording.wrap import flow, words_of

LABEL = 10
"""Cells of the names beside the weeks."""
INDENT = 2
UNIT = 5
"""Cells of a unit with the space before it."""
_INKS = {Side.LEFT: "$text-success", Side.RIGHT: ""}


@dataclass(frozen=True, slots=True)
class ReviewDisplay:
    """A block to look back on.

    Attributes:
        review: The block.
        parts: Its self-tests.
    """

    review: BlockReview
    parts: Sequence[MeasuredPart]

    def lines(self, width: int, *, apart: bool) -> list[Content]:
        """Lay it out.

        Args:
            width: Cells of a line.
            apart: True to leave blank lines between what does not belong together.
        """
        sections = [self._head(width), self._weeks(width), self._ladders(width), self._tests(width)]
        gap = [Content("")] if apart else []
        return [line for section in sections for line in (*gap, *section)][len(gap) :]

    def _head(self, width: int) -> list[Content]:
        lines = flow(words_of(sum_words(self.review), "bold"), width)
        if answered := answered_words(self.review.state):
            lines += flow(words_of(answered), width)
        return lines

    def _weeks(self, width: int) -> list[Content]:
        """Sessions and pain week by week, on one scale; their names stand beside it, or above where room is short."""
        strip = WeekStrip.of(self.review.state.counts, width)
        told = pain_range(self.review)
        rows = [(WEEK, strip.numbers()), (SESSIONS, strip.bars()), ("", strip.counts())]
        rows += [(PAIN, strip.pain(week.pain for week in self.review.weeks))] if told else []
        if LABEL + strip.width + 2 + cell_len(told) > width:
            above = [Content.styled(f"{PAIN}, {told}", MUTED)]
            return [line for name, row in rows for line in (*(above if name == PAIN else []), row)]
        lines = [Content.assemble((f"{name:<{LABEL}}", MUTED), row) for name, row in rows]
        return [*lines[:-1], Content.assemble(lines[-1], (f"  {told}", MUTED))] if told else lines

    def _ladders(self, width: int) -> list[Content]:
        lines = [Content.styled(LADDERS, "bold")]
        for ladder in self.review.ladders:
            words = words_of(ladder_words(ladder), "" if ladder.moved else MUTED)
            lines += flow(words, width, Content(" " * INDENT), 2 * INDENT)
        return lines if self.review.ladders else [*lines, Content.styled(f"  {NO_LADDERS}", MUTED)]

    def _tests(self, width: int) -> list[Content]:
        head = Content.styled(TESTS, "bold")
        if not self.parts:
            return [head, Content.styled(f"  {NO_TESTS}", MUTED)]
        days = [day.day for part in self.parts for day in part.counted or part.days]
        lines = [Content.assemble(head, (f"  {dates_words(days, self.review.state.today)}", MUTED))]
        ways = [[way_words(part, side) for side in Side] for part in self.parts]
        legs = [max(map(cell_len, column)) for column in zip(*ways, strict=True)]
        name = max(cell_len(part_name(part)) for part in self.parts)
        below = INDENT + name + 2 + sum(legs) + 2 + UNIT > width
        for part, way in zip(self.parts, ways, strict=True):
            indent = 2 * INDENT if below else INDENT + name + 2
            head = Content(" " * indent if below else f"{'':{INDENT}}{part_name(part):<{name}}  ")
            lines += [Content(f"{'':{INDENT}}{part_name(part)}")] if below else []
            lines += _beside(Content.assemble(head, _numbers(part, way, legs)), said_words(part), width, indent)
        return lines


def _numbers(part: MeasuredPart, way: Sequence[str], cells: Sequence[int]) -> Content:
    """The way of both legs, each as wide as in the other lines."""
    inks = _INKS.values() if part.counted else (MUTED, MUTED)
    legs = [(f"{words:<{room}}", ink) for words, room, ink in zip(way, cells, inks, strict=True)]
    return Content.assemble(legs[0], "  ", legs[1], f" {part.protocol.unit.value:<{UNIT - 1}}")


def _beside(numbers: Content, said: str, width: int, indent: int) -> list[Content]:
    """Put words beside numbers, or below them where they are too long."""
    if numbers.cell_length + 2 + cell_len(said) <= width:
        return [Content.assemble(numbers, f"  {said}")]
    return [numbers, *flow(words_of(said), width, Content(" " * indent), indent)]
