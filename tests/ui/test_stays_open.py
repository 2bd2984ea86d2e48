"""What stays open shows what is so: the day that turns, what another window writes, what an editor changes."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from rich.console import RenderableType
from textual.events import Key, MouseUp
from textual.pilot import Pilot
from textual.screen import Screen

from ankle_tui.clock import Clock
from ankle_tui.core.history.day_marks import DayKind, Target
from ankle_tui.core.history.records import History
from ankle_tui.core.weeks.outline import WeekStart
from ankle_tui.services.startup import open_settings
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.settings.editor import SettingsFile
from ankle_tui.store.settings.settings import load_settings
from ankle_tui.ui.app import LOOK_EVERY, AnkleApp, for_screen
from ankle_tui.ui.calendar.calendar_wording import mark_question
from ankle_tui.ui.home.screen import HomeScreen
from ankle_tui.ui.settings.screen import SettingsScreen
from ankle_tui.ui.summary.screen import SummaryScreen
from tests.store.history.records import make_record
from tests.ui.diary import put_life, week_of_a_runner, year_of_a_runner
from tests.ui.home.on_home import wish
from tests.ui.stage import EVENING, kept, leave_over, left_in, make_app, make_plan, move_to, shipped, shows

pytestmark = pytest.mark.slow

NIGHT = EVENING.replace(hour=2, minute=59, second=58) + dt.timedelta(days=1)
"""Still the Sunday of all tests."""
MORNING = NIGHT + dt.timedelta(seconds=4)
"""A Monday, the first day of a week."""
NEW_YEAR = dt.datetime(2027, 1, 1, 3, 0, 1, tzinfo=EVENING.tzinfo)


def picture(app: AnkleApp) -> list[str]:
    """The screen, line by line."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


async def look(pilot: Pilot[None]) -> None:
    """Let the time come after which the program looks around by itself."""
    assert isinstance(pilot.app, AnkleApp)
    pilot.app._look_around()
    await pilot.pause()
    await pilot.pause()


async def shown_at(folder: Path, moments: Sequence[dt.datetime], keys: Sequence[str]) -> list[list[str]]:
    """What a screen shows at one moment after the other while it stays open."""
    app = make_app(folder)
    pictures: list[list[str]] = []
    app.journal.wall = lambda: moments[len(pictures)]
    app._day = app.journal.today
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        for _ in moments:
            await look(pilot)
            pictures.append(picture(app))
            if len(pictures) == len(moments):
                break
    return pictures


SCREENS = ("", "w", "h", "p", "i", "s", "h enter")
TELLING = {MORNING: ("", "w", "p"), NEW_YEAR: ("", "w", "h", "p", "i")}
"""The screens on which another day, and another year, is seen."""


async def go_to(pilot: Pilot[None], keys: str) -> None:
    """Open a screen from Home, whichever is open."""
    while not isinstance(pilot.app.screen, HomeScreen):
        await pilot.press("escape")
    await pilot.press(*keys.split())
    await pilot.pause()


@pytest.mark.parametrize("after", [MORNING, pytest.param(NEW_YEAR, marks=pytest.mark.slow)])
async def test_the_day_turns_on_every_screen(after: dt.datetime, tmp_path: Path) -> None:
    put_life(tmp_path, week_of_a_runner() if after is MORNING else year_of_a_runner())
    fresh, app = make_app(tmp_path), make_app(tmp_path)
    fresh.animation_level = app.animation_level = "none"  # a figure that moves is another picture on a busy machine
    fresh.journal.wall, wanted = lambda: after, dict[str, list[str]]()
    async with fresh.run_test(size=(100, 30)) as pilot:
        for keys in SCREENS:
            await go_to(pilot, keys)
            wanted[keys] = picture(fresh)
    async with app.run_test(size=(100, 30)) as pilot:
        for keys in SCREENS:
            app.journal.wall = lambda: NIGHT
            await look(pilot)
            await go_to(pilot, keys)
            before = picture(app)
            app.journal.wall = lambda: after
            await look(pilot)
            assert picture(app) == wanted[keys], keys
            assert (before != picture(app)) is (keys in TELLING[after]), keys


async def test_a_question_about_today_names_the_day_it_was(tmp_path: Path) -> None:
    before, then = await shown_at(tmp_path, [NIGHT, MORNING], ["d"])
    assert any(mark_question(EVENING.date(), EVENING.date()) in line for line in before)
    assert any(mark_question(EVENING.date(), MORNING.date()) in line for line in then)


async def test_a_session_left_over_is_no_longer_of_today(tmp_path: Path) -> None:
    leave_over(tmp_path, "calf-raise")
    before, then = await shown_at(tmp_path, [EVENING, MORNING], [])
    assert any("Today 18:04" in line for line in before)
    assert not any("Today 18:04" in line for line in then)


async def test_home_and_history_show_what_another_window_has_saved(tmp_path: Path) -> None:
    put_life(tmp_path, week_of_a_runner())
    app, other = make_app(tmp_path), HistoryFile(tmp_path / "history.json")
    async with app.run_test(size=(100, 30)) as pilot:
        for keys in ([], ["w"], ["h"], ["p"]):
            await pilot.press(*keys)
            other.keep(make_record(5 + len(kept(tmp_path)), day=EVENING.date()))
            await look(pilot)
            fresh = make_app(tmp_path)
            async with fresh.run_test(size=(100, 30)) as second:
                await second.press(*keys)
                await second.pause()
                wanted = picture(fresh)
            strip = slice(0, 8 if keys in ([], ["w"]) else 1)
            assert picture(app)[strip] == wanted[strip]
            await pilot.press(*["escape"] * len(keys))


async def test_a_mark_of_another_window_is_seen(tmp_path: Path) -> None:
    app, other = make_app(tmp_path), HistoryFile(tmp_path / "history.json")
    async with app.run_test() as pilot:
        other.add(History(days=(app.journal.calendar.marked(app.journal.today, DayKind.SICK, False),)))
        await look(pilot)
        assert app.journal.calendar.day(app.journal.today).kind is DayKind.SICK


async def test_the_program_looks_around_by_itself_at_a_key_and_with_the_focus(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    looked: list[None] = []
    app._look_around = lambda: looked.append(None)  # type: ignore[method-assign]
    async with app.run_test() as pilot:
        timers = [timer for timer in app._timers if timer._interval == LOOK_EVERY]
        assert len(timers) == 1
        for event in (Key("down", None), MouseUp(None, 1, 1, 0, 0, 1, False, False, False)):
            looked.clear()
            app.post_message(event)
            await pilot.pause()
            assert looked
        app.app_focus = False
        looked.clear()
        app.app_focus = True
        assert looked


async def test_nothing_is_looked_at_in_a_session(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        HistoryFile(tmp_path / "history.json").keep(make_record(1))
        await look(pilot)
        assert app.journal.history.sessions == ()
        await move_to(pilot, 30.0)
        await pilot.press("q", "k")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        assert len(app.journal.history.sessions) == 2


async def test_an_edited_settings_file_holds_at_once(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    app = make_app(tmp_path)
    app.preferences.file = SettingsFile(path)
    async with app.run_test(size=(100, 30)) as pilot:
        path.write_text('minutes = 8\ntheme = "ankle-light"\n[keys]\n"home.settings" = "z"\n', encoding="utf-8")
        await look(pilot)
        assert shows(app, HomeScreen)
        assert wish(app, "minutes") == "8 min"
        assert app.theme == "ankle-light"
        await pilot.press("z")
        screen = app.screen
        assert isinstance(screen, SettingsScreen)
        screen._go(next(number for number, (_, each) in enumerate(screen._rows) if each.key == "volume"))
        path.write_text("minutes = 15\nvolume = 0.5\n", encoding="utf-8")
        await look(pilot)
        shown = {each.name: each.values[screen._place(each)][0] for _, each in screen._rows}
        assert (shown["Minutes"], shown["Volume"], shown["Theme"]) == ("15", "50 %", "ankle-dark")
        assert screen.current.key == "volume"
        await pilot.press("left", "escape")
        assert load_settings(path) == (app.settings, ())
        assert app.settings.volume == 0.4
        await pilot.press("s")
        assert len(app.screen_stack) == 2, "the usual key again"


def with_settings(folder: Path, text: str) -> tuple[AnkleApp, list[str]]:
    """An app with these settings, and what it tells."""
    file, told = SettingsFile(folder / "config.toml"), list[str]()
    file.path.write_text(text, encoding="utf-8")
    app = make_app(folder)
    found, slips = open_settings(file, shipped())
    app.preferences.settings, more = for_screen(found, file.path)
    app.preferences.slips, app.preferences.file = (*more, *slips), file
    app.notify = lambda message, **_: told.append(message)  # type: ignore[method-assign]
    return app, told


SLIPS = 'zzz = 1\nvolume = 0.5\ntheme = "norde"\n[rungs]\ncalf-raise = "on-the-moon"\n'


async def test_slips_that_were_told_are_not_told_again(tmp_path: Path) -> None:
    app, told = with_settings(tmp_path, SLIPS)
    path = tmp_path / "config.toml"
    async with app.run_test() as pilot:
        for volume in (0.4, 0.3, 0.2):
            app.preferences.set(volume=volume)
            await look(pilot)
        assert told == []
        path.write_text(path.read_text(encoding="utf-8").replace("zzz", "flash = 3\nzzz"), encoding="utf-8")
        await look(pilot)
        app.preferences.set(volume=0.1)
        await look(pilot)
        (line,) = told
        assert "flash: must be true or false" in line
        assert (app.settings.volume, app.settings.theme) == (0.1, "")


async def test_a_rung_that_no_ladder_has_is_told_when_it_is_written(tmp_path: Path) -> None:
    app, told = with_settings(tmp_path, "")
    async with app.run_test() as pilot:
        (tmp_path / "config.toml").write_text(SLIPS, encoding="utf-8")
        await look(pilot)
        assert [line.partition("config.toml: ")[2].partition(":")[0] for line in told] == ["theme", "zzz", "rungs"]


async def test_what_an_editor_saves_while_the_program_starts_is_seen(tmp_path: Path) -> None:
    app, _ = with_settings(tmp_path, "volume = 0.5\n")
    (tmp_path / "config.toml").write_text("volume = 0.75\n", encoding="utf-8")
    async with app.run_test() as pilot:
        await look(pilot)
        assert app.settings.volume == 0.75


async def test_what_an_editor_has_saved_just_before_a_change_holds_with_it(tmp_path: Path) -> None:
    app, _ = with_settings(tmp_path, "volume = 0.5\n")
    async with app.run_test():
        (tmp_path / "config.toml").write_text("minutes = 8\nvolume = 0.5\n", encoding="utf-8")
        app.preferences.set(volume=0.25)
        assert (app.settings.volume, app.settings.minutes) == (0.25, 8)


@pytest.mark.parametrize(("slip", "sessions"), [("zzz = 1", [2, 3]), ("theme = 4", [2, 3]), ("week_start = 4", [2])])
async def test_a_slip_holds_up_a_changed_target_only_where_it_counts(
    tmp_path: Path, slip: str, sessions: list[int]
) -> None:
    HistoryFile(tmp_path / "history.json").add(
        History((make_record(1),), targets=(Target(make_record(1).day - dt.timedelta(days=6), 2),))
    )
    app, _ = with_settings(tmp_path, f"{slip}\n")
    async with app.run_test() as pilot:
        (tmp_path / "config.toml").write_text(f"{slip}\ntarget = 3\n", encoding="utf-8")
        await look(pilot)
        assert [each.sessions for each in app.journal.history.targets] == sessions


async def test_a_default_in_the_place_of_a_slip_is_no_target_until_it_is_chosen(tmp_path: Path) -> None:
    HistoryFile(tmp_path / "history.json").add(
        History((make_record(1),), targets=(Target(make_record(1).day - dt.timedelta(days=6), 3),))
    )
    app, _ = with_settings(tmp_path, "target = 33\n")
    async with app.run_test():
        app.preferences.set(week_start=WeekStart.SUNDAY)
        assert [each.sessions for each in app.journal.history.targets] == [3]
        app.preferences.set(target=2)
        assert [each.sessions for each in app.journal.history.targets] == [3, 2]


async def test_a_session_that_another_window_goes_on_with_waits_no_longer(tmp_path: Path) -> None:
    leave_over(tmp_path, "calf-raise")
    app = make_app(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("escape")
        await look(pilot)
        assert any("1 not finished" in line for line in picture(app))
        for left in left_in(tmp_path).left_overs():
            left.slot.remove()
        await look(pilot)
        assert not any("not finished" in line for line in picture(app))


@pytest.mark.painted
async def test_all_of_the_screen_is_drawn_when_the_program_comes_back_to_front(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("calf-raise"), make_clock=Clock)
    drawn: list[str] = []
    async with app.run_test() as pilot:
        await pilot.pause()
        show = app._display

        def note(screen: Screen[Any], renderable: RenderableType | None) -> None:
            drawn.append(type(renderable).__name__)
            show(screen, renderable)

        app._display = note  # type: ignore[method-assign]
        app.app_resume_signal.publish(app)
        await pilot.pause()
        assert "LayoutUpdate" in drawn
