"""Lines of keys and their commands, which can also be clicked."""

from collections.abc import Collection, Sequence
from typing import Any

from rich.style import Style as RichStyle
from textual.content import Content
from textual.screen import Screen

from ankle_tui.ui.keys.keyline import Key, fitting_keys
from ankle_tui.ui.keys.names import NO_KEYS, key_name, key_of
from ankle_tui.ui.widgets.panel import EDGE, PAGE, Panel, drawn_key, margin
from ankle_tui.ui.widgets.tooltips import Links
from ankle_tui.ui.wording.text import shown


class _Keys(Links):
    """A line with clickable keys."""

    DEFAULT_CSS = """
    _Keys { height: 1; width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    _Keys { link-style-hover: bold underline; link-background-hover: $background; link-color-hover: $foreground; }
    """

    @property
    def link_style(self) -> RichStyle:
        """No style: links have one colour, but a key stands out from its words."""
        return RichStyle.null()


class KeyBar(_Keys):
    """The keys that work now, as many as fit; at the far right the one that explains the others."""

    DEFAULT_CSS = "KeyBar { dock: bottom; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._keys: list[Key] = []

    @property
    def keys(self) -> list[Key]:
        """All keys offered, including those that do not fit."""
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
        width = self.content_size.width or self.app.size.width
        before, room = margin(width), width - 2 * margin(width)
        *first, last = map(drawn_key, fitting_keys(self._keys, room)) if self._keys else [Content("")]
        line = Content("  ").join(first)
        between = max(2 if first else 0, room - line.cell_length - last.cell_length)
        self.update(Content.assemble(" " * before, line, " " * between, last), layout=False)


class Question(_Keys):
    """A question or a remark in one line, and the keys that answer it."""

    DEFAULT_CSS = """
    Question { background: $surface; link-background-hover: $surface; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._said: tuple[str, Sequence[Key], Key | None] = ("", (), None)

    @property
    def words(self) -> str:
        """The line as plain text."""
        return " ".join(str(self.render()).split()).removeprefix(EDGE).strip()

    def ask(self, question: str, answers: Sequence[Key] = (), last: Key | None = None) -> None:
        """Ask a question; without answers it is a remark.

        Args:
            question: A few words.
            answers: The keys and their answers.
            last: The key that puts the question off, at the far right if there is room.
        """
        self._said = question, answers, last
        self._draw()

    def on_resize(self) -> None:
        """Lay out again for the new size."""
        self._draw()

    def _draw(self) -> None:
        question, answers, last = self._said
        width = self.size.width or min(self.app.size.width, PAGE)
        before = margin(width)
        room = width - 2 * before
        ink = "bold $text-accent" if answers else "$quiet"
        edge = Content.assemble(" " * max(0, before - 2), (EDGE, ink), " " * (before > 1))
        keys = Content("  ").join(map(drawn_key, answers))
        line = Content.assemble((shown(question), "bold" if answers else ""), "   " if before > 1 else "  ", keys)
        end = drawn_key(last) if last else Content("")
        gap = room - line.cell_length - end.cell_length
        self.update(Content.assemble(edge, line, " " * gap, end) if gap > 1 else Content.assemble(edge, line))


class BindingBar(KeyBar):
    """The keys of a screen, read from its bindings; those of a panel it puts into the panel's border.

    Args:
        first: Ids of the bindings to name first.
        apart: Ids of those that another line of the screen names.
    """

    def __init__(self, *first: str, apart: Collection[str] = ()) -> None:
        super().__init__()
        self._first = first
        self._apart = apart

    def on_mount(self) -> None:
        """Read the bindings once the focus has settled, and whenever others become active."""
        self.call_after_refresh(self.read)
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.call_after_refresh(self.read))

    def read(self) -> None:
        """Read the bindings again after a change."""
        # The screen may have been recomposed, or covered by another one that has the focus.
        if not self.is_attached or not self.screen.is_current:
            return
        found, elsewhere = keys_by_id(self.screen), set(self._apart)
        for panel in self.screen.query(".panel"):
            if isinstance(panel, Panel) and panel.acts and panel.is_framed and panel.is_on_screen:
                panel.show_keys([found[name] for name in panel.acts if name in found])
                elsewhere.update(panel.acts)
        order = [*(name for name in self._first if name in found), *(name for name in found if name not in self._first)]
        self.show([found[name] for name in order if name not in elsewhere])


def keys_by_id(screen: Screen[Any]) -> dict[str, Key]:
    """Collect the keys of our own bindings by the ids of their commands, the first key of each.

    Args:
        screen: The screen, with its focus settled.
    """
    found: dict[str, Key] = {}
    writing = screen.focused is not None and screen.focused.check_consume_key("a", "a")
    for item in screen.active_bindings.values():
        binding = item.binding
        if binding.id and binding.show and binding.id not in found:
            place = {screen.app: "app.", screen: "screen."}.get(item.node, "focused.")
            action = binding.action if binding.action.startswith("app.") else place + binding.action
            if any(key.action == action for key in found.values()):  # another key nearer to the focus does the same
                continue
            name = screen.app.get_key_display(binding)
            if writing and len(name) == 1:  # while writing a character is no key; take another one of the binding
                name = key_name(binding.key)
            found[binding.id] = Key(name, binding.description, action)
    return found


def shown_key(screen: Screen[Any], name: str) -> str:
    """Name the key of a command in a text.

    Args:
        screen: The screen of the command.
        name: Id of the command.

    Returns:
        The key; the default one if the command cannot be used now.
    """
    found = (item.binding for item in screen.active_bindings.values() if item.binding.id == name)
    return next(map(screen.app.get_key_display, found), "") or key_of(NO_KEYS, name)


def deleted_words(screen: Screen[Any], name: str) -> str:
    """Confirm a deletion and name the key that undoes it.

    Args:
        screen: The screen that confirms.
        name: Id of the command that undoes it.
    """
    return f"Deleted. {shown_key(screen, name)} takes it back."
