"""The two rows of Home: week and goal, and today's session; where there is room, the block and a figure beside them."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size

from ankle_tui.core.history.records import Feel
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import DigestOutline
from ankle_tui.ui.home.goal import GoalPanel
from ankle_tui.ui.home.home_state import Asks, HomeState
from ankle_tui.ui.home.home_wording import advice_words, block_words, time_words, today_words, week_words
from ankle_tui.ui.home.week import WeekBoard
from ankle_tui.ui.widgets.exercise_picker import ExercisePicker
from ankle_tui.ui.wording.day_words import UNKNOWN

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

    def show(self, state: HomeState, calendar: Calendar, *, stop_key: str) -> None:
        """Show the days, with today's advice.

        Args:
            state: Today's session.
            calendar: The days so far.
            stop_key: The key for when to stop training.
        """
        streaks, asked = state.settings.streaks, state.asked
        advice, pieces = advice_words(state, calendar, stop_key=stop_key), week_words(calendar, streaks=streaks)
        ran = asked is not None and asked.asks is Asks.RAN
        self.query_one(WeekBoard).show(calendar, pieces, advice, asked=ran)
        self._make_room()
        self.query_one(GoalPanel).show(calendar, () if self._broad else block_words(calendar), streaks=streaks)
        if self._broad:
            from ankle_tui.ui.home.aside import BlockBoard  # noqa: PLC0415 - loaded by then

            self.query_one(BlockBoard).show(calendar)

    def show_ahead(self, outline: DigestOutline | None, *, streaks: bool) -> None:
        """Show what is known before the history is read.

        Args:
            outline: How the weeks stand, or None.
            streaks: True to show weeks in a row.
        """
        self._make_room()
        if outline is None:
            self.query_one(GoalPanel).wait()
            return
        self.query_one(WeekBoard).show(outline, week_words(outline, streaks=streaks), UNKNOWN, asked=False)
        block = (UNKNOWN,) if outline.has_blocks and not self._broad else ()
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


class TodayRow(Horizontal):
    """Today's session; where there is room, the exercise under the cursor as a figure.

    Args:
        picker: The session.
        id: Its id.
    """

    def __init__(self, picker: ExercisePicker, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._picker = picker
        self._broad = False

    def compose(self) -> ComposeResult:
        """Lay out the session."""
        yield self._picker

    def show(self, state: HomeState, calendar: Calendar, *, stop_key: str) -> None:
        """Sum up the session; the arguments are those of `HomeBoard.show`."""
        size, time = self.app.size, time_words(state)
        low, room = size.height < LOW, size.width - (10 if is_framed(size) else 5)
        if not (low and state.wishes.feel is Feel.PAIN):  # when to stop is more important than the time
            room -= len(time)
        self._picker.frame(today_words(state, calendar, low=low, stop_key=stop_key, room=room), time)
        if not self._picker.is_framed:  # there the title is a line of its own
            self._picker.refresh()
        self._show_figure()

    def show_ahead(self) -> None:
        """Show that no session is known yet."""
        self._picker.frame("Today")

    def _show_figure(self) -> None:
        if not self._broad and not is_broad(self.app.size):
            return
        from ankle_tui.ui.home.aside import FigurePanel  # noqa: PLC0415 - not on the way to a usual first frame

        if self._broad != is_broad(self.app.size):
            self._broad = not self._broad
            if not self._broad:
                self.query_one(FigurePanel).remove()
                return
            self.mount(FigurePanel(id="figure"))
        self.query_one(FigurePanel).turn_to(self._picker.current)
