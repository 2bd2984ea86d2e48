"""Sessions of the shipped catalogue for the tests of ladders and coach."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import cache

from ankle_tui.core.exercises.exercise import Choice, Context, Kind, Level, Side
from ankle_tui.core.history.ids import new_id
from ankle_tui.core.history.records import Feel, Morning, Outcome, SessionRecord, SetRecord, Status, Touches
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.training.ladder import Rung, Standing, standings
from tests.builders import shipped

MONDAY = dt.date(2026, 11, 16)
BALANCE, CALF, BAND, WALK, HOPS = "single-leg-balance", "calf-raise", "band-ankle", "heel-toe-walk", "lateral-hops"
OPEN, CLOSED, PILLOW, BLIND = "eyes-open-firm", "eyes-closed-firm", "eyes-open-pillow", "eyes-closed-pillow"
GEAR = frozenset({"band", "pillow", "step"})
FLOOR = frozenset({"band", "step"})
"""All but the pillow: balance has one way up."""
Dosed = tuple[str, int, int]
"""Variation, sets and amount."""


def sets_of(
    exercise: str,
    variation: str,
    sets: int,
    amount: float,
    *,
    left: float | None = None,
    right: float | None = None,
    touches: int | None = 0,
    parts: Collection[str] | None = None,
    skipped: int = 0,
) -> tuple[SetRecord, ...]:
    """The sets of an exercise as a session has them.

    Args:
        exercise: Its id.
        variation: Id of the variation.
        sets: How many were planned.
        amount: What was planned of each.
        left: What was done of each with the left leg, or with both; None for all of it.
        right: The same of the right leg; None for as much as with the left.
        touches: Touches in the first set of a hold; zeros alone mean that nobody counted.
        parts: Ids of the parts planned; None for all.
        skipped: How many of the sets were left out at the end.
    """
    known = shipped().get(exercise).variation(variation)
    found: list[SetRecord] = []
    for number in range(1, sets + 1):
        for side in Side if known.per_side else (None,):
            for part in [part.id for part in known.parts if parts is None or part.id in parts] or (None,):
                done = amount if left is None else left
                if side is Side.RIGHT and right is not None:
                    done = right
                if number > sets - skipped:
                    done = 0
                outcome = Outcome.DONE if done >= amount else Outcome.SHORT if done else Outcome.SKIPPED
                counted = (touches if not found else touches and 0) if known.kind is Kind.HOLD else None
                names = (exercise, variation, number, side, part, known.kind.unit)
                found.append(SetRecord(*names, amount, done, outcome, counted))
    return tuple(found)


def session(
    day: int,
    *sets: Sequence[SetRecord],
    pain: int | None = None,
    feel: Feel | None = None,
    effort: int | None = None,
    touches: int | None = None,
    morning: Morning | None = None,
    relieved: int | None = None,
    hour: int = 18,
) -> SessionRecord:
    """A session so many days after a Monday; `touches` is the answer for each leg, `relieved` a day."""
    date = MONDAY + dt.timedelta(days=day)
    at = dt.datetime.combine(date, dt.time(hour, 4), tzinfo=dt.UTC)
    return SessionRecord(
        id=new_id(1_763_000_000_000 + 24 * day + hour, bytes(10)),
        day=date,
        started_at=at,
        ended_at=at + dt.timedelta(minutes=9),
        zone="Europe/Berlin",
        context=Context.POST_RUN,
        level=Level.BEGINNER,
        status=Status.COMPLETED,
        active_seconds=240.0,
        sets=tuple(item for group in sets for item in group),
        effort=effort,
        pain=pain,
        feel=feel,
        touches=None if touches is None else Touches(touches, touches),
        morning=morning,
        relieved=None if relieved is None else MONDAY + dt.timedelta(days=relieved),
    )


def day(number: int) -> dt.date:
    """The day so many days after the Monday."""
    return MONDAY + dt.timedelta(days=number)


def on(days: Iterable[int], *sets: Sequence[SetRecord], touches: int | None = 0) -> list[SessionRecord]:
    """The same session on several days, its touches counted."""
    return [session(number, *sets, touches=touches) for number in days]


def stand(
    exercise: str,
    *sessions: SessionRecord,
    today: int | None = None,
    level: Level = Level.BEGINNER,
    equipment: frozenset[str] = FLOOR,
    minutes: float | None = None,
    overrides: dict[str, Rung] | None = None,
    sprained: int | None = None,
    tests: Sequence[SelfTestRecord] = (),
) -> Standing:
    """Where these sessions leave an exercise; today is two days after the last one."""
    last = max((item.day for item in sessions), default=day(0))
    return standings(
        shipped(),
        sessions,
        today=last + dt.timedelta(days=2) if today is None else day(today),
        level=level,
        equipment=equipment,
        minutes=minutes,
        overrides=overrides,
        sprained=None if sprained is None else day(sprained),
        tests=tests,
    )[exercise]


def dosed(choice: Choice) -> Dosed:
    """A choice as variation, sets and amount."""
    return choice.variation.id, choice.dose.sets, choice.dose.amount


def rung(standing: Standing) -> Dosed:
    """The next rung as variation, sets and amount."""
    return dosed(standing.choice)


def shown_sets() -> tuple[tuple[SetRecord, ...], ...]:
    """What hops on one leg wait for, on two days: raises and a hold."""
    return sets_of(CALF, "one-leg", 2, 15), sets_of(BALANCE, OPEN, 2, 30)


@cache
def climbed(
    exercise: str,
    wanted: Dosed,
    *,
    level: Level = Level.BEGINNER,
    equipment: frozenset[str] = FLOOR,
    shown: bool = False,
) -> tuple[SessionRecord, ...]:
    """Sessions, the last four days before day 0, that lead a runner who always does well to a rung.

    Args:
        exercise: The exercise.
        wanted: The rung.
        level: Where the ladder starts.
        equipment: What the runner has.
        shown: True if every session has in addition what hops on one leg wait for.
    """
    found: list[SessionRecord] = []
    for number in range(150):
        choice = stand(exercise, *found, today=4 * number, level=level, equipment=equipment).choice
        if dosed(choice) == wanted:
            return tuple(moved(item, -4 * number) for item in found)
        found += on([4 * number], sets_of(exercise, *dosed(choice)), *(shown_sets() if shown else ()))
    raise AssertionError(f"{exercise} never comes to {wanted}")


def moved(record: SessionRecord, days: int) -> SessionRecord:
    """The same session so many days later."""
    at = session((record.day - MONDAY).days + days, hour=record.started_at.hour)
    return replace(record, id=at.id, day=at.day, started_at=at.started_at, ended_at=at.ended_at)
