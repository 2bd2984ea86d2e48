"""A score from 0 to 10, or none, picked with digits, arrows or the mouse."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.widgets.keybar import shown_key

HIGHEST = 10
_SIDES = (None, *Side)
BRIEF, FULL = 8, 22
"""Cells for the meaning of the highest number, and for that of one number with a side, in the longest words."""
EFFORT_WORDS = ("none", *["light"] * 3, *["moderate"] * 3, *["hard"] * 2, "very hard", "all out")
PAIN_WORDS = ("none", *["mild"] * 3, *["moderate"] * 3, *["severe"] * 3, "worst")
"""What each number means; the ends are those that were always asked for."""
AT_ONCE = 1.0
"""Seconds between two digits of one number."""


class Score(Widget, can_focus=True):
    """A row of numbers from 0 to 10.

    Args:
        name_shown: The label.
        words: Meaning of every number.
        id: Its id.
    """

    BINDINGS = bindings("score")
    COMPONENT_CLASSES = {
        "score--label",
        "score--number",
        "score--passed",
        "score--picked",
        "score--value",
        "score--word",
    }
    DEFAULT_CSS = """
    Score { height: 1; width: 1fr; }
    Score > .score--label { color: $foreground; }
    Score > .score--number { color: $hint; background: $surface; }
    Score > .score--passed { color: $heat-text; background: $heat-1; }
    Score > .score--picked { color: $background; background: $text-success; text-style: bold; }
    Score:ansi > .score--picked { color: $foreground; background: $background; text-style: bold reverse; }
    Score > .score--value { text-style: bold; }
    Score > .score--word { color: $quiet; }
    Score:focus > .score--label { text-style: bold underline; }
    """
    LABEL = 9

    @dataclass
    class Changed(Message):
        """Another number was picked.

        Attributes:
            score: The sender.
            value: The number, or None.
        """

        score: "Score"
        value: int | None

        @property
        def control(self) -> "Score":
            """The sender, for `@on`."""
            return self.score

    def __init__(self, name_shown: str, words: Sequence[str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._label = name_shown
        self._value: int | None = None
        self._typed_at = -math.inf
        """When the last digit was typed, in seconds of the clock of events."""
        self._words = words
        self._anchors = f"0 {words[0]}, {HIGHEST} {words[-1]}"
        self.tooltip = self._anchors

    @property
    def value(self) -> int | None:
        """The number picked, or None."""
        return self._value

    def pick(self, value: int | None) -> None:
        """Pick a number, or none."""
        if value != self._value:
            self._value = value
            self.refresh()
            self.post_message(self.Changed(self, value))

    def action_step(self, by: int) -> None:
        """Pick the next or the previous number."""
        start = self._value if self._value is not None else (-1 if by > 0 else 1)
        self.pick(max(0, min(HIGHEST, start + by)))

    def action_clear(self) -> None:
        """Pick none."""
        self.pick(None)

    def on_key(self, event: events.Key) -> None:
        """Pick the number of a digit; 1 and at once 0 pick 10, a later 0 puts the 1 right."""
        if event.character and event.character in "0123456789":
            event.stop()
            ten = self._value == 1 and event.character == "0" and event.time - self._typed_at <= AT_ONCE
            self._typed_at = event.time
            self.pick(HIGHEST if ten else int(event.character))

    def on_click(self, event: events.Click) -> None:
        """Obey the mouse."""
        self.take_click(event.get_content_offset_capture(self).x)

    def take_click(self, x: int) -> None:
        """Pick the number under the mouse; a second click takes it back.

        Args:
            x: Column of the click.
        """
        place = (x - self._column) // self._cell
        if 0 <= place <= HIGHEST:
            self.pick(None if place == self._value else place)

    @property
    def _column(self) -> int:
        """First column of the numbers."""
        return self.LABEL if self.size.width >= self.LABEL + 2 * (HIGHEST + 1) else self.LABEL - 2

    @property
    def _cell(self) -> int:
        """Width of a number; all scores leave room for the same words behind."""
        room = self.size.width - self.LABEL
        wide = 5 if room >= 5 * (HIGHEST + 1) + 2 * FULL else 3
        return next((width for width in (wide, 3) if room >= width * (HIGHEST + 1) + BRIEF), 2)

    def _behind(self, room: int) -> str:
        """Meaning of the number, or of both ends before one is picked, as far as there is room."""
        words = self._anchors if self._value is None else self._words[self._value]
        return words if len(words) <= room else ""

    def render_line(self, y: int) -> Strip:
        """Draw the row."""
        if y:
            return Strip.blank(self.size.width, self.rich_style)
        style, value = self.get_component_rich_style, self._value
        cells = [Segment(self._label.ljust(self._column), style("score--label"))]
        for number in range(HIGHEST + 1):
            part = "number" if value is None or number > value else "picked" if number == value else "passed"
            cells.append(Segment(f"{number:^{self._cell}}", style(f"score--{part}")))
        room = self.size.width - self._column - self._cell * (HIGHEST + 1)
        told = "" if value is None or room < BRIEF else f"{value:>4}"
        words = self._behind(room - len(told) - 2)
        cells += [Segment(told, style("score--value")), Segment(f"  {words}" if words else "", style("score--word"))]
        return Strip(cells).adjust_cell_length(self.size.width, self.rich_style)


class PainScore(Score):
    """How much it hurts, and optionally which ankle."""

    BINDINGS = bindings("pain")

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__("Pain", PAIN_WORDS, id=id)
        self._side: Side | None = None

    @property
    def side(self) -> Side | None:
        """The ankle that hurts; None for both, or if nothing hurts."""
        return self._side if self.value else None

    def name_side(self, side: Side | None) -> None:
        """Take another ankle without a message."""
        self._side = side
        self.refresh()

    def action_side(self) -> None:
        """Name the next ankle: left, right, both."""
        if self.value:
            self._side = _SIDES[(_SIDES.index(self._side) + 1) % len(_SIDES)]
            self.refresh()
            self.post_message(self.Changed(self, self.value))

    def take_click(self, x: int) -> None:
        """Pick the number under the mouse, or behind them the next ankle."""
        if x >= self._column + self._cell * (HIGHEST + 1):
            self.action_side()
        else:
            super().take_click(x)

    def _behind(self, room: int) -> str:
        if not self.value:
            return super()._behind(room)
        side = self._side.value if self._side else "both"
        ankle = f"{side} ankle{'' if self._side else 's'}"
        key = f" · {shown_key(self.screen, 'score.side')}: other ankle" if self.has_focus else ""
        word = self._words[self.value]
        choices = (f"{word} · {ankle}{key}", f"{word} · {side}{key}", f"{word} · {side}", side)
        return next((words for words in choices if len(words) <= room), "")
