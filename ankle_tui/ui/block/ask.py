"""A question about the block, with its answers in a list."""

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ankle_tui.ui.base_screen import Dialog
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.widgets.line import TextLine
from ankle_tui.ui.widgets.option_list import OptionMenu


class AskScreen(Dialog[str]):
    """Ask once; end with the name of the answer, or with None if the runner goes back.

    Args:
        question: The question.
        answers: The words of each answer by its name, the most likely first.
        about: What must be known to answer, or empty.
    """

    CSS_PATH = ["../dialog.tcss", "screen.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (14, "-high")]
    BINDINGS = bindings("ask")

    def __init__(self, question: str, answers: Mapping[str, str], about: str = "") -> None:
        super().__init__()
        self._question = question
        self._answers = answers
        self._about = about

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        options = (Option(Content(f" {words}"), id=name) for name, words in self._answers.items())
        with Vertical(id="dialog"):
            yield TextLine(self._question, id="question")
            if self._about:
                yield Static(Content(self._about), id="about")
            yield OptionMenu(*options, does=lambda option: self._answers[option.id or ""])

    def on_mount(self) -> None:
        """Begin at the first answer."""
        self.query_one(OptionMenu).highlighted = 0
        self.query_one(OptionMenu).focus()

    @on(OptionList.OptionSelected)
    def take(self, event: OptionList.OptionSelected) -> None:
        """End with the answer under the cursor."""
        self.dismiss(event.option_id)
