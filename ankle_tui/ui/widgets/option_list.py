"""A list of options."""

import contextlib
from collections.abc import Callable

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ankle_tui.ui.widgets.panel import EDGE
from ankle_tui.ui.widgets.tooltips import Tooltips

OPTION = "option"
"""Textual's style metadata: the option that a cell belongs to."""


class OptionMenu(Tooltips, OptionList):
    """Textual's list with a mark before the line under the cursor, safe in a terminal of one column.

    Args:
        options: The options.
        does: Says what a click on a line does.
    """

    COMPONENT_CLASSES = {"menu--edge"}
    DEFAULT_CSS = """
    OptionMenu { text-wrap: nowrap; text-overflow: ellipsis; }
    OptionMenu.-textual-compact > .option-list--option { padding: 0 1 0 2; }
    OptionMenu > .menu--edge { background: $tint; color: $success; }
    """

    def __init__(self, *options: Option, does: Callable[[Option], str]) -> None:
        super().__init__(*options, compact=True)
        self._does = does

    def tip(self, at: Offset) -> str:
        """Say what a click on the line does."""
        style = self.screen.get_style_at(*(at + self.content_region.offset))
        number = style.meta.get(OPTION)
        return "" if number is None else self._does(self.get_option_at_index(number))

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        strip = super().render_line(y)
        style = next((segment.style for segment in strip), None)
        if style is None or self.highlighted is None or style.meta.get(OPTION) != self.highlighted:
            return strip
        edge = self.get_component_rich_style("menu--edge") + Style.from_meta(style.meta)
        return Strip.join([Strip([Segment(EDGE, edge)]), strip.crop(1)])

    def move(self, by: int) -> None:
        """Move the cursor down, or up."""
        (self.action_cursor_down if by > 0 else self.action_cursor_up)()

    def action_page_down(self) -> None:
        """Move down a page; without lines, undrawn or too narrow, Textual's list would fail."""
        with contextlib.suppress(LookupError):
            super().action_page_down()  # type: ignore[no-untyped-call]

    def action_page_up(self) -> None:
        """Move up a page, with the same exception."""
        with contextlib.suppress(LookupError):
            super().action_page_up()  # type: ignore[no-untyped-call]
