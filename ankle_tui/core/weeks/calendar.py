"""Days and weeks of training, with every date as an argument."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import islice
from math import fsum
from operator import attrgetter
from typing import NamedTuple

from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.history.day_marks import MARKED_BACK, OFF, DayKind, DayMark, Target
from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.core.history.training_day import CUT_OFF
from ankle_tui.core.weeks.streaks import FIRST_WEEKDAYS, Weeks, settled, week_of

_KINDS = {Context.POST_RUN: DayKind.RUN, Context.CROSS_TRAINING: DayKind.CROSS_TRAINING}
_CONTEXTS = {kind: context for context, kind in _KINDS.items()}
_LAST_DATE = dt.date.max.toordinal()
_DAY = attrgetter("day")
_SECONDS = attrgetter("active_seconds")
_WHEN = attrgetter("started_at", "id")


class WeekStart(StrEnum):
    """The first day of a week."""

    MONDAY = "monday"
    SUNDAY = "sunday"


class Risk(StrEnum):
    """How what a week still asks for fits into the days it has left, with a free day between sessions."""

    DONE = "done"
    """Nothing more is asked for."""
    EASY = "easy"
    """Tomorrow is soon enough."""
    TIGHT = "tight"
    """It has to be today."""
    SHORT = "short"
    """The days do not suffice: a time to rest, not to train on days in a row."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How days and weeks are counted.

    Attributes:
        target: Training days a week that are aimed at.
        week_start: The first day of a week.
        cut_off: Time after midnight that still belongs to the day before.
    """

    target: int = 2
    week_start: WeekStart = WeekStart.MONDAY
    cut_off: dt.timedelta = CUT_OFF


@dataclass(frozen=True, slots=True)
class Day:
    """One day.

    Attributes:
        day: The date.
        kind: What it was: as it is marked, else as its sessions say; None where neither does.
        hard: Whether a run was a hard one.
        sessions: How many sessions it has that count as training, up to today.
        seconds: Seconds of work in them.
    """

    day: dt.date
    kind: DayKind | None
    hard: bool
    sessions: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Week:
    """One week.

    Attributes:
        start: Its first day.
        days: Its seven days.
        done: How many training days it has, up to today.
        target: How many are aimed at.
        hit: Whether they were reached.
        rest: Whether it is a rest week.
    """

    start: dt.date
    days: tuple[Day, ...]
    done: int
    target: int
    hit: bool
    rest: bool


class WeekTotal(NamedTuple):  # made by the thousand, where a frozen dataclass takes three times as long
    """What was done in one week.

    Attributes:
        start: Its first day.
        sessions: How many sessions.
        days: On how many days.
        seconds: Seconds of work in them.
    """

    start: dt.date
    sessions: int
    days: int
    seconds: float


class Calendar:
    """A history by days and weeks, as it stands on one day. It is made anew when the history or the day changes.

    What takes a look at every session is worked out when it is first asked for.

    Args:
        history: The sessions and what the runner has said of days.
        rules: How days and weeks are counted.
        today: The training day it is now.

    Attributes:
        today: As given.
    """

    def __init__(self, history: History, rules: Rules, today: dt.date) -> None:
        self.today = today
        self._history = history
        self._rules = rules
        self._first_weekday = FIRST_WEEKDAYS[rules.week_start]

    @cached_property
    def past(self) -> tuple[SessionRecord, ...]:
        """Sessions up to today, in file order; one dated later comes from a wrong clock and counts nowhere."""
        sessions = self._history.sessions
        if max(map(_DAY, sessions), default=self.today) <= self.today:
            return sessions
        return tuple(session for session in sessions if session.day <= self.today)

    @property
    def to_come(self) -> Sequence[SessionRecord]:
        """Sessions dated after today, the earliest first."""
        return sorted((session for session in self._history.sessions if session.day > self.today), key=_DAY)

    @property
    def training(self) -> Sequence[SessionRecord]:
        """Sessions up to today that count as training, by day."""
        return self._by_day[0]

    @cached_property
    def counted(self) -> Weeks:
        """The weeks in integers."""
        return Weeks(
            set(self._by_day[1]),
            {day.toordinal() for day, mark in self._marks.items() if mark.kind in OFF},
            _noted(self._history),
            setting=self._rules.target,
            today=self.today.toordinal(),
            first_weekday=self._first_weekday,
        )

    @property
    def streak(self) -> int:
        """Weeks hit, counted backwards over rest weeks until a miss; this week adds one once it is hit."""
        return self.counted.streak

    @property
    def best(self) -> int:
        """The longest streak there has been."""
        return self.counted.best

    @cached_property
    def consistency(self) -> float | None:
        """The share of what was aimed at that was done in the last twelve closed weeks, or None before there is one."""
        return self.counted.consistency

    @property
    def risk(self) -> Risk:
        """How what is needed fits into the days left."""
        return Risk(self.counted.risk)

    @property
    def days_left(self) -> int:
        """How many days this week has left, with today."""
        return self.counted.days_left

    @property
    def last(self) -> dt.date | None:
        """The last training day up to today."""
        return None if self.counted.last is None else dt.date.fromordinal(self.counted.last)

    @property
    def context(self) -> Context | None:
        """What a session of today follows, by the kind of the day; None where it does not say."""
        return self.context_of(self.today)

    def context_of(self, day: dt.date) -> Context | None:
        """What a session of `day` follows, by the kind of the day; None where it does not say."""
        kind = self.day(day).kind
        return _CONTEXTS.get(kind) if kind else None

    def is_told(self, day: dt.date) -> bool:
        """True if the runner has marked `day` or cleared its mark, or one of its sessions tells its kind."""
        return day in self._marks or self.day(day).kind is not None

    def day(self, day: dt.date) -> Day:
        """One day, which may be after today."""
        sessions, mark = _on(day, self._by_day), self.mark(day)
        contexts = {session.context for session in sessions}
        derived = next((kind for context, kind in _KINDS.items() if context in contexts), None)
        kind, hard = (mark.kind, mark.hard) if mark else (derived, False)
        return Day(day, kind, hard, len(sessions), fsum(map(_SECONDS, sessions)))

    def week(self, day: dt.date) -> Week:
        """The week of a day."""
        return self._week(week_of(day.toordinal(), self._first_weekday))

    def weeks(self, count: int, last: dt.date | None = None) -> tuple[Week, ...]:
        """So many weeks in a row, the oldest first.

        Args:
            count: How many.
            last: A day of the last one; None for today.
        """
        end = week_of((last or self.today).toordinal(), self._first_weekday)
        return tuple(self._week(week) for week in range(end - 7 * (count - 1), end + 1, 7))

    def totals(self, count: int | None = None) -> tuple[WeekTotal, ...]:
        """The training of the weeks that have any, the oldest first.

        Args:
            count: How many weeks are looked at, up to this one; None for all.
        """
        (sessions, days), weeks = self._by_day, self.counted
        begin = end = 0 if count is None else bisect_left(days, weeks.this - 7 * (count - 1))
        seconds = list(map(_SECONDS, islice(sessions, begin, None)))
        totals = []
        while end < len(days):
            start, first = week_of(days[end], self._first_weekday), end
            end = bisect_left(days, start + 7, first)
            worked = fsum(seconds[first - begin : end - begin])
            totals.append(WeekTotal(_date(start), end - first, weeks.done(start), worked))
        return tuple(totals)

    def sessions(self, day: dt.date) -> tuple[SessionRecord, ...]:
        """Every session of `day` by its start, including those that do not count."""
        return tuple(sorted(_on(day, self._all_by_day), key=_WHEN))

    def mark(self, day: dt.date) -> DayMark | None:
        """What the runner has said of a day; None where that has been taken away again."""
        mark = self._marks.get(day)
        return mark if mark and mark.kind else None

    def marked(self, day: dt.date, kind: DayKind | None, hard: bool = False) -> DayMark:
        """The mark to store when the runner says what a day was.

        Args:
            day: The day, at most `MARKED_BACK` days back.
            kind: What it was; None takes the mark away.
            hard: Whether a run was a hard one; of no other kind.

        Raises:
            ValueError: If the day is after today or too far back.
        """
        if not self.today - dt.timedelta(MARKED_BACK) <= day <= self.today:
            raise ValueError(f"a day can be marked up to {MARKED_BACK} days back, not {day}")
        return self._changed(day, kind, hard=hard)

    def week_marked(self, day: dt.date, kind: DayKind | None) -> tuple[DayMark, ...]:
        """The marks to store when the runner says what a whole week was.

        This week's days to come can be marked as well. What was done stays: days of a run or of cross-training are left as
        they are, and so are days that are marked so already.

        Args:
            day: A day of the week.
            kind: What its days were: rest, sick or travel; None takes such marks away.
        """
        week, this = self.week(day), self.week(self.today)
        since, until = self.today - dt.timedelta(MARKED_BACK), this.days[-1].day
        days = [item for item in week.days if since <= item.day <= until and item.kind in {None, *OFF} - {kind}]
        return tuple(self._changed(item.day, kind) for item in days)

    @cached_property
    def _marks(self) -> dict[dt.date, DayMark]:
        return {mark.day: mark for mark in self._history.days}

    @cached_property
    def _by_day(self) -> tuple[Sequence[SessionRecord], list[int]]:
        """The sessions that count as training, sorted by their day, and the ordinals of these days."""
        return _sorted_by_day([session for session in self.past if session.counts])

    @cached_property
    def _all_by_day(self) -> tuple[Sequence[SessionRecord], list[int]]:
        """Every session, sorted by its day, and the ordinals of these days."""
        return _sorted_by_day(list(self._history.sessions))

    def _week(self, start: int) -> Week:
        weeks = self.counted
        days = tuple(self.day(_date(day)) for day in range(start, start + 7))
        return Week(days[0].day, days, weeks.done(start), weeks.target(start), weeks.hit(start), weeks.rest(start))

    def _changed(self, day: dt.date, kind: DayKind | None, *, hard: bool = False) -> DayMark:
        hard = hard and kind is DayKind.RUN
        old = self._marks.get(day)
        return replace(old, kind=kind, hard=hard, rev=old.rev + 1) if old else DayMark(day, kind, hard)


def settle_target(history: History, rules: Rules, today: dt.date) -> Target | None:
    """The target to note so that a changed setting counts from the next week, and the weeks before keep theirs.

    Args:
        history: The sessions, and the targets noted so far.
        rules: How weeks are counted now.
        today: The training day it is now.

    Returns:
        What to add to the history, or None.
    """
    training = () if history.targets else Calendar(history, rules, today).training  # only the first target needs it
    new = settled(
        training[0].day.toordinal() if training else None,
        _noted(history),
        rules.target,
        today.toordinal(),
        FIRST_WEEKDAYS[rules.week_start],
    )
    if not new:
        return None
    since = dt.date.fromordinal(new[0])
    old = next((target for target in history.targets if target.since == since), None)
    return replace(old, sessions=new[1], rev=old.rev + 1) if old else Target(since, new[1])


def day_numbers(history: History) -> dict[str, list[int]]:
    """Turn a history into what `Weeks` counts, as plain integers for a digest; days in the future included.

    Returns:
        Ordinals of days: `trained`, `off`, and one list for each kind of day, such as `kind:run`. In `targets` the
        first day of each is followed by its number of training days.
    """
    calendar = Calendar(history, Rules(), dt.date.max)
    trained = {session.day for session in calendar.training}
    off = {mark.day for mark in history.days if mark.kind in OFF}
    kinds = {day: calendar.day(day).kind for day in trained.union(mark.day for mark in history.days)}
    return {
        "trained": _ordinals(trained),
        "off": _ordinals(off),
        **{f"kind:{kind}": _ordinals(day for day, its in kinds.items() if its is kind) for kind in DayKind},
        "targets": [number for target in _noted(history).items() for number in target],
    }


def _ordinals(days: Iterable[dt.date]) -> list[int]:
    return sorted(map(dt.date.toordinal, days))


def _sorted_by_day(sessions: list[SessionRecord]) -> tuple[Sequence[SessionRecord], list[int]]:
    found = list(map(dt.date.toordinal, map(_DAY, sessions)))
    days = sorted(found)
    if days != found:  # one was added by hand, or the clock had been set back
        sessions.sort(key=_DAY)
    return sessions, days


def _on(day: dt.date, by_day: tuple[Sequence[SessionRecord], list[int]]) -> Sequence[SessionRecord]:
    sessions, days = by_day
    ordinal = day.toordinal()
    return sessions[bisect_left(days, ordinal) : bisect_right(days, ordinal)]


def _date(ordinal: int) -> dt.date:
    """The date of an ordinal; a week may begin before the first date there is, or end after the last."""
    return dt.date.fromordinal(min(max(ordinal, 1), _LAST_DATE))


def _noted(history: History) -> dict[int, int]:
    """The targets by the ordinal of the first day they hold from."""
    return {target.since.toordinal(): target.sessions for target in history.targets}
