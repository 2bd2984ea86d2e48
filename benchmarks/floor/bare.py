"""A bare Textual app of one text, which then does nothing."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """One text."""

    def compose(self) -> ComposeResult:
        """Show it."""
        yield Static("Idle")


if __name__ == "__main__":
    Bare().run()
