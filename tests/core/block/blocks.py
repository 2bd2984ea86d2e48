"""Histories with blocks for the tests; days are counted from a Monday."""

import datetime as dt
from collections.abc import Iterable

from hypothesis import strategies as st

from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.ids import new_id
from ankle_tui.core.history.records import History
from ankle_tui.core.history.self_tests import AfterBlock, BlockRecord
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Rules, WeekStart
from tests.store.history.records import make_record

MONDAY = dt.date(2026, 1, 5)
LENGTH = 56


def date_of(day: int) -> dt.date:
    """The date of a day so many after the Monday."""
    return MONDAY + dt.timedelta(days=day)


def make_block(
    since: int = 0,
    target: int = 2,
    *,
    number: int = 0,
    ended: int | None = None,
    answer: AfterBlock | None = None,
    answered: int | None = None,
) -> BlockRecord:
    """A block that began so many days after the Monday."""
    return BlockRecord(
        new_id(1_763_000_000_000 + number, bytes(10)),
        date_of(since),
        target,
        ended=None if ended is None else date_of(ended),
        answer=answer,
        answered=None if answered is None else date_of(answered),
    )


def make_history(trained: Iterable[int] = (), off: Iterable[int] = (), blocks: Iterable[BlockRecord] = ()) -> History:
    """Sessions and days off on these days."""
    return History(
        tuple(make_record(number, day=date_of(day)) for number, day in enumerate(trained)),
        days=tuple(DayMark(date_of(day), DayKind.SICK) for day in off),
        blocks=tuple(blocks),
    )


def seen(history: History, today: int, *, target: int = 2, week_start: WeekStart = WeekStart.MONDAY) -> Calendar:
    """The history as of a day."""
    return Calendar(history, Rules(target, week_start), date_of(today))


def week_off(week: int) -> set[int]:
    """All days of a week, counted from 0."""
    return set(range(7 * week, 7 * week + 7))


DAYS = st.sets(st.integers(-10, 120), max_size=60)
"""Any days."""
HABITS = st.tuples(st.sampled_from([(1, 4), (0, 2, 4), (2,), (5, 6)]), st.sets(st.integers(0, 100), max_size=12)).map(
    lambda habit: {7 * week + day for week in range(-1, 15) for day in habit[0]} - habit[1]
)
"""The days of somebody who trains on the same weekdays and misses some."""
TRAINED = DAYS | HABITS
OFF = st.tuples(st.sets(st.integers(0, 14), max_size=7), DAYS).map(
    lambda drawn: (
        {7 * week + day for week in drawn[0] for day in range(1, 6)} | {day for day in drawn[1] if day % 5 == 0}
    )
)
"""Weeks off, and single days."""
