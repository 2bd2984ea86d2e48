"""A minimal Textual app that counts a key in one line, without a layout."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import Static


class Key(App[None]):
    """One line with a number."""

    BINDINGS: ClassVar = [("space,f", "count", "Count")]
    count = 0

    def compose(self) -> ComposeResult:
        """Show the line."""
        yield Static("pressed 0×")

    def action_count(self) -> None:
        """Count."""
        self.count += 1
        self.query_one(Static).update(f"pressed {self.count}×", layout=False)


if __name__ == "__main__":
    Key().run()
