"""The question on Home whether there was a run today; a run is never assumed."""

import datetime as dt

from ankle_tui.ui.home.home_wording import RAN_TODAY
from ankle_tui.ui.keys.keyline import Key
from ankle_tui.ui.widgets.keybar import Question

TURNED = 1.0
"""Seconds after the day has turned before the question takes an answer."""


class RunQuestion(Question):
    """Ask about one day.

    Attributes:
        day: The day it asks about, or None.
    """

    day: dt.date | None = None
    _turning = False
    """True for a moment after the day has turned: a key on its way answers for the day before."""

    def ask_about(self, day: dt.date | None, *, today: dt.date, yes: str, no: str) -> bool:
        """Ask about another day, or no longer.

        Args:
            day: The day, or None.
            today: The training day.
            yes: The key for a run.
            no: The key for none.

        Returns:
            True if that is something else than before.
        """
        if self.day not in {None, today}:
            self._turning = True
            self.set_timer(TURNED, self.heed)
        if day == self.day:
            return False
        self.day = day
        if day:
            self.ask(RAN_TODAY, [Key(yes, "yes", "screen.ran(True)"), Key(no, "no", "screen.ran(False)")])
        return True

    def heed(self) -> None:
        """Take answers for the new day from now on."""
        self._turning = False

    def answers(self, today: dt.date) -> bool:
        """True if an answer now is one about `today`."""
        return self.day == today and not self._turning
