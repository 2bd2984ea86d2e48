"""The words of the first run: its questions and their answers."""

from collections.abc import Collection
from dataclasses import dataclass

from ankle_tui.core.exercises.exercise import Choice, Level, Sprain
from ankle_tui.core.training.fitting import MINUTES, default_minutes
from ankle_tui.ui.wording.day_words import SEPARATOR

WELCOME = "Welcome"
LATER = "all of this can change later"
ON = "on"
"""The line that leads to the next question."""
SIGNS = "signs"
"""The line that opens the page about signs."""


@dataclass(frozen=True, slots=True)
class FirstRunQuestion:
    """One of the questions.

    Attributes:
        topic: What it is about, in a word or two.
        words: The question.
        about: The meaning or the source of the answers.
        answers: The name and the words of each line.
    """

    topic: str
    words: str
    about: str
    answers: tuple[tuple[str, str], ...]


EXPERIENCE, SPRAINED, AT_HAND, TIME, READY = range(5)
QUESTIONS = (
    FirstRunQuestion(
        "Experience",
        "Have you trained your ankles before?",
        "This decides where you start. Each exercise gets harder as you progress.",
        (("beginner", "no, it is new to me"), ("experienced", "yes, some")),
    ),
    FirstRunQuestion(
        "Sprain",
        "A sprained ankle in the last year?",
        "That leg goes first, and the hardest hops come later.",
        (("no", "no"), ("left", "yes, the left one"), ("right", "yes, the right one"), ("both", "yes, both")),
    ),
    FirstRunQuestion(
        "At hand",
        "What do you have at hand?",
        "A wall is enough to begin with. Some of the harder steps need one of these.",
        (),
    ),
    FirstRunQuestion(
        "Time",
        "How many minutes do you have for a session?",
        "Two or three sessions a week are enough. You can take more or less time on any day.",
        tuple((f"{minutes:g}", f"{minutes:g} minutes") for minutes in MINUTES),
    ),
    FirstRunQuestion(
        "Next",
        "That is all.",
        "The page of signs helps you see whether your ankles need work. All this can be changed in the settings.",
        ((ON, "to today's session"), (SIGNS, "first the signs")),
    ),
)


def place_words(at: int) -> str:
    """Say which question it is; nothing after the last."""
    return "" if at == READY else f"question {at + 1} of {READY}"


def go_on_words(ticked: Collection[str]) -> str:
    """Lead on from the equipment, of which some or nothing is ticked."""
    return "go on" if ticked else "none of these"


def meaning_words(at: int, name: str, level: Level, opened: Choice | None = None) -> str:
    """Say in a few words what an answer does; empty if there is nothing to say.

    Args:
        at: The number of the question.
        name: The name of the answer.
        level: The level answered.
        opened: The first exercise that needs the piece of equipment of that name.
    """
    if at == AT_HAND and opened:
        harder = opened.variation is not opened.exercise.variations[0]
        return f"{'harder' if harder else 'for'} {opened.exercise.name.lower()}"
    if at == TIME and float(name) == default_minutes(level):
        return "the usual"
    told = {Level.BEGINNER: "the first steps", Level.EXPERIENCED: "further up the ladders"}
    return told.get(Level(name), "") if at == EXPERIENCE else ""


def so_far_words(at: int, level: Level, sprain: Sprain, equipment: Collection[str], minutes: float | None) -> str:
    """Sum up the questions answered before question `at`.

    Args:
        at: The number of the question.
        level: The level.
        sprain: The sprain.
        equipment: What is at hand.
        minutes: The time there is.
    """
    sprained = {Sprain.NO: "no sprain", Sprain.BOTH: "both ankles sprained"}
    said = [
        level.value,
        sprained.get(sprain) or f"{sprain.value} ankle sprained",
        ", ".join(["wall", *sorted(equipment)]),
        f"{minutes or default_minutes(level):g} minutes",
    ]
    return SEPARATOR.join(said[:at])
