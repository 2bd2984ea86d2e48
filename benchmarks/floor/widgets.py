"""A bare Textual app of six widgets that answers one key."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import Static


class Six(App[None]):
    """Six texts, the last of which tells of the key."""

    BINDINGS: ClassVar = [("space", "answer", "Answer")]

    def compose(self) -> ComposeResult:
        """Lay the texts out, one below the other."""
        for number in range(1, 6):
            yield Static(f"Text {number}")
        yield Static("Not pressed", id="answer")

    def action_answer(self) -> None:
        """Answer."""
        self.query_one("#answer", Static).update("Answered")


if __name__ == "__main__":
    Six().run()
