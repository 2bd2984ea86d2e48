"""Self-tests of a day: which are due, what speaks against one, and the plan of one that is led."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from ankle_tui.core.block.block_state import BlockPhase, current_block
from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.records import Feel
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.self_tests.due import Against, DueTests, Occasion, against_tests, due_tests, may_hop
from ankle_tui.core.self_tests.protocols import (
    ConditionId,
    Protocol,
    SelfTestId,
    protocol_of,
    self_test_plan,
    warm_up_choices,
)
from ankle_tui.core.session.plan import Plan
from ankle_tui.core.training.ladder import hops_on_one_leg
from ankle_tui.core.training.pain import present_pain
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.services.coach import Coach
from ankle_tui.store.settings.settings import Settings


@dataclass(frozen=True, slots=True)
class SelfTestDay:
    """What today is like for self-tests.

    Attributes:
        due: The tests that are due.
        against: What speaks against a test that the runner asks for, or None.
        hops: True if the side hop may be tested.
    """

    due: DueTests
    against: Against | None
    hops: bool

    def refuses(self, test: SelfTestId) -> bool:
        """True if a test must not be done today, even if the runner asks for it."""
        return self.against is Against.PAIN or (test is SelfTestId.HOP and not self.hops)


def self_test_day(
    coach: Coach, calendar: Calendar, settings: Settings, now: dt.datetime, feel: Feel | None = None
) -> SelfTestDay:
    """Look at today.

    Args:
        coach: The coach, who knows the ladder of the hops.
        calendar: The history by days.
        settings: The runner's settings.
        now: Local wall time with its offset.
        feel: How ankles and legs feel; None if not asked.
    """
    today, block = calendar.day(calendar.today), current_block(calendar)
    day = Occasion(
        today=calendar.today,
        now=now,
        pain=present_pain(calendar.past, calendar.tests, calendar.today),
        feel=feel,
        kind=today.kind,
        hard=today.hard,
        put_off=settings.tests_put_off,
    )
    running = block if block and block.phase is BlockPhase.RUNNING else None
    one_leg = hops_on_one_leg(coach.standings(calendar))
    due = due_tests(
        calendar.tests,
        calendar.past,
        day,
        since=running.record.since if running else None,
        week=running.counts.week if running else 0,
        week_since=dt.date.fromordinal(running.counts.counted[running.counts.week - 1]) if running else None,
        one_leg=one_leg,
    )
    return SelfTestDay(due, against_tests(day, calendar.past), may_hop(day, one_leg=one_leg))


def plan_for(
    protocol: Protocol, record: SelfTestRecord, records: Iterable[SelfTestRecord], catalogue: Catalogue
) -> Plan:
    """Lay out a timed test, with the warm-up if it is the first of its day.

    Args:
        protocol: Its rules.
        record: Its record, which has the leg that begins.
        records: The tests so far.
        catalogue: The exercises.
    """
    first = Side(str(record.conditions[ConditionId.FIRST_LEG]))
    return self_test_plan(
        protocol, first_side=first, warm_up=() if is_warm(record.day, records) else warm_up_choices(catalogue)
    )


def is_warm(day: dt.date, records: Iterable[SelfTestRecord]) -> bool:
    """True after a timed test of the day."""
    return any(
        record.day == day and record.trials and (protocol := protocol_of(record)) and protocol.kind
        for record in records
    )
