"""A session the runner has put together and given a name."""

from collections.abc import Mapping
from dataclasses import dataclass

from ankle_tui.core.exercises.exercise import Choice


@dataclass(frozen=True, slots=True)
class Item:
    """One exercise of a routine; what it leaves open comes from where the runner stands on the ladder.

    Attributes:
        exercise: Id of the exercise.
        variation: Id of the variation, or None.
        sets: How many sets, or None.
        amount: Seconds, reps or steps of a set, or None.
    """

    exercise: str
    variation: str | None = None
    sets: int | None = None
    amount: int | None = None

    def choice(self, choice: Choice) -> Choice:
        """What to do.

        Args:
            choice: What the exercise's ladder says.
        """
        if self.variation not in {None, choice.variation.id}:
            variation = choice.exercise.variation(self.variation)
            choice = Choice(choice.exercise, variation, variation.doses[0])
        if self.sets is None and self.amount is None:
            return choice
        return Choice(choice.exercise, choice.variation, choice.dose.changed(sets=self.sets, amount=self.amount))


@dataclass(frozen=True, slots=True)
class Routine:
    """Exercises in the order in which they are done.

    Attributes:
        id: Its name on the command line.
        name: Its name on the screen.
        items: The exercises.
    """

    id: str
    name: str
    items: tuple[Item, ...]

    def choices(self, ladders: Mapping[str, Choice]) -> tuple[Choice, ...]:
        """What the plan is built from.

        Args:
            ladders: What the ladder of every exercise says.
        """
        return tuple(item.choice(ladders[item.exercise]) for item in self.items)
