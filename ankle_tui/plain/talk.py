"""Talk with a runner by lines: write one, wait for one, ask, and stop at Ctrl-C."""

import contextlib
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TextIO

from ankle_tui.plain.folding import folded, terminal_width

Wait = Callable[[float | None], str | None]
"""Waits up to a number of seconds (None: forever) for a line of input; returns None if there was none."""
Write = Callable[[str], None]
"""Takes one line of text."""
News = queue.SimpleQueue[str]
"""Lines from other threads."""


class LineReader:
    """Read lines of a stream on a thread of its own, so that a session never waits for them.

    Called with a number of seconds (None: forever), it waits for the next line or for that time; after the last line it
    only waits.

    Args:
        stream: Where the lines come from.

    Attributes:
        ended: True after the last line.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self.ended = False
        threading.Thread(target=self._read, name="keys", daemon=True).start()

    def __call__(self, seconds: float | None) -> str | None:
        """Wait for the next line; None if there was none."""
        if self.ended:
            return only_wait(seconds)
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            return None
        self.ended = line is None
        return line

    def _read(self) -> None:
        with contextlib.suppress(OSError, ValueError):  # the terminal has gone
            for line in self._stream:
                self._lines.put(line.rstrip("\r\n"))
        self._lines.put(None)


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk with a runner.

    Attributes:
        write: Takes one line of text.
        wait: Waits for the next line of input.
        hears: True while somebody may type.
    """

    write: Write
    wait: Wait
    hears: Callable[[], bool]

    def ask(self, question: str) -> str | None:
        """Write a question and wait for a line.

        Returns:
            The line in lower case; None if nobody answers any more, which an empty line is not.
        """
        if not self.hears():
            return None
        self.write(question)
        line = self.wait(None)
        return None if line is None or not self.hears() else line.strip().lower()


def open_talk(stdin: TextIO | None) -> Talk:
    """Talk on standard output with whoever types at `stdin`, if that is a terminal."""
    if stdin is None or not stdin.isatty():
        return Talk(write_line, only_wait, lambda: False)
    reader = LineReader(stdin)
    return Talk(write_line, reader, lambda: not reader.ended)


def only_wait(seconds: float | None, sleep: Callable[[float], None] = time.sleep) -> str | None:
    """Wait without input; a pause is ended at once, because nobody could end it by a key."""
    if seconds is None:
        return ""
    sleep(seconds)
    return None


def write_line(text: str) -> None:
    """Write one line to standard output, on a terminal broken between words, and flush it."""
    if sys.stdout is not None:
        for piece in folded(text, terminal_width(sys.stdout)):
            sys.stdout.write(piece + "\n")
        sys.stdout.flush()


def ask_line(stream: TextIO, question: str) -> str:
    """Write a question and read one line of `stream`; empty if there is none."""
    write_line(question)
    try:
        return stream.readline()
    except (OSError, ValueError):  # the terminal has gone
        return ""


def ring_bell() -> None:
    """Ring the terminal's bell."""
    sys.stdout.write("\a")
    sys.stdout.flush()


@contextlib.contextmanager
def one_interrupt() -> Iterator[None]:
    """Let Ctrl-C end the session or the reading, but not interrupt the saving after it."""

    def first(_number: int, _frame: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    if before is not signal.SIG_IGN:  # ignored if we were started in the background
        signal.signal(signal.SIGINT, first)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def no_longer_than(seconds: float, code: int) -> Iterator[None]:
    """Exit after `seconds` even if the terminal accepts no output, as after ctrl+s."""
    guard = threading.Timer(seconds, os._exit, (code,))
    guard.daemon = True
    guard.start()
    try:
        yield
    finally:
        guard.cancel()
