"""Show the first frame of Home at once, and read everything on disk on a thread behind it; let keys wait for threads."""

import contextlib
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.events import Key
from textual.message import Message

from ankle_tui.ui.base_app import BaseApp
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.keys.typeahead import Typed
from ankle_tui.ui.launch import Ahead, Launch, Ports
from ankle_tui.ui.messages import HistoryChanged, HistoryRead, WorkedOut

if TYPE_CHECKING:
    from ankle_tui.services.journal import Journal
    from ankle_tui.ui.home.screen import HomeScreen

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
        self._ended = threading.Event()
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
            self._ended.wait()
        return self._found

    def _read(self) -> None:
        try:
            ports, launch = self._ahead.read()
            journal = self._journal(ports)
            journal.look_ahead()
            self._found = ports, launch, journal
        except Exception as error:  # noqa: BLE001 - told once the terminal is restored, as every other
            self.error = error
        self._ended.set()
        self._done()
        if self._found:
            self._found[2].keep_up()  # here, so that opening the history takes nothing of the screen's thread


class OpeningApp(BaseApp):
    """An app that draws its first screen ahead of the history, and others ahead of what the coach makes of it.

    Args:
        ahead: What is known before the history is read; None if everything is read already.
        now: As for `BaseApp`.
        draws: As for `BaseApp`.
    """

    def __init__(
        self, ahead: Ahead | None, now: Callable[[], float], draws: Callable[[bool], None] | None = None
    ) -> None:
        super().__init__(now, draws)
        self._opening: Opening | None = None
        self._postponed: tuple[BaseScreen[Any], Callable[[], None]] | None = None
        if ahead:
            self._opening = Opening(ahead, self.make_journal, lambda: self.post_from_afar(HistoryRead()))
        self.typeahead.hold(self._has_to_wait)

    def on_base_screen_painted(self) -> None:
        """Read the history once the first frame stands: both at once would be slower."""
        if self._opening:
            self._opening.start()

    async def on_history_read(self) -> None:
        """Show on Home what the history says, and handle the keys that have waited for it."""
        if self._opening is None:
            return
        if not self.finish_opening():
            self.exit()
            return
        from ankle_tui.ui.home.screen import HomeScreen  # noqa: PLC0415 - a session that was asked for has no Home

        home = next(screen for screen in self.screen_stack if isinstance(screen, HomeScreen))
        self.open_home(home)
        await home.draw_opened()
        self.begin()
        await self.typeahead.release()

    def postpone(self, act: Callable[[], None]) -> None:
        """Do something once more is worked out; until then the keys of the screen wait.

        Args:
            act: What; it may postpone itself again.
        """
        screen = next(each for each in reversed(self.screen_stack) if isinstance(each, BaseScreen))  # not the palette
        screen.waits, self._postponed = True, (screen, act)

    def tell_worked_out(self) -> None:
        """Say that something has been worked out; called on the thread."""
        self.post_from_afar(WorkedOut())

    def on_worked_out(self) -> None:
        """Show what has been worked out, then handle the keys that have waited for it."""
        self.show_everywhere()
        if self._postponed:
            (screen, act), self._postponed = self._postponed, None
            screen.waits = False
            if self.screen is screen:
                act()
        self.screen.call_later(self.typeahead.release)

    def show_everywhere(self) -> None:
        """Let every screen redraw."""
        for screen in self.screen_stack:
            screen.post_message(HistoryChanged())

    def _has_to_wait(self, event: Typed) -> bool:
        """True for anything but the keys that leave or explain, while the screen waits for the history or for the coach."""
        screen = self.screen
        if not isinstance(screen, BaseScreen) or not screen.waits:
            return False
        found = screen.active_bindings.get(event.key) if isinstance(event, Key) else None
        action = found.binding.action.removeprefix("app.") if found else ""
        return action not in AT_ONCE and action not in screen.at_once

    @property
    def is_open(self) -> bool:
        """True once the history is read."""
        return self._opening is None

    @property
    def unread(self) -> Exception | None:
        """Why the history could not be read, which ended the program; None otherwise."""
        return self._opening.error if self._opening else None

    def finish_opening(self) -> bool:
        """Take what was read, waiting for it if need be; False if it was not begun or has failed."""
        found = self._opening.finish() if self._opening else None
        if found:
            self._opening = None
            self.take(*found)
        return self.is_open

    def post_from_afar(self, message: Message) -> None:
        """Post a message from any thread, at any time."""
        with contextlib.suppress(RuntimeError):  # the event loop may have ended in this very moment
            self.post_message(message)

    def make_journal(self, ports: Ports) -> "Journal":
        """Make the journal of what was read; called on the thread."""
        raise NotImplementedError

    def take(self, ports: Ports, launch: Launch, journal: "Journal") -> None:
        """Put everything together that was read."""
        raise NotImplementedError

    def open_home(self, home: "HomeScreen") -> None:
        """Give Home what it draws from."""
        raise NotImplementedError

    def begin(self) -> None:
        """Do what the program was started for."""
        raise NotImplementedError
