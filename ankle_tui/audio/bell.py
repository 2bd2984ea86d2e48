"""The terminal bell as a Player: one tone only, so it rings for the cues a runner must not miss."""

import contextlib
import threading
from collections.abc import Callable
from typing import Final, Protocol

from ankle_tui import clock
from ankle_tui.audio.player import clamp_volume, is_too_late
from ankle_tui.core.cues.cues import STANDS_FOR, Cue

RINGING: Final = frozenset(
    {
        Cue.GET_READY,
        Cue.THREE,
        Cue.TWO,
        Cue.ONE,
        Cue.GO,
        Cue.HALFWAY,
        Cue.TEN_SECONDS,
        Cue.CHANGE_SIDES,
        Cue.REST,
        Cue.SET_DONE,
        Cue.SESSION_DONE,
        Cue.QUESTION,
        Cue.PAUSED,
        Cue.RESUMED,
    }
)
"""The cues that ring. Tempo, count and foot-down come so often that one bell for all of them would only confuse."""

_SAME: Final = 3.0
"""Seconds within which a word after its tone says nothing new to those who hear a bell for either."""


class Timer(Protocol):
    """The part of `threading.Timer` the bell needs."""

    def start(self) -> None:
        """Lets the time run."""
        ...

    def cancel(self) -> None:
        """Makes sure it does not fire any more."""
        ...


def _daemon_timer(seconds: float, action: Callable[[], None]) -> Timer:
    timer = threading.Timer(seconds, action)
    timer.daemon = True
    return timer


class BellPlayer:
    """Rings for important cues, to within a few tens of milliseconds of their deadline.

    Args:
        ring: Rings the bell once. Called from the caller's thread for a cue that is due, and from a timer's thread for
            one in the future, so it must be safe in any thread. What it raises is swallowed.
        volume: 0.0 silences the bell; there is nothing between on and off.
        now: The clock, in seconds.
        timer: Makes a timer from a delay in seconds and an action.
    """

    name: Final = "bell"
    status: Final = "terminal bell"

    def __init__(
        self,
        ring: Callable[[], None],
        *,
        volume: float = 1.0,
        now: Callable[[], float] = clock.now,
        timer: Callable[[float, Callable[[], None]], Timer] = _daemon_timer,
    ) -> None:
        self._ring = ring
        self._now = now
        self._timer = timer
        self._volume = clamp_volume(volume)
        self._closed = False
        self._last: tuple[str, float] = ("", 0.0)
        self._waiting: dict[int, Timer] = {}
        self._next_key = 0
        self._lock = threading.Lock()

    def play(self, cue: str, at: float | None = None) -> None:
        """Rings for the cue, if it is one of `RINGING`, or a word in the place of one.

        Args:
            cue: Name of the cue; any other is ignored.
            at: Deadline in seconds of the clock. None is now.
        """
        now = self._now()
        due = now if at is None else at
        tone = STANDS_FOR.get(cue, cue)
        if self._closed or tone not in RINGING or is_too_late(due, now) or self._has_rung_for(cue, tone, due):
            return
        self._last = (tone, due)
        if due <= now:
            self._sound()
        else:
            self._wait(due - now)

    def cancel(self) -> None:
        """Forgets every cue that has not rung."""
        with self._lock:
            if self._last[1] > self._now():
                self._last = ("", 0.0)
            timers = list(self._waiting.values())
            self._waiting.clear()
        for timer in timers:
            timer.cancel()

    def set_volume(self, volume: float) -> None:
        """Switches the bell off at 0.0 and on above.

        Args:
            volume: 0.0 to 1.0.
        """
        self._volume = clamp_volume(volume)

    def close(self) -> None:
        """Rings no more."""
        self._closed = True
        self.cancel()

    def _has_rung_for(self, cue: str, tone: str, due: float) -> bool:
        last, at = self._last
        return cue != tone == last and abs(due - at) <= _SAME

    def _wait(self, seconds: float) -> None:
        with self._lock:
            key = self._next_key
            self._next_key += 1
            timer = self._timer(seconds, lambda: self._due(key))
            self._waiting[key] = timer
        # A machine out of threads costs a bell, not the session.
        with contextlib.suppress(RuntimeError):
            timer.start()

    def _due(self, key: int) -> None:
        with self._lock:
            timer = self._waiting.pop(key, None)
        if timer is not None and not self._closed:
            self._sound()

    def _sound(self) -> None:
        if self._volume > 0.0:
            with contextlib.suppress(Exception):
                self._ring()
