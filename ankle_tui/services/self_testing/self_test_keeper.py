"""Keep a self-test in the history from its first trial on, at every change of it."""

import datetime as dt
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from ankle_tui.core.history.edits import deleted, undone
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
    """Put one self-test, and each revision of it, into the history.

    Args:
        record: As `begin_record` makes it, or one of the history.
        change: Merges a change into the history: `Journal.change` or `SaveQueue.change`.
        kept: True if the history has the record.

    Attributes:
        record: The test as kept last, or to be kept first.
        kept: True while the history has it.
    """

    def __init__(self, record: SelfTestRecord, change: Callable[[History], None], *, kept: bool = False) -> None:
        self.record = record
        self._change = change
        self.kept = kept

    def put(self, record: SelfTestRecord) -> None:
        """Keep the test as it is now; the first time with whatever it has, later only if something is different."""
        if not self.kept or replace(record, rev=self.record.rev) != self.record:
            self.record = undone(replace(record, rev=self.record.rev)) if self.kept else record
            self.kept = True
            self._change(History.of(self.record))

    def check(self, record: SelfTestRecord) -> None:
        """Keep the test as the runner has looked at it: from now on it counts."""
        self.put(replace(record, checked=True))

    def delete(self, now: dt.datetime) -> None:
        """Take the test out of the history.

        Args:
            now: Local wall time with its offset.
        """
        if self.kept:
            self.kept = False
            self._change(History(deleted=(deleted(self.record, now),)))
