"""Keys that come together act in the order in which they were typed."""

from pathlib import Path

from textual.pilot import Pilot

from ankle_tui.core.exercise import Level
from ankle_tui.ui.screens.home import HomeScreen
from ankle_tui.ui.screens.library import LibraryScreen
from tests.ui.stage import kept, make_app, make_plan, move_to


async def type_at_once(pilot: Pilot[None], *keys: str) -> None:
    """Type without giving the program time between the keys, as they come over a slow connection."""
    for key in keys:
        pilot.app.simulate_key(key)
    await pilot.pause()
    await pilot.pause()


async def test_the_answer_under_the_cursor_is_taken(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    app._first_run = True
    async with app.run_test() as pilot:
        await pilot.pause()
        await type_at_once(pilot, "down", "enter")
        await pilot.press("enter", "enter", "enter")
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
        await type_at_once(pilot, "down", "right")
        assert isinstance(app.screen, LibraryScreen)
        assert list(app.settings.rungs) == ["calf-raise"]
