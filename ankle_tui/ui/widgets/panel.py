"""The grid of the screens: a bordered panel with words in its edges, and the column in which text begins."""

from collections.abc import Callable, Sequence
from typing import Any

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from ankle_tui.ui.keys.keyline import Key
from ankle_tui.ui.widgets.tooltips import Tooltips
from ankle_tui.ui.wording.text import shown

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


class Panel(Tooltips):
    """Draw a border with a title and a result in its top edge, and in the bottom one the keys that act here.

    A mixin before the widget's class, which gets the class `panel`; its styles stand in app.tcss, since Textual looks for
    them along the first base that is a widget. Where a style sheet takes the border away its words
    go as well, and `is_framed` is false.
    """

    _title: str = ""
    _result: Content | str = ""
    _keys: Sequence[Key] = ()
    _framed: tuple[object, ...] = ()
    acts: tuple[str, ...] = ()
    """Ids of the commands whose keys stand in the bottom edge; the screen's key bar puts them there."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.add_class("panel", update=False)

    @property
    def is_framed(self) -> bool:
        """True if there is a border."""
        return bool(self.styles.border_top[0])

    @property
    def title_words(self) -> str:
        """The title."""
        return self._title

    @property
    def result_words(self) -> str:
        """What stands at the right of the top edge, as plain text."""
        return str(self._result)

    @property
    def keys(self) -> Sequence[Key]:
        """The keys of the bottom edge."""
        return self._keys

    def frame(self, title: str, result: Content | str = "", keys: Sequence[Key] | None = None) -> None:
        """Show other words in the border.

        Args:
            title: Names the panel.
            result: Sums it up at the right of the top edge; left out where there is no room.
            keys: As for `show_keys`; None lets them stand.
        """
        self._title, self._result = title, result
        self._keys = self._keys if keys is None else keys
        self._draw_frame()

    def show_keys(self, keys: Sequence[Key]) -> None:
        """Show other keys in the bottom edge.

        Args:
            keys: The most important first; as many as there is room for.
        """
        self._keys = keys
        self._draw_frame()

    def activate(self, active: bool) -> None:
        """Show that the focus is inside, or elsewhere."""
        self.set_class(active, "-active")
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
