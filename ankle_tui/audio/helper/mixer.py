"""Mixes cues into one stream of samples, each starting at the frame of its deadline."""

import heapq
import threading
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from operator import add
from typing import Final, NamedTuple

from ankle_tui import clock
from ankle_tui.audio.player import clamp_volume, is_too_late
from ankle_tui.audio.sound_files import RATE

FULL_SCALE: Final = 32_767
KNEE: Final = 29_300
"""Samples up to here pass unchanged. Just above the peak of a single cue, so only overlapping cues are rounded off."""
_ROOM: Final = FULL_SCALE - KNEE


class MixPart(NamedTuple):
    """Samples that start at a frame of a block.

    Attributes:
        offset: Frame of the block, from 0, at which the first sample is heard.
        samples: 16-bit samples; what goes beyond the block is left out.
    """

    offset: int
    samples: Sequence[int]


def limit(value: float) -> int:
    """Rounds off what is too loud, smoothly, so that the sum of several cues never clips.

    Args:
        value: Any sample value.

    Returns:
        The same value up to `KNEE`; above, ever closer to full scale and never beyond it.
    """
    over = abs(value) - KNEE
    if over <= 0:
        return round(value)
    level = round(KNEE + _ROOM * over / (_ROOM + over))
    return level if value > 0 else -level


def mix(parts: Iterable[MixPart], frames: int, gains: tuple[float, float] = (1.0, 1.0)) -> "array[int]":
    """One block of sound.

    Args:
        parts: What is heard in it.
        frames: Length of the block.
        gains: Amplitude at the start and at the end of the block; a ramp, because a step would click.

    Returns:
        Exactly `frames` 16-bit samples.
    """
    total: list[float] = [0] * frames
    for offset, samples in parts:
        end = min(frames, offset + len(samples))
        total[offset:end] = map(add, total[offset:end], samples)
    start, stop = gains
    if start != stop:
        step = (stop - start) / frames
        total = [value * (start + step * index) for index, value in enumerate(total)]
    elif start != 1.0:
        total = [value * start for value in total]
    return array("h", map(limit, total))


@dataclass(slots=True)
class _Voice:
    """A sound in progress and the first of its samples not yet mixed."""

    samples: Sequence[int]
    position: int = 0


class Mixer:
    """Cues with deadlines in, blocks of samples out. Safe to feed from one thread and render in another.

    Args:
        volume: Share of the full amplitude, 0.0 to 1.0.
        now: The clock, in seconds, read once for each block.
        rate: Frames per second.
    """

    def __init__(self, *, volume: float = 1.0, now: Callable[[], float] = clock.now, rate: int = RATE) -> None:
        self._now = now
        self._rate = rate
        self._gain = self._wanted_gain = clamp_volume(volume)
        self._waiting: list[tuple[float, int, Sequence[int]]] = []
        self._order = count()
        self._voices: list[_Voice] = []
        self._lock = threading.Lock()
        self._blocks = 0

    @property
    def blocks(self) -> int:
        """How many blocks have been rendered: a device that is alive keeps asking."""
        return self._blocks

    def schedule(self, samples: Sequence[int], at: float) -> None:
        """Starts a sound at its deadline.

        Args:
            samples: 16-bit samples.
            at: Deadline in seconds of the clock.
        """
        with self._lock:
            heapq.heappush(self._waiting, (at, next(self._order), samples))

    def cancel(self) -> None:
        """Forgets every sound that has not started."""
        with self._lock:
            self._waiting.clear()

    def set_volume(self, volume: float) -> None:
        """Sets the amplitude, reached at the end of the next block.

        Args:
            volume: Share of the full amplitude, 0.0 to 1.0.
        """
        self._wanted_gain = clamp_volume(volume)

    def render(self, frames: int) -> "array[int]":
        """The next block, heard from this moment on.

        Args:
            frames: Its length, at least 1.

        Returns:
            Exactly `frames` 16-bit samples.
        """
        now = self._now()
        self._blocks += 1
        gains = self._gain, self._wanted_gain
        self._gain = gains[1]
        parts = self._sounding(frames) + self._starting(frames, now)
        return mix(parts, frames, gains) if parts else array("h", bytes(2 * frames))

    def _sounding(self, frames: int) -> list[MixPart]:
        parts = []
        for voice in self._voices:
            parts.append(MixPart(0, voice.samples[voice.position : voice.position + frames]))
            voice.position += frames
        self._voices = [voice for voice in self._voices if voice.position < len(voice.samples)]
        return parts

    def _starting(self, frames: int, now: float) -> list[MixPart]:
        parts = []
        for offset, samples in self._due(frames, now):
            parts.append(MixPart(offset, samples[: frames - offset]))
            if len(samples) > frames - offset:
                self._voices.append(_Voice(samples, frames - offset))
        return parts

    def _due(self, frames: int, now: float) -> list[MixPart]:
        """Takes out what starts in this block, each with its frame, and what is too late to start at all."""
        due = []
        with self._lock:
            # By whole frames, because a deadline on the edge of two blocks must fall into exactly one of them.
            while self._waiting and round((self._waiting[0][0] - now) * self._rate) < frames:
                at, _, samples = heapq.heappop(self._waiting)
                if not is_too_late(at, now):
                    due.append(MixPart(max(0, round((at - now) * self._rate)), samples))
        return due
