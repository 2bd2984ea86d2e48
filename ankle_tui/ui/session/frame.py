"""The frame of the session screen, whose border flashes."""

import asyncio
from itertools import starmap

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.containers import Vertical
from textual.geometry import Region
from textual.strip import Strip

from ankle_tui.clock import now
from ankle_tui.ui.session.flashing import SECONDS, Flash, Restraint
from ankle_tui.ui.session.strong_line import Pieces
from ankle_tui.ui.wording.text import shown

_BLOCK = "█"
_REVERSE = Style(reverse=True)
_CORNER = 2
"""Cells of the border before a title; its text begins a cell later, where that within the frame begins."""


class Frame(Vertical):
    """Hold the session and flash with the border alone, so that nothing within it is painted again.

    A beat reverses the glyphs of the border, a change makes them solid blocks; both are seen without colour as well. Where
    there is no border, because the pane is small, the column at either side takes its place.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._flash = Flash.NONE
        self._titles: tuple[Pieces, Pieces] = ((), ())
        self._restraint = Restraint()
        self._end: asyncio.TimerHandle | None = None

    def name_it(self, left: Pieces, right: Pieces) -> None:
        """Write into the upper border, if there is one: at the left what this is, at the right how far it is."""
        if (left, right) != self._titles:
            self._titles = (left, right)
            if self._bordered:
                self.refresh(Region(0, 0, self.outer_size.width, 1).translate(-self.content_offset))

    @property
    def flashing(self) -> Flash:
        """The current flash."""
        return self._flash

    def flash(self, flash: Flash) -> None:
        """Flash, unless it would be one flash too many.

        Args:
            flash: Its strength; a stronger one replaces one that is still seen.
        """
        if self._flash is not Flash.NONE:
            # Still the same flash: it only grows. It does not last longer either for a beat more.
            if flash > self._flash:
                self._begin(flash)
        elif self._restraint.allows(flash, now()):
            self._begin(flash)

    def on_unmount(self) -> None:
        """Cancel the timer."""
        if self._end:
            self._end.cancel()

    def _begin(self, flash: Flash) -> None:
        if self._end:
            self._end.cancel()
        self._show(flash)
        self._end = asyncio.get_running_loop().call_later(SECONDS[flash], self._show, Flash.NONE)

    def _show(self, flash: Flash) -> None:
        self._flash = flash
        # `refresh` counts from the content, not from the corner.
        self.refresh(*(edge.translate(-self.content_offset) for edge in self._edges()))

    def _edges(self) -> list[Region]:
        width, height = self.outer_size
        sides = [Region(0, 0, 1, height), Region(width - 1, 0, 1, height)]
        return [*sides, Region(1, 0, width - 2, 1), Region(1, height - 1, width - 2, 1)] if self._bordered else sides

    @property
    def _bordered(self) -> bool:
        return bool(self.styles.border_top[0])

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines, with the border of the current flash.

        All lines but the first and the last are the same, because the content is drawn over them: make one.
        """
        height, draw = self.outer_size.height, super().render_lines
        kinds = [min(y, 1) if y < height - 1 else height - 1 for y in crop.line_range]
        made = {y: self._flashed(draw(Region(crop.x, y, crop.width, 1))[0], crop.x, y) for y in dict.fromkeys(kinds)}
        if 0 in made and self._bordered:
            whole = self._flashed(draw(Region(0, 0, self.outer_size.width, 1))[0], 0, 0)
            made[0] = self._titled(whole).crop(crop.x, crop.x + crop.width)
        return [made[y] for y in kinds]

    def _titled(self, border: Strip) -> Strip:
        """Lay the titles over the upper border, from the column of the text to its last one."""
        width, edge = border.cell_length, next(iter(border)).style or Style()
        colour = Color.default() if self.app.no_color else self.rich_style.color
        style = edge + Style(color=colour, reverse=False)
        strong = style + Style(bold=True)
        left, right = (
            [Segment(shown(piece), strong if at % 2 else style) for at, piece in enumerate(pieces)]
            for pieces in self._titles
        )
        name, place = Strip([Segment(" ", style), *left]), Strip([Segment(" ", style), *right, Segment(" ", style)])
        room = width - 2 * _CORNER - place.cell_length - 1
        if name.cell_length > room:
            name = Strip([*name.crop(0, max(0, room - 1)), Segment("…", style)])
        name = Strip([*name, Segment(" ", style)])
        start, end = _CORNER + name.cell_length, width - _CORNER - place.cell_length
        if start > end:
            return border
        parts = [border.crop(0, _CORNER), name, border.crop(start, end), place, border.crop(width - _CORNER)]
        return Strip.join(parts)

    def _flashed(self, strip: Strip, left: int, y: int) -> Strip:
        if self._flash is Flash.NONE:
            return strip
        width, height = self.outer_size
        if self._bordered and y in {0, height - 1}:
            return self._lit(strip)
        right = left + strip.cell_length
        first, last = max(0, min(1, right) - left), max(0, min(right, width - 1) - left)
        begin, middle, end = strip.crop(0, first), strip.crop(first, last), strip.crop(last)
        return Strip.join([self._lit(begin), middle, self._lit(end)])

    def _lit(self, strip: Strip) -> Strip:
        if not strip.cell_length:
            return strip
        if self._flash is Flash.BEAT:
            return Strip(list(starmap(_reversed, strip)), strip.cell_length)
        colour = None if self.app.no_color else self.rich_style.color
        solid = Style(color=colour, reverse=False)
        return Strip(
            [Segment(_BLOCK * segment.cell_length, (segment.style or Style()) + solid) for segment in strip],
            strip.cell_length,
        )


def _reversed(text: str, style: Style | None, _: object) -> Segment:
    return Segment(text, (style or Style()) + _REVERSE)
