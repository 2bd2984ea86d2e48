"""Count the weeks of a block in plain integers: prompts ask often, so this imports next to nothing."""

from ankle_tui.core.weeks.streaks import Weeks, first_week

WEEKS = 8
"""Weeks of a block, as in the 2BFit trial (PMC2412867)."""
MOST_PUSHED = 4
"""Rest weeks that push the end back. Our own choice."""
_ON_PLAN = 75
"""Percent of the planned sessions that are on plan. Quoted from the analyses of 2BFit, not read there."""
_SHOWN = 14
"""Days after the end on which prompts and Home still name an unanswered block. Our own choice."""


class BlockWeeks:
    """The weeks of a block up to today; they are those of the calendar, named by the ordinal of their first day.

    A rest week in which the target was not reached is not counted and pushes the end back, `MOST_PUSHED` times at most;
    from then on it counts like any other. A week of a pause is no rest week here: a block may begin in it. Several
    sessions of a day count once.

    Args:
        weeks: All weeks up to today.
        since: Ordinal of its first day. Its first week is that of the day if four days of it are left, else the next;
            days before that belong to it.
        target: Sessions a week that are planned.
        ended: Ordinal of the day on which it was closed, or 0.

    Attributes:
        since: As given.
        target: As given.
        counted: The weeks that count.
        rests: The rest weeks that push the end back, future ones as far as their days are marked.
        end: Its last day as planned.
        last: Its last day: `end`, or earlier if it was closed.
        over: True once it is over or closed.
        week: Number of the week that counts today or counted last, 1 to `WEEKS`.
        resting: True in a rest week.
        done: Sessions done.
        finished: Weeks that count and whose last day has come.
    """

    __slots__ = (
        *("_first", "_today", "_trained", "counted", "done", "end", "finished", "last"),
        *("over", "rests", "resting", "since", "target", "week"),
    )

    def __init__(self, weeks: Weeks, since: int, target: int, ended: int = 0) -> None:
        self.since = since
        self.target = target
        self._today = weeks.today
        self._trained = weeks.trained
        self.counted: list[int] = []
        self.rests: list[int] = []
        week = self._first = first_week(since, weeks.first_weekday)
        while len(self.counted) < WEEKS:
            rest = (
                len(self.rests) < MOST_PUSHED
                and weeks.marked(week)
                and sum(map(weeks.trained, self.days_of(week))) < target
            )
            (self.rests if rest else self.counted).append(week)
            week += 7
        self.end = week - 1
        self.last = min(ended or self.end, self.end)
        self.over = weeks.today > self.last or 0 < ended <= weeks.today
        at = min(weeks.today, self.last)
        self.week = max(1, sum(start <= at for start in self.counted))
        self.resting = not self.over and weeks.this in self.rests
        self.done = sum(map(weeks.trained, range(since, at + 1)))
        self.finished = sum(start + 6 <= at for start in self.counted)

    @property
    def planned(self) -> int:
        """Sessions planned in all."""
        return WEEKS * self.target

    @property
    def so_far(self) -> int:
        """Sessions planned up to the end of this week."""
        return self.week * self.target

    @property
    def line(self) -> str:
        """A short line for a prompt: `block 3/8 · 5 of 6`, at the end `block done · 13 of 16`."""
        if self.over:
            return f"block done · {self.done} of {self.planned}"
        return f"block {self.week}/{WEEKS} · {self.done} of {self.so_far}"

    def is_named(self, *, answered: bool) -> bool:
        """True while prompts and Home name it: as long as it runs, then until the question after it is answered or old."""
        return not self.over or (not answered and self._today - self.last <= _SHOWN)

    @property
    def on_plan(self) -> bool:
        """True if enough was done by the weeks whose last day has come; so it is before the first."""
        return 100 * self.done >= _ON_PLAN * self.finished * self.target

    @property
    def weeks(self) -> list[int]:
        """Every week that has begun, rest weeks included."""
        at = min(self._today, self.last)
        return sorted(week for week in (*self.counted, *self.rests) if self.days_of(week).start <= at)

    def days_of(self, week: int) -> range:
        """Days of a week of the block as planned; the first has those before it too."""
        return range(self.since if week == self._first else week, week + 7)

    def done_in(self, week: int) -> int:
        """Sessions done in a week of the block up to its last day."""
        return sum(self._trained(day) for day in self.days_of(week) if day <= self.last)


def present_block(weeks: Weeks, blocks: list[int]) -> BlockWeeks | None:
    """Find the block to name today: the one that runs, or the last one while its question is new and open.

    Args:
        weeks: All weeks up to today.
        blocks: Four numbers for each block, as `weeks.calendar.block_numbers` gives them.

    Raises:
        ValueError: If the numbers do not come in fours.
    """
    numbers = iter(blocks)
    begun = [block for block in zip(numbers, numbers, numbers, numbers, strict=True) if block[0] <= weeks.today]
    if not begun:
        return None
    since, target, ended, answered = begun[-1]
    block = BlockWeeks(weeks, since, target, ended)
    return block if block.is_named(answered=bool(answered)) else None
