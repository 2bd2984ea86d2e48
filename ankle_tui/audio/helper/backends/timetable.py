"""Start each sound at its deadline, for libraries and programs that can only start one now."""

import heapq
import threading
from collections.abc import Callable, Sequence
from itertools import count
from typing import Final

from ankle_tui import clock
from ankle_tui.audio.helper.mixer import MixPart, mix
from ankle_tui.audio.player import covers_next, is_too_late
from ankle_tui.audio.sound_files import Clip

LONGEST_LEAD: Final = 0.2
"""Seconds; below `ankle_tui.audio.client.pending_cues.QUIET`, so that no cue that moves to another helper has begun."""
_AT_ONCE: Final = 0.005
"""Seconds within which sounds start together."""


class Timetable:
    """Call `start` for each sound at its deadline, on a thread that `open` starts.

    Args:
        start: Starts a sound, given with its deadline; an exception ends the helper.
        now: Clock in seconds.
    """

    def __init__(self, start: Callable[[Clip, float], None], now: Callable[[], float] = clock.now) -> None:
        self._start = start
        self._now = now
        self._lead = 0.0
        self._waiting: list[tuple[float, int, Clip]] = []
        self._order = count()
        self._closed = False
        self._changed = threading.Condition()

    def open(self, lead: float = 0.0) -> None:
        """Begin to start sounds, each `lead` seconds early, up to `LONGEST_LEAD`: the time until it can be heard."""
        self._lead = min(max(0.0, lead), LONGEST_LEAD)
        threading.Thread(target=self._run, name="timetable", daemon=True).start()

    def add(self, clip: Clip, at: float) -> None:
        """Add a sound with its deadline, in seconds of the clock."""
        with self._changed:
            heapq.heappush(self._waiting, (at, next(self._order), clip))
            self._changed.notify()

    def cancel(self) -> None:
        """Cancel every sound that has not started."""
        with self._changed:
            self._waiting.clear()

    def close(self) -> None:
        """Start no more sounds."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    def _run(self) -> None:
        while (due := self._take()) is not None:
            clip, at = due
            if not self._is_late(clip, at, self._now() + self._lead):
                self._start(clip, at)

    def _is_late(self, clip: Clip, at: float, start: float) -> bool:
        """True for a sound that no longer helps at `start`; a word may not last into the next sound either."""
        with self._changed:
            others = [other for other, _, _ in self._waiting] if clip.is_word else []
        return is_too_late(at, start) or covers_next(at, start, clip.seconds, others)

    def _take(self) -> tuple[Clip, float] | None:
        """Wait for the next sound that is due and take it out; None once closed."""
        with self._changed:
            while not self._closed:
                left = self._waiting[0][0] - self._lead - self._now() if self._waiting else None
                if left is not None and left <= 0.0:
                    at, _, clip = heapq.heappop(self._waiting)
                    together = [clip]
                    while self._waiting and self._waiting[0][0] - at < _AT_ONCE:
                        together.append(heapq.heappop(self._waiting)[-1])
                    return (clip if len(together) == 1 else _one_of(together)), at
                self._changed.wait(left)
            return None


def _one_of(clips: Sequence[Clip]) -> Clip:
    """Mix sounds that start together into one: as two streams they would clip in the device."""
    first = clips[0]
    samples = mix([MixPart(0, clip.samples) for clip in clips], max(len(clip.samples) for clip in clips))
    return Clip("+".join(clip.name for clip in clips), first.path, samples)
