"""The question on Home, one at a time, with its keys."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from ankle_tui.ui.keys.keyline import Key
from ankle_tui.ui.widgets.keybar import Question
from ankle_tui.ui.wording.day_words import UNKNOWN

if TYPE_CHECKING:
    from ankle_tui.ui.home.home_state import HomeQuestion

TURNED = 1.0
"""Seconds after the day has turned before the question takes an answer."""


class QuestionLine(Question):
    """Show a question and its answers."""

    _shown: "tuple[HomeQuestion | None, bool, str]" = (None, False, "")
    _turning = False
    """True for a moment after the day has turned: a key already on its way answers for the day before."""

    def show(
        self,
        question: "HomeQuestion | None",
        today: dt.date,
        *,
        narrow: bool,
        shown_key: Callable[[str], str],
        note: str,
    ) -> bool:
        """Show another question, or none.

        Args:
            question: The question.
            today: The training day.
            narrow: True where words must be short.
            shown_key: Gives the key of a command of Home.
            note: A remark to show without a question, or empty.

        Returns:
            True if it differs from the one before.
        """
        from ankle_tui.ui.home.home_state import ANSWERS  # noqa: PLC0415 - not on the way to the first frame
        from ankle_tui.ui.home.home_wording import question_words  # noqa: PLC0415

        before, _, _ = self._shown
        if before and before.day != today:
            self._turning = True
            self.set_timer(TURNED, self.heed)
        said = question, narrow, "" if question else note
        if self._shown == said:
            return False
        self._shown = said
        if question:
            answers = ANSWERS[question.asks]
            keys = {name: Key(shown_key(name), words, f"screen.answer('{name}')") for name, words in answers.items()}
            later = keys.pop("later", None)
            self.ask(question_words(question, narrow=narrow), list(keys.values()), later)
        elif note:
            self.ask(note)
        return True

    def wait(self) -> None:
        """Keep the place of a question that will be asked."""
        self._shown = None, False, UNKNOWN
        self.ask(UNKNOWN)

    def heed(self) -> None:
        """Accept answers for the new day from now on."""
        self._turning = False

    def takes_answers(self, today: dt.date) -> bool:
        """True if an answer now belongs to the question shown, asked `today`."""
        question, _, _ = self._shown
        return question is not None and question.day == today and not self._turning
