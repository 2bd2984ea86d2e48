"""Count weeks, streaks and due sessions in plain integers: prompts ask often, so this imports nothing."""

FIRST_WEEKDAYS = {"monday": 0, "sunday": 6}
"""The weekday a week begins with, by the name of the setting: 0 for Monday to 6 for Sunday."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONG_GAP = 14
"""After this many days without training, do not mention what the week still needs."""
UNREADABLE = "history unreadable: ankle-tui doctor"
"""Shown instead of figures of a damaged history, which would be wrong."""
KIND = "kind:"
"""Precedes the kind of a day in the name of a list of days."""
NO_DAYS: "dict[str, list[int]]" = {"trained": [], "off": [], "targets": [], "blocks": [], "pauses": []}
"""The numbers of a history without anything in it."""
LATEST_CUT_OFF = "12:00"
"""A training day can end at noon at the latest."""
_REST_WEEK = 4
"""Days marked off that make a rest week."""
_PAUSE = 14
"""Days of a pause, from the first week that counts for it."""
_CONSISTENCY = 12
"""Closed weeks that count for consistency."""


def week_of(day: int, first_weekday: int = 0) -> int:
    """Find the first day of the week of `day`.

    Args:
        day: Ordinal of a date.
        first_weekday: The day a week begins with: 0 for Monday to 6 for Sunday.

    Returns:
        An ordinal; 0 or below for a week that begins before year 1.
    """
    return day - (day - 1 - first_weekday) % 7


def first_week(day: int, first_weekday: int = 0) -> int:
    """Find the first week that counts for what begins on `day`: its own if four days of it are left, else the next.

    Args:
        day: Ordinal of a date.
        first_weekday: The day a week begins with: 0 for Monday to 6 for Sunday.
    """
    week = week_of(day, first_weekday)
    return week if _holds(day, week) else week + 7


def pause_end(day: int, first_weekday: int = 0) -> int:
    """Find the last day of a pause that begins on `day`; it ends with a week.

    Args:
        day: Ordinal of a date.
        first_weekday: The day a week begins with: 0 for Monday to 6 for Sunday.
    """
    return first_week(day, first_weekday) + _PAUSE - 1


def ordinal(year: int, month: int, day: int) -> int:
    """The ordinal of a date, as `datetime.date.toordinal` has it, without loading `datetime`.

    Rata Die (Dershowitz and Reingold, Calendrical Calculations), with years that begin in March.
    """
    if month < 3:
        year, month = year - 1, month + 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month - 457) // 5 + day - 306


def read_cut_off(text: str) -> int | None:
    """Read the time of the night that ends a day; `datetime` would take "24:00" as midnight from Python 3.14 on.

    Args:
        text: A time such as `03:00`.

    Returns:
        Minutes after midnight, or None if `text` is no time or later than `LATEST_CUT_OFF`.
    """
    hours, _, minutes = text.partition(":")
    digits = hours + minutes
    if not (len(hours) == len(minutes) == 2 and digits.isascii() and digits.isdigit() and minutes < "60"):
        return None
    return 60 * int(hours) + int(minutes) if text <= LATEST_CUT_OFF else None


class Weeks:
    """Count the weeks of a history up to today. The ordinal of its first day names a week.

    Args:
        trained: Ordinals of the training days; those after today do not count yet.
        off: Ordinals of the days marked as rest, sick or travel.
        targets: Training days a week to aim at, by the first day of each target.
        setting: The target in the settings; if it is new, it counts from the next week.
        today: Ordinal of the present training day.
        first_weekday: The day a week begins with: 0 for Monday to 6 for Sunday.
        pauses: Ordinals of the days on which a pause after a block began; its weeks are rest weeks.

    Attributes:
        today: As given.
        first_weekday: As given.
        this: The present week.
        first: The first training day, or None.
        last: The last training day up to today, or None.
        streak: Weeks hit, counted backwards over rest weeks until a miss; this week adds one once it is hit.
        best: Longest streak so far.
    """

    __slots__ = (
        *("_done", "_first_week", "_hit", "_marked", "_neutral", "_off", "_rest", "_targets", "_trained"),
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
        pauses: "set[int] | frozenset[int]" = frozenset(),
    ) -> None:
        self.today = today
        self.first_weekday = first_weekday
        self.this = week_of(today, first_weekday)
        self._trained = {day for day in trained if day <= today} if max(trained, default=0) > today else trained
        self._off = off
        self.first = min(self._trained, default=None)
        self.last = max(self._trained, default=None)
        self._done = _by_week(self._trained, first_weekday)
        self._marked = {week for week, days in _by_week(off, first_weekday).items() if days >= _REST_WEEK}
        self._rest = set(self._marked)
        for day in pauses:
            self._rest.update(range(week_of(day, first_weekday), pause_end(day, first_weekday), 7))
        self._first_week = self.this if self.first is None else week_of(self.first, first_weekday)
        # No streak breaks in a rest week, in the present week, or in the first one if joined after its first day.
        self._neutral = self._rest | {self.this} | ({self._first_week} - {self.first})
        new = settled(self.first, targets, setting, today, first_weekday)
        # Newest first, so that the present target is found at once.
        self._targets = sorted((targets | dict([new] if new else [])).items(), reverse=True) or [(self.this, setting)]
        target = self.target
        self._hit = {week for week, days in self._done.items() if days >= target(week)}
        self.streak, self.best = self._streaks()

    @classmethod
    def of(cls, numbers: "dict[str, list[int]]", *, setting: int, today: int, first_weekday: int = 0) -> "Weeks":
        """Count the weeks from the numbers of a history, as `day_numbers` makes them; the others are as above.

        Raises:
            ValueError: If a target has no number of days.
            LookupError: If a list is missing.
        """
        targets = iter(numbers["targets"])
        return cls(
            set(numbers["trained"]),
            set(numbers["off"]),
            dict(zip(targets, targets, strict=True)),
            setting=setting,
            today=today,
            first_weekday=first_weekday,
            pauses=set(numbers["pauses"]),
        )

    def trained(self, day: int) -> bool:
        """True for a training day up to today."""
        return day in self._trained

    def off(self, day: int) -> bool:
        """True for a day marked as rest, sick or travel."""
        return day in self._off

    def done(self, week: int) -> int:
        """Training days of a week up to today."""
        return self._done.get(week, 0)

    def target(self, week: int) -> int:
        """Training days to aim at in a week."""
        return _holding(self._targets, week)[1]

    def hit(self, week: int) -> bool:
        """True if a week has reached its target."""
        return week in self._hit

    def rest(self, week: int) -> bool:
        """True if at least `_REST_WEEK` days of a week are marked as off, or the week belongs to a pause."""
        return week in self._rest

    def marked(self, week: int) -> bool:
        """True if at least `_REST_WEEK` days of a week are marked as off, whether it belongs to a pause or not."""
        return week in self._marked

    @property
    def needed(self) -> int:
        """Training days that this week still needs."""
        return max(0, self.target(self.this) - self.done(self.this))

    @property
    def days_left(self) -> int:
        """Days left of this week, today included."""
        return self.this + 7 - self.today

    @property
    def risk(self) -> str:
        """How the needed sessions fit into the days left, with free days between: `done`, `easy`, `tight` or `short`.

        Easy: tomorrow is soon enough. Tight: it has to be today. Short: there are too few days.
        """
        if not self.needed:
            return "done"
        if self.needed <= self._room(self.today + 1):
            return "easy"
        return "tight" if self.needed <= self._room(self.today) else "short"

    @property
    def latest(self) -> int:
        """Last day for the next session that leaves a free day before each further one of this week."""
        return self.this + 6 - 2 * (max(self.needed, 1) - 1)

    @property
    def consistency(self) -> float | None:
        """Share of the target that was done in the last twelve closed weeks; None before the first.

        Rest weeks and a first week joined late count only if hit; days beyond the target do not count.
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
        """Count the present streak and the best one."""
        run = best = 0
        for week in range(self._first_week, self.this + 1, 7):
            if week in self._hit:
                run += 1
            elif week not in self._neutral:
                best, run = max(best, run), 0
        return run, max(best, run)

    def _room(self, day: int) -> int:
        """Count the training days that fit into this week from `day` on, each with a free day before it."""
        start = day if self.last is None else max(day, self.last + 2)
        return max(0, (self.this + 6 - start) // 2 + 1)


def settled(
    first: int | None, targets: dict[int, int], setting: int, today: int, first_weekday: int = 0
) -> tuple[int, int] | None:
    """Find the target to note so that a changed setting counts from the next week and earlier weeks keep theirs.

    Args:
        first: Ordinal of the first training day, or None.
        targets: The targets noted so far, by their first day.
        setting: The target in the settings.
        today: Ordinal of the present training day.
        first_weekday: The day a week begins with: 0 for Monday to 6 for Sunday.

    Returns:
        Its first day and the training days a week; None if there is nothing to note.
    """
    if not targets:
        return None if first is None else (week_of(min(first, today), first_weekday), setting)
    coming = week_of(today, first_weekday) + 7
    since, sessions = _holding(sorted(targets.items(), reverse=True), coming)
    if sessions == setting:
        return None
    earliest = min(targets)
    if not _holds(earliest, coming - 7):  # the clock was set back: the target of earlier weeks must not change
        return coming - 7, targets[earliest]
    # A target noted for next week, when weeks began on another day, is replaced rather than doubled.
    return (since if _holds(since, coming) and not _holds(since, coming - 7) else coming), setting


def status_words(weeks: Weeks, *, streaks: bool = True) -> str:
    """Write a short line for a prompt: `2/3 this week · streak 5 · due today`; `streaks` shows the streak."""
    words = [f"{weeks.done(weeks.this)}/{weeks.target(weeks.this)} this week"]
    if streaks and weeks.streak:
        words.append(f"streak {weeks.streak}")
    return " · ".join([*words, _due_words(weeks)])


def _due_words(weeks: Weeks) -> str:
    """Say in two or three words if a session is due."""
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
    """Count the days of each week."""
    counts: dict[int, int] = {}
    shift = 1 + first_weekday
    for week in [day - (day - shift) % 7 for day in days]:
        counts[week] = counts.get(week, 0) + 1
    return counts


def _holding(targets: list[tuple[int, int]], week: int) -> tuple[int, int]:
    """Find the target of a week among those noted, the newest first; the first also covers the weeks before it."""
    for target in targets:
        if _holds(target[0], week):
            return target
    return targets[-1]


def _holds(since: int, week: int) -> bool:
    """True if a target set on `since` covers at least four days of `week`."""
    return since <= week + 3
