"""Amend, delete and restore sessions after the fact."""

import datetime as dt
from dataclasses import replace

from ankle_tui.core.history.ids import MOST_REVISIONS
from ankle_tui.core.history.records import History, SessionRecord, Tombstone

AMENDABLE = ("day", "context", "effort", "pain", "pain_side", "touches", "morning", "relieved", "note")
"""Fields of a session that can be changed afterwards."""


def newest(history: History, record: SessionRecord) -> SessionRecord:
    """Find the newest revision of a session, from which to make the next.

    Args:
        history: Where to look for it.
        record: The session as last seen.

    Returns:
        The session in `history`. A deleted one as last seen, with the deleted revision, so that the next one lives.
    """
    found = next((session for session in history.sessions if session.id == record.id), record)
    gone = max((tomb.rev for tomb in history.deleted if tomb.id == record.id), default=0)
    return replace(found, rev=gone) if gone > found.rev else found


def amended(record: SessionRecord, before: SessionRecord, wanted: SessionRecord) -> SessionRecord:
    """Make the next revision of a session, keeping changes made elsewhere meanwhile.

    Args:
        record: Its newest revision.
        before: The session as the runner saw it.
        wanted: The session as the runner wants it.

    Returns:
        `record` with the changes from `before` to `wanted`; `record` itself if there are none.
    """
    changes = {name: value for name in AMENDABLE if (value := getattr(wanted, name)) != getattr(before, name)}
    if all(getattr(record, name) == value for name, value in changes.items()):
        return record
    return undone(replace(record, **changes))


def deleted(record: SessionRecord, at: dt.datetime) -> Tombstone:
    """Make the tombstone of a session that the runner deletes.

    Args:
        record: Its newest revision.
        at: Local wall time with its offset.
    """
    return Tombstone(record.id, at.replace(microsecond=0), record.rev)


def undone(record: SessionRecord) -> SessionRecord:
    """Restore a deleted session by a revision above its tombstone.

    Args:
        record: Its newest revision.
    """
    return replace(record, rev=min(record.rev + 1, MOST_REVISIONS))
