"""A runner's folders for the doctor to look at, and machines with sound and without."""

import datetime as dt
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from ankle_tui.commands.doctor.check_system import TrySound
from ankle_tui.commands.doctor.examine import examine
from ankle_tui.commands.doctor.finding import Finding, FindingState
from ankle_tui.core.history.records import History
from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.core.session.engine import Session
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.snapshot import Command
from ankle_tui.store.history.codec import to_bytes
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles, Slot
from tests.builders import STARTED, short_plan
from tests.store.history.records import make_id, make_record

POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX permissions, links and pipes")
NOT_ROOT = pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may read and write everything")
TERMINAL = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


def works(choice: str, _environ: Mapping[str, str], _own: Path | None) -> tuple[str, str]:
    """A machine with a sound device."""
    return "miniaudio" if choice == "auto" else choice, "a driver"


def silent(_choice: str, _environ: Mapping[str, str], _own: Path | None) -> tuple[str, str]:
    """A machine without one."""
    return "", "no driver"


class Patient:
    """A runner's folders.

    Args:
        folder: Where they are.
    """

    def __init__(self, folder: Path) -> None:
        self.data, self.config = folder / "data", folder / "config"
        self.file = HistoryFile(self.data / "history.json")
        self.in_progress = self.data / "in-progress"

    def put(self, content: bytes) -> None:
        """Put something in the history's place."""
        self.data.mkdir(exist_ok=True, mode=0o700)
        self.file.path.write_bytes(content)

    def backup(self, day: str, content: bytes) -> Path:
        """Put something in the place of a backup."""
        self.file.backups.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self.file.backups.folder / f"history-{day}.json"
        path.write_bytes(content)
        return path

    def leave(self, *, ended: bool = False) -> Slot:
        """Leave a session unfinished."""
        session = Session(short_plan(), make_id(1), STARTED, "", Counting.PACED)
        session.apply(Command.START, 0.0)
        for second in range(1, 21):
            session.advance(float(second))
        checkpoint = Checkpoint.of(session, STARTED + dt.timedelta(seconds=20))
        slot = CheckpointFiles(self.in_progress).slot(session.id)
        slot.write(Checkpoint(checkpoint.saved_at, checkpoint.record) if ended else checkpoint)
        return slot

    def settings(self, text: str) -> None:
        self.config.mkdir(exist_ok=True)
        (self.config / "config.toml").write_text(text, encoding="utf-8")

    def examined(self, environ: Mapping[str, str] = TERMINAL, try_sound: TrySound = works) -> list[Finding]:
        """What the doctor finds; it leaves nothing behind."""
        before = tree(self.data.parent)
        findings = examine(str(self.data), str(self.config), environ, try_sound=try_sound)
        assert tree(self.data.parent) == before
        assert all(finding.line for finding in findings)
        return findings

    def finding(
        self, name: str, environ: Mapping[str, str] = TERMINAL, try_sound: TrySound = works
    ) -> tuple[str, str, str]:
        """The only finding of this name: its state, its line and its remedy."""
        (found,) = (finding for finding in self.examined(environ, try_sound) if finding.name == name)
        return found.state.value, found.line, found.remedy

    def dates(self, now: dt.datetime) -> list[tuple[str, str, str]]:
        """What is said of dates to come, at a moment."""
        findings = examine(str(self.data), str(self.config), TERMINAL, now=lambda: now)
        return [(found.state.value, found.line, found.remedy) for found in findings if found.name == "dates"]

    def problems(self) -> list[str]:
        return [finding.name for finding in self.examined() if finding.state is FindingState.PROBLEM]


def tree(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Kind, size and time of change of everything below a folder; a folder changes also with what comes and goes in it."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        changed = 0 if path.is_dir() else status.st_mtime_ns
        found[str(path.relative_to(folder))] = (status.st_mode, 0 if path.is_dir() else status.st_size, changed)
    return found


def sessions(*numbers: int) -> bytes:
    return to_bytes(History(tuple(make_record(number) for number in numbers)))
