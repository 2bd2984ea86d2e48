"""Conditions for a step up, and requirements before a variation is offered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ankle_tui.core.exercises.exercise import Unit
from ankle_tui.core.formatting import amount_words
from ankle_tui.core.training.attempts import Attempt

BALANCE = "single-leg-balance"
HOPS = "lateral-hops"


@dataclass(frozen=True, slots=True)
class Rule:
    """Conditions, beside the dose, for a session to count for a step up.

    Attributes:
        clean: True if the other foot must not touch.
        sets: True if all sets must be done; else fewer, for lack of time, count as well.
        apart: Largest difference in reps between the legs in one set, or None.
        painless: True if the runner must report no pain.
        top: The words at the top of the ladder.
    """

    clean: bool = False
    sets: bool = True
    apart: int | None = None
    painless: bool = False
    top: str = "the top of the ladder"

    def spoilt(self, attempt: Attempt) -> str:
        """Why an attempt that reached its dose does not count for a step up; empty if it does."""
        if self.clean and attempt.touches is None:
            return "touches were not counted"
        if self.clean and attempt.touches:
            return f"foot down {attempt.touches} time{'' if attempt.touches == 1 else 's'}"
        if self.apart is not None and attempt.apart > self.apart:
            return f"legs {amount_words(attempt.apart, Unit.REPS)} apart"
        if self.painless and attempt.pain:
            return f"pain {attempt.pain} last time"
        return ""


RULES: Mapping[str, Rule] = {
    # J Foot Ankle Res 2022 (s13047-022-00514-x), table 2: 60 s with no loss of balance. Twice running: our choice.
    BALANCE: Rule(clean=True, sets=False),
    # The whole dose twice, the legs within 3 reps: our choice.
    "calf-raise": Rule(apart=3),
    # The whole dose twice, then the next colour: our choice. The trials (J Athl Train 2015, 2018) had six weeks.
    "band-ankle": Rule(top="the top: try the next band colour"),
    # Full height to the last step is for the runner to judge; the whole dose twice: our choice.
    "heel-toe-walk": Rule(),
    # No pain, quiet landings: our choice; how quiet they are is for the runner to judge. No report is no pain.
    HOPS: Rule(painless=True),
}
"""Rules by exercise; any other, such as a runner's own, moves up by its dose alone."""


@dataclass(frozen=True, slots=True)
class Need:
    """A result each leg must have reached at least once before a variation is offered.

    Attributes:
        exercise: Id of the exercise that shows it.
        variations: Ids of its variations that show it.
        amount: Seconds of one hold without a touch, or reps in one session.
        words: The requirement in words.
    """

    exercise: str
    variations: frozenset[str]
    amount: int
    words: str

    def met(self, attempts: Iterable[Attempt]) -> bool:
        """True if any attempt shows it."""
        return any(attempt.variation in self.variations and attempt.each_leg >= self.amount for attempt in attempts)


_CLOSED = Need(BALANCE, frozenset({"eyes-closed-firm", "eyes-closed-pillow"}), 15, "first hold 15 s with eyes closed")
_OPEN = Need(
    BALANCE,
    frozenset({"eyes-open-firm", "eyes-closed-firm", "eyes-open-pillow", "eyes-closed-pillow"}),
    30,
    "first hold 30 s on each leg",
)
_RAISES = Need("calf-raise", frozenset({"one-leg", "one-leg-step"}), 20, "first 20 raises on each leg")

# The clinic's gates. A set of the shipped ladder ends at 15 raises, so the 20 are counted over one session: our choice.
NEEDS: Mapping[tuple[str, str], tuple[Need, ...]] = {
    (BALANCE, "eyes-open-pillow"): (_CLOSED,),
    (BALANCE, "eyes-closed-pillow"): (_CLOSED,),
    (HOPS, "one-leg-landed"): (_RAISES, _OPEN),
    (HOPS, "one-leg"): (_RAISES, _OPEN),
}
"""Requirements by exercise and variation."""
