"""Keys that come together act in the order in which they were typed, each on the screen the one before has led to."""

import asyncio
from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot

from ankle_tui.clock import STRUCK_TWICE
from ankle_tui.core.exercises.exercise import Level
from ankle_tui.core.session.plan import PhaseKind
from ankle_tui.core.session.snapshot import Run
from ankle_tui.ui.help.screen import HelpScreen
from ankle_tui.ui.home.screen import HomeScreen
from ankle_tui.ui.library.screen import LibraryScreen
from ankle_tui.ui.messages import Open, Place
from ankle_tui.ui.session.finish import FinishScreen
from ankle_tui.ui.session.screen import SessionScreen
from ankle_tui.ui.session.unfinished import UnfinishedScreen
from ankle_tui.ui.settings.screen import SettingsScreen
from ankle_tui.ui.summary.screen import SummaryScreen
from tests.ui.diary import put_life, week_of_a_runner
from tests.ui.stage import kept, leave_over, make_app, make_plan, move_to, press_later, session_of

pytestmark = pytest.mark.slow


async def type_at_once(pilot: Pilot[None], *keys: str) -> None:
    """Type without giving the program time between the keys, as they come over a slow connection."""
    for key in keys:
        pilot.app.post_message(Key(key, key if len(key) == 1 else None))
    await come_to_rest(pilot)


async def come_to_rest(pilot: Pilot[None]) -> None:
    """Wait until every key typed so far has arrived and done its work, however slow the machine is."""
    app, arrived = pilot.app, asyncio.Event()
    if app.call_later(arrived.set):  # behind the keys in the same queue
        while not (app._exit or (arrived.is_set() and app.typeahead.idle)):  # type: ignore[attr-defined]
            await asyncio.sleep(0)
    await pilot.pause()


async def test_the_answer_under_the_cursor_is_taken(tmp_path: Path) -> None:
    app = make_app(tmp_path, first_run=True)
    async with app.run_test() as pilot:
        await pilot.pause()
        await type_at_once(pilot, "down", "enter")
        await pilot.press("enter", "enter", "enter", "enter")
        assert isinstance(app.screen, HomeScreen)
        assert app.settings.level is Level.EXPERIENCED


async def test_a_score_is_not_lost_to_the_enter_after_it(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("heel-toe-walk"))
    async with app.run_test() as pilot:
        await move_to(pilot, 10_000)
        await type_at_once(pilot, "7", "enter")
    assert kept(tmp_path)[-1].effort == 7


async def test_a_step_is_set_on_the_ladder_one_has_come_to(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("i")
        await type_at_once(pilot, "down", "plus")
        assert isinstance(app.screen, LibraryScreen)
        assert list(app.settings.rungs) == ["calf-raise"]


@pytest.mark.parametrize("keys", [("q", "k", "enter"), ("q", "k", "n"), ("q", "k", "k", "escape", "q")])
async def test_keys_behind_the_last_one_of_a_session_do_nothing(keys: tuple[str, ...], tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await move_to(pilot, 20.0)
        await type_at_once(pilot, *keys)
        assert isinstance(app.screen, SummaryScreen)
        assert len(kept(tmp_path)) == 1


async def test_a_session_skipped_to_its_end_by_a_held_key_ends_once(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("heel-toe-walk"))
    async with app.run_test() as pilot:
        await move_to(pilot, 12.0)
        session = app.screen
        assert isinstance(session, SessionScreen)
        await type_at_once(pilot, *["n"] * 12)
        assert isinstance(app.screen, SummaryScreen)
        assert len(app.screen_stack) == 2
        app.post_message(SessionScreen.Ended(session, discarded=True))
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)


async def test_enter_is_deaf_for_a_moment_after_start(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await type_at_once(pilot, "enter", "enter", "enter")
        assert session_of(app).snapshot.phase.kind is PhaseKind.GET_READY
        for time in (0.5, 1.2, 1.9):  # held
            await move_to(pilot, time)
            await type_at_once(pilot, "enter")
            assert session_of(app).snapshot.phase.kind is PhaseKind.GET_READY
        await move_to(pilot, 1.9 + STRUCK_TWICE)
        await type_at_once(pilot, "enter")
        assert session_of(app).snapshot.phase.kind is not PhaseKind.GET_READY


async def test_a_key_typed_before_home_is_drawn_waits_for_it(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    app.call_later(app.post_message, Key("i", "i"))
    app.call_later(app.post_message, Key("down", None))
    async with app.run_test() as pilot:
        await come_to_rest(pilot)
        assert isinstance(app.screen, LibraryScreen)
        assert app.screen.standing.exercise.id == "calf-raise"


async def test_keys_go_to_the_screen_that_is_opened_before_them(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await type_at_once(pilot, "s", "right", "escape", "h", "escape", "d", "r", "m")
        assert isinstance(app.screen, HomeScreen)
        assert app.settings.level is Level.BEGINNER
        assert [mark.kind for mark in app.journal.history.days] == ["run"]


async def test_a_held_enter_answers_each_question_of_the_first_run_by_itself(tmp_path: Path) -> None:
    app = make_app(tmp_path, first_run=True)
    async with app.run_test() as pilot:
        await pilot.pause()
        await type_at_once(pilot, *["enter"] * 12)
        assert isinstance(app.screen, HomeScreen)
        assert (app.settings.level, app.settings.target) == (Level.BEGINNER, 2)


async def test_what_is_typed_behind_the_end_is_not_for_the_program(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await type_at_once(pilot, "q", "i", "h")
        assert len(app.screen_stack) <= 1
    assert app.crash is None


async def test_no_screen_is_opened_twice(tmp_path: Path) -> None:
    put_life(tmp_path, week_of_a_runner())
    for _ in range(2):
        leave_over(tmp_path, "calf-raise")
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("escape")
        await press_later(pilot, "escape")
        home = app.screen
        assert isinstance(home, HomeScreen)
        assert home.plan
        for message, kind in (
            (Open(Place.SETTINGS), SettingsScreen),
            (Open(Place.UNFINISHED), UnfinishedScreen),
            (HomeScreen.Start(home.plan), SessionScreen),
        ):
            for _ in range(2):
                app.post_message(message)
            await pilot.pause()
            assert [type(screen) for screen in app.screen_stack] == [HomeScreen, kind]
            for _ in range(2 if kind is UnfinishedScreen else 1):
                await press_later(pilot, "escape")
        assert len(app.sessions.runners) == 1


async def test_a_screen_ends_once_and_never_ends_another(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("enter", "q")
        question = app.screen
        assert isinstance(question, FinishScreen)
        question.action_end("go-on")
        question.action_end("discard")
        await pilot.pause()
        assert session_of(app).session.run is Run.RUNNING
        assert app.screen_stack[1] is app.screen


async def test_capitals_do_what_small_letters_do(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("S")
        assert isinstance(app.screen, SettingsScreen)
        await pilot.press("Q", "M")
        assert "m 15 min" in app.screen.query_one("HomeOptions").words  # type: ignore[attr-defined]


async def test_f1_in_the_palette_shows_the_keys_of_the_screen_below(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p", "f1")
        assert [type(screen) for screen in app.screen_stack] == [HomeScreen, HelpScreen]
        assert isinstance(app.screen, HelpScreen)
        assert "home.start" in {command.id for command in app.screen.commands}


@pytest.mark.parametrize("turns", [0, 3, 10, 20, 40])
async def test_help_closes_a_palette_that_still_looks_for_commands(turns: int, tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p")
        for key in ("4", "f1"):
            app.post_message(Key(key, key if len(key) == 1 else None))
            for _ in range(turns):
                await asyncio.sleep(0)
        await come_to_rest(pilot)
        assert isinstance(app.screen, HelpScreen)
