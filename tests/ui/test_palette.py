"""The command palette finds what people look for, by the words they use."""

from pathlib import Path

import pytest
from textual.command import CommandList

from ankle_tui.ui.command_palette import Commands, Palette
from ankle_tui.ui.history.screen import HistoryScreen
from ankle_tui.ui.messages import Place
from ankle_tui.ui.settings.screen import SettingsScreen
from tests.ui.stage import make_app, make_plan, shows


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("sound", "Sound: volume"),
        ("volume", "Sound: volume"),
        ("streak", "Days and weeks: streaks"),
        ("streak", "Progress"),
        ("quit", "Quit"),
        ("exit", "Quit"),
        ("calendar", "Weeks"),
        ("diary", "History"),
        ("pillow", "Equipment"),
        ("options", "Settings"),
    ],
)
@pytest.mark.parametrize("place", ["", "w"])
async def test_places_and_settings_are_found_by_the_words_people_use(
    tmp_path: Path, words: str, title: str, place: str
) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*place)
        await pilot.pause()
        found = [str(getattr(hit, "match_display", "")) async for hit in Commands(app.screen).search(words)]
        assert title in found


async def test_a_setting_opens_with_the_cursor_on_it_and_a_place_from_anywhere(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.press(*"volume")
        await pilot.pause(0.3)
        await pilot.press("enter", "enter")
        await pilot.pause()
        settings = app.screen
        assert isinstance(settings, SettingsScreen)
        assert settings.current.key == "volume"
        app._screens.open(Place.HISTORY)
        await pilot.pause()
        assert shows(app, HistoryScreen)


async def test_a_session_is_not_left_for_a_place(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("lateral-hops"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "History" not in {command.title for command in app.get_system_commands(app.screen)}


async def test_one_that_closes_before_it_says_that_nothing_matches_ends_nothing(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        palette = app.screen
        assert isinstance(palette, Palette)
        palette._start_no_matches_countdown("#")
        timer = palette._no_matches_timer
        assert timer is not None
        assert timer._callback is not None
        await palette.query_one(CommandList).remove()  # as the palette's own end begins
        timer._callback()
        await pilot.pause()
        assert app.screen is palette
