"""Records one minute of the program in a real terminal of its own: `python -m docs.recording [FILE]`.

The file is an asciicast: `asciinema play docs/session.cast`. What is recorded is what stands on the screen, not what the
program sends: so the file stays small, and whoever plays it gets no question and no mouse mode for its own terminal.
"""

import contextlib
import datetime as dt
import fcntl
import os
import pty
import re
import select
import shlex
import signal
import struct
import sys
import tempfile
import termios
import time
from copy import deepcopy
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyte

from ankle_tui.core.history.training_day import training_day
from ankle_tui.store.history.history_file import HistoryFile
from docs.cast import Cell, Frame, cast_lines
from docs.runner import half_a_year

FILE = Path(__file__).with_name("session.cast")
SIZE = (80, 24)
"""Columns and rows."""
TITLE = "ankle-tui: a session, four times faster"
DEMONSTRATION = "ankle-tui start --demo 4 --exercises single-leg-balance,calf-raise"
PATIENCE = 30.0
"""Seconds after which a text that has not come will not come."""
SHORTEST, LONGEST = 55.0, 65.0
"""Seconds of a recording that can be shown."""
LEFT, UP = "\x1b[D", "\x1b[A"
STROKE = 0.04
"""Seconds between two keys of somebody who types a command."""
QUIET = 0.015
"""Seconds without output after which a frame is whole."""
FRAME = 0.1
"""Seconds after which a frame is taken although more is coming."""
_ALTERNATE = 1049
_UNKNOWN = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p")
"""What the emulator would show as text."""
_BEGUN = re.compile(rb"\x1b(?:\[[<>=?0-9;$]*)?$")


class Lost(Exception):
    """The program did not get where the recording wants to show it."""


class _Screen(pyte.Screen):
    """The emulated screen, with the second one of which programs that fill it make use."""

    _first: tuple[Any, Any] | None = None

    def set_mode(self, *modes: int, **kinds: Any) -> None:
        """Turn modes on."""
        if kinds.get("private") and _ALTERNATE in modes and not self._first:
            self._first = deepcopy(self.buffer), (self.cursor.x, self.cursor.y)
            self.erase_in_display(2)
        super().set_mode(*modes, **kinds)

    def reset_mode(self, *modes: int, **kinds: Any) -> None:
        """Turn modes off."""
        if kinds.get("private") and _ALTERNATE in modes and self._first:
            self.buffer, (self.cursor.x, self.cursor.y) = self._first
            self._first = None
        super().reset_mode(*modes, **kinds)

    def frame(self) -> Frame:
        """What stands on it."""
        rows = tuple(
            tuple(Cell(*self.buffer[row][column]) for column in range(self.columns)) for row in range(self.lines)
        )
        return Frame(rows, None if self.cursor.hidden else (min(self.cursor.x, self.columns - 1), self.cursor.y))


class Recorder:
    """A shell in a terminal, watched from the beginning of the block to its end.

    Args:
        home: Its home, and the folder it begins in.
        environ: Its environment variables.

    Attributes:
        frames: What stood on its screen, each with the seconds since the beginning.
    """

    def __init__(self, home: Path, environ: dict[str, str]) -> None:
        self._home, self._environ = home, environ
        self._screen = _Screen(*SIZE)
        self._stream = pyte.ByteStream(self._screen)
        self._begun = b""
        self.frames: list[tuple[float, Frame]] = []

    def __enter__(self) -> Self:
        self._pid, self._terminal = pty.fork()
        if not self._pid:
            with contextlib.suppress(BaseException):
                columns, rows = SIZE
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                os.chdir(self._home)
                os.execve("/bin/sh", ["sh", "-i"], self._environ)  # noqa: S606 - our own words
            os._exit(127)
        self._start = time.monotonic()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._terminal)  # hangs up, which ends the program and the shell
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)

    @property
    def seconds(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self._start

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self._screen.display)

    def look(self, seconds: float) -> None:
        """Give a viewer time."""
        self._watch(time.monotonic() + seconds)
        self.frames.append((self.seconds, self._screen.frame()))

    def press(self, key: str, seconds: float = 0.0) -> None:
        """Press a key, and look at what it does."""
        os.write(self._terminal, key.encode())
        self.look(seconds)

    def command(self, line: str) -> None:
        """Type a command at the prompt and run it."""
        self.expect("$ ", at_end=True)
        for key in line:
            self.press(key, STROKE)
        self.look(0.4)
        self.press("\r")

    def expect(self, wanted: str, *, at_end: bool = False) -> None:
        """Watch until a text stands on the screen.

        Args:
            wanted: The text.
            at_end: Whether nothing may follow it.

        Raises:
            Lost: When it does not come.
        """
        deadline = time.monotonic() + PATIENCE
        while not self._shows(wanted, at_end=at_end):
            if time.monotonic() > deadline or not self._watch(time.monotonic() + FRAME):
                raise Lost(f"{wanted!r} never stood on the screen:\n{self.text}")

    def _shows(self, wanted: str, *, at_end: bool) -> bool:
        return self.text.rstrip().endswith(wanted.rstrip()) if at_end else wanted in self.text

    def _watch(self, until: float) -> bool:
        """Take in what comes until a moment, frame by frame; False when the terminal is closed."""
        begun: float | None = None
        while (now := time.monotonic()) < until:
            wait = until - now if begun is None else min(QUIET, max(0.0, begun + FRAME - now))
            if select.select([self._terminal], [], [], wait)[0] and wait:
                if not self._read():
                    return False
                begun = begun or now
            elif begun is not None:
                self.frames.append((self.seconds, self._screen.frame()))
                begun = None
        return True

    def _read(self) -> bool:
        try:
            data = self._begun + os.read(self._terminal, 65536)
        except OSError:  # how Linux says that the other end has gone
            return False
        found = _BEGUN.search(data)
        self._begun = found.group() if found else b""
        self._stream.feed(_UNKNOWN.sub(b"", data[: len(data) - len(self._begun)]))
        return bool(data)


def play(recorder: Recorder) -> None:
    """Everything the recording shows.

    Raises:
        Lost: When the program is not where it should be.
    """
    recorder.look(0.8)
    recorder.command("ankle-tui")
    recorder.expect("enter start")
    recorder.look(3.0)
    recorder.press("q")
    recorder.command(DEMONSTRATION)
    recorder.expect("► Single-leg balance")  # the get-ready is over
    recorder.look(3.0)
    recorder.press("f")
    recorder.expect("1 touch")
    recorder.expect("⇄ Single-leg balance")
    recorder.look(2.0)
    recorder.press("\r")
    recorder.expect("► Single-leg balance")
    recorder.look(1.5)
    recorder.press(" ")
    recorder.expect("space go on")
    recorder.look(2.0)
    recorder.press(" ")
    recorder.expect("≈ Single-leg balance")
    recorder.look(1.2)
    for _ in range(2):  # the second set of each leg looks like the first
        recorder.press("n", 0.8)
    recorder.expect("► Calf raise")
    recorder.look(3.5)
    recorder.press("q")
    recorder.expect("Finish here?")
    recorder.look(2.0)
    recorder.press("k")
    recorder.expect("nothing recorded")
    recorder.look(3.0)
    recorder.press("\r")
    recorder.command("ankle-tui")
    recorder.expect("enter start")
    recorder.look(0.6)
    recorder.press("w")
    recorder.expect("enter open")
    recorder.look(2.0)
    for key in (LEFT, LEFT, LEFT, UP):
        recorder.press(key, 0.4)
    recorder.look(1.0)
    recorder.press("q", 0.4)
    recorder.press("q")
    recorder.command("ankle-tui status")
    recorder.expect("this week")
    recorder.look(2.5)


def record(file: Path) -> float:
    """Record everything into a file.

    Returns:
        How many seconds it lasts.

    Raises:
        Lost: When the program is not where it should be, or the recording gets too long to be looked at.
    """
    with tempfile.TemporaryDirectory(prefix="ankle-tui-recording-") as folder:
        home = Path(folder)
        today = training_day(dt.datetime.now(dt.UTC))
        HistoryFile(home / "data" / "history.json").add(half_a_year(today))
        program = home / "bin" / "ankle-tui"
        program.parent.mkdir()
        # No path on the screen, and the program of this folder whatever else is installed.
        here = shlex.quote(str(FILE.parents[1]))
        program.write_text(
            f'#!/bin/sh\nPYTHONPATH={here} exec {shlex.quote(sys.executable)} -m ankle_tui "$@"\n', "utf-8"
        )
        program.chmod(0o755)
        environ = {
            "HOME": folder,
            "PATH": f"{program.parent}{os.pathsep}{os.defpath}",
            "PS1": "$ ",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "ANKLE_TUI_DATA_DIR": str(home / "data"),
            "ANKLE_TUI_CONFIG_DIR": str(home / "config"),
            "ANKLE_TUI_AUDIO": "off",
        }
        with Recorder(home, environ) as recorder:
            play(recorder)
            seconds, frames = recorder.seconds, recorder.frames
    if not SHORTEST <= seconds <= LONGEST:
        raise Lost(f"it took {seconds:.0f} s instead of {SHORTEST:.0f} to {LONGEST:.0f}: is the machine busy?")
    lines = "".join(cast_lines(frames, SIZE, TITLE))
    if folder in lines:
        raise Lost("a path of this machine stands in it")
    file.write_text(lines, encoding="utf-8")
    return seconds


def main() -> None:
    """Record, and say what came of it."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else FILE
    try:
        seconds = record(file)
    except Lost as trouble:
        sys.exit(f"Nothing was recorded: {trouble}")
    print(f"{file}: {seconds:.0f} s, {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
