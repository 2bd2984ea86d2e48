"""Look back on a block: sessions by week, ladders from where to where, minutes, pain, and its self-tests."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum
from typing import Unpack

from ankle_tui.core.block.block_state import BlockState
from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Choice, Group
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.training.ladder import Rung, Runner, Standing, standings
from ankle_tui.core.training.lanes import rungs
from ankle_tui.core.weeks.calendar import Calendar

TESTS_BEFORE = dt.timedelta(days=14)
"""Time before a block in which a self-test belongs to it: the test that led to it. Our own choice."""
TARGET_BELOW_PLAN = 2
"""Sessions a week to offer after a block that was below plan."""


@dataclass(frozen=True, slots=True)
class ReviewedWeek:
    """One week of a block.

    Attributes:
        start: Its first day.
        number: Its number in the block; None for a rest week that pushed the end back.
        done: Sessions done.
        seconds: Seconds of work.
        pain: Highest pain reported after a session, or None.
    """

    start: dt.date
    number: int | None
    done: int
    seconds: float
    pain: int | None

    def to_json(self) -> dict[str, object]:
        """Write it as JSON values."""
        return {
            "start": self.start.isoformat(),
            "number": self.number,
            "done": self.done,
            "active_seconds": self.seconds,
            "pain": self.pain,
        }


@dataclass(frozen=True, slots=True)
class ReviewedLadder:
    """A ladder that was worked in a block, or one of its lanes.

    Attributes:
        before: The next rung as the block began.
        after: The next rung at its end.
    """

    before: Choice
    after: Choice

    @property
    def moved(self) -> bool:
        """True if it ended elsewhere."""
        return Rung.of(self.before) != Rung.of(self.after)

    def to_json(self) -> dict[str, object]:
        """Write it as JSON values, with rungs as the settings name them."""
        names = {"from": str(Rung.of(self.before)), "to": str(Rung.of(self.after))}
        return {"exercise": self.after.exercise.id, **names}


@dataclass(frozen=True, slots=True)
class BlockReview:
    """A block as it was done, up to today while it runs.

    Attributes:
        state: The block.
        weeks: Its weeks, the oldest first, rest weeks included.
        ladders: The ladders worked in it, in the order of the catalogue.
        seconds: Seconds of work in all.
        tests: Self-tests that the runner has checked, from `TESTS_BEFORE` its first day to its last, the oldest first.
        next_target: Sessions a week to offer for the next one; never more than now.
    """

    state: BlockState
    weeks: tuple[ReviewedWeek, ...]
    ladders: tuple[ReviewedLadder, ...]
    seconds: float
    tests: tuple[SelfTestRecord, ...]
    next_target: int

    def to_json(self) -> dict[str, object]:
        """Write it as JSON values."""
        return {
            "weeks": [week.to_json() for week in self.weeks],
            "ladders": [ladder.to_json() for ladder in self.ladders],
            "active_seconds": self.seconds,
            "tests": [test.to_json() for test in self.tests],
            "next_target": self.next_target,
        }


def review_block(state: BlockState, calendar: Calendar, catalogue: Catalogue, **runner: Unpack[Runner]) -> BlockReview:
    """Look back on a block.

    Args:
        state: The block.
        calendar: The history by days and weeks.
        catalogue: All exercises; only the main part has ladders worth telling.
        **runner: What is known of the runner, as for `standings`.
    """
    counts, since = state.counts, state.record.since
    until = min(dt.date.fromordinal(counts.last), calendar.today)  # before `since`, if it has no day of its own
    sessions = [session for session in calendar.past if since <= session.day <= until]
    return BlockReview(
        state=state,
        weeks=tuple(_week(state, week, sessions) for week in counts.weeks),
        ladders=review_ladders(calendar, catalogue, since, until, **runner),
        seconds=fsum(session.active_seconds for session in sessions if session.counts),
        tests=tuple(test for test in calendar.tests if test.checked and since - TESTS_BEFORE <= test.day <= until),
        next_target=state.record.target if counts.on_plan else min(state.record.target, TARGET_BELOW_PLAN),
    )


def review_ladders(
    calendar: Calendar, catalogue: Catalogue, since: dt.date, until: dt.date, **runner: Unpack[Runner]
) -> tuple[ReviewedLadder, ...]:
    """Find where each ladder that was worked in a time began and ended, in the order of the catalogue.

    Args:
        calendar: The history by days and weeks.
        catalogue: All exercises; only the main part has ladders worth telling.
        since: The first day.
        until: The last day.
        **runner: What is known of the runner, as for `standings`.
    """

    def ladders(today: dt.date, last: dt.date) -> Mapping[str, Standing]:
        known = [session for session in calendar.past if session.day <= last]
        return standings(catalogue, known, today=today, **runner)

    trained = [session for session in calendar.past if since <= session.day <= until and session.counts]
    worked = {item.exercise for session in trained for item in session.sets if item.done}
    before, after = ladders(since, since - dt.timedelta(days=1)), ladders(until, until)
    return tuple(
        ladder
        for exercise in catalogue
        if exercise.id in worked and exercise.group is Group.MAIN
        for ladder in _lanes(before[exercise.id], after[exercise.id])
    )


def _lanes(before: Standing, after: Standing) -> list[ReviewedLadder]:
    """Compare a ladder lane by lane: since lanes take turns, its next rung alone would tell the turn."""
    ladder = rungs(after.exercise)
    places = [
        (before.position if began is None else began, ended)
        for began, ended in zip(before.lanes, after.lanes, strict=True)
        if ended is not None
    ]
    if after.pin is not None:
        places = [(before.position, after.position)]
    return [ReviewedLadder(ladder[began], ladder[ended]) for began, ended in places]


def _week(state: BlockState, week: int, sessions: list[SessionRecord]) -> ReviewedWeek:
    counts = state.counts
    days = counts.days_of(week)
    inside = [session for session in sessions if session.day.toordinal() in days]
    return ReviewedWeek(
        start=dt.date.fromordinal(days.start),
        number=counts.counted.index(week) + 1 if week in counts.counted else None,
        done=counts.done_in(week),
        seconds=fsum(session.active_seconds for session in inside if session.counts),
        pain=max((session.pain for session in inside if session.pain is not None), default=None),
    )
