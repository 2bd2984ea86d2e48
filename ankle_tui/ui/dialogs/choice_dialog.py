"""A question in a panel over another screen, with its answers in a list."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ScreenResultType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ankle_tui.services.key_commands import every_command
from ankle_tui.ui.base_screen import Dialog
from ankle_tui.ui.widgets.keybar import keys_by_id, shown_key
from ankle_tui.ui.widgets.option_list import OptionMenu
from ankle_tui.ui.widgets.panel import Panel
from ankle_tui.ui.widgets.tooltips import command_words
from ankle_tui.ui.wording.text import shown

TICK = "■ "


class DialogPane(Panel, Vertical):
    """The frame of a dialog: its question in the upper edge, its keys in the lower one."""


class ChoiceDialog(Dialog[ScreenResultType]):
    """Ask a question; a letter, a click or Enter answers."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (50, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (11, "-middle"), (16, "-high")]
    AREA: ClassVar[str]
    """The area of its commands: those named like an answer give it."""
    EDGE: ClassVar[tuple[str, ...]] = ("back", "keys")
    """The commands whose keys stand in the lower edge."""
    _said: tuple[str, tuple[str, ...]] = ("", ())
    """The question, and the lines above the answers."""

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        with DialogPane(id="dialog", classes="-active"):
            yield Static(id="told")
            yield OptionMenu(does=lambda option: self._words_of(option.id or ""))

    def take(self, answer: str) -> None:
        """Take the answer of this name."""
        raise NotImplementedError

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.query_one(OptionMenu).move(by)

    def ask(self, question: str, told: Sequence[str] = ()) -> None:
        """Show a question, and above the answers what must be known to answer it.

        Args:
            question: The question.
            told: Lines, the last one quiet.
        """
        self._said = question, tuple(map(shown, told))
        self._draw()

    def on_resize(self) -> None:
        """Put the question into the frame, or above the answers where there is none."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        pane, found, (question, told) = self.query_one(DialogPane), keys_by_id(self), self._said
        keys = [found[name] for each in self.EDGE if (name := f"{self.AREA}.{each}") in found]
        pane.frame(question, keys=keys)
        lines = [] if pane.is_framed else [Content.styled(question, "bold")]
        lines += [Content.styled(line, "$quiet" if line is told[-1] else "") for line in told if line]
        self.query_one("#told", Static).update(Content("\n").join(lines))
        self.query_one("#told").display = bool(lines)

    def offer(self, answers: Mapping[str, str], at: int = 0, ticked: str | None = None) -> None:
        """List answers.

        Args:
            answers: The words of each answer by its name, each with its key if it has one.
            at: The answer under the cursor.
            ticked: The name of the answer that holds now; None if none can.
        """
        keys = {name: self._key(name) for name in answers}
        cells, listing = max(map(len, keys.values())), self.query_one(OptionMenu)
        listing.clear_options()
        for name, words in answers.items():
            tick = "" if ticked is None else TICK if name == ticked else " " * len(TICK)
            key = f"{keys[name]:<{cells}}  " if cells else ""
            listing.add_option(
                Option(Content.assemble((tick, "$text-success"), (key, "bold $text-accent"), words), id=name)
            )
        listing.highlighted = at
        listing.focus()

    @on(OptionList.OptionSelected)
    def take_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the answer under the cursor."""
        if event.option.id is not None:
            self.take(event.option.id)

    def _key(self, name: str) -> str:
        command = f"{self.AREA}.{name}"
        return shown_key(self, command) if command in every_command() else ""

    def _words_of(self, name: str) -> str:
        """Say what a click on an answer does."""
        command = f"{self.AREA}.{name}"
        option = self.query_one(OptionMenu).get_option(name)
        return command_words(self, command) if command in every_command() else str(option.prompt)
