"""Lay the variations of an exercise out as lanes: one for each hardest variation, from the easiest one to it.

Most exercises have one lane. Balance has two: behind open eyes on a firm floor, closed eyes and a pillow take turns.
"""

from dataclasses import replace
from typing import NamedTuple

from ankle_tui.core.exercises.exercise import Choice, Exercise, Prerequisite, Variation


class LaneRung(NamedTuple):
    """A rung as a lane sees it.

    Attributes:
        place: Its index in `rungs(exercise)`.
        choice: Variation and dose.
        limit: Most touches a minute, counted, in a session that counts for the next step; None for no limit.
        further: What the next step waits for beside good sessions here.
    """

    place: int
    choice: Choice
    limit: float | None
    further: tuple[Prerequisite, ...] = ()

    @property
    def variation(self) -> Variation:
        """Variation of the step."""
        return self.choice.variation


Lane = tuple[LaneRung, ...]


def rungs(exercise: Exercise) -> tuple[Choice, ...]:
    """Lay out the ladder: all doses of the first variation, then those of the next."""
    return tuple(Choice(exercise, variation, dose) for variation in exercise.variations for dose in variation.doses)


def no_more(choice: Choice, than: Choice) -> Choice:
    """Cap `choice` at the sets of `than`, and at its amount if both use the same unit.

    The first dose of a variation may be shorter than the last dose of the easier variation below it: a runner who wants
    less must not get more of something easier.

    Returns:
        The capped choice, with a dose of the catalogue if one fits.
    """
    alike = choice.variation.kind.unit is than.variation.kind.unit
    sets = min(choice.dose.sets, than.dose.sets)
    amount = min(choice.dose.amount, than.dose.amount) if alike else choice.dose.amount
    if (sets, amount) == (choice.dose.sets, choice.dose.amount):
        return choice
    known = (dose for dose in choice.variation.doses if (dose.sets, dose.amount) == (sets, amount))
    return replace(choice, dose=next(known, choice.dose.changed(sets=sets, amount=amount)))


def lanes(exercise: Exercise) -> tuple[Lane, ...]:
    """Lay out the lanes of an exercise, in the order of their hardest variations."""
    left = {variation.after[0].any[0].variation for variation in exercise.variations if variation.after}
    return tuple(_lane(exercise, variation) for variation in exercise.variations if variation.id not in left)


def _lane(exercise: Exercise, hardest: Variation) -> Lane:
    way = [hardest]
    while way[0].after:
        way.insert(0, exercise.variation(way[0].after[0].any[0].variation))
    ladder, found = rungs(exercise), list[LaneRung]()
    for variation, following in zip(way, [*way[1:], None], strict=True):
        own = [
            LaneRung(place, choice, variation.touches)
            for place, choice in enumerate(ladder)
            if choice.variation is variation
        ]
        if following:
            first, *further = following.after
            shown = first.any[0]
            own = [step for step in own if step.choice.dose.amount <= shown.amount]
            own[-1] = LaneRung(own[-1].place, own[-1].choice, shown.touches, tuple(further))
        found += own
    return tuple(found)
