"""Begin, close and answer blocks, through the journal as the shells do."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from ankle_tui.core.block.block_review import BlockReview
from ankle_tui.core.block.block_state import BlockPhase, BlockState, current_block
from ankle_tui.core.history.self_tests import AfterBlock
from ankle_tui.services.blocks import BlockRefusal, answer_block, begin_block, end_block, target_after
from ankle_tui.services.journal import Journal
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles
from ankle_tui.store.sessions.save_queue import SaveQueue
from ankle_tui.store.settings.settings import Settings
from tests.builders import shipped
from tests.core.block.blocks import date_of
from tests.store.history.records import make_record


class Diary:
    """A journal on a folder, on a day that a test sets."""

    def __init__(self, folder: Path) -> None:
        self.day = 0
        self.file = HistoryFile(folder / "history.json")
        self.journal = Journal(
            self.file.load(),
            SaveQueue(self.file, CheckpointFiles(folder / "in-progress"), threaded=False),
            catalogue=shipped(),
            settings=Settings,
            wall=lambda: self.now,
            changed=self._note,
        )

    def _note(self) -> None:
        self.journal.catch_up()

    @property
    def now(self) -> dt.datetime:
        return dt.datetime.combine(date_of(self.day), dt.time(18), tzinfo=dt.UTC)

    @property
    def block(self) -> BlockState | None:
        """The block of the day, the same in memory and on the disk."""
        assert self.file.load().blocks == self.journal.history.blocks
        return current_block(self.journal.calendar)

    @property
    def review(self) -> BlockReview:
        """The review of the block of the day."""
        assert self.block is not None
        return self.journal.coach.review(self.journal.calendar, self.block)

    def phase(self) -> BlockPhase | None:
        return self.block.phase if self.block else None

    def train(self, day: int) -> None:
        self.day = day
        self.journal.add(make_record(day + 100, day=date_of(day)))

    def begin(self, target: int = 2) -> None:
        self.journal.change(begin_block(self.journal.calendar, target, self.now))

    def end(self) -> None:
        self.journal.change(end_block(self.journal.calendar, self.now))

    def answer(self, answer: AfterBlock, target: int = 2) -> None:
        self.journal.change(answer_block(self.journal.calendar, answer, target, self.now))


@pytest.fixture
def diary(tmp_path: Path) -> Diary:
    return Diary(tmp_path)


@pytest.fixture
def over(diary: Diary) -> Diary:
    """The day after a block with one session."""
    diary.begin()
    diary.train(1)
    diary.day = 56
    return diary


def refused(act: Callable[[], None], words: str) -> None:
    with pytest.raises(BlockRefusal, match=words):
        act()


def test_nothing_begins_by_itself(diary: Diary) -> None:
    diary.train(1)
    assert diary.block is None
    refused(diary.end, "no block yet")
    refused(lambda: diary.answer(AfterBlock.KEEP), "no block yet")


def test_a_block_is_begun_once(diary: Diary) -> None:
    diary.begin(3)
    (record,) = diary.journal.history.blocks
    assert (record.since, record.target, record.rev) == (date_of(0), 3, 1)
    diary.day = 15
    refused(diary.begin, "week 3 of 8")
    refused(lambda: diary.answer(AfterBlock.KEEP), "until Sunday 1 March")


def test_a_block_is_closed_early_and_then_answered(diary: Diary) -> None:
    diary.begin()
    diary.train(1)
    diary.day = 9
    diary.end()
    assert diary.phase() is BlockPhase.REVIEW
    assert diary.block is not None
    assert (diary.block.last, diary.block.record.rev) == (date_of(9), 2)


def test_one_begun_by_mistake_leaves_no_trace_and_can_be_begun_again(diary: Diary) -> None:
    diary.begin()
    diary.end()
    assert diary.block is None
    assert len(diary.journal.history.deleted) == 1
    diary.begin()
    assert diary.phase() is BlockPhase.RUNNING
    diary.train(0)
    diary.end()
    assert diary.phase() is BlockPhase.REVIEW, "with a session in it, it is closed"


def test_again_begins_the_next(over: Diary) -> None:
    over.answer(AfterBlock.AGAIN, 3)
    first, second = over.journal.history.blocks
    assert (first.answer, first.answered) == (AfterBlock.AGAIN, date_of(56))
    assert (second.since, second.target) == (date_of(56), 3)
    assert over.block is not None
    assert (over.block.phase, over.block.again) == (BlockPhase.RUNNING, True)


def test_to_begin_where_the_question_is_open_answers_it(over: Diary) -> None:
    over.begin()
    assert [block.answer for block in over.journal.history.blocks] == [AfterBlock.AGAIN, None]


def test_keeping_up_lasts_until_it_is_ended_or_another_block_begins(over: Diary) -> None:
    over.answer(AfterBlock.KEEP)
    over.day = 300
    assert over.phase() is BlockPhase.KEEP
    revision = over.journal.history.blocks[0].rev
    over.answer(AfterBlock.KEEP)
    assert over.journal.history.blocks[0].rev == revision, "the same answer changes nothing"
    over.end()
    assert over.phase() is BlockPhase.CLOSED
    refused(over.end, "no block runs")
    over.answer(AfterBlock.KEEP)
    over.begin()
    assert [block.answer for block in over.journal.history.blocks] == [AfterBlock.KEEP, None]
    assert over.phase() is BlockPhase.RUNNING


def test_a_pause_is_not_taken_back_since_its_weeks_would_break_the_streak(over: Diary) -> None:
    over.answer(AfterBlock.PAUSE)
    assert over.phase() is BlockPhase.PAUSE
    refused(over.end, "ends by itself, on Sunday 15 March")
    for answer in (AfterBlock.KEEP, AfterBlock.AGAIN):
        refused(lambda answer=answer: over.answer(answer), "--begin")  # type: ignore[misc]
    over.begin()
    assert [block.answer for block in over.journal.history.blocks] == [AfterBlock.PAUSE, None]
    assert over.journal.calendar.week(date_of(56)).rest


def test_the_question_can_be_left_without_an_answer(over: Diary) -> None:
    over.end()
    assert over.phase() is BlockPhase.CLOSED
    assert over.journal.history.blocks[0].answer is None


def test_what_was_changed_elsewhere_meanwhile_is_kept(over: Diary) -> None:
    """A merge takes the higher revision, and both know the block by its id."""
    stale = over.journal.history
    over.answer(AfterBlock.KEEP)
    merged = over.file.add(stale)
    assert [block.answer for block in merged.blocks] == [AfterBlock.KEEP]


def test_two_sessions_a_week_keep_it_up(over: Diary) -> None:
    assert [target_after(AfterBlock.KEEP, target, over.review) for target in (1, 2, 3)] == [1, 2, 2]
    assert target_after(AfterBlock.PAUSE, 3, over.review) == 3


def test_another_block_never_asks_for_more_than_the_settings_nor_than_its_review_offers(diary: Diary) -> None:
    diary.begin(3)
    diary.train(1)
    diary.day = 56
    assert diary.review.next_target == 2, "below plan"
    assert [target_after(AfterBlock.AGAIN, target, diary.review) for target in (1, 2, 3)] == [1, 2, 2]


def test_another_block_begun_by_mistake_leaves_the_question_open_again(over: Diary) -> None:
    over.answer(AfterBlock.AGAIN)
    over.end()
    (block,) = over.journal.history.blocks
    assert (over.phase(), block.answer, block.answered) == (BlockPhase.REVIEW, None, None)
    over.answer(AfterBlock.KEEP)
    over.begin()
    over.end()
    assert over.phase() is BlockPhase.KEEP, "a block after keeping up was no answer"
