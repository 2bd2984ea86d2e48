"""When a self-test is due, and what speaks against one today."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ankle_tui.core.history.day_marks import DayKind
from ankle_tui.core.history.records import Feel, SessionRecord
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.self_tests.findings import AFTER_PRACTICE, all_series
from ankle_tui.core.self_tests.protocols import PROTOCOLS, WARM_UP_MINUTES, Protocol, SelfTestId

PUT_OFF = 7
"""Days for which tests are put off by one key."""
MOST_PAIN = 2
"""Most pain, of 10, with which tests are offered; the side hop asks for none."""
AFTER_SESSION = dt.timedelta(hours=24)
"""Least time from a session to a test. Our own choice."""
FIRST_WEEKS = 2
"""Weeks of a block in which its first tests are offered: room for practice, the days after it, and once put off."""
LAST_WEEK = 8
"""Week of a block from which on the tests are offered again."""
RECENT = 7
"""Days for which a result still stands for the beginning or the end of a block. Our own choice."""


class Against(StrEnum):
    """Reason not to test today."""

    PAIN = "pain"
    SORE = "sore"
    SICK = "sick"
    HARD_RUN = "hard run"
    SESSION = "session"
    """The last session is less than `AFTER_SESSION` ago."""
    PUT_OFF = "put off"


@dataclass(frozen=True, slots=True)
class Occasion:
    """Facts about today that decide whether to test.

    Attributes:
        today: The training day.
        now: Local wall time with its offset.
        pain: Present pain, as `training.pain.present_pain` gives it.
        feel: How ankles and legs feel; None if not asked.
        kind: The kind of the day, or None.
        hard: True after a hard run.
        put_off: Day on which the runner put the tests off, or None.
    """

    today: dt.date
    now: dt.datetime
    pain: int = 0
    feel: Feel | None = None
    kind: DayKind | None = None
    hard: bool = False
    put_off: dt.date | None = None


@dataclass(frozen=True, slots=True)
class DueTest:
    """A test that is due.

    Attributes:
        protocol: Its rules.
        practice: True if it is the first of its series.
    """

    protocol: Protocol
    practice: bool


@dataclass(frozen=True, slots=True)
class DueTests:
    """The tests of today.

    Attributes:
        tests: Those that are due, in the order in which they are done.
        against: What speaks against them today, or None.
    """

    tests: tuple[DueTest, ...]
    against: Against | None

    @property
    def offered(self) -> tuple[DueTest, ...]:
        """The tests to offer; none if something speaks against them."""
        return () if self.against else self.tests

    @property
    def minutes(self) -> int:
        """How long all of them take, with the warm-up."""
        timed = any(test.protocol.kind for test in self.tests)
        return sum(test.protocol.minutes for test in self.tests) + (WARM_UP_MINUTES if timed else 0)


def against_tests(day: Occasion, sessions: Iterable[SessionRecord]) -> Against | None:
    """Say what speaks against tests today, whoever asks for them; None if nothing does.

    Args:
        day: The facts about today.
        sessions: The sessions, in any order.
    """
    if day.pain > MOST_PAIN or day.feel is Feel.PAIN:
        return Against.PAIN
    if day.feel is Feel.SORE:
        return Against.SORE
    if day.kind is DayKind.SICK:
        return Against.SICK
    if day.hard:
        return Against.HARD_RUN
    last = max((item.ended_at for item in sessions if item.counts and item.day <= day.today), default=None)
    return Against.SESSION if last and day.now - last < AFTER_SESSION else None


def may_hop(day: Occasion, *, one_leg: bool) -> bool:
    """True if the side hop may be tested today.

    Args:
        day: The facts about today.
        one_leg: True if the ladder of the hops stands at one leg, which only an open gate allows.
    """
    return one_leg and day.pain == 0 and day.feel in {None, Feel.FINE}


def due_tests(
    tests: Sequence[SelfTestRecord],
    sessions: Iterable[SessionRecord],
    day: Occasion,
    *,
    since: dt.date | None,
    week: int,
    week_since: dt.date | None,
    one_leg: bool = False,
) -> DueTests:
    """Find the tests to offer: at the beginning of a block and in its last week; without a block none.

    Args:
        tests: All self-tests, in any order.
        sessions: The sessions, in any order.
        day: The facts about today.
        since: First day of the block that runs, or None.
        week: Its week that counts, from 1.
        week_since: First day of that week, or None without a block.
        one_leg: As for `may_hop`.
    """
    begins = since if week <= FIRST_WEEKS else week_since
    wanted = [
        DueTest(protocol, practice)
        for protocol in PROTOCOLS.values()
        if begins is not None and (protocol.id is not SelfTestId.HOP or may_hop(day, one_leg=one_leg))
        if (practice := _practice_due(protocol, tests, day.today, begins, week)) is not None
    ]
    put_off = day.put_off is not None and 0 <= (day.today - day.put_off).days < PUT_OFF
    return DueTests(tuple(wanted), against_tests(day, sessions) or (Against.PUT_OFF if put_off else None))


def _practice_due(
    protocol: Protocol, tests: Sequence[SelfTestRecord], today: dt.date, begins: dt.date, week: int
) -> bool | None:
    """True or False if a test is due, for practice or not; None if it is not due.

    A result that stands when the block or its last week `begins` stands to the end of it.
    """
    if FIRST_WEEKS < week < LAST_WEEK:
        return None
    found = [series for series in all_series(tests) if series.protocol is protocol]
    if not found:
        return True if week <= FIRST_WEEKS else None
    series = max(found, key=lambda each: (*each.practice, *each.counted)[-1].day)
    if (today - series.practice[0].day).days < AFTER_PRACTICE:
        return None
    return None if series.counted and series.counted[-1].day > begins - dt.timedelta(RECENT) else False
