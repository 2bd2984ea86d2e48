"""Begin, close and answer blocks: each gives what to merge into the history, by the journal or by a command."""

import datetime as dt
import os
from dataclasses import replace

from ankle_tui.core.block.block_review import BlockReview
from ankle_tui.core.block.block_state import BlockPhase, BlockState, current_block
from ankle_tui.core.block.block_weeks import WEEKS
from ankle_tui.core.formatting import day_words
from ankle_tui.core.history.edits import amended, deleted
from ankle_tui.core.history.ids import new_id
from ankle_tui.core.history.merge import merge
from ankle_tui.core.history.records import History
from ankle_tui.core.history.self_tests import AfterBlock, BlockRecord
from ankle_tui.core.weeks.calendar import Calendar

MOST_TO_KEEP = 2
"""Sessions a week at most after a block that is kept up."""


class BlockRefusal(Exception):
    """A block that cannot be begun, closed or answered; one clear line."""


def begin_block(calendar: Calendar, target: int, now: dt.datetime) -> History:
    """Begin a block today.

    Args:
        calendar: The history by days.
        target: Sessions a week that are planned.
        now: Local wall time with its offset.

    Returns:
        What to merge into the history. A block whose question is open is answered with it.

    Raises:
        BlockRefusal: If a block runs.
    """
    state = current_block(calendar)
    if state and state.phase is BlockPhase.RUNNING:
        raise BlockRefusal(f"a block runs already, week {state.counts.week} of {WEEKS}: --end closes it")
    if state and state.phase is BlockPhase.REVIEW:
        return answer_block(calendar, AfterBlock.AGAIN, target, now)
    return _new(calendar, target, now)


def end_block(calendar: Calendar, now: dt.datetime) -> History:
    """Close the block that runs, or what follows one.

    Args:
        calendar: The history by days.
        now: Local wall time with its offset.

    Returns:
        What to merge into the history. A block that is closed on its first day, before any session, is deleted: it was
        begun by mistake. If it was the answer to the block before it, that question is open again.

    Raises:
        BlockRefusal: If there is nothing to close.
    """
    state, today = _current(calendar), calendar.today
    record = state.record
    match state.phase:
        case BlockPhase.RUNNING if record.since == today and not state.counts.done:
            gone = History(deleted=(deleted(record, now),))
            return merge(_asked_again(calendar.blocks[-2]), gone) if state.again else gone
        case BlockPhase.RUNNING:
            return _changed(record, replace(record, ended=today))
        case BlockPhase.REVIEW | BlockPhase.KEEP:
            return _changed(record, replace(record, answer=None, answered=today))
        case BlockPhase.PAUSE if state.paused_until:
            raise BlockRefusal(f"the pause ends by itself, on {day_words(state.paused_until)}; train when you like")
    raise BlockRefusal("no block runs: --begin begins one")


def answer_block(calendar: Calendar, answer: AfterBlock, target: int, now: dt.datetime) -> History:
    """Say what comes after a block.

    Args:
        calendar: The history by days.
        answer: What comes.
        target: Sessions a week that are planned, should another block begin.
        now: Local wall time with its offset.

    Returns:
        What to merge into the history.

    Raises:
        BlockRefusal: If there is no block, it runs still, or its pause would be taken back.
    """
    state = _current(calendar)
    record, today = state.record, calendar.today
    if state.phase is BlockPhase.RUNNING:
        raise BlockRefusal(f"the block runs until {day_words(state.end)}: answer then, or close it with --end")
    if record.answer is answer and answer is not AfterBlock.AGAIN:
        return History()
    if record.answer is AfterBlock.PAUSE:  # taken back, its weeks would break the streak afterwards
        raise BlockRefusal("that block was followed by a pause: --begin begins another block")
    change = _changed(record, replace(record, answer=answer, answered=today))
    return merge(change, _new(calendar, target, now)) if answer is AfterBlock.AGAIN else change


def target_after(answer: AfterBlock, target: int, review: BlockReview) -> int:
    """Find the weekly target of the settings, and of another block, after an answer: it can only go down.

    Args:
        answer: What comes after a block.
        target: The weekly target so far.
        review: The block; below plan it offers fewer sessions. To keep up, two are enough.
    """
    match answer:
        case AfterBlock.AGAIN:
            return min(target, review.next_target)
        case AfterBlock.KEEP:
            return min(target, MOST_TO_KEEP)
    return target


def _current(calendar: Calendar) -> BlockState:
    state = current_block(calendar)
    if state is None:
        raise BlockRefusal("there is no block yet: --begin begins one")
    return state


def _asked_again(block: BlockRecord) -> History:
    return _changed(block, replace(block, answer=None, answered=None))


def _changed(before: BlockRecord, wanted: BlockRecord) -> History:
    return History.of(amended(before, before, wanted))


def _new(calendar: Calendar, target: int, now: dt.datetime) -> History:
    block_id = new_id(max(0, round(now.timestamp() * 1000)), os.urandom(10))
    return History.of(BlockRecord(block_id, calendar.today, target))
