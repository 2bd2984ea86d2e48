"""The program, its history, and what stands for lines and screen."""

import datetime as dt
from pathlib import Path

import pytest

from ankle_tui.commands import console, inputs
from ankle_tui.commands import main as cli
from ankle_tui.core.session.plan import Plan
from ankle_tui.plain import runner
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.ui import app as app_module
from tests.commands.command_line import Captured, FakeApp, Main


@pytest.fixture
def main(tmp_path: Path) -> Main:
    """The program with folders of its own."""

    def run(*argv: str) -> int:
        return cli.main(["--data-dir", str(tmp_path / "data"), "--config-dir", str(tmp_path), *argv])

    return run


@pytest.fixture
def history(tmp_path: Path) -> HistoryFile:
    return HistoryFile(tmp_path / "data" / "history.json")


@pytest.fixture
def led(monkeypatch: pytest.MonkeyPatch) -> Captured:
    captured = Captured()
    monkeypatch.setattr(inputs, "now", lambda: dt.datetime(2026, 11, 22, 20, tzinfo=dt.UTC))

    def lead(plan: Plan, **rest: object) -> int:
        vars(captured).update(rest, plan=plan)
        return 0

    monkeypatch.setattr(runner, "lead", lead)
    return captured


@pytest.fixture
def ui(monkeypatch: pytest.MonkeyPatch) -> type[FakeApp]:
    monkeypatch.setattr(app_module, "AnkleApp", FakeApp)
    monkeypatch.setattr(console, "has_screen", lambda _: True)
    monkeypatch.setattr(FakeApp, "made", [])
    return FakeApp
