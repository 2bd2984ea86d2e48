"""A line of keys and what they do now, which can also be clicked."""

from collections.abc import Sequence
from typing import Any

from rich.style import Style as RichStyle
from textual.content import Content
from textual.screen import Screen
from textual.style import Style

from ankle_tui.ui.keys.keyline import Key, fitting_keys
from ankle_tui.ui.keys.names import NO_KEYS, key_name, key_of
from ankle_tui.ui.widgets.tooltips import Links


class _Keys(Links):
    """A line with keys in it that can be clicked."""

    DEFAULT_CSS = """
    _Keys { height: 1; width: 1fr; padding: 0 1; background: $panel; text-wrap: nowrap; text-overflow: ellipsis; }
    _Keys { link-style-hover: bold underline; link-background-hover: $panel; link-color-hover: $foreground; }
    """

    @property
    def link_style(self) -> RichStyle:
        """None: links would have one colour, but a key stands out from what it does."""
        return RichStyle.null()


class KeyBar(_Keys):
    """The keys that can be pressed now, as many as the line holds."""

    DEFAULT_CSS = "KeyBar { dock: bottom; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._keys: list[Key] = []

    @property
    def keys(self) -> list[Key]:
        """The keys that are offered, also those the line has no room for."""
        return self._keys

    def show(self, keys: list[Key]) -> None:
        """Offer other keys."""
        if keys != self._keys:
            self._keys = keys
            self._draw()

    def on_resize(self) -> None:
        """Lay out again for the new size."""
        self._draw()

    def _draw(self) -> None:
        parts = map(_drawn, fitting_keys(self._keys, self.content_size.width))
        self.update(Content("  ").join(parts), layout=False)


class Question(_Keys):
    """A question in one line, and the keys that answer it."""

    @property
    def words(self) -> str:
        """What it shows, as plain text."""
        return str(self.render())

    def ask(self, question: str, answers: Sequence[Key]) -> None:
        """Ask something else.

        Args:
            question: A few words.
            answers: The keys, and what they answer.
        """
        self.update(Content("  ").join([Content(question), *map(_drawn, answers)]))


class BindingBar(KeyBar):
    """The keys of a screen that stay the same, read off its bindings.

    Args:
        first: Ids of the bindings to name first.
    """

    def __init__(self, *first: str) -> None:
        super().__init__()
        self._first = first

    def on_mount(self) -> None:
        """Read the bindings once the focus is where it will be, and whenever others can be used."""
        self.call_after_refresh(self.read)
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.call_after_refresh(self.read))

    def read(self) -> None:
        """Read the bindings again: another one can be used now, or no longer."""
        # The screen may have been composed anew meanwhile, or stand under another one, which has the focus.
        if not self.is_attached or not self.screen.is_current:
            return
        self.show(binding_keys(self.screen, self._first))


def _drawn(key: Key) -> Content:
    """A key and what it does, which a click does as well."""
    drawn = Content.assemble((key.key, "bold $text-accent"), f" {key.label}")
    return drawn.stylize(Style.from_meta({"@click": key.action}))


def binding_keys(screen: Screen[object], first: tuple[str, ...] = ()) -> list[Key]:
    """The keys of our own bindings; where several keys do the same, the first of them.

    Args:
        screen: The screen, with the focus where it belongs.
        first: Ids of the bindings to name first.
    """
    found: dict[str, Key] = {}
    writing = screen.focused is not None and screen.focused.check_consume_key("a", "a")
    for item in screen.active_bindings.values():
        binding = item.binding
        if binding.id and binding.show and binding.id not in found:
            place = {screen.app: "app.", screen: "screen."}.get(item.node, "focused.")
            action = binding.action if binding.action.startswith("app.") else place + binding.action
            if any(key.action == action for key in found.values()):  # by another key, nearer to the focus
                continue
            shown = screen.app.get_key_display(binding)
            if writing and len(shown) == 1:  # what can be written is no key meanwhile; another one of the binding is
                shown = key_name(binding.key)
            found[binding.id] = Key(shown, binding.description, action)
    order = [*(name for name in first if name in found), *(name for name in found if name not in first)]
    return [found[name] for name in order]


def shown_key(screen: Screen[Any], name: str) -> str:
    """How the key of a command is shown, for a text that names it.

    Args:
        screen: Where the command is.
        name: Its id.

    Returns:
        Its key, the usual one where it cannot be used now.
    """
    found = (item.binding for item in screen.active_bindings.values() if item.binding.id == name)
    return next(map(screen.app.get_key_display, found), "") or key_of(NO_KEYS, name)


def deleted_words(screen: Screen[Any], name: str) -> str:
    """What is said when something was deleted.

    Args:
        screen: Where that is said.
        name: The id of the command that takes it back.
    """
    return f"Deleted. {shown_key(screen, name)} takes it back."


def answer_label(screen: Screen[Any], name: str, words: str, width: int = 1) -> Content:
    """The label of a button: the key for it, then what it says.

    Args:
        screen: Where the button is.
        name: The id of the command.
        words: What the answer is called.
        width: Cells of the longest key beside it.
    """
    return Content.assemble((f"{shown_key(screen, name):<{width}}", "bold"), f"  {words}")
