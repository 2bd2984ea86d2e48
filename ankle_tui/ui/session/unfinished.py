"""Ask at the start about an unfinished session: go on, keep what was done, or discard it."""

import datetime as dt
from collections.abc import Callable
from enum import StrEnum

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Button

from ankle_tui.core.formatting import clock_words
from ankle_tui.core.history.report import sets_done
from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.ui.base_screen import Dialog
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.session.session_wording import unfinished_question, when_words, where_words
from ankle_tui.ui.widgets.keybar import answer_label
from ankle_tui.ui.widgets.line import TextLine
from ankle_tui.ui.widgets.tooltips import command_words


class UnfinishedAnswer(StrEnum):
    """Answers to the question."""

    GO_ON = "go-on"
    KEEP = "keep"
    DISCARD = "discard"
    LATER = "later"
    """The session stays, and is offered again at the next start."""


ANSWERS = {
    UnfinishedAnswer.GO_ON: "Go on",
    UnfinishedAnswer.KEEP: "Keep what was done",
    UnfinishedAnswer.DISCARD: "Discard",
    UnfinishedAnswer.LATER: "Later",
}
"""The words of each, in the order offered."""


class UnfinishedScreen(Dialog[UnfinishedAnswer]):
    """Ask what to do with an unfinished session.

    Args:
        checkpoint: Its last state.
        today: Gives the date.
        number: The number of the question, from 1.
        count: The number of questions.
    """

    CSS_PATH = ["../dialog.tcss"]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-middle"), (13, "-high")]
    BINDINGS = bindings("left-over")

    def __init__(
        self, checkpoint: Checkpoint, *, today: Callable[[], dt.date], number: int = 1, count: int = 1
    ) -> None:
        super().__init__()
        self._checkpoint = checkpoint
        self._today = today
        self._asked = unfinished_question(number, count)

    def compose(self) -> ComposeResult:
        """Lay out the question, with the focus on the answer that loses nothing."""
        with Vertical(id="dialog"):
            yield TextLine(self._asked, id="question")
            yield TextLine(self._when, id="when")
            yield TextLine(where_words(self._checkpoint), id="where")
            record = self._checkpoint.record
            yield TextLine(f"{sets_done(record)} · {clock_words(record.active_seconds)} of work", id="done")
            for answer, words in ANSWERS.items():
                name = f"left-over.{answer}"
                label = answer_label(self, name, words, len("esc"))
                yield Button(label, id=answer, compact=True, tooltip=command_words(self, name))

    def on_history_changed(self) -> None:
        """Name its day as seen from the current day."""
        self.query_one("#when", TextLine).show(self._when)

    @property
    def _when(self) -> str:
        return when_words(self._checkpoint.record.started_at, self._today())

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer with the mouse or with Enter."""
        self.dismiss(UnfinishedAnswer(event.button.id or UnfinishedAnswer.LATER))

    def action_answer(self, answer: str) -> None:
        """Answer with a letter."""
        self.dismiss(UnfinishedAnswer(answer))

    def action_press(self) -> None:
        """Take the answer with the focus."""
        if isinstance(self.focused, Button):
            self.focused.press()
