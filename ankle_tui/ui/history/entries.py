"""Write sessions as the rows of the history, a gap between two months."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.formatting import clock_words, day_words
from ankle_tui.core.history.day_marks import DayKind
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.weeks.outline import Day
from ankle_tui.ui.widgets.virtual_list import Row
from ankle_tui.ui.wording.day_words import glyph
from ankle_tui.ui.wording.report_words import done_words

_KINDS = {Context.POST_RUN: DayKind.RUN, Context.CROSS_TRAINING: DayKind.CROSS_TRAINING}
DAY, SIGN, MINUTES, EFFORT, PAIN = 10, 3, 8, 7, 5
"""Cells of the columns."""
BRIEF = DAY + SIGN + MINUTES
"""Cells of day, sign and minutes, which always stand in a row."""
WIDE = 50
"""Cells of a row from which it names the exercises."""


@dataclass(frozen=True)
class Months:
    """Sessions by the rows of a list in which a gap parts the months.

    Attributes:
        sessions: The sessions, newest first.
        rows: For each row the number of its session, or of the one below a gap.
        gaps: The rows that are gaps.
    """

    sessions: Sequence[SessionRecord] = ()
    rows: Sequence[int] = ()
    gaps: frozenset[int] = frozenset()

    @classmethod
    def of(cls, sessions: Sequence[SessionRecord], year: int) -> "Months":
        """Part the months; months of another year than `year` begin with a gap that names them."""
        rows: list[int] = []
        gaps: set[int] = set()
        before = (year, 0)
        for number, session in enumerate(sessions):
            month = session.day.year, session.day.month
            if month != before and (rows or session.day.year != year):
                gaps.add(len(rows))
                rows.append(number)
            before = month
            rows.append(number)
        return cls(sessions, rows, frozenset(gaps))

    def session(self, row: int) -> SessionRecord | None:
        """The session of a row, or None."""
        return self.sessions[self.rows[row]] if 0 <= row < len(self.rows) and row not in self.gaps else None

    def place(self, session_id: str) -> int | None:
        """The row of a session, or None."""
        found = (row for row, number in enumerate(self.rows) if self.sessions[number].id == session_id)
        row = next(found, None)
        return row + 1 if row in self.gaps and row is not None else row

    def gap(self, row: int, year: int) -> Row:
        """Write a gap, with the month if it or the one above is of another year than `year`."""
        above, day = self.sessions[self.rows[max(0, row - 1)]].day, self.sessions[self.rows[row]].day
        return Row("" if day.year == above.year == year else f"{day_words(day).split()[2]} {day.year}", "")


def heading(room: int) -> str:
    """Name the columns.

    Args:
        room: Cells of a row.
    """
    pain = f"{'pain':>{PAIN}}" if room >= BRIEF + PAIN else ""
    effort = f"{'effort':>{EFFORT}}" if room >= BRIEF + EFFORT + PAIN else ""
    text = f"{'':{DAY + 2}}after min" + ("  exercises" if room >= WIDE else "")
    return text.ljust(room - len(effort + pain)) + effort + pain


def entry(session: SessionRecord, day: Day, names: Mapping[str, str], room: int) -> Row:
    """Write a session as a row: date, sign of the day, minutes, effort and pain, and the exercises if there is room.

    Args:
        session: The session.
        day: Its day.
        names: The short name of every exercise by its id.
        room: Cells of the row.
    """
    exercises = f"  {done_words(session, names)}" if room >= WIDE else ""
    effort = f"{_score(session.effort):>{EFFORT}}" if room >= BRIEF + EFFORT + PAIN else ""
    pain = f"{_score(session.pain):>{PAIN}}" if room >= BRIEF + PAIN else ""
    hurts = bool(session.pain)
    return Row(
        f"{short_day(session.day):<{DAY}}",
        f"{_sign(session, day):>{SIGN}}{clock_words(session.active_seconds):>{MINUTES}}{exercises}",
        (effort + ("" if hurts else pain))[1:],
        pain[(1 if not effort else 0) :] if hurts else "",
    )


def short_day(day: dt.date) -> str:
    """Write a date in a column: `Sat  7 Nov`."""
    weekday, number, month = day_words(day).split()
    return f"{weekday[:3]} {number:>2} {month[:3]}"


def _sign(session: SessionRecord, day: Day) -> str:
    """Sign of what the session followed: a hard run only if the day was marked so."""
    kind = _KINDS.get(session.context)
    return glyph(day._replace(kind=kind, hard=day.hard and kind is DayKind.RUN, sessions=0)) if kind else ""


def _score(score: int | None) -> str:
    return "" if score is None else str(score)
