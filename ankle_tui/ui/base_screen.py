"""The two kinds of screens: a full page, and a dialog over one."""

from textual import events, on
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen, ScreenResultType

from ankle_tui.ui.breakpoints import fit
from ankle_tui.ui.widgets.keybar import BindingBar


class BaseScreen(Screen[ScreenResultType]):
    """A screen that ends at most once, and whose widgets are styled once before they are seen."""

    _left = False
    """True once another screen has covered it."""

    @on(events.Compose)
    def fit_terminal(self) -> None:
        """Set the layout for the size of the terminal before anything is mounted."""
        fit(self, self.app.size)
        self.app.stylesheet.update_nodes((self,))

    @on(events.ScreenResume)
    def keep_styles(self, event: events.ScreenResume) -> None:
        """Style the widgets again only on return; mounting has just styled them when the screen opens."""
        event.refresh_styles = self._left

    @on(events.ScreenSuspend)
    def note_suspension(self) -> None:
        """Note that another screen covers it."""
        self._left = True

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """End the screen with a result; do nothing if it has ended, or under another screen, which Textual would end instead."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()

    def read_keys(self) -> None:
        """Show in the key bar what can be done now."""
        for bar in self.query(BindingBar):
            bar.call_after_refresh(bar.read)


class Dialog(ModalScreen[ScreenResultType], BaseScreen[ScreenResultType]):
    """A question or a list over another screen."""
