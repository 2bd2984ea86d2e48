"""Keep a self-test in the history while it has a trial, at every change of it."""

import datetime as dt
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from ankle_tui.clock import local_time
from ankle_tui.core.history.edits import amended, deleted, newest
from ankle_tui.core.history.ids import new_id
from ankle_tui.core.history.records import History
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.history.training_day import training_day
from ankle_tui.core.self_tests.protocols import Protocol
from ankle_tui.store.zone import zone_name


def begin_record(
    protocol: Protocol, conditions: Mapping[str, object], now: dt.datetime, cut_off: dt.timedelta
) -> SelfTestRecord:
    """Make the record of a test that begins, without a trial and not looked at.

    Args:
        protocol: Its rules.
        conditions: Its conditions, as `protocols.conditions_of` gives them.
        now: Local wall time with its offset.
        cut_off: Time after midnight that still belongs to the training day before.
    """
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


class SelfTestKeeper:
    """Put one self-test, and each revision of it, into the history; one without a trial is not kept there.

    Args:
        record: As `begin_record` makes it, or one of the history.
        change: Merges a change into the history: `Journal.change` or `SaveQueue.change`.
        history: Gives the history with every change made so far.
        kept: True if the history has the record.
        wall: The wall clock.

    Attributes:
        record: The test as kept last, or to be kept first.
        kept: True while the history has it.
    """

    def __init__(
        self,
        record: SelfTestRecord,
        change: Callable[[History], None],
        history: Callable[[], History],
        *,
        kept: bool = False,
        wall: Callable[[], dt.datetime] = local_time,
    ) -> None:
        self.record = record
        self.kept = kept
        self._change = change
        self._history = history
        self._wall = wall
        self._wanted = record
        """The test as it was asked for last: `record` may have more, from another program."""
        self._new = not kept
        """True until the history has had it."""

    def put(self, record: SelfTestRecord) -> None:
        """Keep the test as it is now, if something is different; without a trial take it out."""
        before, self._wanted = self._wanted, record
        if not record.trials:
            self.delete()
            self.record = replace(record, rev=self.record.rev)
        elif self._new:
            self._keep(record)
        else:
            last = newest(self._history(), self.record)
            revised = amended(last, before, record)
            if revised is last:
                self.record = last
            else:
                self._keep(revised)

    def check(self, record: SelfTestRecord) -> None:
        """Keep the test as the runner has looked at it: from now on it counts."""
        self.put(replace(record, checked=True))

    def delete(self) -> None:
        """Take the test out of the history, if it is there."""
        if self.kept:
            self.kept = False
            self._change(History(deleted=(deleted(newest(self._history(), self.record), self._wall()),)))

    def _keep(self, record: SelfTestRecord) -> None:
        self.record = record
        self.kept, self._new = True, False
        self._change(History.of(record))
