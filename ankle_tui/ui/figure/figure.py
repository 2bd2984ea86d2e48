"""A widget with a figure that moves."""

import asyncio
import os

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from ankle_tui.store.settings.settings import FigureChoice
from ankle_tui.ui.base_app import BaseApp
from ankle_tui.ui.figure.cell_choice import cells_for
from ankle_tui.ui.figure.cells import CellSet, Rows
from ankle_tui.ui.figure.picture import can_move, changes, drawn, picture_at
from ankle_tui.ui.figure.pose import Ink, Motion

BRIEFEST = 0.25
"""Shortest time for a picture, in seconds, when the figure moves by itself."""


class Figure(Widget):
    """A drawn figure that moves; it repaints only when its picture changes, and takes no room without one.

    It stands still (`show`), or moves by itself (`play`) while it is visible.

    Args:
        id: Its id.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"figure--ground", "figure--body", "figure--prop", "figure--work"}
    DEFAULT_CSS = """
    Figure { width: 20; height: 10; }
    Figure > .figure--ground { color: $mood-faint; }
    Figure > .figure--body { color: $mood-text; }
    Figure > .figure--prop { color: $figure-prop; }
    Figure > .figure--work { color: $figure-work; }
    Figure.-none { display: none; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._motion: Motion | None = None
        self._phase: float | None = None
        self._playing = False
        self._alarm: asyncio.TimerHandle | None = None
        self._rows: tuple[object, Rows] = (None, ())
        """The rows last drawn, and what they show: looked up once for all rows."""

    @property
    def motion(self) -> Motion | None:
        """The motion shown."""
        return self._motion

    @property
    def cells(self) -> CellSet | None:
        """How cells are filled, by the settings and the terminal; None if the runner wants no figures."""
        choice = self.app.figures if isinstance(self.app, BaseApp) else FigureChoice.AUTO
        return cells_for(choice, os.environ)

    @property
    def moves(self) -> bool:
        """True if there is room to move and the runner has not switched animations off."""
        return self.app.animation_level != "none" and can_move(*self.size)

    @property
    def picture(self) -> int | None:
        """Index of the picture shown, or None."""
        if self._motion is None:
            return None
        return picture_at(self._motion, self._phase if self.moves else None, *self.size)

    def show(self, motion: Motion | None) -> None:
        """Show a movement at its clearest picture.

        Args:
            motion: The movement; None shows nothing.
        """
        if motion is self._motion and not self._playing:
            return
        self._stop()
        self._playing = False
        self._turn_to(motion, None)

    def play(self, motion: Motion | None) -> None:
        """Repeat a movement with a timer of its own, which stops while the figure is hidden.

        Args:
            motion: The movement; None shows nothing.
        """
        if self._playing and motion is self._motion:
            return
        self._stop()
        self._playing = motion is not None
        self._turn_to(motion, None if motion is None else 0.0)
        self._wait()

    def on_mount(self) -> None:
        """Watch for another screen on top."""
        self.watch(self.screen, "stack_updates", self._seen_again, init=False)

    def on_show(self) -> None:
        """Go on when visible again."""
        self._wait()

    def on_resize(self) -> None:
        """Go on when there is room again."""
        self._wait()

    def on_hide(self) -> None:
        """Stand still while hidden."""
        self._stop()

    def on_unmount(self) -> None:
        """Stop the timer."""
        self._stop()

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        picture = self.picture
        if picture is None:
            return Strip.blank(self.size.width, self.rich_style)
        pieces = self._draw(picture)[y]
        return Strip([Segment(text, self._style(ink, behind)) for text, ink, behind in pieces], self.size.width)

    def _draw(self, picture: int) -> Rows:
        (width, height), cells, motion = self.size, self.cells, self._motion
        if motion is None or cells is None:
            return ((),) * height
        key = (motion.frames[picture], width, height, cells.rows, self.app.no_color)
        if self._rows[0] != key:
            self._rows = key, drawn(motion.frames[picture], width, height, cells, plain=self.app.no_color)
        return self._rows[1]

    def _turn_to(self, motion: Motion | None, phase: float | None) -> None:
        self.set_class(motion is None or self.cells is None, "-none")
        before = None if self._motion is None or self.picture is None else self._draw(self.picture)
        self._motion, self._phase = motion, phase
        after = None if self.picture is None else self._draw(self.picture)
        if before is None or after is None or len(before) != len(after):
            self.refresh()
        elif regions := [Region(x, y, width, 1) for y, x, width in changes(before, after)]:
            self.refresh(*regions)

    def _seen_again(self) -> None:
        """Follow the settings, and go on."""
        self.set_class(self._motion is None or self.cells is None, "-none")
        self.refresh()
        self._wait()

    def _wait(self) -> None:
        """Set the timer for the next picture, if the figure moves and is visible."""
        if not (self._playing and self._motion and self._phase is not None and self._alarm is None):
            return
        if self.is_attached and self.moves and self.screen.is_active:
            delay = max(BRIEFEST, self._motion.until_change(self._phase))
            self._alarm = asyncio.get_running_loop().call_later(delay, self._next)

    def _next(self) -> None:
        self._alarm = None
        motion, phase = self._motion, self._phase
        if motion is not None and phase is not None and self.screen.is_active:
            # A little late, so that rounding never leaves the picture before.
            self._turn_to(motion, (phase + motion.until_change(phase) / motion.seconds + 1e-6) % 1.0)
            self._wait()

    def _stop(self) -> None:
        if self._alarm:
            self._alarm.cancel()
            self._alarm = None

    def _style(self, ink: Ink | None, behind: Ink | None) -> Style:
        if ink is None:
            # Spaces without a colour stay separate segments: an exported picture positions each segment.
            return Style(bgcolor=self.rich_style.bgcolor)
        style = self.get_component_rich_style(f"figure--{ink.name.lower()}")
        if behind is None:
            return style
        ground = self.get_component_rich_style(f"figure--{behind.name.lower()}").color
        if ground and ground.is_default:  # the terminal's own colour of letters is one for letters only
            return Style(color=ground, bgcolor=style.color, reverse=True)
        return Style(color=style.color, bgcolor=ground)
