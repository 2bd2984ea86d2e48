"""Show all weeks; a day opens to its session, and a recent one can be marked."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ankle_tui.core.formatting import counted
from ankle_tui.core.history.day_marks import MARKED_BACK
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.ui.base_screen import BaseScreen
from ankle_tui.ui.calendar.calendar_wording import (
    NOTHING_TO_OPEN,
    TOO_FAR_BACK,
    before_lines,
    day_lines,
    head_words,
    least_line,
    months_words,
    session_line,
    sets_lines,
    sums_line,
)
from ankle_tui.ui.calendar.heat_map import HeatMap
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.widgets.keybar import BindingBar
from ankle_tui.ui.widgets.line import TopLine
from ankle_tui.ui.widgets.option_list import OptionMenu
from ankle_tui.ui.widgets.panel import NARROW, Panel
from ankle_tui.ui.widgets.tooltips import command_words
from ankle_tui.ui.wording.day_words import date_words, wrapped
from ankle_tui.ui.wording.text import cut, trouble_words


class DayPanel(Panel, VerticalScroll, can_focus=False):
    """The day under the cursor."""

    acts = ("calendar.open", "calendar.mark")


class CalendarScreen(BaseScreen[None]):
    """The weeks, and the day under the cursor in words.

    Args:
        read: Gives the current calendar.
        names: The short name of every exercise by its id.
        streaks: True to show streaks.
        trouble: Says in one line why a change is not on disk, or nothing.
    """

    CSS_PATH = ["screen.tcss"]
    BINDINGS = bindings("calendar")
    AUTO_FOCUS = "HeatMap"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal")]
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (11, "-low"), (14, "-fair"), (16, "-middle"), (22, "-high"), (36, "-roomy")]

    @dataclass
    class MarkDay(Message):
        """The runner wants to say what a day was.

        Attributes:
            day: The day, which can still be marked.
        """

        day: dt.date

    @dataclass
    class OpenSession(Message):
        """The runner wants to see a session.

        Attributes:
            record: The session.
        """

        record: SessionRecord

    def __init__(
        self,
        read: Callable[[], Calendar],
        names: Mapping[str, str],
        *,
        streaks: bool = True,
        trouble: Callable[[], str] = str,
    ) -> None:
        super().__init__()
        self._trouble = trouble
        self._read = read
        self._names = names
        self._streaks = streaks

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield TopLine("Calendar", id="title")
        with Vertical(id="page"):
            yield HeatMap()
            with DayPanel(id="about"):
                yield Static(id="day")
                yield OptionMenu(does=lambda _: command_words(self, "calendar.open"))
                yield Static(id="more")
        yield BindingBar("calendar.back", "heat.week", "heat.day", "calendar.open", "calendar.mark", "heat.today")

    def on_mount(self) -> None:
        """Show the newest weeks, and today."""
        self.query_one(OptionMenu).can_focus = False
        self._look()

    def on_history_changed(self) -> None:
        """Follow the history; the cursor stays."""
        self._look()

    def on_screen_resume(self) -> None:
        """Show the current days: the program may have stood open overnight."""
        self._look()

    def on_resize(self) -> None:
        """Use the room there is."""
        self.call_after_refresh(self._draw)

    @on(HeatMap.Sized)
    @on(HeatMap.Moved)
    def draw_day(self) -> None:
        """Describe the day under the cursor."""
        self._draw()

    @on(HeatMap.Opened)
    def open_day(self) -> None:
        """Open the day that was clicked twice."""
        self.action_open()

    @on(OptionList.OptionSelected)
    def open_session(self, event: OptionList.OptionSelected) -> None:
        """Show a session of the day, if it is still there."""
        for session in self._sessions:
            if session.id == event.option_id:
                self.post_message(self.OpenSession(session))

    @property
    def _sessions(self) -> tuple[SessionRecord, ...]:
        return self._read().sessions(self.query_one(HeatMap).day)

    def action_open(self) -> None:
        """Open the session of the day, or let the runner choose one; without any, ask what the day was."""
        sessions, listing = self._sessions, self.query_one(OptionMenu)
        if listing.has_focus:
            listing.action_select()
        elif len(sessions) > 1:
            self.add_class("-choosing")
            listing.can_focus = True
            listing.highlighted = 0
            listing.focus()
            self.read_keys()
        elif sessions:
            self.post_message(self.OpenSession(sessions[0]))
        elif self._can_be_marked:
            self.action_mark()
        else:
            self.query_one("#day", Static).update(NOTHING_TO_OPEN)

    def action_mark(self) -> None:
        """Ask what the day under the cursor was, if it is recent."""
        if self._can_be_marked:
            self.post_message(self.MarkDay(self.query_one(HeatMap).day))
        else:
            self.query_one("#day", Static).update(TOO_FAR_BACK)

    @property
    def _can_be_marked(self) -> bool:
        return (self._read().today - self.query_one(HeatMap).day).days <= MARKED_BACK

    def action_back(self) -> None:
        """Go back to the weeks; from there, leave."""
        if self.has_class("-choosing"):
            self._choose_no_more()
        else:
            self.dismiss()

    def _choose_no_more(self) -> None:
        self.remove_class("-choosing")
        self.query_one(HeatMap).focus()
        listing = self.query_one(OptionMenu)
        listing.can_focus = False
        listing.highlighted = None
        self.read_keys()

    @property
    def _is_low(self) -> bool:
        """True where the day has one line."""
        return self.has_class("-tiny") or self.has_class("-low")

    def _look(self) -> None:
        """Show the current days."""
        self.query_one(HeatMap).show(self._read())
        self._draw()

    def _draw(self) -> None:
        """Describe the day under the cursor, and all weeks."""
        if not self.query(DayPanel):  # the screen is on its way out
            return
        calendar, heat, panel = self._read(), self.query_one(HeatMap), self.query_one(DayPanel)
        width, framed = panel.content_size.width, heat.is_framed
        sums = sums_line(calendar, 60 if framed else 30, streaks=self._streaks)
        heat.frame(counted(heat.count, "week"), sums)
        months, problem = months_words(heat.first, calendar.today), self._trouble()
        self.query_one("#title", TopLine).head(
            "Calendar", trouble_words(problem) if problem else months, "" if framed else sums
        )
        day = calendar.day(heat.day)
        panel.frame(date_words(day.day, calendar.today))
        if framed:
            lines = wrapped(head_words(day, calendar).split(), width, " ")
        else:
            lines = [least_line(day, width)] if self._is_low else day_lines(day, calendar.today, width)
        self.query_one("#day", Static).update(Content("\n".join(lines)))
        self._list_sessions()
        self.query_one("#more", Static).update(self._more(calendar, day.day, width))

    def _more(self, calendar: Calendar, day: dt.date, width: int) -> Content:
        """The sets of the day, and the days before it."""
        lines = [
            Content(cut(line, width))
            for line in sets_lines(self._sessions, self._names, 2 if width >= NARROW - 6 else 1)
        ]
        room = self.query_one(DayPanel).content_size.height - len(lines) - 2 - len(self._sessions) - 2 * bool(lines)
        before = before_lines(calendar, day, self._names, room - 1)
        if lines and before:
            lines.append(Content(""))
        for number, (what, time) in enumerate(before):
            label = ("before  " if number == 0 else " " * 8) if width >= NARROW - 6 else ""
            room = max(1, width - len(label) - 6)
            lines.append(Content.assemble((label, "$hint"), (f"{cut(what, room):<{room}}", "$quiet"), f"{time:>6}"))
        return Content("\n").join(lines)

    def _list_sessions(self) -> None:
        listing = self.query_one(OptionMenu)
        lines = {session.id: session_line(session, self._names) for session in self._sessions}
        if {option.id: str(option.prompt) for option in listing.options} != lines:
            listing.clear_options()
            listing.add_options([Option(Content(line), id=name) for name, line in lines.items()])
            listing.highlighted = None
            if self.has_class("-choosing"):
                self._choose_no_more()
