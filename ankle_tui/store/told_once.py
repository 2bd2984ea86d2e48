"""Tell the runner a state once while it lasts, over any number of starts."""

import contextlib
from pathlib import Path

from ankle_tui.store.files.durable import put_lightly

LONGEST = 1000
"""Most bytes read of a file that may be anything."""


class ToldOnce:
    """Remember the line that was told last, in a file of its own that may be lost at any time.

    Args:
        path: The file; None remembers nothing beyond this start.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._told = False

    def is_news(self, line: str) -> bool:
        """True if a line was not told last, by this start or one before; it is from now on."""
        self._told = True
        if self._path is None or self._read() == line:
            return self._path is None
        put_lightly(self._path, line.encode())
        return True

    def forget_unless_told(self) -> None:
        """Forget the line if this start had nothing to tell: the state is over."""
        if self._path and not self._told:
            with contextlib.suppress(OSError):
                self._path.unlink()

    def _read(self) -> str:
        if self._path is None:
            return ""
        try:
            with self._path.open("rb") as file:
                return file.read(LONGEST).decode(errors="replace")
        except OSError:
            return ""
