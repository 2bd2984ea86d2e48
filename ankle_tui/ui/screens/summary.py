"""What was done, kept before it is shown; effort, pain and a note can be added."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from ankle_tui.conductor import Conductor
from ankle_tui.core.progress import Best, best_words
from ankle_tui.core.record import Status
from ankle_tui.core.report import sets_done
from ankle_tui.core.words import clock_words
from ankle_tui.ui.reporting import report_content
from ankle_tui.ui.stored import Stored
from ankle_tui.ui.text import reason
from ankle_tui.ui.widgets.keybar import BindingBar
from ankle_tui.ui.widgets.line import Line
from ankle_tui.ui.widgets.note import Note
from ankle_tui.ui.widgets.score import Score

__all__ = ["SummaryScreen", "saved_words"]

MOST_BESTS = 3
"""Lines for what was better than ever."""


def saved_words(conductor: Conductor) -> str:
    """Whether the session is in the history, in a few words."""
    if conductor.demo:
        return "Demonstration: nothing recorded"
    problem = conductor.trouble if conductor.saving else conductor.problem
    if problem:
        return f"Not saved yet: {reason(problem)}{'. Put by until it can be' if conductor.put_by else ''}"
    return "Saving …" if conductor.saving else "Saved"


class SummaryScreen(Screen[None]):
    """The end of a session.

    Args:
        conductor: The session, ended and kept.
        names: The name of every exercise by its id.
        bests: What was better than ever.
    """

    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]
    BINDINGS = [
        Binding("enter,escape", "close", "done", id="summary.close", key_display="enter", priority=True),
        Binding("down", "app.focus_next", "next field", id="summary.next", key_display="↓"),
        Binding("up", "app.focus_previous", "Previous field", show=False),
        Binding("question_mark", "app.keys_help", "keys", id="summary.keys", key_display="?"),
    ]

    def __init__(self, conductor: Conductor, names: Mapping[str, str], bests: Sequence[Best] = ()) -> None:
        super().__init__()
        self._conductor = conductor
        self._names = names
        self._bests = bests
        self._amended = conductor.record

    def compose(self) -> ComposeResult:
        """Show the result first, then what can be added."""
        result, record = self._conductor.result, self._conductor.record
        with Vertical(id="frame"):
            yield Line(self._title(), id="title")
            yield Line(saved_words(self._conductor), id="saved")
            if self._bests:
                yield Vertical(*(Line(text) for text in _best_lines(self._bests, self._names)), id="bests")
            with VerticalScroll(id="report", can_focus=False) as scroll:
                text = report_content(result, self._names) if result else Content("")
                # Never higher than its text, so that what can be added stands close to it on a large screen.
                scroll.styles.max_height = len(text.split()) + 2
                yield Static(text)
            if record:
                yield Score("Effort", low="none", high="all I had", id="effort")
                yield Score("Pain", low="none", high="the worst", id="pain")
                yield Note(placeholder="A note, if you like", id="note", compact=True, max_length=500)
        yield BindingBar()

    def on_mount(self) -> None:
        """Look every second whether the disk answers, as long as the session is on its way there."""
        if not self._conductor.demo:
            self.set_interval(1.0, self.look_at_disk)

    @on(Stored)
    def look_at_disk(self) -> None:
        """Say whether the session is in the history."""
        self.query_one("#saved", Line).show(saved_words(self._conductor))

    @on(Score.Changed, "#effort")
    def add_effort(self, event: Score.Changed) -> None:
        """Add how hard it was."""
        self._amended = self._amended and replace(self._amended, effort=event.value)

    @on(Score.Changed, "#pain")
    def add_pain(self, event: Score.Changed) -> None:
        """Add how much it hurt."""
        self._amended = self._amended and replace(self._amended, pain=event.value)

    @on(Input.Changed, "#note")
    def add_note(self, event: Input.Changed) -> None:
        """Add a note."""
        self._amended = self._amended and replace(self._amended, note=event.value.strip())

    def action_close(self) -> None:
        """Keep what was added and leave."""
        self._amend()
        self.dismiss()

    def on_unmount(self) -> None:
        """Keep what was added, also when the whole program ends here."""
        self._amend()

    def _title(self) -> str:
        result = self._conductor.result
        if result is None:
            return "Nothing was done"
        ended = "Done" if result.status is Status.COMPLETED else "Finished early"
        return f"{ended} · {sets_done(result)} · {clock_words(result.active_seconds)} of work"

    def _amend(self) -> None:
        record, amended = self._conductor.record, self._amended
        if record and amended and amended != record:
            self._amended = replace(amended, rev=record.rev + 1)
            self._conductor.amend(self._amended)
        elif record and self._conductor.problem:
            self._conductor.amend(record)


def _best_lines(bests: Sequence[Best], names: Mapping[str, str]) -> list[str]:
    """The first bests, a line each, and how many more there are."""
    told = bests if len(bests) <= MOST_BESTS else bests[: MOST_BESTS - 1]
    more = [f"and {len(bests) - len(told)} more bests"] if len(told) < len(bests) else []
    return [*(f"{best_words(best)} · {names.get(best.exercise, best.exercise)}" for best in told), *more]
