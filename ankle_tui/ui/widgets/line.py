"""One line of text that repaints only when it changes and never moves its neighbours."""

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from ankle_tui.ui.widgets.panel import margin
from ankle_tui.ui.wording.text import cut, shown


class TextLine(Static):
    """A line of text without markup and control characters.

    Args:
        text: The first text.
        id: Its id.
        classes: Its CSS classes.
    """

    DEFAULT_CSS = """
    TextLine { height: 1; width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(Content(shown(text)), id=id, classes=classes)
        self._text = text

    @property
    def text(self) -> str:
        """The text shown."""
        return self._text

    def show(self, text: str) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            self.update(Content(shown(text)), layout=False)


class TopLine(TextLine):
    """The first line of a screen: the place, what it shows, and a fact at the right.

    Args:
        place: The screen.
        id: Its id.
    """

    def __init__(self, place: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(place, id=id)
        self._said = place, "", ""

    @property
    def fact(self) -> str:
        """What stands at the right."""
        return self._said[2]

    def head(self, place: str, words: str = "", fact: str = "") -> None:
        """Name the place.

        Args:
            place: The screen.
            words: What it shows; cut where there is no room.
            fact: A few words for the right; left out where there is no room for it and the place.
        """
        if (place, words, fact) != self._said:
            self._said = place, words, fact
            self._text = "  ".join(filter(None, (place, words)))
            self._draw()

    def show(self, text: str) -> None:
        """Show another text alone."""
        self.head(text)

    def on_resize(self) -> None:
        """Lay out again for the new size."""
        self._draw()

    def _draw(self) -> None:
        place, words, fact = map(shown, self._said)
        width = self.size.width or self.app.size.width  # the first frame comes before the layout is known
        before = margin(width)
        room = width - 2 * before - cell_len(place)
        if cell_len(fact) + 2 > room:
            fact = ""
        room -= 2 + (cell_len(fact) + 2 if fact else 0)
        words = cut(words, room) if room > 0 else ""
        gap = " " * max(0, room + 2 - cell_len(words)) if fact else ""
        line = Content.assemble(" " * before, (place, "bold"), (f"  {words}", "$quiet"), gap, (fact, "$quiet"))
        self.update(line, layout=False)


class SaidLine(TextLine):
    """A few words about the last change, gone while there is nothing to say."""

    DEFAULT_CSS = """
    SaidLine { display: none; height: auto; text-wrap: wrap; text-style: bold; }
    """

    def show(self, text: str) -> None:
        """Show a sentence, or nothing."""
        if text != self._text:
            self._text = text
            self.update(Content(shown(text)))
            self.display = bool(text)

    def on_resize(self) -> None:
        """Begin in the column of the other text."""
        self.styles.padding = 0, margin(self.screen.size.width)
