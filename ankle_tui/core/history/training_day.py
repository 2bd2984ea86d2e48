"""Find the day a session counts for, and if it counts as training."""

import datetime as dt
from collections.abc import Iterable

CUT_OFF = dt.timedelta(hours=3)
"""Default cut-off: a session that starts before this time of the night belongs to the day before."""
LEAST_WORK = 120.0
"""Seconds of work that count as training even if no set reached its target. Our own choice."""


def training_day(started_at: dt.datetime, cut_off: dt.timedelta = CUT_OFF) -> dt.date:
    """Find the day a session counts for.

    Args:
        started_at: Local wall time at the start.
        cut_off: Time after midnight that still belongs to the day before.

    Returns:
        The local date, stored with the record and never recomputed.
    """
    return (started_at.replace(tzinfo=None) - cut_off).date()


def is_training(active_seconds: float, outcomes: Iterable[str]) -> bool:
    """True if a session counts as training: a set reached its target, or there were `LEAST_WORK` seconds of work.

    Args:
        active_seconds: Seconds of work in it.
        outcomes: How its sets ended.
    """
    return active_seconds >= LEAST_WORK or "done" in outcomes
