"""The training day: the local date at the start, with a cut-off after midnight."""

import datetime as dt

CUT_OFF = dt.timedelta(hours=3)
"""A session that starts before this time of the night belongs to the day before."""


def training_day(started_at: dt.datetime, cut_off: dt.timedelta = CUT_OFF) -> dt.date:
    """The day a session counts for.

    Args:
        started_at: Local wall time at the start.
        cut_off: Time after midnight that still belongs to the day before.

    Returns:
        The local date. It is stored with the record and never computed again.
    """
    return (started_at.replace(tzinfo=None) - cut_off).date()
