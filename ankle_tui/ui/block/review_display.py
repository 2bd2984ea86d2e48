"""Lay out the review of a block: its weeks, its ladders and its self-tests."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from ankle_tui.core.block.block_review import BlockReview
from ankle_tui.core.block.block_wording import ladder_words
from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.overview.measured import MeasuredPart
from ankle_tui.core.overview.measured_wording import part_name, shown_words, way_words
from ankle_tui.ui.block.review_wording import (
    NO_LADDERS,
    NO_TESTS,
    PAIN,
    SESSIONS,
    WEEK,
    answered_words,
    dates_words,
    pain_range,
    sum_words,
)
from ankle_tui.ui.block.week_strip import MUTED, WeekStrip
from ankle_tui.ui.wording.day_words import LEGS
from ankle_tui.ui.wording.wrap import flow, words_of

LABEL = 9
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

    def head(self, width: int) -> list[Content]:
        """Sum the block up, and say what was answered."""
        lines = flow(words_of(sum_words(self.review), "bold"), width)
        if answered := answered_words(self.review.state):
            lines += flow(words_of(answered, MUTED), width)
        return lines

    def weeks(self, width: int) -> list[Content]:
        """Draw sessions and pain week by week; their names stand beside, or above where room is short."""
        strip = WeekStrip.of(self.review.state.counts, width)
        told = pain_range(self.review)
        rows = [(WEEK, strip.numbers()), (SESSIONS, strip.bars()), ("", strip.counts())]
        rows += [(PAIN, strip.pain(week.pain for week in self.review.weeks))] if told else []
        if LABEL + strip.width + 2 + cell_len(told) > width:
            above = [Content.styled(f"{PAIN}, {told}", MUTED)]
            return [line for name, row in rows for line in (*(above if name == PAIN else []), row)]
        lines = [Content.assemble((f"{name:<{LABEL}}", MUTED), row) for name, row in rows]
        return [*lines[:-1], Content.assemble(lines[-1], (f"  {told}", MUTED))] if told else lines

    def ladders(self, width: int) -> list[Content]:
        """Say where each ladder began and ended."""
        lines: list[Content] = []
        for ladder in self.review.ladders:
            name, _, way = ladder_words(ladder).partition(": ")
            before, arrow, after = way.partition(" → ")
            ink = "bold" if ladder.moved else MUTED
            words = words_of(f"{name}:", ink)
            words += [*words_of(before, MUTED), Content.styled("→", "$text-success")] if arrow else []
            lines += flow([*words, *words_of(after or before, ink)], width, indent=INDENT)
        return lines or [Content.styled(NO_LADDERS, MUTED)]

    def days(self) -> str:
        """Name the days of the first and the last self-test; empty without any."""
        days = [day.day for part in self.parts for day in part.counted or part.days]
        return dates_words(days, self.review.state.today) if days else ""

    def tests(self, width: int) -> list[Content]:
        """Say what the self-tests show."""
        if not self.parts:
            return [Content.styled(NO_TESTS, MUTED)]
        lines: list[Content] = []
        ways = [[way_words(part, side, LEGS[side]) for side in Side] for part in self.parts]
        legs = [max(map(cell_len, column)) for column in zip(*ways, strict=True)]
        name = max(cell_len(part_name(part)) for part in self.parts)
        below = name + 2 + sum(legs) + 2 + UNIT > width
        for part, way in zip(self.parts, ways, strict=True):
            indent = INDENT if below else name + 2
            head = Content(" " * indent if below else f"{part_name(part):<{name}}  ")
            lines += [Content(part_name(part))] if below else []
            lines += _beside(Content.assemble(head, _numbers(part, way, legs)), shown_words(part), width, indent)
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
