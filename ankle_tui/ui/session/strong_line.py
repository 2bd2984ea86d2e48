"""Lines of the session screen: one whose figures stand out, and one that wraps."""

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from ankle_tui.ui.widgets.line import QuickLine
from ankle_tui.ui.wording.text import shown
from ankle_tui.ui.wording.wrap import flow, words_of

Pieces = tuple[str, ...]
"""A line in pieces, by turns plain and strong, the first plain: `("last time ", "52 s")`."""


def plain(pieces: Pieces) -> str:
    """Join the pieces of a line."""
    return "".join(pieces)


class StrongLine(QuickLine):
    """A line of plain and strong pieces; of several wordings it shows the first that fits.

    Args:
        id: Its id.
    """

    COMPONENT_CLASSES = {"line--strong"}
    DEFAULT_CSS = """
    StrongLine > .line--strong { color: $mood-text; text-style: bold; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._wordings: Sequence[Pieces] = ()
        self._pieces: Pieces = ()

    def on_resize(self) -> None:
        """Take the wording that fits now."""
        self.choose(self._wordings)

    def choose(self, wordings: Sequence[Pieces]) -> None:
        """Show the first of `wordings` that fits, or else the last."""
        self._wordings = wordings
        fitting = (each for each in wordings if cell_len(shown(plain(each))) <= self.size.width)
        pieces = next(fitting, wordings[-1] if wordings else ())
        if pieces != self._pieces:
            self._pieces = pieces
            self.show(plain(pieces))

    def render_line(self, y: int) -> Strip:
        """Draw the line; leave one that does not fit to Textual, which cuts it."""
        pieces = [shown(piece) for piece in self._pieces]
        width = self.size.width
        if y or (length := sum(map(cell_len, pieces))) > width:
            return super().render_line(y)
        style = self.visual_style
        weak, strong = style.rich_style, self.get_component_rich_style("line--strong")
        before = {"center": (width - length) // 2, "right": width - length}.get(self.styles.text_align, 0)
        segments = [Segment(" " * before, style.background_style.rich_style)] if before else []
        segments += [Segment(piece, strong if at % 2 else weak) for at, piece in enumerate(pieces) if piece]
        return Strip(segments, before + length)


class Wrapped(Widget):
    """A few words, wrapped and centred in the lines there are; repaints only for other words.

    Args:
        id: Its id.
    """

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._text = ""

    @property
    def text(self) -> str:
        """The words shown."""
        return self._text

    def show(self, text: str) -> None:
        """Show other words."""
        if text != self._text:
            self._text = text
            self.refresh()

    def lines(self) -> list[str]:
        """The words in lines."""
        return balanced(shown(self._text), *self.size)

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        lines, width, style = self.lines(), self.size.width, self.visual_style.rich_style
        if y >= len(lines):
            return Strip.blank(width, style)
        text = lines[y]
        return Strip([Segment(" " * ((width - cell_len(text)) // 2) + text, style)]).adjust_cell_length(width, style)


def balanced(text: str, width: int, height: int) -> list[str]:
    """Wrap a text to as few lines as it takes, about equally long; what does not fit ends in an ellipsis.

    Args:
        text: The text.
        width: Cells of a line.
        height: The most lines.
    """
    words, lines = words_of(text), [text]
    fewest = len(flow(words, width)) if text else 1
    for narrow in range(max(1, cell_len(text) // fewest), width + 1):
        lines = [line.plain for line in flow(words, narrow)]
        if len(lines) <= fewest and max(map(cell_len, lines)) <= narrow:
            break
    if len(lines) > height > 0:
        lines[height - 1] = " ".join(lines[height - 1 :])
    return [
        line if cell_len(line) <= width else f"{set_cell_size(line, max(0, width - 1))}…" for line in lines[:height]
    ]
