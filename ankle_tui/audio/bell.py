"""Player on the terminal bell; with only one tone, it rings for the cues a runner must not miss."""

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
"""Cues that ring; tempo, count and foot-down are so frequent that one bell for all of them would confuse."""

_SAME: Final = 3.0
"""Seconds after a tone in which its word does not ring again, since both would be the same bell."""


class Timer(Protocol):
    """Part of `threading.Timer` that the bell uses."""

    def start(self) -> None:
        """Start the countdown."""
        ...

    def cancel(self) -> None:
        """Prevent the timer from firing."""
        ...


def _daemon_timer(seconds: float, action: Callable[[], None]) -> Timer:
    timer = threading.Timer(seconds, action)
    timer.daemon = True
    return timer


class BellPlayer:
    """Ring for important cues, within a few tens of milliseconds of their deadlines.

    Args:
        ring: Rings the bell once; called on the caller's thread for a cue due now and on a timer's thread for a later
            one. Its exceptions are swallowed.
        volume: 0.0 silences the bell; any other value rings it.
        now: Clock in seconds.
        timer: Makes a timer from a delay in seconds and an action.
    """

    name: Final = "bell"
    status: Final = "terminal bell"
    delay: Final = 0.0
    ready: Final = True

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
        """Ring at `at`, None being now, if `cue` is one of `RINGING` or the word for one."""
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
        """Cancel every cue that has not rung."""
        with self._lock:
            if self._last[1] > self._now():
                self._last = ("", 0.0)
            timers = list(self._waiting.values())
            self._waiting.clear()
        for timer in timers:
            timer.cancel()

    def set_volume(self, volume: float) -> None:
        """Silence the bell at 0.0, let it ring above."""
        self._volume = clamp_volume(volume)

    def close(self) -> None:
        """Cancel everything and ring no more."""
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
        # On a machine out of threads the bell is lost, not the session.
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
