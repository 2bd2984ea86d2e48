"""A start on the screen: what the app is given, what it leaves to say, and what a screen needs."""

import io
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from ankle_tui.commands import console
from ankle_tui.core.session.plan import Plan
from ankle_tui.services.exit_codes import CRASHED, INTERRUPTED
from ankle_tui.services.run_days.background_runs import BackgroundRuns
from ankle_tui.store.history.history_file import HistoryFile
from tests.commands.command_line import FakeApp, Main, complaint, exercises_of
from tests.store.history.records import make_record

HAS_SCREEN = console.has_screen
"""The real one, which the fixture `ui` replaces."""


def test_home_begins_nothing(main: Main, ui: type[FakeApp]) -> None:
    assert main() == 0
    (app,) = ui.made
    assert (app.ports["plan"], app.ports["speed"], app.theme) == (None, None, "")


def test_home_is_drawn_ahead_of_a_history_whose_digest_fits_it(
    main: Main, ui: type[FakeApp], history: HistoryFile
) -> None:
    history.keep(make_record())
    written = history.path.read_bytes()
    assert main() == 0
    history.path.write_bytes(written + b"\n")  # by another program
    assert main() == 0
    assert main() == 0  # the start before has written the digest again
    assert [app.ahead is not None for app in ui.made] == [True, False, True]
    read = [app.ports["history"] for app in ui.made]
    assert read[0] == read[1] == read[2] == history.load()


def test_start_begins_a_session_on_the_screen(main: Main, ui: type[FakeApp]) -> None:
    assert main("start", "--exercises", "hops", "--demo", "5") == 0
    plan = ui.made[0].ports["plan"]
    assert isinstance(plan, Plan)
    assert exercises_of(plan) == ["lateral-hops"]
    assert ui.made[0].ports["speed"] == 5.0


def test_the_theme_of_the_settings(main: Main, ui: type[FakeApp], tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('theme = "nord"', encoding="utf-8")
    assert main() == 0
    assert ui.made[0].theme == "nord"


def test_what_the_app_leaves_to_say_is_said(main: Main, ui: type[FakeApp], capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0
    assert capsys.readouterr().out.splitlines() == ["ankle-tui: not saved: disk full", '{"id": "x"}']


def test_and_also_when_the_app_ends_the_program(
    main: Main, ui: type[FakeApp], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui, "failure", SystemExit(3))
    with pytest.raises(SystemExit):
        main()
    assert '{"id": "x"}' in capsys.readouterr().out


def test_and_also_when_the_app_fails(
    main: Main, ui: type[FakeApp], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui, "failure", ZeroDivisionError())
    assert main() == CRASHED
    told = capsys.readouterr()
    assert '{"id": "x"}' in told.out
    assert told.err.startswith("ankle-tui: a mistake in the program ended it. Report: ")


@pytest.mark.parametrize("unsaved", [False, True])
def test_a_crash_of_the_app_is_told_after_it(
    main: Main, ui: type[FakeApp], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, unsaved: bool
) -> None:
    monkeypatch.setattr(ui, "crash", ZeroDivisionError())
    monkeypatch.setattr(ui, "unsaved", unsaved)
    assert main() == CRASHED
    assert ("your session is kept" in capsys.readouterr().err) is not unsaved


def test_and_when_it_is_interrupted(
    main: Main, ui: type[FakeApp], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui, "failure", KeyboardInterrupt())
    assert main() == INTERRUPTED
    assert '{"id": "x"}' in capsys.readouterr().out


@pytest.mark.parametrize(("code", "expected"), [(None, 0), (0, 0), (1, 1), (143, 143)])
def test_the_exit_code_of_the_app(
    main: Main, ui: type[FakeApp], monkeypatch: pytest.MonkeyPatch, code: int | None, expected: int
) -> None:
    monkeypatch.setattr(ui, "code", code)
    assert main() == expected


def test_an_unsaved_session_is_no_success(main: Main, ui: type[FakeApp], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ui, "unsaved", True)
    assert main() == 2


@pytest.mark.parametrize("command", [[], ["start"], ["start", "--demo", "9"]], ids=str)
def test_without_a_terminal_one_line_points_to_plain(
    main: Main, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    line = complaint(main, capsys, *command)
    assert line == "ankle-tui: the screen needs a terminal; without one use: ankle-tui start --plain"


class Stream(io.StringIO):
    """A stream that is a terminal, or not."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self.isatty = lambda: terminal  # type: ignore[method-assign]


@pytest.mark.parametrize("missing", ["", "stdin", "stdout", "stderr"])
@pytest.mark.parametrize("stand_in", [None, Stream(terminal=False)], ids=["closed", "a pipe"])
def test_the_screen_needs_all_three_streams(
    monkeypatch: pytest.MonkeyPatch, missing: str, stand_in: Stream | None
) -> None:
    with monkeypatch.context() as patch:
        for name in ("stdin", "stdout", "stderr"):
            patch.setattr(sys, name, stand_in if name == missing else Stream(terminal=True))
        has = console.has_screen({"TERM": "xterm-256color"})
    assert has is (missing == "")


@pytest.mark.parametrize(("environ", "has"), [({"TERM": "dumb"}, False), ({"TERM": "xterm"}, True), ({}, True)])
def test_a_dumb_terminal_has_no_screen(monkeypatch: pytest.MonkeyPatch, environ: Mapping[str, str], has: bool) -> None:
    with monkeypatch.context() as patch:
        for name in ("stdin", "stdout", "stderr"):
            patch.setattr(sys, name, Stream(terminal=True))
        assert console.has_screen(environ) is has


def test_folders_with_activity_files_are_read_behind_the_screen(
    main: Main, ui: type[FakeApp], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[BackgroundRuns] = []
    monkeypatch.setattr(BackgroundRuns, "close", lambda self: closed.append(self))  # noqa: PLW0108 - a list's own method is bound to the list
    assert main() == 0
    assert closed == []
    (tmp_path / "config.toml").write_text(f"runs = ['{tmp_path}']", encoding="utf-8")
    assert main() == 0
    (runs,) = closed
    assert ui.made[1].ports["read_runs"] == runs.keep_reading


WEB = "textual.drivers.web_driver:WebDriver"


@pytest.mark.parametrize("command", [[], ["start"]], ids=str)
def test_a_driver_of_its_own_is_a_screen_without_a_terminal(
    main: Main, ui: type[FakeApp], monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setattr(console, "has_screen", HAS_SCREEN)
    monkeypatch.setenv(console.DRIVER, WEB)
    assert (main(*command), len(ui.made)) == (0, 1)


@pytest.mark.parametrize("name", ["", "nowhere:Driver", "textual.app:Nothing", "textual.app:App", "no driver"])
def test_a_driver_that_is_none_is_one_line(
    main: Main, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(console.DRIVER, name)
    line = complaint(main, capsys)
    assert line.startswith(f"ankle-tui: TEXTUAL_DRIVER={name} names no driver")
