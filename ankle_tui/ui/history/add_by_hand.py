"""Add a session done without the program: its day, its context and its exercises."""

import datetime as dt
import os
from collections.abc import Callable, Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from ankle_tui.core.exercises.exercise import Choice, Context, Level, Side
from ankle_tui.core.formatting import context_words
from ankle_tui.core.history.ids import new_id
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.session.by_hand import by_hand
from ankle_tui.services.coach import TodaysOffer
from ankle_tui.store.zone import zone_name
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.history.history_wording import ADD_BY_HAND, size_words
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.keys.names import NO_KEYS
from ankle_tui.ui.widgets.exercise_picker import ExercisePicker
from ankle_tui.ui.widgets.field import DayField, Field, WordField
from ankle_tui.ui.widgets.keybar import BindingBar
from ankle_tui.ui.widgets.line import SaidLine, TopLine
from ankle_tui.ui.widgets.panel import NARROW, Panel
from ankle_tui.ui.widgets.selection import Selection
from ankle_tui.ui.wording.choice_words import choose_first_words

CONTEXTS = list(Context)
NOON = dt.time(12)
"""Time of a session on another day, since the form does not ask for it."""


class FieldPane(Panel, Vertical):
    """Fields that belong together."""


class ByHandScreen(BaseScreen[SessionRecord]):
    """Ask for a session done without the program; end with its record, or None.

    Args:
        offer: The most likely session: the coach's, and every other exercise.
        level: The runner's level, for the record.
        first_side: The leg that starts.
        context: Gives the context of a session on a day; None where the day does not say.
        today: Gives the training day, the first offered and the last possible.
        wall: The wall clock.
        keys: The runner's own keys, by the id of a command.
    """

    CSS_PATH = ["add_by_hand.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high"), (36, "-tall")]
    BINDINGS = bindings("by-hand")

    def __init__(
        self,
        offer: TodaysOffer,
        *,
        level: Level,
        first_side: Side,
        context: Callable[[dt.date], Context | None],
        today: Callable[[], dt.date],
        wall: Callable[[], dt.datetime],
        keys: Mapping[str, str] = NO_KEYS,
    ) -> None:
        super().__init__()
        self._keys = keys
        self._selection = Selection.offer([*offer.chosen, *offer.others], offer.chosen)
        self._level = level
        self._first_side = first_side
        self._context_of = context
        self._said = False
        """True once the runner has chosen the context."""
        self._today = today
        self._wall = wall

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        yield TopLine(ADD_BY_HAND, id="title")
        with Vertical(id="body"):
            with FieldPane(id="when", classes="form"):
                yield DayField(self._today(), self._today, id="day")
                words = [context_words(context) for context in CONTEXTS]
                yield WordField("Context", words, self._followed(self._today()), id="context")
            yield ExercisePicker(lambda: self._selection, self._select, id="picker")
        yield SaidLine(id="said")
        yield BindingBar("by-hand.add", "by-hand.back", "by-hand.next", "field.more")

    def on_mount(self) -> None:
        """Offer the usual session."""
        self.query_one(FieldPane).frame("When")
        self.query_one(ExercisePicker).show()

    def _select(self, selection: Selection) -> None:
        self._selection = selection

    def on_descendant_focus(self) -> None:
        """Offer the commands of the field."""
        self.query_one(FieldPane).activate(not isinstance(self.focused, ExercisePicker))
        self.read_keys()

    @on(Field.Changed, "#context")
    def _keep_context(self) -> None:
        """Keep the context the runner has chosen, whatever the day."""
        self._said = True

    @on(Field.Changed, "#day")
    def _follow_day(self) -> None:
        """Take the context of the chosen day until the runner chooses one."""
        day = self.query_one(DayField).day
        if day and not self._said:
            self.query_one("#context", WordField).pick(self._followed(day))

    def _followed(self, day: dt.date) -> int:
        """Position of the context of `day`; a run is never assumed."""
        return CONTEXTS.index(self._context_of(day) or Context.OTHER)

    @on(Field.Changed, "#day")
    @on(ExercisePicker.Changed)
    def _draw(self) -> None:
        """Say what is wrong with the day, and the size of the session."""
        self.query_one(ExercisePicker).frame("Exercises", size_words(self._selection.chosen))
        self.query_one(SaidLine).show(self.query_one(DayField).problem)

    def action_add(self) -> None:
        """Add the session, if there is one."""
        day, chosen = self.query_one(DayField).day, self._selection.chosen
        if day is None:
            self.query_one(DayField).focus()
        elif not chosen:
            self.query_one(SaidLine).show(choose_first_words(self._keys))
            self.query_one(ExercisePicker).focus()
        else:
            self.dismiss(self._record(day, chosen))

    def _record(self, day: dt.date, chosen: Sequence[Choice]) -> SessionRecord:
        at = self._wall() if day == self._today() else dt.datetime.combine(day, NOON).astimezone()
        return by_hand(
            chosen,
            session_id=new_id(max(0, round(at.timestamp() * 1000)), os.urandom(10)),
            day=day,
            started_at=at,
            zone=zone_name(),
            context=CONTEXTS[self.query_one("#context", WordField).at],
            level=self._level,
            first_side=self._first_side,
        )
