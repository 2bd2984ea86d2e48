"""List the keys of a screen, made from its bindings; a click runs the command."""

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.geometry import Offset
from textual.style import Style
from textual.widgets import Static

from ankle_tui.ui.base_screen import Dialog
from ankle_tui.ui.keys.available import Active
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.widgets.tooltips import Tooltips
from ankle_tui.ui.wording.wrap import flow, words_of

COMMAND = "command"
"""Style metadata: the command of a line."""
NARROW = 50
"""Columns below which the list fills the screen."""
FRAME, MARGIN = 8, 3
"""Columns beside the text with and without a frame, including a scroll bar."""
MOST = 72
"""Columns of the longest line."""


class HelpScreen(Dialog[None]):
    """List the keys of the screen below; any key closes the list.

    Args:
        commands: The commands of that screen.
    """

    CSS_PATH = ["../dialog.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-normal")]
    BINDINGS = bindings("keys")

    def __init__(self, commands: Sequence[Active]) -> None:
        super().__init__()
        self.commands = commands

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        commands = _Commands(self.commands)
        commands.set_lines(self._room)
        with VerticalScroll(id="dialog"):
            yield commands

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
    """The commands, a line each, or more if narrow.

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
        column = max((cell_len(each.keys) for each in self._commands), default=0)
        lines: list[Content] = []
        for number, each in enumerate(self._commands):
            head = Content.assemble((set_cell_size(each.keys, column), "bold"), "  ")
            style = Style.from_meta({COMMAND: number})
            lines += [line.stylize(style) for line in flow(words_of(each.words), width, head, head.cell_length)]
        self.update(Content("\n").join(lines))
