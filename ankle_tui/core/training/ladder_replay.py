"""Replay the history over one ladder: up, hold or down after every session."""

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
"""Sessions running that move a ladder, up or down. Our own choice."""
PAIN_DOWN = 4
"""From this pain on, of 10, the next session is one step easier. Our own choice."""


class Move(StrEnum):
    """Direction from the last rung done to the next."""

    START = "start"
    """The exercise was never done."""
    UP = "up"
    HOLD = "hold"
    DOWN = "down"


def rungs(exercise: Exercise) -> tuple[Choice, ...]:
    """Lay out the ladder: all doses of the first variation, then those of the next."""
    return tuple(Choice(exercise, variation, dose) for variation in exercise.variations for dose in variation.doses)


def rung_words(choice: Choice) -> str:
    """Name a rung briefly: seconds alone, reps and steps with their sets, since those differ from rung to rung."""
    amount = amount_words(choice.dose.amount, choice.variation.kind.unit)
    alike = len({dose.sets for dose in choice.variation.doses}) == 1 and choice.variation.kind.unit is Unit.SECONDS
    return amount if alike else f"{choice.dose.sets} × {amount}"


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


class _Found(NamedTuple):
    """The rung that an attempt counts for.

    Attributes:
        rung: Its index.
        amount: The amount that every set had to reach.
        whole: True if the attempt had all sets of the rung.
    """

    rung: int
    amount: float
    whole: bool


class LadderReplay:
    """Follow one ladder from session to session.

    Args:
        ladder: The rungs of the exercise.
        start: Index of the first rung to do.
        barred: For every rung what it requires first, or empty.
        pin: The rung that the runner has set, or None.

    Attributes:
        position: The next rung.
        done: The last rung done, or None.
        move: The direction from `done` to `position`.
        why: The reason, in a few words.
        warned: True if the last attempt asks for less.
    """

    def __init__(self, ladder: Sequence[Choice], start: int, barred: Sequence[str], pin: int | None) -> None:
        self._rungs = ladder
        self._doses: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        """Rungs of every variation: index, sets and amount."""
        for place, choice in enumerate(self._rungs):
            self._doses[choice.variation.id].append((place, choice.dose.sets, choice.dose.amount))
        self._exact: dict[tuple[str, int, float], _Found] = {
            (variation, sets, amount): _Found(place, amount, whole=True)
            for variation, doses in self._doses.items()
            for place, sets, amount in doses
        }
        self._eased: dict[int, Choice] = {}
        """The dose one step easier, by rung, where it is smaller than the dose of the rung below."""
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
        """Move as an attempt demands.

        Returns:
            The rung that it counts for.
        """
        found = self._easier(attempt) or self._found(attempt, attempt.target)
        if found.rung > self.position and attempt.least < found.amount:
            # The runner tried more than was asked and fell short: count the rung actually reached.
            below = self._found(attempt, attempt.least)
            found = below if below.whole and below.rung >= self.position else found
        rung, missed = found.rung, attempt.least < found.amount
        # One rung lower and well done is an easier day, which must not pull the ladder down; a miss one rung higher
        # must not push it up. Any other rung is the runner's choice and the base to move from.
        lighter = rung == self.position - 1 and not missed
        base = self.position if lighter or (missed and rung > self.position) else rung
        self.done = rung
        # Misses count in a row on whatever rung: a runner who misses here and then a rung lower needs less, too.
        self._missed = self._missed + 1 if missed else 0
        hurt = attempt.pain is not None and attempt.pain >= PAIN_DOWN
        self.warned = hurt or self._missed >= TWICE
        if self.warned:
            self.step_down(min(base, rung - 1), f"pain {attempt.pain} last time" if hurt else "not reached twice")
        elif lighter:
            self._stay(found.whole)
        else:
            self._met = self._met if base == self.position else 0  # two sessions on one rung, not on two
            self.position = base
            self._weigh(attempt, found.whole, missed=missed)
        return rung

    def step_down(self, position: int, why: str) -> None:
        """Go to a lower rung, or stay at the lowest."""
        self.position = max(position, 0)
        lower = self.done is None or self.position < self.done
        self.move, self.why, self._met = Move.DOWN if lower else Move.HOLD, why, 0

    def _stay(self, whole: bool) -> None:
        if self.move is not Move.UP:  # a step up not tried yet still stands
            self.move = Move.HOLD
            self.why = "an easier day does not count" if whole else "fewer sets than the step has"

    def _weigh(self, attempt: Attempt, whole: bool, *, missed: bool) -> None:
        """Move up, or keep the reason against it."""
        self.move = Move.HOLD
        spoilt = "not reached last time" if missed else self._rule.spoilt(attempt)
        if spoilt:
            self._met, self.why = 0, spoilt
        elif self._rule.sets and not whole:  # cut for time: no progress, but no setback either
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
        """Words for a rung that was met, made once."""
        if place not in self._told:
            clean = " clean" if self._rule.clean else ""
            self._told[place] = f"{rung_words(self._rungs[place])}{clean}"
        return self._told[place]

    def _easier(self, attempt: Attempt) -> _Found | None:
        """The rung below the next one, if the attempt is the dose that replaces it on an easier day.

        That dose is capped (`no_more`), so `_found` would place it lower. A runner still below was never offered it.
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
        """The nearest rung at or below `amount` in every set.

        An attempt with fewer sets than a rung that may have been offered, and no rung of its own, was cut for time
        only. An attempt below the first dose of a harder variation says little of the rungs before: it leads no higher.
        """
        number = attempt.number
        exact = self._exact.get((attempt.variation, number, amount))
        if exact:
            return exact
        doses, near = self._doses[attempt.variation], self._near()
        cut = [(-dose, place) for place, sets, dose in doses if place in near and number < sets and dose <= amount]
        if cut:
            dose, place = min(cut)  # the largest amount; of two rungs with the same, the lower
            return _Found(place, -dose, whole=False)
        for place, sets, dose in reversed(doses):
            if sets <= number and dose <= amount:
                return _Found(place, dose, whole=True)
        return _Found(max(min(doses[0][0] - 1, self.position), 0), amount, whole=False)

    def _near(self) -> Sequence[int]:
        """Rungs that the coach may have offered with fewer sets: the next one, and the one below for an easier day."""
        if self._pin is None:
            return (self.position, self.position - 1)
        return (self._pin, self._pin - 1, self.position, self.position - 1)
