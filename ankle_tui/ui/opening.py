"""Show the first frame of Home at once, and read everything on disk on a thread behind it; let keys wait for threads."""

import contextlib
import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.events import Key
from textual.message import Message
from textual.screen import Screen

from ankle_tui.ui.base_app import BaseApp
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.keys.typeahead import Typed, small_letter
from ankle_tui.ui.launch import Ahead, Launch, Ports
from ankle_tui.ui.messages import HistoryChanged, HistoryRead, WorkedOut

if TYPE_CHECKING:
    from ankle_tui.services.journal import Journal
    from ankle_tui.ui.home.screen import HomeScreen
    from ankle_tui.ui.keys.available import Active

LEAVE = {"quit", "suspend_process"}
"""Actions that never wait."""
AT_ONCE = {*LEAVE, "dismiss", "keys_help"}
"""Actions that do not wait until a screen has what its other keys need."""


def _waits(screen: Screen[Any], action: str) -> bool:
    """True if an action, empty for an event that has none, is to wait until the screen has what it needs."""
    if not isinstance(screen, BaseScreen) or action in AT_ONCE or action in screen.at_once:
        return False
    return screen.waits


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
        self._postponed: Callable[[], None] | None = None
        if ahead:
            self._opening = Opening(ahead, self.make_journal, lambda: self.post_from_afar(HistoryRead()))

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
        typed_for = self.screen
        self.begin()
        if self.screen is not typed_for:
            self.typeahead.rest()  # what was typed for Home answers no question that comes by itself
        await self.typeahead.release()

    def postpone(self, act: Callable[[], None]) -> None:
        """Do something once more is worked out, instead of what was to be done before; until then all keys wait.

        Args:
            act: What; it may postpone itself again.
        """
        self._postponed = act

    def tell_worked_out(self, take: Callable[[], None]) -> None:
        """Say that something has been worked out; called on the thread.

        Args:
            take: Takes it over, on the screen's thread.
        """
        self.post_from_afar(WorkedOut(take))

    async def on_worked_out(self, message: WorkedOut) -> None:
        """Show what has been worked out, then handle the keys that have waited for it."""
        message.take()
        self.show_everywhere()
        act, self._postponed = self._postponed, None
        if act:
            act()
        await self.typeahead.settle()

    def run_command(self, screen: Screen[object], command: "Active") -> None:
        """Do what a command of `screen` does, once the screen has what it needs for it."""
        if _waits(screen, command.action):
            self.postpone(partial(self.run_command, screen, command))
        else:
            super().run_command(screen, command)

    def show_everywhere(self) -> None:
        """Let every screen redraw."""
        for screen in self.screen_stack:
            screen.post_message(HistoryChanged())

    def _has_to_wait(self, event: Typed) -> bool:
        """True while the screen waits for the history or for the coach, or something postponed does."""
        super()._has_to_wait(event)
        screen, action = self.screen, ""
        if isinstance(event, Key) and (found := screen.active_bindings.get(small_letter(screen, event).key)):
            action = found.binding.action.removeprefix("app.")
        return action not in LEAVE if self._postponed else _waits(screen, action)

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
