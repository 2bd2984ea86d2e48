"""A session put in by hand: a plan, all of it done."""

import datetime as dt
from collections.abc import Sequence

from ankle_tui.core.exercises.exercise import Choice, Context, Level, Side
from ankle_tui.core.history.records import (
    MOST_SECONDS,
    Outcome,
    SessionRecord,
    SetRecord,
    Status,
)
from ankle_tui.core.session.plan import WorkSet, build_plan

_BY_HAND = "by_hand"
"""The field of a record that tells it from one the program has led."""


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
    return work.record(work.target if work.kind.counted else float(work.target), Outcome.DONE)
