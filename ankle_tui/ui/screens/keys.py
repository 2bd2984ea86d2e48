"""What the keys of a screen do, made from its bindings."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.widgets import Static

from ankle_tui.ui.keymap import key_name

__all__ = ["Active", "KeysScreen", "active_commands"]


class Active(NamedTuple):
    """Something that can be done now.

    Attributes:
        title: What it is.
        keys: The keys for it, as they are shown.
        tooltip: More about it, or empty.
        node: Where it is done.
        action: How it is called there.
        shown: Whether the screen names it.
    """

    title: str
    keys: str
    tooltip: str
    node: DOMNode
    action: str
    shown: bool


def active_commands(active: Mapping[str, ActiveBinding]) -> list[Active]:
    """What can be done on a screen now, each once, however many keys it has; first what the screen itself names.

    Args:
        active: The bindings of the screen by key.
    """
    found: dict[tuple[DOMNode, str], Active] = {}
    for key, (node, binding, enabled, tooltip) in active.items():
        if binding.id and enabled:
            title = f"{binding.description[:1].upper()}{binding.description[1:]}"
            new = Active(title, key_name(key), tooltip, node, binding.action, binding.show)
            there = found.get((node, binding.action))
            found[node, binding.action] = there._replace(keys=f"{there.keys} {new.keys}") if there else new
    return sorted(found.values(), key=lambda each: not each.shown)


class KeysScreen(ModalScreen[None]):
    """The keys of the screen below; any key closes it.

    Args:
        commands: What can be done there.
    """

    BINDINGS = [Binding("escape,q,question_mark,enter,space", "dismiss", "close", id="keys.close", show=False)]

    def __init__(self, commands: Sequence[Active]) -> None:
        super().__init__()
        self.commands = commands

    def compose(self) -> ComposeResult:
        """List the keys."""
        width = max((cell_len(each.keys) for each in self.commands), default=0)
        lines = [
            Content.assemble((set_cell_size(each.keys, width), "bold"), "  ", each.title) for each in self.commands
        ]
        with VerticalScroll(id="dialog"):
            yield Static(Content("\n").join(lines))

    def on_click(self) -> None:
        """A click closes it as well."""
        self.dismiss()
