"""A named session that the runner has put together."""

from collections.abc import Mapping
from typing import NamedTuple

from ankle_tui.core.exercises.exercise import Choice


class Item(NamedTuple):
    """One exercise of a routine; the runner's place on the ladder fills in missing values.

    Attributes:
        exercise: Id of the exercise.
        variation: Id of the variation, or None.
        sets: Number of sets, or None.
        amount: Seconds, reps or steps of a set, or None.
    """

    exercise: str
    variation: str | None = None
    sets: int | None = None
    amount: int | None = None

    def choice(self, choice: Choice) -> Choice:
        """Fill in missing values from `choice`, the present rung of the exercise."""
        if self.variation not in {None, choice.variation.id}:
            variation = choice.exercise.variation(self.variation)
            choice = Choice(choice.exercise, variation, variation.doses[0])
        if self.sets is None and self.amount is None:
            return choice
        return Choice(choice.exercise, choice.variation, choice.dose.changed(sets=self.sets, amount=self.amount))


class Routine(NamedTuple):
    """Exercises in the order of the session.

    Attributes:
        id: Its name on the command line.
        name: Its name on the screen.
        items: The exercises.
    """

    id: str
    name: str
    items: tuple[Item, ...]

    def choices(self, ladders: Mapping[str, Choice]) -> tuple[Choice, ...]:
        """Give the choices to build the plan from; `ladders` has the present rung of every exercise."""
        return tuple(item.choice(ladders[item.exercise]) for item in self.items)
