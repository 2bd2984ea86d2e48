"""Gather the facts of a history that somebody who treats the runner would look at."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Unpack

from ankle_tui.core.block.block_review import BlockReview, ReviewedLadder, review_block, review_ladders
from ankle_tui.core.block.block_state import BlockState, block_states
from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.records import Feel, Morning, SessionRecord
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.history.touches import with_holds
from ankle_tui.core.overview.both_legs import BothLegs, both_legs, names
from ankle_tui.core.overview.measured import Measured, measured
from ankle_tui.core.overview.periods import Grain, Period, grain_of, periods, touch_rates
from ankle_tui.core.self_tests.people import AgeBand, Sex
from ankle_tui.core.training.ladder import Runner
from ankle_tui.core.training.pain import reported
from ankle_tui.core.training.rules import HOPS_PAIN
from ankle_tui.core.weeks.calendar import Calendar

MOST_LISTED = 20
"""Most reports of pain, and most notes, that are listed: the newest. Our own choice."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over all sessions that count as training.

    Attributes:
        sessions: Their number.
        days: Days with one.
        seconds: Seconds of work.
        first: The first day, or None.
        last: The last day, or None.
    """

    sessions: int
    days: int
    seconds: float
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class PainReport:
    """A session with a report of pain that holds hops back, or worse ankles the morning after.

    Attributes:
        day: Its training day.
        pain: Pain after it, 0 to 10, or None.
        side: The ankle that hurt, or None if both or not said.
        morning: How the ankles felt the morning after, or None.
        relieved: Day on which the runner said that the pain was gone, or None.
        exercises: Names of the exercises done.
    """

    day: dt.date
    pain: int | None
    side: Side | None
    morning: Morning | None
    relieved: dt.date | None
    exercises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PainFacts:
    """All answers about pain.

    Attributes:
        answers: Sessions with an answer about pain after them.
        highest: The highest, 0 to 10; None without an answer.
        sides: Sessions with pain above 0 by the ankle that hurt; None stands for both or not said.
        mornings: Answers about the morning after, by answer.
        feels: Answers about how ankles and legs felt before, by answer.
        reports: The newest reports, the newest first.
        more: Number of older ones.
    """

    answers: int
    highest: int | None
    sides: Mapping[Side | None, int]
    mornings: Mapping[Morning, int]
    feels: Mapping[Feel, int]
    reports: tuple[PainReport, ...]
    more: int


@dataclass(frozen=True, slots=True)
class RunnersNote:
    """What the runner wrote about a session or a self-test.

    Attributes:
        day: The training day.
        text: The note.
        test: True if it is about a self-test.
    """

    day: dt.date
    text: str
    test: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """The facts from a day on.

    Attributes:
        since: The first day looked at.
        today: The present training day.
        grain: Length of the periods.
        totals: Sums of the training.
        periods: Every period from `since` to today; empty if nothing was ever recorded.
        touches: Touches in a minute of holding, by leg; a leg without counted touches is absent.
        pain: Answers about pain.
        blocks: Blocks of eight weeks, the oldest first.
        block: The last of them, looked back on; None without one.
        ladders: The next rung of each ladder that was worked, on the first day and now.
        legs: Left against right in training.
        tests: Self-tests.
        notes: The newest notes, the newest first.
        more_notes: Number of older ones.
    """

    since: dt.date
    today: dt.date
    grain: Grain
    totals: Totals
    periods: tuple[Period, ...]
    touches: Mapping[Side, float]
    pain: PainFacts
    blocks: tuple[BlockState, ...]
    block: BlockReview | None
    ladders: tuple[ReviewedLadder, ...]
    legs: tuple[BothLegs, ...]
    tests: Measured
    notes: tuple[RunnersNote, ...]
    more_notes: int


def overview(
    catalogue: Catalogue,
    calendar: Calendar,
    *,
    since: dt.date | None = None,
    age: AgeBand | None = None,
    sex: Sex | None = None,
    **runner: Unpack[Runner],
) -> Overview:
    """Gather the facts of a history up to today.

    Args:
        catalogue: All exercises.
        calendar: The history by days; what is dated after today comes from a wrong clock and counts nowhere.
        since: The first day to look at, not after today; nothing before the first day of the history is shown.
        age: The runner's age, if known, for published values of self-tests.
        sex: The runner's sex, if known.
        **runner: What the coach knows of the runner.
    """
    today = calendar.today
    tests = calendar.tests
    first = min([*(session.day for session in calendar.past), *(test.day for test in tests)], default=None)
    since = max(since or first or today, first or today)
    sessions = [session for session in calendar.past if session.day >= since]
    blocks = tuple(state for state in block_states(calendar) if state.last >= since)
    holds = with_holds(catalogue)
    notes = _notes(sessions, [test for test in tests if test.day >= since])
    return Overview(
        since=since,
        today=today,
        grain=grain_of(since, today),
        totals=_totals(sessions),
        periods=periods(calendar, since, holds) if first else (),
        touches=touch_rates(sessions, holds),
        pain=_pain(catalogue, sessions),
        blocks=blocks,
        block=review_block(blocks[-1], calendar, catalogue, **runner) if blocks else None,
        ladders=review_ladders(calendar, catalogue, since, today, **runner),
        legs=both_legs(catalogue, sessions),
        tests=measured(tests, since, age, sex),
        notes=notes[:MOST_LISTED],
        more_notes=len(notes[MOST_LISTED:]),
    )


def _totals(sessions: Sequence[SessionRecord]) -> Totals:
    training = [session for session in sessions if session.counts]
    days = {session.day for session in training}
    return Totals(
        sessions=len(training),
        days=len(days),
        seconds=round(fsum(session.active_seconds for session in training), 3),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def _pain(catalogue: Catalogue, sessions: Sequence[SessionRecord]) -> PainFacts:
    told = sorted((item for item in sessions if reported(item) > HOPS_PAIN), key=_age, reverse=True)
    answers = [session.pain for session in sessions if session.pain is not None]
    return PainFacts(
        answers=len(answers),
        highest=max(answers, default=None),
        sides=Counter(session.pain_side for session in sessions if session.pain),
        mornings=Counter(session.morning for session in sessions if session.morning),
        feels=Counter(session.feel for session in sessions if session.feel),
        reports=tuple(_report(catalogue, session) for session in told[:MOST_LISTED]),
        more=len(told[MOST_LISTED:]),
    )


def _report(catalogue: Catalogue, session: SessionRecord) -> PainReport:
    done = dict.fromkeys(item.exercise for item in session.sets if item.done)
    return PainReport(
        day=session.day,
        pain=session.pain,
        side=session.pain_side,
        morning=session.morning,
        relieved=session.relieved,
        exercises=tuple(names(catalogue, exercise)[0] for exercise in done),
    )


def _notes(sessions: Sequence[SessionRecord], tests: Sequence[SelfTestRecord]) -> tuple[RunnersNote, ...]:
    everything: list[SessionRecord | SelfTestRecord] = [*sessions, *tests]
    noted = sorted((item for item in everything if item.note.strip()), key=_age, reverse=True)
    return tuple(RunnersNote(item.day, item.note, isinstance(item, SelfTestRecord)) for item in noted)


def _age(item: SessionRecord | SelfTestRecord) -> tuple[dt.date, dt.datetime, str]:
    return item.day, item.started_at, item.id
