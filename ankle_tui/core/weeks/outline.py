"""How the weeks stand as of one day: all that can be told without a single session."""

import datetime as dt
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from ankle_tui.core.history.day_marks import DayKind
from ankle_tui.core.history.training_day import CUT_OFF
from ankle_tui.core.weeks.streaks import FIRST_WEEKDAYS, KIND, NO_DAYS, Weeks, week_of

_LAST_DATE = dt.date.max.toordinal()


class WeekStart(StrEnum):
    """The first day of a week."""

    MONDAY = "monday"
    SUNDAY = "sunday"


class Risk(StrEnum):
    """How the sessions still needed fit into the days left of a week, with a free day between them."""

    DONE = "done"
    """No session is needed."""
    EASY = "easy"
    """Tomorrow is soon enough."""
    TIGHT = "tight"
    """It has to be today."""
    SHORT = "short"
    """There are too few days: rest rather than train on days in a row."""


class Rules(NamedTuple):
    """How days and weeks are counted.

    Attributes:
        target: Training days a week to aim at.
        week_start: The first day of a week.
        cut_off: Time after midnight that still belongs to the day before.
    """

    target: int = 2
    week_start: WeekStart = WeekStart.MONDAY
    cut_off: dt.timedelta = CUT_OFF


class Day(NamedTuple):
    """One day.

    Attributes:
        day: The date.
        kind: Its kind: the mark, else the kind that its sessions tell; None without either.
        hard: True for a hard run.
        sessions: Number of sessions that count as training, up to today.
        seconds: Seconds of work in them.
        tested: True if a self-test was done.
    """

    day: dt.date
    kind: DayKind | None
    hard: bool
    sessions: int
    seconds: float
    tested: bool = False


class Week(NamedTuple):
    """One week.

    Attributes:
        start: Its first day.
        days: Its seven days.
        done: Training days up to today.
        target: Training days to aim at.
        hit: True if the target was reached.
        rest: True for a rest week.
    """

    start: dt.date
    days: tuple[Day, ...]
    done: int
    target: int
    hit: bool
    rest: bool


class Outline:
    """Tell how the weeks stand; `counted` and `day` come from what there is.

    Args:
        rules: How days and weeks are counted.
        today: The present training day.

    Attributes:
        today: As given.
    """

    def __init__(self, rules: Rules, today: dt.date) -> None:
        self.today = today
        self._rules = rules
        self._first_weekday = FIRST_WEEKDAYS[rules.week_start]

    @property
    def counted(self) -> Weeks:
        """The weeks in integers."""
        raise NotImplementedError

    def day(self, day: dt.date) -> Day:
        """Describe a day, which may be after today."""
        raise NotImplementedError

    @property
    def streak(self) -> int:
        """Weeks hit, counted backwards over rest weeks until a miss; this week adds one once it is hit."""
        return self.counted.streak

    @property
    def best(self) -> int:
        """Longest streak so far."""
        return self.counted.best

    @cached_property
    def consistency(self) -> float | None:
        """Share of the target that was done in the last twelve closed weeks; None before the first."""
        return self.counted.consistency

    @property
    def risk(self) -> Risk:
        """How the sessions still needed fit into the days left."""
        return Risk(self.counted.risk)

    @property
    def days_left(self) -> int:
        """Days left of this week, today included."""
        return self.counted.days_left

    @property
    def last(self) -> dt.date | None:
        """The last training day up to today."""
        return None if self.counted.last is None else dt.date.fromordinal(self.counted.last)

    def week(self, day: dt.date) -> Week:
        """Describe the week of a day."""
        return self._week(week_of(day.toordinal(), self._first_weekday))

    def weeks(self, count: int, last: dt.date | None = None) -> tuple[Week, ...]:
        """Describe `count` weeks in a row, the oldest first, up to the week of `last` or this week."""
        end = week_of((last or self.today).toordinal(), self._first_weekday)
        return tuple(self._week(week) for week in range(end - 7 * (count - 1), end + 1, 7))

    def _week(self, start: int) -> Week:
        weeks = self.counted
        days = tuple(self.day(date_of(day)) for day in range(start, start + 7))
        return Week(days[0].day, days, weeks.done(start), weeks.target(start), weeks.hit(start), weeks.rest(start))


class DigestOutline(Outline):
    """Tell how the weeks stand from the numbers of a digest; of a day it knows no time and no number of sessions.

    Args:
        numbers: As `day_numbers` makes them; None without a history.
        rules: As for `Outline`.
        today: As for `Outline`.

    Raises:
        ValueError: If the numbers make no sense.
        LookupError: If an older program, which knew less, has made them, or a wrong clock has left sessions after today:
            what those say of their days counts nowhere.
    """

    def __init__(self, numbers: dict[str, list[int]] | None, rules: Rules, today: dt.date) -> None:
        super().__init__(rules, today)
        found = numbers or NO_DAYS | {"hard": [], "tested": []}
        if max(found["trained"], default=0) > today.toordinal():
            raise LookupError("sessions after today")
        self._weeks = Weeks.of(found, setting=rules.target, today=today.toordinal(), first_weekday=self._first_weekday)
        self._hard, self._tested = set(found["hard"]), set(found["tested"])
        kinds = {kind: found.get(f"{KIND}{kind}", []) for kind in DayKind}
        self._kinds = {day: kind for kind, days in kinds.items() for day in days}
        self.has_blocks = bool(found["blocks"])
        """True if there has been a block, of which the numbers tell too little."""

    @property
    def counted(self) -> Weeks:
        """The weeks in integers."""
        return self._weeks

    def day(self, day: dt.date) -> Day:
        """Describe a day; a day with sessions has one, without a time."""
        number = day.toordinal()
        trained = int(self._weeks.trained(number))
        return Day(day, self._kinds.get(number), number in self._hard, trained, 0.0, number in self._tested)


def date_of(ordinal: int) -> dt.date:
    """Date of an ordinal, within the calendar: a week may begin before its first date or end after its last."""
    return dt.date.fromordinal(min(max(ordinal, 1), _LAST_DATE))
