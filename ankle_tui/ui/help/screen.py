"""List the keys of a screen, made from its bindings; a click runs the command."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.geometry import Offset
from textual.widgets import Static

from ankle_tui.ui.base_screen import Dialog
from ankle_tui.ui.help.key_groups import COMMAND, key_lines
from ankle_tui.ui.keys.available import Active
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.keys.keyline import Key
from ankle_tui.ui.widgets.keybar import shown_key
from ankle_tui.ui.widgets.panel import NARROW, Panel
from ankle_tui.ui.widgets.tooltips import Tooltips

MOST = 104
"""Columns of the widest list."""
FRAME, MARGIN = 6, 2
"""Columns beside the text with and without a frame, the scroll bar among them."""


class KeyPane(Panel, VerticalScroll):
    """The frame of the list."""


class HelpScreen(Dialog[None]):
    """List the keys of the screen below; any key closes the list.

    Args:
        commands: The commands of that screen.
    """

    CSS_PATH = ["../dialogs/dialog.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-normal")]
    BINDINGS = bindings("keys")

    def __init__(self, commands: Sequence[Active]) -> None:
        super().__init__()
        self.commands = commands

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        commands = _Commands(self.commands)
        commands.set_lines(self._room)
        with KeyPane(id="dialog", classes="-active"):
            yield commands

    def on_mount(self) -> None:
        """Say how to close the list."""
        self.query_one(KeyPane).frame("Keys", keys=[Key(shown_key(self, "keys.close"), "close", "screen.dismiss")])

    def on_resize(self) -> None:
        """Lay out again for the new size."""
        self.query_one(_Commands).set_lines(self._room)

    @property
    def _room(self) -> int:
        """Cells for a line."""
        width = self.app.size.width
        return max(1, min(MOST, width - (MARGIN if width < NARROW else FRAME)))

    def on_click(self, event: Click) -> None:
        """Close the list; a click on a line also runs its command."""
        number = event.style.meta.get(COMMAND)
        self.dismiss()
        if number is not None:
            command = self.commands[number]
            self.app.call_later(command.node.run_action, command.action)


class _Commands(Tooltips, Static):
    """The commands.

    Args:
        commands: The commands.
    """

    def __init__(self, commands: Sequence[Active]) -> None:
        super().__init__()
        self._commands = commands

    def tip(self, at: Offset) -> str:
        """Say what a click on the line does."""
        number = self.screen.get_style_at(*(at + self.content_region.offset)).meta.get(COMMAND)
        return "" if number is None else self._commands[number].words

    def set_lines(self, width: int) -> None:
        """Lay out the list in lines of `width` cells."""
        self.update(Content("\n").join(key_lines(self._commands, width)))
