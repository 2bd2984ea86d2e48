"""Lines for the runner: shown on Home, beside a session, or in the terminal after the end."""

from collections.abc import Iterable

from textual.app import App
from textual.message_pump import MessagePump

from ankle_tui.store.told_once import ToldOnce
from ankle_tui.ui.messages import SoundNotice
from ankle_tui.ui.wording.text import shown

NOTICE_SECONDS = 20.0
"""Seconds a notice stands beside a session that was asked for on the command line."""
NOTICE_ROOM = (80, 20)
"""Columns and rows from which such a notice leaves the countdown in view."""


class NoticeBoard:
    """Own the notices until they are shown.

    Args:
        app: Shows them.
        lines: The notices at the start.
        sound: What was told last of the sound.
    """

    def __init__(self, app: App[None], lines: Iterable[str], sound: ToldOnce) -> None:
        self._app = app
        self._lines = list(lines)
        self._sound = sound
        self._sounds = False
        """True once the player has a device."""

    def add(self, *lines: str) -> None:
        """Keep lines to show later."""
        self._lines += lines

    def take(self) -> list[str]:
        """Take every line not shown yet."""
        taken, self._lines = self._lines, []
        return taken

    def say(self, line: str) -> None:
        """Show a line at once."""
        self._app.notify(shown(line), markup=False)

    def tell_of_sound(self, line: str, session: MessagePump | None) -> None:
        """Leave a line about the sound to the session; without one, show it. A state that lasts is told once.

        Args:
            line: The line; empty when a device was opened.
            session: The screen of the session, or None.
        """
        self._sounds = self._sounds or not line
        if line and not self._sound.is_news(line):
            return
        if session:
            session.post_message(SoundNotice(line))
        elif line:
            self.say(line)

    def close(self) -> None:
        """Forget what was told of the sound if it is over."""
        if self._sounds:
            self._sound.forget_unless_told()

    def show(self) -> None:
        """Show every line not shown yet."""
        for line in self.take():
            self._app.notify(shown(line), timeout=NOTICE_SECONDS, markup=False)

    def show_beside_session(self) -> None:
        """Show the lines if there is room beside the countdown; else they come after the end."""
        if all(has >= needs for has, needs in zip(self._app.size, NOTICE_ROOM, strict=True)):
            self.show()
