"""Tell when the next block of a stream will be heard, on a machine too busy to fetch its blocks on time."""

from collections import deque
from typing import Final

BLOCKS: Final = 16
"""Blocks that are looked back on: enough for one to be on time, few enough to follow another clock and a hole."""


class StreamClock:
    """Follow the clock of a device by the moments at which it asks for blocks.

    A device asks when its queue has room, never earlier; a busy machine answers late, which moves no sound while the queue
    lasts. So of the last blocks the earliest counts.

    Args:
        rate: Frames per second.
        ahead: Seconds of sound still queued when the device asks for more.
    """

    def __init__(self, rate: int, ahead: float) -> None:
        self._rate = rate
        self._ahead = ahead
        self._frames = 0
        self._origins: deque[float] = deque(maxlen=BLOCKS)
        """When frame 0 would have been asked for, by the pace of each of the last blocks."""

    def next_block(self, frames: int, now: float) -> float:
        """Count a block of `frames` that the device asks for at `now`; return the time at which it will be heard."""
        into = self._frames / self._rate
        self._frames += frames
        origin = now - into
        if not self._origins or origin - min(self._origins) > self._ahead:
            # The queue was empty: at the start, or since it has run dry. This block is heard at once.
            self._origins.clear()
            origin -= self._ahead
        self._origins.append(origin)
        return min(self._origins) + into + self._ahead
