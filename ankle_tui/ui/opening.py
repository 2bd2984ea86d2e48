"""Read everything on disk on a thread while the first frame stands already."""

import threading
from collections.abc import Callable

from ankle_tui.services.journal import Journal
from ankle_tui.ui.launch import Ahead, Launch, Ports


class Opening:
    """Own the thread that reads, and what it finds.

    Args:
        ahead: What is known before.
        journal: Makes the journal of what is read.
        done: Called on the thread at the end.
    """

    def __init__(self, ahead: Ahead, journal: Callable[[Ports], Journal], done: Callable[[], None]) -> None:
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

    def finish(self) -> tuple[Ports, Launch, Journal] | None:
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
