"""Show a session outside the screen: window title, the terminal's progress bar, desktop notices."""

import shutil
import subprocess
from collections.abc import Callable, Mapping
from typing import Final

from ankle_tui.core.validation import is_sign

UNDO: Final = "\x1b]9;4;0\x1b\\\x1b[23;0t"
"""No progress, and the title as it was before."""
_BEGIN: Final = "\x1b[22;0t"
"""Remembers the title (XTWINOPS 22)."""
_MUTE = {"dumb", "linux", "vt100", "vt220", ""}
"""Terminals without a window, which print sequences they do not know."""
_BY_PROGRAM = {"iTerm.app": 9, "WezTerm": 9, "ghostty": 9, "rio": 777, "WarpTerminal": 9}
"""The number of the OSC for a notice, by `TERM_PROGRAM`."""
_BY_TERM = {"xterm-kitty": 9, "xterm-ghostty": 9, "foot": 777, "foot-extra": 777, "rxvt-unicode": 777}
"""The same by `TERM`."""
MOST = 100
"""The longest title or notice, in characters."""


class TerminalStatus:
    """Write title, progress and notices to the terminal, each only when it changes.

    Args:
        write: Writes to the terminal between two frames.
        environ: Environment variables.
        titles: True to show title and progress.
        notices: True to show desktop notices.
        spawn: Starts a program without waiting for it.
        undo: Called with the sequence that undoes it all before anything is written, and with nothing once it is undone.
    """

    def __init__(
        self,
        write: Callable[[str], None],
        environ: Mapping[str, str],
        *,
        titles: bool,
        notices: bool,
        spawn: Callable[[list[str]], object] | None = None,
        undo: Callable[[bytes], None] = lambda _: None,
    ) -> None:
        self._write = write
        self._environ = environ
        self._titles = titles and environ.get("TERM", "") not in _MUTE
        self._notices = notices
        self._spawn = spawn or _spawn
        self._title = ""
        self._progress = ""
        self._undo = undo
        self._begun = False

    def show(self, title: str, share: float, *, paused: bool) -> None:
        """Show the state of the session.

        Args:
            title: The current phase.
            share: The share of the session that is over, 0.0 to 1.0.
            paused: True while it is paused.
        """
        if not self._titles:
            return
        text = "" if self._begun else _BEGIN
        if not self._begun:
            self._begun = True
            self._undo(UNDO.encode())
        if title != self._title:
            self._title = title
            text += f"\x1b]2;{_clean(title)}\x1b\\"
        progress = f"{4 if paused else 1};{int(100 * min(max(share, 0.0), 1.0))}"  # 4 is paused, 1 goes on
        if progress != self._progress:
            self._progress = progress
            text += f"\x1b]9;4;{progress}\x1b\\"
        if text:
            self._write(text)

    def clear(self) -> None:
        """Restore title and progress."""
        if self._begun:
            self._begun = False
            self._title = self._progress = ""
            self._write(UNDO)
            self._undo(b"")

    def notice(self, text: str) -> None:
        """Show `text` as a desktop notice, where that is possible."""
        if not self._notices:
            return
        by = notice_by(self._environ)
        if by == 9:
            self._write(f"\x1b]9;{_clean(text)}\x1b\\")
        elif by == 777:
            self._write(f"\x1b]777;notify;ankle-tui;{_clean(text).replace(';', ',')}\x1b\\")
        elif by:
            self._spawn([str(by), "--app-name=ankle-tui", "--", "ankle-tui", _clean(text)])


def notice_by(environ: Mapping[str, str]) -> int | str:
    """Find the way to show a desktop notice: the number of an OSC, the path of a program, or 0.

    Args:
        environ: Environment variables.
    """
    for names, variable in ((_BY_PROGRAM, "TERM_PROGRAM"), (_BY_TERM, "TERM")):
        if number := names.get(environ.get(variable, "")):
            return number
    # A program on this machine does not reach the other end of a connection.
    here = not environ.get("SSH_CONNECTION") and (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))
    return (here and shutil.which("notify-send", path=environ.get("PATH"))) or 0


def _clean(text: str) -> str:
    """Clean a text so that nothing in it ends the sequence or begins another."""
    return "".join(char for char in text if is_sign(char))[:MOST]


def _spawn(command: list[str]) -> None:
    quiet = subprocess.DEVNULL
    try:
        subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    except OSError:
        return
