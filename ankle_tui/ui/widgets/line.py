"""One line of text that repaints only when it changes and never moves its neighbours."""

from textual.content import Content
from textual.widgets import Static

from ankle_tui.ui.text import shown

__all__ = ["Line"]


class Line(Static):
    """A line of text, without markup, and without anything a terminal would obey.

    Args:
        text: What it shows at first.
        id: Its id.
        classes: Its CSS classes.
    """

    DEFAULT_CSS = """
    Line { height: 1; width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(Content(shown(text)), id=id, classes=classes)
        self._text = text

    @property
    def text(self) -> str:
        """What it shows."""
        return self._text

    def show(self, text: str) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            self.update(Content(shown(text)), layout=False)
