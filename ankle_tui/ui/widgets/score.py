"""A score from 0 to 10, or none, picked with digits, arrows or the mouse."""

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
BRIEF, FULL = 8, 19
"""Cells for the meaning of the highest number, and for both ends, in the longest words."""


class Score(Widget, can_focus=True):
    """A row of numbers from 0 to 10.

    Args:
        name_shown: The label.
        low: Meaning of 0.
        high: Meaning of 10.
        id: Its id.
    """

    BINDINGS = bindings("score")
    COMPONENT_CLASSES = {"score--label", "score--number", "score--picked"}
    DEFAULT_CSS = """
    Score { height: 1; width: 1fr; }
    Score > .score--label { color: $foreground; }
    Score > .score--number { color: $quiet; }
    Score > .score--picked { text-style: bold reverse; }
    Score:focus > .score--label { text-style: bold underline; }
    """
    LABEL = 8

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

    def __init__(self, name_shown: str, *, low: str, high: str, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._label = name_shown
        self._value: int | None = None
        self._high = high
        self._anchors = f"0 {low}, {HIGHEST} {high}"
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
        """Pick the number of a digit; 1 and then 0 pick 10."""
        if event.character and event.character in "0123456789":
            event.stop()
            ten = self._value == 1 and event.character == "0"
            self.pick(HIGHEST if ten else int(event.character))

    def on_click(self, event: events.Click) -> None:
        """Pick the number under the mouse."""
        place = (event.x - self._column) // self._cell
        if event.x >= self._column and 0 <= place <= HIGHEST:
            self.pick(None if place == self._value else place)

    @property
    def _column(self) -> int:
        """First column of the numbers."""
        return self.LABEL if self.size.width >= self.LABEL + 2 * (HIGHEST + 1) else self.LABEL - 1

    @property
    def _cell(self) -> int:
        """Width of a number; all scores leave room for the same words behind."""
        room = self.size.width - self.LABEL
        return next((width for width in (4, 3) if room >= width * (HIGHEST + 1) + BRIEF), 2)

    def _behind(self, room: int) -> str:
        """Words behind the numbers, as far as there is room."""
        return self._anchors if room >= FULL else self._high if room >= BRIEF else ""

    def render_line(self, y: int) -> Strip:
        """Draw the row."""
        if y:
            return Strip.blank(self.size.width, self.rich_style)
        number, picked = (self.get_component_rich_style(f"score--{part}") for part in ("number", "picked"))
        cells = [Segment(self._label.ljust(self._column), self.get_component_rich_style("score--label"))]
        cells += [
            Segment(f"{value:^{self._cell}}", picked if value == self._value else number)
            for value in range(HIGHEST + 1)
        ]
        room = self.size.width - self._column - self._cell * (HIGHEST + 1)
        cells.append(Segment(f" {self._behind(room)}", number))
        return Strip(cells).adjust_cell_length(self.size.width, self.rich_style)


class PainScore(Score):
    """How much it hurts, and optionally which ankle."""

    BINDINGS = bindings("pain")

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own word
        super().__init__("Pain", low="none", high="worst", id=id)
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

    def on_click(self, event: events.Click) -> None:
        """Pick the number under the mouse, or behind them the next ankle."""
        if event.x >= self._column + self._cell * (HIGHEST + 1):
            self.action_side()
        else:
            super().on_click(event)

    def _behind(self, room: int) -> str:
        if not self.value:
            return super()._behind(room)
        side = self._side.value if self._side else "both"
        ankle = f"{side} ankle{'' if self._side else 's'}"
        key = f" · {shown_key(self.screen, 'score.side')}: which" if self.has_focus else ""
        choices = (f"{ankle}{key}", ankle, side)
        return next((words for words in choices if len(words) < room), "")
