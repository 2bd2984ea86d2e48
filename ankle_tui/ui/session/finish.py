"""The question at an early end: keep what is done, go on, or discard."""

from enum import StrEnum

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Button

from ankle_tui.ui.base_screen import Dialog
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.widgets.keybar import answer_label
from ankle_tui.ui.widgets.line import TextLine
from ankle_tui.ui.widgets.tooltips import command_words


class Ending(StrEnum):
    """Ways to end a session early."""

    KEEP = "keep"
    GO_ON = "go-on"
    DISCARD = "discard"


class FinishScreen(Dialog[Ending]):
    """Ask how to end a session early.

    Args:
        done: What was done so far, in words.
        demo: True if nothing is kept anyway.
    """

    CSS_PATH = ["../dialog.tcss"]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-high")]

    BINDINGS = bindings("finish")

    def __init__(self, done: str, *, demo: bool = False) -> None:
        super().__init__()
        self._done = done
        self._demo = demo

    def compose(self) -> ComposeResult:
        """Lay out the question; the safe answer has the focus."""
        with Vertical(id="dialog"):
            yield TextLine("Finish here?", id="question")
            yield TextLine(f"{self._done} done", id="done")
            answers = {"keep": "Keep what is done", "go-on": "Go on", "discard": "Discard all of it"}
            if self._demo:
                answers = {"keep": "Keep nothing and end", "go-on": "Go on"}
            for name, words in answers.items():
                label = answer_label(self, f"finish.{name}", words)
                yield Button(label, id=name, compact=True, tooltip=command_words(self, f"finish.{name}"))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer with the mouse or with Enter."""
        self.dismiss(Ending(event.button.id or Ending.GO_ON))

    def action_end(self, ending: str) -> None:
        """Answer with a letter."""
        if ending == Ending.DISCARD and self._demo:
            return
        self.dismiss(Ending(ending))
