"""How the block stands, above the self-tests."""

from textual.content import Content
from textual.widgets import Static

from ankle_tui.ui.block.block_display import BlockDisplay
from ankle_tui.ui.block.review_wording import BLOCK
from ankle_tui.ui.widgets.panel import Panel


class BlockPanel(Panel, Static):
    """The block in a few lines, or in one where there is little room."""

    acts = ("self-tests.begin", "self-tests.review", "self-tests.end")
    DEFAULT_CSS = """
    BlockPanel { height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def show(self, display: BlockDisplay, *, low: bool) -> None:
        """Show a block.

        Args:
            display: The block.
            low: True where there is one line for it.
        """
        width = self.content_size.width or self.screen.size.width
        self.frame(BLOCK)
        self.update(Content("\n").join(display.lines(width, low=low)))
