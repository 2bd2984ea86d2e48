"""A text shown for a few seconds."""

import asyncio
from collections.abc import Callable


class Passing:
    """Hold a text, then drop it.

    Args:
        gone: Called once it has been dropped.

    Attributes:
        text: The text now, or empty.
    """

    def __init__(self, gone: Callable[[], object]) -> None:
        self._gone = gone
        self._timer: asyncio.TimerHandle | None = None
        self.text = ""

    def show(self, text: str, seconds: float) -> None:
        """Hold `text` for some seconds from now on."""
        self.cancel()
        self.text = text
        self._timer = asyncio.get_running_loop().call_later(seconds, self._drop)

    def cancel(self) -> None:
        """Keep the current text."""
        if self._timer:
            self._timer.cancel()

    def _drop(self) -> None:
        self.text = ""
        self._gone()
