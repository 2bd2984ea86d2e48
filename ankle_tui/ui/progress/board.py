"""A panel whose lines are made for the room there is."""

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.widget import Widget

from ankle_tui.ui.widgets.panel import Panel

Draw = Callable[[int, int], Sequence[Content]]
"""Makes the lines for a width and a height."""


class Board(Panel, Widget):
    """Lines in a panel.

    Args:
        draw: Makes them.
        acts: Ids of the commands whose keys stand in its border.
        id: Its id.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Board { height: 1fr; width: 1fr; padding: 0 2; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, draw: Draw, *acts: str, id: str) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._draw = draw
        self.acts = acts

    def lines(self) -> list[str]:
        """The lines shown, as plain text."""
        return [line.plain.rstrip() for line in self._draw(*self.content_size)]

    def render(self) -> Content:
        """Draw the lines."""
        width, height = self.content_size
        return Content("\n").join(self._draw(width, height)) if width and height else Content("")
