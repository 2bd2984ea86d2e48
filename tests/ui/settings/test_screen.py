"""The settings screen: every setting has its line, a change holds at once and is in the file."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ankle_tui.core.exercises.exercise import Level
from ankle_tui.core.exercises.user_exercises import add_own
from ankle_tui.core.history.records import History
from ankle_tui.core.session.modes import SoundMode
from ankle_tui.core.weeks.outline import WeekStart
from ankle_tui.store.settings.editor import SettingsFile
from ankle_tui.store.settings.settings import KINDS, TABLES, Settings, load_settings
from ankle_tui.store.settings.settings_wording import SECTIONS
from ankle_tui.store.shipped import load_catalogue
from ankle_tui.store.user_files import template
from ankle_tui.ui import app as ui_app
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.session.screen import SessionScreen
from ankle_tui.ui.settings.screen import SettingsScreen
from ankle_tui.ui.settings.sections import NAME, equipment_of
from ankle_tui.ui.settings.setting_list import SettingList, TopicList
from tests.store.history.records import make_record
from tests.ui.stage import make_app, press_later
from tests.ui.test_snapshots import Before, Compare, named, settled

WRITTEN = """\
# mine
volume = 0.25  # quiet
minutes = 7
cut_off = "04:30"
equipment = ["balance board", "step"]
week_start = "sunday"
"""


def app_with(folder: Path, text: str | None = None) -> AnkleApp:
    """An app that keeps its settings in a file."""
    app, path = make_app(folder), folder / "config.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    app.preferences.settings, app.preferences.file = load_settings(path)[0], SettingsFile(path)
    return app


def opened(pilot: Pilot[None]) -> SettingsScreen:
    """The settings on the screen."""
    screen = pilot.app.screen
    assert isinstance(screen, SettingsScreen)
    return screen


def rows(pilot: Pilot[None]) -> dict[str, str]:
    """Every setting: what it is called, and what is chosen."""
    screen = opened(pilot)
    return {each.name: each.values[screen._place(each)][0] for _, each in screen._rows}


async def go(pilot: Pilot[None], name: str) -> None:
    """Go to a setting."""
    screen = opened(pilot)
    screen._go(next(number for number, (_, each) in enumerate(screen._rows) if each.name == name))
    await pilot.pause()


def test_only_what_variations_need_is_asked_for() -> None:
    assert equipment_of(load_catalogue()) == ["band", "pillow", "step", "foam roller"]
    assert equipment_of(load_catalogue(), ["rocker", "wall"])[-1] == "rocker"
    text = template().replace('equipment = ["wall"]', 'equipment = ["wall", "rocker"]')
    own, problems = add_own(load_catalogue(), tomllib.loads(text))
    assert (equipment_of(own)[-1], problems) == ("rocker", ())


async def test_every_setting_has_its_line_and_an_explanation_that_fits(tmp_path: Path) -> None:
    screen = SettingsScreen(Settings, equipment=["band"], themes=["nord"], theme=lambda: "nord", path=None)
    settings = [setting for _, setting in screen._rows]
    keys = [key for lines in SECTIONS.values() for key in lines]
    assert sorted(keys) == sorted(KINDS.keys() - {*TABLES, "sprain_noted", "tests_put_off", "runs"})
    assert {setting.key for setting in settings} == {*keys}
    assert all(len(setting.about) <= 74 for setting in settings)  # two lines in 40 columns


async def test_changes_hold_at_once_and_are_in_the_file(tmp_path: Path) -> None:
    app = app_with(tmp_path, WRITTEN)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        before = rows(pilot)
        assert {name: before[name] for name in ("Volume", "Minutes", "Day ends", "Theme", "Level")} == {
            "Volume": "25 %",
            "Minutes": "7",
            "Day ends": "04:30",
            "Theme": app.theme,
            "Level": "as last time",
        }
        assert (before["Balance board"], before["Step"], before["Band"]) == ("yes", "yes", "no")
        await pilot.press("right", "right")
        for name, keys in {
            "Minutes": ["left", "left"],
            "Band": ["space"],
            "Step": ["enter"],
            "Volume": ["left", "left", "left", "left", "right"],
            "Theme": ["right"],
        }.items():
            await go(pilot, name)
            await pilot.press(*keys)
        await pilot.pause()
        wanted = Settings(
            level=Level.EXPERIENCED,
            volume=0.1,
            cut_off=dt.timedelta(hours=4, minutes=30),
            equipment=frozenset({"balance board", "band"}),
            week_start=WeekStart.SUNDAY,
            theme=app.theme,
        )
        assert app.theme == rows(pilot)["Theme"] != before["Theme"]
        assert app.settings == load_settings(tmp_path / "config.toml")[0] == wanted
        assert "# mine\nvolume = 0.1  # quiet\n" in (tmp_path / "config.toml").read_text(encoding="utf-8")
        await pilot.press("s")
        assert not isinstance(app.screen, SettingsScreen)


async def test_the_mouse_changes_and_a_whole_part_can_be_passed_over(tmp_path: Path) -> None:
    app = app_with(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        values, topics = pilot.app.screen.query_one(SettingList), pilot.app.screen.query_one(TopicList)
        for row, value in ((1, 2), (4, 2)):
            line = next(y for y in range(values.size.height) if values.row_at(y) == row)
            before = sum(len(chip.text) for chip in values.chips_of(row, 50)[:value])
            await pilot.click(SettingList, offset=(3 + NAME + before + 1, line + 1))
            await pilot.pause()
        assert (rows(pilot)["Days a week"], rows(pilot)["First leg"]) == ("3", "right")
        assert load_settings(tmp_path / "config.toml")[0] == app.settings
        places = []
        for key in ("pageup", "pageup", "pagedown", "end", "shift+tab", "tab", "up"):
            await pilot.press(key)
            places.append(opened(pilot).current.name)
        assert places == ["Level", "Level", "Band", "Theme", "Led by", "Flash", "Sound output"]
        line = next(y for y in range(topics.size.height) if topics.row_at(y) == 0)
        await pilot.click(TopicList, offset=(4, line + 1))
        assert opened(pilot).current.name == "Level"


async def test_one_setting_is_reset_to_what_is_usual(tmp_path: Path) -> None:
    app = app_with(tmp_path, WRITTEN)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        for name in ("Minutes", "Step", "Theme"):
            await go(pilot, name)
            await pilot.press("r")
        await pilot.pause()
        assert (app.settings.minutes, app.settings.equipment) == (None, frozenset({"balance board"}))
        assert rows(pilot)["Minutes"] == "by level"
        assert "minutes" not in (tmp_path / "config.toml").read_text(encoding="utf-8")


async def test_what_cannot_be_written_holds_until_the_end_and_is_said_once(tmp_path: Path) -> None:
    app = app_with(tmp_path)
    path = tmp_path / "config.toml"
    async with app.run_test(size=(80, 24)) as pilot:
        path.write_text("volume = loud\n", encoding="utf-8")
        await pilot.press("s", "right", "down", "right", "right")
        await pilot.pause()
        assert app.settings == Settings(level=Level.BEGINNER, target=1)
        problem = f"{path}: is not valid TOML: Invalid value (at line 1, column 10)"
        assert [note.message for note in app._notifications] == [problem, f"Kept only until you leave: {problem}"]
        path.write_text("# put right\n", encoding="utf-8")
        await pilot.press("left")
        await pilot.pause()
        assert load_settings(path)[0] == app.settings == Settings(level=Level.BEGINNER, target=3)


async def test_steps_set_in_the_library_are_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ui_app, "SETTLED", 3600.0)  # a busy machine may take longer for the keys than usual
    app, path = app_with(tmp_path), tmp_path / "config.toml"
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "plus", "plus", "minus")
        await pilot.pause()
        assert app.settings.rungs
        assert not path.exists()
    assert load_settings(path)[0].rungs == app.settings.rungs


async def test_the_next_session_is_led_by_what_was_set(tmp_path: Path) -> None:
    app = app_with(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        for wanted, mode in ((1.0, SoundMode.BOTH), (0.5, SoundMode.OFF)):
            await press_later(pilot, "enter")
            assert isinstance(app.screen, SessionScreen)
            assert (app.screen.session_runner.volume, app.screen.session_runner.mode) == (wanted, mode)
            await pilot.press("less_than_sign", "q", "d")
            await pilot.pause()
            app.preferences.set(volume=0.5, sound_mode=SoundMode.OFF)


async def test_the_week_that_runs_keeps_its_target(tmp_path: Path) -> None:
    app = app_with(tmp_path)
    async with app.run_test(size=(80, 24)):
        app.journal.change(History((make_record(),)))
        app.preferences.set(target=3)
        assert (
            app.journal.calendar.week(app.journal.today).target,
            [each.sessions for each in app.journal.history.targets],
        ) == (2, [2, 3])


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (30, 5)], ids=named)
async def test_the_line_under_the_cursor_is_in_sight_after_every_key(tmp_path: Path, size: tuple[int, int]) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=size) as pilot:
        await pilot.press("s")
        await pilot.pause()
        values = app.screen.query_one(SettingList)
        keys = ["pagedown"] * 5 + ["pageup"] * 5 + ["end", "home"] + ["down"] * 7 + ["up"] * 7
        for number, key in enumerate(keys):
            await pilot.press(key)
            await pilot.pause()
            drawn = [values.row_at(y) for y in range(values.size.height)]
            assert values.cursor in drawn, f"{key}, the {number}th: {opened(pilot).current.name}"


def shown() -> Before:
    """Open the settings and change one."""

    async def run(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, AnkleApp)
        app.preferences.file = SettingsFile(Path("~/.config/ankle-tui/config.toml"))
        await pilot.press("s")
        for key in ("", "down", "pagedown", "down"):
            await pilot.pause()
            if key:
                await pilot.press(key)
        await pilot.pause()

    return run


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=named)
def test_settings(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=size, run_before=shown())


def test_settings_without_colour(snap_compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=(80, 24), run_before=shown())
