"""Draw the figures of a session, large, and the week it belongs to."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from ankle_tui.core.formatting import clock_words
from ankle_tui.core.history.records import Outcome, SessionRecord
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.streaks import WEEKDAYS
from ankle_tui.ui.widgets.bignum import big_text
from ankle_tui.ui.wording.day_words import glyph

DONE = "✓"


class BigFigure(NamedTuple):
    """A number with its words.

    Attributes:
        number: The number.
        words: Two words or three behind its two lowest rows.
        ink: Style of the number.
    """

    number: str
    words: tuple[str, str]
    ink: str = ""


def big_figures(record: SessionRecord, week: Calendar | None) -> list[BigFigure]:
    """Choose the figures of a session: minutes of work, sets, days of the week.

    Args:
        record: The session.
        week: The days with the session among them, or None if it is not recorded.
    """
    done = sum(item.outcome is Outcome.DONE for item in record.sets)
    found = [
        BigFigure(clock_words(record.active_seconds), ("min", "work")),
        BigFigure(str(done), (f"of {len(record.sets)}", "sets")),
    ]
    if week:
        this = week.week(week.today)
        ink = "$text-success" if this.done >= this.target else ""
        found.append(BigFigure(str(this.done), (f"goal {this.target}", "this week"), ink))
    return found


def week_lines(week: Calendar, cell: int, *, streaks: bool) -> list[Content]:
    """Draw the week in three lines: what it is, weekdays, signs; the day of the session is filled.

    Args:
        week: The days with the session among them.
        cell: Cells of a day.
        streaks: True to name the weeks in a row.
    """
    days = week.week(week.today).days
    names, signs = list[Content | str](), list[Content | str]()
    for day in days:
        today = day.day == week.today
        gap = " " * (cell - 2) if day is not days[-1] else ""
        names += [Content.styled(WEEKDAYS[day.day.weekday()][:2], "bold" if today else "$hint"), gap]
        if today and day.sessions:
            signs += [Content.styled(f"{DONE} ", "bold $background on $text-success"), gap]
        else:
            known = day.day <= week.today or day.kind
            ink = "$text-success" if day.sessions else "$foreground" if day.kind or day.tested else "$hint"
            signs += [Content.styled(glyph(day) if known else " ", ink), f" {gap}" if gap else ""]
    head = Content.styled("this week", "$quiet")
    if streaks and week.streak:
        streak = Content.assemble((" · streak ", "$quiet"), (str(week.streak), "bold"))
        head = Content.assemble(head, streak)
    return [head, Content.assemble(*names), Content.assemble(*signs)]


def figure_lines(figures: Sequence[BigFigure], days: Sequence[Content], width: int, rows: int) -> list[Content]:
    """Draw the figures side by side, the week at the right edge.

    Args:
        figures: The figures; the last ones are left out where there is no room.
        days: The lines of the week, or none.
        width: Cells of a line.
        rows: Rows of the numbers.
    """
    blocks = [block for figure in figures if (block := _block(figure, rows))]
    side = [Content("")] * (rows - len(days)) + list(days) if days else []
    wide = max((line.cell_length for line in side), default=0)
    while blocks and sum(block[0].cell_length for block in blocks) + len(blocks) + wide > width:
        blocks.pop()
    used = sum(block[0].cell_length for block in blocks) + wide
    gap = min(8, (width - used) // max(1, len(blocks) - (not side)))
    lines = []
    for row in range(rows):
        line = Content(" " * gap).join([block[row] for block in blocks])
        if side:
            line = Content.assemble(line, " " * (width - wide - line.cell_length), side[row])
        lines.append(line)
    return lines


def _block(figure: BigFigure, rows: int) -> list[Content]:
    """Draw a number and its words, all lines equally long."""
    drawn = big_text(figure.number, 60, rows)
    width = max(map(len, figure.words)) + 1
    words = ["", *([""] * (rows - 3)), *figure.words]
    return (
        [
            Content.assemble((row, figure.ink), (f" {word}".ljust(width), "$quiet"))
            for row, word in zip(drawn, words, strict=True)
        ]
        if len(drawn) == rows
        else []
    )
