"""The words of the first run: its questions and their answers."""

from collections.abc import Collection
from dataclasses import dataclass

from ankle_tui.core.training.fitting import MINUTES

WELCOME = "Welcome to ankle-tui"
ON = "on"
"""The line that leads to the next question."""
SIGNS = "signs"
"""The line that opens the page about signs."""


@dataclass(frozen=True, slots=True)
class FirstRunQuestion:
    """One of the questions.

    Attributes:
        words: The question.
        about: The meaning or the source of the answers.
        answers: The name and the words of each line.
    """

    words: str
    about: str
    answers: tuple[tuple[str, str], ...]


EXPERIENCE, SPRAINED, AT_HAND, TIME, READY = range(5)
QUESTIONS = (
    FirstRunQuestion(
        "Have you trained your ankles before?",
        "This decides where you start. Each exercise gets harder as you progress.",
        (("beginner", "no, it is new to me"), ("experienced", "yes, some")),
    ),
    FirstRunQuestion(
        "A sprained ankle in the last year?",
        "That leg goes first, and the hardest hops come later.",
        (("no", "no"), ("left", "yes, the left one"), ("right", "yes, the right one"), ("both", "yes, both")),
    ),
    FirstRunQuestion(
        "What do you have at hand?",
        "A wall is enough to begin with. Some of the harder steps need one of these.",
        (),
    ),
    FirstRunQuestion(
        "How many minutes do you have for a session?",
        "Two or three sessions a week are enough. You can take more or less time on any day.",
        tuple((f"{minutes:g}", f"{minutes:g} minutes") for minutes in MINUTES),
    ),
    FirstRunQuestion(
        "That is all.",
        "The page of signs helps you see whether your ankles need work. All this can be changed in the settings.",
        ((ON, "to today's session"), (SIGNS, "first the signs")),
    ),
)


def place_words(at: int) -> str:
    """Say which question it is; nothing after the last."""
    return "" if at == READY else f"{at + 1} of {READY}"


def go_on_words(ticked: Collection[str]) -> str:
    """Lead on from the equipment, of which some or nothing is ticked."""
    return "go on" if ticked else "nothing of these"
