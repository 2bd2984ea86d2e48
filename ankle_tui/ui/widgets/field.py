"""Fields of one line: one of a few words, or a day."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from ankle_tui.core.formatting import day_words
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.widgets.tooltips import Tooltips

LESS, MORE = "◂ ", " ▸"
MOST_COUNTED = 99
"""Largest number that can be typed."""
NOT_A_DAY = "Not a day yet: like 2026-11-20"
STILL_TO_COME = "This day is still to come"


class Field(Tooltips, Widget, can_focus=True):
    """A label with a value, changed by arrow keys or the mouse.

    Args:
        name_shown: The label.
        id: Its id.
    """

    BINDINGS = bindings("field")
    COMPONENT_CLASSES = {"field--label", "field--value", "field--arrow"}
    DEFAULT_CSS = """
    Field { height: 1; width: 1fr; }
    Field > .field--label { color: $foreground; }
    Field > .field--value { color: $foreground; text-style: bold; }
    Field > .field--arrow { color: $quiet; }
    Field:focus > .field--label { text-style: bold underline; }
    """
    LABEL = 8
    HINTS = False
    """True to show the hint without the focus too."""

    @dataclass
    class Changed(Message):
        """The value was changed."""

        field: "Field"

        @property
        def control(self) -> "Field":
            """The sender, for `@on`."""
            return self.field

    def __init__(self, name_shown: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._label = name_shown

    @property
    def words(self) -> str:
        """The value in words."""
        raise NotImplementedError

    @property
    def brief(self) -> str:
        """The value in fewer letters."""
        return self.words

    @property
    def hint(self) -> str:
        """A hint for more, shown if there is room; may be empty."""
        return ""

    def action_step(self, by: int) -> None:
        """Choose the next or the previous value."""
        raise NotImplementedError

    def on_click(self, event: events.Click) -> None:
        """Obey the mouse."""
        self.take_click(event.get_content_offset_capture(self).x)

    def take_click(self, x: int) -> None:
        """Step back or on by the arrows; a click on the words steps on.

        Args:
            x: Column of the click.
        """
        if x >= self.LABEL:
            self.action_step(-1 if self._on_less(x) else 1)

    def tip(self, at: Offset) -> str:
        """Say what a click there does."""
        if at.x < self.LABEL:
            return ""
        return "Back" if self._on_less(at.x) else "Change"

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        if y:
            return Strip.blank(self.size.width, self.rich_style)
        label, value, arrow = (self.get_component_rich_style(f"field--{part}") for part in ("label", "value", "arrow"))
        hint = f"  {self.hint}" if self.hint and (self.has_focus or self.HINTS) else ""
        words, arrows = self._fitting()
        cells = [
            Segment(self._label, label),
            Segment(" " * (self.LABEL - len(self._label)), self.rich_style),
            Segment(LESS if arrows else "", arrow),
            Segment(words, value),
            Segment(MORE if arrows else "", arrow),
        ]
        if sum(len(cell.text) for cell in cells) + len(hint) <= self.size.width:
            cells.append(Segment(hint, arrow))
        return Strip(cells).adjust_cell_length(self.size.width, self.rich_style)

    def _fitting(self) -> tuple[str, bool]:
        """The value as long as it fits, and True if the arrows fit too."""
        room = self.size.width - self.LABEL
        choices = ((words, arrows) for arrows in (True, False) for words in (self.words, self.brief))
        fits = (each for each in choices if len(each[0]) + (len(LESS + MORE) if each[1] else 0) <= room)
        return next(fits, (self.brief, False))

    def _on_less(self, column: int) -> bool:
        return self._fitting()[1] and column < self.LABEL + len(LESS)

    def _tell(self) -> None:
        self.refresh()
        self.post_message(self.Changed(self))


class WordField(Field):
    """A choice among a few words.

    Args:
        name_shown: The label.
        words: All words.
        at: Index of the chosen word.
        id: Its id.
    """

    def __init__(self, name_shown: str, words: Sequence[str], at: int, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(name_shown, id=id)
        self._words = words
        self._at = at

    @property
    def at(self) -> int:
        """Index of the chosen word."""
        return self._at

    @property
    def words(self) -> str:
        """The chosen word."""
        return self._words[self._at]

    def pick(self, at: int) -> None:
        """Choose word `at` without a message."""
        self._at = at
        self.refresh()

    def action_step(self, by: int) -> None:
        """Choose the next word; the first follows the last."""
        self._at = (self._at + by) % len(self._words)
        self._tell()


class CountField(Field):
    """A number that may be left open, typed or changed by arrow keys.

    Args:
        name_shown: The label.
        hint: What an open number means.
        id: Its id.
    """

    BINDINGS = bindings("count-field")
    HINTS = True

    def __init__(self, name_shown: str, hint: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(name_shown, id=id)
        self.LABEL = len(name_shown) + 2
        self._hint = hint
        self._count: int | None = None
        self._typing = False
        """True if the next digit is appended, not the first of another number."""

    @property
    def count(self) -> int | None:
        """The number, or None if it is open."""
        return self._count

    @property
    def words(self) -> str:
        """The number, or a dash."""
        return "–" if self._count is None else str(self._count)

    @property
    def hint(self) -> str:
        """What an open number means."""
        return self._hint if self._count is None else ""

    def pick(self, count: int | None) -> None:
        """Take another number without a message."""
        self._count = count
        self.refresh()

    def action_step(self, by: int) -> None:
        """Take the next or the previous number; before 0 it is open, after that comes 0."""
        if self._count is None:
            self._count = 0 if by > 0 else None
        else:
            self._count = min(self._count + by, MOST_COUNTED) if self._count + by >= 0 else None
        self._tell()

    def action_rub_out(self) -> None:
        """Delete the last digit."""
        self._count = self._count // 10 if self._count and self._count >= 10 else None
        self._tell()

    def on_key(self, event: events.Key) -> None:
        """Type a number."""
        if event.character and event.character in "0123456789":
            event.stop()
            typed = (self._count or 0) * 10 * self._typing + int(event.character)
            self._count = typed if typed <= MOST_COUNTED else int(event.character)
            self._typing = True
            self._tell()

    def on_focus(self) -> None:
        """Begin another number with the next digit."""
        self._typing = False


class DayField(Field):
    """A day, chosen by arrow keys or typed as 2026-11-20.

    Args:
        day: The first day shown.
        latest: Gives the last day to choose from.
        id: Its id.
    """

    EARLIEST = dt.date(1970, 1, 2)
    """First day to choose from: every system knows the offset of its local time since then."""
    BINDINGS = bindings("day-field")

    def __init__(self, day: dt.date, latest: Callable[[], dt.date], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("Day", id=id)
        self._day = day
        self._latest = latest
        self._typed = ""

    @property
    def day(self) -> dt.date | None:
        """The day, or None if the text is no day to choose from."""
        return None if self._typed else self._day

    @property
    def problem(self) -> str:
        """Why the text is no day to choose from, in a few words; empty if it is."""
        if not self._typed:
            return ""
        day = _read(self._typed)
        if day is None:
            return NOT_A_DAY
        return STILL_TO_COME if day > self._latest() else f"Not before {self.EARLIEST.isoformat()}"

    @property
    def words(self) -> str:
        """The day in words, or the text typed so far."""
        return f"{self._typed}_" if self._typed else f"{day_words(self._day)} {self._day.year}"

    @property
    def brief(self) -> str:
        """The day in few letters."""
        if self._typed:
            return self.words
        weekday, number, month = day_words(self._day).split()
        return f"{weekday[:3]} {number} {month[:3]} {self._day.year}"

    @property
    def hint(self) -> str:
        """How to type another day."""
        return "" if self._typed else f"or type it: {self._day.isoformat()}"

    def action_step(self, by: int) -> None:
        """Choose the next or the previous day."""
        day = self._day.toordinal() + by
        if self._typed:
            self._typed = ""
        elif by < 0 or day <= self._latest().toordinal():
            self._day = max(self.EARLIEST, dt.date.fromordinal(day))
        self._tell()

    def action_rub_out(self) -> None:
        """Delete the last character typed."""
        self._typed = self._typed[:-1]
        self._tell()

    def on_key(self, event: events.Key) -> None:
        """Type a date with digits and hyphens."""
        if event.character and event.character in "0123456789-" and len(self._typed) < 10:
            event.stop()
            self._typed += event.character
            day = _read(self._typed)
            if day and self.EARLIEST <= day <= self._latest():
                self._day, self._typed = day, ""
            self._tell()


def _read(text: str) -> dt.date | None:
    """Read a typed date, or None if it is incomplete or wrong."""
    if len(text) != len("2026-11-20"):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
