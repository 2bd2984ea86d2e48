"""Ask what a day was, or a whole week."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ankle_tui.core.history.day_marks import OFF, DayKind, DayMark
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.ui.base_screen import Dialog
from ankle_tui.ui.calendar.calendar_wording import (
    ONLY_THE_DAY,
    THE_WHOLE_WEEK,
    answer_words,
    mark_question,
    not_marked,
    week_marked,
    week_question,
)
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.messages import DaysMarked
from ankle_tui.ui.widgets.keybar import shown_key
from ankle_tui.ui.widgets.line import TextLine
from ankle_tui.ui.widgets.option_list import OptionMenu
from ankle_tui.ui.widgets.tooltips import command_words


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


class MarkScreen(Dialog[None]):
    """Ask what a day was; a letter, a click or Enter answers.

    Args:
        read: Gives the current calendar.
        day: The day, which can still be marked.
    """

    CSS_PATH = ["../dialog.tcss", "mark.tcss"]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (11, "-middle"), (16, "-high")]
    BINDINGS = bindings("mark")

    def __init__(self, read: Callable[[], Calendar], day: dt.date) -> None:
        super().__init__()
        self._read = read
        self._day = day
        self._whole_week = False

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        with Vertical(id="dialog"):
            yield TextLine(id="question")
            yield OptionMenu(does=lambda option: command_words(self, f"mark.{option.id}"))

    def on_mount(self) -> None:
        """Ask about the day."""
        self._ask()

    def on_history_changed(self) -> None:
        """Name the day as seen from the current day."""
        self._name_question(self._read())

    def action_scope(self) -> None:
        """Switch between the day and its whole week."""
        self._whole_week = not self._whole_week
        self._ask()

    @on(OptionList.OptionSelected)
    def take(self, event: OptionList.OptionSelected) -> None:
        """Take the answer under the cursor."""
        if event.option.id == SCOPE:
            self.action_scope()
        elif event.option.id:
            self.action_answer(event.option.id)

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
        mark = calendar.mark(self._day)
        said = (mark.kind, mark.hard) if mark else (None, False)
        if said == (answer.kind, answer.hard) and calendar.is_told(self._day):
            return ()
        return (calendar.marked(self._day, answer.kind, answer.hard),)

    def _ask(self) -> None:
        calendar = self._read()
        day = calendar.day(self._day)
        stands = next(name for name, item in ANSWERS.items() if (item.kind, item.hard) == (day.kind, day.hard))
        offered = [name for name, answer in ANSWERS.items() if answer.of_weeks or not self._whole_week]
        self._name_question(calendar)
        keys = {name: shown_key(self, f"mark.{name}") for name in (*ANSWERS, SCOPE)}
        width = max(map(len, keys.values()))
        listing = self.query_one(OptionMenu)
        listing.clear_options()
        for name in offered:
            ticked = name == stands and not self._whole_week
            words = answer_words(ANSWERS[name].kind, hard=ANSWERS[name].hard)
            listing.add_option(Option(_line(keys[name], words, width, ticked=ticked), id=name))
        other = ONLY_THE_DAY if self._whole_week else THE_WHOLE_WEEK
        listing.add_option(Option(_line(keys[SCOPE], other, width), id=SCOPE))
        listing.highlighted = offered.index(stands) if stands in offered and not self._whole_week else 0
        listing.focus()

    @property
    def _start(self) -> dt.date:
        """First day of the week."""
        return self._read().week(self._day).start

    def _name_question(self, calendar: Calendar) -> None:
        words = week_question(self._start) if self._whole_week else mark_question(self._day, calendar.today)
        self.query_one("#question", TextLine).show(words)


def _line(key: str, words: str, width: int, *, ticked: bool = False) -> Content:
    return Content.assemble("■ " if ticked else "  ", (f"{key:<{width}}", "bold"), f"  {words}")
