"""The first screen: the week, and a session ready for today that one key starts."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from ankle_tui.core.weeks.outline import DigestOutline
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.home.options import OPTIONS, HomeOptions
from ankle_tui.ui.home.question_line import QuestionLine
from ankle_tui.ui.home.rows import ASKS_FROM, BROAD, FRAMED, LOW, HomeBoard, TodayRow, heading, is_framed
from ankle_tui.ui.home.start_button import StartButton
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.keys.names import key_of
from ankle_tui.ui.messages import COACHED, Open, Place, TestsPutOff
from ankle_tui.ui.widgets.keybar import BindingBar
from ankle_tui.ui.widgets.line import TopLine
from ankle_tui.ui.widgets.panel import NARROW
from ankle_tui.ui.wording.day_words import ahead_words

if TYPE_CHECKING:
    from ankle_tui.core.session.plan import Plan
    from ankle_tui.ui.home.desk import HomeDesk, HomeSources

UNKNOWN_AHEAD = {"answer", "routine", "put_off", "forget_notices", "scroll_notices"}
"""Actions of which nobody knows before the history is read if there is anything to use them on."""
WITHOUT_COACH = {f"open('{place.name}')" for place in Place if place not in COACHED}
"""Actions that need the history, but nothing that the coach makes of it."""
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


class HomeScreen(BaseScreen[None]):
    """The week, and today's session; until the history is read, the week alone.

    It lays out the widgets and passes commands on: what they do, and all that is drawn from the history, is for the desk,
    which is loaded once the first frame stands.

    Args:
        settings: Gives the current settings.
        today: Gives the training day.
        ahead: How the weeks stand before the history is read; None if it is read already.
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

        plan: "Plan"

    def __init__(
        self, settings: Callable[[], Settings], today: Callable[[], dt.date], ahead: DigestOutline | None = None
    ) -> None:
        super().__init__()
        self._question = QuestionLine(id="asks")
        self._settings = settings
        self._training_day = today
        self._ahead = ahead
        self._desk: HomeDesk | None = None

    @property
    def waits(self) -> bool:
        """True until the history is read, then while the coach looks at it."""
        return self._desk is None or self._desk.waits

    @property
    def desk(self) -> "HomeDesk":
        """What draws from the history; asked for only once it is read."""
        if self._desk is None:
            raise RuntimeError("the history is not read yet")
        return self._desk

    def set_up(self, sources: "HomeSources", notices: Sequence[str] = ()) -> None:
        """Show everything from now on.

        Args:
            sources: Where it comes from.
            notices: Lines for the runner.
        """
        from ankle_tui.ui.home.desk import HomeDesk  # noqa: PLC0415 - not on the way to the first frame

        self.at_once = WITHOUT_COACH
        self._desk = HomeDesk(
            self, sources, self._settings, question=self._question, shown_key=self.shown_key, notices=notices
        )
        self.set_class(bool(self._desk.notices), "-noticing", update=self.is_mounted)

    async def draw_opened(self) -> None:
        """Draw in place what is known now."""
        self.hold_paint()
        if self.desk.notices:
            await self.query_one("#page").mount(self.desk.notice_box(), before=0)
        await self.query_one(TodayRow).put(self.desk.picker)
        self.desk.picker.focus()
        self.show_days()
        self.desk.draw_session()
        self.paint_whole()

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield TopLine("ankle", id="top")
        with Vertical(id="page"):
            if self._desk and self._desk.notices:
                yield self._desk.notice_box()
            yield HomeBoard(id="board")
            yield self._question
            yield TodayRow(self._desk.picker if self._desk else None, id="today")
            yield HomeOptions(id="choices")
            yield StartButton(self._own_key("start") or "↵", id="start", tooltip="Start")
        yield BindingBar(*FIRST_KEYS, apart=[f"home.{name}" for name in OPTIONS])

    def on_compose(self) -> None:
        """Find the question due before the widgets are styled."""
        self.set_class(self._desk.will_ask() if self._desk else self._will_ask, "-asking", update=False)

    def on_mount(self) -> None:
        """Offer the ready-made session."""
        self.show_days()
        if self._desk:
            self._desk.picker.focus()

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
        if self._desk:
            self._desk.draw_session()
        self.read_keys()

    @property
    def plan(self) -> "Plan | None":
        """The session as it is chosen, or None if nothing is."""
        return self.desk.plan

    def show_days(self) -> None:
        """Show the day and the week, as far as they are known."""
        if self._desk:
            self._desk.show_days()
        elif self._ahead:
            self._show_ahead(self._ahead)

    def _show_ahead(self, ahead: DigestOutline) -> None:
        framed = is_framed(self.app.size)
        today, room = heading(self._training_day(), self.app.size.width)
        self.query_one("#top", TopLine).head("ankle", today, ahead_words(ahead, framed=framed, room=room))
        self.query_one(HomeBoard).show_ahead(ahead, streaks=self._settings().streaks)
        self.query_one(StartButton).offer(again=ahead.last == ahead.today)
        if self._will_ask:
            self._question.wait()

    def show_unfinished(self, count: int) -> None:
        """Say how many sessions were put off.

        Args:
            count: Their number.
        """
        self.desk.show_unfinished(count)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer commands only while there is something to use them on."""
        if self._desk:
            return self._desk.check_action(action, parameters)
        return action not in UNKNOWN_AHEAD and parameters != (Place.UNFINISHED.name,)

    def on_exercise_picker_changed(self) -> None:
        """Show the size of the session, and the exercise under the cursor."""
        self.desk.draw_session()

    @on(StartButton.Pressed)
    def action_start(self) -> None:
        """Begin the session."""
        if plan := self.desk.start():
            self.post_message(self.Start(plan))

    def action_forget_notices(self) -> None:
        """Remove the notices."""
        self.desk.forget_notices()

    def action_scroll_notices(self, pages: int) -> None:
        """Scroll a notice that a small terminal has no room for."""
        for notices in self.query("#notices"):
            notices.scroll_relative(y=pages * notices.size.height, animate=False)

    def action_context(self) -> None:
        """Say what the session follows."""
        self.desk.next_context()

    def action_answer(self, answer: str) -> None:
        """Answer the question."""
        self.desk.take_answer(answer)

    def action_minutes(self) -> None:
        """Change the time for the session."""
        self.desk.next_minutes()

    def action_feel(self) -> None:
        """Say how ankles and legs feel."""
        self.desk.next_feel()

    def action_cooldown(self) -> None:
        """Take the cooldown into the session, or leave it out."""
        self.desk.toggle_cooldown()

    def action_routine(self) -> None:
        """Take the next session of the runner's own."""
        self.desk.next_routine()

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
        self.action_open(Place.TESTS.name, self.desk.state.wishes.feel.value)

    def action_put_off(self) -> None:
        """Be offered the self-tests in a week."""
        self.post_message(TestsPutOff())

    def action_information(self) -> None:
        """Read why and how to train; with pain, when to stop."""
        self.action_open(Place.ABOUT.name, "stop" if self.desk.state.wishes.feel == "pain" else "")

    def action_library(self) -> None:
        """Read about the exercise under the cursor."""
        self.action_open(Place.EXERCISES.name, self.desk.picker.current.exercise.id)

    def shown_key(self, name: str) -> str:
        """Name the key of a command of this screen."""
        return key_of(self._settings().keys, f"home.{name}")

    def _own_key(self, name: str) -> str:
        """Name the key the runner has given a command; empty for the usual one."""
        return self.shown_key(name) if f"home.{name}" in self._settings().keys else ""

    @property
    def _will_ask(self) -> bool:
        """True if something will be asked once the history is read: about a run, unless something more important is due."""
        ahead = self._ahead
        return self.app.size.height >= ASKS_FROM and ahead is not None and ahead.day(ahead.today).kind is None
