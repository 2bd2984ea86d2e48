"""Commands available on a screen, from its bindings."""

from collections.abc import Mapping
from typing import NamedTuple

from textual.binding import ActiveBinding
from textual.dom import DOMNode

from ankle_tui.ui.keys.names import key_name


class Active(NamedTuple):
    """A command that can be used now.

    Attributes:
        title: Its name.
        keys: Its keys, as shown.
        tooltip: More about it, or empty.
        node: The node that runs it.
        action: Its action there.
        shown: True if the screen names it.
        id: Its name in the settings.
    """

    title: str
    keys: str
    tooltip: str
    node: DOMNode
    action: str
    shown: bool
    id: str = ""

    @property
    def words(self) -> str:
        """Title, with the tooltip if there is one."""
        return f"{self.title}: {self.tooltip[:1].lower()}{self.tooltip[1:]}" if self.tooltip else self.title


def active_commands(active: Mapping[str, ActiveBinding]) -> list[Active]:
    """List the commands available on a screen, each once, those in its key bar first.

    Args:
        active: The bindings of the screen by key.
    """
    found: dict[tuple[DOMNode, str], Active] = {}
    for key, (node, binding, enabled, tooltip) in active.items():
        if binding.id and enabled:
            title = f"{binding.description[:1].upper()}{binding.description[1:]}"
            action = binding.action.removeprefix("app.")
            owner = node if action == binding.action else node.app
            new = Active(title, key_name(key), tooltip, owner, action, binding.show, binding.id)
            there = found.get((owner, action))
            found[owner, action] = there._replace(keys=f"{there.keys} {new.keys}") if there else new
    return sorted(found.values(), key=lambda each: not each.shown)
