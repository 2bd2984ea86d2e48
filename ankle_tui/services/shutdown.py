"""Handle termination signals and a lost terminal: restore the terminal, save the session, exit.

The handlers are installed before anything else is loaded and do without the event loop, which may be what hangs. A
handler runs in the main thread between two bytecodes; it takes no lock and waits for no other thread.
"""

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Self

if sys.platform != "win32":
    import select
    import termios

GRACE = 4.0
"""Seconds from a signal until the process is ended, whatever it is doing."""
LAST_RESORT = 6
"""Seconds until the system's alarm ends it, should Python be stuck."""
STALL = 0.1
"""Seconds a terminal may take to accept output before its unread output is discarded."""
STUBBORN = 0.7
"""Seconds until a terminal that accepts nothing is given up."""
LOOK_EVERY = 2.0 if sys.platform == "darwin" else None
"""Seconds between checks for a lost terminal where `poll` does not report one, else None."""

UNDO = b"".join(
    (
        b"\x1b\\",  # ends a sequence that was cut short
        b"\x1b[?2026l",  # no synchronized output
        b"\x1b]8;;\x1b\\",  # no link
        b"\x1b]22;\x1b\\",  # the pointer's own shape
        b"\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l",  # no mouse
        b"\x1b[?2004l",  # no bracketed paste
        b"\x1b[?2048l",  # no reports of its size
        b"\x1b[?1004l",  # no reports of the focus
        b"\x1b[?7h",  # lines wrap
        b"\x1b[<u",  # the keyboard as it was; of the alternate screen, so before that is left
        b"\x1b[?1049l",  # the screen as it was
        b"\x1b[?25h\x1b[0m",  # a cursor, and no colour
    )
)
"""Undoes every mode Textual's driver sets on a terminal."""
_LEFT_ON = b"\x1b[?1016l"
"""Undoes the mode Textual leaves set."""

_HANGUP = int(getattr(signal, "SIGHUP", 1))
_ALARM = int(getattr(signal, "SIGALRM", 0))
_LEFT_ALONE = (
    *("SIGKILL", "SIGSTOP"),  # cannot be handled
    *("SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGCONT"),
    *("SIGCHLD", "SIGURG", "SIGWINCH", "SIGINFO"),  # the system ignores them
    *(() if sys.platform == "linux" else ("SIGIO",)),  # likewise elsewhere
    *("SIGABRT", "SIGBUS", "SIGEMT", "SIGFPE", "SIGILL", "SIGSEGV", "SIGSYS", "SIGTRAP"),  # crashes, which would recur
)
"""Signals that do not ask the program to end."""


class Lifeline:
    """Guard a program that leads a session, as a context manager; one at a time.

    On SIGTERM, SIGHUP or any other signal that ends programs, crashes aside, it restores the terminal, calls `save` and
    exits with 128 plus the signal's number. With a screen, where Ctrl-C is a key, that includes SIGINT; without one,
    SIGINT is left to the session. A signal the parent process ignores stays ignored. A lost terminal counts as SIGHUP,
    even where the system sends none.

    Args:
        screen: True if the program draws on the terminal and reads its keys, False if it only writes lines.

    Attributes:
        save: Puts the session where the next start finds it; called once, between any two bytecodes, so it must be
            quick and take no lock the main thread may hold.
        undo: Control codes written to the terminal at the end, whatever ends the program.
    """

    def __init__(self, *, screen: bool = False) -> None:
        self.save: Callable[[], None] = _nothing
        self.undo = b""
        self._screen = screen
        self._drawing = self._drew = False
        self._before: dict[int, object] = {}
        self._terminal: _Terminal | None = None
        self._pipe: tuple[int, int] | None = None
        self._waking = -1
        self._watcher: threading.Thread | None = None
        self._main = threading.main_thread().ident or 0
        self._taken = False
        self._told = 0
        """Signal to exit with, if a different one had to wake the main thread."""
        self._last = threading.Lock()

    def __enter__(self) -> Self:
        if threading.current_thread() is not threading.main_thread():  # only there can signals be handled
            return self
        if self._screen:
            self._terminal = _Terminal.find()
        for number in _ending() if self._screen else _ending() - {signal.SIGINT}:
            before = signal.getsignal(number)
            if before is not signal.SIG_IGN:
                self._before[number] = before
                signal.signal(number, self._on_signal)
        if hasattr(signal, "pthread_kill"):
            self._start_watching()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, before in self._before.items():
            signal.signal(number, before or signal.SIG_DFL)  # type: ignore[arg-type]
        if self._watcher and self._pipe:
            signal.set_wakeup_fd(self._waking, warn_on_full_buffer=False)
            os.write(self._pipe[1], b"\0")
            self._watcher.join(1)
            if not self._watcher.is_alive():
                for descriptor in self._pipe:
                    os.close(descriptor)
        if self._terminal:
            if self._drew:
                self._terminal.write(_LEFT_ON + self.undo, until=0)
            self._terminal.close()

    def undoes(self, codes: bytes) -> None:
        """Write `codes` to the terminal at the end, whatever ends the program."""
        self.undo = codes

    def draws(self, now: bool) -> None:
        """Note that drawing on the terminal begins, or has ended."""
        self._drawing = now
        self._drew |= now

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        if self._taken:
            return
        self._taken = True
        number = self._told or number
        with contextlib.suppress(BaseException):
            self._last_orders()
        self._restore()
        self._end(number)

    def _last_orders(self) -> None:
        """Ignore interruptions from here on, and let the system's alarm end a shutdown that hangs."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if sys.platform != "win32":
            signal.signal(signal.SIGTTOU, signal.SIG_IGN)
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(LAST_RESORT)

    def _restore(self) -> None:
        if self._terminal and self._drawing:
            with contextlib.suppress(BaseException):
                self._terminal.restore(self.undo)

    def _end(self, number: int) -> None:
        if not self._last.acquire(blocking=False):
            return
        with contextlib.suppress(BaseException):
            self.save()
        os._exit(128 + number)

    def _start_watching(self) -> None:
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        self._waking = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        self._pipe = reader, writer
        self._watcher = threading.Thread(target=self._watch, args=(reader,), name="lifeline", daemon=True)
        self._watcher.start()

    def _watch(self, reader: int) -> None:
        """Wait for a signal or the loss of the terminal, then make sure the process ends.

        The signal's byte is written by the C handler, at once and whatever the main thread is doing.
        """
        if sys.platform == "win32":
            return
        poll = select.poll()
        poll.register(reader, select.POLLIN)
        if self._terminal and LOOK_EVERY is None:
            poll.register(self._terminal.descriptor, 0)  # report only that it is lost
        wait = LOOK_EVERY * 1000 if self._terminal and LOOK_EVERY is not None else None
        while True:
            arrivals = poll.poll(wait)
            if not arrivals and self._terminal and self._terminal.gone:
                self._enforce(_HANGUP)
            for descriptor, event in arrivals:
                if descriptor == reader:
                    arrived = os.read(reader, 512)
                    if told := next((number for number in arrived if number in self._before), 0):
                        self._enforce(told)
                    if 0 in arrived:
                        return
                elif event & select.POLLNVAL:  # not every system can tell
                    poll.unregister(descriptor)
                else:
                    self._enforce(_HANGUP)

    def _enforce(self, number: int) -> None:
        """Make the main thread handle the signal; end the process from here if it does not within `GRACE`."""
        if sys.platform == "win32":
            return
        self._told = number
        knock = next((each for each in self._before if each != _ALARM), 0)  # the alarm is the last resort by now
        until = time.monotonic() + GRACE
        while knock and time.monotonic() < until:
            if not self._taken:  # the system may have given the signal to another thread, which wakes nobody
                signal.pthread_kill(self._main, knock)
            time.sleep(0.1)
        if not self._taken:
            self._restore()
            if not knock:
                self._end(number)
        os._exit(128 + number)


def _nothing() -> None:
    pass


def _ending() -> set[int]:
    """Return every signal whose default is to end the process, real-time signals included."""
    return {int(number) for number in signal.valid_signals()} - {getattr(signal, name, 0) for name in _LEFT_ALONE}


class _Terminal:
    """The terminal as it was at the start, with a descriptor of our own that never blocks.

    Args:
        descriptor: Open for writing.
        settings: As `termios` gives them.
        shared: True if others write through the same open file, which must stay blocking for them.
    """

    def __init__(self, descriptor: int, settings: list[object], *, shared: bool) -> None:
        self.descriptor = descriptor
        self._settings = settings
        self._shared = shared

    @classmethod
    def find(cls) -> "_Terminal | None":
        """Find the terminal of the standard streams, or None."""
        stream = next((number for number in (2, 0, 1) if os.isatty(number)), None)
        if stream is None or sys.platform == "win32":
            return None
        try:
            settings = termios.tcgetattr(stream)
        except termios.error:
            return None
        flags = os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY
        with contextlib.suppress(OSError):
            return cls(os.open(os.ttyname(stream), flags), settings, shared=False)
        with contextlib.suppress(OSError):  # it belongs to another user, as after su
            return cls(os.open("/dev/tty", flags), settings, shared=False)
        return cls(os.dup(stream), settings, shared=True)

    @property
    def gone(self) -> bool:
        """True if the other end has been closed."""
        if sys.platform != "win32":
            try:
                termios.tcgetattr(self.descriptor)
            except termios.error:
                return True
        return False

    def close(self) -> None:
        """Close the descriptor."""
        os.close(self.descriptor)

    def restore(self, undo: bytes) -> None:
        """Restore the terminal, writing `undo` too; output it has not read yet may be lost."""
        if sys.platform == "win32" or not self._ours():
            return
        with contextlib.suppress(OSError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            for stream in (1, 2):  # the thread that draws may have more to say
                if os.isatty(stream):
                    os.dup2(nowhere, stream)
        try:
            self.write(UNDO + undo, until=time.monotonic() + STUBBORN)
        finally:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self.descriptor, termios.TCSANOW, self._settings)  # type: ignore[arg-type]
            with contextlib.suppress(termios.error):
                termios.tcflush(self.descriptor, termios.TCIFLUSH)  # its answers are not for the shell

    def write(self, codes: bytes, *, until: float) -> None:
        """Write without blocking; a terminal that accepts nothing loses the output it has not read yet.

        Args:
            codes: The control codes.
            until: When to give up, in seconds of Python's monotonic clock.
        """
        if sys.platform == "win32":
            return
        if self._shared:
            os.set_blocking(self.descriptor, False)
        try:
            flush_from, rest = time.monotonic() + STALL, codes
            while rest:
                with contextlib.suppress(BlockingIOError):
                    rest = rest[os.write(self.descriptor, rest) :]
                    continue
                if time.monotonic() > until:
                    return
                if time.monotonic() > flush_from:
                    termios.tcflush(self.descriptor, termios.TCOFLUSH)
                    termios.tcflow(self.descriptor, termios.TCOOFF)  # off and on wakes whoever waits to write, so that
                    termios.tcflow(self.descriptor, termios.TCOON)  # it finishes and lets us through
                    rest = codes
                time.sleep(0.002)
        except (OSError, termios.error):  # it has gone
            return
        finally:
            if self._shared:
                os.set_blocking(self.descriptor, True)

    def _ours(self) -> bool:
        """True in the foreground; in the background the terminal is another's, and was restored when we left it."""
        try:
            return os.tcgetpgrp(self.descriptor) == os.getpgrp()
        except OSError:  # not the terminal that controls us: there is no front and back
            return True
