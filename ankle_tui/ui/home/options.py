"""Show the wishes for a session in one line; a click takes the next value."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.style import Style as RichStyle
from textual.content import Content
from textual.style import Style

from ankle_tui.ui.widgets.panel import PAGE, margin
from ankle_tui.ui.widgets.tooltips import Links
from ankle_tui.ui.wording.day_words import UNKNOWN
from ankle_tui.ui.wording.text import shown

OPTIONS = ("minutes", "feel", "context", "cooldown", "routine")
"""The wishes in order; each is a command of Home."""
APART, CLOSE = 4, 2
"""Cells between two wishes, and where there is little room."""


class HomeOption(NamedTuple):
    """One wish.

    Attributes:
        key: Its key.
        value: Its value in words: `feeling fine`.
        brief: The same in fewer.
        action: The action of a click.
    """

    key: str
    value: str
    brief: str
    action: str

    @property
    def words(self) -> str:
        """Key and value: `f feeling fine`."""
        return f"{self.key} {shown(self.value)}"


class HomeOptions(Links):
    """Show wishes in one line.

    Args:
        id: Its id.
    """

    DEFAULT_CSS = """
    HomeOptions { width: 1fr; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    HomeOptions { link-style-hover: bold underline; link-background-hover: $background; link-color-hover: $foreground; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._said: list[HomeOption] = []

    @property
    def link_style(self) -> RichStyle:
        """No style: these should not look like links."""
        return RichStyle.null()

    @property
    def words(self) -> list[str]:
        """The wishes shown, in order."""
        return [said.words for said in self._said]

    def show(self, said: Sequence[HomeOption]) -> None:
        """Show other wishes."""
        if list(said) != self._said:
            self._said = list(said)
            self._draw()

    def on_resize(self) -> None:
        """Lay out again for the new size."""
        self._draw()

    def _draw(self) -> None:
        width = self.size.width or min(self.app.size.width, PAGE)
        before = margin(width)
        room = width - 2 * before
        whole = [_drawn(each, each.value) for each in self._said]
        brief = [_drawn(each, each.brief) for each in self._said]
        for parts, gap in ((whole, APART), (whole, CLOSE), (brief, CLOSE), (brief, 1)):
            line = Content(" " * gap).join(parts)
            if line.cell_length <= room:
                break
        if not self._said:  # not known yet
            line = Content.styled(UNKNOWN, "$quiet")
        self.update(Content.assemble(" " * before, line), layout=False)


def _drawn(said: HomeOption, words: str) -> Content:
    drawn = Content.assemble((said.key, "bold $text-accent"), f" {shown(words)}")
    return drawn.stylize(Style.from_meta({"@click": said.action}))
