"""Ask at the start about an unfinished session: go on, keep what was done, or discard it."""

import datetime as dt
from collections.abc import Callable, Mapping
from enum import StrEnum

from ankle_tui.core.formatting import clock_words
from ankle_tui.core.history.report import sets_done
from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.ui.dialogs.choice_dialog import ChoiceDialog
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.session.session_wording import unfinished_question, when_words, where_words
from ankle_tui.ui.widgets.option_list import OptionMenu


class UnfinishedAnswer(StrEnum):
    """Answers to the question."""

    GO_ON = "go-on"
    KEEP = "keep"
    DISCARD = "discard"
    LATER = "later"
    """The session stays, and is offered again at the next start."""


ANSWERS: Mapping[str, str] = {
    UnfinishedAnswer.GO_ON: "Go on",
    UnfinishedAnswer.KEEP: "Keep what was done",
    UnfinishedAnswer.DISCARD: "Discard",
    UnfinishedAnswer.LATER: "Later",
}
"""The words of each, in the order offered."""


class UnfinishedScreen(ChoiceDialog[UnfinishedAnswer]):
    """Ask what to do with an unfinished session.

    Args:
        checkpoint: Its last state.
        today: Gives the date.
        number: The number of the question, from 1.
        count: The number of questions.
    """

    AREA = "left-over"
    CSS_PATH = ["../dialogs/dialog.tcss"]
    BINDINGS = bindings("left-over")

    def __init__(
        self, checkpoint: Checkpoint, *, today: Callable[[], dt.date], number: int = 1, count: int = 1
    ) -> None:
        super().__init__()
        self._checkpoint = checkpoint
        self._today = today
        self._asked = unfinished_question(number, count)

    def on_mount(self) -> None:
        """Ask; the cursor begins at the answer that loses nothing."""
        self.on_history_changed()
        self.offer(ANSWERS)

    def on_history_changed(self) -> None:
        """Name its day as seen from the current day."""
        record = self._checkpoint.record
        done = f"{sets_done(record)} · {clock_words(record.active_seconds)} of work"
        lines = [when_words(record.started_at, self._today()), where_words(self._checkpoint), done]
        self.ask(self._asked, lines)

    def take(self, answer: str) -> None:
        """Take an answer."""
        self.dismiss(UnfinishedAnswer(answer))

    def action_answer(self, answer: str) -> None:
        """Answer with a letter."""
        self.dismiss(UnfinishedAnswer(answer))

    def action_select(self) -> None:
        """Take the answer under the cursor."""
        self.query_one(OptionMenu).action_select()
