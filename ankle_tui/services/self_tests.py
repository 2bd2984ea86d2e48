"""Keep a self-test while it is led: every trial as it ends, corrected as the runner says, looked at in the end."""

import datetime as dt
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from ankle_tui.core.history.ids import new_id
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.history.self_tests import SelfTestRecord, Trial
from ankle_tui.core.history.training_day import training_day
from ankle_tui.core.self_tests.protocols import CLOSED_EYES, Protocol, eyes_may_close, to_step, trials_of
from ankle_tui.core.session.engine import Session, Step
from ankle_tui.core.session.events import PhaseStarted, SetEnded
from ankle_tui.services.session_saver import SessionSaver
from ankle_tui.store.zone import zone_name

Keep = Callable[[SelfTestRecord], None]
"""Puts a self-test, or a revision of it, into the history."""


def begin_record(
    protocol: Protocol, conditions: Mapping[str, object], now: dt.datetime, cut_off: dt.timedelta
) -> SelfTestRecord:
    """Make the record of a test that begins, without a trial and not looked at."""
    return SelfTestRecord(
        id=new_id(time.time_ns() // 1_000_000, os.urandom(10)),
        day=training_day(now, cut_off),
        started_at=now.replace(microsecond=0),
        zone=zone_name(),
        test=protocol.id.value,
        protocol=protocol.version,
        trials=(),
        conditions=dict(conditions),
        checked=False,
    )


class SelfTestSaver(SessionSaver):
    """Take the place of a session's saver: what is kept are trials, and no session.

    A trial is kept when it ends. One that nobody ended stands at its cap until the runner corrects it; the record counts
    for nothing before `check`.

    Args:
        session: The session that leads through the test.
        record: As `begin_record` makes it.
        keep: Puts the record into the history.
        trouble: Says in one line why the last change is not on the disk, or nothing.
    """

    def __init__(self, session: Session, record: SelfTestRecord, keep: Keep, trouble: Callable[[], str] = str) -> None:
        super().__init__(session, None, lambda: record.started_at, now=0.0, resumed=False)
        self.test = record
        """The test as kept last, or to be kept first."""
        self._keep = keep
        self._trouble = trouble
        self._kept = False
        self._last: int | None = None
        self._corrected: dict[int, float] = {}
        """Values that the runner has corrected, by the number of the set."""

    def follow(self, step: Step) -> None:
        """Keep a trial that has ended."""
        super().follow(step)
        for event in step.events:
            if isinstance(event, SetEnded) and self._session.plan.sets[event.index].open:
                self._last = event.index
                self._corrected.pop(event.index, None)  # it was done again
                self._keep_trials()

    @property
    def last(self) -> Trial | None:
        """The trial that ended last, as it stands; None before the first, and for one that was left out."""
        found = [] if self._last is None else trials_of(self._session.plan, self._record(only=self._last))
        return found[0] if found else None

    def correct(self, by: float) -> None:
        """Change the value of the last trial, between nothing and its cap.

        Args:
            by: Seconds or reps.
        """
        if self._last is not None:
            cap, value = self._session.plan.sets[self._last].target, self.last.value if self.last else 0.0
            self._corrected[self._last] = min(max(to_step(value + by), 0.0), cap)
            self._keep_trials()

    def closes_eyes_too_soon(self, step: Step) -> bool:
        """True if the eyes would be closed next though a leg did not stand long enough with open ones."""
        return any(
            isinstance(event, PhaseStarted)
            and event.phase.work.part is not None
            and event.phase.work.part.id == CLOSED_EYES
            and not eyes_may_close(self.test.trials)
            for event in step.events
        )

    def check(self, record: SelfTestRecord) -> None:
        """Keep the test as the runner has looked at it."""
        self._put(replace(record, checked=True))

    @property
    def trouble(self) -> str:
        """Reason in one line why a trial is not on the disk, or empty."""
        return self._trouble()

    def _keep_trials(self) -> None:
        trials = trials_of(self._session.plan, self._record())
        if trials != self.test.trials:
            self._put(replace(self.test, trials=trials))

    def _put(self, record: SelfTestRecord) -> None:
        self.test = replace(record, rev=self.test.rev + self._kept)
        self._kept = True
        self._keep(self.test)

    def _record(self, only: int | None = None) -> SessionRecord:
        """The record of the session with what was corrected; with `only`, nothing but that set."""
        record = self._session.record(self.test.started_at)
        ended = range(len(record.sets)) if only is None else (only,)
        running = self._session.snapshot.phase.set_index if self._session.snapshot.phase.kind.value == "work" else -1
        return replace(
            record,
            sets=tuple(
                replace(item, done=self._corrected.get(at, item.done if at in ended and at != running else 0))
                for at, item in enumerate(record.sets)
            ),
        )
