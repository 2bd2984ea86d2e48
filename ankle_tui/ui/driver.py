"""Read the keyboard and mouse of a terminal, whatever bytes it sends."""

import codecs
import os
import re
import selectors
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import NoReturn

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, Resize
from textual.keys import Keys
from textual.message import Message

MOST_CELLS = 5_000
"""Columns and rows above which a size reported by the terminal is taken for an error."""
CHUNK = 4096
PASTE_PATIENCE = 10.0
"""Seconds of silence after which an unfinished paste counts as ended; until then it swallows every key."""
LOOK_EVERY = 0.1
"""Seconds between checks whether a lone escape was the key."""
_KITTY_KEY = re.compile(
    r"\x1b\[(?P<code>\d*)[:\d]*(?:;(?P<modifiers>\d*)(?::(?P<type>\d*))?)?(?P<text>;[:\d]*)?(?P<end>[u~A-HPQRS])"
)
"""A key in the kitty protocol: its codes on other layouts, and whether it was pressed, repeated or released."""
RELEASED = "3"


class TerminalInput(XTermParser):
    """Turn the bytes of a terminal into events.

    Textual's parser and decoder stop for good at the first thing they do not understand; this drops it and goes on.

    Args:
        debug: As for Textual's parser.
        now: A monotonic clock, in seconds.
    """

    def __init__(self, debug: bool = False, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(debug)
        self._now = now
        self._last = ""
        """The last characters read."""
        self._pasting_since: float | None = None
        """Time of the last character of an unfinished paste; None outside a paste."""
        self._decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode

    def read(self, data: bytes) -> list[Message]:
        """Return the events in the next bytes; a byte that is not UTF-8 becomes U+FFFD.

        Args:
            data: What the terminal has sent.
        """
        found: list[Message] = []
        for character in self._decode(data):
            found += self._guarded(self.feed(character))
            self._last = f"{self._last}{character}"[-len(BRACKETED_PASTE_START) :]
            if self._last == BRACKETED_PASTE_START or self._pasting_since is not None:
                self._pasting_since = None if self._last == BRACKETED_PASTE_END else self._now()
        return found

    def wait(self) -> list[Message]:
        """Return the events that are certain now because nothing followed."""
        if self._pasting_since is not None and self._now() - self._pasting_since > PASTE_PATIENCE:
            return self.read(BRACKETED_PASTE_END.encode())
        return self._guarded(self.tick())

    def _guarded(self, events: Iterable[Message]) -> list[Message]:
        try:
            return [event for event in events if not isinstance(event, Resize) or _is_sane(event)]
        except Exception:  # noqa: BLE001 - whatever a terminal sends, the session goes on
            self._tokens.clear()
            self._gen = self.parse(self._tokens.append)
            self._awaiting = next(self._gen)
            return []

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[Key]:
        """Reduce a key event to its key; drop releases."""
        if ":" in sequence and (found := _KITTY_KEY.fullmatch(sequence)):
            if found["type"] == RELEASED:
                return [Key(Keys.Ignore, sequence)]
            modifiers, text = found["modifiers"] or "", found["text"] or ""
            sequence = f"\x1b[{found['code']};{modifiers}{text}{found['end']}"
        return super()._sequence_to_key_events(sequence, alt)


class TerminalDriver(LinuxDriver):
    """Textual's driver for Linux and macOS, with our own input reader."""

    def run_input_thread(self) -> None:
        """Read until the program ends."""
        terminal = TerminalInput(self._debug)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                data = b""
                if selector.select(LOOK_EVERY):
                    try:
                        data = os.read(self.fileno, CHUNK)
                    except OSError:  # the terminal has gone, which `Lifeline` deals with
                        return
                    if not data:  # likewise, and it may come back
                        self.exit_event.wait(LOOK_EVERY)
                for event in [*terminal.read(data), *terminal.wait()]:
                    self.process_message(event)

    def _run_input_thread(self) -> None:
        """Read input; raise an error again in the app, which can report it."""
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001 - raised again in the app
            self._app.call_later(partial(_raise, error))


def _is_sane(event: Resize) -> bool:
    """True for a size a terminal can have."""
    return 0 < event.size.width <= MOST_CELLS and 0 < event.size.height <= MOST_CELLS


def _raise(error: Exception) -> NoReturn:
    raise error
