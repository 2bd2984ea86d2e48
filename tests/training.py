"""Sessions of the shipped catalogue for the tests of ladders and coach."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from ankle_tui.core.exercises.exercise import Context, Kind, Level, Side
from ankle_tui.core.history.records import Outcome, SessionRecord, SetRecord, Status, new_id
from tests.builders import shipped

MONDAY = dt.date(2026, 11, 16)
BALANCE, CALF, BAND, WALK, HOPS = "single-leg-balance", "calf-raise", "band-ankle", "heel-toe-walk", "lateral-hops"
GEAR = frozenset({"band", "pillow", "step"})


def sets_of(
    exercise: str,
    variation: str,
    sets: int,
    amount: float,
    *,
    left: float | None = None,
    right: float | None = None,
    touches: int | None = None,
    parts: Sequence[str] | None = None,
) -> tuple[SetRecord, ...]:
    """The sets of an exercise as a session has them.

    Args:
        exercise: Its id.
        variation: Id of the variation.
        sets: How many were planned.
        amount: What was planned of each.
        left: What was done of each with the left leg, or with both; None for all of it.
        right: The same of the right leg; None for as much as with the left.
        touches: Touches in the first set of a hold; None if not counted.
        parts: Ids of the parts done, or None for all.
    """
    known = shipped().get(exercise).variation(variation)
    found: list[SetRecord] = []
    for number in range(1, sets + 1):
        for side in Side if known.per_side else (None,):
            for part in [item for item in known.parts if parts is None or item.id in parts] or (None,):
                done = amount if left is None else left
                if side is Side.RIGHT and right is not None:
                    done = right
                outcome = Outcome.DONE if done >= amount else Outcome.SHORT if done else Outcome.SKIPPED
                counted = (touches if not found else touches and 0) if known.kind is Kind.HOLD else None
                names = (exercise, variation, number, side, part.id if part else None, known.kind.unit)
                found.append(SetRecord(*names, amount, done, outcome, counted))
    return tuple(found)


def session(day: int, *sets: Sequence[SetRecord], **answers: Any) -> SessionRecord:
    """A session so many days after a Monday, with the runner's answers."""
    date = MONDAY + dt.timedelta(days=day)
    at = dt.datetime.combine(date, dt.time(18, 4), tzinfo=dt.UTC)
    return SessionRecord(
        id=new_id(1_763_000_000_000 + day, bytes(10)),
        day=date,
        started_at=at,
        ended_at=at + dt.timedelta(minutes=9),
        zone="Europe/Berlin",
        context=Context.POST_RUN,
        level=Level.BEGINNER,
        status=Status.COMPLETED,
        active_seconds=240.0,
        sets=tuple(item for group in sets for item in group),
        **answers,
    )


def day(number: int) -> dt.date:
    """The day so many days after the Monday."""
    return MONDAY + dt.timedelta(days=number)
