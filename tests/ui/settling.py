"""Wait for an app by what it still has to do, never by the clock on the wall."""

import asyncio
import time

import pytest
from textual import _time
from textual.pilot import Pilot

NEAR = 0.05
"""Seconds ahead that are gone through at once: repaints and the effects of a key lie within them, timers of screens do not."""


class Hurry:
    """The clock of the event loop and of Textual's timers, which skips what is only waiting."""

    def __init__(self) -> None:
        self._skipped = 0.0

    def now(self) -> float:
        """A monotonic clock that is ahead by what has been skipped."""
        return time.monotonic() + self._skipped

    async def settle(self) -> None:
        """Let everything happen that is under way or due within `NEAR`."""
        loop = asyncio.get_running_loop()
        assert isinstance(loop, asyncio.BaseEventLoop)
        loop.time = self.now  # type: ignore[method-assign]
        end = self.now() + NEAR
        while True:
            await asyncio.sleep(0)
            if loop._ready:  # type: ignore[attr-defined]
                continue
            due = min((each.when() for each in loop._scheduled if not each.cancelled()), default=end)  # type: ignore[attr-defined]
            if due >= end:
                return
            self._skipped += max(0.0, due - self.now())


def install(patch: pytest.MonkeyPatch) -> None:
    """Let every pilot wait this way: Textual's sleeps until the processor is idle, which takes as long as the machine likes."""
    hurry = Hurry()

    async def wait_for_idle(*_: float) -> None:
        await hurry.settle()

    async def wait_for_screen(_pilot: Pilot[object], _timeout: float = 0) -> bool:
        await hurry.settle()
        return True

    patch.setattr(_time, "get_time", hurry.now)
    patch.setattr("textual.pilot.wait_for_idle", wait_for_idle)
    patch.setattr("textual.app.wait_for_idle", wait_for_idle)
    patch.setattr(Pilot, "_wait_for_screen", wait_for_screen)
