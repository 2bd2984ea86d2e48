"""A progress bar of one line, readable by shape as well as by colour."""

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


def bar_cells(fraction: float, width: int, *, heavy: bool = False) -> tuple[str, str]:
    """Split a bar in two, to half a cell.

    Args:
        fraction: The share that is over, 0.0 to 1.0.
        width: Cells of the whole bar.
        heavy: True if it fills the height of its line.

    Returns:
        The part that is over and the part that is left.
    """
    halves = round(max(0.0, min(1.0, fraction)) * width * 2)
    full, half, empty = ("█", "▌", "░") if heavy else ("━", "╸", "─")
    over = full * (halves // 2) + (half if halves % 2 else "")
    return over, empty * (width - len(over))


class Bar(Widget):
    """Draw progress; repaint only when a cell changes.

    Args:
        heavy: True if it fills the height of its line.
        id: Its id.
    """

    COMPONENT_CLASSES = {"bar--over", "bar--left"}
    DEFAULT_CSS = """
    Bar { height: 1; width: 1fr; }
    Bar > .bar--over { color: $mood-text; text-style: bold; }
    Bar > .bar--left { color: $mood-faint; }
    """

    def __init__(self, *, heavy: bool = False, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._heavy = heavy
        self._fraction = 0.0

    @property
    def fraction(self) -> float:
        """The share that is over, 0.0 to 1.0."""
        return self._fraction

    def update(self, fraction: float) -> None:
        """Show another fraction."""
        if fraction == self._fraction:
            return
        before, self._fraction = "".join(self._cells()), fraction
        pairs = enumerate(zip(before, "".join(self._cells()), strict=True))
        if changed := [x for x, (old, new) in pairs if old != new]:
            self.refresh(Region(changed[0], 0, changed[-1] + 1 - changed[0], 1))

    def render_line(self, y: int) -> Strip:
        """Draw the bar."""
        if y:
            return Strip.blank(self.size.width, self.rich_style)
        over, left = self._cells()
        return Strip([Segment(over, self._style("bar--over")), Segment(left, self._style("bar--left"))])

    def _cells(self) -> tuple[str, str]:
        return bar_cells(self._fraction, self.size.width, heavy=self._heavy)

    def _style(self, part: str) -> Style:
        return self.get_component_rich_style(part)
