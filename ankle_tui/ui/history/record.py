"""Show one session in full."""

import datetime as dt
from collections.abc import Callable, Mapping

from textual.app import ComposeResult

from ankle_tui.core.history.records import SessionRecord
from ankle_tui.services.journal import Journal
from ankle_tui.ui.history.amend import AmendScreen
from ankle_tui.ui.history.entry_screen import EntryScreen
from ankle_tui.ui.history.history_wording import SESSION, full_date_words, times_words
from ankle_tui.ui.history.sheet import SessionSheet
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.widgets.line import TopLine


class RecordScreen(EntryScreen[SessionRecord]):
    """Show a session with all its sets; end with a word about a change, or nothing.

    Args:
        record: The session.
        names: The name of every exercise by its id.
        journal: Amends and deletes it; None only shows it.
        today: Gives the training day, the last one a session can be moved to.
    """

    AREA = "record"
    CSS_PATH = ["record.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high"), (36, "-tall")]
    BINDINGS = bindings("record")

    def __init__(
        self,
        record: SessionRecord,
        names: Mapping[str, str],
        journal: Journal | None = None,
        today: Callable[[], dt.date] | None = None,
    ) -> None:
        super().__init__(record, journal)
        self._names = names
        self._today = today

    def compose_entry(self) -> ComposeResult:
        """Lay out the session."""
        sheet = SessionSheet(self._names, id="sheet")
        sheet.acts = ("record.amend", "record.delete")
        yield sheet

    def find(self) -> SessionRecord | None:
        """The session as the history has it now, or None."""
        return self._journal.index.find(self._record.id) if self._journal else None

    def draw(self) -> None:
        """Show the session."""
        self.query_one(TopLine).head(SESSION, full_date_words(self._record.day))
        self.query_one(SessionSheet).show(self._record, times_words(self._record))

    def ask(self) -> AmendScreen | None:
        """Make the screen that amends the session."""
        if self._journal and self._today:
            return AmendScreen(self._record, self._today, self._journal.held_legs(self._record))
        return None
