"""The exercises offered and those taken, as a value the picker draws."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ankle_tui.core.exercises.catalogue import MOST, MOST_SETS, SMALLEST_STEP
from ankle_tui.core.exercises.exercise import Choice


@dataclass(frozen=True, slots=True)
class Selection:
    """Every exercise with its dose, and the ids of those taken; each edit gives a new one.

    Attributes:
        choices: The exercises in order, as the runner has them.
        taken: The ids of those in the session.
        reasons: Why an exercise is in the session or not, by its id.
        offered: `choices` and `taken` before any edit.
    """

    choices: tuple[Choice, ...] = ()
    taken: frozenset[str] = frozenset()
    reasons: Mapping[str, str] = field(default_factory=dict)
    offered: tuple[tuple[Choice, ...], frozenset[str]] = ((), frozenset())

    @classmethod
    def offer(
        cls, choices: Iterable[Choice], taken: Iterable[Choice], reasons: Mapping[str, str] | None = None
    ) -> "Selection":
        """Offer `choices` with `taken` ticked."""
        offered = tuple(choices), frozenset(choice.exercise.id for choice in taken)
        return cls(*offered, reasons or {}, offered)

    @property
    def changed(self) -> bool:
        """True if the runner has edited what was offered."""
        return (self.choices, self.taken) != self.offered

    @property
    def chosen(self) -> list[Choice]:
        """The session, in order."""
        return [choice for choice in self.choices if choice.exercise.id in self.taken]

    def reason(self, choice: Choice) -> str:
        """Why `choice` is offered as it is; empty once the runner has edited it."""
        return self.reasons.get(choice.exercise.id, "") if choice in self.offered[0] else ""

    def take(self, choices: Iterable[Choice], taken: bool) -> "Selection":
        """Take `choices` into the session, or leave them out."""
        ids = {choice.exercise.id for choice in choices}
        return replace(self, taken=self.taken | ids if taken else self.taken - ids)

    def toggle(self, at: int) -> "Selection":
        """Take the exercise at `at` into the session, or leave it out."""
        return replace(self, taken=self.taken ^ {self.choices[at].exercise.id})

    def more(self, at: int, by: int) -> "Selection":
        """Change the seconds, reps or steps of a set by `by` steps."""
        choice = self.choices[at]
        step, most = SMALLEST_STEP[choice.variation.kind], MOST[choice.variation.kind]
        amount = max(step, min(most, choice.dose.amount + by * step))
        return self._put(at, replace(choice, dose=choice.dose.changed(amount=amount)))

    def more_sets(self, at: int, by: int) -> "Selection":
        """Change the number of sets by `by`."""
        choice = self.choices[at]
        sets = max(1, min(MOST_SETS, choice.dose.sets + by))
        return self._put(at, replace(choice, dose=choice.dose.changed(sets=sets)))

    def next_variation(self, at: int) -> "Selection":
        """Take the next variation, at its first dose."""
        exercise, variation = self.choices[at].exercise, self.choices[at].variation
        ladder = exercise.variations
        later = ladder[(ladder.index(variation) + 1) % len(ladder)]
        return self._put(at, Choice(exercise, later, later.doses[0]))

    def _put(self, at: int, choice: Choice) -> "Selection":
        """Replace the exercise at `at` and take it into the session; return the same selection if nothing changes."""
        if choice == self.choices[at]:
            return self
        choices = (*self.choices[:at], choice, *self.choices[at + 1 :])
        return replace(self, choices=choices, taken=self.taken | {choice.exercise.id})
