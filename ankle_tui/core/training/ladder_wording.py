"""What the coach says about ladders: rungs, moves, what opens a variation, what the next rung waits for."""

from ankle_tui.core.exercises.exercise import Choice, Exercise, Prerequisite, Unit, Variation
from ankle_tui.core.formatting import amount_words, counted

MOST_WORDS = 40
"""Longest reason, in characters."""
OVERRULED = "set by you"
"""Reason for a rung that the runner has set."""
COUNT_TOUCHES = "count touches (f, or after)"
"""What a rung waits for if touches were not counted."""
TOPS = {"band-ankle": "the top: next band colour, 1 × 10"}
TOP = "the top of the ladder"


def brief(text: str) -> str:
    """Cut a reason that a long name of the runner's own makes too long."""
    return text if len(text) <= MOST_WORDS else f"{text[: MOST_WORDS - 1]}…"


def rung_words(choice: Choice) -> str:
    """Name a rung briefly: seconds alone, reps and steps with their sets, since those differ from rung to rung."""
    amount = amount_words(choice.dose.amount, choice.variation.kind.unit)
    alike = len({dose.sets for dose in choice.variation.doses}) == 1 and choice.variation.kind.unit is Unit.SECONDS
    return amount if alike else f"{choice.dose.sets} × {amount}"


def reached_words(choice: Choice, *, back: bool) -> str:
    """Why a ladder goes up from a rung: `30 s good twice`, or `30 s done, on the way back`."""
    return f"{rung_words(choice)} done, on the way back" if back else f"{rung_words(choice)} good twice"


def need_words(need: Prerequisite, exercise: Exercise) -> str:
    """What a variation opens after: `after 60 s eyes open, firm floor, ≤ 1 touch a minute`."""
    if need.words:
        return f"after {need.words}"
    shown = need.any[0]
    variation = exercise.variation(shown.variation)
    limit = "" if shown.touches is None else f", ≤ {counted_touches(shown.touches)}"
    return f"after {amount_words(shown.amount, variation.kind.unit)} {variation.name}{limit}"


def sprain_words(variation: Variation) -> str:
    """What a variation waits for after a sprain: `after 56 days of training`."""
    return f"after {variation.after_sprain} days of training"


def good_words(needed: float, limit: float | None) -> str:
    """Sessions that a rung still waits for: `one good session`, `2 good sessions with ≤ 4 touches a minute`."""
    number = -int(-needed // 1)
    words = "one good session" if number == 1 else counted(number, "good session")
    return words if limit is None else f"{words} with ≤ {counted_touches(limit)}"


def counted_touches(limit: float) -> str:
    """A limit of touches: `4 touches a minute`."""
    return f"{limit:g} touch{'' if limit == 1 else 'es'} a minute"


def brake_words(days: int) -> str:
    """When a rung that is earned comes: `in 4 days at the earliest`."""
    return f"in {counted(days, 'day')} at the earliest"


def change_words(move: str, why: str) -> str:
    """A move and its reason, for the end of a session, when the last time is this one: `up: 30 s good twice`."""
    return f"{move}: {why.removesuffix(' last time')}"
