"""The bindings of a screen or widget, made from its commands."""

from textual.binding import Binding, BindingType

from ankle_tui.services.key_commands import COMMANDS
from ankle_tui.ui.keys.names import key_name, textual_key


def bindings(area: str) -> list[BindingType]:
    """Bind the usual keys of an area's own commands.

    Args:
        area: Its name in `COMMANDS`.
    """
    found: list[BindingType] = []
    for command in COMMANDS[area]:
        keys = [textual_key(key) for key in command.keys.split()]
        found.append(
            Binding(
                ",".join(keys),
                command.action,
                command.words,
                show=command.show,
                key_display=command.display or key_name(keys[0]),
                priority=command.priority,
                tooltip=command.more,
                id=command.id,
            )
        )
    return found
