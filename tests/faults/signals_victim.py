"""The program in a pseudo-terminal whose other end the test holds: reads it, lets it fill up, or drops it."""

import contextlib
import fcntl
import json
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

from ankle_tui.clock import STRUCK_TWICE
from ankle_tui.core.session.engine import Session

PATIENCE = 60.0
"""Seconds after which what has not come will not come: far above anything seen, for a busy machine."""
PROGRAM = ("-m", "ankle_tui")

_MODE = re.compile(rb"\x1b\[\?([\d;]+)([hl])")
_KEYBOARD = re.compile(rb"\x1b\[([><])(\d*)u")
_USUAL = {7: True, 25: True}
"""Modes that are on in a terminal nobody has touched."""


class Victim:
    """The program in a terminal.

    Args:
        arguments: What follows `ankle-tui` on the command line.
        folder: Home, data and settings of the run.
        program: What Python runs.
        ignored: Signals that are switched off before it starts, as nohup does.
        controlled: Whether the terminal is its controlling one, so that it is told when that goes.
    """

    def __init__(
        self,
        *arguments: str,
        folder: Path,
        program: tuple[str, ...] = PROGRAM,
        ignored: tuple[signal.Signals, ...] = (),
        controlled: bool = True,
    ) -> None:
        self.folder = folder
        self.master, self.slave = os.openpty()
        self.resize(80, 24)
        self.settings = termios.tcgetattr(self.slave)
        self.raw = b""
        self._came: dict[str, float] = {}
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self._code: int | None = None
        self.killed = False
        """Whether it was ended by a signal it did not handle."""
        self._gone = False

        def settle() -> None:
            if controlled:
                fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            for number in ignored:
                signal.signal(number, signal.SIG_IGN)

        environ = {
            key: value for key, value in os.environ.items() if key not in {"COLUMNS", "LINES", "NO_COLOR", "TMUX"}
        }
        self.process = subprocess.Popen(
            [sys.executable, *program, "--data-dir", str(folder), "--config-dir", str(folder / "config"), *arguments],
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            start_new_session=True,
            preexec_fn=settle,  # noqa: PLW1509 - there are no threads here
            env=environ | {"HOME": str(folder), "TERM": "xterm-256color", "ANKLE_TUI_AUDIO": "off"},
        )
        self.pid = self.process.pid

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._code is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
            self.process.wait()
        if not self._gone:
            self.hang_up()

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self._screen.display)

    @property
    def left(self) -> int | None:
        """Seconds left of the session, as the screen says, or None."""
        found = re.search(r"(\d+):(\d\d) to go", self.text)
        return int(found[1]) * 60 + int(found[2]) if found else None

    @property
    def modes(self) -> dict[int, bool]:
        """The private modes that differ from those of a terminal nobody has touched."""
        modes: dict[int, bool] = {}
        for numbers, sign in _MODE.findall(self.raw):
            modes |= dict.fromkeys(map(int, numbers.split(b";")), sign == b"h")
        return {number: on for number, on in modes.items() if on != _USUAL.get(number, False)}

    @property
    def keyboards(self) -> int:
        """How many keyboard protocols were switched on and not off again; an off too many does no harm."""
        depth = 0
        for sign, _ in _KEYBOARD.findall(self.raw):
            depth = max(0, depth + (1 if sign == b">" else -1))
        return depth

    @property
    def settings_kept(self) -> bool:
        """Whether the terminal's settings are as they were."""
        return termios.tcgetattr(self.slave) == self.settings

    @property
    def sane(self) -> bool:
        """Whether the terminal is as it was."""
        return not self.modes and not self.keyboards and self.settings_kept

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the program is told by the system."""
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def press(self, keys: bytes) -> None:
        """Type."""
        os.write(self.master, keys)

    def press_later(self, keys: bytes) -> None:
        """Type when a key that has begun the session is heeded again."""
        self.read_for(STRUCK_TWICE + 0.2)
        self.press(keys)

    def read(self, seconds: float) -> bool:
        """Take in what comes within some seconds; whether anything came."""
        if self._gone or not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:
            return False
        self.raw += data
        self._stream.feed(data)
        return bool(data)

    def read_for(self, seconds: float) -> None:
        """Read all that comes in some seconds, or until the program has ended."""
        until = time.monotonic() + seconds
        while (rest := until - time.monotonic()) > 0 and not self.ended():
            self.read(min(rest, 0.05))

    def wait_for(self, wanted: str | Callable[[str], bool]) -> None:
        """Wait until a text stands on the screen, or a test of the screen holds.

        Raises:
            AssertionError: When it does not come, with the screen as it stands.
        """
        holds = wanted if callable(wanted) else lambda text: wanted in text
        until = time.monotonic() + PATIENCE
        while not holds(self.text):
            if time.monotonic() > until or (self.ended() and not self.read(0)):
                raise AssertionError(f"{wanted!r} never stood on the screen:\n{self.text}")
            self.read(0.1)
        if isinstance(wanted, str):
            self._came[wanted] = time.monotonic()

    def came(self, wanted: str) -> float:
        """When a text that was waited for stood on the screen, on Python's monotonic clock, in seconds."""
        return self._came[wanted]

    def stall(self) -> None:
        """Fill the terminal up to the brim; nobody reads it from now on."""
        descriptor = os.open(os.ttyname(self.slave), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
        with contextlib.suppress(BlockingIOError):
            while True:
                os.write(descriptor, b"." * 512)
        os.close(descriptor)

    def hang_up(self) -> None:
        """Take the terminal away."""
        os.close(self.slave)
        os.close(self.master)
        self._gone = True

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)

    def ended(self) -> bool:
        """Whether it has ended."""
        if self._code is None:
            self._code = self.process.poll()
        return self._code is not None

    def wait_for_end(self, *, reading: bool = True) -> int:
        """Wait until it has ended.

        Returns:
            Its exit code as a shell gives it: 128 and the number of a signal that killed it.
        """
        until = time.monotonic() + PATIENCE
        while not self.ended():
            assert time.monotonic() < until, f"still there:\n{self.text}"
            if reading:
                self.read(0.02)
            else:
                time.sleep(0.02)
        while self.read(0):
            pass
        assert self._code is not None
        self.killed = self._code < 0
        return self._code if self._code >= 0 else 128 - self._code

    def wait_until_stopped(self) -> None:
        """Wait until it has been suspended."""
        until = time.monotonic() + PATIENCE
        while not os.WIFSTOPPED(os.waitpid(self.pid, os.WUNTRACED | os.WNOHANG)[1]):
            assert time.monotonic() < until, "not suspended"
            self.read(0.02)
        while self.read(0.1):
            pass

    def saved(self) -> int:
        """How many sessions are in the history."""
        file = self.folder / "history.json"
        return len(json.loads(file.read_text(encoding="utf-8"))["sessions"]) if file.exists() else 0

    def resumable(self) -> Session | None:
        """The session that the next start would offer to go on with, or None."""
        for file in (self.folder / "in-progress").glob("*.json"):
            return Session.restore(json.loads(file.read_text(encoding="utf-8"))["session"], 0.0)
        return None
