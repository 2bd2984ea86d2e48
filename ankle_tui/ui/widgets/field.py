"""One line to change one thing in: another of a few words, or another day."""

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


class Field(Tooltips, Widget, can_focus=True):
    """A label and what is chosen, which the arrow keys and the mouse change.

    Args:
        name_shown: What is chosen.
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

    @dataclass
    class Changed(Message):
        """Something else was chosen."""

        field: "Field"

        @property
        def control(self) -> "Field":
            """Where it happened."""
            return self.field

    def __init__(self, name_shown: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__(id=id)
        self._label = name_shown

    @property
    def words(self) -> str:
        """What is chosen."""
        raise NotImplementedError

    @property
    def brief(self) -> str:
        """The same in fewer letters."""
        return self.words

    @property
    def hint(self) -> str:
        """What else can be done, where there is room to say it, or empty."""
        return ""

    def action_step(self, by: int) -> None:
        """Choose the next, or the one before."""
        raise NotImplementedError

    def on_click(self, event: events.Click) -> None:
        """A click on an arrow goes its way, one on the words goes on."""
        if event.x >= self.LABEL:
            self.action_step(-1 if self._on_less(event.x) else 1)

    def tip(self, at: Offset) -> str:
        """What a click does."""
        if at.x < self.LABEL:
            return ""
        return "Back" if self._on_less(at.x) else "Change"

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        if y:
            return Strip.blank(self.size.width, self.rich_style)
        label, value, arrow = (self.get_component_rich_style(f"field--{part}") for part in ("label", "value", "arrow"))
        hint = f"  {self.hint}" if self.hint and self.has_focus else ""
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
        """What is chosen in the words there is room for, and whether there is room for the arrows as well."""
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
    """One of a few words.

    Args:
        name_shown: What is chosen.
        words: All there are.
        at: The number of the one that is chosen.
        id: Its id.
    """

    def __init__(self, name_shown: str, words: Sequence[str], at: int, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(name_shown, id=id)
        self._words = words
        self._at = at

    @property
    def at(self) -> int:
        """The number of the word that is chosen."""
        return self._at

    @property
    def words(self) -> str:
        """The word that is chosen."""
        return self._words[self._at]

    def pick(self, at: int) -> None:
        """Choose a word without telling anybody.

        Args:
            at: Its number.
        """
        self._at = at
        self.refresh()

    def action_step(self, by: int) -> None:
        """Choose the next word; after the last comes the first."""
        self._at = (self._at + by) % len(self._words)
        self._tell()


class DayField(Field):
    """A day, by the arrow keys or typed as 2026-11-20.

    Args:
        day: The day at first.
        latest: Gives the last one that can be chosen.
        id: Its id.
    """

    EARLIEST = dt.date(1970, 1, 2)
    """The first one: every system knows the offset of its local time since then."""
    BINDINGS = bindings("day-field")

    def __init__(self, day: dt.date, latest: Callable[[], dt.date], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("Day", id=id)
        self._day = day
        self._latest = latest
        self._typed = ""

    @property
    def day(self) -> dt.date | None:
        """The day, or None when what was typed is none that can be chosen."""
        return None if self._typed else self._day

    @property
    def problem(self) -> str:
        """Why what was typed is no day that can be chosen, in a few words, or empty."""
        if not self._typed:
            return ""
        day = _read(self._typed)
        if day is None:
            return "Not a day yet: like 2026-11-20"
        return "This day is still to come" if day > self._latest() else f"Not before {self.EARLIEST.isoformat()}"

    @property
    def words(self) -> str:
        """The day in words, or what has been typed of it."""
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
        """How another day is typed."""
        return "" if self._typed else f"or type it: {self._day.isoformat()}"

    def action_step(self, by: int) -> None:
        """Choose the next day, or the one before."""
        day = self._day.toordinal() + by
        if self._typed:
            self._typed = ""
        elif by < 0 or day <= self._latest().toordinal():
            self._day = max(self.EARLIEST, dt.date.fromordinal(day))
        self._tell()

    def action_rub_out(self) -> None:
        """Take back the last character that was typed."""
        self._typed = self._typed[:-1]
        self._tell()

    def on_key(self, event: events.Key) -> None:
        """What a date is written with types one."""
        if event.character and event.character in "0123456789-" and len(self._typed) < 10:
            event.stop()
            self._typed += event.character
            day = _read(self._typed)
            if day and self.EARLIEST <= day <= self._latest():
                self._day, self._typed = day, ""
            self._tell()


def _read(text: str) -> dt.date | None:
    """A date as it is typed, or None as long as it is none."""
    if len(text) != len("2026-11-20"):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
