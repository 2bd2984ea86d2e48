"""A line to write in."""

from textual.widgets import Input

from ankle_tui.ui.text import shown

__all__ = ["Note"]


class Note(Input):
    """Text of one line; what is pasted into it brings nothing a terminal would obey."""

    def validate_value(self, value: str) -> str:
        """The text as it can be shown, character by character."""
        return shown(value)
