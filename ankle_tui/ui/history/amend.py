"""Amend a session: touches, effort, pain, a note, its context and its day."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from ankle_tui.core.exercises.exercise import Context, Side
from ankle_tui.core.formatting import context_words
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.ui.answers.answers import Answers
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.history.history_wording import AMEND, full_date_words, times_words
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.widgets.field import DayField, Field, WordField
from ankle_tui.ui.widgets.keybar import BindingBar
from ankle_tui.ui.widgets.line import SaidLine, TopLine
from ankle_tui.ui.widgets.note import Note
from ankle_tui.ui.widgets.panel import NARROW, Panel
from ankle_tui.ui.wording.text import shown

CONTEXTS = list(Context)


class AmendPane(Panel, VerticalScroll):
    """The fields of the session."""

    acts = ("amend.keep",)


class AmendScreen(BaseScreen[SessionRecord]):
    """Ask for changes to a session; end with the changed session, or None.

    Args:
        record: The session.
        today: Gives the training day, the last one a session can be moved to.
        legs: The legs whose touches to ask about.
    """

    CSS_PATH = ["amend.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high"), (36, "-tall")]
    BINDINGS = bindings("amend")

    def __init__(self, record: SessionRecord, today: Callable[[], dt.date], legs: Sequence[Side] = ()) -> None:
        super().__init__()
        self._legs = legs
        self._record = record
        self._today = today
        self._note = shown(" ".join(record.note.splitlines()))

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        record = self._record
        yield TopLine(id="title")
        with Vertical(id="body"), AmendPane(id="fields", classes="form -active", can_focus=False):
            yield Answers(record, self._legs)
            words = [context_words(context) for context in CONTEXTS]
            yield WordField("Context", words, CONTEXTS.index(record.context), id="context")
            yield DayField(record.day, self._today, id="day")
            yield Note(self._note, id="note")
        yield SaidLine(id="said")
        yield BindingBar("amend.keep", "amend.back", "amend.next", "field.more")

    def on_mount(self) -> None:
        """Name the session."""
        self.query_one(TopLine).head(AMEND, full_date_words(self._record.day))
        self.query_one(AmendPane).frame(times_words(self._record))

    def on_descendant_focus(self) -> None:
        """Offer the commands of the field."""
        self.read_keys()

    @on(Field.Changed, "#day")
    def _look_at_day(self) -> None:
        """Say what is wrong with the day, if anything."""
        self.query_one(SaidLine).show(self.query_one(DayField).problem)

    def action_keep(self) -> None:
        """Keep the changes, unless the day is invalid."""
        day, note = self.query_one(DayField), self.query_one(Note)
        if day.day is None:
            day.focus()
            self._look_at_day()
            return
        self.dismiss(
            replace(
                self.query_one(Answers).given(self._record),
                context=CONTEXTS[self.query_one("#context", WordField).at],
                day=day.day,
                note=self._record.note if note.value == self._note else note.value.strip(),
            )
        )
