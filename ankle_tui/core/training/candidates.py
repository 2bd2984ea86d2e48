"""Choose exercises and sizes so that the session fits the time."""

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
    """A choice, with the seconds it takes as a session of its own."""

    choice: Choice
    seconds: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """An exercise that can be done today.

    Attributes:
        standing: Its place on its ladder.
        sizes: Choices from the largest to the smallest.
        eased: Why it is easier than its ladder says, or empty.
        rank: Its place among exercises never done.
        taken: Index of the chosen size.
    """

    standing: Standing
    sizes: tuple[Size, ...]
    eased: str
    rank: int
    taken: int = 0

    @classmethod
    def of(cls, standing: Standing, choice: Choice, eased: str, *, rank: int, budget: float) -> "Candidate":
        """Make a candidate with all its sizes.

        Args:
            standing: Its place on its ladder.
            choice: The dose for today.
            eased: Why that is easier than the ladder says, or empty.
            rank: Its place among exercises never done.
            budget: Seconds available; if not even one set fits, one step easier is a size too.
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

    def is_balance(self) -> bool:
        """True for balance, which comes first, with fewer sets rather than none: only seconds move its ladder."""
        return self.id == BALANCE

    def age(self) -> tuple[dt.date, bool, int]:
        """Sort key: the exercise not done for longest first, of equals balance."""
        return self.standing.last or dt.date.min, not self.is_balance(), self.rank

    def place(self) -> tuple[bool, tuple[dt.date, bool, int]]:
        """Sort key: the order of a session."""
        return not self.is_balance(), self.age()

    def at_most(self, choice: Choice) -> "Candidate":
        """Take the largest size that does not exceed `choice`."""
        sizes = (place for place, size in enumerate(self.sizes) if no_more(size.choice, choice) is size.choice)
        return replace(self, taken=next(sizes, len(self.sizes) - 1))

    def less(self) -> "Candidate":
        """Take the next smaller size."""
        return replace(self, taken=self.taken + 1)

    def cut(self) -> "Candidate":
        """Take the smallest size."""
        return replace(self, taken=len(self.sizes) - 1)


def pick(offers: Sequence[Candidate], budget: float, most: int) -> list[Candidate]:
    """Pick the exercises of a session: the one not done for longest, with balance or else another one.

    Args:
        offers: Candidates that fit alone, the one not done for longest first.
        budget: Seconds available.
        most: Largest number of exercises.
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
    """Add the first of `rest` that fits with its whole dose, if any."""
    ids = {offer.id for offer in pair}
    others = (offer for offer in rest if offer.id not in ids)
    return next(([offer] for offer in others if together([*pair, offer]) <= budget), [])


def _shrunk(offers: Sequence[Candidate], budget: float, cuttable: Callable[[Candidate], bool]) -> list[Candidate]:
    """Cut the offers, the longest first, until they fit together; empty if they never do."""
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
    """Seconds of a session, where each lead but the first is a wait between exercises."""
    return sum(offer.size.seconds for offer in offers) + (len(offers) - 1) * (BETWEEN_EXERCISES - FIRST_LEAD)


def _sizes(choice: Choice) -> Iterator[Size]:
    """Give a choice with all its sets, then with fewer and fewer; each set adds its work and a rest."""
    one = build_plan([replace(choice, dose=choice.dose.changed(sets=1))]).seconds
    more = one - FIRST_LEAD + choice.variation.rest
    yield Size(choice, one + (choice.dose.sets - 1) * more)
    for sets in range(choice.dose.sets - 1, 0, -1):
        yield Size(replace(choice, dose=choice.dose.changed(sets=sets)), one + (sets - 1) * more)
