"""Show the wishes for a session in a few words each; a click takes the next value."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.style import Style as RichStyle
from textual.content import Content
from textual.style import Style

from ankle_tui.ui.widgets.tooltips import Links
from ankle_tui.ui.wording.text import shown


class HomeOption(NamedTuple):
    """One wish.

    Attributes:
        what: Its name.
        value: Its value.
        action: The action of a click.
        key: Its key; empty if that is the first letter of the name.
    """

    what: str
    value: str
    action: str
    key: str = ""

    @property
    def words(self) -> str:
        """Name and value: `Feel: fine`."""
        return f"{self.key} {self.what}: {shown(self.value)}".lstrip()


class HomeOptions(Links):
    """Show wishes in two lines, as one widget that lays out faster than many buttons.

    Args:
        id: Its id.
    """

    DEFAULT_CSS = """
    HomeOptions { width: auto; height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    HomeOptions { link-style-hover: bold reverse; link-background-hover: $panel; link-color-hover: $foreground; }
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
        """Show other wishes.

        Args:
            said: In columns: the first two stand below each other.
        """
        if list(said) == self._said:
            return
        self._said = list(said)
        columns = [said[at : at + 2] for at in range(0, len(said), 2)]
        widths = [max(len(one.words) for one in column) for column in columns]
        lines = [
            Content(" ").join(
                _chip(column[line], width) for column, width in zip(columns, widths, strict=True) if column[line:]
            )
            for line in range(2)
        ]
        self.update(Content("\n").join(lines))


def _chip(said: HomeOption, width: int) -> Content:
    words = f"{said.words:<{width}}"
    head = len(said.key) or 1
    chip = Content.assemble(" ", (words[:head], "bold" if said.key else "bold underline"), words[head:], " ")
    return chip.stylize("on $panel").stylize(Style.from_meta({"@click": said.action}))
