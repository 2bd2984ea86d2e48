"""Pick the exercises of a session, their variation, sets and amount."""

from collections.abc import Callable
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from ankle_tui.core.exercises.exercise import Choice, Group
from ankle_tui.core.formatting import amount_words, dose_words, minutes_words
from ankle_tui.core.session.plan import build_plan
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.widgets.selection import Selection
from ankle_tui.ui.widgets.tooltips import Tooltips, command_words

WIDE = 76
"""Columns from which a row has room for a reason, or the variation."""
TIMED = 86
"""Columns from which a row has room for the time as well."""
TICK = 4
"""Columns up to the end of the tick."""
HEAD, DOSE, TIME = 26, 17, 7
"""Columns of the name with its tick, of the dose and of the time."""


class ExercisePicker(Tooltips, Widget, can_focus=True):
    """Draw a selection with a cursor; keys and mouse edit it.

    Args:
        read: Gives the selection.
        write: Takes the edited one.
        id: Its id.
    """

    BINDINGS = bindings("picker")
    COMPONENT_CLASSES = {"picker--row", "picker--taken", "picker--cursor", "picker--group"}
    DEFAULT_CSS = """
    ExercisePicker { height: auto; width: 1fr; }
    ExercisePicker > .picker--row { color: $quiet; }
    ExercisePicker > .picker--taken { color: $foreground; text-style: bold; }
    ExercisePicker > .picker--cursor { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
    ExercisePicker > .picker--group { color: $quiet; }
    """

    @dataclass
    class Changed(Message):
        """The selection was edited, or the cursor moved."""

        picker: "ExercisePicker"

        @property
        def control(self) -> "ExercisePicker":
            """The sender, for `@on`."""
            return self.picker

    def __init__(
        self,
        read: Callable[[], Selection],
        write: Callable[[Selection], None],
        *,
        id: str | None = None,  # noqa: A002 - Textual's own word
    ) -> None:
        super().__init__(id=id)
        self._read = read
        self._write = write
        self._cursor = 0
        self._varies = False
        """True if the exercise under the cursor has several variations."""

    def show(self) -> None:
        """Draw another selection."""
        self._cursor = min(self._cursor, len(self._read().choices) - 1)
        self.refresh(layout=True)
        self._tell()

    @property
    def chosen(self) -> list[Choice]:
        """The session, in order."""
        return self._read().chosen

    @property
    def current(self) -> Choice:
        """The exercise under the cursor."""
        return self._read().choices[self._cursor]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer another variation only if there is one."""
        return action != "variation" or self._varies

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self._cursor = max(0, min(len(self._read().choices) - 1, self._cursor + by))
        self._tell()

    def action_take(self) -> None:
        """Take the exercise into the session, or leave it out."""
        self._edit(self._read().toggle(self._cursor))

    def action_amount(self, by: int) -> None:
        """Change the seconds, reps or steps of a set."""
        self._edit(self._read().more(self._cursor, by))

    def action_sets(self, by: int) -> None:
        """Change the number of sets."""
        self._edit(self._read().more_sets(self._cursor, by))

    def action_variation(self) -> None:
        """Take the next variation, at its first dose."""
        self._edit(self._read().next_variation(self._cursor))

    def _edit(self, selection: Selection) -> None:
        if selection != self._read():
            self._write(selection)
            self._tell()

    def _tell(self) -> None:
        self.refresh()
        self.post_message(self.Changed(self))
        choices = self._read().choices
        varies = bool(choices) and len(self.current.exercise.variations) > 1
        if varies != self._varies:
            self._varies = varies
            self.screen.refresh_bindings()
        if choices and isinstance(self.parent, Widget):
            row = Region(0, self._lines().index(self._cursor), 1, 1)
            self.parent.scroll_to_region(row, animate=False)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to a row; a click on its tick, or a second one on the row, takes or leaves the exercise."""
        line, takes = self._at(event.offset)
        if line is None:
            return
        self._cursor = line
        if takes:
            self.action_take()
        else:
            self._tell()

    def tip(self, at: Offset) -> str:
        """Say what a click there does."""
        line, takes = self._at(at)
        if line is None:
            return ""
        return command_words(self.screen, "picker.take") if takes else "Move here; on the box: take or leave"

    def _at(self, at: Offset) -> tuple[int | None, bool]:
        """Index of the choice at a place, or None, and True if a click there takes or leaves it."""
        lines = self._lines()
        line = lines[at.y] if 0 <= at.y < len(lines) else None
        return line, line == self._cursor or at.x < TICK

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line for each exercise and one for the heading of the cooldown."""
        return len(self._lines())

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        lines, width = self._lines(), self.size.width
        if y >= len(lines):
            return Strip.blank(width, self.rich_style)
        line = lines[y]
        if line is None:
            return self._strip("   ·· cooldown ··", "picker--group")
        part = "picker--row"
        if line == self._cursor and self.has_focus:
            part = "picker--cursor"
        elif self._read().choices[line].exercise.id in self._read().taken:
            part = "picker--taken"
        return self._strip(self._row(line), part)

    def _lines(self) -> list[int | None]:
        """Index of the choice on each line, or None for the heading of the cooldown."""
        main = [n for n, choice in enumerate(self._read().choices) if choice.exercise.group is Group.MAIN]
        cooldown = [n for n, choice in enumerate(self._read().choices) if choice.exercise.group is Group.COOLDOWN]
        return [*main, None, *cooldown] if cooldown else [*main]

    def _row(self, number: int) -> str:
        selection = self._read()
        choice = selection.choices[number]
        cursor = "►" if number == self._cursor else " "
        tick = "■" if choice.exercise.id in selection.taken else "□"
        head = f" {cursor}{tick} {choice.exercise.name}"
        if self.size.width < WIDE:
            kind = choice.variation.kind
            dose = f"{choice.dose.sets} × {amount_words(choice.dose.amount, kind.unit)}"
            room = max(1, self.size.width - len(dose) - 1)
            return f"{set_cell_size(head, room - 1)} {dose} "
        time = f"{minutes_words(build_plan([choice]).seconds):>{TIME - 1}} " if self.size.width >= TIMED else ""
        room = self.size.width - HEAD - DOSE - len(time)
        why = selection.reason(choice) or choice.variation.name
        dose = dose_words(choice.variation, choice.dose, short=True)
        return f"{_cell(head, HEAD)}{_cell(dose, DOSE)}{_cell(why, room)}{time}"

    def _strip(self, text: str, part: str) -> Strip:
        style = self.get_component_rich_style(part)
        return Strip([Segment(text, style)]).adjust_cell_length(self.size.width, style)


def _cell(text: str, width: int) -> str:
    """Fit a text into `width` columns, the last of which stays empty."""
    return set_cell_size(text if cell_len(text) < width else f"{set_cell_size(text, width - 2).rstrip()}…", width)
