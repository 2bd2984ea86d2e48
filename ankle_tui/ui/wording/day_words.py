"""Glyphs and words for days and weeks, the same on Home and in the calendar."""

import datetime as dt
from collections.abc import Sequence

from ankle_tui.core.exercises.terms import Side
from ankle_tui.core.formatting import clock_words, counted, day_words
from ankle_tui.core.history.day_marks import OFF, DayKind
from ankle_tui.core.weeks.outline import Day, DigestOutline, Outline, Risk
from ankle_tui.core.weeks.streaks import LONG_GAP

SEPARATOR = " · "
LEGEND = ("○ run", "◎ hard", "◇ cross", "△ test", "– off")
"""Meaning of each open glyph."""
FILLED = ("■ ● ◉ ◆ ▲ with a session",)
"""Meaning of the filled ones."""
LONG_SESSION = 8 * 60
"""Seconds of work from which a day has the stronger tint."""
UNKNOWN = "…"
"""Stands where something is not known yet: the history is still being read, or the coach looks at it."""
LEGS = {Side.LEFT: "●", Side.RIGHT: "○"}
"""Sign of each leg."""
TOO_SHORT = "too short to count"
"""Shown for a session that marks no day and fills no week."""

_SHAPES = {DayKind.RUN: "○●", DayKind.CROSS_TRAINING: "◇◆", **dict.fromkeys(OFF, "–■")}
"""Shapes by kind of day: open, and filled with a session."""
_HARD, _PLAIN, _TESTED = "◎◉", "·■", "△▲"
_BRIEF = {DayKind.CROSS_TRAINING: "cross", DayKind.TRAVEL: "trip"}

Piece = tuple[str, ...]
"""A remark in several lengths, the longest first."""


def glyph(day: Day) -> str:
    """Glyph for the kind of a day, or for a self-test on a day without one; filled if it had a session."""
    plain = _TESTED if day.tested else _PLAIN
    shape = _HARD if day.hard else _SHAPES.get(day.kind, plain) if day.kind else plain
    return shape[day.sessions > 0]


def open_glyph(day: Day) -> str:
    """Glyph for the kind of a day where a tint tells of its session; a space for an unmarked day."""
    return glyph(day._replace(sessions=0)).replace("·", " ")


def kind_words(day: Day) -> str:
    """Name the kind of a day: `run`, `hard run`, `sick`; empty for an unmarked day."""
    return f"hard {day.kind}" if day.hard else day.kind or ""


def brief_kind_words(day: Day) -> str:
    """Name the kind of a day in at most five letters."""
    if day.kind is None:
        return "test" if day.tested else ""
    return "hard" if day.hard else _BRIEF.get(day.kind, day.kind)


def date_words(day: dt.date, today: dt.date) -> str:
    """Write a date, with its year if not the present one: `Thursday 19 November`."""
    return day_words(day) + ("" if day.year == today.year else f" {day.year}")


def short_date_words(day: dt.date) -> str:
    """Write a short date: `Thu 19 Nov`."""
    weekday, number, month = day_words(day).split()
    return f"{weekday[:3]} {number} {month[:3]}"


def short_day(day: dt.date, now: dt.date) -> str:
    """Write a date, with its year if not the present one: `22 Nov`."""
    _, number, month = day_words(day).split()
    return f"{number} {month[:3]}{'' if day.year == now.year else f' {day.year}'}"


def day_line(day: Day, *, timed: bool = True) -> str:
    """Sum up a day: `hard run, 1 session, 7:12 of work`; `timed` adds the time."""
    sessions = f"{day.sessions} session{'' if day.sessions == 1 else 's'}" if day.sessions else ""
    work = f"{clock_words(day.seconds)} of work" if day.sessions and timed else ""
    test = "self-test" if day.tested else ""
    return ", ".join(filter(None, [kind_words(day), sessions, work, test])) or "nothing noted"


def count_words(calendar: Outline) -> Piece:
    """Count this week's training days: `1 of 2 this week`."""
    week = calendar.week(calendar.today)
    return of_target_words(week.done, week.target), f"{week.done} of {week.target}"


def of_target_words(done: int, target: int) -> str:
    """Count training days of a week: `1 of 2 this week`, and beyond it `3 this week, goal 2`."""
    return f"{done} this week, goal {target}" if done > target else f"{done} of {target} this week"


def streak_words(calendar: Outline) -> Piece:
    """Give the present and the best streak, in weeks: `streak 5 · best 8`; nothing before the first."""
    if not calendar.best:
        return ()
    if not calendar.streak:
        return f"best streak {calendar.best}", f"best {calendar.best}"
    brief = f"streak {calendar.streak}"
    return f"{brief}{SEPARATOR}best {calendar.best}", brief


def risk_words(calendar: Outline) -> Piece:
    """Say if the sessions still needed fit into this week; nothing if none is needed."""
    weeks = calendar.counted
    if calendar.risk is Risk.DONE:
        return "this week is done", "week done"
    if weeks.rest(weeks.this):
        return ("rest week",)
    if weeks.off(weeks.today) or weeks.last is None or weeks.today - weeks.last >= LONG_GAP:
        return ()
    left = f"{counted(calendar.days_left, 'day')} left"
    if calendar.risk is Risk.EASY:
        return (left,)
    if calendar.risk is Risk.SHORT:
        return "too few days left: rest", "rest is fine"
    return f"{left}: best today", "best today"


def week_pieces(calendar: Outline, *, streaks: bool) -> list[Piece]:
    """Sum up the week."""
    return [count_words(calendar), *([streak_words(calendar)] if streaks else []), risk_words(calendar)]


def fact_words(calendar: Outline, block: Piece, *, framed: bool, room: int) -> str:
    """Say what stands at the right of the first line: the last session, or without panels how the week stands.

    Args:
        calendar: How the weeks stand.
        block: Names the block, in several lengths; nothing without one.
        framed: True where panels show week and goal.
        room: Cells there are.
    """
    if framed:
        return f"last session {short_date_words(calendar.last)}" if calendar.last else ""
    return joined([count_words(calendar)[-1:], streak_words(calendar)[-1:], block[-1:]], room)


def ahead_words(outline: DigestOutline, *, framed: bool, room: int) -> str:
    """Say what `fact_words` will say, as far as it is known before the history is read.

    Args:
        outline: How the weeks stand.
        framed: As for `fact_words`.
        room: As for `fact_words`.
    """
    if outline.has_blocks and not framed:
        return UNKNOWN
    return fact_words(outline, (), framed=framed, room=room)


def plan_words(calendar: Outline) -> Piece:
    """Give the share of the plan done lately: `86 % of plan lately`; nothing before the first week has ended."""
    if calendar.consistency is None:
        return ()
    share = f"{round(calendar.consistency * 100)} %"
    return f"{share} of plan lately", f"{share} of plan"


def joined(pieces: Sequence[Piece], width: int) -> str:
    """Join as many remarks as fit on a line, each as long as there is room for.

    Args:
        pieces: The remarks, the most important first.
        width: Cells of the line.
    """
    line = ""
    for piece in pieces:
        longer = (f"{line}{SEPARATOR if line else ''}{words}" for words in piece)
        line = next((words for words in longer if len(words) <= width), line)
    return line


def wrapped(words: Sequence[str], width: int, gap: str = "  ") -> list[str]:
    """Set words side by side on as many lines as necessary; none is broken.

    Args:
        words: The words, in order.
        width: Cells of a line.
        gap: The text between two on a line.
    """
    lines: list[str] = []
    for item in words:
        if lines and len(lines[-1]) + len(gap) + len(item) <= width:
            lines[-1] += f"{gap}{item}"
        else:
            lines.append(item)
    return lines
