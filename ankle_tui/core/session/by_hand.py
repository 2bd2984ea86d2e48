"""Make the record of a session entered by hand: a plan, all of it done."""

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
"""Field that marks a record as entered by hand."""


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
    """Make the record of training done without the program, every set in full and with both legs.

    Args:
        choices: Exercises done, with their doses.
        session_id: UUID of the record.
        day: The training day.
        started_at: Local wall time with its offset; only its day counts.
        zone: Name of the time zone, or empty.
        context: What the session followed.
        level: The runner's level.
        first_side: The leg that started.

    Raises:
        ValueError: If `choices` is empty.
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
    """True if a session was entered by hand, so that its times mean nothing."""
    return record.extra.get(_BY_HAND) is True


def _done(work: WorkSet) -> SetRecord:
    return work.record(work.target if work.kind.counted else float(work.target), Outcome.DONE)
