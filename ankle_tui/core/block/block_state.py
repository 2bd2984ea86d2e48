"""Blocks as of today, with dates."""

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

from ankle_tui.core.block.block_weeks import WEEKS, BlockWeeks
from ankle_tui.core.history.self_tests import AfterBlock, BlockRecord
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.streaks import pause_end

HALFWAY = 4
"""The week on whose last day the block is summed up in a line."""


class BlockPhase(StrEnum):
    """How a block stands."""

    RUNNING = "running"
    REVIEW = "review"
    """It is over, and the question what comes next is open."""
    KEEP = "keep"
    PAUSE = "pause"
    CLOSED = "closed"


class BlockState(NamedTuple):
    """A block as of today.

    Attributes:
        record: Its record.
        counts: Its weeks.
        today: The present training day.
        again: True if it was begun as the answer to the block before it.
        followed: True if another block came after it.
        paused_until: Last day of the pause after it, or None.
    """

    record: BlockRecord
    counts: BlockWeeks
    today: dt.date
    again: bool
    followed: bool
    paused_until: dt.date | None

    @property
    def phase(self) -> BlockPhase:
        """How it stands."""
        if not self.counts.over:
            return BlockPhase.RUNNING
        if self.followed:
            return BlockPhase.CLOSED
        if not self.record.is_answered:
            return BlockPhase.REVIEW
        if self.record.answer is AfterBlock.KEEP:
            return BlockPhase.KEEP
        paused = self.paused_until is not None and self.today <= self.paused_until
        return BlockPhase.PAUSE if paused else BlockPhase.CLOSED

    @property
    def is_named(self) -> bool:
        """True while prompts and Home name it."""
        return not self.followed and self.counts.is_named(answered=self.record.is_answered)

    @property
    def end(self) -> dt.date:
        """Its last day as planned."""
        return dt.date.fromordinal(self.counts.end)

    @property
    def last(self) -> dt.date:
        """Its last day: earlier than `end` if it was closed, never before its first."""
        return dt.date.fromordinal(max(self.counts.since, self.counts.last))

    @property
    def closed_early(self) -> bool:
        """True if it was closed before its end."""
        return self.counts.over and self.counts.last < self.counts.end

    @property
    def halfway(self) -> bool:
        """True on the last day of the fourth week."""
        return self.today.toordinal() == self.counts.counted[HALFWAY - 1] + 6

    def to_json(self) -> dict[str, object]:
        """Write it as JSON values."""
        counts, record = self.counts, self.record
        return {
            "phase": self.phase.value,
            "since": record.since.isoformat(),
            "end": self.end.isoformat(),
            "last": self.last.isoformat(),
            "week": counts.week,
            "weeks": WEEKS,
            "rest_weeks": len(counts.rests),
            "resting": counts.resting,
            "target": record.target,
            "done": counts.done,
            "planned_so_far": counts.so_far,
            "planned": counts.planned,
            "on_plan": counts.on_plan,
            "answer": record.answer and record.answer.value,
            "paused_until": self.paused_until and self.paused_until.isoformat(),
        }


def block_states(calendar: Calendar) -> tuple[BlockState, ...]:
    """View every block that has begun, the oldest first; the next one closes the one before it.

    Args:
        calendar: The history by days and weeks.
    """
    blocks = calendar.blocks
    around = zip(blocks, (None, *blocks), (*blocks[1:], None), strict=False)
    return tuple(_state(calendar, block, before, after) for block, before, after in around)


def current_block(calendar: Calendar) -> BlockState | None:
    """View the last block, whether it runs or is over; None before the first."""
    return block_states(calendar)[-1] if calendar.blocks else None


def _state(calendar: Calendar, block: BlockRecord, before: BlockRecord | None, after: BlockRecord | None) -> BlockState:
    ends = [day.toordinal() for day in (block.ended,) if day]
    ends += [after.since.toordinal() - 1] if after else []
    weeks, paused = calendar.counted, block.answer is AfterBlock.PAUSE and block.answered
    return BlockState(
        record=block,
        counts=BlockWeeks(weeks, block.since.toordinal(), block.target, min(ends, default=0)),
        today=calendar.today,
        again=before is not None and before.answer is AfterBlock.AGAIN,
        followed=after is not None,
        paused_until=dt.date.fromordinal(pause_end(paused.toordinal(), weeks.first_weekday)) if paused else None,
    )
