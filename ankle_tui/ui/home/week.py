"""Draw this week: a cell a day, with advice for today below."""

import datetime as dt
from collections.abc import Sequence

from rich.segment import Segment
from textual.events import Click
from textual.geometry import Offset
from textual.strip import Strip
from textual.widget import Widget

from ankle_tui.core.weeks.outline import Day, Outline
from ankle_tui.core.weeks.streaks import WEEKDAYS
from ankle_tui.ui.widgets.panel import Panel, margin
from ankle_tui.ui.widgets.tooltips import command_words
from ankle_tui.ui.wording.day_words import Piece, brief_kind_words, glyph, joined, wrapped

CELL = 6
"""Columns of a day with its kind in words."""
LETTERS = 47
"""Columns from which weekdays have two letters even with the state of the week on the same line."""


class WeekBoard(Panel, Widget):
    """This week's days with their kinds; without a border in one line, with the state of the week beside them.

    Args:
        id: Its id.
    """

    COMPONENT_CLASSES = {"week--head", "week--today", "week--trained", "week--open", "week--word", "week--count"}
    DEFAULT_CSS = """
    WeekBoard { height: 6; width: 1fr; }
    WeekBoard > .week--head { color: $hint; }
    WeekBoard > .week--today { background: $line; color: $foreground; text-style: bold; }
    WeekBoard:nocolor > .week--today, WeekBoard:ansi > .week--today { text-style: bold reverse; }
    WeekBoard > .week--trained { color: $text-success; text-style: bold; }
    WeekBoard > .week--open { color: $text-accent; text-style: bold; }
    WeekBoard > .week--word { color: $quiet; }
    WeekBoard > .week--count { text-style: bold; }
    """
    acts = ("home.mark", "home.calendar")

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._days: tuple[Day, ...] = ()
        self._today = dt.date.min
        self._pieces: Sequence[Piece] = ()
        self._advice = ""
        self._asked = False

    def on_mount(self) -> None:
        """Name the panel."""
        self.frame("Week")

    def show(self, calendar: Outline, pieces: Sequence[Piece], advice: str, *, asked: bool) -> None:
        """Show this week.

        Args:
            calendar: The days.
            pieces: The state of the week, the most important first.
            advice: One line for today.
            asked: True while today's kind is asked for.
        """
        said = calendar.today, calendar.week(calendar.today).days, pieces, advice, asked
        if said != (self._today, self._days, self._pieces, self._advice, self._asked):
            self._today, self._days, self._pieces, self._advice, self._asked = said
            self.refresh()

    @property
    def advice(self) -> str:
        """The line for today."""
        return self._advice

    async def on_click(self, event: Click) -> None:
        """Show all weeks, unless the click was on a key."""
        if "@click" not in event.style.meta:
            await self.run_action("screen.open('CALENDAR')")

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
        if not self.is_framed:
            return self._flat(y, width)
        room = width - 4
        if y >= 3:
            last = y == self.size.height - 1
            segments = [self._segment(self._advice[:room] if last else "", "week--word")]
        else:
            cell = max(1, min(CELL, (room + 2) // 7))
            segments = [segment for day in self._days for segment in self._cell(day, y, cell)]
        return Strip([self._segment("  "), *segments]).adjust_cell_length(width, self.rich_style)

    def _cell(self, day: Day, y: int, width: int) -> list[Segment]:
        """Draw a day in one of three lines: weekday, sign, word."""
        if y == 0:
            if day.day == self._today:
                return [self._head(day, 2, around=True), self._segment(" " * (width - 3))]
            return [self._head(day, 2), self._segment(" " * (width - 2))]
        if y == 1:
            return [self._glyph(day), self._segment(" " * (width - 1))]
        return [self._segment(f"{brief_kind_words(day)[: width - 1]:<{width}}", "week--word")]

    def _flat(self, y: int, width: int) -> Strip:
        """Draw the week in one line, with its state, and the advice in the lines below."""
        before = margin(width)
        room = width - 2 * before
        if y:
            words = wrapped(self._advice.split(), room, " ")[y - 1 : y]
            segments = [self._segment("".join(words), "week--word")]
        else:
            letters = 2 if room >= LETTERS else 1
            segments = [
                part for day in self._days for part in (self._head(day, letters), self._glyph(day), self._segment(" "))
            ]
            said = joined(self._pieces, room - 7 * (letters + 2) - 1)
            segments += [self._segment(" "), self._segment(said, "week--count")]
        return Strip([self._segment(" " * before), *segments]).adjust_cell_length(width, self.rich_style)

    def _head(self, day: Day, letters: int, *, around: bool = False) -> Segment:
        name = WEEKDAYS[day.day.weekday()][:letters]
        if day.day == self._today:
            return self._segment(f"{name} " if around else name, "week--today")
        return self._segment(name, "week--head")

    def _glyph(self, day: Day) -> Segment:
        if day.day == self._today and self._asked:
            return self._segment("?", "week--open")
        known = day.day <= self._today or day.kind
        part = "week--trained" if day.sessions else "" if day.kind or day.tested else "week--head"
        return self._segment(glyph(day) if known else " ", part)

    def _segment(self, text: str, part: str = "") -> Segment:
        return Segment(text, self.get_component_rich_style(part) if part else self.rich_style)
