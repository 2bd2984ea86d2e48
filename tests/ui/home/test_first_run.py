"""The first run: four questions, which can be skipped at any moment."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from ankle_tui.core.exercises.exercise import Level, Sprain
from ankle_tui.store.settings.editor import changed
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.about.screen import AboutScreen
from ankle_tui.ui.home.first_run import FirstRunScreen
from tests.ui.stage import make_app, shipped
from tests.ui.test_snapshots import Before, Compare, named, pictures, settled

MOMENTS = {
    "equipment": ("down", "enter", "enter", "up", "space", "up"),
    "ready": ("enter", "enter", "enter", "enter"),
}


async def answers(folder: Path, *keys: str) -> object:
    """What the screen ends with after some keys."""
    told: list[object] = []
    app = make_app(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(FirstRunScreen(shipped()), told.append)
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        return told[0] if told else app.screen


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (
            "down enter down enter up up space up up enter down down down down enter down enter enter",
            {
                "level": Level.EXPERIENCED,
                "sprain": Sprain.LEFT,
                "equipment": frozenset({"step", "band"}),
                "minutes": 20.0,
            },
        ),
        (
            "enter up enter enter up enter left enter escape",
            {"level": Level.BEGINNER, "sprain": Sprain.BOTH, "equipment": frozenset(), "minutes": 5.0},
        ),
        (
            "enter enter enter enter enter",
            {"level": Level.BEGINNER, "sprain": Sprain.NO, "equipment": frozenset(), "minutes": 10.0},
        ),
        (
            "j enter j j k enter enter enter enter",
            {"level": Level.EXPERIENCED, "sprain": Sprain.LEFT, "equipment": frozenset(), "minutes": 15.0},
        ),
        ("down enter up enter escape", None),
    ],
)
async def test_answers_become_settings(tmp_path: Path, keys: str, told: object) -> None:
    assert await answers(tmp_path, *keys.split()) == told
    if isinstance(told, dict):
        assert changed(Settings(), told) != Settings()


async def test_by_mouse_and_by_way_of_the_signs(tmp_path: Path) -> None:
    told: list[object] = []
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(FirstRunScreen(shipped()), told.append)
        for line in (1, 2, 1, 4, 2, 1):
            await pilot.pause()
            await pilot.click("OptionMenu", offset=(6, line + 1))
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, AboutScreen)
        assert screen.page.id == "signs"
        await pilot.press("escape", "o", "escape")
        await pilot.pause()
        await pilot.click("OptionMenu", offset=(6, 1))
        await pilot.pause()
    answers = {"level": Level.EXPERIENCED, "sprain": Sprain.RIGHT, "equipment": frozenset({"pillow"}), "minutes": 15.0}
    assert told == [answers]


@pytest.mark.parametrize("size", [(30, 8), (40, 12)], ids=named)
async def test_question_and_answers_are_in_sight_in_a_small_terminal(tmp_path: Path, size: tuple[int, int]) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=size) as pilot:
        app.push_screen(FirstRunScreen(shipped()))
        for _ in range(5):
            await pilot.pause()
            page = app.screen.query_one("#frame").region
            assert page.contains_region(app.screen.query_one("#question").region)
            assert page.contains_region(app.screen.query_one("OptionMenu").region)
            await pilot.press("enter")


def asked(moment: str) -> Before:
    """Come to a moment of the first run."""

    async def run(pilot: Pilot[None]) -> None:
        pilot.app.push_screen(FirstRunScreen(shipped()))
        await pilot.pause()
        for key in MOMENTS[moment]:
            await pilot.press(key)
            await pilot.pause()

    return run


@pictures("moment", ("equipment", (80, 24)), ("ready", (40, 12)))
def test_first_run(snap_compare: Compare, tmp_path: Path, moment: str, size: tuple[int, int]) -> None:
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=size, run_before=asked(moment))
