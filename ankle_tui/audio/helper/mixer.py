"""Mix cues into one stream of samples, each starting at the frame of its deadline."""

import heapq
import threading
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from math import inf
from operator import add
from typing import Final, NamedTuple

from ankle_tui.audio.player import clamp_volume, covers_next, is_too_late
from ankle_tui.audio.sound_files import Clip

CEILING: Final = 32_766
"""Highest level: no sample reaches full scale, where other programs and devices begin to clip."""
KNEE: Final = 29_300
"""Level up to which samples pass unchanged, just above the peak of one cue: only overlapping cues are compressed."""
_ROOM: Final = CEILING - KNEE
_BREATH: Final = 0.05
"""Seconds from the end of a sound to a word that had to wait for it."""


class MixPart(NamedTuple):
    """Samples that start within a block.

    Attributes:
        offset: Frame of the block, from 0, for the first sample.
        samples: 16-bit samples; those beyond the end of the block are left out.
    """

    offset: int
    samples: Sequence[int]


def limit(value: float) -> int:
    """Compress `value` above `KNEE` smoothly towards `CEILING`, so that several cues at once never clip."""
    over = abs(value) - KNEE
    if over <= 0:
        return round(value)
    level = round(KNEE + _ROOM * over / (_ROOM + over))
    return level if value > 0 else -level


def mix(parts: Iterable[MixPart], frames: int, gains: tuple[float, float] = (1.0, 1.0)) -> "array[int]":
    """Mix `parts` into a block of exactly `frames` 16-bit samples.

    Args:
        parts: Sounds of the block.
        frames: Length of the block.
        gains: Amplitude at the start and the end of the block; a ramp between them, because a step would click.
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
    """A sound in progress and the position of its next sample."""

    samples: Sequence[int]
    position: int


class _Waiting(NamedTuple):
    """A sound to come.

    Attributes:
        start: When it is to start, in seconds of the clock: its deadline, or later for a word behind another one.
        order: Its place among those with the same start.
        at: Its deadline.
        clip: The sound.
    """

    start: float
    order: int
    at: float
    clip: Clip


class Mixer:
    """Turn sounds with deadlines into blocks of samples; one thread schedules while another renders.

    A word waits for a late sound before it, and is left out if it would last into the tone after it.

    Args:
        rate: Frames per second.
        volume: Share of the full amplitude, 0.0 to 1.0.
    """

    def __init__(self, rate: int, *, volume: float = 1.0) -> None:
        self._rate = rate
        self._gain = self._wanted_gain = clamp_volume(volume)
        self._waiting: list[_Waiting] = []
        self._order = count()
        self._voices: list[_Voice] = []
        self._taken_until = -inf
        """When the last word ends, or what started late: until then no other word starts."""
        self._lock = threading.Lock()
        self._blocks = 0

    @property
    def blocks(self) -> int:
        """Blocks rendered so far; the number grows as long as the device is alive."""
        return self._blocks

    def schedule(self, clip: Clip, at: float) -> None:
        """Start `clip` at its deadline `at`, in seconds of the clock."""
        with self._lock:
            heapq.heappush(self._waiting, _Waiting(at, next(self._order), at, clip))

    def cancel(self) -> None:
        """Cancel every sound that has not started."""
        with self._lock:
            self._waiting.clear()

    def set_volume(self, volume: float) -> None:
        """Set the amplitude, 0.0 to 1.0, reached at the end of the next block."""
        self._wanted_gain = clamp_volume(volume)

    def render(self, frames: int, now: float) -> "array[int]":
        """Render the next block.

        Args:
            frames: Its length, at least one 16-bit sample.
            now: When it will be heard, in seconds of the clock.
        """
        self._blocks += 1
        gains = self._gain, self._wanted_gain
        self._gain = gains[1]
        parts = self._sounding(frames) + self._starting(frames, now)
        # Most blocks are silent: they are not mixed.
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
        """Take out the sounds that start in this block, each with its frame, dropping those that are too late."""
        due = []
        with self._lock:
            # Compare whole frames, so that a deadline on the edge of two blocks falls into exactly one of them.
            while self._waiting and round((self._waiting[0].start - now) * self._rate) < frames:
                first = heapq.heappop(self._waiting)
                start = self._start(first, now)
                if start is None:
                    continue
                if (offset := round((start - now) * self._rate)) >= frames:
                    heapq.heappush(self._waiting, first._replace(start=start))
                    continue
                if first.clip.is_word or start > first.at:
                    self._taken_until = max(self._taken_until, start + first.clip.seconds)
                due.append(MixPart(offset, first.clip.samples))
        return due

    def _start(self, sound: _Waiting, now: float) -> float | None:
        """When a sound that is due can start, from `now` on; None if it no longer can."""
        start = max(sound.start, now)
        if sound.clip.is_word:
            if self._taken_until > start:
                start = self._taken_until + _BREATH
            tones = (other.at for other in self._waiting if not other.clip.is_word)
            if covers_next(sound.at, start, sound.clip.seconds, tones):
                return None
        return None if is_too_late(sound.at, start) else start
