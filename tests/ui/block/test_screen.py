"""A block on screen, by key: begun, ended, looked back on and answered."""

import datetime as dt
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from ankle_tui.core.block.block_state import BlockPhase, BlockState, current_block
from ankle_tui.core.exercises.exercise import Side, Sprain
from ankle_tui.core.history.records import History
from ankle_tui.core.history.self_tests import AfterBlock, BlockRecord
from ankle_tui.core.self_tests.protocols import SelfTestId
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.block.ask import AskScreen
from ankle_tui.ui.block.block_panel import BlockPanel
from ankle_tui.ui.block.review_wording import (
    answered_words,
    brief_offer,
    brief_state,
    effect_words,
    look_back_words,
    offer_lines,
    span_words,
)
from ankle_tui.ui.block.screen import NextPane, ReviewScreen
from ankle_tui.ui.self_tests.screen import SelfTestsScreen
from ankle_tui.ui.widgets.keybar import KeyBar, Question
from ankle_tui.ui.widgets.line import TextLine
from tests.self_tests import measured
from tests.store.history.records import make_id
from tests.training import MONDAY
from tests.ui.eight_weeks import BEGUN, eight_weeks, put
from tests.ui.stage import EVENING, edge_keys, make_app, press_later, shows

pytestmark = pytest.mark.slow

KNOWN = Settings(sprain=Sprain.NO)
AFTER = EVENING + dt.timedelta(9)
"""A day after the block of `eight_weeks`."""


def on_day(folder: Path, history: History, moment: dt.datetime = AFTER, settings: Settings = KNOWN) -> AnkleApp:
    put(folder, history)
    return make_app(folder, wall=lambda: moment, settings=settings)


def state_of(app: AnkleApp) -> BlockState | None:
    return current_block(app.journal.calendar)


def kept(folder: Path) -> tuple[BlockRecord, ...]:
    return HistoryFile(folder / "history.json").load().blocks


def panel(app: AnkleApp) -> list[str]:
    return str(app.screen.query_one(BlockPanel).render()).splitlines()


def offered(app: AnkleApp) -> list[str]:
    """The keys at the foot, and those in the borders of panels."""
    return [key.label for key in (*app.screen.query_one(KeyBar).keys, *edge_keys(app))]


def asked(app: AnkleApp) -> str:
    """What each answer to the question does; empty if it is not asked."""
    pane = app.screen.query_one(NextPane)
    return str(pane.render()) if pane.display else ""


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await press_later(pilot, key)
        await pilot.pause()


async def test_one_key_begins_a_block_which_is_on_the_disk_at_once(tmp_path: Path) -> None:
    app = on_day(tmp_path, History())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b")
        assert panel(app) == offer_lines(KNOWN.target, "n")
        assert ("new block" in offered(app), "end block" in offered(app), "review" in offered(app)) == (
            True,
            False,
            False,
        )
        await press(pilot, "n")
        assert isinstance(app.screen, SelfTestsScreen)
        (block,) = kept(tmp_path)
        assert (block.since, block.target) == (AFTER.date(), KNOWN.target)
        assert panel(app) != offer_lines(KNOWN.target, "n")
        assert ("new block" in offered(app), "end block" in offered(app), "review" in offered(app)) == (
            False,
            True,
            True,
        )


async def test_a_sprain_nobody_was_asked_about_is_asked_once_before_the_first_block(tmp_path: Path) -> None:
    app = on_day(tmp_path, History(), settings=Settings())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "n")
        assert shows(app, AskScreen)
        await press(pilot, "escape")
        assert (kept(tmp_path), app.settings.sprain) == ((), None)
        await press(pilot, "n", "down", "down", "enter")
        assert isinstance(app.screen, SelfTestsScreen)
        assert (len(kept(tmp_path)), app.settings.sprain) == (1, Sprain.RIGHT)
        await press(pilot, "e", "down", "enter", "n")
        assert isinstance(app.screen, SelfTestsScreen), "now it is known"
        assert len(kept(tmp_path)) == 1


async def test_where_there_is_one_line_the_key_first_says_what_a_block_is(tmp_path: Path) -> None:
    app = on_day(tmp_path, History())
    async with app.run_test(size=(40, 12)) as pilot:
        await press(pilot, "b")
        assert panel(app) == [brief_offer("n")]
        await press(pilot, "n")
        told = str(app.screen.query_one("#told", Static).render())
        assert told == " ".join(offer_lines(KNOWN.target))
        await press(pilot, "down", "enter")
        assert kept(tmp_path) == ()
        await press(pilot, "n", "enter")
        assert len(kept(tmp_path)) == 1
        state = state_of(app)
        assert state
        assert panel(app) == [brief_state(state, "n", "r")]


async def test_ending_early_is_asked_once_and_closes_the_block(tmp_path: Path) -> None:
    app = on_day(tmp_path, eight_weeks(2), EVENING - dt.timedelta(40))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "e")
        assert app.screen.query_one(OptionList).highlighted == 0
        await press(pilot, "enter")
        assert kept(tmp_path)[0].ended is None, "the first answer goes on"
        await press(pilot, "e", "down", "enter")
        assert kept(tmp_path)[0].ended == EVENING.date() - dt.timedelta(40)
        assert panel(app)[-1] == look_back_words("r")
        assert "end block" not in offered(app)


async def test_keeping_up_can_be_ended(tmp_path: Path) -> None:
    app = on_day(tmp_path, eight_weeks(answer=AfterBlock.KEEP))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "e", "enter")
        assert kept(tmp_path)[0].answer is AfterBlock.KEEP
        await press(pilot, "e", "down", "enter")
        assert (kept(tmp_path)[0].answer, kept(tmp_path)[0].answered) == (None, AFTER.date())
        assert "end block" not in offered(app)


@pytest.mark.parametrize(("key", "answer"), [("a", AfterBlock.AGAIN), ("k", AfterBlock.KEEP), ("z", AfterBlock.PAUSE)])
async def test_an_answer_is_kept_and_closes_the_question(tmp_path: Path, key: str, answer: AfterBlock) -> None:
    app = on_day(tmp_path, eight_weeks())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "r")
        assert isinstance(app.screen, ReviewScreen)
        assert all(effect_words(each, 2, None) in asked(app) for each in AfterBlock)
        await press(pilot, key)
        first, *others = kept(tmp_path)
        assert (first.answer, first.answered) == (answer, AFTER.date())
        assert [each.since for each in others] == ([AFTER.date()] if answer is AfterBlock.AGAIN else [])
        assert asked(app) == ""
        review = app.screen.review
        assert review
        assert review.state.record.id == first.id, "the page stays"
        assert answered_words(review.state) in str(app.screen.query_one("#head", Static).render())
        await press(pilot, "a", "k", "z")
        assert kept(tmp_path) == (first, *others)
        state = state_of(app)
        assert state
        phases = {
            AfterBlock.AGAIN: BlockPhase.RUNNING,
            AfterBlock.KEEP: BlockPhase.KEEP,
            AfterBlock.PAUSE: BlockPhase.PAUSE,
        }
        assert state.phase is phases[answer]


async def test_a_block_below_plan_goes_on_with_two_a_week_and_the_settings_follow(tmp_path: Path) -> None:
    history = eight_weeks(2)
    block = BlockRecord(make_id(900), BEGUN, 3)
    app = on_day(tmp_path, History(history.sessions, blocks=(block,)), settings=Settings(sprain=Sprain.NO, target=3))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "r")
        assert effect_words(AfterBlock.AGAIN, 2, None) in asked(app)
        await press(pilot, "a")
        assert kept(tmp_path)[-1].target == app.settings.target == 2


async def test_another_block_never_raises_the_target_of_the_settings(tmp_path: Path) -> None:
    app = on_day(tmp_path, eight_weeks(), settings=Settings(sprain=Sprain.NO, target=1))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "r")
        assert any(line.rstrip().endswith(effect_words(AfterBlock.AGAIN, 1, None)) for line in asked(app).splitlines())
        await press(pilot, "a")
        assert kept(tmp_path)[-1].target == app.settings.target == 1


@pytest.mark.parametrize("first", [None, Side.RIGHT])
async def test_the_weaker_leg_is_named_only_where_it_would_go_first(tmp_path: Path, first: Side | None) -> None:
    begun = (BEGUN - MONDAY).days
    behind = [measured(begun + day, SelfTestId.RAISE, 12, 24) for day in (-3, 2, 54)]
    history = eight_weeks()
    app = on_day(
        tmp_path,
        History(history.sessions, blocks=history.blocks, tests=tuple(behind)),
        settings=Settings(sprain=Sprain.NO, first_side=first),
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "r")
        wanted = effect_words(AfterBlock.AGAIN, 2, None if first else Side.LEFT)
        # At its end: without a leg the words are the beginning of those with one.
        assert any(line.rstrip().endswith(wanted) for line in asked(app).splitlines())


async def test_keeping_up_asks_for_two_sessions_a_week_at_most(tmp_path: Path) -> None:
    app = on_day(tmp_path, eight_weeks(), settings=Settings(sprain=Sprain.NO, target=3))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "r", "k")
        assert app.settings.target == 2


async def test_home_offers_the_review_until_the_question_is_answered(tmp_path: Path) -> None:
    app = on_day(tmp_path, eight_weeks())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n")  # the question of the day comes first
        review = app.screen.desk.state.waits  # type: ignore[attr-defined]
        assert review[0] in app.screen.query_one("#asks", Question).words
        await press(pilot, "b", "r", "k", "escape", "escape")
        assert not app.screen.desk.state.waits  # type: ignore[attr-defined]


async def test_earlier_blocks_can_be_read_and_a_history_without_blocks_closes_the_page(tmp_path: Path) -> None:
    history = eight_weeks(answer=AfterBlock.AGAIN)
    second = BlockRecord(make_id(901), BEGUN + dt.timedelta(63), 2)
    app = on_day(tmp_path, History(history.sessions, blocks=(*history.blocks, second)))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "r")
        assert isinstance(app.screen, ReviewScreen)
        seen = []
        for key in ("left", "left", "right"):
            review = app.screen.review
            assert review
            assert span_words(review.state) in app.screen.query_one("#title", TextLine).text
            seen.append(review.state.record.since)
            await press(pilot, key)
        assert seen == [second.since, BEGUN, second.since]
        for block in (second, *history.blocks):
            app.journal.delete(block)
            await pilot.pause()
        assert panel(app) == offer_lines(KNOWN.target, "n")


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (40, 12), (300, 100)])
async def test_any_size_will_do(tmp_path: Path, size: tuple[int, int]) -> None:
    app = on_day(tmp_path, eight_weeks())
    async with app.run_test(size=size) as pilot:
        await press(pilot, "b", "r", "down", "pagedown", "up", "pageup")
        assert isinstance(app.screen, ReviewScreen)


async def test_a_long_page_scrolls_and_says_so(tmp_path: Path) -> None:
    app = on_day(tmp_path, eight_weeks())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "b", "r")
        assert "scroll" in offered(app)
        await press(pilot, "down", "down", "up")
        assert app.screen.query_one("#sheet").scroll_offset.y == 1
        await pilot.resize_terminal(120, 45)
        await pilot.pause()
        assert "scroll" not in offered(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 45), (40, 12)])
async def test_an_answer_can_be_clicked(tmp_path: Path, size: tuple[int, int]) -> None:
    app = on_day(tmp_path, eight_weeks())
    async with app.run_test(size=size) as pilot:
        await press(pilot, "b", "r")
        drawn = [strip.text for strip in app.screen._compositor.render_strips()]
        row = next(number for number, line in enumerate(drawn) if "k keep" in line)
        await pilot.click(offset=(drawn[row].index("k keep"), row))
        assert kept(tmp_path)[0].answer is AfterBlock.KEEP


async def test_what_an_answer_does_ends_the_page_where_the_question_has_one_line(tmp_path: Path) -> None:
    app = on_day(tmp_path, eight_weeks())
    async with app.run_test(size=(40, 12)) as pilot:
        await press(pilot, "b", "r")
        page = " ".join(str(app.screen.query_one("#effects", Static).render()).split())
        assert all(effect_words(each, 2, None) in page for each in AfterBlock)
