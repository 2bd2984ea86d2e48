"""Sessions of some days ago, for the tests of the history."""

import datetime as dt
from dataclasses import replace

from ankle_tui.core.history.records import SessionRecord, SetRecord
from tests.store.history.records import make_record
from tests.ui.stage import EVENING

YESTERDAY = EVENING.date() - dt.timedelta(days=1)
NAMES = {"single-leg-balance": "Single-leg balance", "calf-raise": "Calf raise"}


def past(days: int, **changes: object) -> SessionRecord:
    """A session of so many days ago; the number of the days is in its id."""
    at = EVENING - dt.timedelta(days)
    return make_record(days, **{"day": at.date(), "started_at": at, "ended_at": at, **changes})


def sets_of(*exercises: str) -> tuple[SetRecord, ...]:
    """One set of each of some exercises."""
    (some, *_) = make_record().sets
    return tuple(replace(some, exercise=name) for name in exercises)
