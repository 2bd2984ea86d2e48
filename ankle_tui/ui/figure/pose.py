"""Drawings of shapes, and the motion that drawings make up."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from functools import lru_cache
from itertools import pairwise
from math import cos, dist, inf, pi, sin, sqrt

Point = tuple[float, float]
"""A place in a drawing: x to the right, y up from the floor; an adult is about 100 high."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top of a part of a drawing."""


SIGN = 29.0
"""Width kept free for the sign of the eyes."""

TURNING = 0.25
"""Seconds for a picture of a figure that turns round."""


class Ink(IntEnum):
    """Meaning of a shape, and its colour; in a shared cell the higher value wins."""

    GROUND = 1
    """The surroundings: floor, wall, step."""
    BODY = 2
    """The body and the resting leg."""
    PROP = 3
    """Equipment and guides: band, pillow, roller, the path of the toes."""
    WORK = 4
    """The working leg, also drawn heavier, so that it shows without colour."""


class Brush(StrEnum):
    """How the points of a shape are joined."""

    LINE = "line"
    FILL = "fill"
    DOTS = "dots"


@dataclass(frozen=True, slots=True)
class Shape:
    """A line, an area or a row of dots.

    Attributes:
        points: Its corners; a single one is a disc.
        radius: Half its thickness; an area is larger by that all round.
        ink: Its ink.
        brush: How the points are joined.
        halo: True to clear a rim of one pixel around it, so that it stands out.
        joins: True if it is one limb with the shape before: its rim spares that.
        upper: True if it is left out where the figure is drawn from the hips down.
    """

    points: tuple[Point, ...]
    radius: float
    ink: Ink
    brush: Brush = Brush.LINE
    halo: bool = False
    joins: bool = False
    upper: bool = False

    def bounds(self, top: float = inf) -> Box | None:
        """Return left, bottom, right and top of the part below a height, or None if there is none."""
        seen = [point for point in self.points if point[1] <= top]
        for start, end in pairwise((*self.points, self.points[0])):
            if (start[1] <= top) is not (end[1] <= top):
                seen.append(between(start, end, (top - start[1]) / (end[1] - start[1])))
        if not seen:
            return None
        xs, ys, r = [x for x, _ in seen], [y for _, y in seen], self.radius
        return min(xs) - r, min(ys) - r, max(xs) + r, min(max(ys) + r, top)


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """One picture; no other is the same, so that it is quickly found among those already drawn.

    Attributes:
        shapes: Its shapes, from back to front.
        box: The part that is visible.
        near: The part that is visible where space is short, from the hips down; None for all of it.
        floor: True to draw a floor along the bottom.
        turn: 1 as it is, -1 with left and right exchanged; in between it is as narrow as in the middle of a turn.
        eyes_open: Whether the eyes are open; None where it does not matter.
        clear: In the near part nothing is left of this in the upper half: there is room for the sign of the eyes.
        lettered: True to name the working leg: it is the right one until the figure turns.
    """

    shapes: tuple[Shape, ...]
    box: Box
    near: Box | None = None
    floor: bool = False
    turn: float = 1.0
    eyes_open: bool | None = None
    clear: float = inf
    lettered: bool = False


@dataclass(frozen=True, slots=True)
class Motion:
    """A repeated movement in a few pictures.

    Attributes:
        frames: The pictures, two to four, all with the same box.
        turns: Shares of the cycle at which pictures begin, from 0.0 on.
        seconds: Seconds of one cycle.
        reps: Repetitions or steps in one cycle: two if legs or directions take turns.
        still: Index of the clearest picture, for a figure that stands still.
    """

    frames: tuple[Drawing, ...]
    turns: tuple[tuple[float, int], ...]
    seconds: float
    reps: int = 1
    still: int = -1

    def index(self, phase: float) -> int:
        """Index of the picture at `phase`, a share of the cycle; whole cycles do not count."""
        place = bisect_right([start for start, _ in self.turns], phase % 1.0) - 1
        return self.turns[place][1]

    def at(self, phase: float) -> Drawing:
        """The picture at `phase`, a share of the cycle; whole cycles do not count."""
        return self.frames[self.index(phase)]

    @property
    def pose(self) -> Drawing:
        """The clearest picture."""
        return self.frames[self.still]

    def phase(self, seconds: float) -> float:
        """Share of the cycle that is over `seconds` after the set began, without pauses."""
        return seconds / self.seconds % 1.0

    def until_change(self, phase: float) -> float:
        """Seconds from `phase`, a share of the cycle, to the next different picture."""
        phase %= 1.0
        seen = self.index(phase)
        coming = [(start + lap, number) for lap in (0.0, 1.0) for start, number in self.turns]
        return (next(start for start, number in coming if start > phase and number != seen) - phase) * self.seconds

    def mirrored(self) -> "Motion":
        """Make the same motion for the other leg."""
        return replace(self, frames=tuple(replace(frame, turn=-frame.turn) for frame in self.frames))


@lru_cache(maxsize=8)
def turning(motion: Motion, seconds: float) -> Motion:
    """Make the motion of the other leg's figure as it turns into this one, once and half-way through `seconds`."""
    still, moment = motion.pose, min(TURNING, seconds / 8) / seconds
    turns = ((0.0, -1.0), (0.5 - moment, -0.45), (0.5, 0.45), (0.5 + moment, 1.0))
    frames = tuple(replace(still, turn=still.turn * share) for _, share in turns)
    return Motion(frames, tuple((start, number) for number, (start, _) in enumerate(turns)), seconds)


def film(
    pictures: Sequence[Sequence[Shape]],
    turns: Sequence[tuple[float, int]],
    seconds: float,
    *,
    has_floor: bool = True,
    hips: float | None = None,
    eyes_open: bool | None = None,
    clear: float = inf,
    reps: int = 1,
    still: int = -1,
) -> Motion:
    """Make a motion of pictures; one box holds all, so that resting parts stay in place.

    Args:
        pictures: The shapes of each picture.
        turns: Shares of the cycle at which pictures begin.
        seconds: Seconds of one cycle.
        has_floor: True to draw a floor.
        hips: Height up to which the body is drawn where space is short; None for all of it.
        eyes_open: Whether the eyes are open; None where it does not matter.
        clear: The place left of which the upper half is kept free for the sign of the eyes.
        reps: Repetitions or steps in one cycle.
        still: Index of the clearest picture.
    """
    shapes = [shape for picture in pictures for shape in picture]
    box = _around(shapes, inf, has_floor=has_floor)
    lower = [shape for shape in shapes if not shape.upper]
    near = None if hips is None else _around(lower, hips, has_floor=has_floor)
    if near and eyes_open is not None:
        near = (min(near[0], clear - SIGN), *near[1:])
    frames = tuple(
        Drawing(tuple(picture), box, near, has_floor, eyes_open=eyes_open, clear=clear) for picture in pictures
    )
    # Merge equal neighbours, so that nothing is painted in between.
    kept = [turn for number, turn in enumerate(turns) if not number or turn[1] != turns[number - 1][1]]
    return Motion(frames, tuple(kept), seconds, reps, still)


def _around(shapes: Sequence[Shape], top: float, *, has_floor: bool) -> Box:
    """Find the box around all that is below a height."""
    left, bottom, right, highest = zip(*filter(None, (shape.bounds(top) for shape in shapes)), strict=True)
    return min(left), 0.0 if has_floor else min(bottom), max(right), max(highest)


def between(start: Point, end: Point, share: float) -> Point:
    """Interpolate between two points; `share` is 0 at `start` and 1 at `end`."""
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def turned(point: Point, around: Point, degrees: float) -> Point:
    """Rotate `point` counter-clockwise around another one."""
    angle = degrees * pi / 180
    x, y = point[0] - around[0], point[1] - around[1]
    return around[0] + x * cos(angle) - y * sin(angle), around[1] + x * sin(angle) + y * cos(angle)


def bent(start: Point, end: Point, first: float, second: float, side: float) -> Point:
    """Place the knee or elbow of a limb by its two ends.

    Args:
        start: Hip or shoulder.
        end: Ankle or hand.
        first: Length from `start` to the joint.
        second: Length from the joint to `end`.
        side: 1 bends the joint to the right of the way from `end` to `start`, as a knee facing right; -1 to the left.
    """
    reach = max(dist(start, end), 1e-6)
    along = (first**2 - second**2 + reach**2) / (2 * reach)
    along = max(-first, min(first, along))
    off = sqrt(max(0.0, first**2 - along**2)) if reach < first + second else 0.0
    along = along if off else reach * first / (first + second)
    x, y = (end[0] - start[0]) / reach, (end[1] - start[1]) / reach
    return start[0] + x * along - y * off * side, start[1] + y * along + x * off * side


def circle(middle: Point, across: float, up: float, count: int = 24) -> tuple[Point, ...]:
    """Place points around an ellipse, counter-clockwise from the right, the first one not repeated.

    Args:
        middle: Its centre.
        across: Half its width.
        up: Half its height.
        count: Number of points.
    """
    angles = (2 * pi * number / count for number in range(count))
    return tuple((middle[0] + across * cos(angle), middle[1] + up * sin(angle)) for angle in angles)
