"""Trace sounds in a recording that has them sample for sample: when each began, its holes, and what lies over what."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from pathlib import Path
from typing import NamedTuple

from ankle_tui.audio.helper.mixer import MixPart, mix
from ankle_tui.audio.sound_files import RATE, Clip
from tests.audio.listening import QUIET_SECONDS, Recording, find

_PIECE = 48
"""Frames of the pieces that are looked for: too many for the same numbers to come twice."""
_STEP = RATE // 200
"""Frames from one piece to the next."""
_LOUD = 200
"""Least span of the samples of a piece; in a quieter one silence would be found."""
_LONGEST_HOLE = RATE // 2
_EARLY, _LATE = 0.1, 1.2
"""Seconds before and after its deadline in which a sound is looked for."""
_TOUCHING = 0.01
"""Seconds that two sounds may lie over each other unheard."""
_LIKE = 0.85
"""Least correlation of a sound that is not there sample for sample."""
FULL_SCALE = 32_767
"""Level from which a sample counts as clipped."""


class Due(NamedTuple):
    """A cue that must be heard and its deadline, in seconds of the clock."""

    cue: str
    at: float


@dataclass(slots=True)
class Traced:
    """A cue in a recording.

    Attributes:
        cue: Its name.
        due: Its deadline, in seconds of the clock.
        seconds: Its length.
        onset: Its beginning, in seconds of the clock; None if it was not heard.
        holes: Milliseconds of each silence put into it.
        whole: True if every piece of it was found, sample for sample.
    """

    cue: str
    due: float
    seconds: float
    onset: float | None = None
    holes: list[float] = field(default_factory=list)
    whole: bool = False

    @property
    def error(self) -> float | None:
        """Seconds from deadline to onset."""
        return None if self.onset is None else self.onset - self.due

    @property
    def end(self) -> float:
        """When it ended, or was to end."""
        return (self.due if self.onset is None else self.onset) + self.seconds + sum(self.holes) / 1000


def trace(due: Due, clip: Clip, room: Recording) -> Traced:
    """Find a cue near its deadline."""
    traced = Traced(due.cue, due.at, clip.seconds)
    since = due.at - _EARLY
    window = room.between(since, due.at + _LATE + clip.seconds + _LONGEST_HOLE / RATE)
    places, missed = _places(clip.samples, window, round((_EARLY + _LATE) * RATE))
    if places:
        traced.onset = since + (places[0][1] - places[0][0]) / RATE
        traced.holes = [
            1000 * (there - here - (to - start)) / RATE
            for (start, here), (to, there) in pairwise(places)
            if there - here != to - start
        ]
        traced.whole = not missed
    elif window:
        match = find(clip.samples, [*[0] * round(QUIET_SECONDS * RATE), *window])
        if match.likeness > _LIKE:
            traced.onset = since + match.offset - QUIET_SECONDS
    return traced


def _places(sound: Sequence[int], window: "array[int]", latest: int) -> tuple[list[tuple[int, int]], int]:
    """Places of the loud pieces in the sound and in the window, and how many of them were not found."""
    wanted, data = array("h", sound), window.tobytes()
    places: list[tuple[int, int]] = []
    missed = 0
    for start in range(0, len(wanted) - _PIECE, _STEP):
        piece = wanted[start : start + _PIECE]
        if max(piece) - min(piece) < _LOUD:
            continue
        if places:
            low = places[-1][1] + start - places[-1][0]
            high = low + _LONGEST_HOLE
        else:
            low, high = start, start + latest
        place = _find(data, piece.tobytes(), low, high)
        if place is None:
            missed += 1
        else:
            places.append((start, place))
    return places, missed


def _find(data: bytes, piece: bytes, low: int, high: int) -> int | None:
    """First whole frame in a range of frames at which a piece is found."""
    place = data.find(piece, 2 * low, 2 * high + len(piece))
    while place % 2 and place != -1:
        place = data.find(piece, place + 1, 2 * high + len(piece))
    return None if place == -1 else place // 2


def trace_all(due: Sequence[Due], clips: Mapping[str, Clip], room: Recording) -> list[Traced]:
    """Find cues in a recording, those that the plan lays over each other as what the mixer makes of them."""
    groups: list[list[Due]] = []
    ends = -inf
    for item in sorted(due, key=lambda item: item.at):
        if item.at < ends:
            groups[-1].append(item)
        else:
            groups.append([item])
        ends = max(ends, item.at + clips[item.cue].seconds)
    return [sound for group in groups for sound in _trace_group(group, clips, room)]


def _trace_group(group: Sequence[Due], clips: Mapping[str, Clip], room: Recording) -> list[Traced]:
    if len(group) > 1:
        begin = group[0].at
        parts = [MixPart(round((item.at - begin) * RATE), clips[item.cue].samples) for item in group]
        samples = mix(parts, max(part.offset + len(part.samples) for part in parts))
        together = trace(group[0], Clip("together", Path(), samples), room)
        if together.onset is not None and together.whole:
            late = together.onset - begin
            found = [Traced(item.cue, item.at, clips[item.cue].seconds, item.at + late, whole=True) for item in group]
            found[0].holes = together.holes
            return found
    return [trace(item, clips[item.cue], room) for item in group]


def overlaps(traced: Iterable[Traced]) -> list[tuple[Traced, Traced, float]]:
    """Pairs of sounds of which the second began before the first had ended, and for how many seconds.

    Tones of one instant sound together on purpose.
    """
    heard = sorted((sound for sound in traced if sound.onset is not None), key=lambda sound: sound.onset or 0.0)
    return [
        (one, other, one.end - other.onset)
        for one, other in pairwise(heard)
        if other.onset is not None and one.end - other.onset > _TOUCHING and other.due != one.due
    ]


def clipped(heard: "array[int]") -> int:
    """Samples at full scale."""
    return sum(abs(sample) >= FULL_SCALE for sample in heard)
