"""The desk of Home: today's session and what the keys do with it, once the history is read."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.history.day_marks import DayKind
from ankle_tui.core.history.records import Feel
from ankle_tui.core.session.plan import Plan
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.services.coach import Coach
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.home.home_state import ANSWERS, Asks, HomeState, cooldown_part
from ankle_tui.ui.home.home_wording import (
    NOT_SAVED,
    about_lines,
    advice_words,
    aside_words,
    due_piece,
    note_words,
    option_list,
    unfinished_words,
    waiting_piece,
)
from ankle_tui.ui.home.options import HomeOptions
from ankle_tui.ui.home.question_line import QuestionLine
from ankle_tui.ui.home.rows import ASKS_FROM, LOW, HomeBoard, TodayRow, heading, is_framed
from ankle_tui.ui.home.start_button import StartButton
from ankle_tui.ui.messages import Amended, DaysMarked, Place
from ankle_tui.ui.widgets.exercise_picker import ExercisePicker, Fold
from ankle_tui.ui.widgets.keybar import BindingBar
from ankle_tui.ui.widgets.line import TopLine
from ankle_tui.ui.widgets.panel import NARROW
from ankle_tui.ui.widgets.selection import Selection
from ankle_tui.ui.wording.choice_words import choose_first_words
from ankle_tui.ui.wording.day_words import UNKNOWN
from ankle_tui.ui.wording.text import shown, trouble_words


class HomeSources(NamedTuple):
    """Where Home has everything from, once the history is read.

    Attributes:
        catalogue: The exercises.
        read: Gives the current calendar.
        coach: Gives the coach.
        is_ready: True if the coach answers at once.
        trouble: Says in one line why a change is not on disk, or nothing.
        due: Says in a few words which self-tests are due to somebody who feels like that, or nothing.
    """

    catalogue: Catalogue
    read: Callable[[], Calendar]
    coach: Callable[[], Coach]
    is_ready: Callable[[], bool]
    trouble: Callable[[], str]
    due: Callable[[Feel], str]


class HomeDesk:
    """Own today's session; draw it on the screen and change it as its commands say.

    Args:
        screen: Home.
        sources: Where everything comes from.
        settings: Gives the current settings.
        question: Asks.
        shown_key: Names the key of a command of Home.
        notices: Lines for the runner.

    Attributes:
        state: The session as it would start now.
        picker: Draws it.
    """

    def __init__(
        self,
        screen: BaseScreen[None],
        sources: HomeSources,
        settings: Callable[[], Settings],
        *,
        question: QuestionLine,
        shown_key: Callable[[str], str],
        notices: Sequence[str],
    ) -> None:
        self._screen = screen
        self._catalogue, self._read, self._coach, self._is_ready, self._problem, self._due = sources
        self._settings = settings
        self._question = question
        self._shown_key = shown_key
        self.state = HomeState.of(settings())
        self._unfinished = 0
        self.notices = "\n".join(map(shown, notices))
        folded = Fold(
            lambda: cooldown_part(self.state.toggle_cooldown(self._coach()).selection.chosen),
            self.toggle_cooldown,
            lambda: f"off: {shown_key('cooldown')} adds it",
        )
        self.picker = ExercisePicker(lambda: self.state.selection, self._edit, about=about_lines, fold=folded)

    def notice_box(self) -> VerticalScroll:
        """Make what shows the notices."""
        return VerticalScroll(Static(Content(self.notices)), id="notices", can_focus=False)

    def will_ask(self) -> bool:
        """True if something is asked or remarked, before the widgets are styled."""
        self._follow(self._read())
        return bool(self.state.asked or self._note())

    @property
    def waits(self) -> bool:
        """True while the coach looks at the sessions."""
        return not self._is_ready()

    @property
    def plan(self) -> Plan | None:
        """The session as it is chosen, or None if nothing is."""
        return self.state.plan(self._read(), self._coach())

    def show_days(self) -> None:
        """Show the day, the week and the advice; today's mark decides what a session follows."""
        calendar, framed = self._read(), is_framed(self._screen.app.size)
        self._follow(calendar)
        today, room = heading(calendar.today, self._screen.app.size.width)
        fact = aside_words(calendar, framed=framed, room=room)
        if self._unfinished:
            fact = unfinished_words(self._unfinished, self._shown_key("left-overs"))
        self._screen.query_one("#top", TopLine).head("ankle", today, NOT_SAVED if self._problem() else fact)
        if self.waits:
            self._wait(calendar)
            return
        renewed = self.state.renew(calendar, self._coach())
        if renewed is not self.state or self.picker.waits:
            self.state = renewed
            self.picker.show()
        due, opens = self._due(self.state.wishes.feel), self._shown_key("tests")
        due_line, waiting = due_piece(due, opens, self._shown_key("put-off")), waiting_piece(calendar, opens)
        self.state = replace(self.state, due=due_line, waits=waiting)
        self._show_question(calendar)
        self._draw_week(calendar)
        self._draw_choices()

    def _wait(self, calendar: Calendar) -> None:
        """Show days and week alone: the coach still looks at the sessions."""
        self._screen.query_one(HomeBoard).show(self.state, calendar, UNKNOWN)
        self._screen.query_one(HomeOptions).show(())
        self._screen.query_one(TodayRow).wait()
        if self._screen.has_class("-asking"):
            self._question.wait()

    def show_unfinished(self, count: int) -> None:
        """Say how many sessions were put off.

        Args:
            count: Their number.
        """
        self._unfinished = count
        self.show_days()
        self._screen.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """True while there is something to use a command on; the arguments are Textual's."""
        if parameters == (Place.UNFINISHED.name,):
            return bool(self._unfinished)
        if action == "answer":
            asked = self.state.asked
            later = parameters == ("later",)
            return asked is not None and parameters[0] in ANSWERS[asked.asks] and not (later and self.notices)
        if action in {"routine", "put_off"}:
            return bool(self._catalogue.routines if action == "routine" else self.state.due)
        return action not in {"forget_notices", "scroll_notices"} or bool(self.notices)

    def forget_notices(self) -> None:
        """Remove the notices."""
        if self.notices:
            self.notices = ""
            self._screen.query("#notices").remove()
            self._screen.remove_class("-noticing")
            self._screen.query_one(BindingBar).read()

    def draw_session(self) -> None:
        """Show the size of the session, and the exercise under the cursor."""
        if self.picker.waits:
            return
        calendar = self._read()
        self._screen.query_one(TodayRow).show(self.state, calendar, stop_key=self._shown_key("information"))
        self._draw_week(calendar)
        button = self._screen.query_one(StartButton)
        button.disabled = self.plan is None
        button.offer(again=bool(calendar.day(calendar.today).sessions))
        self._draw_choices()

    def start(self) -> Plan | None:
        """Return the session to begin; without one, ask for an exercise."""
        self.show_days()  # a change may have come in with the key
        if self.waits:
            return None
        plan = self.plan
        if plan is None:
            self.picker.frame(choose_first_words(self._settings().keys))
            self.picker.refresh()
        else:
            self.forget_notices()
        return plan

    def next_context(self) -> None:
        """Say what the session follows; on a day marked as a run or cross-training, by changing the mark."""
        calendar = self._read()
        self.state, mark = self.state.other_mark(calendar)
        if mark:
            self._screen.post_message(DaysMarked((mark,)))
            return
        self.state = self.state.next_context(calendar)
        self._show_question(calendar)
        self.draw_session()

    def take_answer(self, answer: str) -> None:
        """Answer the question; a run marks the day, no run records that it has no mark."""
        calendar, asked = self._read(), self.state.asked
        if asked and self._question.takes_answers(calendar.today):
            if asked.asks is Asks.RAN:
                kind = DayKind.RUN if answer == "ran" else None
                self._screen.post_message(DaysMarked((calendar.marked(calendar.today, kind),)))
            self.state, wanted = self.state.answered(answer)
            if asked.record and wanted:
                self._screen.post_message(Amended(asked.record, wanted))
        self.show_days()

    def next_minutes(self) -> None:
        """Change the time for the session, which is the coach's from then on."""
        self._adopt(self.state.next_minutes())

    def next_feel(self) -> None:
        """Say how ankles and legs feel."""
        self._adopt(self.state.next_feel())

    def toggle_cooldown(self) -> None:
        """Take the cooldown into the session, or leave it out."""
        self._adopt(self.state.toggle_cooldown(self._coach()))

    def next_routine(self) -> None:
        """Take the next session of the runner's own; after the last one, the coach's."""
        self._adopt(self.state.next_routine(self._catalogue.routines))

    def _follow(self, calendar: Calendar) -> None:
        """Follow settings and day, and ask what is due if there is room."""
        room = self._screen.app.size.height >= (LOW if self.notices else ASKS_FROM) and not self._problem()
        self.state = self.state.follow_settings(self._settings()).follow_day(calendar).ask(calendar, room=room)

    def _show_question(self, calendar: Calendar) -> None:
        """Show the question that is due, else what is worth a line, or nothing."""
        self._follow(calendar)
        narrow, asked = self._screen.app.size.width < NARROW, self.state.asked
        note = self._note()
        if self._question.show(asked, calendar.today, narrow=narrow, shown_key=self._shown_key, note=note):
            self._screen.set_class(bool(asked or note), "-asking", update=False)
            self._screen.app.stylesheet.update_nodes((self._question,))  # nothing else depends on it
            self._screen.refresh_bindings()

    def _note(self) -> str:
        """What is worth a line while nothing is asked."""
        if problem := self._problem():
            return trouble_words(problem)
        return note_words(self.state) if self._screen.app.size.height >= LOW else ""

    def _edit(self, selection: Selection) -> None:
        self.state = self.state.edit(selection)

    def _adopt(self, state: HomeState) -> None:
        """Draw another session."""
        if state is not self.state:
            self.state = state
            self.picker.refresh()
            self.show_days()
            self.draw_session()

    def _draw_week(self, calendar: Calendar) -> None:
        """Show this week, with today's advice."""
        advice = advice_words(self.state, calendar, stop_key=self._shown_key("information"))
        self._screen.query_one(HomeBoard).show(self.state, calendar, advice)

    def _draw_choices(self) -> None:
        options = option_list(self.state, routines=bool(self._catalogue.routines), shown_key=self._shown_key)
        self._screen.query_one(HomeOptions).show(options)
