"""The two kinds of screens: a page of its own, and a dialog over one."""

import asyncio
from collections.abc import Container, Sequence

from textual.await_complete import AwaitComplete
from textual.geometry import Size
from textual.message import Message
from textual.screen import ModalScreen, Screen, ScreenResultType

from ankle_tui.ui.widgets.keybar import BindingBar

STILL = 3
"""Turns without a message after which a screen has come to rest: one leads to another."""
TURNS = 200
"""Turns after which a screen is shown even so: one that never comes to rest is better than none."""


class BaseScreen(Screen[ScreenResultType]):
    """A screen that is styled once and painted whole, and ends at most once."""

    class Painted(Message):
        """The first frame stands."""

    at_once: Container[str] = frozenset()
    """Actions that never wait, beside those that leave or explain."""
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

    @property
    def waits(self) -> bool:
        """True while what its keys need is not there yet."""
        return False

    def on_mount(self) -> None:
        """Paint everything at once."""
        self.paint_whole()

    def paint_whole(self) -> None:
        """Paint once what happens now has come to an end and the key bar has read the keys; nothing before."""
        self.hold_paint()
        self.call_later(self._settle)

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

    async def _settle(self, still: int = 0, turns: int = 0) -> None:
        """Reveal the screen once nothing is left to do on it, instead of after a sixtieth of a second, Textual's wait.

        Args:
            still: Turns running in which no widget had a message waiting.
            turns: All turns so far.
        """
        await asyncio.sleep(0)  # the other widgets' turn
        self._on_timer_update()  # not public: what it would do after the wait
        waiting = any(node.message_queue_size for node in self.walk_children(with_self=True))
        still = 0 if waiting else still + 1
        if still < STILL and turns < TURNS:
            self.call_later(self._settle, still, turns + 1)
        else:
            self._reveal()

    def _reveal(self) -> None:
        for bar in self.query(BindingBar):
            bar.read()
        self._is_whole = True
        self.refresh()
        self.call_after_refresh(self.post_message, self.Painted())
        self._on_timer_update()

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
