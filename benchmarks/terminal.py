"""A pseudo-terminal that measures: answers as a terminal does, stamps what comes, and says later when a text stood there.

Nothing is emulated while something is measured: the stamps are those of the reads, the screen is made of them afterwards.
"""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

from benchmarks.taking import environment

PATIENCE = 30.0
"""Seconds after which a text that has not come will not come."""
SLICE = 0.05
"""Seconds between two looks at the emulated screen, where nothing is measured."""
_ANSWERS = (
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\]10;\?(?:\x07|\x1b\\)"), b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\"),
    (re.compile(rb"\x1b\]11;\?(?:\x07|\x1b\\)"), b"\x1b]11;rgb:0000/0000/0000\x1b\\"),
)
_LONGEST_QUERY = 12
"""Bytes of a query that may have come in an earlier read."""
_UNKNOWN = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p")
"""What the emulator would show as text."""
_BEGUN = re.compile(rb"\x1b(?:\[[<>=?0-9;$]*)?$")
_CONTROL = re.compile(rb"\x1b\[[<>=?0-9;]*[ $]?[a-zA-Z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()=>78][0AB]?|[\r\n]")


class NotShown(Exception):
    """A text that was waited for never stood on the screen."""


class Terminal:
    """A program in a terminal of its own; it begins with the block and is killed at its end.

    Args:
        command: The program and its arguments.
        home: Its home.
        size: Columns and rows.

    Attributes:
        began: When it was executed, in seconds of the monotonic clock.
        received: Bytes that have come.
    """

    def __init__(self, command: Sequence[str], *, home: Path, size: tuple[int, int] = (80, 24)) -> None:
        self._command, self._home, self._size = list(command), home, size
        self._chunks: list[tuple[float, bytes]] = []
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._fed = 0
        self._begun = b""
        self._tail = b""
        self._mark = 0
        self.began = 0.0
        self.received = 0
        self.pid = 0
        self.descriptor = -1
        self.alive = False

    def __enter__(self) -> Self:
        columns, rows = self._size
        variables = environment(self._home)
        told, tell = os.pipe()
        self.pid, self.descriptor = pty.fork()
        if not self.pid:
            with contextlib.suppress(BaseException):
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                os.chdir(self._home)
                os.write(tell, struct.pack("d", time.monotonic()))
                os.execvpe(self._command[0], self._command, variables)  # noqa: S606 - our own words, no shell
            os._exit(127)
        os.close(tell)
        with os.fdopen(told, "rb") as stamp:
            (self.began,) = struct.unpack("d", stamp.read())
        self.alive = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.descriptor)

    def take(self) -> None:
        """Read what has come, stamp it, answer what it asks."""
        try:
            data = os.read(self.descriptor, 65536)
        except OSError:  # how Linux says that the other end has gone
            data = b""
        stamp = time.monotonic()
        if not data:
            self.alive = False
            return
        self._chunks.append((stamp, data))
        self.received += len(data)
        scanned = self._tail + data
        for query, answer in _ANSWERS:
            if any(found.end() > len(self._tail) for found in query.finditer(scanned)):
                os.write(self.descriptor, answer)
        self._tail = scanned[-_LONGEST_QUERY:]

    def press(self, keys: str) -> float:
        """Type.

        Returns:
            When, in seconds of the monotonic clock.
        """
        self._mark = len(self._chunks)
        stamp = time.monotonic()
        os.write(self.descriptor, keys.encode())
        return stamp

    def came(self, text: str) -> bool:
        """Whether a text was drawn since the last key, or since the start: found without emulation."""
        return text.encode() in _CONTROL.sub(b"", b"".join(data for _, data in self._chunks[self._mark :]))

    def wait(self, text: str) -> None:
        """Read until a text was drawn.

        Raises:
            NotShown: When it does not come.
        """
        pump([self], PATIENCE, lambda: self.came(text))
        if not self.came(text):
            raise NotShown(f"{text!r} did not come from {Path(self._command[0]).name}:\n{self.text}")

    def stand(self, wanted: re.Pattern[str]) -> re.Match[str]:
        """Read until a text stands on the screen, where nothing is measured.

        Raises:
            NotShown: When it does not come.
        """
        deadline = time.monotonic() + PATIENCE
        while not (found := wanted.search(self.text)):
            if time.monotonic() > deadline or not self.alive:
                raise NotShown(f"{wanted.pattern!r} never stood on the screen:\n{self.text}")
            pump([self], SLICE)
        return found

    @property
    def text(self) -> str:
        """What stands on the screen after all that has come."""
        while self._fed < len(self._chunks):
            self._feed()
        return "\n".join(self._screen.display)

    def when(self, wanted: re.Pattern[str], since: float) -> float:
        """The moment from which a text stood on the screen.

        Each read is looked at once: ask for what came first before what came later.

        Args:
            wanted: The text; it must not have stood there before.
            since: The moment from which it is looked for.

        Raises:
            NotShown: When it never came, or stood there already.
        """
        while self._fed < len(self._chunks) and self._chunks[self._fed][0] < since:
            self._feed()
        if self._standing(wanted):
            raise NotShown(f"{wanted.pattern!r} stood on the screen already")
        while self._fed < len(self._chunks):
            stamp = self._feed()
            if self._standing(wanted):
                return stamp
        raise NotShown(f"{wanted.pattern!r} never stood on the screen:\n{self.text}")

    def readings(self, wanted: re.Pattern[str], since: float) -> list[tuple[float, re.Match[str]]]:
        """When each change of a text stood on the screen.

        Args:
            wanted: The text.
            since: The moment from which it is looked for.
        """
        found: list[tuple[float, re.Match[str]]] = []
        while self._fed < len(self._chunks):
            stamp = self._feed()
            match = self._standing(wanted)
            if match and stamp >= since and not (found and found[-1][1].group() == match.group()):
                found.append((stamp, match))
        return found

    def seconds_with_output(self, since: float) -> int:
        """In how many seconds since a moment something came."""
        return len({int(stamp - since) for stamp, _ in self._chunks if stamp >= since})

    @property
    def cpu(self) -> float:
        """Seconds of processor time the process has used, all its threads, to the nanosecond; only Linux tells."""
        return time.clock_gettime(~self.pid << 3 | 2)

    @property
    def memory(self) -> float:
        """Megabytes the process has in memory; only Linux tells."""
        lines = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

    def _feed(self) -> float:
        stamp, data = self._chunks[self._fed]
        self._fed += 1
        data = self._begun + data
        begun = _BEGUN.search(data)
        self._begun = begun.group() if begun else b""
        self._stream.feed(_UNKNOWN.sub(b"", data[: len(data) - len(self._begun)]))
        return stamp

    def _standing(self, wanted: re.Pattern[str]) -> re.Match[str] | None:
        return wanted.search("\n".join(self._screen.display))


def pump(terminals: Sequence[Terminal], seconds: float, done: Callable[[], bool] = lambda: False) -> None:
    """Read what comes from some terminals.

    Args:
        terminals: The terminals.
        seconds: For how long.
        done: Whether it is enough.
    """
    deadline = time.monotonic() + seconds
    while not done() and (left := deadline - time.monotonic()) > 0:
        alive = {item.descriptor: item for item in terminals if item.alive}
        if not alive:
            return
        for descriptor in select.select(list(alive), [], [], left)[0]:
            alive[descriptor].take()
