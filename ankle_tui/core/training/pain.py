"""Reports of pain: how long they stand, and when somebody should look."""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from ankle_tui.core.history.records import Feel, Morning, SessionRecord
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.training.rules import CLEAR_SESSIONS, HOPS_PAIN, MUCH_PAIN, REPORT_DAYS

SEE_FROM, SEE_UP_TO = 10, 28
"""Days between two reports of pain that is no better. After ten days a clinician should look; 28 is our own choice."""
ASKED_FOR = 3
"""Days for which the morning after is asked about. Our own choice."""
STILL_SORE_FROM = 2
"""Days after a report from which on to ask whether it is still sore. Our own choice."""
SORE_DAYS = 14
"""Days of soreness before every session after which it is no better. Our own choice."""


_AGE = attrgetter("day", "started_at", "id")


def reported(session: SessionRecord) -> int:
    """Pain after a session, 0 to 10; worse ankles the morning after count as `MUCH_PAIN`; no answer is none."""
    worse = MUCH_PAIN if session.morning is Morning.WORSE else 0
    return max(session.pain or 0, worse)


def morning_due(sessions: Iterable[SessionRecord], today: dt.date) -> SessionRecord | None:
    """Find the session to ask about how the ankles felt the morning after it.

    Args:
        sessions: In any order.
        today: The training day.

    Returns:
        The last session of the days before today, unless it is answered or more than `ASKED_FOR` days ago.
    """
    first = today - dt.timedelta(ASKED_FOR)
    last = max((each for each in sessions if first <= each.day < today and each.counts), key=_AGE, default=None)
    return last if last and last.morning is None else None


def still_sore_due(report: SessionRecord | None, today: dt.date) -> bool:
    """True if it is time to ask whether it is still sore; the day after belongs to the question about the morning.

    Args:
        report: The session whose report of pain stands, or None.
        today: The present training day.
    """
    return report is not None and (today - report.day).days >= STILL_SORE_FROM


def weighing(sessions: Iterable[SessionRecord]) -> list[SessionRecord]:
    """Pick the sessions that tell something, oldest first: those that count as training, and reports of pain."""
    told = (session for session in sessions if session.counts or reported(session) > HOPS_PAIN)
    return sorted(told, key=_AGE)  # a clock that was set back leaves days out of order; the days decide


class Report(NamedTuple):
    """A report of pain above `HOPS_PAIN`.

    Attributes:
        place: Index of its session, oldest first.
        session: The session.
        pain: Pain reported, 3 to 10.
    """

    place: int
    session: SessionRecord
    pain: int


def pain_report(sessions: Iterable[SessionRecord], today: dt.date) -> Report | None:
    """Find the report of pain that stands today; the sessions may have any order."""
    ordered = weighing(sessions)
    return PainLog(ordered).standing_report(len(ordered), today)


def present_pain(sessions: Iterable[SessionRecord], tests: Iterable[SelfTestRecord], today: dt.date) -> int:
    """Find the pain to reckon with today, 0 to 10: of the report that stands, and of the last session or self-test.

    Args:
        sessions: The sessions, in any order.
        tests: The self-tests, in any order; what a later session says takes the place of their answers.
        today: The present training day.
    """
    report = pain_report(sessions := tuple(sessions), today)
    last = max((session for session in sessions if session.counts), key=_AGE, default=None)
    tested = max((test for test in tests if test.pain is not None), key=_AGE, default=None)
    found = [report.pain] if report else []
    if last and (today - last.day).days <= REPORT_DAYS and not (last.relieved and last.relieved <= today):
        found.append(reported(last))
    if tested and (today - tested.day).days <= REPORT_DAYS and (last is None or _AGE(tested) > _AGE(last)):
        found.append(tested.pain or 0)
    return max(found, default=0)


class PainLog:
    """All reports of pain.

    Args:
        sessions: The sessions, oldest first.
    """

    def __init__(self, sessions: Sequence[SessionRecord]) -> None:
        self._sessions = sessions
        self._reports = [
            Report(place, session, pain)
            for place, session in enumerate(sessions)
            if (pain := reported(session)) > HOPS_PAIN
        ]
        self._places = [report.place for report in self._reports]

    def standing_report(self, place: int, day: dt.date) -> Report | None:
        """The worst report that stands before the session at `place`, on `day`; of equals the latest.

        A report stands for `REPORT_DAYS` days, until `CLEAR_SESSIONS` sessions without one, or until the runner says
        that the pain is gone.
        """
        found: Report | None = None
        before = bisect_left(self._places, place)
        for later, report in enumerate(self._reports[i] for i in range(before - 1, -1, -1)):
            clear = place - report.place - 1 - later  # sessions since, less the later reports
            relieved = report.session.relieved
            old = (day - report.session.day).days > REPORT_DAYS
            if old or clear >= CLEAR_SESSIONS or (relieved and relieved <= day):
                break  # what is over ends the older reports as well
            if found is None or report.pain > found.pain:
                found = report
        return found

    def standing(self, place: int, day: dt.date) -> int:
        """Pain of the worst report that stands, or 0."""
        report = self.standing_report(place, day)
        return report.pain if report else 0

    def no_better(self, today: dt.date) -> bool:
        """True if pain or soreness lasts for more than ten days, so that somebody should look."""
        recent = [report for report in self._reports if 0 <= (today - report.session.day).days <= SEE_UP_TO]
        if recent and self.standing(len(self._sessions), today) and self._lasting(recent[-1]):
            return True
        return self._always_sore(today)

    def _lasting(self, last: Report) -> bool:
        """True if an earlier report, not higher, lies the right time before the last one."""
        for earlier in self._reports:
            days = (last.session.day - earlier.session.day).days
            if SEE_FROM <= days <= SEE_UP_TO and earlier.pain <= last.pain:
                return True
        return False

    def _always_sore(self, today: dt.date) -> bool:
        """True if every session for `SORE_DAYS` days began sore."""
        first: dt.date | None = None
        for session in reversed(self._sessions):
            if session.feel not in {Feel.SORE, Feel.PAIN}:
                break
            first = session.day
        last = self._sessions[-1].day if self._sessions else today
        return first is not None and (last - first).days >= SORE_DAYS and (today - last).days < SORE_DAYS
