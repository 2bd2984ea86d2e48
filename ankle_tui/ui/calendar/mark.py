"""Ask what a day was, or a whole week."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from ankle_tui.core.history.day_marks import OFF, DayKind, DayMark
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.ui.calendar.calendar_wording import (
    ONLY_THE_DAY,
    THE_WHOLE_WEEK,
    answer_words,
    mark_question,
    not_marked,
    week_marked,
    week_question,
)
from ankle_tui.ui.dialogs.choice_dialog import ChoiceDialog
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.messages import DaysMarked


@dataclass(frozen=True, slots=True)
class MarkAnswer:
    """One of the answers.

    Attributes:
        kind: The kind of the day; None removes the mark.
        hard: True for a hard run.
    """

    kind: DayKind | None
    hard: bool = False

    @property
    def of_weeks(self) -> bool:
        """True if it can apply to a whole week."""
        return self.kind is None or self.kind in OFF


ANSWERS = {
    "run": MarkAnswer(DayKind.RUN),
    "hard-run": MarkAnswer(DayKind.RUN, hard=True),
    "cross-training": MarkAnswer(DayKind.CROSS_TRAINING),
    "rest": MarkAnswer(DayKind.REST),
    "sick": MarkAnswer(DayKind.SICK),
    "travel": MarkAnswer(DayKind.TRAVEL),
    "none": MarkAnswer(None),
}
SCOPE = "scope"
"""The line that switches between the day and its week."""


class MarkScreen(ChoiceDialog[None]):
    """Ask what a day was; a letter, a click or Enter answers.

    Args:
        read: Gives the current calendar.
        day: The day, which can still be marked.
    """

    AREA = "mark"
    CSS_PATH = ["../dialogs/dialog.tcss"]
    BINDINGS = bindings("mark")

    def __init__(self, read: Callable[[], Calendar], day: dt.date) -> None:
        super().__init__()
        self._read = read
        self._day = day
        self._whole_week = False

    def on_mount(self) -> None:
        """Ask about the day."""
        self._offer()

    def on_history_changed(self) -> None:
        """Name the day as seen from the current day."""
        self._name_question(self._read())

    def action_scope(self) -> None:
        """Switch between the day and its whole week."""
        self._whole_week = not self._whole_week
        self._offer()

    def take(self, answer: str) -> None:
        """Take an answer, or ask about the other scope."""
        if answer == SCOPE:
            self.action_scope()
        else:
            self.action_answer(answer)

    def action_answer(self, name: str) -> None:
        """Take an answer, if this question offers it."""
        answer = ANSWERS[name]
        if self._whole_week and not answer.of_weeks:
            return
        try:
            marks = self._marks(answer)
        except ValueError as error:  # the dialog stood open until the day was too far back
            self.notify(not_marked(str(error)), markup=False)
            marks = ()
        if marks:
            self.post_message(DaysMarked(marks, week_marked(self._start, answer.kind) if self._whole_week else ""))
        self.dismiss()

    def _marks(self, answer: MarkAnswer) -> tuple[DayMark, ...]:
        """Return the changed marks."""
        calendar = self._read()
        if self._whole_week:
            return calendar.week_marked(self._day, answer.kind)
        if calendar.is_marked(self._day, answer.kind, answer.hard) and calendar.is_told(self._day):
            return ()
        return (calendar.marked(self._day, answer.kind, answer.hard),)

    def _offer(self) -> None:
        """Ask about the day, or its week."""
        calendar = self._read()
        day = calendar.day(self._day)
        stands = next(name for name, item in ANSWERS.items() if (item.kind, item.hard) == (day.kind, day.hard))
        offered = [name for name, answer in ANSWERS.items() if answer.of_weeks or not self._whole_week]
        self._name_question(calendar)
        answers = {name: answer_words(ANSWERS[name].kind, hard=ANSWERS[name].hard) for name in offered}
        answers[SCOPE] = ONLY_THE_DAY if self._whole_week else THE_WHOLE_WEEK
        known = stands in offered and not self._whole_week
        self.offer(answers, offered.index(stands) if known else 0, stands if known else "")

    @property
    def _start(self) -> dt.date:
        """First day of the week."""
        return self._read().week(self._day).start

    def _name_question(self, calendar: Calendar) -> None:
        words = week_question(self._start) if self._whole_week else mark_question(self._day, calendar.today)
        self.ask(words)
