"""Read everything on disk on a thread while the first frame stands already."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.events import Key
from textual.screen import Screen

from ankle_tui.ui.home.screen import HomeScreen
from ankle_tui.ui.keys.typeahead import Typed
from ankle_tui.ui.launch import Ahead, Launch, Ports

if TYPE_CHECKING:
    from ankle_tui.services.journal import Journal

AT_ONCE = {"quit", "suspend_process", "keys_help"}
"""Actions that do not wait until the history is read."""


class Opening:
    """Own the thread that reads, and what it finds.

    Args:
        ahead: What is known before.
        journal: Makes the journal of what is read.
        done: Called on the thread at the end.
    """

    def __init__(self, ahead: Ahead, journal: "Callable[[Ports], Journal]", done: Callable[[], None]) -> None:
        self._ahead = ahead
        self._journal = journal
        self._done = done
        self._thread: threading.Thread | None = None
        self._found: tuple[Ports, Launch, Journal] | None = None
        self.error: Exception | None = None
        """Why it could not be read, or None."""

    def start(self) -> None:
        """Begin to read."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._read, name="opening", daemon=True)
            self._thread.start()

    def finish(self) -> "tuple[Ports, Launch, Journal] | None":
        """Wait for what is read; None if it was not begun or has failed."""
        if self._thread:
            self._thread.join()
        return self._found

    def _read(self) -> None:
        try:
            ports, launch = self._ahead.read()
            journal = self._journal(ports)
            journal.look_ahead()
            self._found = ports, launch, journal
        except Exception as error:  # noqa: BLE001 - told once the terminal is restored, as every other
            self.error = error
        self._done()


def needs_history(screen: Screen[Any], event: Typed) -> bool:
    """True for anything on Home but the keys that leave or explain."""
    if not isinstance(screen, HomeScreen):
        return False
    found = screen.active_bindings.get(event.key) if isinstance(event, Key) else None
    return found is None or found.binding.action.removeprefix("app.") not in AT_ONCE
