"""List the sessions, newest first; one opens to its sets."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.history.index import HistoryIndex
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.services.journal import Journal
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.history.amend import AmendScreen
from ankle_tui.ui.history.entries import Months, entry, heading
from ankle_tui.ui.history.entry_screen import DELETED
from ankle_tui.ui.history.history_wording import (
    AMENDED,
    NONE_SUCH,
    NONE_YET,
    PLACE,
    RESTORED,
    count_words,
    filter_words,
    opened_title,
)
from ankle_tui.ui.history.record import RecordScreen
from ankle_tui.ui.history.sheet import SessionSheet
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.messages import Open, Place
from ankle_tui.ui.widgets.keybar import BindingBar, deleted_words
from ankle_tui.ui.widgets.line import SaidLine, TextLine, TopLine
from ankle_tui.ui.widgets.panel import NARROW, Panel
from ankle_tui.ui.widgets.virtual_list import Row, VirtualList
from ankle_tui.ui.wording.text import shown, trouble_words

BESIDE = 70
"""Columns from which the session under the cursor stands beside the list."""


class SessionPane(Panel, Vertical):
    """The list of the sessions with the names of its columns."""

    acts = ("history.exercise", "history.context", "history.add")


class HistoryScreen(BaseScreen[None]):
    """List all sessions, or those with an exercise or in a context; the one under the cursor stands beside them.

    Args:
        journal: The sessions.
        names: The name of every exercise by its id.
        short: The short name of every exercise by its id.
        today: Gives the training day.
    """

    CSS_PATH = ["screen.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-normal"), (BESIDE, "-beside"), (110, "-broad")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-high"), (36, "-tall")]
    BINDINGS = bindings("history")

    def __init__(
        self, journal: Journal, names: Mapping[str, str], short: Mapping[str, str], today: Callable[[], dt.date]
    ) -> None:
        super().__init__()
        self._journal = journal
        self._names = names
        self._short = short
        self._today = today
        self._index = HistoryIndex()
        self._months = Months()
        self._exercise: str | None = None
        self._follows: Context | None = None
        self._day = today()
        """The training day the list was made on."""
        self._said = ""

    def compose(self) -> ComposeResult:
        """Lay out list and session."""
        yield TopLine(PLACE, id="title")
        with Vertical(id="body"), Horizontal(id="page"):
            with SessionPane(id="sessions", classes="-active"):
                yield TextLine(id="heading")
                yield VirtualList(self._row, self._id_of)
                yield Static(NONE_YET, id="empty")
            sheet = SessionSheet(self._names, id="opened")
            sheet.acts = ("history.amend", "history.delete")
            sheet.can_focus = False
            yield sheet
        yield SaidLine(id="said")
        yield BindingBar("history.take-back", "history.all", "history.back", "rows.select")

    def on_mount(self) -> None:
        """List the sessions."""
        self.look()

    def on_history_changed(self) -> None:
        """Show the current history; the cursor stays on its session."""
        self.look()
        if self._today() != self._day:
            self._list(self.current.id if self.current else None)

    def on_resize(self) -> None:
        """Use the room there is."""
        self._draw_head()
        self.call_after_refresh(self._draw_opened)

    def on_screen_resume(self) -> None:
        """Offer the commands possible now."""
        self.read_keys()

    def look(self, at: str | None = None) -> None:
        """Show the current sessions.

        Args:
            at: Id of the session the cursor goes to; None leaves it where it is.
        """
        current = self.current
        if self._index is not self._journal.index or at:
            self._index = self._journal.index
            self._list(at or (current.id if current else None))
        problem = self._journal.trouble()
        self.query_one(SaidLine).show(trouble_words(problem) if problem else self._said)
        self._draw_opened()
        self.read_keys()

    @property
    def current(self) -> SessionRecord | None:
        """The session under the cursor, or None."""
        return self._months.session(self.query_one(VirtualList).cursor)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer only commands that have something to act on."""
        if action in {"amend", "delete"}:
            return bool(self._months.sessions)
        if action == "take_back":
            return bool(self._journal.gone)
        if action in {"exercise", "context"}:
            return bool(self._index.sessions)
        return action != "all" or self._filtered

    def action_exercise(self) -> None:
        """Show only sessions with the next exercise; after the last one, all."""
        known, done = list(self._names), self._index.exercises
        order = [None, *(name for name in known if name in done), *sorted(done - set(known))]
        self._filter(order[(order.index(self._exercise) + 1) % len(order)], self._follows)

    def action_context(self) -> None:
        """Show only sessions in the next context; after the last one, all."""
        order = [None, *(context for context in Context if context in self._index.contexts)]
        self._filter(self._exercise, order[(order.index(self._follows) + 1) % len(order)])

    def action_all(self) -> None:
        """Show all sessions."""
        self._filter(None, None)

    def action_add(self) -> None:
        """Add a session."""
        self.post_message(Open(Place.BY_HAND))

    def action_amend(self) -> None:
        """Amend the session under the cursor."""
        if session := self.current:
            screen = AmendScreen(session, self._today, self._journal.held_legs(session))
            self.app.push_screen(screen, partial(self._amend, session))

    def _amend(self, session: SessionRecord, wanted: SessionRecord | None) -> None:
        if wanted and wanted != session:
            self._journal.amend(session, wanted)
            self.say(AMENDED, session.id)

    def action_delete(self) -> None:
        """Delete the session under the cursor."""
        if session := self.current:
            self._journal.delete(session)
            self._said = deleted_words(self, "history.take-back")
            self.look()

    def action_take_back(self) -> None:
        """Restore the session deleted last."""
        if session := self._journal.take_back():
            self.say(RESTORED, session.id)

    def say(self, said: str, at: str) -> None:
        """Show a word about a change, and go to its session.

        Args:
            said: A few words.
            at: The session's id.
        """
        self._said = said
        if self._filtered and all(
            session.id != at for session in self._journal.index.having(self._exercise, self._follows)
        ):
            self._exercise = self._follows = None
        self.look(at)

    @on(VirtualList.Selected)
    def open(self, event: VirtualList.Selected) -> None:
        """Show the sets of a session."""
        if session := self._journal.index.find(event.name):
            self.app.push_screen(RecordScreen(session, self._names, self._journal, self._today), self._come_back)

    def _come_back(self, said: str | None) -> None:
        self._said = deleted_words(self, "history.take-back") if said == DELETED else said or ""
        self.look()

    def _filter(self, exercise: str | None, context: Context | None) -> None:
        at = self.current
        self._exercise, self._follows, self._said = exercise, context, ""
        self._list(at.id if at else None)
        self.look()

    def _list(self, at: str | None) -> None:
        """List the matching sessions, with the cursor on `at` or about where it was."""
        rows, sessions = self.query_one(VirtualList), self._index.having(self._exercise, self._follows)
        self._day = self._today()
        self._months = months = Months.of(sessions, self._day.year)
        place = months.place(at) if at else None
        rows.show(len(months.rows), (rows.cursor if at else 0) if place is None else place, months.gaps)
        self.set_class(not sessions, "-empty")
        rows.display = bool(sessions)
        if sessions and not rows.has_focus:
            rows.focus()
        self.query_one("#empty", Static).update(NONE_SUCH if self._filtered else NONE_YET)
        self._draw_head()
        self.call_after_refresh(self._draw_heading)

    @on(VirtualList.Sized)
    def _draw_heading(self) -> None:
        self.query_one("#heading", TextLine).show(heading(self.query_one(VirtualList).room))

    @on(VirtualList.Moved)
    def _draw_opened(self) -> None:
        """Show the session under the cursor, where there is room for it."""
        if self.size.width >= BESIDE:
            session = self.current
            title = opened_title(session, self._day.year) if session else ""
            self.query_one(SessionSheet).show(session, title)

    def _draw_head(self) -> None:
        exercise = "" if self._exercise is None else self._names.get(self._exercise) or shown(self._exercise)
        sessions, narrow = self._months.sessions, self.size.width < NARROW
        seconds = 0.0 if narrow else sum(each.active_seconds for each in sessions)
        words, fact = (
            filter_words(exercise, self._follows),
            count_words(len(self._index.sessions), len(sessions), seconds),
        )
        if narrow and self._filtered:  # no room for the name of the screen as well
            self.query_one(TopLine).head(words, "", fact.rpartition(" ")[0])
        else:
            self.query_one(TopLine).head(PLACE, words if fact else "", fact)
        self.query_one(SessionPane).frame("Sessions")

    @property
    def _filtered(self) -> bool:
        return self._exercise is not None or self._follows is not None

    def _row(self, number: int, room: int) -> Row:
        session = self._months.session(number)
        if session is None:
            return self._months.gap(number, self._day.year)
        return entry(session, self._journal.calendar.day(session.day), self._short, room)

    def _id_of(self, number: int) -> str:
        session = self._months.session(number)
        return session.id if session else ""
