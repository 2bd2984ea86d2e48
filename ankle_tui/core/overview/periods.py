"""Sum a history up by weeks, or by months or years where there are too many weeks to read."""

import datetime as dt
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.records import Feel, Morning, SessionRecord
from ankle_tui.core.history.touches import touches_of_legs
from ankle_tui.core.weeks.calendar import Calendar

MOST_WEEKS = 30
"""Most weeks that are shown one by one: more would fill pages. Our own choice."""
MOST_MONTHS = 48
"""Most months that are shown one by one. Our own choice."""


class Grain(StrEnum):
    """Length of a period."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Period:
    """A week, a month or a year.

    Attributes:
        start: Its first day, or the first day that is looked at if that is later.
        end: Its last day, or today if that is earlier.
        sessions: Sessions that count as training.
        days: Days with such a session.
        target: Training days aimed at; None for a month or a year.
        rest: True for a week marked as rest, sick or travel.
        seconds: Seconds of work.
        pain: Highest pain after a session, 0 to 10; None without an answer.
        pain_answers: Number of sessions with an answer about pain.
        worse: Number of mornings after a session on which the ankles felt worse.
        sore: Number of sessions that began sore or with pain.
        touches: Touches in a minute of holding, by leg; a leg without counted touches is absent.
    """

    start: dt.date
    end: dt.date
    sessions: int
    days: int
    target: int | None
    rest: bool
    seconds: float
    pain: int | None
    pain_answers: int
    worse: int
    sore: int
    touches: Mapping[Side, float]


def grain_of(since: dt.date, today: dt.date) -> Grain:
    """Length of the periods that a time is best told in."""
    if (today - since).days < 7 * MOST_WEEKS:
        return Grain.WEEK
    months = 12 * (today.year - since.year) + today.month - since.month + 1
    return Grain.MONTH if months <= MOST_MONTHS else Grain.YEAR


def periods(calendar: Calendar, since: dt.date, holds: Container[str]) -> tuple[Period, ...]:
    """Sum up every period from `since` to today, those without a session included.

    Args:
        calendar: The history by days.
        since: The first day, not after today.
        holds: Ids of the exercises with holds on one leg, which answers about touches speak of.
    """
    grain = grain_of(since, calendar.today)
    starts = list(_starts(calendar, since, grain))
    ends = [*(start - dt.timedelta(days=1) for start in starts[1:]), calendar.today]
    found: dict[dt.date, list[SessionRecord]] = defaultdict(list)
    place = {day: start for start, end in zip(starts, ends, strict=True) for day in _days(start, end)}
    for session in calendar.past:
        if session.day in place:
            found[place[session.day]].append(session)
    return tuple(
        _period(calendar, start, end, found[start], holds, weekly=grain is Grain.WEEK)
        for start, end in zip(starts, ends, strict=True)
    )


def _starts(calendar: Calendar, since: dt.date, grain: Grain) -> Iterator[dt.date]:
    """First days of the periods; the first one begins with `since`."""
    start = since
    while start <= calendar.today:
        yield start
        match grain:
            case Grain.WEEK:
                start = calendar.week(start).days[-1].day + dt.timedelta(days=1)
            case Grain.MONTH:
                start = dt.date(start.year + start.month // 12, start.month % 12 + 1, 1)
            case Grain.YEAR:
                start = dt.date(start.year + 1, 1, 1)


def _days(start: dt.date, end: dt.date) -> Iterable[dt.date]:
    return (start + dt.timedelta(days=number) for number in range((end - start).days + 1))


def _period(
    calendar: Calendar,
    start: dt.date,
    end: dt.date,
    sessions: Sequence[SessionRecord],
    holds: Container[str],
    *,
    weekly: bool,
) -> Period:
    training = [session for session in sessions if session.counts]
    pains = [session.pain for session in sessions if session.pain is not None]
    week = calendar.week(start) if weekly else None
    return Period(
        start=start,
        end=end,
        sessions=len(training),
        days=len({session.day for session in training}),
        target=week.target if week else None,
        rest=week.rest if week else False,
        seconds=round(fsum(session.active_seconds for session in training), 3),
        pain=max(pains, default=None),
        pain_answers=len(pains),
        worse=sum(session.morning is Morning.WORSE for session in sessions),
        sore=sum(session.feel in {Feel.SORE, Feel.PAIN} for session in sessions),
        touches=touch_rates(sessions, holds),
    )


def touch_rates(sessions: Iterable[SessionRecord], holds: Container[str]) -> dict[Side, float]:
    """Touches in a minute of holding over several sessions, by leg; a leg without counted touches is absent."""
    counted: dict[Side, list[tuple[int, float]]] = defaultdict(list)
    for session in sessions:
        for side, of_leg in touches_of_legs(session, holds).items():
            counted[side].append(of_leg)
    return {
        side: round(sum(number for number, _ in counted[side]) * 60 / fsum(held for _, held in counted[side]), 3)
        for side in Side
        if side in counted
    }
