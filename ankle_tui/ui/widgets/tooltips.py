"""What a click does, told beside the mouse in the words of the help."""

from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.geometry import Offset
from textual.screen import Screen
from textual.visual import VisualType
from textual.widget import Widget
from textual.widgets import Static

from ankle_tui.ui.keys.active import active_commands

if TYPE_CHECKING:
    _Base = Widget
else:
    _Base = object  # Textual looks for styles along the first base that is a widget


class Tooltips(_Base):
    """What makes the tooltip of a widget depend on the place under the mouse; it stands before the widget it is mixed into."""

    def tip(self, at: Offset) -> str:
        """What a click does there, or what is there; empty where it does nothing.

        Args:
            at: A place in the content of the widget.
        """
        raise NotImplementedError

    @property
    def tooltip(self) -> "VisualType | None":
        """What is told of the place under the mouse."""
        words = self.tip(self.app.mouse_position - self.content_region.offset)
        return Content(words) if words else self._tooltip

    @tooltip.setter
    def tooltip(self, tooltip: "VisualType | None") -> None:
        self._tooltip = tooltip


class Links(Tooltips, Static):
    """A text of which parts can be clicked, each for an action of its own."""

    def tip(self, at: Offset) -> str:
        """What the part under the mouse does."""
        action = self.screen.get_style_at(*(at + self.content_region.offset)).meta.get("@click", "")
        return action_words(self.screen, action) if action else ""


def command_words(screen: Screen[Any], name: str) -> str:
    """What a command does, as the help of its screen says it.

    Args:
        screen: Where the command is.
        name: Its id.

    Returns:
        A few words, or nothing when the command cannot be used now.
    """
    return next((each.words for each in active_commands(screen.active_bindings) if each.id == name), "")


def action_words(screen: Screen[Any], action: str) -> str:
    """What the command does that an action belongs to, as the help of its screen says it.

    Args:
        screen: Where the action is called.
        action: The action with the place it is done at: `screen.start`, `focused.amount(1)`.
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
