"""Sessions changed afterwards: amended, deleted, brought back, or added for training that was done without the program."""

import datetime as dt
from dataclasses import replace

from ankle_tui.core.history.records import (
    MOST_REVISIONS,
    History,
    SessionRecord,
    Tombstone,
)

AMENDABLE = ("day", "context", "effort", "pain", "note")
"""What of a session can be changed afterwards."""


def newest(history: History, record: SessionRecord) -> SessionRecord:
    """The newest revision of a session, for another one to be made from.

    Args:
        history: Where it is looked for.
        record: The session as it was last seen.

    Returns:
        What the history holds of it. A deleted one as it was seen, with the revision that was deleted: the next lives.
    """
    found = next((session for session in history.sessions if session.id == record.id), record)
    gone = max((tomb.rev for tomb in history.deleted if tomb.id == record.id), default=0)
    return replace(found, rev=gone) if gone > found.rev else found


def amended(record: SessionRecord, before: SessionRecord, wanted: SessionRecord) -> SessionRecord:
    """The next revision of a session; what was changed elsewhere meanwhile stays.

    Args:
        record: Its newest revision.
        before: The session as the runner has seen it.
        wanted: The same as the runner wants it.

    Returns:
        The newest revision with what the runner has changed; itself when that is nothing.
    """
    changes = {name: value for name in AMENDABLE if (value := getattr(wanted, name)) != getattr(before, name)}
    if all(getattr(record, name) == value for name, value in changes.items()):
        return record
    return undone(replace(record, **changes))


def deleted(record: SessionRecord, at: dt.datetime) -> Tombstone:
    """What is left of a session that the runner deletes.

    Args:
        record: Its newest revision.
        at: Wall time with its offset.
    """
    return Tombstone(record.id, at.replace(microsecond=0), record.rev)


def undone(record: SessionRecord) -> SessionRecord:
    """A session that was deleted, as a revision that lives.

    Args:
        record: Its newest revision.
    """
    return replace(record, rev=min(record.rev + 1, MOST_REVISIONS))
