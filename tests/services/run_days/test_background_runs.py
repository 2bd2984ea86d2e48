"""Activity files read behind the screen: in another process, which says what needs the runner and ends with the screen."""

import datetime as dt
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

import pytest

from ankle_tui.audio.client.process import environment
from ankle_tui.core.history.day_marks import DayKind
from ankle_tui.services.run_days.background_runs import BackgroundRuns, command_of
from ankle_tui.services.run_days.reading_process import main
from ankle_tui.store.files.lock import locked
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.paths import Folders
from tests.store.activities.samples import gpx, run_file

WAIT = 30.0
"""Seconds another process is waited for; a slow machine takes one or two."""
START = dt.datetime.now(dt.UTC) - dt.timedelta(days=3)


class Ear:
    """Hears what is told, from any thread."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.heard = threading.Event()

    def __call__(self, lines: Iterable[str]) -> None:
        self.lines += lines
        self.heard.set()


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    (watch := tmp_path / "watch").mkdir()
    (watch / "a.fit").write_bytes(run_file(START))
    (tmp_path / "config.toml").write_text(f"runs = [{json.dumps(str(watch))}]", encoding="utf-8")
    return Folders(tmp_path / "data", tmp_path)


def test_the_process_marks_the_days_and_needs_nobody(folders: Folders) -> None:
    assert main(str(folders.data), str(folders.config)) == []
    assert [mark.kind for mark in HistoryFile(folders.history).load().days] == [DayKind.RUN]


def test_it_says_once_what_needs_the_runner(folders: Folders) -> None:
    (folders.config / "watch" / "b.fit").write_bytes(b"damaged")
    (folders.config / "watch" / "c.gpx").write_bytes(gpx(START.isoformat(), sport=None))
    assert len(main(str(folders.data), str(folders.config))) == 2
    assert main(str(folders.data), str(folders.config)) == []


def test_it_leaves_the_reading_to_whoever_reads_already(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ankle_tui.services.run_days.run_reader.PATIENCE", 0)
    with locked(folders.activities, 0):
        assert main(str(folders.data), str(folders.config)) == []
    assert not folders.history.exists()


def test_the_process_ends_in_peace_while_the_screen_goes_on(folders: Folders) -> None:
    with subprocess.Popen(
        command_of(folders), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as process:
        assert process.stdout
        assert process.stderr
        assert (process.wait(WAIT), process.stdout.read(), process.stderr.read()) == (0, b"", b"")


def test_behind_the_screen(folders: Folders) -> None:
    (folders.config / "watch" / "b.fit").write_bytes(b"damaged")
    runs = BackgroundRuns(command_of(folders), ear := Ear(), first=0)
    runs.keep_reading(lambda: True)
    assert ear.heard.wait(WAIT)
    runs.close()
    assert len(ear.lines) == 1
    assert len(HistoryFile(folders.history).load().days) == 1


def test_nothing_is_read_while_a_session_needs_the_machine(folders: Folders) -> None:
    asked = threading.Event()

    def is_free() -> bool:
        asked.set()
        return False

    runs = BackgroundRuns(command_of(folders), ear := Ear(), first=0, every=WAIT)
    runs.keep_reading(is_free)
    assert asked.wait(WAIT)
    runs.close()
    assert ear.lines == []
    assert not folders.data.exists()


def test_a_reading_is_stopped_with_the_screen() -> None:
    code = "import time; time.sleep(600)"
    runs = BackgroundRuns([sys.executable, "-I", "-c", code], ear := Ear(), first=0)
    began = threading.Event()

    def is_free() -> bool:
        began.set()
        return True

    runs.keep_reading(is_free)
    assert began.wait(WAIT)
    while runs.process is None:
        pass
    process = runs.process
    runs.close()
    assert process.wait(WAIT) != 0
    assert ear.lines == []


def test_a_program_that_cannot_be_started_is_no_error(tmp_path: Path) -> None:
    runs = BackgroundRuns([str(tmp_path / "none")], Ear(), first=0)
    runs.keep_reading(lambda: True)
    runs.close()


@pytest.mark.skipif(os.name != "posix", reason="pipes with names")
def test_the_process_ends_when_the_screen_is_killed(folders: Folders) -> None:
    with locked(folders.activities, 0):  # for a second it waits for this
        process = subprocess.Popen(command_of(folders), stdin=subprocess.PIPE, env=environment())
        assert process.stdin
        process.stdin.close()
        assert process.wait(WAIT) == 0
    assert not folders.history.exists()
