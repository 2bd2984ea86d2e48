"""A list of any length that makes only the visible rows."""

from collections.abc import Callable, Container
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.widgets.panel import EDGE, NARROW
from ankle_tui.ui.widgets.tooltips import Tooltips, command_words
from ankle_tui.ui.wording.text import cut

GAP = 1
"""Cells between the text of a row and its tail."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        head: The beginning, set apart.
        text: The middle, cut to fit.
        tail: The end, never cut to make room for the text.
        pain: What follows the tail, in the colour of pain.
    """

    head: str
    text: str
    tail: str = ""
    pain: str = ""


class VirtualList(Tooltips, ScrollView, can_focus=True):
    """Rows with a cursor, by keys and mouse; the cursor passes over gaps between them.

    Args:
        make: Makes a row by its number, for a width in cells.
        name_of: Names the item of a row by its number.
        id: Its id.
    """

    BINDINGS = bindings("rows")
    COMPONENT_CLASSES = {f"rows--{part}" for part in ("head", "text", "tail", "pain", "gap", "cursor", "edge")}
    DEFAULT_CSS = """
    VirtualList { height: 1fr; width: 1fr; overflow-x: hidden; scrollbar-gutter: stable; }
    VirtualList > .rows--head { color: $foreground; text-style: bold; }
    VirtualList > .rows--text { color: $foreground; }
    VirtualList > .rows--tail { color: $quiet; }
    VirtualList > .rows--pain { color: $text-error; text-style: bold; }
    VirtualList > .rows--gap { color: $hint; }
    VirtualList > .rows--cursor { background: $tint; color: $foreground; text-style: bold; }
    VirtualList > .rows--edge { background: $tint; color: $success; }
    """

    @dataclass
    class Selected(Message):
        """A row was chosen.

        Attributes:
            rows: The list.
            name: Its item, which may have moved to another row since.
        """

        rows: "VirtualList"
        name: str

        @property
        def control(self) -> "VirtualList":
            """The sender, for `@on`."""
            return self.rows

    @dataclass
    class Moved(Message):
        """Another row is under the cursor."""

        rows: "VirtualList"

        @property
        def control(self) -> "VirtualList":
            """The sender, for `@on`."""
            return self.rows

    @dataclass
    class Sized(Message):
        """The room for rows has changed."""

        rows: "VirtualList"

        @property
        def control(self) -> "VirtualList":
            """The sender, for `@on`."""
            return self.rows

    def __init__(
        self,
        make: Callable[[int, int], Row],
        name_of: Callable[[int], str],
        *,
        id: str | None = None,  # noqa: A002 - Textual's own word
    ) -> None:
        super().__init__(id=id)
        self._make = make
        self._name_of = name_of
        self._count = 0
        self._gaps: Container[int] = ()
        self._cursor = 0

    @property
    def count(self) -> int:
        """Number of rows."""
        return self._count

    @property
    def cursor(self) -> int:
        """Index of the row under the cursor."""
        return self._cursor

    @property
    def room(self) -> int:
        """Cells for a row, without the edge and the margins."""
        return max(0, self.scrollable_content_region.width - 2 - len(self._gap))

    @property
    def _gap(self) -> str:
        """Cells between the edge and a row: text begins in the column of the screen's other text."""
        return "" if self.screen.size.width < NARROW else " "

    def can_select(self, number: int) -> bool:
        """True if there is a row that can be chosen."""
        return 0 <= number < self._count and number not in self._gaps

    def row(self, number: int) -> Row:
        """Make a row for the present width."""
        return self._make(number, self.room)

    def show(self, count: int, cursor: int, gaps: Container[int] = ()) -> None:
        """Show other rows.

        Args:
            count: Number of rows.
            cursor: The row for the cursor, or the nearest one.
            gaps: Rows that only stand between others: never the last one, nor two in a row.
        """
        self._count, self._gaps = count, gaps
        self.virtual_size = Size(1, count)
        self.refresh()
        self._go(cursor)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer to open a row only if there is one."""
        return action != "select" or self._count > 0

    def action_move(self, by: int) -> None:
        """Move the cursor by rows."""
        self._go(self._cursor + by)

    def action_page(self, pages: int) -> None:
        """Move the cursor by pages."""
        self._go(self._cursor + pages * max(1, self.size.height - 1))

    def action_first(self) -> None:
        """Move the cursor to the first row."""
        self._go(0)

    def action_last(self) -> None:
        """Move the cursor to the last row."""
        self._go(self._count - 1)

    def action_select(self) -> None:
        """Choose the row under the cursor."""
        if self._count:
            self.post_message(self.Selected(self, self._name_of(self._cursor)))

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was clicked."""
        number = event.get_content_offset_capture(self).y + self.scroll_offset.y
        if self.can_select(number):
            self._go(number)
            self.action_select()

    def tip(self, at: Offset) -> str:
        """Say what a click on a row does."""
        return command_words(self.screen, "rows.select") if self.can_select(at.y + self.scroll_offset.y) else ""

    def on_resize(self) -> None:
        """Keep the cursor in sight and report the new room."""
        self._go(self._cursor)
        self.post_message(self.Sized(self))

    def render_line(self, y: int) -> Strip:
        """Draw one visible row."""
        number, ground = y + self.scroll_offset.y, self.rich_style
        if number >= self._count:
            return Strip.blank(self.size.width, ground)
        row = self._make(number, self.room)
        under = number == self._cursor
        tail = " " * GAP + row.tail if row.tail or row.pain else ""
        room = self.room - cell_len(row.head) - cell_len(tail) - cell_len(row.pain)
        cells = [
            (EDGE if under else " ", "edge" if under else "text"),
            (self._gap + row.head, "gap" if number in self._gaps else "head"),
            (set_cell_size(cut(row.text, room), max(0, room)), "text"),
            (tail, "tail"),
            (row.pain, "pain"),
        ]
        strip = Strip([Segment(text, self._style(part, under=under)) for text, part in cells if text])
        return strip.adjust_cell_length(self.size.width, self._style("text", under=under))

    def _style(self, part: str, *, under: bool) -> Style:
        style = self.get_component_rich_style(f"rows--{part}")
        if not under or part == "edge":
            return style
        cursor = self.get_component_rich_style("rows--cursor")
        return cursor + Style(color=style.color) if part == "pain" else cursor

    def _go(self, number: int) -> None:
        before, number = self._cursor, max(0, min(self._count - 1, number))
        if number in self._gaps:
            number += 1 if number >= before or number == 0 else -1
        self._cursor = number
        if before != self._cursor:
            self.refresh_line(before)
            self.refresh_line(self._cursor)
            self.post_message(self.Moved(self))
        if self.size.height:
            top = self._cursor - int(self._cursor == 1 and 0 in self._gaps)  # with the heading above the first row
            self.scroll_to_region(Region(0, top, 1, self._cursor + 1 - top), animate=False, force=True)
