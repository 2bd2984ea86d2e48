"""Choose exercises and sizes so that the session fits the time."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from ankle_tui.core.exercises.exercise import Choice
from ankle_tui.core.session.plan import BETWEEN_EXERCISES
from ankle_tui.core.training.fitting import Size, sizes
from ankle_tui.core.training.ladder import Standing
from ankle_tui.core.training.lanes import no_more
from ankle_tui.core.training.rules import BALANCE


@dataclass(frozen=True, slots=True)
class Candidate:
    """An exercise that can be done today.

    Attributes:
        standing: Its place on its ladder.
        sizes: Choices from the largest to the smallest.
        eased: Why it is easier than its ladder says, or empty.
        rank: Its place among exercises never done.
        taken: Index of the chosen size.
        sets: Sets of the whole dose.
    """

    standing: Standing
    sizes: tuple[Size, ...]
    eased: str
    rank: int
    sets: int
    taken: int = 0

    @classmethod
    def of(cls, standing: Standing, choice: Choice, eased: str, *, rank: int) -> "Candidate":
        """Make a candidate with all its sizes.

        Args:
            standing: Its place on its ladder.
            choice: The dose for today; it has at most one set more than the last time.
            eased: Why that is easier than the ladder says, or empty.
            rank: Its place among exercises never done.
        """
        sets = choice.dose.sets
        if standing.last_sets and standing.last_sets + 1 < sets:
            choice = replace(choice, dose=choice.dose.changed(sets=standing.last_sets + 1))
        return cls(standing, tuple(sizes(choice, standing.last_parts)), eased, rank, sets)

    @property
    def id(self) -> str:
        """Id of the exercise."""
        return self.standing.exercise.id

    @property
    def wanted(self) -> Choice:
        """The whole dose."""
        return self.sizes[0].choice

    @property
    def shortest(self) -> Size:
        """The smallest size."""
        return self.sizes[-1]

    @property
    def size(self) -> Size:
        """The chosen size."""
        return self.sizes[self.taken]

    @property
    def more_sets_later(self) -> bool:
        """True if it has fewer sets than its rung because the last time had fewer still."""
        return self.taken == 0 and self.wanted.dose.sets < self.sets

    def is_balance(self) -> bool:
        """True for balance."""
        return self.id == BALANCE

    def age(self) -> tuple[dt.date, bool, int]:
        """Sort key: the exercise not done for longest first, of equals balance."""
        return self.standing.last or dt.date.min, not self.is_balance(), self.rank

    def place(self) -> tuple[bool, tuple[dt.date, bool, int]]:
        """Sort key: the order of a session, balance first."""
        return not self.is_balance(), self.age()

    def at_most(self, choice: Choice) -> "Candidate":
        """Take the largest size that does not exceed `choice`."""
        parts = len(choice.variation.parts)
        found = (
            place
            for place, size in enumerate(self.sizes)
            if no_more(size.choice, choice) is size.choice and len(size.choice.variation.parts) <= parts
        )
        return replace(self, taken=next(found, len(self.sizes) - 1))

    def with_size(self, taken: int) -> "Candidate":
        """Take a size by its index."""
        return replace(self, taken=taken)

    def with_fewer_sets(self, why: str) -> "Candidate":
        """Take one set off the chosen size, unless it has only one; `why` says so where nothing else does."""
        choice = self.size.choice
        if choice.dose.sets == 1:
            return self
        smaller = next(sizes(replace(choice, dose=choice.dose.changed(sets=choice.dose.sets - 1))))
        return replace(self, sizes=(smaller,), taken=0, eased=self.eased or why)

    def cut(self) -> "Candidate":
        """Take the smallest size."""
        return replace(self, taken=len(self.sizes) - 1)


def pick(offers: Sequence[Candidate], budget: float, most: int, *, balance_leads: bool) -> list[Candidate]:
    """Pick the exercises of a session.

    The exercise not done for longest comes first, beside it balance if both fit whole, else the next longest, with sets
    taken off where needed. Balance leads if the last session had none. A third exercise comes only whole.

    Args:
        offers: Candidates that fit alone, the one not done for longest first, at the largest size allowed today.
        budget: Seconds available.
        most: Largest number of exercises.
        balance_leads: True if the session must have balance.
    """
    lead = leader(offers, balance_leads=balance_leads)
    rest = [offer for offer in offers if offer is not lead]
    balance = [offer for offer in rest if offer.is_balance() and together([lead, offer]) <= budget]
    for second in [*balance, *rest]:
        if pair := _fitted(lead, second, budget):
            third = _third(pair, rest, budget) if most > len(pair) else []
            return [*pair, *third]
    return [next(size for size in _smaller(lead) if size.size.seconds <= budget or size.taken + 1 == len(lead.sizes))]


def leader(offers: Sequence[Candidate], *, balance_leads: bool) -> Candidate:
    """The offer whose turn it is; `offers` begin with the exercise not done for longest."""
    return next((offer for offer in offers if balance_leads and offer.is_balance()), offers[0])


def together(offers: Sequence[Candidate]) -> float:
    """Seconds of a session, in whatever order they are given; each lead but the first is a wait between exercises."""
    alone = sum(offer.size.seconds - offer.size.lead for offer in offers)
    return min(offers, key=Candidate.place).size.lead + alone + (len(offers) - 1) * BETWEEN_EXERCISES


def _fitted(lead: Candidate, second: Candidate, budget: float) -> list[Candidate]:
    """Fit two exercises: both whole, else one of them, else both cut, as much as fills the time; empty if they never fit."""
    pairs = [
        [one, other] for one, other in product(_smaller(lead), [*_smaller(second)]) if together([one, other]) <= budget
    ]
    if not pairs:
        return []

    def worth(pair: list[Candidate]) -> tuple[int, float]:
        whole = sum(offer.taken == full.taken for offer, full in zip(pair, (lead, second), strict=True))
        return whole, together(pair)

    return max(pairs, key=worth)


def _third(pair: Sequence[Candidate], rest: Sequence[Candidate], budget: float) -> list[Candidate]:
    """Add the first of `rest` that fits whole, if any."""
    ids = {offer.id for offer in pair}
    return next(
        ([offer] for offer in rest if offer.id not in ids and not offer.taken and together([*pair, offer]) <= budget),
        [],
    )


def _smaller(offer: Candidate) -> Iterator[Candidate]:
    """Give an offer at its size and at each smaller one."""
    return (offer.with_size(taken) for taken in range(offer.taken, len(offer.sizes)))
