"""Give one calm line of advice for today; it never blocks and never scolds."""

from ankle_tui.core.history.day_marks import DayKind
from ankle_tui.core.weeks.calendar import Calendar, Day, Risk
from ankle_tui.core.weeks.streaks import LONG_GAP, WEEKDAYS

_MANY = 3
"""Training days in seven that are enough: a fourth can wait (architecture, Calendar semantics, point 9)."""
_OFF = {
    DayKind.REST: "A rest day: the next session can wait.",
    DayKind.SICK: "Get well first: training can wait.",
    DayKind.TRAVEL: "A travel day: training can wait.",
}
_RISKS = {
    Risk.DONE: "This week is done: anything more is up to you.",
    Risk.SHORT: "Few days are left this week: rest well and start fresh in the next.",
}


def advice(calendar: Calendar, *, eased: bool = True) -> str:
    """Advise on today in one line of at most 70 characters.

    Args:
        calendar: The calendar of today.
        eased: True if today's session has an easier balance after a hard run.
    """
    today, weeks = calendar.day(calendar.today), calendar.counted
    if today.kind in _OFF:
        return _OFF[today.kind]
    since = None if weeks.last is None else weeks.today - weeks.last
    if since == 0:
        return "Done for today: a day off comes next."
    if since == 1:
        return "You trained yesterday: a day off helps more."
    if sum(map(weeks.trained, range(weeks.today - 6, weeks.today))) >= _MANY:
        return "Three sessions in seven days: the next can wait a little."
    if weeks.rest(weeks.this) and calendar.risk is not Risk.DONE:
        return "A rest week: train only if you feel like it."
    return _after_effort(today, since, weeks.last, eased=eased) or _by_week(calendar, since)


def _after_effort(today: Day, since: int | None, last: int | None, *, eased: bool) -> str:
    """Advice after today's run or cross-training; empty without either."""
    if today.hard:
        easier = "balance is one step easier, the rest as usual" if eased else "go easy on the balance"
        return f"That was a hard run: {easier}."
    did = {DayKind.RUN: "You ran today", DayKind.CROSS_TRAINING: "You cross-trained today"}.get(
        today.kind or DayKind.REST
    )
    if not did:
        return ""
    if since is None or last is None or since >= LONG_GAP:
        return f"{did}: a good moment for an easy session."
    when = f"on {WEEKDAYS[(last - 1) % 7]}" if since < 7 else f"{since} days ago"
    return f"{did} and last trained {when}: a good moment."


def _by_week(calendar: Calendar, since: int | None) -> str:
    """Advice by the state of the week."""
    weeks = calendar.counted
    if since is None:
        return "Two or three short sessions a week do it: start when you like."
    if since >= LONG_GAP:
        return "Welcome back: start easy, one step below where you left off."
    if calendar.risk is Risk.TIGHT:
        good = "one session fills the week" if weeks.needed == 1 else "it leaves free days between sessions"
        return f"Today is a good day: {good}."
    return _RISKS.get(calendar.risk) or f"No hurry: any day up to {WEEKDAYS[(weeks.latest - 1) % 7]} will do."
