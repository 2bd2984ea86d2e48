"""Pick the exercises of a session, their variation, sets and amount."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from ankle_tui.core.exercises.exercise import Choice, Group, Unit
from ankle_tui.core.formatting import clock_words, counted, dose_words
from ankle_tui.core.session.plan import build_plan
from ankle_tui.ui.keys.bindings import bindings
from ankle_tui.ui.widgets.panel import EDGE, NARROW, Panel
from ankle_tui.ui.widgets.selection import Selection
from ankle_tui.ui.widgets.tooltips import command_words
from ankle_tui.ui.wording.text import cut

WIDE = 70
"""Columns from which a row has room for the reason, or the variation."""
TIMED = 36
"""Columns from which a row has room for the time."""
TICK = 4
"""Columns up to the end of the tick."""
NAME, DOSE, TIME = 21, 16, 5
"""Columns of the name, of the dose and of the time where there is room for a reason."""
LEAST = 4
"""Rows of the list below which nothing is said about the exercise under the cursor."""


class Fold(NamedTuple):
    """The cooldown in one line, until any of it is taken.

    Attributes:
        moves: Gives what would be taken.
        take: Takes it.
        words: Says in a few words how it is taken.
    """

    moves: Callable[[], Sequence[Choice]]
    take: Callable[[], None]
    words: Callable[[], str]


class ExercisePicker(Panel, Widget, can_focus=True):
    """Draw a selection with a cursor; keys and mouse edit it.

    Args:
        read: Gives the selection.
        write: Takes the edited one.
        about: Describes an exercise in a few lines, beginning with a reason that a row has no room for; None for nothing.
        fold: Folds the cooldown; None shows it row by row.
        id: Its id.
    """

    BINDINGS = bindings("picker")
    acts = ("picker.take", "picker.more", "picker.more-sets", "picker.variation")
    COMPONENT_CLASSES = {"picker--hint", "picker--quiet", "picker--taken", "picker--under"}
    DEFAULT_CSS = """
    ExercisePicker { height: 1fr; width: 1fr; }
    ExercisePicker > .picker--taken { color: $text-success; }
    ExercisePicker > .picker--quiet { color: $quiet; }
    ExercisePicker > .picker--hint { color: $hint; }
    ExercisePicker > .picker--under { background: $tint; }
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
        about: Callable[[Choice, str], Sequence[str]] | None = None,
        fold: Fold | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own word
    ) -> None:
        super().__init__(id=id)
        self._read = read
        self._write = write
        self._about = about
        self._fold = fold
        self._cursor = 0
        self._top = 0
        """The first row in sight."""
        self._varies = False
        """True if the exercise under the cursor has several variations."""
        self._seconds: dict[tuple[str, str, object, bool], float] = {}
        """Times of exercises that were drawn."""
        self._waiting = ""
        """What stands instead of the selection until the next `show`, or empty."""

    def wait(self, words: str) -> None:
        """Draw no selection until `show`: it is not known.

        Args:
            words: What stands there instead.
        """
        self._waiting = words
        self.frame("Today")
        self.refresh()

    @property
    def waits(self) -> bool:
        """True from `wait` to `show`."""
        return bool(self._waiting)

    def show(self) -> None:
        """Draw another selection."""
        self._waiting = ""
        self._cursor = min(self._cursor, len(self._read().choices) - 1)
        self._tell()

    @property
    def chosen(self) -> list[Choice]:
        """The session, in order."""
        return self._read().chosen

    @property
    def current(self) -> Choice:
        """The exercise under the cursor."""
        return self._read().choices[self._cursor]

    def lines(self) -> list[str]:
        """The lines shown, as plain text."""
        return [self.render_line(y).text.rstrip() for y in range(self.size.height)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer another variation only if there is one, and no amount for what stands in one line."""
        if action in {"amount", "sets"}:
            return not self._is_folded(self._cursor)
        return action != "variation" or self._varies

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        rows = self._rows()
        self._cursor = rows[max(0, min(len(rows) - 1, rows.index(self._cursor) + by))]
        self._tell()

    def action_take(self) -> None:
        """Take the exercise into the session, or leave it out."""
        if self._fold and self._is_folded(self._cursor):
            self._fold.take()
        else:
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
        rows = self._rows()
        if self._cursor not in rows:  # the cooldown was folded under it
            self._cursor = rows[-1] if rows else 0
        self.refresh()
        self.post_message(self.Changed(self))
        varies = bool(rows) and not self._is_folded(self._cursor) and len(self.current.exercise.variations) > 1
        if varies != self._varies:
            self._varies = varies
            self.screen.refresh_bindings()

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to a row; a click on its tick, or a second one on the row, takes or leaves the exercise."""
        row, takes = self._at(event.get_content_offset_capture(self))
        if row is None:
            return
        self._cursor = row
        if takes:
            self.action_take()
        else:
            self._tell()

    def tip(self, at: Offset) -> str:
        """Say what a click there does."""
        row, takes = self._at(at)
        if row is None:
            return ""
        return command_words(self.screen, "picker.take") if takes else "Move here; on the box: take or leave"

    def _at(self, at: Offset) -> tuple[int | None, bool]:
        """Index of the choice at a place, or None, and True if a click there takes or leaves it."""
        rows, y = self._rows(), at.y - self._head
        room = self._room(len(rows))
        number = y // _spacing(len(rows), room) + self._top
        row = rows[number] if 0 <= y < room and number < len(rows) else None
        return row, row == self._cursor or at.x < TICK

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line for each exercise, and for the title where there is no border."""
        return len(self._rows()) + self._head

    def render_line(self, y: int) -> Strip:
        """Draw the title, a row, or what is said about the exercise under the cursor."""
        width, rows = self.size.width, self._rows()
        if y < self._head:
            return self._title_strip(width)
        y -= self._head
        if self._waiting:
            margin = " " if width < NARROW - 2 else "  "
            return self._strip([(margin + self._waiting if y == 0 else "", self._ink("quiet"))], width)
        room = self._room(len(rows))
        if y < room:
            self._keep_in_sight(rows, room)
            number, between = divmod(y, _spacing(len(rows), room))
            number += self._top
            drawn = not between and number < len(rows)
            return self._row(rows[number], width) if drawn else Strip.blank(width, self.rich_style)
        return self._said(y - room, width)

    @property
    def _head(self) -> int:
        """Lines of the title: it has one where there is no border."""
        return int(not self.is_framed)

    def _room(self, rows: int) -> int:
        """Lines of the list: a rule and two lines about the exercise stand below it where there is room."""
        height = max(0, self.size.height - self._head)
        below = 3 + (height - rows > 5)
        return height - below if self._about and height - below >= max(LEAST, rows) else height

    def _keep_in_sight(self, rows: list[int], room: int) -> None:
        at = rows.index(self._cursor) if self._cursor in rows else 0
        self._top = max(0, min(max(self._top, at - room + 1), at, len(rows) - 1))
        self._top = max(0, min(self._top, len(rows) - room))

    def _rows(self) -> list[int]:
        """Index of the choice on each line, the main part first; of a folded cooldown the first one stands for all."""
        selection = self._read()
        main = [n for n, choice in enumerate(selection.choices) if choice.exercise.group is not Group.COOLDOWN]
        rest = [n for n, choice in enumerate(selection.choices) if choice.exercise.group is Group.COOLDOWN]
        return [*main, *(rest[:1] if rest and self._is_folded(rest[0]) else rest)]

    def _is_folded(self, number: int) -> bool:
        """True if a row stands for the cooldown."""
        selection = self._read()
        if self._fold is None or number >= len(selection.choices):
            return False
        if selection.choices[number].exercise.group is not Group.COOLDOWN:
            return False
        return not any(choice.exercise.group is Group.COOLDOWN for choice in selection.chosen)

    def _title_strip(self, width: int) -> Strip:
        margin = " " if width < NARROW - 2 else "  "
        title, result = margin + self.title_words, self.result_words + margin
        gap = max(1, width - cell_len(title) - cell_len(result))
        if cell_len(title) + gap + cell_len(result) > width:
            result = ""
        bold = self.get_component_rich_style("picker--taken")
        return self._strip([(title, bold), (" " * gap, self.rich_style), (result, self._ink("quiet"))], width)

    def _row(self, number: int, width: int) -> Strip:
        """Draw a row: edge, tick, name, dose, time, reason."""
        selection, under = self._read(), number == self._cursor
        choice, folded = selection.choices[number], self._is_folded(number)
        taken = choice.exercise.id in selection.taken
        ink, hint = self._ink("name" if taken or under else "hint"), self._ink("quiet" if under else "hint")
        name = ("Cooldown" if folded else choice.exercise.name, ink)
        moves = self._fold.moves() if self._fold and folded else [choice]
        first = choice in selection.chosen[:1]
        time = clock_words(sum(self._time(move, first=first) for move in moves)) if taken or folded else ""
        dose = self._dose(choice, len(moves) if folded else 0, width)
        edge = (EDGE, self._ink("taken")) if under else (" ", self.rich_style)
        tick = ("■" if taken else "□", self._ink("taken" if taken else "hint"))
        gap = "" if width < NARROW - 2 else " "
        if width < WIDE:
            time = f"{time:>{TIME}}" if width >= TIMED else ""
            tail = f"{_cell(dose, self._dose_width(width))}{time}{gap or ' '}"
            room = max(1, width - 2 - len(gap) - len(tail))
            parts = [edge, (gap, ink), tick, (_cell(f" {name[0]}", room), ink), (tail, ink)]
        else:
            reason = selection.reason(choice) or choice.variation.name
            why = self._fold.words() if self._fold and folded else reason
            parts = [
                edge, (" ", ink), tick, (" " + _cell(name[0], NAME), ink), (_cell(dose, DOSE), ink),
                (f"{time:>{TIME}}  ", hint if folded else ink), (cut(why, _reason_room(width)), hint),
            ]  # fmt: skip
        strip = self._strip(parts, width)
        if under:
            strip = strip.apply_style(self.get_component_rich_style("picker--under"))
        return strip

    def _dose(self, choice: Choice, moves: int, width: int) -> str:
        if moves:
            return counted(moves, "move")
        if width >= WIDE:
            return dose_words(choice.variation, choice.dose, short=True)
        seconds = " s" if choice.variation.kind.unit is Unit.SECONDS else ""
        return f"{choice.dose.sets} × {choice.dose.amount:g}{seconds}"

    def _dose_width(self, width: int) -> int:
        """Cells of the longest dose, and one more."""
        return max((len(self._dose(choice, 0, width)) for choice in self._read().choices), default=0) + 1

    def _time(self, choice: Choice, *, first: bool) -> float:
        """Seconds of an exercise with what leads to it, so that the times of a session add up to its own."""
        key = choice.exercise.id, choice.variation.id, choice.dose, first
        if key not in self._seconds:
            alone = build_plan([choice]).seconds
            self._seconds[key] = alone if first else build_plan([choice, choice]).seconds - alone
        return self._seconds[key]

    def _said(self, y: int, width: int) -> Strip:
        """Draw the rule and the lines about the exercise under the cursor."""
        if y == 0:
            return self._strip([(" ", self.rich_style), ("╌" * (width - 2), self._ink("hint"))], width)
        lines: Sequence[str] = ()
        if self._about and self._read().choices:
            why = self._read().reason(self.current)
            lines = self._about(self.current, "" if cell_len(why) <= _reason_room(width) else why)
        room = self.size.height - self._head - self._room(len(self._rows())) - 1
        at = y - 1 - (room - 2)  # an empty line above them where there is room
        text = lines[at] if 0 <= at < len(lines) else ""
        margin = " " if width < NARROW - 2 else "  "
        return self._strip([(margin + cut(text, width - 2 * len(margin)), self._ink("quiet" if at else "name"))], width)

    def _ink(self, part: str) -> Style:
        return self.rich_style if part == "name" else self.get_component_rich_style(f"picker--{part}")

    def _strip(self, parts: Sequence[tuple[str, Style]], width: int) -> Strip:
        return Strip([Segment(text, style) for text, style in parts if text]).adjust_cell_length(width, self.rich_style)


def _cell(text: str, width: int) -> str:
    """Fit a text into `width` columns, the last of which stays empty."""
    return set_cell_size(text if cell_len(text) < width else f"{set_cell_size(text, width - 2).rstrip()}…", width)


def _spacing(rows: int, room: int) -> int:
    """Lines from one row to the next."""
    return 2 if room > 2 * rows else 1


def _reason_room(width: int) -> int:
    """Cells of a row for a reason."""
    return width - TICK - NAME - DOSE - TIME - 4 if width >= WIDE else 0
