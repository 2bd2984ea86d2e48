"""Turn the shapes of a drawing into pixels."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor

from ankle_tui.ui.figure.cells import Bitmap, Pixel
from ankle_tui.ui.figure.pose import Box, Brush, Drawing, Ink, Point, Shape, between

QUARTERS = 4
"""Units to the height of a cell; two go to its width, so that they are as high as wide."""

THIN = 0.75
"""Radius in units below which a line is one pixel wide; drawn as discs its width would vary."""


def bitmap(drawing: Drawing, box: Box, width: int, height: int, rows: int, *, aside: bool = False) -> Bitmap:
    """Draw as large as fits, in the middle, and at the bottom if there is a floor; nothing above the box.

    Args:
        drawing: The drawing.
        box: The part to show.
        width: Cells of a row.
        height: Rows of cells.
        rows: Rows of pixels in a cell; it has two columns.
        aside: True to draw at the side where the figure looks, not in the middle.
    """
    width, height = max(0, width) * 2, max(0, height) * rows
    if not width or not height:
        return {}
    ground = height - drawing.floor
    canvas = _Canvas(box, width, ground, QUARTERS / rows, abs(drawing.turn), floor=drawing.floor, aside=aside)
    lit: dict[Pixel, Ink] = {}
    own: set[Pixel] = set()
    for shape in drawing.shapes:
        if shape.upper and box is drawing.near:
            continue
        pixels = set(canvas.area(shape))
        own = own if shape.joins else set()
        if shape.halo:
            for pixel in _rim(pixels) - own:
                lit.pop(pixel, None)
        own |= pixels
        lit.update(dict.fromkeys(pixels, shape.ink))
    top = canvas.top
    lit = {pixel: ink for pixel, ink in lit.items() if 0 <= pixel[0] < width and top <= pixel[1] < ground}
    if drawing.floor:
        lit |= {(x, ground): Ink.GROUND for x in range(width)}
    if drawing.turn < 0:
        lit = {(width - 1 - x, y): ink for (x, y), ink in lit.items()}
    return lit


def _rim(pixels: Iterable[Pixel]) -> set[Pixel]:
    """Give the pixels of an area and those next to it."""
    return {(x + across, y + down) for x, y in pixels for across in (-1, 0, 1) for down in (-1, 0, 1)}


@dataclass(frozen=True, slots=True)
class _Canvas:
    """Where the shapes of a drawing go.

    Attributes:
        box: The part of the drawing that is seen.
        width: Columns of pixels.
        height: Rows of pixels.
        tall: Height of a pixel in units; it is one wide.
        squeeze: Share of the width that is left while the figure turns.
        floor: True if the drawing goes to the bottom, otherwise to the middle.
        aside: True if it goes to the right, otherwise to the middle.
    """

    box: Box
    width: int
    height: int
    tall: float
    squeeze: float
    floor: bool
    aside: bool

    @property
    def scale(self) -> float:
        """Units to a length of the drawing."""
        left, bottom, right, top = self.box
        return min(self.width / (right - left), self.height * self.tall / (top - bottom))

    @property
    def top(self) -> int:
        """The first row of pixels that belongs to the box."""
        return max(0, floor((self._foot - (self.box[3] - self.box[1]) * self.scale) / self.tall + 0.5))

    @property
    def _foot(self) -> float:
        """How far down the lower end of the box is, in units."""
        height = self.height * self.tall
        return height if self.floor else height - floor((height - (self.box[3] - self.box[1]) * self.scale) / 2)

    def area(self, shape: Shape) -> Iterator[Pixel]:
        """Give the pixels of a shape, also those outside."""
        points, radius = self._place(shape.points), shape.radius * self.scale
        if shape.brush is Brush.DOTS:
            yield from self._dotted(points, radius)
            return
        if shape.brush is Brush.FILL:
            yield from _filled(points, self.tall)
            points = [*points, points[0]]
        for start, end in pairwise(points if len(points) > 1 else points * 2):
            yield from _thin(start, end, self.tall)
            if radius >= THIN:
                yield from _near(start, end, radius, self.tall)

    def _place(self, points: Sequence[Point]) -> list[Point]:
        (left, bottom, right, _), scale = self.box, self.scale
        # Whole pixels to the left: a thin upright line stays one wide.
        spare = floor((self.width - (right - left) * scale) / (1 if self.aside else 2))
        middle = (left + right) / 2
        return [
            ((middle + (x - middle) * self.squeeze - left) * scale + spare, self._foot - (y - bottom) * scale)
            for x, y in points
        ]

    def _dotted(self, points: Sequence[Point], radius: float) -> Iterator[Pixel]:
        """Draw every third pixel along a line, or larger dots farther apart if there is room."""
        gap, left = max(3.0, self.tall * 2, radius * 5), 0.0
        for start, end in pairwise(points):
            length = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5
            while left < length:
                dot = between(start, end, left / length)
                yield from _thin(dot, dot, self.tall)
                if radius >= THIN:
                    yield from _near(dot, dot, radius, self.tall)
                left += gap
            left -= length


def _near(start: Point, end: Point, radius: float, tall: float) -> Iterator[Pixel]:
    """Give the pixels whose centre is within `radius` of a line."""
    (left, high), across, down = start, end[0] - start[0], end[1] - start[1]
    span, reach = across**2 + down**2 or 1.0, radius**2
    columns = range(floor(min(left, end[0]) - radius), ceil(max(left, end[0]) + radius))
    for row in range(floor((min(high, end[1]) - radius) / tall), ceil((max(high, end[1]) + radius) / tall)):
        y = (row + 0.5) * tall - high
        for column in columns:
            x = column + 0.5 - left
            share = max(0.0, min(1.0, (x * across + y * down) / span))
            if (x - across * share) ** 2 + (y - down * share) ** 2 <= reach:
                yield column, row


def _thin(start: Point, end: Point, tall: float) -> Iterator[Pixel]:
    """Draw a line one pixel wide."""
    steps = max(1, ceil(max(abs(end[0] - start[0]), abs(end[1] - start[1]) / tall)))
    for number in range(steps + 1):
        x, y = between(start, end, number / steps)
        yield floor(x), floor(y / tall)


def _filled(points: Sequence[Point], tall: float) -> Iterator[Pixel]:
    """Give the pixels whose centre is inside."""
    edges = list(pairwise([*points, points[0]]))
    for row in range(floor(min(y for _, y in points) / tall), ceil(max(y for _, y in points) / tall)):
        crossings = sorted(_crossings(edges, (row + 0.5) * tall))
        for enter, leave in zip(crossings[::2], crossings[1::2], strict=True):
            for column in range(ceil(enter - 0.5), ceil(leave - 0.5)):
                yield column, row


def _crossings(edges: Sequence[tuple[Point, Point]], level: float) -> Iterator[float]:
    for start, end in edges:
        if (start[1] <= level) is not (end[1] <= level):
            yield between(start, end, (level - start[1]) / (end[1] - start[1]))[0]
