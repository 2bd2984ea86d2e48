"""What holds on every screen: any size will do, help and palette leave out nothing, and what can be clicked says so."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from rich.style import Style
from textual.binding import Binding
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList

from ankle_tui.core.session.snapshot import Run
from ankle_tui.services.key_commands import COMMANDS, PLACES, commands_of
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.help.key_groups import COMMAND
from ankle_tui.ui.help.screen import HelpScreen
from ankle_tui.ui.home.first_run import FirstRunScreen
from ankle_tui.ui.home.screen import HomeScreen
from ankle_tui.ui.keys.available import active_commands
from ankle_tui.ui.session.screen import SessionScreen
from ankle_tui.ui.session.unfinished import UnfinishedScreen
from ankle_tui.ui.widgets.option_list import OPTION
from tests.ui.diary import put_life, week_of_a_runner
from tests.ui.stage import StillClock, leave_over, make_app, move_to, press_later, shipped

pytestmark = pytest.mark.slow

SIZES = [(30, 8), (160, 45), (1, 1)]
"""Other sizes than that of the test."""
TIME = 60.0
"""Seconds of the session after which something is done."""
LINKS = {"@click", OPTION, COMMAND}
"""What cells that can be clicked carry."""


async def everywhere(pilot: Pilot[None]) -> AsyncIterator[None]:
    """Go through all screens, the questions of the start among them."""
    assert isinstance(pilot.app.screen, UnfinishedScreen)
    yield
    await pilot.press("escape")
    pilot.app.push_screen(FirstRunScreen(shipped()))
    await pilot.pause()
    for keys in ("", "enter", "enter enter"):
        await pilot.press(*keys.split())
        yield
    await press_later(pilot, "escape")
    for keys in ("", "question_mark", "s", "w", "d", "p", "i", "o", "h", "h a", "b", "b n", "b n enter r"):
        await pilot.press(*keys.split())
        await pilot.pause()
        yield
        while not isinstance(pilot.app.screen, HomeScreen):
            await pilot.press("escape")
    async for _ in self_tests(pilot):
        yield
    await press_later(pilot, "enter")
    yield
    await move_to(pilot, StillClock.time + TIME)
    await pilot.press("q")
    yield
    await pilot.press("k")
    await pilot.pause()
    yield
    await press_later(pilot, "6", "enter", "h", "enter")
    await pilot.pause()
    yield
    await pilot.press("e")
    await pilot.pause()
    yield


async def self_tests(pilot: Pilot[None]) -> AsyncIterator[None]:
    """Type one test, and begin another one."""
    for keys in ("b", "home enter", "enter", "1 2 enter enter"):
        await press_later(pilot, *keys.split())
        await pilot.pause()
        yield
    for keys in ("escape", "down", "enter", "enter n n n n n"):
        await press_later(pilot, *keys.split())
        await pilot.pause()
    yield
    for keys in ("q", "k", "escape"):
        await press_later(pilot, keys)
        await pilot.pause()
    assert isinstance(pilot.app.screen, HomeScreen)


@pytest.mark.painted
async def test_every_screen_takes_any_size_and_says_what_can_be_done(tmp_path: Path) -> None:
    put_life(tmp_path, week_of_a_runner())
    leave_over(tmp_path, "calf-raise")
    app = make_app(tmp_path)
    seen: set[type[Screen[object]]] = set()
    pushed = note_pushed(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        async for _ in everywhere(pilot):
            screen = app.screen
            seen.add(type(screen))
            ask_for_actions(screen)
            await take_any_size(pilot)
            await pilot.pause()
            assert not list(untold(screen)), type(screen).__name__
            leaves_out_nothing(app)
            await f1_is_help(pilot)
        assert len(pushed) > 15
        for screen in pushed:
            ask_for_actions(screen)
    assert len(seen) == 24


def note_pushed(app: AnkleApp) -> list[Screen[object]]:
    """Note each screen that is pushed, and ask it for its commands before and after it is there."""
    pushed: list[Screen[object]] = []
    push = app.push_screen

    def look_first(screen: Screen[object], *args: object, **named: object) -> object:
        ask_for_actions(screen)
        pushed.append(screen)
        result = push(screen, *args, **named)
        ask_for_actions(screen)
        return result

    app.push_screen = look_first  # type: ignore[assignment,method-assign]
    return pushed


def ask_for_actions(screen: Screen[object]) -> None:
    """Ask a screen for each of its commands whether it can be used now."""
    for binding in type(screen).BINDINGS:
        assert isinstance(binding, Binding)
        name, _, rest = binding.action.rpartition(".")[2].partition("(")
        parameters = eval(f"({rest[:-1]},)") if rest else ()  # noqa: S307 - our own bindings
        assert screen.check_action(name, parameters) in {True, False}


async def take_any_size(pilot: Pilot[None]) -> None:
    """Resize the terminal: the screen stays, so does the focus, and a session runs on untouched."""
    app, screen = pilot.app, pilot.app.screen
    session_runner = screen.session_runner if isinstance(screen, SessionScreen) else None
    before, focused = session_runner and session_runner.snapshot, screen.focused
    for size in (*SIZES, (80, 24)):
        await pilot.resize_terminal(*size)
        assert app.screen is screen
    assert screen.focused is focused
    assert not session_runner or (session_runner.snapshot == before and session_runner.session.run is Run.RUNNING)


async def f1_is_help(pilot: Pilot[None]) -> None:
    """Open the help and close it again; on the help itself it is the other way round."""
    app, below = pilot.app, pilot.app.screen
    await pilot.press("f1")
    assert isinstance(app.screen, HelpScreen) is not isinstance(below, HelpScreen)
    await pilot.press("f1")
    assert app.screen is below or isinstance(app.screen, HelpScreen)
    while isinstance(app.screen, HelpScreen) and not isinstance(below, HelpScreen):
        await pilot.press("escape")


def leaves_out_nothing(app: AnkleApp) -> None:
    """Whatever a key does is known by its id, and stands in the help and in the palette."""
    (first, *_) = type(app.screen).BINDINGS
    place = next(place for place in PLACES if COMMANDS[place[0]][0].id == getattr(first, "id", ""))
    known = {command.id for area in ("app", *place) for command in commands_of(area)}
    assert {item.binding.id for item in app.screen.active_bindings.values() if item.binding.id} <= known
    active = active_commands(app.screen.active_bindings)
    assert all(each.title and each.keys for each in active)
    titles = [command.title for command in app.get_system_commands(app.screen)]
    assert len(titles) == len(set(titles))
    assert {each.title for each in active} <= set(titles)


def untold(screen: Screen[object]) -> Iterator[str]:
    """What can be clicked there though nothing says what that does; a text field says so by its looks."""
    silent: dict[Widget, bool] = {}
    for y, strip in enumerate(screen._compositor.render_strips()):
        styles = [segment.style or Style() for segment in strip for _ in range(segment.cell_length)]
        for x in range(0, screen.size.width, 2):
            widget, style = screen.get_widget_at(x, y)[0], styles[x]
            screen.app.mouse_position = Offset(x, y)
            told = next(
                (True for node in widget.ancestors_with_self if isinstance(node, Widget) and node.tooltip), False
            )
            if LINKS & style.meta.keys():
                if not told:
                    yield f"{widget} at {x}, {y}"
            elif _takes_clicks(widget):
                silent[widget] = silent.get(widget, True) and not told
    yield from (str(widget) for widget, nothing in silent.items() if nothing)


def _takes_clicks(widget: Widget) -> bool:
    return not isinstance(widget, Screen | OptionList) and any(
        "on_click" in vars(kind) for kind in type(widget).__mro__ if kind.__module__.startswith("ankle_tui.")
    )


async def test_a_line_of_the_help_does_what_it_says(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        await pilot.click("_Commands", offset=(8, 1))
        await pilot.pause()
        assert isinstance(app.screen, SessionScreen)
        await pilot.press("question_mark")
        await pilot.click("#dialog", offset=(1, 0))
        await pilot.pause()
        assert isinstance(app.screen, SessionScreen)
        await pilot.press("q", "d")
        assert isinstance(app.screen, HomeScreen)
