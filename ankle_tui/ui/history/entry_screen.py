"""Show one entry of the history in full: a session or a self-test, which can be amended, deleted and restored."""

from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical

from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.services.journal import Journal
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.history.history_wording import AMENDED, RESTORED
from ankle_tui.ui.widgets.keybar import BindingBar, deleted_words
from ankle_tui.ui.widgets.line import SaidLine, TopLine
from ankle_tui.ui.wording.text import trouble_words

EntryT = TypeVar("EntryT", SessionRecord, SelfTestRecord)
DELETED = "deleted"
"""The result of the screen if the entry was deleted here."""


class EntryScreen(BaseScreen[str], Generic[EntryT]):
    """Show an entry as the history has it; end with a word about a change, or nothing.

    Args:
        record: The entry.
        journal: Amends and deletes it; None only shows it.
    """

    AREA: ClassVar[str]
    """The area of its commands."""

    def __init__(self, record: EntryT, journal: Journal | None) -> None:
        super().__init__()
        self._record: EntryT = record
        self._journal = journal
        self._said = ""

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield TopLine(id="title")
        with Vertical(id="body"):
            yield from self.compose_entry()
        yield SaidLine(id="said")
        yield BindingBar(f"{self.AREA}.take-back", f"{self.AREA}.back")

    def compose_entry(self) -> ComposeResult:
        """Lay out the entry."""
        raise NotImplementedError

    def find(self) -> EntryT | None:
        """The entry as the history has it now, or None."""
        raise NotImplementedError

    def draw(self) -> None:
        """Show the entry."""
        raise NotImplementedError

    def ask(self) -> BaseScreen[EntryT] | None:
        """Make the screen that amends the entry, or None."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Show the entry."""
        self.look()

    def on_resize(self) -> None:
        """Use the room there is."""
        self.call_after_refresh(self.look)

    def on_history_changed(self) -> None:
        """Show the entry as it is now."""
        self.look()

    def on_screen_resume(self) -> None:
        """Offer the commands possible now."""
        self.read_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer to change the entry only while it exists, and to restore it only when it does not."""
        if action in {"amend", "delete"}:
            return self._journal is not None and self.find() is not None
        return action != "take_back" or self._gone

    def action_leave(self) -> None:
        """Go back with a word about a change."""
        self.dismiss(DELETED if self._gone else "")

    def action_amend(self) -> None:
        """Amend the entry."""
        record, journal = self._record, self._journal

        def amended(wanted: EntryT | None) -> None:
            if journal and wanted:
                journal.amend(record, wanted)
                self._said = AMENDED if wanted != record else ""
                self.look()

        if screen := self.ask():
            self.app.push_screen(screen, amended)

    def action_delete(self) -> None:
        """Delete the entry."""
        if self._journal:
            self._journal.delete(self._record)
            self._said = deleted_words(self, f"{self.AREA}.take-back")
            self.look()

    def action_take_back(self) -> None:
        """Restore the entry."""
        if self._journal and self._journal.take_back(self._record.id):
            self._said = RESTORED
            self.look()

    def look(self) -> None:
        """Show the entry as it is, or as it was before it was deleted."""
        self._record = self.find() or self._record
        problem = self._journal.trouble() if self._journal else ""
        self.draw()
        self.query_one(SaidLine).show(trouble_words(problem) if problem else self._said)
        self.read_keys()

    @property
    def _gone(self) -> bool:
        """True if the entry was deleted here."""
        gone = self._journal.gone if self._journal else ()
        return any(record.id == self._record.id for record in gone)
