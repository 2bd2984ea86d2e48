"""The field of the session screen: everything that is read from across the room, drawn as one surface."""

import asyncio
import math
import os

from rich.segment import Segment
from textual.filter import LineFilter
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from ankle_tui.clock import now
from ankle_tui.store.settings.settings import FigureChoice
from ankle_tui.ui.base_app import BaseApp
from ankle_tui.ui.figure.cell_choice import cells_for
from ankle_tui.ui.figure.picture import can_move, picture_at
from ankle_tui.ui.figure.pose import Drawing, Motion
from ankle_tui.ui.session.display import SessionDisplay
from ankle_tui.ui.session.field.canvas import Row, Tone, differences
from ankle_tui.ui.session.field.painting import Scene, paint, words_of_parts
from ankle_tui.ui.session.field.palette import Palette, palette_of
from ankle_tui.ui.session.flashing import SECONDS, Flash, Restraint

PICTURE_LATE = 0.005
"""Seconds to wait after a picture is due, so that no look comes too early for it."""


class SessionField(Widget):
    """Draw a session on one surface, and send only the cells that have changed.

    A widget for each part would be laid out by Textual, but then a change of mood styles and draws two dozen of them, one
    line of each at a time. Its border flashes, so that nothing within it is painted again.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {
        "field--get-ready",
        "field--work",
        "field--change-sides",
        "field--rest",
        "field--paused",
        "field--faint",
        "field--prop",
        "field--working-leg",
    }

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._scene: Scene | None = None
        self._motion: Motion | None = None
        self._phase: float | None = None
        self._rows: tuple[Row, ...] = ()
        self._drawn: tuple[str, Size] | None = None
        """Mood and room of the rows."""
        self._strips: dict[int, Strip] = {}
        self._palettes: dict[tuple[str, tuple[LineFilter, ...]], Palette] = {}
        self._flash = Flash.NONE
        self._restraint = Restraint()
        self._end: asyncio.TimerHandle | None = None

    @property
    def mood(self) -> str:
        """The mood shown; empty before the first moment."""
        return self._scene.face.mood if self._scene else ""

    @property
    def moves(self) -> bool:
        """True if the figure has room to move and the runner has not switched animations off."""
        return bool(self._scene) and self.app.animation_level != "none" and can_move(*self.place("figure").size)

    @property
    def drawing(self) -> Drawing | None:
        """The picture of the figure, or None."""
        motion = self._motion
        if self._scene is None or motion is None:
            return None
        picture = picture_at(motion, self._phase if self.moves else None, *self.place("figure").size)
        return None if picture is None else motion.frames[picture]

    @property
    def until_picture(self) -> float:
        """Seconds until the figure shows its next picture; infinite if it stands still."""
        if self._motion is None or self._phase is None or not self.moves:
            return math.inf
        return self._motion.until_change(self._phase) + PICTURE_LATE

    @property
    def flashing(self) -> Flash:
        """The current flash."""
        return self._flash

    def words(self, part: str) -> str:
        """Give the words of a part as they are shown; empty if it is not."""
        return words_of_parts(self._scene).get(part, "") if self._scene else ""

    def lines(self) -> list[str]:
        """Give the rows as plain text."""
        return ["".join(text for text, _ in row) for row in self._rows]

    def place(self, part: str) -> Region:
        """Give the region of a part within the field; it is empty if the part is not shown."""
        found: Region = getattr(self._scene.places, part) if self._scene else Region()
        return found

    def show(self, face: SessionDisplay, room: Size, *, modes: str, motion: Motion | None, phase: float | None) -> None:
        """Show a moment.

        Args:
            face: The moment.
            room: Columns and rows of the screen.
            modes: What is not as usual.
            motion: The movement, or None.
            phase: Share of its cycle that is over; None shows the clearest picture.
        """
        choice = self.app.figures if isinstance(self.app, BaseApp) else FigureChoice.AUTO
        self._scene = Scene(face, room, modes, motion is not None, cells_for(choice, os.environ))
        self._motion, self._phase = motion, phase
        self._draw()

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

    def notify_style_update(self) -> None:
        """Take other colours."""
        super().notify_style_update()
        self._palettes.clear()
        self._strips.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Give the rows, each made once; Textual's own way makes them anew for borders and padding that are not there."""
        width = self.size.width
        strips = [self._strip(y, width) for y in crop.line_range]
        if crop.column_span == (0, width):
            return strips
        return [strip.crop(*crop.column_span) for strip in strips]

    def _strip(self, y: int, width: int) -> Strip:
        strip = self._strips.get(y)
        if strip is None or strip.cell_length != width:
            palette = self._palette()
            # Between a new size and its drawing there are too few rows, or cells.
            row = self._rows[y] if y < len(self._rows) else ()
            strip = Strip([Segment(text, palette[hue]) for text, hue in row])
            self._strips[y] = strip = strip.adjust_cell_length(width, palette[Tone.GROUND])
        return strip

    def _palette(self) -> Palette:
        key = self.mood, tuple(self.get_line_filters())
        if key not in self._palettes:
            self._palettes[key] = palette_of(self, *key, no_color=self.app.no_color)
        return self._palettes[key]

    def _draw(self) -> None:
        """Draw the scene, and ask for what differs to be sent."""
        if self._scene is None:
            return
        before, last = self._rows, self._drawn
        self._rows = paint(self._scene, self.drawing, plain_colours=self.app.no_color, flash=self._flash)
        self._drawn = self.mood, self._scene.room
        if self._drawn != last:
            self._strips.clear()
            self.refresh()
            return
        regions = [Region(x, y, end - x, 1) for y, x, end in differences(before, self._rows)]
        for region in regions:
            self._strips.pop(region.y, None)
        if regions:
            self.refresh(*regions)

    def _begin(self, flash: Flash) -> None:
        if self._end:
            self._end.cancel()
        self._show(flash)
        self._end = asyncio.get_running_loop().call_later(SECONDS[flash], self._show, Flash.NONE)

    def _show(self, flash: Flash) -> None:
        self._flash = flash
        self._draw()
