"""The first screen: how the week stands, and a session ready for today, which one key starts."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Button, Static

from ankle_tui.core.advice import advice
from ankle_tui.core.calendar import Calendar
from ankle_tui.core.catalogue import Catalogue
from ankle_tui.core.coach import suggest
from ankle_tui.core.exercise import Context, Level, Side
from ankle_tui.core.plan import Choice, Plan, build_plan
from ankle_tui.core.words import context_words, day_words, minutes_words
from ankle_tui.ui.days import LEGEND, count_words, joined, risk_words, short_date_words, streak_words
from ankle_tui.ui.text import shown, trouble_words
from ankle_tui.ui.widgets.keybar import BindingBar
from ankle_tui.ui.widgets.line import Line
from ankle_tui.ui.widgets.picker import Picker
from ankle_tui.ui.widgets.week import WeekBoard

__all__ = ["HomeScreen"]

NARROW = 60
"""Columns below which dates and lines are short."""


class HomeScreen(Screen[None]):
    """The week, and today's session.

    Args:
        catalogue: The exercises.
        level: Where each ladder starts.
        first_side: The leg that starts.
        read: Gives the days as they stand now.
        streaks: Whether streaks are shown.
        trouble: Why a change is not on the disk, in one line, or empty.
        notices: What the runner should know, a line each.
    """

    BINDINGS = [
        Binding("enter", "start", "start", id="home.start", key_display="enter"),
        Binding("escape", "forget_notices", "close", id="home.forget-notices", key_display="esc"),
        Binding("l", "level", "level", id="home.level"),
        Binding("c", "context", "context", id="home.context"),
        Binding("d", "mark", "day", id="home.mark", tooltip="Say what today was: a run, a rest day"),
        Binding("w", "calendar", "weeks", id="home.calendar"),
        Binding("h", "history", "history", id="home.history"),
        Binding("p", "progress", "progress", id="home.progress"),
        Binding("i", "library", "exercises", id="home.library"),
        Binding("o", "information", "about", id="home.information", tooltip="Why, how often, when to stop"),
        Binding("u", "left_overs", "unfinished", id="home.left-overs"),
        Binding("q", "app.quit", "quit", id="home.quit"),
        Binding("pagedown", "scroll_notices(1)", "More of the notice", show=False, priority=True),
        Binding("pageup", "scroll_notices(-1)", "Less of the notice", show=False, priority=True),
        Binding("question_mark", "app.keys_help", "keys", id="home.keys", key_display="?"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (15, "-middle"), (22, "-high"), (30, "-roomy")]

    @dataclass
    class Start(Message):
        """The runner wants to begin.

        Attributes:
            plan: What to do.
        """

        plan: Plan

    class OpenLeftOvers(Message):
        """The runner wants to be asked again about what was not finished."""

    class MarkToday(Message):
        """The runner wants to say what today was."""

    class OpenCalendar(Message):
        """The runner wants to see all weeks."""

    class OpenHistory(Message):
        """The runner wants to see what was done."""

    class OpenProgress(Message):
        """The runner wants to see what the training has done."""

    class OpenInformation(Message):
        """The runner wants to read why and how to train."""

    @dataclass
    class OpenLibrary(Message):
        """The runner wants to read about an exercise.

        Attributes:
            exercise: Its id.
        """

        exercise: str

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        level: Level,
        first_side: Side,
        read: Callable[[], Calendar],
        streaks: bool = True,
        trouble: Callable[[], str] = str,
        notices: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._level = level
        self._first_side = first_side
        self._after = Context.POST_RUN
        """What the session follows."""
        self._chosen_on: dt.date | None = None
        """The day for which the runner has said by hand what the session follows."""
        self._read = read
        self._streaks = streaks
        self._problem = trouble
        self._unfinished = 0
        self._notices = "\n".join(map(shown, notices))

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        with Horizontal(id="top"):
            yield Line(id="day")
            yield Line(id="last")
        with Vertical(id="body"):
            if self._notices:
                with VerticalScroll(id="notices", can_focus=False):
                    yield Static(Content(self._notices))
            with Vertical(id="frame"):
                yield WeekBoard(id="week")
                yield Line("  ".join(LEGEND), id="legend")
                yield Line(id="advice")
                yield Line(id="ready")
                with VerticalScroll(id="list", can_focus=False):
                    yield Picker(id="picker")
                yield Line(id="about")
                with Horizontal(id="foot"):
                    with Horizontal(id="choices"):
                        yield Button(id="level", compact=True)
                        yield Button(id="context", compact=True)
                    yield Button("Start  ↵", id="start", variant="success")
        yield BindingBar(
            "home.forget-notices",
            "home.start",
            "picker.take",
            "picker.more",
            "picker.more-sets",
            "home.mark",
            "home.calendar",
            "home.history",
            "home.progress",
            "home.quit",
        )

    def on_mount(self) -> None:
        """Offer the ready-made session."""
        self.set_class(bool(self._notices), "-noticing")
        self._offer()
        self.show_days()
        for button in self.query(Button):
            button.can_focus = False  # each has a key; Enter is for starting
        self.query_one(Picker).focus()

    def on_screen_resume(self) -> None:
        """Show the days as they are now: the program may have stood open overnight."""
        self.show_days()
        bar = self.query_one(BindingBar)
        bar.call_after_refresh(bar.read)

    def on_resize(self) -> None:
        """Use the room there is."""
        self.show_days()

    @property
    def plan(self) -> Plan | None:
        """The session as it is chosen, or None when nothing is."""
        chosen = self.query_one(Picker).chosen
        if not chosen:
            return None
        return build_plan(chosen, level=self._level, context=self._after, first_side=self._first_side)

    def show_days(self) -> None:
        """Say what day it is, how the week stands and what is sensible; today's mark tells what a session follows."""
        calendar, narrow = self._read(), self.size.width < NARROW
        today, risk = calendar.today, risk_words(calendar)
        self.query_one("#day", Line).show(short_date_words(today) if narrow else day_words(today))
        last = f"last: {day_words(calendar.last)}" if calendar.last else ""
        if narrow:
            last = joined([risk], self.size.width - 2 - len(short_date_words(today)) - 1)
        if self._unfinished:
            last = f"{self._unfinished} not finished: u"
        problem = self._problem()
        self.query_one("#last", Line).show("not saved yet" if problem else last)
        pieces = [
            count_words(calendar),
            *([streak_words(calendar)] if self._streaks else []),
            *([] if narrow else [risk]),
        ]
        self.query_one(WeekBoard).show(calendar, pieces)
        self.query_one("#advice", Line).show(trouble_words(problem) if problem else advice(calendar))
        if self._chosen_on != today:
            self._after = calendar.context or Context.POST_RUN
        self._draw_choices()

    def show_unfinished(self, count: int) -> None:
        """Say how many sessions were put off.

        Args:
            count: So many.
        """
        self._unfinished = count
        self.show_days()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer to read and to close the notices, and to go on with a session, only while there are any."""
        if action == "left_overs":
            return bool(self._unfinished)
        return action not in {"forget_notices", "scroll_notices"} or bool(self._notices)

    def action_forget_notices(self) -> None:
        """Take the notices away: they have been read, or will not be."""
        if self._notices:
            self._notices = ""
            self.query("#notices").remove()
            self.remove_class("-noticing")
            self.query_one(BindingBar).read()

    def action_scroll_notices(self, pages: int) -> None:
        """Read on in a notice that a small terminal has no room for."""
        for notices in self.query("#notices"):
            notices.scroll_relative(y=pages * notices.size.height, animate=False)

    @on(Picker.Changed)
    def draw_session(self) -> None:
        """Show what the session amounts to, and the exercise under the cursor."""
        picker, plan = self.query_one(Picker), self.plan
        count = len(picker.chosen)
        ready = (
            f"{count} exercise{'' if count == 1 else 's'} · {minutes_words(plan.seconds)}" if plan else "Nothing chosen"
        )
        self.query_one("#ready", Line).show(ready)
        self.query_one("#start", Button).disabled = plan is None
        self.query_one("#about", Line).show(_about(picker.current))

    def action_start(self) -> None:
        """Begin the session."""
        plan = self.plan
        if plan is None:
            self.query_one("#ready", Line).show("Choose an exercise first: space")
            return
        self.action_forget_notices()
        self.post_message(self.Start(plan))

    @on(Button.Pressed, "#start")
    def start_clicked(self) -> None:
        """Begin the session with the mouse."""
        self.action_start()

    @on(Button.Pressed, "#level")
    def action_level(self) -> None:
        """Take the other level and its ready-made session."""
        self._level = Level.EXPERIENCED if self._level is Level.BEGINNER else Level.BEGINNER
        self._offer()
        self._draw_choices()

    @on(Button.Pressed, "#context")
    def action_context(self) -> None:
        """Say what the session follows."""
        contexts = list(Context)
        self._after = contexts[(contexts.index(self._after) + 1) % len(contexts)]
        self._chosen_on = self._read().today
        self._draw_choices()

    def action_mark(self) -> None:
        """Say what today was."""
        self.action_forget_notices()
        self.post_message(self.MarkToday())

    @on(WeekBoard.Pressed)
    def action_calendar(self) -> None:
        """Show all weeks."""
        self.action_forget_notices()
        self.post_message(self.OpenCalendar())

    def action_left_overs(self) -> None:
        """Ask again about the sessions that were put off."""
        self.post_message(self.OpenLeftOvers())

    def action_history(self) -> None:
        """Show what was done."""
        self.action_forget_notices()
        self.post_message(self.OpenHistory())

    def action_progress(self) -> None:
        """Show what the training has done."""
        self.action_forget_notices()
        self.post_message(self.OpenProgress())

    def action_information(self) -> None:
        """Read why and how to train."""
        self.action_forget_notices()
        self.post_message(self.OpenInformation())

    def action_library(self) -> None:
        """Read about the exercise under the cursor."""
        self.action_forget_notices()
        self.post_message(self.OpenLibrary(self.query_one(Picker).current.exercise.id))

    def _offer(self) -> None:
        choices = [Choice.start(exercise, self._level) for exercise in self._catalogue]
        taken = [choice.exercise.id for choice in suggest(self._catalogue, self._level)]
        self.query_one(Picker).offer(choices, taken)

    def _draw_choices(self) -> None:
        labels = {"level": f"Level: {self._level.value}", "context": f"Today: {context_words(self._after)}"}
        for name, label in labels.items():
            button = self.query_one(f"#{name}", Button)
            button.label = label
            button.refresh(layout=True)  # a button keeps its first width, and a longer label would wrap out of sight


def _about(choice: Choice) -> str:
    needs = f" You need: {', '.join(choice.variation.equipment)}." if choice.variation.equipment else ""
    return f"{choice.exercise.trains}{needs}"
