"""The two kinds of screens: a page of its own, and a dialog over one."""

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen, ScreenResultType

from ankle_tui.ui.widgets.keybar import BindingBar


class BaseScreen(Screen[ScreenResultType]):
    """A screen that ends at most once."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """End the screen with a result; do nothing once it has ended, or under another screen, which Textual would end."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()

    def read_keys(self) -> None:
        """Show in the key bar what can be done now."""
        for bar in self.query(BindingBar):
            bar.call_after_refresh(bar.read)


class Dialog(ModalScreen[ScreenResultType], BaseScreen[ScreenResultType]):
    """A question or a list over another screen."""
