"""Weeks, streaks and what is due, counted in plain integers: a prompt asks for them often, so this imports nothing."""

FIRST_WEEKDAYS = {"monday": 0, "sunday": 6}
"""The weekday a week begins with, by the name of the setting: 0 for Monday to 6 for Sunday."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONG_GAP = 14
"""After so many days without training nobody is told what the week still asks for."""
UNREADABLE = "history unreadable: ankle-tui doctor"
"""In place of the status words where the history is damaged: figures of what is left of it would not be true."""
LATEST_CUT_OFF = "12:00"
"""A day that began later than noon would be somebody else's."""
_REST_WEEK = 4
"""So many days off make a rest week."""
_CONSISTENCY = 12
"""So many closed weeks are looked at for the consistency."""


def week_of(day: int, first_weekday: int = 0) -> int:
    """The first day of a day's week.

    Args:
        day: Ordinal of a date.
        first_weekday: The day a week begins with: 0 for Monday to 6 for Sunday.

    Returns:
        An ordinal; 0 or below for a week that begins before the first date there is.
    """
    return day - (day - 1 - first_weekday) % 7


def ordinal(year: int, month: int, day: int) -> int:
    """The ordinal of a date, as `datetime.date.toordinal` has it, without loading `datetime`.

    Rata Die (Dershowitz and Reingold, Calendrical Calculations), with years that begin in March.
    """
    if month < 3:
        year, month = year - 1, month + 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month - 457) // 5 + day - 306


def read_cut_off(text: str) -> int | None:
    """Read the time of the night that ends a day; not by `datetime`, which takes "24:00" for midnight from Python 3.14 on.

    Args:
        text: A time such as `03:00`.

    Returns:
        Minutes after midnight, or None where it is no such time or a later one than a day may end.
    """
    hours, _, minutes = text.partition(":")
    digits = hours + minutes
    if not (len(hours) == len(minutes) == 2 and digits.isascii() and digits.isdigit() and minutes < "60"):
        return None
    return 60 * int(hours) + int(minutes) if text <= LATEST_CUT_OFF else None


class Weeks:
    """The weeks of a history up to today. A week is named by the ordinal of its first day.

    Args:
        trained: Ordinals of the training days; those after today count for nothing yet.
        off: Ordinals of the days marked as rest, sick or travel.
        targets: Training days a week that are aimed at, by the first day they hold from.
        setting: The target as it is set now. Where it differs, it counts from the next week.
        today: Ordinal of the training day it is now.
        first_weekday: The day a week begins with: 0 for Monday to 6 for Sunday.

    Attributes:
        today: As given.
        first_weekday: As given.
        this: The week it is now.
        first: The first training day, or None.
        last: The last training day up to today, or None.
        streak: Weeks hit, counted backwards over rest weeks until a miss; this week adds one once it is hit.
        best: The longest streak there has been.
    """

    __slots__ = (
        *("_done", "_first_week", "_hit", "_neutral", "_off", "_rest", "_targets", "_trained"),
        *("best", "first", "first_weekday", "last", "streak", "this", "today"),
    )

    def __init__(
        self,
        trained: set[int],
        off: set[int],
        targets: dict[int, int],
        *,
        setting: int,
        today: int,
        first_weekday: int = 0,
    ) -> None:
        self.today = today
        self.first_weekday = first_weekday
        self.this = week_of(today, first_weekday)
        self._trained = {day for day in trained if day <= today} if max(trained, default=0) > today else trained
        self._off = off
        self.first = min(self._trained, default=None)
        self.last = max(self._trained, default=None)
        self._done = _by_week(self._trained, first_weekday)
        self._rest = {week for week, days in _by_week(off, first_weekday).items() if days >= _REST_WEEK}
        self._first_week = self.this if self.first is None else week_of(self.first, first_weekday)
        # What does not break a streak: a rest week, the week it is, and the first one if joined after its first day.
        self._neutral = self._rest | {self.this} | ({self._first_week} - {self.first})
        new = settled(self.first, targets, setting, today, first_weekday)
        # The last first: the one that holds now is found at once.
        self._targets = sorted((targets | dict([new] if new else [])).items(), reverse=True) or [(self.this, setting)]
        target = self.target
        self._hit = {week for week, days in self._done.items() if days >= target(week)}
        self.streak, self.best = self._streaks()

    def trained(self, day: int) -> bool:
        """Whether a day up to today is a training day."""
        return day in self._trained

    def off(self, day: int) -> bool:
        """Whether a day is marked as rest, sick or travel."""
        return day in self._off

    def done(self, week: int) -> int:
        """How many training days a week has, up to today."""
        return self._done.get(week, 0)

    def target(self, week: int) -> int:
        """How many training days are aimed at in a week."""
        return _holding(self._targets, week)[1]

    def hit(self, week: int) -> bool:
        """Whether a week has as many training days as were aimed at."""
        return week in self._hit

    def rest(self, week: int) -> bool:
        """Whether so many days of a week are marked as off that it is a rest week."""
        return week in self._rest

    @property
    def needed(self) -> int:
        """How many training days this week still asks for."""
        return max(0, self.target(self.this) - self.done(self.this))

    @property
    def days_left(self) -> int:
        """How many days this week has left, with today."""
        return self.this + 7 - self.today

    @property
    def risk(self) -> str:
        """How what is needed fits into the days left, with a free day between: `done`, `easy`, `tight` or `short`.

        It is easy while tomorrow is soon enough, tight when it has to be today, and short when the days do not suffice.
        """
        if not self.needed:
            return "done"
        if self.needed <= self._room(self.today + 1):
            return "easy"
        return "tight" if self.needed <= self._room(self.today) else "short"

    @property
    def latest(self) -> int:
        """The last day on which this week's next session leaves a free day before each one after it."""
        return self.this + 6 - 2 * (max(self.needed, 1) - 1)

    @property
    def consistency(self) -> float | None:
        """The share of what was aimed at that was done in the last twelve closed weeks, or None before there is one.

        Rest weeks and a first week joined late are left out unless they were hit; more than the target counts as the target.
        """
        done = aimed = found = 0
        for week in range(self.this - 7, self._first_week - 1, -7):
            if week in self._hit or week not in self._neutral:
                done += min(self.done(week), self.target(week))
                aimed += self.target(week)
                found += 1
            if found == _CONSISTENCY:
                break
        return done / aimed if aimed else None

    def _streaks(self) -> tuple[int, int]:
        """The streak now and the best one."""
        run = best = 0
        for week in range(self._first_week, self.this + 1, 7):
            if week in self._hit:
                run += 1
            elif week not in self._neutral:
                best, run = max(best, run), 0
        return run, max(best, run)

    def _room(self, day: int) -> int:
        """How many training days fit into the rest of this week from a day on, each with a free day before it."""
        start = day if self.last is None else max(day, self.last + 2)
        return max(0, (self.this + 6 - start) // 2 + 1)


def settled(
    first: int | None, targets: dict[int, int], setting: int, today: int, first_weekday: int = 0
) -> tuple[int, int] | None:
    """The target to note so that a changed setting counts from the next week, and the weeks before keep theirs.

    Args:
        first: Ordinal of the first training day, or None.
        targets: The targets noted so far, by the first day they hold from.
        setting: The target as it is set now.
        today: Ordinal of the training day it is now.
        first_weekday: The day a week begins with: 0 for Monday to 6 for Sunday.

    Returns:
        The first day it holds from and the training days a week; None where nothing is to be noted.
    """
    if not targets:
        return None if first is None else (week_of(min(first, today), first_weekday), setting)
    coming = week_of(today, first_weekday) + 7
    since, sessions = _holding(sorted(targets.items(), reverse=True), coming)
    if sessions == setting:
        return None
    earliest = min(targets)
    if not _holds(
        earliest, coming - 7
    ):  # the clock was set back: what holds for all weeks before must not change with it
        return coming - 7, targets[earliest]
    # What was noted for the coming week when weeks began on another day is changed, not contradicted.
    return (since if _holds(since, coming) and not _holds(since, coming - 7) else coming), setting


def status_words(weeks: Weeks, *, streaks: bool = True) -> str:
    """One short line for a prompt: `2/3 this week · streak 5 · due today`.

    Args:
        weeks: The weeks up to today.
        streaks: Whether streaks are shown.
    """
    words = [f"{weeks.done(weeks.this)}/{weeks.target(weeks.this)} this week"]
    if streaks and weeks.streak:
        words.append(f"streak {weeks.streak}")
    return " · ".join([*words, _due_words(weeks)])


def _due_words(weeks: Weeks) -> str:
    """What is due, in two or three words."""
    since = LONG_GAP if weeks.last is None else weeks.today - weeks.last
    return (
        ("done today" if since == 0 else "")
        or ("rest" if weeks.off(weeks.today) or weeks.rest(weeks.this) else "")
        or ("week done" if weeks.risk == "done" else "")
        or ("rest today" if since == 1 else "")
        or ("start any day" if since >= LONG_GAP else "")
        or {"tight": "due today", "short": "rest"}.get(weeks.risk, "")
        or f"next by {WEEKDAYS[(weeks.latest - 1) % 7]}"
    )


def _by_week(days: set[int], first_weekday: int) -> dict[int, int]:
    """How many of the days each week has."""
    counts: dict[int, int] = {}
    shift = 1 + first_weekday
    for week in [day - (day - shift) % 7 for day in days]:
        counts[week] = counts.get(week, 0) + 1
    return counts


def _holding(targets: list[tuple[int, int]], week: int) -> tuple[int, int]:
    """The target of a week, from those noted, the last first; before the first there is, the first holds."""
    for target in targets:
        if _holds(target[0], week):
            return target
    return targets[-1]


def _holds(since: int, week: int) -> bool:
    """Whether a target that was noted from a day on holds for a week: for most of its days, whichever day it begins with."""
    return since <= week + 3
