"""Show a session that is already saved; touches, effort, pain and a note can be added."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.geometry import Offset
from textual.widgets import Input, Static

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.training.ladder import Standing
from ankle_tui.core.training.ladder_replay import Move
from ankle_tui.core.training.progress import Best
from ankle_tui.core.training.rules import MUCH_PAIN
from ankle_tui.services.session_runner import SessionRunner
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.messages import HistoryChanged, Open, Place
from ankle_tui.ui.summary.next_time import next_brief, next_lines, with_ladder
from ankle_tui.ui.summary.summary_wording import WHEN_TO_STOP, best_lines, pain_words, result_words, saved_words
from ankle_tui.ui.widgets.answers import Answers
from ankle_tui.ui.widgets.keybar import BindingBar, shown_key
from ankle_tui.ui.widgets.line import TextLine, TopLine
from ankle_tui.ui.widgets.note import Note
from ankle_tui.ui.widgets.tooltips import Tooltips, command_words
from ankle_tui.ui.wording.report_words import report_content

NARROW = 70
"""Columns below which only the key bar leads to the page about stopping."""
TINY = 11
"""Rows below which the fields leave one line each for the bests and the next time."""


class SummaryScreen(BaseScreen[None]):
    """The end of a session.

    Args:
        session_runner: The session, ended and kept.
        names: The name of every exercise by its id.
        bests: The personal bests in it.
        after: Gives the places on the ladders after it; None shows none.
        legs: The legs whose touches to ask about.
    """

    CSS_PATH = ["screen.tcss"]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]
    BINDINGS = bindings("summary")

    def __init__(
        self,
        session_runner: SessionRunner,
        names: Mapping[str, str],
        bests: Sequence[Best] = (),
        *,
        after: Callable[[SessionRecord], Sequence[Standing]] | None = None,
        legs: Sequence[Side] = (),
    ) -> None:
        super().__init__()
        self._session_runner = session_runner
        self._names = names
        self._bests = bests
        self._standings_after = after
        self._legs = legs
        self._amended = session_runner.saver.record
        self._next = self._ask()
        self.set_class(bool(self._next), "-coming", update=False)

    def compose(self) -> ComposeResult:
        """Lay out the result first, then the fields."""
        result, record = self._session_runner.saver.result, self._session_runner.saver.record
        yield TopLine(id="title")
        with Vertical(id="body"), Vertical(id="frame"):
            yield TextLine(saved_words(self._session_runner), id="saved")
            if self._bests:
                yield Vertical(*(TextLine(text) for text in best_lines(self._bests, self._names)), id="bests")
            yield Static(id="next")
            with VerticalScroll(id="report", can_focus=False) as scroll:
                text = report_content(result, self._names) if result else Content("")
                # Never higher than its text, so that the fields stand close to it on a large screen.
                scroll.styles.max_height = len(text.split()) + 2
                yield Static(text)
            if record:
                yield Answers(record, self._legs, touches_first=any(standing.asks_touches for standing in self._next))
                yield Stop(id="stop")
                yield Note(id="note")
        yield BindingBar("summary.close", "summary.stop")

    def on_mount(self) -> None:
        """Check every second whether the session has been saved."""
        if not self._session_runner.demo:
            self.set_interval(1.0, self.look_at_disk)

    def on_resize(self) -> None:
        """Use the room there is."""
        self.set_class(self.size.height < TINY, "-tiny")
        self.query_one("#title", TopLine).show(result_words(self._session_runner.saver.result, self.size.width - 2))
        self.call_after_refresh(self._draw_next)

    @on(HistoryChanged)
    def look_at_disk(self) -> None:
        """Say whether the session is in the history."""
        self.query_one("#saved", TextLine).show(saved_words(self._session_runner))

    @on(Answers.Changed)
    def add_answers(self, event: Answers.Changed) -> None:
        """Add the answers, which may make the next time easier or harder."""
        self._amended = self._amended and event.answers.given(self._amended)
        self._next = self._ask()
        self._draw_next()
        self.read_keys()

    @on(Input.Changed, "#note")
    def add_note(self, event: Input.Changed) -> None:
        """Add a note."""
        self._amended = self._amended and replace(self._amended, note=event.value.strip())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer the page about stopping only with pain, and other fields only if there are any."""
        if action == "field":
            return self._session_runner.saver.record is not None
        return action != "stop" or self._hurts

    def action_field(self, by: int) -> None:
        """Go to the next field, or the one before."""
        if by > 0:
            self.focus_next()
        else:
            self.focus_previous()

    @on(Click, "#stop")
    def action_stop(self) -> None:
        """Read when to stop and see somebody."""
        self.post_message(Open(Place.ABOUT, "stop"))

    def action_close(self) -> None:
        """Keep what was added and leave."""
        self._amend()
        self.dismiss()

    def on_unmount(self) -> None:
        """Keep what was added, even if the program ends here."""
        self._amend()

    @property
    def _hurts(self) -> bool:
        """True if the pain makes the next time easier."""
        record = self._amended
        return record is not None and record.pain is not None and record.pain >= MUCH_PAIN

    def _ask(self) -> list[Standing]:
        """Return the places on the ladders after the session, as amended."""
        return with_ladder(self._standings_after(self._amended)) if self._standings_after and self._amended else []

    def _draw_next(self) -> None:
        """Show what the next time asks for; with pain, also that it is easier, and where to read more."""
        narrow, width = self.size.width < NARROW, self.query_one("#next").content_size.width
        self.set_class(self._hurts, "-hurting")
        if width and self._next:
            lines = (next_brief if self.has_class("-low") else next_lines)(self._next, width)
            self.query_one("#next", Static).update(Content("\n").join(lines))
        if self._hurts:
            easier = any(standing.move is Move.DOWN for standing in self._next)
            said = pain_words(width, easier=easier)
            words = [said] if narrow else [said, f"{shown_key(self, 'summary.stop')}: {WHEN_TO_STOP}"]
            self.query_one("#stop", Static).update(Content(" ").join(map(Content, words)))

    def _amend(self) -> None:
        record, amended = self._session_runner.saver.record, self._amended
        if record and amended and amended != record:
            self._amended = replace(amended, rev=record.rev + 1)
            self._session_runner.saver.amend(self._amended)
        elif record and self._session_runner.saver.problem:
            self._session_runner.saver.amend(record)


class Stop(Tooltips, Static):
    """Say what pain changes, and lead to the page about stopping."""

    def tip(self, at: Offset) -> str:
        """Say what a click does."""
        return command_words(self.screen, "summary.stop")
