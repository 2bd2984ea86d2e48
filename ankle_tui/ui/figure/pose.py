"""Drawings in text cells: shapes become dots, eight of which make up a braille cell, and drawings make up a motion."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from functools import lru_cache
from itertools import groupby, pairwise
from math import ceil, cos, dist, floor, hypot, pi, sin, sqrt

Point = tuple[float, float]
"""A place in a drawing: x to the right, y upwards from the floor, where a grown-up is about 100 high."""

Dot = tuple[int, int]
"""A dot of a raster: its column and its row, from the top left."""

Rows = tuple[tuple[tuple[str, "Ink | None"], ...], ...]
"""A drawing as text: for every row its pieces with their inks; together each row is as wide as was asked."""

_BRAILLE = 0x2800
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""The bits of a braille cell by column and row."""

_THIN = 0.75
"""Radius in dots below which a line is drawn one dot wide; as a disc it would be now one and now two wide."""


class Ink(IntEnum):
    """What is drawn; where two meet in one cell, the higher one gives it its colour."""

    GROUND = 1
    """Floor, wall, step: what stands around."""
    BODY = 2
    """The body, and the leg that rests."""
    PROP = 3
    """What is worked with or towards: band, pillow, roller, the path of the toes."""
    WORK = 4
    """The leg that works. It is drawn heavier as well, so that it is told without colour."""


class Brush(StrEnum):
    """How the points of a shape are joined."""

    LINE = "line"
    FILL = "fill"
    DOTS = "dots"


@dataclass(frozen=True, slots=True)
class Shape:
    """A line, an area or a row of dots.

    Attributes:
        points: Its corners; one alone is a disc.
        radius: Half its thickness; an area is that much larger all round.
        ink: What it is.
        brush: How the points are joined.
        halo: Whether a rim of one dot around it is wiped clean, so that it stands out from what is behind it.
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
        shapes: What is on it, from the back to the front.
        box: Left, bottom, right, top of what is shown.
        floor: Whether a floor is drawn along its bottom.
        mirrored: Whether left and right are exchanged.
    """

    shapes: tuple[Shape, ...]
    box: tuple[float, float, float, float]
    floor: bool = False
    mirrored: bool = False

    def dots(self, width: int, height: int) -> dict[Dot, Ink]:
        """The lit dots by column and row from the top left, two columns and four rows to a cell.

        Args:
            width: Cells of a row.
            height: Rows.
        """
        return _dots(self, max(0, width) * 2, max(0, height) * 4)

    def rows(self, width: int, height: int) -> Rows:
        """The drawing as large as it fits: in the middle, and at the bottom when it stands on a floor.

        Args:
            width: Cells of a row; every row is exactly as wide.
            height: Rows; there are exactly as many.
        """
        return _rows(self, max(0, width), max(0, height))

    def text(self, width: int, height: int) -> str:
        """The drawing without inks, for a terminal without colour or for a test.

        Args:
            width: Cells of a row.
            height: Rows.
        """
        return "\n".join("".join(text for text, _ in row) for row in self.rows(width, height))


@dataclass(frozen=True, slots=True)
class Motion:
    """A movement in a few pictures, over and over.

    Attributes:
        frames: The pictures, two to four, all of the same box.
        turns: At which share of the cycle which picture begins, from 0.0 on.
        seconds: Seconds of one cycle.
        reps: Repetitions or steps in one cycle: two where the legs or the directions take turns.
        still: The picture that tells the most, for when nothing may move.
    """

    frames: tuple[Drawing, ...]
    turns: tuple[tuple[float, int], ...]
    seconds: float
    reps: int = 1
    still: int = -1

    def index(self, phase: float) -> int:
        """Which picture is seen.

        Args:
            phase: Share of the cycle that is over; whole cycles do not count.
        """
        place = bisect_right([start for start, _ in self.turns], phase % 1.0) - 1
        return self.turns[place][1]

    def at(self, phase: float) -> Drawing:
        """The picture that is seen.

        Args:
            phase: Share of the cycle that is over; whole cycles do not count.
        """
        return self.frames[self.index(phase)]

    @property
    def pose(self) -> Drawing:
        """The picture that tells the most."""
        return self.frames[self.still]

    def phase(self, seconds: float) -> float:
        """The share of the cycle that is over.

        Args:
            seconds: Seconds since the first repetition, step or second of the set began, pauses left out.
        """
        return seconds / self.seconds % 1.0

    def until_change(self, phase: float) -> float:
        """Seconds to the next other picture.

        Args:
            phase: Share of the cycle that is over.
        """
        phase %= 1.0
        seen = self.index(phase)
        coming = [(start + lap, number) for lap in (0.0, 1.0) for start, number in self.turns]
        return (next(start for start, number in coming if start > phase and number != seen) - phase) * self.seconds

    def mirrored(self) -> "Motion":
        """The same for the other leg."""
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
    """Make a motion of pictures; its box holds all of them, so that nothing moves that should not.

    Args:
        pictures: The shapes of each.
        turns: At which share of the cycle which picture begins.
        seconds: Seconds of one cycle.
        has_floor: Whether they stand on a floor.
        reps: Repetitions or steps in one cycle.
        still: The picture that tells the most.
    """
    bounds = [shape.bounds for picture in pictures for shape in picture]
    left, bottom, right, top = zip(*bounds, strict=True)
    box = (min(left), 0.0 if has_floor else min(bottom), max(right), max(top))
    frames = tuple(Drawing(tuple(picture), box, has_floor) for picture in pictures)
    # A picture that follows itself is one picture: nothing is painted in between.
    kept = [turn for number, turn in enumerate(turns) if not number or turn[1] != turns[number - 1][1]]
    return Motion(frames, tuple(kept), seconds, reps, still)


def between(start: Point, end: Point, share: float) -> Point:
    """The place on the way from one point to another.

    Args:
        start: Where share is 0.
        end: Where share is 1.
        share: How much of the way.
    """
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def turned(point: Point, around: Point, degrees: float) -> Point:
    """A point turned around another one, against the clock.

    Args:
        point: What is turned.
        around: What it is turned around.
        degrees: How far.
    """
    angle = degrees * pi / 180
    x, y = point[0] - around[0], point[1] - around[1]
    return around[0] + x * cos(angle) - y * sin(angle), around[1] + x * sin(angle) + y * cos(angle)


def bent(start: Point, end: Point, first: float, second: float, side: float) -> Point:
    """Where the knee or the elbow is, when both ends of a limb are known.

    Args:
        start: Hip or shoulder.
        end: Ankle or hand.
        first: Length from the start to the joint.
        second: Length from the joint to the end.
        side: 1 when it bends to the right of the way from end to start, as a knee does that looks right; -1 to the left.
    """
    reach = max(dist(start, end), 1e-6)
    along = (first**2 - second**2 + reach**2) / (2 * reach)
    along = max(-first, min(first, along))
    off = sqrt(max(0.0, first**2 - along**2)) if reach < first + second else 0.0
    along = along if off else reach * first / (first + second)
    x, y = (end[0] - start[0]) / reach, (end[1] - start[1]) / reach
    return start[0] + x * along - y * off * side, start[1] + y * along + x * off * side


def circle(middle: Point, across: float, up: float, count: int = 24) -> tuple[Point, ...]:
    """Points around an ellipse, against the clock from the right, the first one not repeated.

    Args:
        middle: Its middle.
        across: Half its width.
        up: Half its height.
        count: How many.
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
    # What stands on a floor stands at the bottom, anything else hangs in the middle.
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
    """The dots whose middle is no farther than that from a line."""
    span = hypot(end[0] - start[0], end[1] - start[1]) ** 2
    for y in range(floor(min(start[1], end[1]) - radius), ceil(max(start[1], end[1]) + radius)):
        for x in range(floor(min(start[0], end[0]) - radius), ceil(max(start[0], end[0]) + radius)):
            middle = (x + 0.5, y + 0.5)
            along = (middle[0] - start[0]) * (end[0] - start[0]) + (middle[1] - start[1]) * (end[1] - start[1])
            nearest = between(start, end, max(0.0, min(1.0, along / span)) if span else 0.0)
            if dist(middle, nearest) <= radius:
                yield x, y


def _thin(start: Point, end: Point) -> Iterator[Dot]:
    """A line one dot wide."""
    steps = max(1, ceil(max(abs(end[0] - start[0]), abs(end[1] - start[1]))))
    for number in range(steps + 1):
        x, y = between(start, end, number / steps)
        yield floor(x), floor(y)


def _dotted(points: Sequence[Point], radius: float) -> Iterator[Dot]:
    """Every third dot along a line, or larger ones farther apart where there is room for them."""
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
    """The dots whose middle is inside."""
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
