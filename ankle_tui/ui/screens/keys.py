"""What the keys of a screen do, made from its bindings."""

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

__all__ = ["KeysScreen", "key_lines"]


def key_lines(active: dict[str, ActiveBinding], display: dict[str, str]) -> list[tuple[str, str]]:
    """Keys and what they do, several keys for one thing on one line.

    Args:
        active: The bindings of a screen by key.
        display: How each key is shown.
    """
    by_action: dict[str, tuple[list[str], str]] = {}
    for key, item in active.items():
        binding = item.binding
        if not binding.id or not binding.show:
            continue
        keys, _ = by_action.setdefault(binding.action, ([], binding.description))
        if display[key] not in keys:
            keys.append(display[key])
    return [(" ".join(keys), description) for keys, description in by_action.values()]


class KeysScreen(ModalScreen[None]):
    """The keys of the screen below; any key closes it.

    Args:
        keys: Keys and what they do.
    """

    BINDINGS = [Binding("escape,q,question_mark,enter,space", "dismiss", "close", show=False)]

    def __init__(self, keys: list[tuple[str, str]]) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """List the keys."""
        width = max((len(keys) for keys, _ in self._keys), default=0)
        lines = [Content.assemble((keys.ljust(width), "bold"), "  ", what) for keys, what in self._keys]
        with VerticalScroll(id="dialog"):
            yield Static(Content("\n").join(lines))

    def on_click(self) -> None:
        """A click closes it as well."""
        self.dismiss()
