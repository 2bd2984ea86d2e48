"""The grid of the screens: a bordered panel with words in its edges, and the column in which text begins."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from ankle_tui.ui.keys.keyline import Key
from ankle_tui.ui.wording.text import shown

if TYPE_CHECKING:
    _Base = Widget
else:
    _Base = object  # Textual looks for styles along the first base that is a widget

EDGE = "▌"
"""Mark in column 1 of the row under the cursor."""
NARROW = 60
"""Columns below which there are no borders, and text begins in column 1."""
PAGE = 132
"""Most columns of a page; the style sheets have it as `$broad`."""


def margin(width: int) -> int:
    """Count the cells before the text of a line that spans the screen: as many as before the text of a panel.

    Args:
        width: Columns of the screen.
    """
    return 1 if width < NARROW else 3 + max(0, (width - PAGE) // 2)


def drawn_key(key: Key) -> Content:
    """Draw a key and its words; a click runs the command."""
    drawn = Content.assemble((key.key, "bold $text-accent"), (f" {key.label}", "$hint"))
    return drawn.stylize(Style.from_meta({"@click": key.action})) if key.action else drawn


class Panel(_Base):
    """Draw a border with a title and a result in its top edge, and in the bottom one the keys that act here.

    A mixin before the widget's class. Where a style sheet takes the border away its words go as well.
    """

    DEFAULT_CSS = """
    Panel {
        border: round $line; border-title-color: transparent; border-subtitle-color: transparent;
        border-title-style: none; border-subtitle-style: none;
        link-style: none; link-style-hover: bold underline; link-background-hover: $background; link-color-hover: $foreground;
    }
    Panel:focus, Panel.-active { border: round $border; }
    """

    _title: str = ""
    _result: Content | str = ""
    _keys: Sequence[Key] = ()
    _framed: tuple[object, ...] = ()

    @property
    def title_words(self) -> str:
        """The title."""
        return self._title

    @property
    def result_words(self) -> str:
        """What stands at the right of the top edge, as plain text."""
        return str(self._result)

    def frame(self, title: str, result: Content | str = "", keys: Sequence[Key] = ()) -> None:
        """Show other words in the border.

        Args:
            title: Names the panel.
            result: Sums it up at the right of the top edge; left out where there is no room.
            keys: The keys that act on it, most important first; as many as there is room for.
        """
        self._title, self._result, self._keys = title, result, keys
        self._draw_frame()

    def on_resize(self) -> None:
        """Fit the words into the border."""
        self._draw_frame()

    def on_focus(self) -> None:
        """Show that keys act here."""
        self._draw_frame()

    def on_blur(self) -> None:
        """Show that keys act elsewhere."""
        self._draw_frame()

    def _draw_frame(self) -> None:
        """Set the words into the border, unless they stand there."""
        active = self.has_focus or self.has_class("-active")
        framed = self._title, str(self._result), tuple(self._keys), self.outer_size.width, active
        if framed == self._framed:
            return
        self._framed = framed
        room = self.outer_size.width - 6
        title = Content.styled(shown(self._title), "bold $text-success" if active else "$quiet")
        result = self._result if isinstance(self._result, Content) else Content.styled(shown(self._result), "$quiet")
        line = room - title.cell_length - result.cell_length - 2
        if result and line > 0:
            title = Content.assemble(title, f" {'─' * line} ", result)
        kept: list[Content] = []
        for key in map(drawn_key, self._keys):
            if sum(each.cell_length + 2 for each in kept) + key.cell_length <= room:
                kept.append(key)
        self.border_title = title
        self.border_subtitle = Content("  ").join(kept)
