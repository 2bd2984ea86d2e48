"""A list of lines to choose from."""

from textual.widgets import OptionList

__all__ = ["Listing"]

NARROWEST = 4
"""Columns below which Textual's list has no lines it could page through, and fails when it is asked to."""


class Listing(OptionList):
    """Textual's list, also in a terminal of one column."""

    def action_page_down(self) -> None:
        """Move down by a page."""
        if self.size.width >= NARROWEST:
            super().action_page_down()  # type: ignore[no-untyped-call]

    def action_page_up(self) -> None:
        """Move up by a page."""
        if self.size.width >= NARROWEST:
            super().action_page_up()  # type: ignore[no-untyped-call]
