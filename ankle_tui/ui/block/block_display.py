"""Lay out how a block stands, above the self-tests."""

from collections.abc import Callable
from dataclasses import dataclass

from textual.content import Content

from ankle_tui.core.block.block_state import BlockPhase, BlockState
from ankle_tui.core.block.block_wording import asks_words, coming_words, state_lines
from ankle_tui.ui.block.review_wording import (
    answered_words,
    brief_offer,
    brief_state,
    look_back_words,
    offer_lines,
    over_words,
    pace_words,
    until_words,
)
from ankle_tui.ui.block.week_strip import MUTED, WeekStrip
from ankle_tui.ui.wording.wrap import flow, words_of

APART = 3
"""Cells between the weeks and what stands beside them."""


@dataclass(frozen=True, slots=True)
class BlockDisplay:
    """How the last block stands.

    Attributes:
        state: The block; None before the first.
        target: Sessions a week that a block begun now would have.
        shown_key: Gives the key of `begin` or `review`.
    """

    state: BlockState | None
    target: int
    shown_key: Callable[[str], str]

    def lines(self, width: int, *, low: bool) -> list[Content]:
        """Lay it out.

        Args:
            width: Cells of a line.
            low: True where there is one line for it.
        """
        state = self.state
        if low:
            return [Content.styled(self._brief(), "bold")]
        if state is None:
            return self._flowed(offer_lines(self.target, self.shown_key("begin")), width)
        if state.phase is BlockPhase.RUNNING:
            head, *_ = state_lines(state)
            said = [asks_words(state), *filter(None, [coming_words(state)])]
            return [*flow(words_of(head, "bold"), width), *self._weeks(state, width), *self._flowed(said, width)]
        said = [look_back_words(self.shown_key("review"))] if state.phase is BlockPhase.REVIEW else self._after(state)
        return [*flow(words_of(over_words(state), "bold"), width), *self._flowed(said, width)]

    def _brief(self) -> str:
        begin = self.shown_key("begin")
        return brief_state(self.state, begin, self.shown_key("review")) if self.state else brief_offer(begin)

    def _after(self, state: BlockState) -> list[str]:
        return [answered_words(state), brief_offer(self.shown_key("begin")) + "."]

    def _weeks(self, state: BlockState, width: int) -> list[Content]:
        """The weeks, and beside them, or below, until when and how many sessions."""
        strip = WeekStrip.of(state.counts, width)
        weeks, beside = [strip.numbers(), strip.bars()], [until_words(state), pace_words(state)]
        if strip.width + APART + max(map(len, beside)) > width:
            return [*weeks, *self._flowed([", ".join(beside)], width)]
        gap = " " * APART
        return [Content.assemble(week, gap, (words, MUTED)) for week, words in zip(weeks, beside, strict=True)]

    def _flowed(self, said: list[str], width: int) -> list[Content]:
        return [line for words in said for line in flow(words_of(words), width)]
