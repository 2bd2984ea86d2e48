"""Ctrl-C at any moment: one exit code, no traceback, and nothing of it for a program that is to ignore it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import ankle_tui
from ankle_tui.core.history.records import History
from ankle_tui.store.history.codec import to_bytes
from tests.store.history.records import make_record

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals")

INTERRUPTED_AT = """
import os, signal, sys

moment = sys.argv.pop(1)


class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == moment:
            os.kill(os.getpid(), signal.SIGINT)


sys.meta_path.insert(0, Interrupt())
if moment == "the end":  # where the interpreter tidies up
    import atexit

    atexit.register(os.kill, os.getpid(), signal.SIGINT)
sys.argv[0] = "ankle-tui"
from ankle_tui.__main__ import main

sys.exit(main())
"""


def folders(folder: Path) -> list[str]:
    """Options that keep a run to a folder."""
    return ["--data-dir", str(folder), "--config-dir", str(folder)]


def interrupted(folder: Path, command: str, moment: str) -> subprocess.CompletedProcess[str]:
    """Run the program, which gets Ctrl-C when it begins to load a module, or at its end."""
    words = [sys.executable, "-c", INTERRUPTED_AT, moment, *folders(folder), *command.split()]
    return subprocess.run(
        words, capture_output=True, text=True, timeout=60, check=False, stdin=subprocess.DEVNULL, cwd=folder
    )


@pytest.mark.parametrize(
    ("command", "moment"),
    [
        ("status", "ankle_tui.commands.status"),
        ("history", "ankle_tui.commands.main"),
        ("history", "ankle_tui.store.history.codec"),
        ("help", "argparse"),
        ("doctor", "ankle_tui.commands.doctor.examine"),
        ("start --plain", "ankle_tui.plain.runner"),
        ("resume --plain", "ankle_tui.services.shutdown"),
        ("keys", "textual.binding"),
        ("sounds --test", "ankle_tui.commands.sounds"),
        ("merge x", "ankle_tui.commands.upkeep.merge_files"),
    ],
)
def test_ctrl_c_while_the_program_is_loading(tmp_path: Path, command: str, moment: str) -> None:
    done = interrupted(tmp_path, command, moment)
    assert (done.returncode, done.stderr) == (130, "")


def test_ctrl_c_when_all_is_done_changes_nothing(tmp_path: Path) -> None:
    done = interrupted(tmp_path, "exercises", "the end")
    assert (done.returncode, done.stderr) == (0, "")


def test_in_the_background_an_interrupt_is_ignored(tmp_path: Path) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        done = interrupted(tmp_path, "exercises", "ankle_tui.store.user_files")
    finally:
        signal.signal(signal.SIGINT, before)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_ctrl_c_in_a_pipe_that_nobody_reads(tmp_path: Path) -> None:
    sessions = tuple(make_record(number, note="x" * 200) for number in range(400))
    (tmp_path / "history.json").write_bytes(to_bytes(History(sessions)))
    reader, writer = os.pipe()
    environment = {**os.environ, "PYTHONPATH": str(Path(ankle_tui.__file__).parent.parent)}
    with subprocess.Popen(
        [sys.executable, "-m", "ankle_tui", *folders(tmp_path), "history", "--json"],
        stdout=writer,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        os.close(writer)
        assert os.read(reader, 1)  # it has begun to print, more than a pipe holds
        process.send_signal(signal.SIGINT)
        _, problem = process.communicate(timeout=60)
    os.close(reader)
    assert (process.returncode, problem) == (130, b"")
