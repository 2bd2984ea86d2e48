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
from ankle_tui.ui.widgets.panel import NARROW, Panel
from ankle_tui.ui.wording.day_words import FILLED, LEGEND, LONG_SESSION, glyph, open_glyph, wrapped

WEEKS = 53
"""The most weeks shown at once."""
LABEL = 4
"""Columns of the weekdays' names."""
CELL = 3
"""Columns of a day: two, and a gap."""
MONTHS, SUMS = 8, 9
"""Lines from which the months, and the sums of the weeks, have one of their own."""


class HeatMap(Panel, Widget, can_focus=True):
    """Draw days by weeks, tinted by what was trained: only those in view, and of these only changed ones.

    Args:
        id: Its id.
    """

    BINDINGS = bindings("heat")
    COMPONENT_CLASSES = {
        "heat--cursor", "heat--hit", "heat--label", "heat--long", "heat--none", "heat--other", "heat--short",
        "heat--sum", "heat--today"
    }  # fmt: skip
    DEFAULT_CSS = """
    HeatMap { height: 13; width: 1fr; }
    HeatMap > .heat--label { color: $quiet; }
    HeatMap > .heat--sum { color: $hint; }
    HeatMap > .heat--hit { color: $text-success; text-style: bold; }
    HeatMap > .heat--short { background: $heat-1; color: $heat-text; }
    HeatMap > .heat--long { background: $heat-2; color: $heat-text; }
    HeatMap > .heat--other { background: $surface; color: $quiet; }
    HeatMap > .heat--none { background: $surface; color: $faint; }
    HeatMap > .heat--today { color: $text-accent; text-style: bold; }
    HeatMap > .heat--cursor { background: $foreground; color: $background; text-style: bold; }
    HeatMap:ansi > .heat--cursor { background: ansi_default; color: ansi_default; text-style: bold reverse; }
    HeatMap:nocolor > .heat--long, HeatMap:nocolor > .heat--short { background: $background; text-style: bold; }
    HeatMap:nocolor > .heat--other, HeatMap:nocolor > .heat--none { background: $background; }
    HeatMap:ansi > .heat--long, HeatMap:ansi > .heat--short { color: $text-success; text-style: bold; }
    """
    acts = ("heat.week", "heat.day", "heat.month", "heat.today")

    @dataclass
    class Moved(Message):
        """The cursor has moved to another day."""

    @dataclass
    class Opened(Message):
        """The runner wants to open the day under the cursor."""

    @dataclass
    class Sized(Message):
        """The room for weeks has changed."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._calendar: Calendar | None = None
        self._cursor = self._today = self._last = 1
        """Days as ordinals; the last is the first day of the newest week in sight."""

    @property
    def first(self) -> dt.date:
        """The first day in sight."""
        return dt.date.fromordinal(max(1, self._start))

    @property
    def count(self) -> int:
        """The number of weeks in sight."""
        return max(1, min(WEEKS, (self.size.width - 2 * self._margin - LABEL + 1) // CELL))

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
        day = self._day_at(event.get_content_offset_capture(self))
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
        self.post_message(self.Sized())

    def render_line(self, y: int) -> Strip:
        """Draw the line of the months, of one weekday, of the sums, or of the legend."""
        row, width = y - self._head, self.size.width
        if self._calendar is None:
            return Strip.blank(width, self.rich_style)
        if row < 0:
            segments = [self._months()]
        elif row < 7:
            segments = self._weekday(self._calendar, row)
        elif row == 7:
            segments = self._sums(self._calendar)
        else:
            segments = self._legend(row - 8)
        before = self._segment(" " * self._margin)
        return Strip([before, *segments]).adjust_cell_length(width, self.rich_style)

    @property
    def _is_plain(self) -> bool:
        """True where a day has no tint: without colour, or with those of the terminal."""
        return self.app.no_color or self.app.current_theme.ansi

    def _weekday(self, calendar: Calendar, row: int) -> list[Segment]:
        """Draw one weekday of every week."""
        first, plain = self._start + row, self._is_plain
        name, at = WEEKDAYS[(first - 1) % 7][:2], (self._today - first) % 7
        cells = [
            part for day in range(first, first + 7 * self.count, 7) for part in self._day(calendar, day, plain=plain)
        ]
        return [self._segment(f"{name:<{LABEL}}", "" if at == 0 else "heat--label"), *cells]

    def _day(self, calendar: Calendar, ordinal: int, *, plain: bool) -> list[Segment]:
        gap = self._segment(" ")
        if ordinal < 1:
            return [self._segment(" " * CELL)]
        day = calendar.day(dt.date.fromordinal(ordinal))
        to_come = ordinal > self._today
        sign = glyph(day) if plain else open_glyph(day)
        if to_come and not day.kind:
            return [self._segment(" " * CELL)]
        if ordinal == self._cursor:
            return [self._segment(f"{sign} ", "heat--cursor"), gap]
        if day.sessions:
            part = "heat--long" if day.seconds >= LONG_SESSION else "heat--short"
        else:
            part = "heat--other" if day.kind or day.tested else "heat--none"
        if ordinal == self._today and not day.sessions:
            part = "heat--today"
            sign = "›" if sign in " ·" else sign
        return [self._segment(sign if plain else f"{sign} ", part), gap, *[gap] * plain]

    def _sums(self, calendar: Calendar) -> list[Segment]:
        """Draw the training days of each week: met, running, missed, or at rest."""
        cells = [self._segment(f"{'Σ':<{LABEL}}", "heat--label")]
        for week in calendar.weeks(self.count, dt.date.fromordinal(self._last)):
            running = week.start.toordinal() == self._week(self._today)
            part = "heat--hit" if week.hit else "heat--today" if running else "heat--sum"
            said = "–" if week.rest and not week.done else str(week.done)
            cells.append(self._segment(f"{said:<{CELL}}", part))
        return cells

    def _legend(self, line: int) -> list[Segment]:
        """Draw a line of the legend, which begins one line below the sums where there is room."""
        room = self.size.width - 2 * self._margin
        tints = {"   session": "heat--short", "   8 min or more": "heat--long"}
        lines = wrapped([*(FILLED if self._is_plain else tints), *LEGEND], room)
        at = line - (self.size.height - self._head - 8 > len(lines))
        rest = lines[at] if 0 <= at < len(lines) else ""
        segments: list[Segment] = []
        for words, part in tints.items():
            before, found, after = rest.partition(words)
            if found:
                label = self._segment(words[2:], "heat--label")
                segments += [self._segment(before, "heat--label"), self._segment("  ", part), label]
                rest = after
        return [*segments, self._segment(rest, "heat--label")]

    def _months(self) -> Segment:
        """Draw each month above the week of its first day; the month of the oldest week only if there is room."""
        line = ""
        for number in range(self.count):
            end = dt.date.fromordinal(max(1, self._start + 7 * number + 6))
            begins = end.day <= 7 or (number == 0 and (end + dt.timedelta(7)).day > 7)
            column = LABEL + number * CELL
            if begins and column + 3 <= self.size.width - self._margin:
                line = f"{line:<{column}}{day_words(end).split()[2][:3]}"
        return self._segment(line, "heat--label")

    @property
    def _head(self) -> int:
        """Lines above the days."""
        return int(self.size.height >= MONTHS)

    @property
    def _margin(self) -> int:
        """Cells before a line."""
        return 2 if self.is_framed else 1 if self.size.width < NARROW else 3

    @property
    def _start(self) -> int:
        """The first day in sight."""
        return self._last - 7 * (self.count - 1)

    @property
    def _oldest(self) -> int:
        """The first day the cursor can reach: the week of the first session, or what was in sight at first."""
        in_sight = self._week(self._today) - 7 * (self.count - 1)
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
        column, row = (at.x - self._margin - LABEL) // CELL, at.y - self._head
        day = self._start + 7 * column + row
        there = at.x >= self._margin + LABEL and column < self.count and 0 <= row < 7
        return day if there and self._oldest <= day <= self._today else None

    def _keep_in_sight(self) -> None:
        """Scroll so that the week of the cursor is in sight."""
        week = self._week(self._cursor)
        self._last = max(week, min(self._last, week + 7 * (self.count - 1)))

    def _region(self, day: int) -> Region:
        """Return the region of a day in sight."""
        column, row = divmod(day - self._start, 7)
        return Region(self._margin + LABEL + column * CELL, self._head + row, CELL, 1)

    def _segment(self, text: str, part: str = "") -> Segment:
        return Segment(text, self.get_component_rich_style(part) if part else self.rich_style)
