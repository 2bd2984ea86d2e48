"""The two kinds of screens: a page of its own, and a dialog over one."""

from collections.abc import Sequence

from textual.await_complete import AwaitComplete
from textual.geometry import Size
from textual.message import Message
from textual.screen import ModalScreen, Screen, ScreenResultType

from ankle_tui.ui.widgets.keybar import BindingBar


class BaseScreen(Screen[ScreenResultType]):
    """A screen that is styled once and painted whole, and ends at most once."""

    class Painted(Message):
        """The first frame stands."""

    _is_fitted = False
    """True from the moment it got the classes of its breakpoints until Textual, having styled it once, would do so again."""
    _is_whole = False

    def fit(self, size: Size) -> None:
        """Take the classes of the breakpoints, which the first resize would set, restyling every widget.

        Args:
            size: Columns and rows of the terminal the screen will be shown on.
        """
        self._is_fitted = True
        self.add_class(
            *_within(self.HORIZONTAL_BREAKPOINTS or (), size.width),
            *_within(self.VERTICAL_BREAKPOINTS or (), size.height),
            update=False,
        )

    def on_mount(self) -> None:
        """Paint everything at once."""
        self.paint_whole()

    def paint_whole(self) -> None:
        """Paint once what happens now has come to an end and the key bar has read the keys; nothing before."""
        self.hold_paint()
        self.call_after_refresh(self._reveal)

    def hold_paint(self) -> None:
        """Paint nothing until `paint_whole`."""
        self._is_whole = False

    def update_node_styles(self, animate: bool = True) -> None:
        """Style every widget, unless mounting has just done so."""
        if self._is_fitted:
            self._is_fitted = False
        else:
            super().update_node_styles(animate)

    def _compositor_refresh(self) -> None:
        # Not public; each part of the first frame (styles, sizes, keys) would paint the whole screen again.
        if self._is_whole:
            super()._compositor_refresh()

    def _reveal(self) -> None:
        for bar in self.query(BindingBar):
            bar.read()
        self._is_whole = True
        self.refresh()
        self.call_after_refresh(self.post_message, self.Painted())

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """End the screen with a result; do nothing once it has ended, or under another screen, which Textual would end."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()

    def read_keys(self) -> None:
        """Show in the key bar what can be done now."""
        for bar in self.query(BindingBar):
            bar.call_after_refresh(bar.read)


class Dialog(ModalScreen[ScreenResultType], BaseScreen[ScreenResultType]):
    """A question or a list over another screen."""


def _within(breakpoints: Sequence[tuple[int, str]], cells: int) -> list[str]:
    """Return a list of the class of the last breakpoint reached, or an empty one."""
    return [name for least, name in sorted(breakpoints) if cells >= least][-1:]
