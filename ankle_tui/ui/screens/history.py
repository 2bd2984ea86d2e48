"""The sessions done, newest first; one opens to its sets."""

from collections.abc import Callable, Mapping

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ankle_tui.core.record import SessionRecord, Status
from ankle_tui.core.report import sets_done
from ankle_tui.core.words import clock_words, day_words
from ankle_tui.ui.reporting import report_content
from ankle_tui.ui.text import shown, shown_lines
from ankle_tui.ui.widgets.keybar import BindingBar
from ankle_tui.ui.widgets.line import Line
from ankle_tui.ui.widgets.listing import Listing

__all__ = ["HistoryScreen", "RecordScreen"]


class HistoryScreen(Screen[None]):
    """All sessions.

    Args:
        read: Gives the sessions, newest first.
        names: The name of every exercise by its id.
    """

    BINDINGS = [
        Binding("enter", "open", "open", id="history.open", key_display="enter", priority=True),
        Binding("escape,q,h", "dismiss", "back", id="history.back", key_display="esc"),
        Binding("question_mark", "app.keys_help", "keys", id="history.keys", key_display="?"),
    ]

    def __init__(self, read: Callable[[], list[SessionRecord]], names: Mapping[str, str]) -> None:
        super().__init__()
        self._read = read
        self._sessions = read()
        self._names = names

    def compose(self) -> ComposeResult:
        """List the sessions."""
        count = len(self._sessions)
        yield Line("History" + (f" · {count} session{'' if count == 1 else 's'}" if count else ""), id="title")
        if self._sessions:
            yield Listing(*(Option(_line(session, self._names)) for session in self._sessions), compact=True)
        else:
            yield Static("No sessions yet. The first one will be here.", id="empty")
        yield BindingBar()

    async def on_stored(self) -> None:
        """Show what another copy of the program has added; the cursor stays on its session."""
        sessions = self._read()
        if sessions == self._sessions or not self.is_current:
            return
        listing = next(iter(self.query(Listing)), None)
        at = self._sessions[listing.highlighted].id if listing and listing.highlighted is not None else None
        self._sessions = sessions
        await self.recompose()
        ids = [session.id for session in sessions]
        for listing in self.query(Listing):
            listing.highlighted = ids.index(at) if at in ids else 0
            listing.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer to open a session only when there is one."""
        return action != "open" or bool(self._sessions)

    def action_open(self) -> None:
        """Open the session under the cursor."""
        for listing in self.query(Listing):
            listing.action_select()

    @on(OptionList.OptionSelected)
    def open(self, event: OptionList.OptionSelected) -> None:
        """Show the sets of a session."""
        self.app.push_screen(RecordScreen(self._sessions[event.option_index], self._names))


class RecordScreen(Screen[None]):
    """One session with all its sets.

    Args:
        record: The session.
        names: The name of every exercise by its id.
    """

    BINDINGS = [
        Binding("escape,q,enter", "dismiss", "back", id="record.back", key_display="esc"),
        Binding("question_mark", "app.keys_help", "keys", id="record.keys", key_display="?"),
    ]

    def __init__(self, record: SessionRecord, names: Mapping[str, str]) -> None:
        super().__init__()
        self._record = record
        self._names = names

    def compose(self) -> ComposeResult:
        """Show everything that was kept."""
        record = self._record
        yield Line(f"{day_words(record.day)} {record.day.year}", id="title")
        with VerticalScroll(id="report"):
            yield Static(Content(_facts(record)), id="facts")
            yield Static(report_content(record, self._names))
            if record.note:
                yield Static(Content(shown_lines(record.note)), id="note")
        yield BindingBar()


def _line(session: SessionRecord, names: Mapping[str, str]) -> Content:
    """When, how long, what."""
    done = dict.fromkeys(names.get(item.exercise) or shown(item.exercise) for item in session.sets if item.done)
    early = "" if session.status is Status.COMPLETED else " (early)"
    return Content.assemble(
        (f"{session.day.isoformat()} {session.started_at:%H:%M}", "bold"),
        f" {clock_words(session.active_seconds):>6}  {', '.join(done)}",
        (early, "$text-muted"),
    )


def _facts(record: SessionRecord) -> str:
    facts = [
        f"{record.started_at:%H:%M}–{record.ended_at:%H:%M} · {record.context.value} · {record.level.value}",
        f"{sets_done(record)} · {clock_words(record.active_seconds)} of work",
    ]
    scores = [
        f"{name} {value}" for name, value in (("effort", record.effort), ("pain", record.pain)) if value is not None
    ]
    return "\n".join([*facts, " · ".join(scores)] if scores else facts)
