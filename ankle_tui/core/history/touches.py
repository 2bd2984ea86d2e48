"""Touches of the other foot: counted or unknown, never assumed."""

from collections.abc import Container, Iterable
from math import fsum

from ankle_tui.core.exercises.exercise import Exercise, Kind, Side, Unit
from ankle_tui.core.history.records import SessionRecord, SetRecord, Touches


def with_holds(exercises: Iterable[Exercise]) -> frozenset[str]:
    """Ids of the exercises with holds on one leg, in which the other foot can touch."""
    return frozenset(
        exercise.id
        for exercise in exercises
        if any(variation.kind is Kind.HOLD and variation.per_side for variation in exercise.variations)
    )


def held_legs(record: SessionRecord, holds: Container[str]) -> tuple[Side, ...]:
    """Legs that held something in a session, of which the touches can be asked.

    Args:
        record: The session.
        holds: Ids of the exercises with holds.
    """
    held = {item.side for item in record.sets if item.exercise in holds and item.done and item.unit is Unit.SECONDS}
    return tuple(side for side in Side if side in held)


def touches(record: SessionRecord) -> Touches | None:
    """Touches of each leg in all holds of a session, or None if they were not counted.

    The runner's answer overrules the counts of the sets. Without an answer, counts that are all 0 tell nothing: older
    versions wrote 0 in every hold, counted or not.
    """
    if record.touches:
        return record.touches
    counts = dict.fromkeys(Side, 0)
    for item in record.sets:
        if item.foot_downs and item.side:
            counts[item.side] += item.foot_downs
    return Touches(counts[Side.LEFT], counts[Side.RIGHT]) if any(counts.values()) else None


def touch_rate(record: SessionRecord, exercise: str, holds: Container[str] = ()) -> float | None:
    """Touches in a minute of holding, of the leg with more of them.

    Args:
        record: The session.
        exercise: Id of an exercise with holds.
        holds: Ids of all exercises with holds, over which an answer is spread.

    Returns:
        The rate, or None if touches were not counted or nothing was held.
    """
    counted = touches(record)
    if counted is None:
        return None
    numbers = {Side.LEFT: counted.left, Side.RIGHT: counted.right} if record.touches else dict.fromkeys(Side, 0)
    held: dict[Side, list[float]] = {side: [] for side in Side}
    worked = set[Side]()
    for item in record.sets:  # once through: the ladders ask this of every session there ever was
        if item.side is None or item.unit is not Unit.SECONDS:
            continue
        own = item.exercise == exercise
        if own and item.done:
            worked.add(item.side)
        if own and not record.touches:
            numbers[item.side] += item.foot_downs or 0
        if own or (record.touches and item.exercise in holds):
            held[item.side].append(item.done)
    return max((numbers[side] * 60 / fsum(held[side]) for side in worked), default=None)


def touches_of_legs(record: SessionRecord, holds: Container[str]) -> dict[Side, tuple[int, float]]:
    """Touches and seconds held of each leg that held something, over all holds; empty if touches were not counted.

    Args:
        record: The session.
        holds: Ids of the exercises with holds, over which an answer is spread.
    """
    told = touches(record)
    if told is None:
        return {}
    found: dict[Side, tuple[int, float]] = {}
    for side, answer in ((Side.LEFT, told.left), (Side.RIGHT, told.right)):
        sets = [item for item in record.sets if _is_hold(item, side)]
        counted = [item for item in sets if item.foot_downs is not None]
        over = [item for item in sets if item.exercise in holds] if record.touches else counted
        number = answer if record.touches else sum(item.foot_downs or 0 for item in counted)
        if held := fsum(item.done for item in over):
            found[side] = (number, held)
    return found


def _is_hold(item: SetRecord, side: Side) -> bool:
    return item.side is side and item.unit is Unit.SECONDS
