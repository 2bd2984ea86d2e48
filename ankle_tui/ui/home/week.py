"""Draw this week: a cell a day, with the state of the week beside it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from ankle_tui.core.weeks.calendar import Calendar, Day
from ankle_tui.core.weeks.streaks import WEEKDAYS
from ankle_tui.ui.widgets.tooltips import Tooltips, command_words
from ankle_tui.ui.wording.day_words import Piece, brief_kind_words, glyph, joined

CELL = 6
"""Columns of a day with its kind in words."""
TALL = 3
"""Lines from which there is room for words."""
WIDE = 7 * CELL + 2 + 17
"""Columns from which there is room for words, beside the state of the week."""
LETTERS = 47
"""Columns from which weekdays have two letters even with the state of the week on the same line."""


class WeekBoard(Tooltips, Widget):
    """This week's days and its state, in three lines, or fewer where there is less room.

    Args:
        id: Its id.
    """

    COMPONENT_CLASSES = {"week--head", "week--today", "week--trained", "week--other", "week--word", "week--count"}
    DEFAULT_CSS = """
    WeekBoard { height: 3; width: 1fr; }
    WeekBoard > .week--head { color: $quiet; }
    WeekBoard > .week--today { text-style: bold reverse; }
    WeekBoard > .week--trained { color: $text-success; text-style: bold; }
    WeekBoard > .week--other { color: $foreground; }
    WeekBoard > .week--word { color: $quiet; }
    WeekBoard > .week--count { text-style: bold; }
    """

    @dataclass
    class Pressed(Message):
        """The week was clicked."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._days: tuple[Day, ...] = ()
        self._today = dt.date.min
        self._pieces: Sequence[Piece] = ()

    def show(self, calendar: Calendar, pieces: Sequence[Piece]) -> None:
        """Show this week.

        Args:
            calendar: The days.
            pieces: The state of the week, the most important first.
        """
        self._today, self._days, self._pieces = calendar.today, calendar.week(calendar.today).days, pieces
        self.refresh()

    def on_click(self) -> None:
        """Report the click."""
        self.post_message(self.Pressed())

    def tip(self, at: Offset) -> str:
        """Say what a click does."""
        return command_words(self.screen, "home.calendar")

    def lines(self) -> list[str]:
        """The lines shown, as plain text."""
        return [self.render_line(y).text.rstrip() for y in range(self.size.height)]

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width = self.size.width
        if not self._days:
            return Strip.blank(width, self.rich_style)
        if self.size.height >= TALL and width >= WIDE:
            segments = self._tall(y)
        elif y == 0:
            segments = self._flat()
        else:
            segments = [self._segment(joined(self._pieces, width), "week--count")] if y == 1 else []
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _tall(self, y: int) -> list[Segment]:
        """Draw one of three lines: weekdays, signs, words."""
        pieces = [piece for piece in self._pieces if piece]
        said = joined(pieces[y : y + 1], self.size.width - 7 * CELL - 2) if y < TALL else ""
        cells = [segment for day in self._days for segment in self._cell(day, y)]
        return [*cells, self._segment("  "), self._segment(said, "" if y else "week--count")]

    def _cell(self, day: Day, y: int) -> list[Segment]:
        if y == 0:
            return [self._head(day, 2), self._segment(" " * (CELL - 2))]
        if y == 1:
            return [self._glyph(day), self._segment(" " * (CELL - 1))]
        return [self._segment(f"{brief_kind_words(day) if y == 2 else '':<{CELL}}", "week--word")]

    def _flat(self) -> list[Segment]:
        """Draw the week in one line, with its state if there is no other line."""
        letters = 2 if self.size.height > 1 or self.size.width >= LETTERS else 1
        cells = [
            part for day in self._days for part in (self._head(day, letters), self._glyph(day), self._segment(" "))
        ]
        if self.size.height > 1:
            return cells
        said = joined(self._pieces, self.size.width - 7 * (letters + 2) - 1)
        return [*cells, self._segment(" "), self._segment(said, "week--count")]

    def _head(self, day: Day, letters: int) -> Segment:
        part = "week--today" if day.day == self._today else "week--head"
        return self._segment(WEEKDAYS[day.day.weekday()][:letters], part)

    def _glyph(self, day: Day) -> Segment:
        known = day.day <= self._today or day.kind
        part = "week--trained" if day.sessions else "week--other" if day.kind else "week--head"
        return self._segment(glyph(day) if known else " ", part)

    def _segment(self, text: str, part: str = "") -> Segment:
        return Segment(text, self.get_component_rich_style(part) if part else self.rich_style)
