"""Show a history by days and weeks; every date is an argument."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby, islice
from math import fsum
from operator import attrgetter
from typing import NamedTuple

from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.history.day_marks import MARKED_BACK, OFF, DayKind, DayMark, Target
from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.core.history.self_tests import AfterBlock, BlockRecord, SelfTestRecord
from ankle_tui.core.weeks.outline import Day, Outline, Rules, date_of
from ankle_tui.core.weeks.streaks import FIRST_WEEKDAYS, KIND, Weeks, settled, week_of

_KINDS = {Context.POST_RUN: DayKind.RUN, Context.CROSS_TRAINING: DayKind.CROSS_TRAINING}
_CONTEXTS = {kind: context for context, kind in _KINDS.items()}
_DAY = attrgetter("day")
_SECONDS = attrgetter("active_seconds")
_WHEN = attrgetter("started_at", "id")
_TESTED = attrgetter("day", "started_at", "id")


class WeekTotal(NamedTuple):  # made by the thousand, where a frozen dataclass takes three times as long
    """Sums of one week.

    Attributes:
        start: Its first day.
        sessions: Number of sessions.
        days: Number of training days.
        seconds: Seconds of work in them.
    """

    start: dt.date
    sessions: int
    days: int
    seconds: float


class Calendar(Outline):
    """View a history by days and weeks as of one day; a changed history or day needs a new calendar.

    Figures that need every session are computed on first use.

    Args:
        history: The history.
        rules: How days and weeks are counted.
        today: The present training day.

    Attributes:
        today: As given.
    """

    def __init__(self, history: History, rules: Rules, today: dt.date) -> None:
        super().__init__(rules, today)
        self._history = history

    @cached_property
    def past(self) -> tuple[SessionRecord, ...]:
        """Sessions up to today, in file order; one dated later comes from a wrong clock and counts nowhere."""
        sessions = self._history.sessions
        if max(map(_DAY, sessions), default=self.today) <= self.today:
            return sessions
        return tuple(session for session in sessions if session.day <= self.today)

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
            pauses=set(_pauses(self._history)),
        )

    @cached_property
    def blocks(self) -> tuple[BlockRecord, ...]:
        """Blocks of eight weeks that have begun, the oldest first."""
        return tuple(block for block in _in_order(self._history.blocks) if block.since <= self.today)

    @property
    def blocks_to_come(self) -> tuple[BlockRecord, ...]:
        """Blocks dated after today, which a wrong clock leaves behind, the first one first."""
        return tuple(block for block in _in_order(self._history.blocks) if block.since > self.today)

    @cached_property
    def tests(self) -> tuple[SelfTestRecord, ...]:
        """Self-tests up to today, the oldest first."""
        return tuple(sorted((test for test in self._history.tests if test.day <= self.today), key=_TESTED))

    @cached_property
    def _tested(self) -> frozenset[dt.date]:
        """Days with a self-test."""
        return frozenset(test.day for test in self._history.tests)

    @property
    def context(self) -> Context | None:
        """Context of a session today, by the kind of the day; None if it does not tell."""
        return self.context_of(self.today)

    def context_of(self, day: dt.date) -> Context | None:
        """Context of a session on `day`, by the kind of the day; None if it does not tell."""
        kind = self.day(day).kind
        return _CONTEXTS.get(kind) if kind else None

    def is_told(self, day: dt.date) -> bool:
        """True if the runner has marked `day` or cleared its mark, or one of its sessions tells its kind."""
        return day in self._marks or self.day(day).kind is not None

    def day(self, day: dt.date) -> Day:
        """Describe a day, which may be after today."""
        sessions = _on(day, self._by_day)
        kind, hard = self._kind(day, sessions)
        return Day(day, kind, hard, len(sessions), fsum(map(_SECONDS, sessions)), day in self._tested)

    def kinds(self) -> dict[dt.date, DayKind | None]:
        """Kinds of all days with a mark or with training up to today."""
        by_day = {day: tuple(sessions) for day, sessions in groupby(self.training, key=_DAY)}
        return {day: self._kind(day, by_day.get(day, ()))[0] for day in by_day.keys() | self._marks.keys()}

    def totals(self, count: int | None = None) -> tuple[WeekTotal, ...]:
        """Sum up the weeks with training, the oldest first, among the last `count` weeks or all."""
        (sessions, days), weeks = self._by_day, self.counted
        begin = end = 0 if count is None else bisect_left(days, weeks.this - 7 * (count - 1))
        seconds = list(map(_SECONDS, islice(sessions, begin, None)))
        totals = []
        while end < len(days):
            start, first = week_of(days[end], self._first_weekday), end
            end = bisect_left(days, start + 7, first)
            worked = fsum(seconds[first - begin : end - begin])
            totals.append(WeekTotal(date_of(start), end - first, weeks.done(start), worked))
        return tuple(totals)

    def sessions(self, day: dt.date) -> tuple[SessionRecord, ...]:
        """Every session of `day` by its start, including those that do not count."""
        return tuple(sorted(_on(day, self._all_by_day), key=_WHEN))

    def mark(self, day: dt.date) -> DayMark | None:
        """Mark of a day; None without one, or after its removal."""
        mark = self._marks.get(day)
        return mark if mark and mark.kind else None

    def is_marked(self, day: dt.date, kind: DayKind | None, hard: bool = False) -> bool:
        """True if the runner has given a day exactly this mark; what files say of it is no mark of the runner."""
        mark = self.mark(day)
        return mark.by_hand and (mark.kind, mark.hard) == (kind, hard) if mark else kind is None

    def marked(self, day: dt.date, kind: DayKind | None, hard: bool = False) -> DayMark:
        """Make the mark to store for a day.

        Args:
            day: The day, at most `MARKED_BACK` days back.
            kind: Its kind; None removes the mark.
            hard: True for a hard run; no other kind can be hard.

        Raises:
            ValueError: If the day is after today or too far back.
        """
        if not self.today - dt.timedelta(MARKED_BACK) <= day <= self.today:
            raise ValueError(f"a day can be marked up to {MARKED_BACK} days back, not {day}")
        return self._changed(day, kind, hard=hard)

    def imported(self, day: dt.date, kind: DayKind) -> DayMark | None:
        """Make the mark to store for a day with an activity file, which may be any time ago.

        Args:
            day: The day.
            kind: What its files say: a run, or else cross-training.

        Returns:
            The mark; None if the runner has marked the day or cleared its mark, or if it tells as much already.
        """
        old, known = self._marks.get(day), self.day(day).kind
        if (old and old.by_hand) or known in {kind, DayKind.RUN}:
            return None
        if old is None:
            return DayMark(day, kind, imported=kind)
        return replace(old, kind=kind, rev=old.rev + 1, imported=kind)

    def week_marked(self, day: dt.date, kind: DayKind | None) -> tuple[DayMark, ...]:
        """Make the marks to store for a whole week.

        Days to come of this week are marked as well. Days of a run or of cross-training keep their kind, and days that
        have the mark already need none.

        Args:
            day: Any day of the week.
            kind: Rest, sick or travel; None removes such marks.
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
        """Sessions that count as training, sorted by day, and the ordinals of their days."""
        return _sorted_by_day([session for session in self.past if session.counts])

    @cached_property
    def _all_by_day(self) -> tuple[Sequence[SessionRecord], list[int]]:
        """All sessions, sorted by day, and the ordinals of their days."""
        return _sorted_by_day(list(self._history.sessions))

    def _kind(self, day: dt.date, sessions: Sequence[SessionRecord]) -> tuple[DayKind | None, bool]:
        """The kind of a day with these sessions, and True for a hard run: as marked, else as the sessions say."""
        if mark := self.mark(day):
            return mark.kind, mark.hard
        contexts = {session.context for session in sessions}
        return next((kind for context, kind in _KINDS.items() if context in contexts), None), False

    def _changed(self, day: dt.date, kind: DayKind | None, *, hard: bool = False) -> DayMark:
        hard = hard and kind is DayKind.RUN
        old = self._marks.get(day)
        return replace(old, kind=kind, hard=hard, rev=old.rev + 1, imported=None) if old else DayMark(day, kind, hard)


def settle_target(history: History, rules: Rules, today: dt.date) -> Target | None:
    """Note a changed target so that it counts from the next week and earlier weeks keep theirs.

    Args:
        history: The sessions, and the targets noted so far.
        rules: How weeks are counted now.
        today: The present training day.

    Returns:
        The target to add to the history, or None.
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
        Ordinals of days: `trained`, `off`, `hard`, `tested`, and one list for each kind of day, such as `kind:run`. In `targets` the
        first day of each is followed by its number of training days. `blocks` and `pauses` are as `present_block` and
        `Weeks` take them.
    """
    calendar = Calendar(history, Rules(), dt.date.max)
    kinds = calendar.kinds()
    return {
        "trained": _ordinals({session.day for session in calendar.training}),
        "off": _ordinals(day for day, kind in kinds.items() if kind in OFF),
        "hard": _ordinals(mark.day for mark in history.days if mark.kind and mark.hard),
        "tested": _ordinals({test.day for test in history.tests}),
        **{f"{KIND}{kind}": _ordinals(day for day, its in kinds.items() if its is kind) for kind in DayKind},
        "targets": [number for target in _noted(history).items() for number in target],
        "blocks": block_numbers(history.blocks),
        "pauses": _pauses(history),
    }


def block_numbers(blocks: Iterable[BlockRecord]) -> list[int]:
    """Turn blocks into plain integers, four for each, the oldest first.

    Returns:
        Ordinal of the first day, target, ordinal of the day on which it was closed or 0, and 1 if the question after it
        is answered, else 0.
    """
    return [
        number
        for block in _in_order(blocks)
        for number in (
            block.since.toordinal(),
            block.target,
            block.ended.toordinal() if block.ended else 0,
            int(block.is_answered),
        )
    ]


def _in_order(blocks: Iterable[BlockRecord]) -> list[BlockRecord]:
    """Sort blocks by their first day, one for each: two programs or machines may begin one at the same time."""
    found: dict[dt.date, BlockRecord] = {}
    for block in sorted(blocks, key=lambda block: (block.since, block.ended is not None, block.id)):
        found.setdefault(block.since, block)
    return list(found.values())


def _pauses(history: History) -> list[int]:
    """Ordinals of the days on which a pause began."""
    return _ordinals(
        block.answered for block in history.blocks if block.answer is AfterBlock.PAUSE and block.answered is not None
    )


def _ordinals(days: Iterable[dt.date]) -> list[int]:
    return sorted(map(dt.date.toordinal, days))


def _sorted_by_day(sessions: list[SessionRecord]) -> tuple[Sequence[SessionRecord], list[int]]:
    found = list(map(dt.date.toordinal, map(_DAY, sessions)))
    days = sorted(found)
    if days != found:  # a session was added by hand, or the clock set back
        sessions.sort(key=_DAY)
    return sessions, days


def _on(day: dt.date, by_day: tuple[Sequence[SessionRecord], list[int]]) -> Sequence[SessionRecord]:
    sessions, days = by_day
    ordinal = day.toordinal()
    return sessions[bisect_left(days, ordinal) : bisect_right(days, ordinal)]


def _noted(history: History) -> dict[int, int]:
    """Targets by the ordinal of their first day."""
    return {target.since.toordinal(): target.sessions for target in history.targets}
