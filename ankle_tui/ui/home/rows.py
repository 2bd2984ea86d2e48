"""The two rows of Home: week and goal, and today's session; where there is room, the block and a figure beside them."""

import datetime as dt
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from ankle_tui.core.formatting import day_words
from ankle_tui.core.weeks.outline import DigestOutline
from ankle_tui.ui.home.goal import GoalPanel
from ankle_tui.ui.home.week import WeekBoard
from ankle_tui.ui.widgets.panel import NARROW, Panel
from ankle_tui.ui.wording.day_words import UNKNOWN, short_date_words, week_pieces

if TYPE_CHECKING:
    from ankle_tui.core.weeks.calendar import Calendar
    from ankle_tui.ui.home.home_state import HomeState
    from ankle_tui.ui.widgets.exercise_picker import ExercisePicker

ASKS_FROM = 10
"""Rows from which there is room for a question."""
LOW = 15
"""Rows below which week, advice and Start have no line."""
FRAMED = 80, 22
"""Columns and rows from which week, goal and session have panels."""
BROAD = 110, 28
"""Columns and rows from which the block and the figure of the exercise stand beside them."""


def is_framed(size: Size) -> bool:
    """True where week, goal and session have panels."""
    return size.width >= FRAMED[0] and size.height >= FRAMED[1]


def is_broad(size: Size) -> bool:
    """True where there is room for the block and a figure."""
    return size.width >= BROAD[0] and size.height >= BROAD[1]


def heading(today: dt.date, width: int) -> tuple[str, int]:
    """Name the day, and count the cells of the first line beside it.

    Args:
        today: The training day.
        width: Columns of the screen.
    """
    words = short_date_words(today) if width < NARROW else day_words(today)
    return words, width - cell_len(words) - 11


class HomeBoard(Horizontal):
    """Week and goal; where there is room, the block.

    Args:
        id: Its id.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._broad = False

    def compose(self) -> ComposeResult:
        """Lay out the panels."""
        yield WeekBoard(id="week")
        yield GoalPanel(id="goal")

    def show(self, state: "HomeState", calendar: "Calendar", advice: str) -> None:
        """Show the days.

        Args:
            state: Today's session.
            calendar: The days so far.
            advice: Today's advice.
        """
        from ankle_tui.ui.home.home_state import Asks  # noqa: PLC0415 - not on the way to the first frame
        from ankle_tui.ui.home.home_wording import block_words  # noqa: PLC0415

        streaks, asked = state.settings.streaks, state.asked
        pieces = week_pieces(calendar, streaks=streaks)
        ran = asked is not None and asked.asks is Asks.RAN
        self.query_one(WeekBoard).show(calendar, pieces, advice, asked=ran)
        self._make_room()
        self.query_one(GoalPanel).show(calendar, () if self._broad else block_words(calendar), streaks=streaks)
        if self._broad:
            from ankle_tui.ui.home.aside import BlockBoard  # noqa: PLC0415 - loaded by then

            self.query_one(BlockBoard).show(calendar)

    def show_ahead(self, outline: DigestOutline, *, streaks: bool) -> None:
        """Show what is known before the history is read.

        Args:
            outline: How the weeks stand.
            streaks: True to show weeks in a row.
        """
        if not self.query(GoalPanel):  # the program was left before the panels were there
            return
        self.query_one(WeekBoard).show(outline, week_pieces(outline, streaks=streaks), UNKNOWN, asked=False)
        block = (UNKNOWN,) if outline.has_blocks and not is_broad(self.app.size) else ()
        self.query_one(GoalPanel).show(outline, block, streaks=streaks)

    def _make_room(self) -> None:
        if self._broad == is_broad(self.app.size):
            return
        from ankle_tui.ui.home.aside import BlockBoard  # noqa: PLC0415 - not on the way to a usual first frame

        self._broad = not self._broad
        if self._broad:
            self.mount(BlockBoard(id="block"))
        else:
            self.query_one(BlockBoard).remove()


class Waiting(Panel, Widget):
    """Today's session while it is not known."""

    DEFAULT_CSS = "Waiting { height: 1fr; width: 1fr; padding: 0 2; color: $quiet; }"

    def on_mount(self) -> None:
        """Name the panel."""
        self.frame("Today")

    def render(self) -> Content:
        """Draw the line, below the title where there is no border."""
        return Content(UNKNOWN if self.is_framed else f"Today\n{UNKNOWN}")


class TodayRow(Horizontal):
    """Today's session; where there is room, the exercise under the cursor as a figure.

    Args:
        picker: The session; None if it is not known yet.
        id: Its id.
    """

    def __init__(self, picker: "ExercisePicker | None", *, id: str) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._picker = picker
        self._broad = False

    def compose(self) -> ComposeResult:
        """Lay out the session."""
        yield self._picker or Waiting()

    async def put(self, picker: "ExercisePicker") -> None:
        """Show the session, which is known now."""
        self._picker = picker
        await self.mount(picker, before=0)
        await self.query(Waiting).remove()

    def wait(self) -> None:
        """Show no session until it is known again."""
        if self._picker:
            self._picker.wait(UNKNOWN)
        self.query("#figure").set(visible=False)

    def show(self, state: "HomeState", calendar: "Calendar", *, stop_key: str) -> None:
        """Sum up the session.

        Args:
            state: Today's session.
            calendar: The days so far.
            stop_key: The key for when to stop training.
        """
        from ankle_tui.core.history.records import Feel  # noqa: PLC0415 - not on the way to the first frame
        from ankle_tui.ui.home.home_wording import time_words, today_words  # noqa: PLC0415

        picker = self._picker
        if picker is None:
            return
        size, time = self.app.size, time_words(state)
        low, room = size.height < LOW, size.width - (10 if is_framed(size) else 5)
        if not (low and state.wishes.feel is Feel.PAIN):  # when to stop is more important than the time
            room -= len(time)
        picker.frame(today_words(state, calendar, low=low, stop_key=stop_key, room=room), time)
        if not picker.is_framed:  # there the title is a line of its own
            picker.refresh()
        self._show_figure(picker)

    def _show_figure(self, picker: "ExercisePicker") -> None:
        if not self._broad and not is_broad(self.app.size):
            return
        from ankle_tui.ui.home.aside import FigurePanel  # noqa: PLC0415 - not on the way to a usual first frame

        if self._broad != is_broad(self.app.size):
            self._broad = not self._broad
            if not self._broad:
                self.query_one(FigurePanel).remove()
                return
            self.mount(FigurePanel(id="figure"))
        figure = self.query_one(FigurePanel)
        figure.visible = True
        figure.turn_to(picker.current)
