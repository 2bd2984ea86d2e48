"""Show a session that is already saved; touches, effort, pain and a note can be added."""

from collections.abc import Callable, Container, Mapping, Sequence
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
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.services.session_runner import SessionRunner
from ankle_tui.ui.answers.answers import Answers
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.messages import HistoryChanged, Open, Place
from ankle_tui.ui.summary.done_panel import done_lines
from ankle_tui.ui.summary.figures import big_figures, figure_lines, week_lines
from ankle_tui.ui.summary.next_time import next_lines, with_ladder
from ankle_tui.ui.summary.summary_display import DoneExercise, work_done
from ankle_tui.ui.summary.summary_wording import (
    COPIED,
    WHEN_TO_STOP,
    best_words,
    copied_text,
    figure_words,
    moment_words,
    pain_words,
    place_words,
    saved_words,
    what_comes,
    what_happened,
)
from ankle_tui.ui.widgets.keybar import BindingBar, shown_key
from ankle_tui.ui.widgets.line import TopLine
from ankle_tui.ui.widgets.note import Note
from ankle_tui.ui.widgets.panel import NARROW, Panel, margin
from ankle_tui.ui.widgets.tooltips import Tooltips, command_words
from ankle_tui.ui.wording.day_words import UNKNOWN

SMALL = (72, 20)
"""Columns and rows below which everything stands in one column to scroll."""
TINY = 38
"""Columns below which there is no scrollbar."""
WIDE, TALL = 110, 32
"""Columns and rows from which there is air between everything."""


class SummaryScreen(BaseScreen[None]):
    """The end of a session.

    Args:
        session_runner: The session, ended and kept.
        names: The name of every exercise by its id.
        bests: The personal bests in it.
        after: Gives the places on the ladders after it, or None while they are worked out; None shows none.
        legs: The legs whose touches to ask about.
        week: The days with the session among them; None shows no week.
        streaks: True to show weeks in a row.
        holds: Ids of the exercises with holds on one leg.
    """

    CSS_PATH = ["screen.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-normal"), (WIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-usual"), (TALL, "-tall")]
    BINDINGS = bindings("summary")

    def __init__(
        self,
        session_runner: SessionRunner,
        names: Mapping[str, str],
        bests: Sequence[Best] = (),
        *,
        after: Callable[[SessionRecord], Sequence[Standing] | None] | None = None,
        legs: Sequence[Side] = (),
        week: Calendar | None = None,
        streaks: bool = True,
        holds: Container[str] = (),
    ) -> None:
        super().__init__()
        self._session_runner = session_runner
        self._names = names
        self._bests = bests
        self._standings_after = after
        self._legs = legs
        self._week, self._streaks, self._holds = week, streaks, holds
        self._amended = session_runner.saver.record
        self._next: Sequence[Standing] = ()
        self._waits_for_next = False
        """True while what comes next is worked out."""
        self._ask()

    @property
    def _result(self) -> SessionRecord | None:
        """The session with the answers so far, or None if nothing was done."""
        return self._amended or self._session_runner.saver.result

    def compose(self) -> ComposeResult:
        """Lay out the sentence and the figures, what was done beside what comes, and the fields."""
        record = self._session_runner.saver.record
        yield TopLine(id="title")
        with VerticalScroll(id="body", can_focus=False), Vertical(id="frame"):
            yield Static(id="said")
            yield Static(id="comes")
            yield Stop(id="stop")
            yield Static(id="figures")
            if record:
                with Questions(id="how"):
                    yield Answers(record, self._legs, touches_first=self._asks_touches)
                    yield Note(id="note")
            with Vertical(id="panels"):
                if self._next or self._waits_for_next:
                    yield Lines(id="next")
                yield Lines(id="report")
        yield BindingBar("summary.close", "summary.copy", "summary.stop")

    def on_mount(self) -> None:
        """Check every second whether the session has been saved."""
        if not self._session_runner.demo:
            self.set_interval(1.0, self.look_at_disk)

    def on_resize(self) -> None:
        """Use the room there is."""
        self.set_class(self._small, "-small")
        self.set_class(self.size.width < NARROW, "-thin")
        self.set_class(self.size.width < TINY, "-tiny")
        self.look_at_disk()
        self.call_after_refresh(self._draw)

    @on(HistoryChanged)
    def look_again(self) -> None:
        """Show what comes next, if that was not worked out yet, and what is on disk."""
        if self._waits_for_next:
            self._ask()
            self._follow_next()
            self._draw()
        self.look_at_disk()

    def _follow_next(self) -> None:
        """Once it is known what comes, show it only if there is anything, and ask first for what it waits for."""
        if self._waits_for_next:
            return
        if not self._next:
            self.query("#next").remove()
        if self._asks_touches:
            self.query_one(Answers).put_touches_first()
        self.read_keys()

    def look_at_disk(self) -> None:
        """Say whether the session is in the history."""
        self._session_runner.say_saved()
        result, saved = self._session_runner.saver.result, saved_words(self._session_runner)
        when = moment_words(result.ended_at) if result else ""
        place = place_words(result)
        fits = len(place) + len(when) + len(saved) + 12 <= self.size.width
        self.query_one("#title", TopLine).head(place, *((when, saved) if fits else (saved, "")))

    @on(Answers.Changed)
    def add_answers(self, event: Answers.Changed) -> None:
        """Add the answers, which may make the next time easier or harder."""
        self._amended = self._amended and event.answers.given(self._amended)
        self._ask()
        self._draw()
        self.read_keys()

    @on(Input.Changed, "#note")
    def add_note(self, event: Input.Changed) -> None:
        """Add a note."""
        self._amended = self._amended and replace(self._amended, note=event.value.strip())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer the page about stopping only with pain, and other fields only if there are any."""
        if action in {"field", "note"}:
            return self._session_runner.saver.record is not None
        if action == "copy":
            return self._result is not None and not self._waits_for_next
        return action != "stop" or self._hurts

    def action_field(self, by: int) -> None:
        """Go to the next field, or the one before."""
        if by > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_note(self) -> None:
        """Go to the note."""
        self.query_one(Note).focus()

    def action_copy(self) -> None:
        """Copy the summary as text, through the terminal."""
        result = self._result
        if result is None:
            return
        figures = figure_words(result, self._week)
        self.app.copy_to_clipboard(
            copied_text(result, self._sentences(result), figures, self._done(result), self._next)
        )
        self.notify(COPIED, markup=False)

    @on(Click, "#stop")
    def action_stop(self) -> None:
        """Read when to stop and see somebody."""
        self.post_message(Open(Place.ABOUT, "stop"))

    def action_close(self) -> None:
        """Keep what was added and leave; nothing more is said of the session."""
        self._session_runner.hush()
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

    @property
    def _asks_touches(self) -> bool:
        """True if a harder variation waits for the touches."""
        return any(each.asks_touches for each in self._next)

    def _ask(self) -> None:
        """Ask for the places on the ladders after the session, as amended; a note changes nothing there."""
        asked = self._amended and replace(self._amended, note="")
        found = self._standings_after(asked) if self._standings_after and asked else ()
        self._waits_for_next = found is None
        self._next = with_ladder(found or ())

    def _sentences(self, result: SessionRecord) -> tuple[str, str]:
        coming = "" if self._waits_for_next else what_comes(self._next)
        return what_happened(result, self._legs, self._bests), coming

    def _done(self, result: SessionRecord) -> tuple[DoneExercise, ...]:
        return work_done(result, self._names, self._holds)

    def _draw(self) -> None:
        """Draw everything that depends on the answers or on the size."""
        result = self._result
        if result is None or not self.is_attached:
            return
        said, comes = self._sentences(result)
        for name, words in (("said", said), ("comes", UNKNOWN if self._waits_for_next else comes)):
            line = self.query_one(f"#{name}", Static)
            line.update(Content(words))
            line.set_class(not words, "-empty")
        self._draw_figures(result)
        self._draw_stop()
        self._draw_panels(result)

    @property
    def _small(self) -> bool:
        return self.size.width < SMALL[0] or self.size.height < SMALL[1]

    def _draw_figures(self, result: SessionRecord) -> None:
        """Show minutes, sets and week: large, or in one line."""
        figures, width = self.query_one("#figures", Static), self.query_one("#figures").content_size.width
        if self._small:
            figures.update(Content.styled(figure_words(result, self._week, width), "$quiet"))
            return
        rows = 5 if self.size.height >= TALL else 3
        cell = 5 if self.size.width >= WIDE else 3
        days = week_lines(self._week, cell, streaks=self._streaks) if self._week else []
        figures.update(Content("\n").join(figure_lines(big_figures(result, self._week), days, width, rows)))

    def _draw_stop(self) -> None:
        """With much pain, say what it changes and where to read more."""
        self.set_class(self._hurts, "-hurting")
        stop, width = self.query_one(Stop), self.size.width - 2 * margin(self.size.width)
        easier = any(standing.move is Move.DOWN for standing in self._next)
        said, more = pain_words(width, easier=easier), f"{shown_key(self, 'summary.stop')}: {WHEN_TO_STOP}"
        stop.update(Content(f"{said} {more}" if len(said) + len(more) < width else said))

    def _draw_panels(self, result: SessionRecord) -> None:
        """Show what was done and what comes, as fully as there is room for."""
        done, tall = self._done(result), self.size.height >= TALL
        report, coming = self.query_one("#report", Lines), self.query("#next").results(Lines)
        apart = tall and self.size.width >= WIDE
        lines = done_lines(done, report.content_width, apart=apart)
        most = (
            100
            if self._small
            else self._share_rows(max(len(lines), 3 * len(self._next) - 1 if apart else 2 * len(self._next)))
        )
        if len(lines) > most:
            lines = done_lines(done, report.content_width, most=most)
        report.draw("Today", lines, _pill(best_words(self._bests, self._names, report.size.width - 12)))
        for each in coming:
            lines = next_lines(self._next, each.content_width, most=most, apart=apart)
            each.draw("Next time", [Content.styled(UNKNOWN, "$quiet")] if self._waits_for_next else lines)

    def _share_rows(self, wanted: int) -> int:
        """Give the panels the rows they want, and the fields the others, but never less than three of theirs.

        Returns:
            Lines there are in the panels.
        """
        how, tall = self.query("#how"), self.size.height >= TALL
        free = self.size.height - (14 if tall else 10)  # without title, sentences, figures, keys and the air between
        fields = sum(answers.rows for answers in self.query(Answers)) + 1
        least = (fields if tall else min(fields, 3)) + 2 if how else 0
        rows = max(4, min(wanted + 2 + tall, free - least))
        roomy = tall and free - rows > 2 * fields
        self.set_class(roomy, "-roomy")
        self.query_one("#panels").styles.height = rows
        for each in how:
            each.styles.height = height = max(least, min(2 * fields + 1 if roomy else fields + 2, free - rows))
            each.styles.margin = (0, 0, max(0, free - rows - height - 1), 0)
        return rows - 2

    def _amend(self) -> None:
        record, amended = self._session_runner.saver.record, self._amended
        if record and amended and amended != record:
            self._amended = replace(amended, rev=record.rev + 1)
            self._session_runner.saver.amend(self._amended)
        elif record and self._session_runner.saver.problem:
            self._session_runner.saver.amend(record)


def _pill(words: str) -> Content:
    """Fill a few words, to stand in a border."""
    return Content.styled(f" {words} ", "bold $background on $text-success") if words else Content("")


class Lines(Panel, VerticalScroll, can_focus=False):
    """A panel with lines of text.

    Args:
        id: Its id.
    """

    def compose(self) -> ComposeResult:
        """Hold the lines."""
        yield Static()

    @property
    def content_width(self) -> int:
        """Cells of a line."""
        return max(1, self.scrollable_content_region.width)

    def draw(self, title: str, lines: Sequence[Content], result: Content | str = "") -> None:
        """Show other lines; without a border the title is the first one.

        Args:
            title: Names the panel.
            lines: The lines.
            result: Stands in the border.
        """
        self.frame(title, result)
        heading = [] if self.is_framed else [Content.assemble((title, "bold"), "  " if result else "", result)]
        self.query_one(Static).update(Content("\n").join([*heading, *lines]))

    @property
    def text(self) -> list[str]:
        """The lines as plain text."""
        return str(self.query_one(Static).render()).splitlines()


class Questions(Panel, VerticalScroll, can_focus=False):
    """The fields, in a panel that always has the focus."""

    acts = ("summary.next", "summary.note")

    def on_mount(self) -> None:
        """Name the panel."""
        self.add_class("-active")
        self.frame("How was it?")


class Stop(Tooltips, Static):
    """Say what pain changes, and lead to the page about stopping."""

    def tip(self, at: Offset) -> str:
        """Say what a click does."""
        return command_words(self.screen, "summary.stop")
