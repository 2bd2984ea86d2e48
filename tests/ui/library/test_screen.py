"""Exercises: the list, the ladder, the figure, and the runner's own word on a step."""

from dataclasses import replace
from pathlib import Path

import pytest

from ankle_tui.core.training.ladder_replay import Move
from ankle_tui.store.settings.settings import FigureChoice, Settings
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.figure.figure import Figure
from ankle_tui.ui.figure.movements import motion_of
from ankle_tui.ui.home.screen import HomeScreen
from ankle_tui.ui.library.library_lists import Exercises, Ladder
from ankle_tui.ui.library.library_wording import YOURS, step_words
from ankle_tui.ui.library.screen import BESIDE, LibraryScreen
from ankle_tui.ui.progress.screen import ProgressScreen
from ankle_tui.ui.settings.screen import SettingsScreen
from ankle_tui.ui.widgets.exercise_picker import ExercisePicker
from ankle_tui.ui.widgets.keybar import KeyBar
from ankle_tui.ui.widgets.panel import Board, Panel
from tests.builders import shipped
from tests.training import BALANCE, CALF, session, sets_of
from tests.ui.stage import make_app
from tests.ui.test_snapshots import Compare, named, pressing, settled
from tests.ui.training import put_history

pytestmark = pytest.mark.slow

OPEN = "eyes-open-firm"
CLIMBING = [
    session(0, sets_of(BALANCE, OPEN, 2, 30), sets_of(CALF, "both-legs", 3, 12)),
    session(3, sets_of(BALANCE, OPEN, 2, 30), sets_of(CALF, "both-legs", 3, 12)),
]
"""The balance has been clean twice."""


def library(app: AnkleApp) -> LibraryScreen:
    assert isinstance(app.screen, LibraryScreen)
    return app.screen


def progress_of(app: AnkleApp) -> ProgressScreen:
    assert isinstance(app.screen, ProgressScreen)
    return app.screen


def entries(app: AnkleApp) -> list[str]:
    return [str(option.prompt) for option in app.screen.query_one(Exercises).options]


def keys(app: AnkleApp) -> set[str]:
    """Words of all keys offered, in the bar and in the panels that are seen."""
    panels = [panel for panel in app.screen.query(".panel") if isinstance(panel, Panel) and panel.is_on_screen]
    offered = [*app.screen.query_one(KeyBar).keys, *(key for panel in panels for key in panel.keys)]
    return {key.label for key in offered}


async def test_a_step_is_set_by_plus_and_minus_alone_and_given_back(tmp_path: Path) -> None:
    put_history(tmp_path, CLIMBING)
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", *["right", "down", "up", "left", "down", "up", "enter"])
        await pilot.pause()
        assert (library(app).standing.pin, library(app).standing.move) == (None, Move.UP)
        assert app.settings.rungs == {}
        assert "unset" not in keys(app)

        await pilot.press("plus")
        await pilot.pause()
        assert app.settings.rungs == {BALANCE: "eyes-open-firm 3"}
        assert (library(app).standing.pin, library(app).choice.dose.amount) == (2, 60)
        assert "unset" in keys(app)
        await pilot.press(*["minus"] * 5)  # the lowest rung is the end
        await pilot.pause()
        assert app.settings.rungs == {BALANCE: "eyes-open-firm 1"}
        await pilot.press(*["plus"] * 4)
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        (offered,) = [choice for choice in app.screen.query_one(ExercisePicker).chosen if choice.exercise.id == BALANCE]
        assert (offered.variation.id, offered.dose.amount) == ("eyes-closed-firm", 30)

        await pilot.press("i", "r")
        await pilot.pause()
        assert app.settings.rungs == {}
        assert (library(app).standing.pin, library(app).standing.move) == (None, Move.UP)

        await pilot.press("end", "plus")  # the calf roll is always the same
        await pilot.pause()
        assert library(app).standing.exercise.id == "calf-roll"
        assert app.settings.rungs == {}
        assert "set the step" not in keys(app)


async def test_a_click_on_a_rung_shows_it_and_sets_nothing(tmp_path: Path) -> None:
    put_history(tmp_path, CLIMBING)
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        await pilot.pause()
        ladder = app.screen.query_one(Ladder)
        await pilot.click(Ladder, offset=(6, 2))
        assert library(app).choice.dose.amount == 30
        assert ladder.has_focus
        assert app.settings.rungs == {}


async def test_the_cursor_leads_through_the_variations(tmp_path: Path) -> None:
    put_history(tmp_path, CLIMBING)
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        seen, how = [], set()
        for _ in range(4):
            await pilot.press("v")
            await pilot.pause()
            seen.append(library(app).choice.variation.id)
            how.add("".join(app.screen.query_one("#how", Board).lines()))
            assert app.screen.query_one(Figure).motion is motion_of(library(app).choice)
        assert seen == ["eyes-closed-firm", "eyes-open-pillow", "eyes-closed-pillow", "eyes-open-firm"]
        assert len(how) == 4
        assert "variation" in keys(app)


async def test_enter_and_tab_lead_to_the_ladder_and_escape_back(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        for there in ("enter", "tab", "right"):
            await pilot.press(there)
            assert app.screen.query_one(Ladder).has_focus
            await pilot.press("escape")
            assert app.screen.query_one(Exercises).has_focus
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)


async def test_a_small_screen_shows_one_thing_at_a_time(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("i")
        shown = []
        for key in ("enter", "enter", "enter", "escape", "escape"):
            shown.append([name for name in ("Exercises", "Ladder", "#look") if app.screen.query_one(name).is_on_screen])
            await pilot.press(key)
            await pilot.pause()
        assert shown == [["Exercises"], ["Ladder"], ["#look"], ["#look"], ["Ladder"]]
        await pilot.press("down", "enter")
        await pilot.resize_terminal(BESIDE, 24)
        await pilot.pause()
        assert app.screen.query_one(Ladder).has_focus
        assert library(app).standing.exercise.id == CALF


async def test_all_there_is_to_know_is_a_key_away(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "o")
        await pilot.pause()
        assert shipped().get(BALANCE).trains.split()[0] in str(app.screen.query_one("#text").render())
        assert keys(app) >= {"read on", "back"}
        assert "set the step" not in keys(app)
        await pilot.press("pagedown")
        assert app.screen.query_one("#reading").scroll_offset.y > 0
        await pilot.press("escape")
        assert app.screen.query_one(Ladder).is_on_screen
        assert not app.screen.query_one("#reading").display


async def test_keys_lead_to_progress_and_to_the_equipment(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "down", "p")
        assert progress_of(app).shown == CALF
        await pilot.press("escape")
        assert library(app).standing.exercise.id == CALF
        await pilot.press("e")
        assert isinstance(app.screen, SettingsScreen)
    app = make_app(tmp_path, settings=Settings(equipment=frozenset({"step"})))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "down", "e")
        assert library(app).standing.exercise.id == CALF


async def test_the_figure_stands_still_on_demand(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "down", "space")
        await pilot.pause()
        figure = app.screen.query_one(Figure)
        assert figure.motion
        still = figure.picture
        assert still == figure.motion.still % len(figure.motion.frames)
        await pilot.press("space")
        assert figure.motion is motion_of(library(app).choice)


async def test_without_figures_the_ladder_takes_the_room(tmp_path: Path) -> None:
    widths = []
    for figures in FigureChoice.AUTO, FigureChoice.OFF:
        app = make_app(tmp_path, settings=Settings(figures=figures))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("i")
            await pilot.pause()
            widths.append(app.screen.query_one(Ladder).outer_size.width)
            assert ("move" in keys(app)) is (figures is FigureChoice.AUTO)
    assert widths == [32, 54]


async def test_the_list_says_where_one_is_and_which_exercises_are_ones_own(tmp_path: Path) -> None:
    app = make_app(tmp_path, catalogue=replace(shipped(), own=frozenset({CALF})))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "down")
        await pilot.pause()
        listed = entries(app)
        assert f"{shipped().get(BALANCE).name}\n{step_words(0, 15)}" in listed
        assert any(each.startswith(shipped().get(CALF).name) and each.endswith(YOURS) for each in listed)
        assert any(each.endswith("needs a band") for each in listed)
        for size in ((1, 1), (30, 8), (200, 3)):
            await pilot.resize_terminal(*size)
            await pilot.press("right", "space", "pageup", "r", "o", "v", "escape")
            await pilot.pause()
        assert isinstance(app.screen, LibraryScreen)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=named)
def test_ladder(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    put_history(tmp_path, CLIMBING)
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=size, run_before=pressing("i", "enter"))


def test_ladder_without_colour(snap_compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    put_history(tmp_path, CLIMBING)
    run = pressing("i", "plus", "plus")
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=(80, 24), run_before=run)
