"""A text that stands for some seconds."""

import asyncio
from collections.abc import Callable


class Passing:
    """Hold a text, then drop it.

    Args:
        seconds: How long it stands.
        gone: Called once it has been dropped.

    Attributes:
        text: What stands now, or empty.
    """

    def __init__(self, seconds: float, gone: Callable[[], object]) -> None:
        self._seconds = seconds
        self._gone = gone
        self._timer: asyncio.TimerHandle | None = None
        self.text = ""

    def show(self, text: str) -> None:
        """Hold `text` from now on."""
        self.cancel()
        self.text = text
        self._timer = asyncio.get_running_loop().call_later(self._seconds, self._drop)

    def cancel(self) -> None:
        """Let the current text stand."""
        if self._timer:
            self._timer.cancel()

    def _drop(self) -> None:
        self.text = ""
        self._gone()
