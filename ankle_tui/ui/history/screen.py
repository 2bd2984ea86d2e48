"""List the sessions, newest first; one opens to its sets."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.history.index import HistoryIndex
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.services.journal import Journal
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.history.entries import NARROW, entry, heading
from ankle_tui.ui.history.history_wording import NONE_SUCH, NONE_YET, RESTORED, title_words
from ankle_tui.ui.history.record import DELETED, RecordScreen
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.messages import Open, Place
from ankle_tui.ui.widgets.keybar import BindingBar, deleted_words
from ankle_tui.ui.widgets.line import TextLine, TopLine
from ankle_tui.ui.widgets.virtual_list import Row, VirtualList
from ankle_tui.ui.wording.text import shown, trouble_words


class HistoryScreen(BaseScreen[None]):
    """List all sessions, or those with an exercise or in a context.

    Args:
        journal: The sessions.
        names: The name of every exercise by its id.
        short: The short name of every exercise by its id.
        today: Gives the training day.
    """

    CSS_PATH = ["screen.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW + 2, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]
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
        self._sessions: Sequence[SessionRecord] = ()
        self._exercise: str | None = None
        self._follows: Context | None = None
        self._years = False
        self._day = today()
        """The training day the list was made on."""
        self._said = ""

    def compose(self) -> ComposeResult:
        """Lay out title and list."""
        yield TopLine(id="title")
        with Vertical(id="body"), Vertical(id="frame"):
            yield TextLine(id="heading")
            yield VirtualList(self._row, lambda number: self._sessions[number].id)
            yield Static(NONE_YET, id="empty")
        yield TextLine(id="said")
        yield BindingBar("rows.select", "history.take-back", "history.all", "history.back")

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
        self._draw_title()
        self.call_after_refresh(self._draw_heading)

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
        self.query_one("#said", TextLine).show(trouble_words(problem) if problem else self._said)
        self.set_class(bool(problem or self._said), "-saying")
        self.read_keys()

    @property
    def current(self) -> SessionRecord | None:
        """The session under the cursor, or None."""
        cursor = self.query_one(VirtualList).cursor
        return self._sessions[cursor] if cursor < len(self._sessions) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer only commands that have something to act on."""
        if action == "delete":
            return bool(self._sessions)
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
        self._sessions, self._day = sessions, self._today()
        years = {sessions[0].day.year, sessions[-1].day.year} if sessions else set()
        self._years = bool(years - {self._day.year})
        found = (number for number, session in enumerate(sessions) if session.id == at)
        rows.show(len(sessions), next(found, rows.cursor) if at else 0)
        self.set_class(not sessions, "-empty")
        rows.display = bool(sessions)
        if sessions and not rows.has_focus:
            rows.focus()
        self.query_one("#empty", Static).update(NONE_SUCH if self._filtered else NONE_YET)
        self._draw_title()
        self.call_after_refresh(self._draw_heading)

    @on(VirtualList.Sized)
    def _draw_heading(self) -> None:
        room = self.query_one(VirtualList).room
        row = heading(room, years=self._years)
        self.query_one("#heading", TextLine).show(f"{row.head}{row.text}".ljust(room - len(row.tail)) + row.tail)

    def _draw_title(self) -> None:
        exercise = "" if self._exercise is None else self._names.get(self._exercise) or shown(self._exercise)
        total, matching, named = len(self._index.sessions), len(self._sessions), self.size.width >= NARROW
        self.query_one("#title", TopLine).show(title_words(total, matching, exercise, self._follows, named=named))

    @property
    def _filtered(self) -> bool:
        return self._exercise is not None or self._follows is not None

    def _row(self, number: int, room: int) -> Row:
        return entry(self._sessions[number], self._short, room, year=self._today().year, years=self._years)
