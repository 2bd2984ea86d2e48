"""Seconds of a choice, and its smaller sizes for a short session."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from typing import NamedTuple

from ankle_tui.core.exercises.exercise import Choice, Exercise, Level, Variation
from ankle_tui.core.session.plan import build_plan
from ankle_tui.core.training.lanes import rungs

MINUTES = (5.0, 10.0, 15.0, 20.0)
"""Minutes to choose from; the settings may hold another number."""
_DEFAULTS: Mapping[Level, float] = {Level.BEGINNER: 10.0, Level.EXPERIENCED: 15.0}
"""Our own choice: whole doses of two or three exercises fit."""
TOLERANCE = 1.05
"""Share of the available time that a session may take, as long as its words tell no minute more."""
_HALF_MINUTE = 29.0
"""Seconds that a time in words, to the nearest minute, hides."""
_ONE_BALANCE_SET = 100.0
"""Seconds that one set of balance adds before an exercise: ten to get ready, two legs of 30, the change between."""


class Size(NamedTuple):
    """A choice and its length as a session of its own.

    Attributes:
        choice: The choice.
        seconds: Seconds from the first get-ready to the last set.
        lead: Seconds of that before the first set.
    """

    choice: Choice
    seconds: float
    lead: float


def default_minutes(level: Level) -> float:
    """Minutes for the main part of a session until the runner says otherwise."""
    return _DEFAULTS[level]


def seconds_for(minutes: float) -> float:
    """Seconds that a session may take in `minutes`: a little more, but not enough to show in words."""
    return min(minutes * 60 * TOLERANCE, minutes * 60 + _HALF_MINUTE)


def sizes(choice: Choice, last_parts: Set[str] = frozenset()) -> Iterator[Size]:
    """Give a choice in all its sizes, the largest first: whole, halved if it can be, then with fewer sets.

    Args:
        choice: The whole dose.
        last_parts: Parts done last time; the half has the others.
    """
    yield _size(choice)
    half = _half(choice.variation, last_parts)
    if half:
        choice = replace(choice, variation=half)
        yield _size(choice)
    for sets in range(choice.dose.sets - 1, 0, -1):
        yield _size(replace(choice, dose=choice.dose.changed(sets=sets)))


def longest_rung(exercise: Exercise, minutes: float | None) -> int | None:
    """The highest rung of which half fits beside one set of balance, for an exercise that can be halved.

    Returns:
        Its index in `rungs(exercise)`, the first one if none fits; None without a limit.
    """
    if minutes is None or not any(_half(variation, frozenset()) for variation in exercise.variations):
        return None
    room = seconds_for(minutes) - _ONE_BALANCE_SET
    fitting = [place for place, choice in enumerate(rungs(exercise)) if _halved(choice) <= room]
    return max(fitting, default=0)


def _halved(choice: Choice) -> float:
    half = _half(choice.variation, frozenset())
    return _size(replace(choice, variation=half) if half else choice).seconds


def _half(variation: Variation, last_parts: Set[str]) -> Variation | None:
    """The half that was not done last; None if it cannot be halved."""
    halves = variation.halves()
    if halves and {part.id for part in halves[0].parts} == last_parts:
        return halves[1]
    return halves[0] if halves else None


def _size(choice: Choice) -> Size:
    """A set adds its work and a rest, so one plan of a set tells the time of all."""
    plan = build_plan([replace(choice, dose=choice.dose.changed(sets=1))])
    lead = sum(phase.seconds for phase in plan.phases[: plan.work_phases[0]])
    return Size(choice, plan.seconds + (choice.dose.sets - 1) * (plan.seconds - lead + choice.variation.rest), lead)
