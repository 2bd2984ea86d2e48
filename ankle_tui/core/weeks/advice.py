"""Give one calm line of advice for today; it never blocks and never scolds."""

from ankle_tui.core.history.day_marks import DayKind
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Day, Risk
from ankle_tui.core.weeks.streaks import LONG_GAP, WEEKDAYS

_MANY = 3
"""Training days in seven that are enough: a fourth can wait (architecture, Calendar semantics, point 9)."""
_OFF = {
    DayKind.REST: "A rest day: the next session can wait.",
    DayKind.SICK: "Get well first: training can wait.",
    DayKind.TRAVEL: "A travel day: training can wait.",
}
_RISKS = {
    Risk.DONE: "This week is done: more is up to you.",
    Risk.SHORT: "Too few days left: start fresh next week.",
}


def advice(calendar: Calendar, *, eased: bool = True) -> str:
    """Advise on today in one line of at most 44 characters.

    Args:
        calendar: The calendar of today.
        eased: True if today's session has an easier balance after a hard run.
    """
    today, weeks = calendar.day(calendar.today), calendar.counted
    if today.kind in _OFF:
        return _OFF[today.kind]
    since = None if weeks.last is None else weeks.today - weeks.last
    if since == 0:
        return "Done for today: rest tomorrow."
    if since == 1:
        return "You trained yesterday: better to rest today."
    if sum(map(weeks.trained, range(weeks.today - 6, weeks.today))) >= _MANY:
        return "Three sessions in a week: the next can wait."
    if weeks.rest(weeks.this) and calendar.risk is not Risk.DONE:
        return "A rest week: train only if you feel like it."
    return _after_effort(today, since, eased=eased) or _by_week(calendar, since)


def _after_effort(today: Day, since: int | None, *, eased: bool) -> str:
    """Advice after today's run or cross-training; empty without either."""
    if today.hard:
        return f"A hard run: {'balance is one step easier' if eased else 'go easy on the balance'}."
    did = {DayKind.RUN: "You ran today", DayKind.CROSS_TRAINING: "You cross-trained"}.get(today.kind or DayKind.REST)
    if not did:
        return ""
    easy = since is None or since >= LONG_GAP
    return f"{did}: good for an easy session." if easy else f"{did}: a good moment to train."


def _by_week(calendar: Calendar, since: int | None) -> str:
    """Advice by the state of the week."""
    weeks = calendar.counted
    if since is None:
        return "Two or three sessions a week are enough."
    if since >= LONG_GAP:
        return "Welcome back: start one step lower."
    if calendar.risk is Risk.TIGHT:
        one = weeks.needed == 1
        return "One session today completes the week." if one else "Best today: it leaves free days between."
    return _RISKS.get(calendar.risk) or f"No hurry: any day up to {WEEKDAYS[(weeks.latest - 1) % 7]} will do."
