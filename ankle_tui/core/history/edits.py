"""Amend, delete and restore sessions and self-tests after the fact."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from ankle_tui.core.history.ids import MOST_REVISIONS
from ankle_tui.core.history.records import History, SessionRecord, Tombstone
from ankle_tui.core.history.self_tests import BlockRecord, SelfTestRecord

Record = SessionRecord | SelfTestRecord | BlockRecord
RecordT = TypeVar("RecordT", bound=Record)

AMENDABLE: Mapping[type, tuple[str, ...]] = {
    SessionRecord: ("day", "context", "effort", "pain", "pain_side", "touches", "morning", "relieved", "note"),
    SelfTestRecord: ("day", "trials", "conditions", "pain", "note", "checked"),
    BlockRecord: ("since", "target", "ended", "answer", "answered"),
}
"""Fields of a record that can be changed afterwards."""


def newest(history: History, record: RecordT) -> RecordT:
    """Find the newest revision of a record, from which to make the next.

    Args:
        history: Where to look for it.
        record: The record as last seen.

    Returns:
        The record in `history`. A deleted one as last seen, with the deleted revision, so that the next one lives.
    """
    kept = (item for item in history.mortal if item.id == record.id and isinstance(item, type(record)))
    found = next(kept, record)
    gone = max((tomb.rev for tomb in history.deleted if tomb.id == record.id), default=0)
    return replace(found, rev=gone) if gone > found.rev else found


def amended(record: RecordT, before: RecordT, wanted: RecordT) -> RecordT:
    """Make the next revision of a record, keeping changes made elsewhere meanwhile.

    Args:
        record: Its newest revision.
        before: The record as the runner saw it.
        wanted: The record as the runner wants it.

    Returns:
        `record` with the changes from `before` to `wanted`; `record` itself if there are none.
    """
    names = AMENDABLE[type(record)]
    changes = {name: value for name in names if (value := getattr(wanted, name)) != getattr(before, name)}
    if all(getattr(record, name) == value for name, value in changes.items()):
        return record
    return undone(replace(record, **changes))


def deleted(record: Record, at: dt.datetime) -> Tombstone:
    """Make the tombstone of a record that the runner deletes.

    Args:
        record: Its newest revision.
        at: Local wall time with its offset.
    """
    return Tombstone(record.id, at.replace(microsecond=0), record.rev)


def undone(record: RecordT) -> RecordT:
    """Restore a deleted record by a revision above its tombstone.

    Args:
        record: Its newest revision.
    """
    return replace(record, rev=min(record.rev + 1, MOST_REVISIONS))
