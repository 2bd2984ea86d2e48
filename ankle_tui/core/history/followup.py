"""What to ask after a session: the ankles the morning after, and pain that was reported."""

import datetime as dt
from collections.abc import Iterable
from operator import attrgetter

from ankle_tui.core.history.records import Morning, SessionRecord

ASKED_FOR = 3
"""Days for which the morning after is asked about. Our own choice."""
HURTS = 3
"""Pain from which a report stands (Silbernagel's pain-monitoring model: up to 2 is safe with hops; our own choice)."""
STANDS = 14
"""Days for which a report stands. Our own choice."""
PAINLESS = 3
"""Sessions without such pain after which a report stands no longer. Our own choice."""

_AGE = attrgetter("day", "started_at", "id")


def morning_due(sessions: Iterable[SessionRecord], today: dt.date) -> SessionRecord | None:
    """Find the session to ask about how the ankles felt the morning after it.

    Args:
        sessions: In any order.
        today: The training day.

    Returns:
        The last session of the days before today, unless it is answered or more than `ASKED_FOR` days ago.
    """
    before = (session for session in sessions if session.counts and session.day < today)
    last = max(before, key=_AGE, default=None)
    asked = last is not None and last.morning is None and (today - last.day).days <= ASKED_FOR
    return last if asked else None


def pain_report(sessions: Iterable[SessionRecord], today: dt.date) -> SessionRecord | None:
    """Find the last session with pain, or with worse ankles the morning after, whose report still stands.

    It stands for `STANDS` days, or until `PAINLESS` later sessions had less pain (no answer is none), or until the
    runner says that the pain is gone.

    Args:
        sessions: In any order.
        today: The training day.
    """
    for session in sorted(sessions, key=_AGE, reverse=True)[:PAINLESS]:
        if reports_pain(session):
            stands = (today - session.day).days <= STANDS and not session.relieved
            return session if stands else None
    return None


def reports_pain(session: SessionRecord) -> bool:
    """True if the session hurt, or the ankles were worse the morning after."""
    return (session.pain or 0) >= HURTS or session.morning is Morning.WORSE


def still_sore_due(report: SessionRecord | None, today: dt.date) -> bool:
    """True if to ask whether it is still sore: from the second day on, the day after the question about the morning.

    Args:
        report: The session whose report stands, or None.
        today: The training day.
    """
    return report is not None and (today - report.day).days >= 2
