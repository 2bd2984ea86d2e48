"""Which exercises make a session, and how much of each, so that it fits the time."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ankle_tui.core.exercises.exercise import Choice
from ankle_tui.core.session.plan import BETWEEN_EXERCISES, FIRST_LEAD, build_plan
from ankle_tui.core.training.ladder import Standing
from ankle_tui.core.training.ladder_replay import no_more
from ankle_tui.core.training.rules import BALANCE


@dataclass(frozen=True, slots=True)
class Size:
    """A choice with the seconds it takes as a session of its own."""

    choice: Choice
    seconds: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """An exercise that can be done today.

    Attributes:
        standing: Where it stands.
        sizes: What to do of it, then ever less of it.
        eased: Why it is less than its ladder says, or empty.
        rank: Its place among those that were never done.
        taken: Which of its sizes is taken.
    """

    standing: Standing
    sizes: tuple[Size, ...]
    eased: str
    rank: int
    taken: int = 0

    @classmethod
    def of(cls, standing: Standing, choice: Choice, eased: str, *, rank: int, budget: float) -> "Candidate":
        """What can be done of an exercise.

        Args:
            standing: Where it stands.
            choice: What to do of it today.
            eased: Why that is less than its ladder says, or empty.
            rank: Its place among those that were never done.
            budget: Seconds there are; where not even one set fits, one step easier is offered as well.
        """
        sizes = tuple(_sizes(choice))
        if sizes[-1].seconds > budget and not eased:
            sizes += tuple(size for size in _sizes(standing.lighter) if size.seconds < sizes[-1].seconds)
        return cls(standing, sizes, eased, rank)

    @property
    def id(self) -> str:
        """Id of the exercise."""
        return self.standing.exercise.id

    @property
    def wanted(self) -> Choice:
        """What to do of it when there is time."""
        return self.sizes[0].choice

    @property
    def shortest(self) -> Size:
        """The least there is of it."""
        return self.sizes[-1]

    @property
    def size(self) -> Size:
        """What is taken of it."""
        return self.sizes[self.taken]

    def is_balance(self) -> bool:
        """Whether it comes first, and with fewer sets rather than not at all: seconds alone move its ladder."""
        return self.id == BALANCE

    def age(self) -> tuple[dt.date, bool, int]:
        """Sorts by what was longest not done; of equals balance comes first."""
        return self.standing.last or dt.date.min, not self.is_balance(), self.rank

    def place(self) -> tuple[bool, tuple[dt.date, bool, int]]:
        """Sorts the lines of a session."""
        return not self.is_balance(), self.age()

    def at_most(self, choice: Choice) -> "Candidate":
        """With the largest size that is no more than a choice of the same exercise.

        Args:
            choice: What it must not exceed.
        """
        sizes = (place for place, size in enumerate(self.sizes) if no_more(size.choice, choice) is size.choice)
        return replace(self, taken=next(sizes, len(self.sizes) - 1))

    def less(self) -> "Candidate":
        """With the next smaller size."""
        return replace(self, taken=self.taken + 1)

    def cut(self) -> "Candidate":
        """With the smallest size."""
        return replace(self, taken=len(self.sizes) - 1)


def pick(offers: Sequence[Candidate], budget: float, most: int) -> list[Candidate]:
    """The exercises of a session: what is longest not done with balance or, failing that, another one.

    Args:
        offers: What can be done and fits alone, longest not done first.
        budget: Seconds there are.
        most: How many exercises at most.
    """
    lead, *rest = offers
    rest.sort(key=Candidate.place)
    for cuttable in (Candidate.is_balance, _anything):
        for second in rest:
            if pair := _shrunk([lead, second], budget, cuttable):
                return [*pair, *_third(pair, rest, budget)] if most > len(pair) else pair
        if lead.size.seconds <= budget:
            break
    return _shrunk([lead], budget, _anything)


def _third(pair: Sequence[Candidate], rest: Sequence[Candidate], budget: float) -> list[Candidate]:
    """The first of the rest that fits as well with its whole dose; none if there is none."""
    ids = {offer.id for offer in pair}
    others = (offer for offer in rest if offer.id not in ids)
    return next(([offer] for offer in others if together([*pair, offer]) <= budget), [])


def _shrunk(offers: Sequence[Candidate], budget: float, cuttable: Callable[[Candidate], bool]) -> list[Candidate]:
    """The offers as large as they fit, the longest one cut first; empty if they do not fit at all."""
    kept = list(offers)
    while together(kept) > budget:
        places = [place for place, offer in enumerate(kept) if cuttable(offer) and offer.taken + 1 < len(offer.sizes)]
        if not places:
            return []
        longest = max(places, key=lambda place: kept[place].size.seconds)
        kept[longest] = kept[longest].less()
    return kept


def _anything(_: Candidate) -> bool:
    return True


def together(offers: Sequence[Candidate]) -> float:
    """Seconds of a session: each lead but the first is a wait between two exercises."""
    return sum(offer.size.seconds for offer in offers) + (len(offers) - 1) * (BETWEEN_EXERCISES - FIRST_LEAD)


def _sizes(choice: Choice) -> Iterator[Size]:
    """A choice with all its sets, then with ever fewer; a set more is the work of one and a rest."""
    one = build_plan([replace(choice, dose=choice.dose.changed(sets=1))]).seconds
    more = one - FIRST_LEAD + choice.variation.rest
    yield Size(choice, one + (choice.dose.sets - 1) * more)
    for sets in range(choice.dose.sets - 1, 0, -1):
        yield Size(replace(choice, dose=choice.dose.changed(sets=sets)), one + (sets - 1) * more)
