"""A question about the block, with its answers in a list."""

from collections.abc import Mapping

from ankle_tui.ui.dialogs.choice_dialog import ChoiceDialog
from ankle_tui.ui.keys.bindings import bindings


class AskScreen(ChoiceDialog[str]):
    """Ask once; end with the name of the answer, or with None if the runner goes back.

    Args:
        question: The question.
        answers: The words of each answer by its name, the most likely first.
        about: What must be known to answer, or empty.
    """

    AREA = "ask"
    CSS_PATH = ["../dialogs/dialog.tcss"]
    BINDINGS = bindings("ask")

    def __init__(self, question: str, answers: Mapping[str, str], about: str = "") -> None:
        super().__init__()
        self._question = question
        self._answers = answers
        self._about = about

    def on_mount(self) -> None:
        """Ask; the cursor begins at the first answer."""
        self.ask(self._question, [self._about])
        self.offer(self._answers)

    def take(self, answer: str) -> None:
        """End with an answer."""
        self.dismiss(answer)
