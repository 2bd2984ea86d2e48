"""Drawings in text cells: shapes become braille dots, eight to a cell, and drawings make up a motion."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from functools import lru_cache
from itertools import groupby, pairwise
from math import ceil, cos, dist, floor, hypot, pi, sin, sqrt

Point = tuple[float, float]
"""A place in a drawing: x to the right, y up from the floor; an adult is about 100 high."""

Dot = tuple[int, int]
"""A dot of a raster: its column and its row, from the top left."""

Rows = tuple[tuple[tuple[str, "Ink | None"], ...], ...]
"""A drawing as text: the pieces of every row with their inks, together as wide as required."""

_BRAILLE = 0x2800
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""The bits of a braille cell by column and row."""

_THIN = 0.75
"""Radius in dots below which a line is one dot wide; drawn as discs its width would vary."""


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
        halo: True to clear a rim of one dot around it, so that it stands out.
    """

    points: tuple[Point, ...]
    radius: float
    ink: Ink
    brush: Brush = Brush.LINE
    halo: bool = False

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        xs, ys, r = [x for x, _ in self.points], [y for _, y in self.points], self.radius
        return min(xs) - r, min(ys) - r, max(xs) + r, max(ys) + r


@dataclass(frozen=True, slots=True)
class Drawing:
    """One picture.

    Attributes:
        shapes: Its shapes, from back to front.
        box: Left, bottom, right and top of the visible part.
        floor: True to draw a floor along the bottom.
        mirrored: True to exchange left and right.
    """

    shapes: tuple[Shape, ...]
    box: tuple[float, float, float, float]
    floor: bool = False
    mirrored: bool = False

    def dots(self, width: int, height: int) -> dict[Dot, Ink]:
        """Compute the lit dots by column and row from the top left, two columns and four rows to a cell.

        Args:
            width: Cells of a row.
            height: Rows.
        """
        return _dots(self, max(0, width) * 2, max(0, height) * 4)

    def rows(self, width: int, height: int) -> Rows:
        """Draw as large as fits, centred, and at the bottom if there is a floor.

        Args:
            width: Cells of a row; every row is exactly as wide.
            height: Rows; there are exactly as many.
        """
        return _rows(self, max(0, width), max(0, height))

    def text(self, width: int, height: int) -> str:
        """Draw without inks, for a terminal without colour or a test.

        Args:
            width: Cells of a row.
            height: Rows.
        """
        return "\n".join("".join(text for text, _ in row) for row in self.rows(width, height))


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
        return replace(self, frames=tuple(replace(frame, mirrored=not frame.mirrored) for frame in self.frames))


def film(
    pictures: Sequence[Sequence[Shape]],
    turns: Sequence[tuple[float, int]],
    seconds: float,
    *,
    has_floor: bool = True,
    reps: int = 1,
    still: int = -1,
) -> Motion:
    """Make a motion of pictures; one box holds all, so that resting parts stay in place.

    Args:
        pictures: The shapes of each picture.
        turns: Shares of the cycle at which pictures begin.
        seconds: Seconds of one cycle.
        has_floor: True to draw a floor.
        reps: Repetitions or steps in one cycle.
        still: Index of the clearest picture.
    """
    bounds = [shape.bounds for picture in pictures for shape in picture]
    left, bottom, right, top = zip(*bounds, strict=True)
    box = (min(left), 0.0 if has_floor else min(bottom), max(right), max(top))
    frames = tuple(Drawing(tuple(picture), box, has_floor) for picture in pictures)
    # Merge equal neighbours, so that nothing is painted in between.
    kept = [turn for number, turn in enumerate(turns) if not number or turn[1] != turns[number - 1][1]]
    return Motion(frames, tuple(kept), seconds, reps, still)


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


@lru_cache(maxsize=256)
def _rows(drawing: Drawing, width: int, height: int) -> Rows:
    dots = _dots(drawing, width * 2, height * 4)
    bits = [[0] * width for _ in range(height)]
    inks: list[list[Ink | None]] = [[None] * width for _ in range(height)]
    for (x, y), ink in dots.items():
        column, row = x // 2, y // 4
        bits[row][column] |= _DOTS[x % 2][y % 4]
        inks[row][column] = max(inks[row][column] or ink, ink)
    return tuple(tuple(_pieces(*line)) for line in zip(bits, inks, strict=True))


def _pieces(bits: list[int], inks: list[Ink | None]) -> Iterator[tuple[str, Ink | None]]:
    cells = [(chr(_BRAILLE + bit) if bit else " ", ink) for bit, ink in zip(bits, inks, strict=True)]
    for ink, run in groupby(cells, key=lambda cell: cell[1]):
        yield "".join(text for text, _ in run), ink


def _dots(drawing: Drawing, width: int, height: int) -> dict[Dot, Ink]:
    if not width or not height:
        return {}
    rows = height - drawing.floor
    left, bottom, right, top = drawing.box
    scale = min(width / (right - left), rows / (top - bottom))
    # Whole dots to the left: a thin upright line stays one dot wide, and the floor one row.
    spare = floor((width - (right - left) * scale) / 2)
    # A drawing with a floor goes to the bottom, any other to the middle.
    foot = rows if drawing.floor else rows - floor((rows - (top - bottom) * scale) / 2)

    def place(point: Point) -> Point:
        return (point[0] - left) * scale + spare, foot - (point[1] - bottom) * scale

    lit: dict[Dot, Ink] = {}
    for shape in drawing.shapes:
        points, radius = [place(point) for point in shape.points], shape.radius * scale
        if shape.halo:
            for dot in _area(points, max(radius, 0.5) + 1.0, shape.brush):
                lit.pop(dot, None)
        lit.update(dict.fromkeys(_area(points, radius, shape.brush), shape.ink))
    lit = {dot: ink for dot, ink in lit.items() if 0 <= dot[0] < width and 0 <= dot[1] < rows}
    if drawing.floor:
        lit |= {(x, rows): Ink.GROUND for x in range(width)}
    if drawing.mirrored:
        lit = {(width - 1 - x, y): ink for (x, y), ink in lit.items()}
    return lit


def _area(points: Sequence[Point], radius: float, brush: Brush) -> Iterator[Dot]:
    if brush is Brush.DOTS:
        yield from _dotted(points, radius)
        return
    if brush is Brush.FILL:
        yield from _filled(points)
        points = [*points, points[0]]
    if len(points) == 1:
        yield from _near(points[0], points[0], max(radius, 0.6))
    for start, end in pairwise(points):
        yield from _thin(start, end) if radius < _THIN else _near(start, end, radius)


def _near(start: Point, end: Point, radius: float) -> Iterator[Dot]:
    """Give the dots whose centre is within `radius` of a line."""
    span = hypot(end[0] - start[0], end[1] - start[1]) ** 2
    for y in range(floor(min(start[1], end[1]) - radius), ceil(max(start[1], end[1]) + radius)):
        for x in range(floor(min(start[0], end[0]) - radius), ceil(max(start[0], end[0]) + radius)):
            middle = (x + 0.5, y + 0.5)
            along = (middle[0] - start[0]) * (end[0] - start[0]) + (middle[1] - start[1]) * (end[1] - start[1])
            nearest = between(start, end, max(0.0, min(1.0, along / span)) if span else 0.0)
            if dist(middle, nearest) <= radius:
                yield x, y


def _thin(start: Point, end: Point) -> Iterator[Dot]:
    """Draw a line one dot wide."""
    steps = max(1, ceil(max(abs(end[0] - start[0]), abs(end[1] - start[1]))))
    for number in range(steps + 1):
        x, y = between(start, end, number / steps)
        yield floor(x), floor(y)


def _dotted(points: Sequence[Point], radius: float) -> Iterator[Dot]:
    """Draw every third dot along a line, or larger dots farther apart if there is room."""
    gap = max(3.0, radius * 5)
    left = 0.0
    for start, end in pairwise(points):
        length = dist(start, end)
        while left < length:
            x, y = between(start, end, left / length)
            yield from [(floor(x), floor(y))] if radius < _THIN else _near((x, y), (x, y), radius)
            left += gap
        left -= length


def _filled(points: Sequence[Point]) -> Iterator[Dot]:
    """Give the dots whose centre is inside."""
    edges = list(pairwise([*points, points[0]]))
    for y in range(floor(min(y for _, y in points)), ceil(max(y for _, y in points))):
        crossings = sorted(_crossings(edges, y + 0.5))
        for enter, leave in zip(crossings[::2], crossings[1::2], strict=True):
            for x in range(ceil(enter - 0.5), ceil(leave - 0.5)):
                yield x, y


def _crossings(edges: Sequence[tuple[Point, Point]], level: float) -> Iterator[float]:
    for start, end in edges:
        if (start[1] <= level) is not (end[1] <= level):
            yield between(start, end, (level - start[1]) / (end[1] - start[1]))[0]
