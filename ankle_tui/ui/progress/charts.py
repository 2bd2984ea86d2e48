"""The three panels of an exercise: lines over the weeks, bars of work, the legs beside each other."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.ui.progress.drawings import (
    WeekFrame,
    brief_values,
    in_minutes,
    line_rows,
    pair_rows,
    pairs_head,
    work_rows,
    work_words,
)
from ankle_tui.ui.progress.exercise_view import ExerciseView
from ankle_tui.ui.progress.progress_wording import (
    NOTHING_YET,
    best_title,
    pairs_title,
    so_far_words,
    total_words,
    window_words,
    work_title,
)
from ankle_tui.ui.widgets.panel import Board
from ankle_tui.ui.wording.wrap import flow, words_of

FEW, HIGH = 16, 40
"""Lines of all panels below which the legs have one line, and from which bars are higher."""
MARGIN = 6
"""Cells of a panel beside its text."""


class Room(NamedTuple):
    """The room for the panels.

    Attributes:
        rows: Lines of all.
        frame: Lines of a border, 0 or 2.
        spread: True to leave lines free.
    """

    rows: int
    frame: int
    spread: bool


class Charts(Vertical):
    """Draw an exercise, or say what will be there."""

    _view: ExerciseView | None = None
    _calendar: Calendar
    _back = 0
    _room = Room(0, 0, spread=False)

    def compose(self) -> ComposeResult:
        """Lay out the panels."""
        yield Board(self._line_lines, id="line")
        yield Board(self._work_lines, id="work")
        yield Board(self._pair_lines, id="pairs")

    def show(self, name: str, view: ExerciseView | None, calendar: Calendar, back: int, room: Room) -> None:
        """Show an exercise.

        Args:
            name: Its name.
            view: What there is of it; None if it was never done.
            calendar: The current calendar.
            back: Weeks between the last one shown and the present one.
            room: The room there is.
        """
        self._view, self._calendar, self._back, self._room = view, calendar, back, room
        line, work, pairs = (self.query_one(f"#{each}", Board) for each in ("line", "work", "pairs"))
        work.display = pairs.display = view is not None
        if view:
            brief = room.frame == 0 and room.rows < FEW
            spread = room.spread
            of_work = 1 if room.rows < FEW else 3 + spread + 2 * (room.rows >= HIGH)
            work.styles.height = of_work + room.frame
            pairs.styles.height = room.frame + (
                1 if brief else len(pair_rows(view, MARGIN, calendar.today, spread=spread))
            )
            self._name_panels(view)
        else:
            line.frame(name)
        for board in (line, work, pairs):
            board.refresh()

    def on_resize(self) -> None:
        """Name the weeks that fit."""
        if self._view:
            self._name_panels(self._view)

    def _name_panels(self, view: ExerciseView) -> None:
        line, work, pairs = (self.query_one(f"#{each}", Board) for each in ("line", "work", "pairs"))
        width = self.size.width - MARGIN
        span = self._frame(view, width).span
        window = window_words(span.first, span.last, len(span.weeks), self._calendar.today)
        line.frame(best_title(view.unit, clean=view.clean), window)
        done = work_words(view, view.work.get(self._calendar.counted.this, 0.0))
        so_far = so_far_words(total_words(sum(view.work.values()), view.unit))
        result = Content.assemble((done, "bold $foreground"), (so_far, "$quiet"))
        work.frame(work_title(view.unit, minutes=in_minutes(view)), result)
        pairs.frame(pairs_title(sided=view.sided), pairs_head(view, width))

    def _frame(self, view: ExerciseView, width: int) -> WeekFrame:
        return WeekFrame.of(view, self._calendar.counted.this, width, self._back)

    def _line_lines(self, width: int, height: int) -> Sequence[Content]:
        if view := self._view:
            return line_rows(view, self._frame(view, width), height)
        return [Content(""), *flow(words_of(NOTHING_YET, "$quiet"), width)]

    def _work_lines(self, width: int, height: int) -> Sequence[Content]:
        return work_rows(view, self._frame(view, width), height) if (view := self._view) else ()

    def _pair_lines(self, width: int, height: int) -> Sequence[Content]:
        if not (view := self._view):
            return ()
        if height == 1:
            return [brief_values(view, width)]
        return pair_rows(view, width, self._calendar.today, spread=self._room.spread)
