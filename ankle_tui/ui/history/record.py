"""Show one session in full; it can be amended, deleted and restored."""

import datetime as dt
from collections.abc import Callable, Mapping

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ankle_tui.core.history.records import SessionRecord
from ankle_tui.services.journal import Journal
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.history.amend import AmendScreen
from ankle_tui.ui.history.history_wording import AMENDED, RESTORED, facts, full_date_words
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.widgets.keybar import BindingBar, deleted_words
from ankle_tui.ui.widgets.line import TextLine, TopLine
from ankle_tui.ui.wording.report_words import report_content
from ankle_tui.ui.wording.text import shown_lines, trouble_words

DELETED = "deleted"
"""The result of the screen if the session was deleted here."""


class RecordScreen(BaseScreen[str]):
    """Show a session with all its sets; end with a word about a change, or nothing.

    Args:
        record: The session.
        names: The name of every exercise by its id.
        journal: Amends and deletes it; None only shows it.
        today: Gives the training day, the last one a session can be moved to.
    """

    CSS_PATH = ["record.tcss"]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]
    BINDINGS = bindings("record")

    def __init__(
        self,
        record: SessionRecord,
        names: Mapping[str, str],
        journal: Journal | None = None,
        today: Callable[[], dt.date] | None = None,
    ) -> None:
        super().__init__()
        self._record = record
        self._names = names
        self._journal = journal
        self._today = today
        self._said = ""

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield TopLine(id="title")
        with VerticalScroll(id="report"), Vertical(id="frame"):
            yield Static(id="facts")
            yield Static(id="sets")
            yield Static(id="note")
        yield TextLine(id="said")
        yield BindingBar("record.take-back", "record.back")

    def on_mount(self) -> None:
        """Show the session."""
        self._look()

    def on_resize(self) -> None:
        """Use the room there is."""
        self.call_after_refresh(self._look)

    def on_history_changed(self) -> None:
        """Show the session as it is now."""
        self._look()

    def on_screen_resume(self) -> None:
        """Offer the commands possible now."""
        self.read_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer to change the session only while it exists, and to restore it only when it does not."""
        if action in {"amend", "delete"}:
            return self._journal is not None and self._there
        return action != "take_back" or self._gone

    def action_leave(self) -> None:
        """Go back with a word about a change."""
        self.dismiss(DELETED if self._gone else "")

    def action_amend(self) -> None:
        """Amend the session."""
        record, journal = self._record, self._journal

        def amended(wanted: SessionRecord | None) -> None:
            if journal and wanted:
                journal.amend(record, wanted)
                self._said = AMENDED if wanted != record else ""
                self._look()

        if journal and self._today:
            self.app.push_screen(AmendScreen(record, self._today, journal.held_legs(record)), amended)

    def action_delete(self) -> None:
        """Delete the session."""
        if self._journal:
            self._journal.delete(self._record)
            self._said = deleted_words(self, "record.take-back")
            self._look()

    def action_take_back(self) -> None:
        """Restore the session."""
        if self._journal and self._journal.take_back(self._record.id):
            self._said = RESTORED
            self._look()

    @property
    def _there(self) -> bool:
        """True if the history holds the session."""
        return bool(self._journal and self._journal.index.find(self._record.id))

    @property
    def _gone(self) -> bool:
        """True if the session was deleted here."""
        gone = self._journal.gone if self._journal else ()
        return any(record.id == self._record.id for record in gone)

    def _look(self) -> None:
        """Show the session as it is, or as it was before it was deleted."""
        problem = ""
        if self._journal:
            self._record = self._journal.index.find(self._record.id) or self._record
            problem = self._journal.trouble()
        record = self._record
        self.query_one("#title", TopLine).show(full_date_words(record.day))
        width = self.query_one("#facts", Static).content_size.width or self.size.width
        self.query_one("#facts", Static).update(Content(facts(record, width)))
        self.query_one("#sets", Static).update(report_content(record, self._names))
        note = self.query_one("#note", Static)
        note.update(Content(shown_lines(record.note)))
        note.display = bool(record.note)
        self.query_one("#said", TextLine).show(trouble_words(problem) if problem else self._said)
        self.set_class(bool(problem or self._said), "-saying")
        self.read_keys()
