"""Tooltips that say what a click does, in the words of the help."""

from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.geometry import Offset
from textual.screen import Screen
from textual.visual import VisualType
from textual.widget import Widget
from textual.widgets import Static

from ankle_tui.ui.keys.available import active_commands

if TYPE_CHECKING:
    _Base = Widget
else:
    _Base = object  # Textual looks for styles along the first base that is a widget


class Tooltips(_Base):
    """Make the tooltip depend on the place under the mouse; a mixin before the widget's class.

    On a part that runs an action it tells what the action does.
    """

    def tip(self, at: Offset) -> str:
        """Say what a click does at a place of the content, or what is there; empty if nothing."""
        return ""

    @property
    def tooltip(self) -> "VisualType | None":
        """The tip for the place under the mouse."""
        place = self.app.mouse_position
        action = self.screen.get_style_at(*place).meta.get("@click", "")
        words = action_words(self.screen, action) if action else self.tip(place - self.content_region.offset)
        return Content(words) if words else self._tooltip

    @tooltip.setter
    def tooltip(self, tooltip: "VisualType | None") -> None:
        self._tooltip = tooltip


class Links(Tooltips, Static):
    """A text with parts to click, each with an action."""


def command_words(screen: Screen[Any], name: str) -> str:
    """Describe a command in the words of the help.

    Args:
        screen: The screen of the command.
        name: Id of the command.

    Returns:
        A few words; empty if the command cannot be used now.
    """
    return next((each.words for each in active_commands(screen.active_bindings) if each.id == name), "")


def action_words(screen: Screen[Any], action: str) -> str:
    """Describe the command of an action in the words of the help.

    Args:
        screen: The screen that runs the action.
        action: The action with its namespace: `screen.start`, `focused.amount(1)`.
    """
    places = {screen.app: "app.", screen: "screen."}
    return next(
        (
            each.words
            for each in active_commands(screen.active_bindings)
            if action in {each.action, f"{places.get(each.node, 'focused.')}{each.action}"}
        ),
        "",
    )
