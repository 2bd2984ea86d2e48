"""Draw weeks side by side, a column each, with a cursor on a day."""

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from ankle_tui.core.formatting import day_words
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.streaks import WEEKDAYS, week_of
from ankle_tui.ui.calendar.calendar_wording import dated_line
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.widgets.tooltips import Tooltips
from ankle_tui.ui.wording.day_words import glyph

WEEKS = 26
"""The most weeks shown at once."""
LABEL = 3
"""Columns of the weekdays' names."""
NARROW_CELL, WIDE_CELL = 2, 3
"""Columns of a day, narrow, or wide where all weeks fit."""
TALL = 8
"""Lines from which the months have one of their own."""
TODAY = "›"
"""The sign before today."""


class HeatMap(Tooltips, Widget, can_focus=True):
    """Draw days by weeks: only those in view, and of these only changed ones.

    Args:
        id: Its id.
    """

    BINDINGS = bindings("heat")
    COMPONENT_CLASSES = {"heat--label", "heat--trained", "heat--other", "heat--none", "heat--today", "heat--cursor"}
    DEFAULT_CSS = """
    HeatMap { height: 8; width: 1fr; }
    HeatMap > .heat--label { color: $quiet; }
    HeatMap > .heat--trained { color: $text-success; text-style: bold; }
    HeatMap > .heat--other { color: $foreground; }
    HeatMap > .heat--none { color: $faint; }
    HeatMap > .heat--today { color: $text-accent; text-style: bold; }
    HeatMap > .heat--cursor { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
    HeatMap:nocolor > .heat--cursor { text-style: bold reverse; }
    """

    @dataclass
    class Moved(Message):
        """The cursor has moved to another day."""

    @dataclass
    class Opened(Message):
        """The runner wants to open the day under the cursor."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._calendar: Calendar | None = None
        self._cursor = self._today = self._last = 1
        """Days as ordinals; the last is the first day of the newest week in sight."""

    @property
    def day(self) -> dt.date:
        """The day under the cursor."""
        return dt.date.fromordinal(self._cursor)

    def show(self, calendar: Calendar) -> None:
        """Show other days; the cursor stays, or follows today if it stood on it.

        Args:
            calendar: The days.
        """
        there = self._cursor if self._calendar and self._cursor != self._today else calendar.today.toordinal()
        newest = self._calendar is None or self._last == self._week(self._today)
        self._calendar, self._today = calendar, calendar.today.toordinal()
        if newest:
            self._last = self._week(self._today)
        self._cursor = min(there, self._today)
        self._keep_in_sight()
        self.refresh()

    def action_move(self, days: int) -> None:
        """Move the cursor, past the edge to older weeks."""
        self._go(self._cursor + days)

    def action_month(self, by: int) -> None:
        """Move the cursor to the same day of another month."""
        months = self.day.year * 12 + self.day.month - 1 + by
        year, month = max(1, months // 12), months % 12 + 1
        self._go(dt.date(year, month, min(self.day.day, monthrange(year, month)[1])).toordinal())

    def action_oldest(self) -> None:
        """Move the cursor to the oldest day in sight."""
        self._go(self._start)

    def action_today(self) -> None:
        """Move the cursor to today."""
        self._go(self._today)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to a clicked day, or open it at a second click."""
        day = self._day_at(event.offset)
        if day is not None:
            self._go(day)
            if event.chain > 1:
                self.post_message(self.Opened())

    def tip(self, at: Offset) -> str:
        """Say what the day was."""
        day, calendar = self._day_at(at), self._calendar
        if day is None or calendar is None:
            return ""
        return dated_line(calendar.day(dt.date.fromordinal(day)), calendar.today)

    def on_resize(self) -> None:
        """Show as many weeks as there is room for."""
        if self._calendar:
            self._keep_in_sight()

    def render_line(self, y: int) -> Strip:
        """Draw the line of the months, or of one weekday."""
        row = y - self._head
        if self._calendar is None or row >= 7:
            return Strip.blank(self.size.width, self.rich_style)
        segments = [self._months()] if row < 0 else self._weekday(self._calendar, row)
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _weekday(self, calendar: Calendar, row: int) -> list[Segment]:
        """Draw one weekday of every week."""
        first = self._start + row
        name = WEEKDAYS[(first - 1) % 7][:2]
        cells = [part for day in range(first, first + 7 * self._count, 7) for part in self._day(calendar, day)]
        return [self._segment(f"{name:<{LABEL}}", "heat--label"), *cells]

    def _day(self, calendar: Calendar, ordinal: int) -> list[Segment]:
        if ordinal < 1:
            return [self._segment(" " * self._cell, "heat--none")]
        day = calendar.day(dt.date.fromordinal(ordinal))
        sign = glyph(day) if day.kind or ordinal <= self._today else " "
        before, after = TODAY if ordinal == self._today else " ", " " * (self._cell - 2)
        if ordinal == self._cursor:
            return [self._segment(before + sign + after, "heat--cursor")]
        part = "heat--trained" if day.sessions else "heat--other" if day.kind else "heat--none"
        return [self._segment(before, "heat--today"), self._segment(sign + after, part)]

    def _months(self) -> Segment:
        """Draw each month above the week of its first day; the month of the oldest week only if there is room."""
        line = ""
        for number in range(self._count):
            end = dt.date.fromordinal(max(1, self._start + 7 * number + 6))
            begins = end.day <= 7 or (number == 0 and (end + dt.timedelta(7)).day > 7)
            column = LABEL + number * self._cell + 1
            if begins and column + 3 <= self.size.width:
                line = f"{line:<{column}}{day_words(end).split()[2][:3]}"
        return self._segment(line, "heat--label")

    @property
    def _head(self) -> int:
        """Lines above the days."""
        return int(self.size.height >= TALL)

    @property
    def _cell(self) -> int:
        return WIDE_CELL if self.size.width >= LABEL + WEEKS * WIDE_CELL else NARROW_CELL

    @property
    def _count(self) -> int:
        """The number of weeks in sight."""
        return max(1, min(WEEKS, (self.size.width - LABEL) // self._cell))

    @property
    def _start(self) -> int:
        """The first day in sight."""
        return self._last - 7 * (self._count - 1)

    @property
    def _oldest(self) -> int:
        """The first day the cursor can reach: the week of the first session, or what was in sight at first."""
        in_sight = self._week(self._today) - 7 * (self._count - 1)
        first = self._calendar.counted.first if self._calendar else None
        return max(1, in_sight if first is None else min(in_sight, self._week(first)))

    def _week(self, day: int) -> int:
        return week_of(day, self._calendar.counted.first_weekday if self._calendar else 0)

    def _go(self, day: int) -> None:
        before, in_sight = self._cursor, self._last
        self._cursor = max(self._oldest, min(self._today, day))
        if self._cursor == before:
            return
        self._keep_in_sight()
        if self._last == in_sight:
            self.refresh(self._region(before), self._region(self._cursor))
        else:
            self.refresh()
        self.post_message(self.Moved())

    def _day_at(self, at: Offset) -> int | None:
        """Return the day at a place, or None if the cursor cannot go there."""
        column, row = (at.x - LABEL) // self._cell, at.y - self._head
        day = self._start + 7 * column + row
        there = at.x >= LABEL and column < self._count and 0 <= row < 7
        return day if there and self._oldest <= day <= self._today else None

    def _keep_in_sight(self) -> None:
        """Scroll so that the week of the cursor is in sight."""
        week = self._week(self._cursor)
        self._last = max(week, min(self._last, week + 7 * (self._count - 1)))

    def _region(self, day: int) -> Region:
        """Return the region of a day in sight."""
        column, row = divmod(day - self._start, 7)
        return Region(LABEL + column * self._cell, self._head + row, self._cell, 1)

    def _segment(self, text: str, part: str) -> Segment:
        return Segment(text, self.get_component_rich_style(part))
