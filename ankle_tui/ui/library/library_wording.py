"""The words of Exercises: the rungs, what opens them, and how they are set."""

from collections.abc import Sequence

from ankle_tui.core.exercises.exercise import Choice, Dose, Variation
from ankle_tui.core.formatting import amount_words
from ankle_tui.core.training.ladder import Standing

YOURS = "yours"
"""Follows the name of the runner's own exercises."""
COOLDOWN = "Cooldown"
DONE, HERE, LATER, OPENS, PINNED, SKIPPED = "✓", "▶", "□", "↓", "◆", " "
"""Signs of a rung: done; the next one; not reached; what opens the ones below; set by the runner but barred; passed over."""
LEGEND = ((DONE, "done"), (HERE, "you are here"), (LATER, "later"), (OPENS, "what opens it"))
BY_HAND = "set by you"
BACK_TO_SESSIONS = "back to what your sessions say"
SHOW_THIS = "Show this one"


def step_words(place: int, steps: int) -> str:
    """Name the place on a ladder: `step 3 of 13`; nothing where there is one step."""
    return f"step {place + 1} of {steps}" if steps > 1 else ""


def count_words(good: float, wanted: float) -> str:
    """Count the good sessions at a rung: `1 of 2`."""
    return f"{good:g} of {wanted:g}"


def rung_label(choice: Choice) -> str:
    """Name a rung below its variation: `2 × 30 s`."""
    return f"{choice.dose.sets} × {amount_words(choice.dose.amount, choice.variation.kind.unit)}"


def all_doses(variation: Variation, width: int) -> str:
    """Name all rungs of a variation in one line: `2 × 15, 30, 3 × 60 s`; where they do not fit, the first and the last.

    Args:
        variation: The variation.
        width: Cells there are.
    """
    first, *others = variation.doses
    words, before = f"{first.sets} × {first.amount}", first
    for dose in others:
        words += f", {dose.amount}" if dose.sets == before.sets else f", {dose.sets} × {dose.amount}"
        before = dose
    unit = _unit(variation, before)
    if len(words) + len(unit) <= width or not others:
        return f"{words}{unit}"
    return f"{first.sets} × {first.amount} to {before.sets} × {before.amount}{unit}"


def opens_words(asks: str, above: str) -> str:
    """Say what opens the rungs below.

    Args:
        asks: What the coach says of them.
        above: Name of the variation right above, which needs no mention.
    """
    return asks.removeprefix("after ").replace(f" {above}", "", 1)


def waits_words(standing: Standing) -> str:
    """Say what the step after the next one waits for; nothing for one that was set."""
    if not standing.waits or standing.missing or standing.pin is not None:
        return ""
    return standing.waits.capitalize() if standing.waits.startswith("the top") else f"Goes up: {standing.waits}"


def lacking_words(things: Sequence[str]) -> str:
    """Ask about equipment that rungs need: `No pillow yet?`."""
    return f"No {' and no '.join(things)} yet?"


def how_sentences(variation: Variation) -> list[str]:
    """Say how a variation is done, in sentences."""
    return [f"{words}." for words in (variation.stand, *variation.cues)]


def _unit(variation: Variation, dose: Dose) -> str:
    return amount_words(dose.amount, variation.kind.unit).removeprefix(str(dose.amount))
