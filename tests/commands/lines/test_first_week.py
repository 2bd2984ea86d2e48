"""A first week by lines alone, as somebody with a screen reader has it: no screen, no key, one line after the other."""

import datetime as dt
import io
import json
import shlex
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ankle_tui.clock import Clock
from ankle_tui.commands import inputs
from ankle_tui.commands import main as cli
from ankle_tui.core.history.records import SessionRecord, Touches
from ankle_tui.core.session.plan import Plan
from ankle_tui.plain import runner
from ankle_tui.plain.questions import EFFORT, FEEL, PAIN
from ankle_tui.plain.talk import write_line
from ankle_tui.services.session_runner import SessionRunner
from ankle_tui.services.startup import open_stores
from ankle_tui.store.sessions.save_queue import SaveQueue
from tests.audio.fakes import FakeClock, FakePlayer
from tests.commands.command_line import FakeApp

MONDAY = dt.datetime(2026, 11, 23, 18, tzinfo=dt.UTC)


class Typed(io.StringIO):
    """A terminal with lines typed ahead."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


class Week:
    """A runner who types lines and hears lines; the clock is theirs.

    Args:
        folder: Where the files are.
        output: What was printed.
        patch: Stands in for terminal, clock and player.
    """

    def __init__(self, folder: Path, output: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.now = MONDAY
        self._folder, self._output, self._patch = folder, output, patch
        self._machine = FakeClock(0.0)
        self._answers: list[str] = []
        patch.setenv("ACCESSIBLE", "1")
        patch.setattr(inputs, "now", lambda: self.now)
        patch.setattr(inputs, "open_stores", partial(open_stores, now=lambda: self.now))
        patch.setattr(runner, "lead", self._lead)

    def type(self, line: str, *, answers: Sequence[str] = (), after: Sequence[str] = ()) -> list[str]:
        """Type a command and its answers; give what is heard.

        Args:
            line: The command without the program's name.
            answers: Lines typed before a session.
            after: Lines typed after it.
        """
        self._patch.setattr(sys, "stdin", Typed("".join(f"{answer}\n" for answer in answers)))
        self._answers = list(after)
        folders = ["--data-dir", str(self._folder / "data"), "--config-dir", str(self._folder)]
        assert cli.main([*folders, *shlex.split(line)]) == 0
        out, err = self._output.readouterr()
        assert err == ""
        return str(out).splitlines()

    def undo(self, heard: Sequence[str]) -> list[str]:
        """Type the undo that a line has told of."""
        (command,) = [line.partition("Undo: ankle-tui ")[2] for line in heard if "Undo: " in line]
        return self.type(command)

    def sessions(self) -> list[dict[str, Any]]:
        """Everything in the history, the newest first."""
        return list(json.loads("\n".join(self.type("history --json"))))

    def _wait(self, seconds: float | None) -> str | None:
        """Let time go by, or answer a question."""
        if seconds is None:
            return self._answers.pop(0) if self._answers else ""
        self._machine.seconds += seconds
        self.now += dt.timedelta(seconds=seconds)
        return None

    def _lead(
        self, plan: Plan, *, save_queue: SaveQueue | None, past: Sequence[SessionRecord], speed: float, **_: object
    ) -> int:
        session_runner = SessionRunner(
            plan,
            clock=Clock(speed, self._machine),
            player=FakePlayer(),
            save_queue=save_queue,
            wall=lambda: self.now,
        )
        return runner.see_through(session_runner, write=write_line, wait=self._wait, past=past, asks=bool(save_queue))


@pytest.fixture
def week(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, ui: type[FakeApp]
) -> Week:
    return Week(tmp_path, capsys, monkeypatch)


def test_a_first_week(week: Week, ui: type[FakeApp]) -> None:
    # Monday: the first run, a demonstration, a session
    assert week.type("")[0].startswith("Welcome.")
    for answer in ("level beginner", "sprain no", "equipment band", "minutes 8"):
        week.type(f"settings {answer}")
    assert any("no diagnosis" in line for line in week.type("about signs"))
    heard = week.type("start --plain --demo 60")
    assert "Session done." in heard
    assert week.sessions() == []
    heard = week.type("start --minutes 3", answers=["fine"], after=["0 2", "4", "0"])
    assert {FEEL, EFFORT, PAIN} <= {*heard}
    (first,) = week.sessions()
    assert (first["day"], first["effort"], first["pain"], first["touches"]) == (
        "2026-11-23",
        4,
        0,
        {"left": 0, "right": 2},
    )
    assert week.type("status")[0].startswith("1/2 this week")

    # Tuesday: a run is marked; the session is corrected, and the correction undone
    week.now = MONDAY + dt.timedelta(days=1)
    assert week.type("day run --hard")[0].endswith("hard run.")
    heard = week.type("amend last --effort 6 --touches 1 2 --note 'left calf tight'")
    assert week.sessions()[0]["note"] == "left calf tight"
    week.undo(heard)
    assert (week.sessions()[0]["effort"], week.sessions()[0]["note"]) == (4, "")
    assert Touches(**week.sessions()[0]["touches"]) == Touches(0, 2)

    # Wednesday: pain after the session
    week.now = MONDAY + dt.timedelta(days=2)
    week.type("start --minutes 3", answers=["same", "sore"], after=["0 0", "5", "3 left"])
    newest, before = week.sessions()
    assert (newest["pain"], newest["pain_side"], newest["feel"], before["morning"]) == (3, "left", "sore", "same")
    assert any("When to stop" in line for line in week.type("about stop"))

    # Thursday: the week is done, the streak stands
    week.now = MONDAY + dt.timedelta(days=3)
    assert week.type("status")[0].startswith("2/2 this week · streak 1")
    assert any(line.startswith("Streak") for line in week.type("stats"))
    assert any(line.startswith("  week of 23 Nov: left ") for line in week.type("progress balance"))

    # Friday: a setting and a step are changed and taken back
    week.now = MONDAY + dt.timedelta(days=4)
    week.undo(week.type("settings target 3"))
    assert week.type("settings target")[0] == "target: 2 (default)"
    heard = week.type("ladder calf-raise --set 4")
    assert "step 4 of 10" in heard[-1]
    week.undo(heard)
    assert not any("set by you" in line for line in week.type("ladder calf-raise"))
    week.type("day rest")
    assert week.type("day clear")[0].endswith("not marked.")
    assert week.type("")[0].startswith("2/2 this week")
    assert ui.made == []
