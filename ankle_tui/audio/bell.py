"""Player on the terminal bell: one stroke for most cues, patterns for those that must be told apart."""

import contextlib
import threading
from collections.abc import Callable, Mapping
from math import inf
from typing import Final, Protocol

from ankle_tui import clock
from ankle_tui.audio.player import clamp_volume, is_too_late
from ankle_tui.core.cues.cues import Cue

QUICK: Final = 0.25
"""Seconds between the strokes of a pattern: terminals swallow what comes faster."""

_ONE: Final = (0.0,)
_END: Final = tuple(QUICK * stroke for stroke in range(4))

PATTERNS: Final[Mapping[str, tuple[float, ...]]] = {
    Cue.GET_READY: _ONE,
    Cue.THREE: _ONE,
    Cue.TWO: _ONE,
    Cue.ONE: _ONE,
    Cue.GO: _ONE,
    Cue.COUNT: _ONE,
    Cue.HALFWAY: _END[:2],
    Cue.TEN_SECONDS: _END[:3],
    Cue.CHANGE_SIDES: (1.0, 1.8),  # slow, and after the strokes of the set's end: the legs must change
    Cue.REST: _ONE,
    Cue.SET_DONE: _END,
    Cue.SESSION_DONE: (*_END, *(1.5 + stroke for stroke in _END)),
    Cue.QUESTION: _ONE,
    Cue.PAUSED: _ONE,
    Cue.RESUMED: _ONE,
}
"""Seconds from a cue to each of its strokes. The beat, the seconds of a test and touches do not ring: as frequent as they
are, nothing else could be told from them."""

_AFTER_END: Final = 1.0
"""Seconds after the end of a set in which the rest that follows does not ring: it would blur the pattern."""


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
    """Ring for the cues of `PATTERNS`, within a few tens of milliseconds of their deadlines.

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
        self._ended = -inf
        """Time of the last end of a set."""
        self._waiting: dict[int, Timer] = {}
        self._next_key = 0
        self._lock = threading.Lock()

    def play(self, cue: str, at: float | None = None) -> None:
        """Ring the pattern of `cue` at `at`, None being now; words and most frequent cues have none."""
        now = self._now()
        due = now if at is None else at
        blurs = cue == Cue.REST and 0 <= due - self._ended <= _AFTER_END
        if self._closed or is_too_late(due, now) or blurs:
            return
        if cue == Cue.SET_DONE:
            self._ended = due
        for after in PATTERNS.get(cue, ()):
            if due + after <= now:
                self._sound()
            else:
                self._wait(due + after - now)

    def cancel(self) -> None:
        """Cancel every stroke that has not rung."""
        with self._lock:
            if self._ended > self._now():
                self._ended = -inf
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
