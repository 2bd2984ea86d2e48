"""A large button that looks like Textual's and is styled in a fraction of the time."""

from textual.events import Click
from textual.message import Message
from textual.widgets import Static


class StartButton(Static):
    """A button that takes no focus, as there is a key for it.

    Args:
        label: Its text.
        id: Its id.
        tooltip: Says what a click does.
    """

    DEFAULT_CSS = """
    StartButton {
        height: 3; content-align: center middle; text-align: center; text-style: bold; pointer: pointer;
        color: $button-color-foreground; background: $success;
        border-top: inner $success; border-bottom: inner $success;
    }
    StartButton:hover { background: $success-darken-2; border-top: inner $success-darken-2; border-bottom: inner $success-darken-2; }
    StartButton:disabled { text-opacity: 0.6; }
    StartButton:ansi { color: $success; background: ansi_default; border: tall $success; }
    """

    class Pressed(Message):
        """The button was clicked."""

    def __init__(self, label: str, *, id: str, tooltip: str) -> None:  # noqa: A002 - Textual's own word
        super().__init__(label, id=id, markup=False)
        self.tooltip = tooltip

    def on_click(self, event: Click) -> None:
        """Report the click."""
        event.stop()
        self.post_message(self.Pressed())
