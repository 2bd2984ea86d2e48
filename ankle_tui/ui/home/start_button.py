"""A large button that looks like Textual's and is styled in a fraction of the time."""

from textual.events import Click
from textual.message import Message
from textual.widgets import Static

START, AGAIN = "Start", "Train again"


class StartButton(Static):
    """A button that takes no focus, as there is a key for it.

    Args:
        key: Its key, as shown.
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
    StartButton.-again { color: $text-success; background: $surface; border-top: inner $surface; border-bottom: inner $surface; }
    StartButton:ansi { color: $success; background: ansi_default; border: tall $success; }
    """

    class Pressed(Message):
        """The button was clicked."""

    def __init__(self, key: str, *, id: str, tooltip: str) -> None:  # noqa: A002 - Textual's own word
        super().__init__(f"{START}  {key}", id=id, markup=False)
        self._key = key
        self.tooltip = tooltip

    def offer(self, *, again: bool) -> None:
        """Call for a session, or once one was done today only allow another.

        Args:
            again: True if one was done.
        """
        if again != self.has_class("-again"):
            self.set_class(again, "-again")
            self.update(f"{AGAIN if again else START}  {self._key}")

    def on_click(self, event: Click) -> None:
        """Report the click."""
        event.stop()
        self.post_message(self.Pressed())
