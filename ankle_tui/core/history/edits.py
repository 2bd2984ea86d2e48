"""Sessions changed afterwards: amended, deleted, brought back, or added for training that was done without the program."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from ankle_tui.core.exercises.exercise import Context, Level, Side
from ankle_tui.core.history.records import (
    MOST_REVISIONS,
    MOST_SECONDS,
    History,
    Outcome,
    SessionRecord,
    SetRecord,
    Status,
    Tombstone,
)
from ankle_tui.core.session.plan import Choice, WorkSet, build_plan

AMENDABLE = ("day", "context", "effort", "pain", "note")
"""What of a session can be changed afterwards."""

_BY_HAND = "by_hand"
"""The field of a record that tells it from one the program has led."""


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


def by_hand(
    choices: Sequence[Choice],
    *,
    session_id: str,
    day: dt.date,
    started_at: dt.datetime,
    zone: str,
    context: Context,
    level: Level,
    first_side: Side = Side.LEFT,
) -> SessionRecord:
    """The record of training that was done without the program, every set as it was meant, with both legs.

    Args:
        choices: What was done.
        session_id: UUID of the record.
        day: The training day.
        started_at: Local wall time with its offset; only its day is meant.
        zone: Name of the time zone, or empty.
        context: What it followed.
        level: The runner's level.
        first_side: The leg that started.

    Raises:
        ValueError: If nothing was done.
    """
    plan = build_plan(choices, level=level, context=context, first_side=first_side)
    at = started_at.replace(microsecond=0)
    return SessionRecord(
        id=session_id,
        day=day,
        started_at=at,
        ended_at=at,
        zone=zone,
        context=context,
        level=level,
        status=Status.COMPLETED,
        active_seconds=min(sum(work.seconds for work in plan.sets), MOST_SECONDS),
        sets=tuple(_done(work) for work in plan.sets),
        extra={_BY_HAND: True},
    )


def is_by_hand(record: SessionRecord) -> bool:
    """Whether a session was added by hand: its times say nothing then."""
    return record.extra.get(_BY_HAND) is True


def _done(work: WorkSet) -> SetRecord:
    return SetRecord.of(work, work.target if work.kind.counted else float(work.target), Outcome.DONE)
