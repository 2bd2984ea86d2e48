"""An error in a callback ends the app without a picture of it, and the shell is told. In tests it surfaces."""

import inspect
from pathlib import Path

import pytest
from textual.app import App
from textual.css.query import NoMatches

from ankle_tui.services.crash_report import crash_text
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.driver import TerminalDriver
from tests.ui.stage import make_app

pytestmark = pytest.mark.painted

SECRET = "Left knee hurts"


def fails() -> None:
    raise ValueError(SECRET)


class Rendered(Exception):
    """One that brings its own picture."""

    def __rich__(self) -> str:
        return SECRET


def fails_beautifully() -> None:
    raise Rendered


async def test_a_test_sees_it(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    app.call_later(fails)

    async def look() -> None:
        async with app.run_test() as pilot:
            await pilot.pause()

    with pytest.raises(ValueError, match=SECRET):
        await look()
    assert isinstance(app.crash, ValueError)


@pytest.mark.parametrize(("callback", "kind"), [(fails, ValueError), (fails_beautifully, Rendered)])
async def test_a_runner_sees_no_picture_of_it(
    callback: object, kind: type[Exception], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    app = make_app(tmp_path)
    app.call_later(callback)  # type: ignore[arg-type]
    await app.run_async(headless=True)
    assert app.return_code == 1
    assert isinstance(app.crash, kind)
    assert not capfd.readouterr().err


async def test_a_crash_of_the_thread_that_reads_the_keys(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    app = make_app(tmp_path)
    app.call_later(app.panic, SECRET)  # as that thread does
    await app.run_async(headless=True)
    assert (app.return_code, type(app.crash)) == (1, RuntimeError)
    assert not capfd.readouterr().err


async def test_a_report_of_the_thread_that_reads_the_keys_names_the_inner_error(tmp_path: Path) -> None:
    app = make_app(tmp_path)

    class Broken(TerminalDriver):
        def __init__(self) -> None:
            self._app = app

        def run_input_thread(self) -> None:
            try:
                fails()
            except ValueError as error:
                raise KeyError(SECRET) from error

    app.call_later(Broken()._run_input_thread)
    await app.run_async(headless=True)
    assert isinstance(app.crash, KeyError)
    told = crash_text(app.crash)
    assert "\nValueError\n  tests/ui/test_crashes.py:" in told
    assert "\nKeyError\n" in told
    assert told.count(" in fails") == 1
    assert SECRET not in told


@pytest.mark.parametrize("panics_with", [[], [SECRET]], ids=["the error", "its text as well"])
async def test_a_report_of_a_panic_names_the_inner_error(tmp_path: Path, panics_with: list[str]) -> None:
    app = make_app(tmp_path)
    try:
        fails()
    except ValueError as error:
        app.call_later(app.panic, *panics_with, error)
    await app.run_async(headless=True)
    assert app.crash is not None
    told = crash_text(app.crash)
    assert "\nValueError\n  tests/ui/test_crashes.py:" in told
    assert told.rstrip().endswith(" in fails")
    assert SECRET not in told


async def test_a_screen_may_end_while_it_is_made(tmp_path: Path) -> None:
    def look() -> None:
        app.exit()
        raise NoMatches

    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        app.call_later(look)
        await pilot.pause()
    assert (app.return_code, app.crash) == (0, None)


@pytest.mark.parametrize("name", ["_handle_exception", "_fatal_error", "panic"])
def test_textual_still_has_what_is_overridden(name: str) -> None:
    ours, theirs = getattr(AnkleApp, name), getattr(App, name)
    assert ours is not theirs
    assert [*inspect.signature(ours).parameters] == [*inspect.signature(theirs).parameters]
    assert "_close_messages_no_wait" in vars(App) or hasattr(App, "_close_messages_no_wait")


async def test_the_terminal_is_said_to_be_drawn_on(tmp_path: Path) -> None:
    said: list[bool] = []
    app = make_app(tmp_path, draws=said.append)
    async with app.run_test():
        assert said == [True]
    assert said == [True, False]
