"""The first screen: the week, and a session ready for today that one key starts."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.routine import Routine
from ankle_tui.core.formatting import day_words
from ankle_tui.core.history.day_marks import DayKind
from ankle_tui.core.history.records import Feel
from ankle_tui.core.session.plan import Plan
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import DigestOutline
from ankle_tui.services.coach import Coach
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.home.home_state import ANSWERS, Asks, HomeState, cooldown_part
from ankle_tui.ui.home.home_wording import (
    NOT_SAVED,
    about_lines,
    ahead_words,
    aside_words,
    due_piece,
    note_words,
    option_list,
    unfinished_words,
    waiting_piece,
)
from ankle_tui.ui.home.options import OPTIONS, HomeOptions
from ankle_tui.ui.home.question_line import QuestionLine
from ankle_tui.ui.home.rows import BROAD, FRAMED, LOW, HomeBoard, TodayRow, is_framed
from ankle_tui.ui.home.start_button import StartButton
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.keys.names import key_of
from ankle_tui.ui.messages import Amended, DaysMarked, Open, Place, TestsPutOff
from ankle_tui.ui.widgets.exercise_picker import ExercisePicker, Fold
from ankle_tui.ui.widgets.keybar import BindingBar
from ankle_tui.ui.widgets.line import TopLine
from ankle_tui.ui.widgets.panel import NARROW
from ankle_tui.ui.widgets.selection import Selection
from ankle_tui.ui.wording.choice_words import choose_first_words
from ankle_tui.ui.wording.day_words import short_date_words
from ankle_tui.ui.wording.text import shown, trouble_words

ASKS_FROM = 10
"""Rows from which there is room for a question."""
FIRST_KEYS = (
    "home.forget-notices",
    "home.start",
    "picker.take",
    "picker.more",
    "home.mark",
    "home.calendar",
    "home.history",
    "home.library",
    "home.settings",
    "home.quit",
    "home.information",
    "home.tests",
)
"""The commands to name first in the key bar."""


class HomeSources(NamedTuple):
    """Where Home has everything from, once the history is read.

    Attributes:
        catalogue: The exercises.
        read: Gives the current calendar.
        coach: Gives the coach.
        trouble: Says in one line why a change is not on disk, or nothing.
        due: Says in a few words which self-tests are due to somebody who feels like that, or nothing.
    """

    catalogue: Catalogue
    read: Callable[[], Calendar]
    coach: Callable[[], Coach]
    trouble: Callable[[], str] = str
    due: Callable[[Feel], str] = lambda _: ""


class HomeScreen(BaseScreen[None]):
    """The week, and today's session; until the history is read, the week alone.

    Args:
        settings: Gives the current settings.
        today: Gives the training day.
        ahead: How the weeks stand before the history is read, or None.
    """

    BINDINGS = bindings("home")
    HORIZONTAL_BREAKPOINTS = [
        (0, "-narrow"),
        (NARROW, "-normal"),
        (FRAMED[0], "-wide"),
        (BROAD[0], "-broad"),
        (120, "-vast"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-middle"), (FRAMED[1], "-high"), (36, "-roomy")]

    @dataclass
    class Start(Message):
        """The runner wants to begin.

        Attributes:
            plan: What to do.
        """

        plan: Plan

    def __init__(
        self,
        settings: Callable[[], Settings],
        today: Callable[[], dt.date],
        ahead: DigestOutline | None = None,
    ) -> None:
        super().__init__()
        self._settings = settings
        self._today = today
        self._ahead = ahead
        self._sources: HomeSources | None = None
        self._state = HomeState.of(settings())
        self._question = QuestionLine(id="asks")
        self._unfinished = 0
        self._notices = ""

    def open(self, sources: HomeSources, notices: Sequence[str] = ()) -> None:
        """Show everything from now on.

        Args:
            sources: Where it comes from.
            notices: Lines for the runner.
        """
        self._sources = sources
        self._notices = "\n".join(map(shown, notices))
        self.set_class(bool(notices), "-noticing", update=self.is_mounted)
        if not self.is_mounted:
            return
        if notices:
            self.query_one("#page").mount(self._notice_box(), before=0)
        self.show_days()
        self.draw_session()
        self.read_keys()

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield TopLine("ankle", id="top")
        with Vertical(id="page"):
            if self._notices:
                yield self._notice_box()
            yield HomeBoard(id="board")
            yield self._question
            folded = Fold(
                lambda: cooldown_part(self._state.toggle_cooldown(self._coach()).selection.chosen),
                self.action_cooldown,
                lambda: f"off: {self._key('cooldown')} adds it",
            )
            picker = ExercisePicker(lambda: self._state.selection, self._edit, about=about_lines, fold=folded)
            yield TodayRow(picker, id="today")
            yield HomeOptions(id="choices")
            yield StartButton(self._own_key("start") or "↵", id="start", tooltip="Start")
        yield BindingBar(*FIRST_KEYS, apart=[f"home.{name}" for name in OPTIONS])

    def on_compose(self) -> None:
        """Find the question due before the widgets are styled."""
        if self._sources:
            self._follow(self._read())
        asks = bool(self._state.asked or self._note()) if self._sources else self._will_ask
        self.set_class(asks, "-asking", update=False)

    def on_mount(self) -> None:
        """Offer the ready-made session."""
        self.show_days()
        self.query_one(ExercisePicker).focus()

    def on_screen_resume(self) -> None:
        """Show the current days: the program may have stood open overnight."""
        self.show_days()
        self.read_keys()

    def on_history_changed(self) -> None:
        """Show the current days; under another screen that waits, since nothing may hold up a test there."""
        if self.app.screen is self:
            self.show_days()

    def on_resize(self) -> None:
        """Use the room there is."""
        self.show_days()
        self.draw_session()
        self.read_keys()

    @property
    def plan(self) -> Plan | None:
        """The session as it is chosen, or None if nothing is."""
        return self._state.plan(self._read(), self._coach())

    def show_days(self) -> None:
        """Show the day, the week and the advice; today's mark decides what a session follows."""
        if self._sources is None:
            self._show_ahead()
            return
        calendar, framed = self._read(), is_framed(self.app.size)
        self._follow(calendar)
        today, room = self._heading(calendar.today)
        fact = aside_words(calendar, framed=framed, room=room)
        if self._unfinished:
            fact = unfinished_words(self._unfinished, self._key("left-overs"))
        self.query_one("#top", TopLine).head("ankle", today, NOT_SAVED if self._problem() else fact)
        renewed = self._state.renew(calendar, self._coach())
        if renewed is not self._state:
            self._state = renewed
            self.query_one(ExercisePicker).show()
        due, opens = self._known.due(self._state.wishes.feel), self._key("tests")
        due_line, waits = due_piece(due, opens, self._key("put-off")), waiting_piece(calendar, opens)
        self._state = replace(self._state, due=due_line, waits=waits)
        self._show_question(calendar)
        self._draw_week(calendar)
        self._draw_choices()

    def show_unfinished(self, count: int) -> None:
        """Say how many sessions were put off.

        Args:
            count: Their number.
        """
        self._unfinished = count
        self.show_days()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer commands only while there is something to use them on."""
        if self._sources is None:
            return action not in {"answer", "routine", "put_off", "forget_notices", "scroll_notices"} and (
                parameters != (Place.UNFINISHED.name,)
            )
        if parameters == (Place.UNFINISHED.name,):
            return bool(self._unfinished)
        if action == "answer":
            asked = self._state.asked
            later = parameters == ("later",)
            return asked is not None and parameters[0] in ANSWERS[asked.asks] and not (later and self._notices)
        if action in {"routine", "put_off"}:
            return bool(self._routines if action == "routine" else self._state.due)
        return action not in {"forget_notices", "scroll_notices"} or bool(self._notices)

    def action_forget_notices(self) -> None:
        """Remove the notices."""
        if self._notices:
            self._notices = ""
            self.query("#notices").remove()
            self.remove_class("-noticing")
            self.query_one(BindingBar).read()

    def action_scroll_notices(self, pages: int) -> None:
        """Scroll a notice that a small terminal has no room for."""
        for notices in self.query("#notices"):
            notices.scroll_relative(y=pages * notices.size.height, animate=False)

    @on(ExercisePicker.Changed)
    def draw_session(self) -> None:
        """Show the size of the session, and the exercise under the cursor."""
        if self._sources is None:
            return
        calendar = self._read()
        self.query_one(TodayRow).show(self._state, calendar, stop_key=self._key("information"))
        self._draw_week(calendar)
        button = self.query_one(StartButton)
        button.disabled = self.plan is None
        button.offer(again=bool(calendar.day(calendar.today).sessions))
        self._draw_choices()

    @on(StartButton.Pressed)
    def action_start(self) -> None:
        """Begin the session."""
        plan = self.plan
        if plan is None:
            self.query_one(ExercisePicker).frame(choose_first_words(self._settings().keys))
            self.query_one(ExercisePicker).refresh()
            return
        self.action_forget_notices()
        self.post_message(self.Start(plan))

    def action_context(self) -> None:
        """Say what the session follows; on a day marked as a run or cross-training, by changing the mark."""
        calendar = self._read()
        self._state, mark = self._state.other_mark(calendar)
        if mark:
            self.post_message(DaysMarked((mark,)))
            return
        self._state = self._state.next_context(calendar)
        self._show_question(calendar)
        self.draw_session()

    def action_answer(self, answer: str) -> None:
        """Answer the question; a run marks the day, no run records that it has no mark."""
        calendar, asked = self._read(), self._state.asked
        if asked and self._question.takes_answers(calendar.today):
            if asked.asks is Asks.RAN:
                kind = DayKind.RUN if answer == "ran" else None
                self.post_message(DaysMarked((calendar.marked(calendar.today, kind),)))
            self._state, wanted = self._state.answered(answer)
            if asked.record and wanted:
                self.post_message(Amended(asked.record, wanted))
        self.show_days()

    def action_minutes(self) -> None:
        """Change the time for the session, which is the coach's from then on."""
        self._adopt(self._state.next_minutes())

    def action_feel(self) -> None:
        """Say how ankles and legs feel."""
        self._adopt(self._state.next_feel())

    def action_cooldown(self) -> None:
        """Take the cooldown into the session, or leave it out."""
        self._adopt(self._state.toggle_cooldown(self._coach()))

    def action_routine(self) -> None:
        """Take the next session of the runner's own; after the last one, the coach's."""
        self._adopt(self._state.next_routine(self._routines))

    def action_open(self, place: str, what: str = "") -> None:
        """Go to another screen.

        Args:
            place: Name of a `Place`.
            what: What to show first there.
        """
        self.action_forget_notices()
        self.post_message(Open(Place[place], what))

    def action_tests(self) -> None:
        """Go to block and self-tests."""
        self.action_open(Place.TESTS.name, self._state.wishes.feel.value)

    def action_put_off(self) -> None:
        """Be offered the self-tests in a week."""
        self.post_message(TestsPutOff())

    def action_information(self) -> None:
        """Read why and how to train; with pain, when to stop."""
        self.action_open(Place.ABOUT.name, "stop" if self._state.wishes.feel is Feel.PAIN else "")

    def action_library(self) -> None:
        """Read about the exercise under the cursor."""
        self.action_open(Place.EXERCISES.name, self.query_one(ExercisePicker).current.exercise.id)

    @property
    def _known(self) -> HomeSources:
        """The sources; nothing that asks for them runs before they are there."""
        if self._sources is None:
            raise RuntimeError("the history is not read yet")
        return self._sources

    def _read(self) -> Calendar:
        return self._known.read()

    def _coach(self) -> Coach:
        return self._known.coach()

    def _problem(self) -> str:
        return self._known.trouble()

    @property
    def _routines(self) -> Sequence[Routine]:
        return self._known.catalogue.routines

    @property
    def _will_ask(self) -> bool:
        """True if something will be asked once the history is read: about a run, unless something more important is due."""
        ahead = self._ahead
        return self.app.size.height >= ASKS_FROM and ahead is not None and ahead.day(ahead.today).kind is None

    def _show_ahead(self) -> None:
        """Show what is known before the history is read."""
        ahead, framed = self._ahead, is_framed(self.app.size)
        today, room = self._heading(self._today())
        self.query_one("#top", TopLine).head("ankle", today, ahead_words(ahead, framed=framed, room=room))
        self.query_one(HomeBoard).show_ahead(ahead, streaks=self._settings().streaks)
        self.query_one(TodayRow).show_ahead()
        self.query_one(StartButton).offer(again=ahead is not None and ahead.last == ahead.today)
        if self._will_ask:
            self._question.wait()

    def _heading(self, today: dt.date) -> tuple[str, int]:
        """Name the day, and count the cells of the first line beside it."""
        width = self.app.size.width
        words = short_date_words(today) if width < NARROW else day_words(today)
        return words, width - cell_len(words) - 11

    def _notice_box(self) -> VerticalScroll:
        return VerticalScroll(Static(Content(self._notices)), id="notices", can_focus=False)

    def _follow(self, calendar: Calendar) -> None:
        """Follow settings and day, and ask what is due if there is room."""
        room = self.app.size.height >= (LOW if self._notices else ASKS_FROM) and not self._problem()
        self._state = self._state.follow_settings(self._settings()).follow_day(calendar).ask(calendar, room=room)

    def _show_question(self, calendar: Calendar) -> None:
        """Show the question that is due, else what is worth a line, or nothing."""
        self._follow(calendar)
        narrow, asked = self.app.size.width < NARROW, self._state.asked
        note = self._note()
        if self._question.show(asked, calendar.today, narrow=narrow, shown_key=self._key, note=note):
            self.set_class(bool(asked or note), "-asking", update=False)
            self.app.stylesheet.update_nodes((self._question,))  # nothing else depends on it
            self.refresh_bindings()

    def _note(self) -> str:
        """What is worth a line while nothing is asked."""
        if problem := self._problem():
            return trouble_words(problem)
        return note_words(self._state) if self.app.size.height >= LOW else ""

    def _edit(self, selection: Selection) -> None:
        self._state = self._state.edit(selection)

    def _adopt(self, state: HomeState) -> None:
        """Draw another session."""
        if state is not self._state:
            self._state = state
            self.query_one(ExercisePicker).refresh()
            self.show_days()
            self.draw_session()

    def _draw_week(self, calendar: Calendar) -> None:
        """Show this week, with today's advice."""
        self.query_one(HomeBoard).show(self._state, calendar, stop_key=self._key("information"))

    def _key(self, name: str) -> str:
        """Show the key of a command of this screen."""
        return key_of(self._settings().keys, f"home.{name}")

    def _own_key(self, name: str) -> str:
        """Show the key the runner has given a command; empty for the usual one."""
        return self._key(name) if f"home.{name}" in self._settings().keys else ""

    def _draw_choices(self) -> None:
        options = option_list(self._state, routines=bool(self._routines), shown_key=self._key)
        self.query_one(HomeOptions).show(options)
