"""The question at an early end: keep what is done, go on, or discard."""

from enum import StrEnum

from ankle_tui.ui.dialogs.choice_dialog import ChoiceDialog
from ankle_tui.ui.keys.bindings import bindings


class Ending(StrEnum):
    """Ways to end a session early."""

    KEEP = "keep"
    GO_ON = "go-on"
    DISCARD = "discard"


class FinishScreen(ChoiceDialog[Ending]):
    """Ask how to end a session early.

    Args:
        done: What was done so far, in words.
        demo: True if nothing is kept anyway.
    """

    AREA = "finish"
    CSS_PATH = ["../dialogs/dialog.tcss"]
    BINDINGS = bindings("finish")

    def __init__(self, done: str, *, demo: bool = False) -> None:
        super().__init__()
        self._done = done
        self._demo = demo

    def on_mount(self) -> None:
        """Ask; the cursor begins at the safe answer."""
        self.ask("Finish here?", [f"{self._done} done"])
        answers = {"keep": "Keep what is done", "go-on": "Go on", "discard": "Discard all of it"}
        if self._demo:
            answers = {"keep": "Keep nothing and end", "go-on": "Go on"}
        self.offer(answers)

    def take(self, answer: str) -> None:
        """Take an answer."""
        self.dismiss(Ending(answer))

    def action_end(self, ending: str) -> None:
        """Answer with a letter."""
        if ending == Ending.DISCARD and self._demo:
            return
        self.dismiss(Ending(ending))
