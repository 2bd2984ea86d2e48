"""One ladder while the history is played over it: up, hold or down after every session."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from ankle_tui.core.exercises.exercise import Choice, Exercise, Unit
from ankle_tui.core.formatting import amount_words
from ankle_tui.core.training.attempts import Attempt
from ankle_tui.core.training.rules import RULES, Rule

TWICE = 2
"""So many sessions running move a ladder, up or down. Our own choice."""
PAIN_DOWN = 4
"""From this pain on, of 10, the next time is one step easier. Our own choice."""


class Move(StrEnum):
    """Where a ladder goes from what was done last."""

    START = "start"
    """Nothing was done of it yet."""
    UP = "up"
    HOLD = "hold"
    DOWN = "down"


def rungs(exercise: Exercise) -> tuple[Choice, ...]:
    """The ladder of an exercise: all doses of its first variation, then those of the next one."""
    return tuple(Choice(exercise, variation, dose) for variation in exercise.variations for dose in variation.doses)


def rung_words(choice: Choice) -> str:
    """A dose in a few words: seconds alone, reps and steps with their sets, as these tell one rung from the next."""
    amount = amount_words(choice.dose.amount, choice.variation.kind.unit)
    alike = len({dose.sets for dose in choice.variation.doses}) == 1 and choice.variation.kind.unit is Unit.SECONDS
    return amount if alike else f"{choice.dose.sets} × {amount}"


def no_more(choice: Choice, than: Choice) -> Choice:
    """A choice with no more sets than another one of the exercise, nor more in a set where both are measured alike.

    The first dose of a variation may be shorter than the last one of the easier variation below it: whoever asks for less
    must not be given more of something else.

    Args:
        choice: What to do.
        than: What it must not exceed.

    Returns:
        The choice; a dose of the catalogue where there is such a one.
    """
    alike = choice.variation.kind.unit is than.variation.kind.unit
    sets = min(choice.dose.sets, than.dose.sets)
    amount = min(choice.dose.amount, than.dose.amount) if alike else choice.dose.amount
    if (sets, amount) == (choice.dose.sets, choice.dose.amount):
        return choice
    known = (dose for dose in choice.variation.doses if (dose.sets, dose.amount) == (sets, amount))
    return replace(choice, dose=next(known, choice.dose.changed(sets=sets, amount=amount)))


class _Found(NamedTuple):
    """The rung an attempt stands for.

    Attributes:
        rung: Its position.
        amount: What every set had to reach.
        whole: Whether it had all its sets.
    """

    rung: int
    amount: float
    whole: bool


class LadderReplay:
    """A ladder while the history is played over it.

    Args:
        ladder: The rungs of the exercise.
        start: The rung it starts from.
        barred: For every rung what it asks for first, or empty.
        pin: The rung the runner has set, or None.

    Attributes:
        position: The rung to do next.
        done: The rung that was done last, or None.
        move: Where the one goes from the other.
        why: The reason, in a few words.
        warned: Whether the last attempt asks for less.
    """

    def __init__(self, ladder: Sequence[Choice], start: int, barred: Sequence[str], pin: int | None) -> None:
        self._rungs = ladder
        self._doses: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        """For every variation its rungs: place, sets and amount."""
        for place, choice in enumerate(self._rungs):
            self._doses[choice.variation.id].append((place, choice.dose.sets, choice.dose.amount))
        self._exact: dict[tuple[str, int, float], _Found] = {
            (variation, sets, amount): _Found(place, amount, whole=True)
            for variation, doses in self._doses.items()
            for place, sets, amount in doses
        }
        self._eased: dict[int, Choice] = {}
        """By place what is one step easier there, where that is less than the rung below asks for."""
        for place, (below, choice) in enumerate(pairwise(ladder), 1):
            if below.variation is not choice.variation and (eased := no_more(below, choice)) is not below:
                self._eased[place] = eased
        self._rule = RULES.get(ladder[0].exercise.id, Rule())
        self._barred = barred
        self._pin = pin
        self._told: dict[int, str] = {}
        self._met = self._missed = 0
        self.position = start
        self.done: int | None = None
        self.move = Move.START
        self.why = "not done yet"
        self.warned = False

    def take(self, attempt: Attempt) -> int:
        """Go where an attempt leads.

        Returns:
            The rung it stands for.
        """
        found = self._easier(attempt) or self._found(attempt, attempt.target)
        if found.rung > self.position and attempt.least < found.amount:
            below = self._found(attempt, attempt.least)  # a try above: what was reached of it counts
            found = below if below.whole and below.rung >= self.position else found
        rung, missed = found.rung, attempt.least < found.amount
        lighter = rung == self.position - 1 and not missed
        base = self.position if lighter or (missed and rung > self.position) else rung
        self.done = rung
        self._missed = self._missed + 1 if missed else 0
        hurt = attempt.pain is not None and attempt.pain >= PAIN_DOWN
        self.warned = hurt or self._missed >= TWICE
        if self.warned:
            self.step_down(min(base, rung - 1), f"pain {attempt.pain} last time" if hurt else "not reached twice")
        elif lighter:
            self._stay(found.whole)
        else:
            self._met = self._met if base == self.position else 0
            self.position = base
            self._weigh(attempt, found.whole, missed=missed)
        return rung

    def step_down(self, position: int, why: str) -> None:
        """Go to a lower rung, or stay at the lowest."""
        self.position = max(position, 0)
        lower = self.done is None or self.position < self.done
        self.move, self.why, self._met = Move.DOWN if lower else Move.HOLD, why, 0

    def _stay(self, whole: bool) -> None:
        if self.move is not Move.UP:  # a step up that was not tried yet still stands
            self.move = Move.HOLD
            self.why = "an easier day does not count" if whole else "fewer sets than the step has"

    def _weigh(self, attempt: Attempt, whole: bool, *, missed: bool) -> None:
        """Go up, or say why not."""
        self.move = Move.HOLD
        spoilt = "not reached last time" if missed else self._rule.spoilt(attempt)
        if spoilt:
            self._met, self.why = 0, spoilt
        elif self._rule.sets and not whole:
            self.why = "fewer sets than the step has"
        else:
            self._met += 1
            self._up()

    def _up(self) -> None:
        above = self.position + 1
        if self._met < TWICE:
            self.why = f"{self._words(self.position)} once"
        elif above == len(self._rungs):
            self.why = self._rule.top
        elif self._barred[above]:
            self.why = self._barred[above]
        else:
            self.move, self.why = Move.UP, f"{self._words(self.position)} twice"
            self.position, self._met = above, 0

    def _words(self, place: int) -> str:
        """What is met at a rung, in words that are made once."""
        if place not in self._told:
            clean = " clean" if self._rule.clean else ""
            self._told[place] = f"{rung_words(self._rungs[place])}{clean}"
        return self._told[place]

    def _easier(self, attempt: Attempt) -> _Found | None:
        """The rung below the one to do next, where an attempt is what is offered in its place on an easier day.

        Whoever has not come so far yet has begun lower.
        """
        eased = self._eased.get(self.position)
        if eased is None or self.done is None or self.done < self.position - 1:
            return None
        if (attempt.variation, attempt.target) != (eased.variation.id, eased.dose.amount):
            return None
        if attempt.number > eased.dose.sets:
            return None
        return _Found(self.position - 1, attempt.target, whole=attempt.number == eased.dose.sets)

    def _found(self, attempt: Attempt, amount: float) -> _Found:
        """The rung of so much in every set: the nearest one at or below.

        Fewer sets than a rung that may have been offered has, and no rung of their own, are a matter of time only. Less
        than the first dose of a harder variation says little of the rungs before it: it leads no higher.
        """
        number = attempt.number
        exact = self._exact.get((attempt.variation, number, amount))
        if exact:
            return exact
        doses, near = self._doses[attempt.variation], self._near()
        cut = [(-dose, place) for place, sets, dose in doses if place in near and number < sets and dose <= amount]
        if cut:
            dose, place = min(cut)  # of two rungs with as much in a set the lower one
            return _Found(place, -dose, whole=False)
        for place, sets, dose in reversed(doses):
            if sets <= number and dose <= amount:
                return _Found(place, dose, whole=True)
        return _Found(max(min(doses[0][0] - 1, self.position), 0), amount, whole=False)

    def _near(self) -> Sequence[int]:
        """The rungs that may have been offered with fewer sets."""
        if self._pin is None:
            return (self.position, self.position - 1)
        return (self._pin, self._pin - 1, self.position, self.position - 1)
