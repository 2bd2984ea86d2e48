"""Programs of the runner's own: told of a session once, watched, stopped in time, and never in the way."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ankle_tui.audio.silent import SilentPlayer
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.services.hooks import hooks as hooks_module
from ankle_tui.services.hooks import overseer
from ankle_tui.services.hooks.hooks import VARIABLE, Hooks, run_hook, why_off
from ankle_tui.services.session_runner import SessionRunner
from ankle_tui.services.sessions import Sessions
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.paths import Folders
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles
from ankle_tui.store.sessions.save_queue import SaveQueue
from ankle_tui.store.settings.settings import HookEvent, Settings
from tests.builders import STARTED, short_plan
from tests.services.test_sessions import StandingClock, train
from tests.store.history.records import make_record

POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX owners and signals")
WAIT = 30.0
"""Seconds a hook of a test is waited for; a slow machine takes one or two."""


def script(folder: Path, code: str) -> tuple[str, ...]:
    """A hook that runs Python code, with the folder as its argument."""
    (path := folder / "hook.py").write_text(f"import sys, os, time\n{code}\n", encoding="utf-8")
    return (sys.executable, "-I", "-S", str(path), str(folder))


NOTE = f"""
with open(os.path.join(sys.argv[1], "told"), "a") as out:
    out.write(os.environ["{VARIABLE}"] + " " + sys.stdin.read())
"""
"""A hook that writes down what it is told."""


def told(folder: Path) -> list[tuple[str, dict[str, object]]]:
    """What `NOTE` has written: the event and the session."""
    path = folder / "told"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [(line.split(" ", 1)[0], json.loads(line.split(" ", 1)[1])) for line in lines]


class Bench:
    """Hooks with folders of their own, and the lines they say."""

    def __init__(self, folder: Path, words: Sequence[str], *, limit: float = WAIT) -> None:
        self.folder = folder
        self.lines: list[str] = []
        self.folders = Folders(folder / "data", folder)
        self.hooks = Hooks(
            {event.value: tuple(words) for event in HookEvent}, self.folders, self.lines.extend, limit=limit
        )

    def session(self, record: SessionRecord) -> list[str]:
        """Let a session begin and be saved, and wait for both hooks."""
        self.hooks.follow(record.id)
        self.hooks.began(record)
        self.hooks.close(WAIT)
        self.hooks.saved(record)
        self.hooks.close(WAIT)
        return self.lines


def test_a_hook_gets_the_session_as_json_and_its_event(tmp_path: Path) -> None:
    record = make_record(note="ü 脚 two\nlines \ud800")
    assert Bench(tmp_path, script(tmp_path, NOTE)).session(record) == []
    assert told(tmp_path) == [("started", record.to_json()), ("finished", record.to_json())]


def test_what_it_prints_is_dropped(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code = "print('x' * 1_000_000); print('y' * 1_000_000, file=sys.stderr)"
    assert Bench(tmp_path, script(tmp_path, code)).session(make_record()) == []
    assert capfd.readouterr() == ("", "")


def test_one_that_does_not_read_is_not_in_the_way(tmp_path: Path) -> None:
    assert Bench(tmp_path, script(tmp_path, "")).session(make_record(note="x" * 1_000_000)) == []


def test_a_failure_is_one_line_each(tmp_path: Path) -> None:
    words = script(tmp_path, "sys.exit(3)")
    assert Bench(tmp_path, words).session(make_record()) == [
        f"Hook started: {words[0]} ended with code 3.",
        f"Hook finished: {words[0]} ended with code 3.",
    ]


@pytest.mark.parametrize("name", ["no-such-program-at-all", "./nor\x1bhere\nor there"])
def test_a_missing_program_is_one_line(tmp_path: Path, name: str) -> None:
    line, _ = Bench(tmp_path, [name, "argument"]).session(make_record())
    assert line.startswith("Hook started: ")
    assert line.endswith(" cannot be started: No such file or directory.")
    assert line.isprintable()


def test_it_is_no_shell(tmp_path: Path) -> None:
    record = make_record()
    words = (
        *script(tmp_path, "sys.exit(sys.argv[2:] != ['$HOME', '; exit 0', '', '~'])"),
        "$HOME",
        "; exit 0",
        "",
        "~",
    )
    assert Bench(tmp_path, words).session(record) == []


@POSIX
def test_the_program_may_be_in_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "mine").symlink_to("/bin/true")
    assert run_hook(HookEvent.STARTED, ["~/mine"], make_record(), WAIT) == ""


@POSIX
def test_it_is_stopped_when_its_time_is_over_with_all_it_has_started(tmp_path: Path) -> None:
    code = (
        "import subprocess\nstarted = subprocess.Popen(['sleep', '300'])\n"
        "open(sys.argv[1] + '/pids', 'w').write(f'{os.getpid()} {started.pid}')\ntime.sleep(300)"
    )
    words = script(tmp_path, code)
    problem = run_hook(HookEvent.FINISHED, words, make_record(), 3.0)
    assert problem == "was stopped after 3 s"
    for pid in (tmp_path / "pids").read_text(encoding="utf-8").split():
        wait_for(lambda pid=pid: gone(int(pid)))  # type: ignore[misc]


@POSIX
def test_one_that_a_signal_ends(tmp_path: Path) -> None:
    assert overseer.oversee(WAIT, script(tmp_path, "os.kill(os.getpid(), 9)")) == "was ended by signal 9"


@POSIX
def test_the_limit_holds_when_the_program_has_ended(tmp_path: Path) -> None:
    """A program that ends at once leaves the hook to its overseer."""
    words = script(tmp_path, "open(sys.argv[1] + '/pid', 'w').write(str(os.getpid()))\ntime.sleep(300)")
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from ankle_tui.services.hooks.hooks import Hooks\n"
        "from ankle_tui.store.paths import Folders\n"
        "from tests.store.history.records import make_record\n"
        "folder = Path(sys.argv[1])\n"
        "hooks = Hooks({'started': sys.argv[2:]}, Folders(folder, folder), print, limit=3.0)\n"
        "hooks.began(make_record())\n"
        "hooks.close(1.0)\n"
    )
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path), *words], cwd=root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    pid = tmp_path / "pid"
    wait_for(lambda: pid.exists() and pid.read_text(encoding="utf-8") != "")
    wait_for(lambda: gone(int(pid.read_text(encoding="utf-8"))))


def wait_for(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WAIT
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def gone(pid: int) -> bool:
    """True if a process has ended, also where nobody collects it."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").split(") ")[1].startswith("Z")
    except (ProcessLookupError, FileNotFoundError):
        return True


def test_nobody_waits_for_one_that_takes_long(tmp_path: Path) -> None:
    bench = Bench(tmp_path, script(tmp_path, "time.sleep(300)"), limit=3.0)
    before = time.monotonic()
    bench.hooks.began(make_record())
    assert time.monotonic() - before < 1.0
    bench.hooks.close(0.1)
    assert time.monotonic() - before < 2.0
    bench.hooks.close(WAIT)
    assert [line.endswith(" was stopped after 3 s.") for line in bench.lines] == [True]


def test_finished_runs_once_and_for_sessions_that_are_led_here_alone(tmp_path: Path) -> None:
    bench, record = Bench(tmp_path, script(tmp_path, NOTE)), make_record(1)
    bench.hooks.saved(make_record(2))  # added by hand, or kept from an earlier run
    bench.hooks.follow(record.id)
    bench.hooks.saved(record)
    bench.hooks.saved(record)  # an answer after the session
    bench.hooks.close(WAIT)
    assert [(event, session["id"]) for event, session in told(tmp_path)] == [("finished", record.id)]


@pytest.mark.parametrize("commands", [{}, {"started": (), "finished": ()}])
def test_without_hooks_no_thread_is_started(tmp_path: Path, commands: dict[str, Sequence[str]]) -> None:
    bench, before = Bench(tmp_path, []), threading.active_count()
    bench.hooks.commands = commands
    assert bench.session(make_record()) == []
    assert threading.active_count() == before


def test_a_machine_without_another_thread_loses_no_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    bench = Bench(tmp_path, ["beep"])
    monkeypatch.setattr(threading.Thread, "start", refuse)
    assert bench.session(make_record())[0] == "Hook started: beep cannot be started: can't start new thread."


def test_whatever_goes_wrong_is_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(hooks_module, "run_hook", fail)
    assert Bench(tmp_path, ["beep"]).session(make_record())[1] == (
        "Hook finished: beep cannot be started: No space left on device."
    )


# Whose folder


@POSIX
def test_hooks_are_off_where_the_data_are_not_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(tmp_path, script(tmp_path, NOTE))
    me = os.geteuid()
    (tmp_path / "data").mkdir()
    assert why_off(bench.folders) == ""
    monkeypatch.setattr(os, "geteuid", lambda: me + 1)  # as under sudo
    assert bench.session(make_record()) == [f"Hooks are off: {tmp_path / 'data'} belongs to another user."]
    assert told(tmp_path) == []


@POSIX
@pytest.mark.parametrize("name", ["data", "config", "config/config.toml"])
def test_hooks_are_off_where_anybody_can_write(tmp_path: Path, name: str) -> None:
    folders = Folders(tmp_path / "data", tmp_path / "config")
    folders.data.mkdir()
    folders.config.mkdir()
    folders.settings.write_text("", encoding="utf-8")
    assert why_off(folders) == ""
    (open_to_all := tmp_path / name).chmod(0o777)
    assert why_off(folders) == f"Hooks are off: anybody can write to {open_to_all}."


@POSIX
def test_a_folder_that_is_still_to_be_made_is_nobody_elses(tmp_path: Path) -> None:
    assert why_off(Folders(tmp_path / "none", tmp_path / "neither")) == ""


# A whole session


class Track:
    """Sessions that are led and saved, with hooks."""

    def __init__(self, folder: Path, *, speed: float | None = None) -> None:
        StandingClock.time = 0.0
        self.folder = folder
        self.file = HistoryFile(folder / "data" / "history.json")
        queue = SaveQueue(self.file, CheckpointFiles(folder / "data" / "in-progress"), threaded=False)
        self.lines: list[str] = []
        self.hooks = Hooks({}, Folders(folder / "data", folder), self.lines.extend, limit=WAIT)
        queue.saved = self.hooks.saved
        words = script(folder, NOTE)
        self.sessions = Sessions(
            queue,
            SilentPlayer(),
            settings=lambda: Settings(hooks={"started": words, "finished": words}),
            make_clock=StandingClock,
            wall=lambda: lambda: STARTED,
            speed=speed,
            hooks=self.hooks,
        )

    def begin(self) -> SessionRunner:
        """Begin a session, and wait for its hook."""
        runner = self.sessions.begin(short_plan())
        runner.start()
        self.hooks.close(WAIT)
        return runner


def test_a_session_is_told_when_it_starts_and_when_it_is_saved(tmp_path: Path) -> None:
    track = Track(tmp_path)
    runner = track.begin()
    (started,) = told(tmp_path)
    assert (started[0], started[1]["id"], started[1]["active_seconds"]) == ("started", runner.session.id, 0)
    train(runner)
    runner.finish()
    track.hooks.close(WAIT)
    (record,) = track.file.load().sessions
    assert told(tmp_path)[1:] == [("finished", record.to_json())]
    assert track.lines == []


def test_nothing_done_is_nothing_finished(tmp_path: Path) -> None:
    track = Track(tmp_path)
    track.begin().finish()
    track.hooks.close(WAIT)
    assert [event for event, _ in told(tmp_path)] == ["started"]


def test_a_demonstration_tells_nobody(tmp_path: Path) -> None:
    track = Track(tmp_path, speed=2.0)
    runner = track.begin()
    train(runner)
    runner.finish()
    track.hooks.close(WAIT)
    assert told(tmp_path) == []


def test_a_session_that_goes_on_has_started_before(tmp_path: Path) -> None:
    track = Track(tmp_path)
    runner = track.begin()
    train(runner)
    going_on = track.sessions.begin(Checkpoint.of(runner.session, STARTED))
    going_on.finish()
    track.hooks.close(WAIT)
    assert [event for event, _ in told(tmp_path)] == ["started", "finished"]
