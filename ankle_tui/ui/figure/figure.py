"""The figure that shows a movement."""

import asyncio

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from ankle_tui.ui.figure.pose import Ink, Motion, Rows

SMALLEST = (8, 4)
"""Cells below which no limb can be told from another: nothing is drawn."""

MOVING = (12, 6)
"""Cells below which a movement would only be a flicker: the figure stands still."""

BRIEFEST = 0.25
"""Seconds for which a picture is seen at least when the figure moves by itself."""


class Figure(Widget):
    """A drawn figure that moves; it repaints only when its picture changes.

    In a session it is told where the movement is (`show`); where there is no session it moves by itself (`play`), as long as
    it is seen.

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
    Figure > .figure--work { color: $figure-work; text-style: bold; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._motion: Motion | None = None
        self._phase: float | None = None
        self._playing = False
        self._alarm: asyncio.TimerHandle | None = None
        self._drawn: tuple[int, int, int, int] | None = None
        self._rows: Rows = ()

    @property
    def motion(self) -> Motion | None:
        """What it shows."""
        return self._motion

    @property
    def moves(self) -> bool:
        """Whether it may move: there is room, and the runner has not switched animations off."""
        width, height = self.size
        return self.app.animation_level != "none" and width >= MOVING[0] and height >= MOVING[1]

    @property
    def picture(self) -> int | None:
        """Which picture of the motion is seen, or None for nothing."""
        width, height = self.size
        if self._motion is None or width < SMALLEST[0] or height < SMALLEST[1]:
            return None
        if self._phase is None or not self.moves:
            return self._motion.still % len(self._motion.frames)
        return self._motion.index(self._phase)

    def show(self, motion: Motion | None, phase: float | None = None) -> None:
        """Show a moment of a movement.

        Args:
            motion: The movement; None shows nothing.
            phase: Share of its cycle that is over; None shows the picture that tells the most.
        """
        if motion is self._motion and phase is None and self._phase is None and not self._playing:
            return
        self._stop()
        self._playing = False
        self._turn_to(motion, phase)

    def play(self, motion: Motion | None) -> None:
        """Show a movement, over and over, with a timer of its own that stops while nobody sees it.

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
        """Look up when another screen covers this one."""
        self.watch(self.screen, "stack_updates", self._wait, init=False)

    def on_show(self) -> None:
        """Go on when it is seen again."""
        self._wait()

    def on_resize(self) -> None:
        """Go on when there is room again."""
        self._wait()

    def on_hide(self) -> None:
        """Stand still while it is not seen."""
        self._stop()

    def on_unmount(self) -> None:
        """Let no timer ring after the figure has gone."""
        self._stop()

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        width, height = self.size
        picture = self.picture
        if picture is None or self._motion is None:
            return Strip.blank(width, self.rich_style)
        # Looked up once for all rows: to find a drawing by all its points costs more than to show a row of it.
        key = (id(self._motion), picture, width, height)
        if key != self._drawn:
            self._drawn, self._rows = key, self._motion.frames[picture].rows(width, height)
        return Strip([Segment(text, self._style(ink)) for text, ink in self._rows[y]], width)

    def _turn_to(self, motion: Motion | None, phase: float | None) -> None:
        before = (self._motion, self.picture)
        self._motion, self._phase = motion, phase
        self._drawn = self._drawn if before[0] is motion else None
        after = self.picture
        if motion is None or before[0] is not motion or before[1] is None or after is None:
            self.refresh()
        elif before[1] != after:
            old, new = (motion.frames[picture].rows(*self.size) for picture in (before[1], after))
            self.refresh(*(Region(0, y, self.size.width, 1) for y in range(self.size.height) if old[y] != new[y]))

    def _wait(self) -> None:
        """Come back when the next picture is due, if there is anything to move and anybody to see it."""
        if not (self._playing and self._motion and self._phase is not None and self._alarm is None):
            return
        if self.is_attached and self.moves and self.screen.is_active:
            delay = max(BRIEFEST, self._motion.until_change(self._phase))
            self._alarm = asyncio.get_running_loop().call_later(delay, self._next)

    def _next(self) -> None:
        self._alarm = None
        motion, phase = self._motion, self._phase
        if motion is not None and phase is not None and self.screen.is_active:
            # A hair over the edge, so that rounding never leaves it in the picture before.
            self._turn_to(motion, (phase + motion.until_change(phase) / motion.seconds + 1e-6) % 1.0)
            self._wait()

    def _stop(self) -> None:
        if self._alarm:
            self._alarm.cancel()
            self._alarm = None

    def _style(self, ink: Ink | None) -> Style:
        if ink is not None:
            return self.get_component_rich_style(f"figure--{ink.name.lower()}")
        # Without a colour of their own spaces stay pieces apart: in an exported picture each piece is set to its place, and
        # a space there is not always as wide as a braille cell.
        return Style(bgcolor=self.rich_style.bgcolor)
