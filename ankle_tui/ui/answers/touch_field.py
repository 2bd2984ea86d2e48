"""How often the other foot touched, as a short bar."""

from rich.segment import Segment
from textual.geometry import Offset, Size
from textual.strip import Strip

from ankle_tui.ui.widgets.field import CountField

LONGEST = 4
"""Number in the last cell of the bar, which stands for all above it as well."""
CELL = 3


class TouchField(CountField):
    """A count from 0 to 4 and more; before it is answered no cell is filled.

    Args:
        name_shown: The label.
        hint: What an open number means.
        id: Its id.
    """

    COMPONENT_CLASSES = {"touch--number", "touch--passed", "touch--picked"}
    DEFAULT_CSS = """
    TouchField > .touch--number { color: $hint; background: $surface; }
    TouchField > .touch--passed { color: $heat-text; background: $heat-1; }
    TouchField > .touch--picked { color: $background; background: $text-success; text-style: bold; }
    TouchField:ansi > .touch--picked { color: $foreground; background: $background; text-style: bold reverse; }
    TouchField:focus > .field--label { text-style: bold underline; }
    """

    def __init__(self, name_shown: str, hint: str, *, id: str | None = None, classes: str = "") -> None:  # noqa: A002
        super().__init__(name_shown, hint, id=id)
        self.set_classes(classes)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Count the cells of label and bar."""
        return self.LABEL + CELL * (LONGEST + 1) + 1

    @property
    def _cell(self) -> int:
        """Cells of a number."""
        return CELL if self.size.width >= self.LABEL + CELL * (LONGEST + 1) else CELL - 1

    def take_click(self, x: int) -> None:
        """Take the number under the mouse; the one there is opens it again."""
        at = (x - self.LABEL) // self._cell
        if 0 <= at <= LONGEST:
            self.pick(None if at == self._count else at)
            self._tell()

    def tip(self, at: Offset) -> str:
        """Say what a click there does."""
        return "Change" if 0 <= at.x - self.LABEL < self._cell * (LONGEST + 1) else ""

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        if y:
            return Strip.blank(self.size.width, self.rich_style)
        style, count = self.get_component_rich_style, self._count
        cells = [Segment(self._label.ljust(self.LABEL), style("field--label"))]
        for number in range(LONGEST + 1):
            many = number == LONGEST and count is not None and count > LONGEST
            word = str(count) if many else f"{number}+" if number == LONGEST else str(number)
            place = None if count is None else min(count, LONGEST)
            part = "number" if place is None or number > place else "picked" if number == place else "passed"
            cells.append(Segment(f"{word:^{self._cell}}", style(f"touch--{part}")))
        hint = f"  {self.hint}" if self.hint else ""
        room = self.size.width - self.LABEL - self._cell * (LONGEST + 1)
        cells.append(Segment(hint if len(hint) <= room else "", style("field--arrow")))
        return Strip(cells).adjust_cell_length(self.size.width, self.rich_style)
