"""Call the program as the shell does, with folders of its own and nobody at the keyboard."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, ClassVar, TextIO

import pytest

from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.session.plan import Plan
from ankle_tui.services.exit_codes import USAGE
from ankle_tui.services.shutdown import Lifeline
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.sessions.save_queue import SaveQueue
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.launch import HOME, Ahead, Launch, Ports
from tests.builders import shipped

IDS = [exercise.id for exercise in shipped()]

Main = Callable[..., int]


class Captured:
    """What the plain mode was asked to lead."""

    plan: Plan
    settings: Settings
    save_queue: SaveQueue | None
    lifeline: Lifeline
    speed: float
    stdin: TextIO | None
    past: Sequence[SessionRecord]


def exits(main: Main, *argv: str) -> object:
    """The exit code, also where argparse ends the program."""
    try:
        return main(*argv)
    except SystemExit as end:
        return end.code


def complaint(main: Main, capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    """The one line on standard error of a call that must be refused."""
    assert exits(main, *argv) == USAGE
    out, err = capsys.readouterr()
    (line,) = err.splitlines()
    assert out == ""
    assert isinstance(line, str)
    return line


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but locks, which come and go."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }


def exercises_of(plan: Plan) -> list[str]:
    return list(dict.fromkeys(work.exercise for work in plan.sets))


class FakeApp:
    """Stands for the user interface."""

    available_themes: ClassVar[dict[str, object]] = {"nord": 1, "textual-dark": 1}
    made: ClassVar[list["FakeApp"]] = []
    failure: ClassVar[BaseException | None] = None
    code: ClassVar[int | None] = 0
    unsaved: ClassVar[bool] = False
    led: ClassVar[bool] = True
    crash: ClassVar[Exception | None] = None

    def __init__(self, ports: Ports | Ahead, launch: Launch = HOME) -> None:
        self.ports: dict[str, Any] = {}
        self.unread: Exception | None = None
        self.ahead = ports if isinstance(ports, Ahead) else None
        if isinstance(ports, Ports):
            self._take(ports, launch)
        self.theme = ""
        self.return_code = self.code
        FakeApp.made.append(self)

    def secure(self) -> None:
        """What a signal would call."""

    def _take(self, ports: Ports, launch: Launch) -> None:
        self.ports = {field.name: getattr(each, field.name) for each in (ports, launch) for field in fields(each)}

    def run(self) -> None:
        if self.ahead:
            try:
                self._take(*self.ahead.read())
            except FileProblem as problem:
                self.unread = problem
        if self.failure:
            raise self.failure

    def close_down(self) -> list[str]:
        return [] if self.unread else ["ankle-tui: not saved: disk full", '{"id": "x"}']
