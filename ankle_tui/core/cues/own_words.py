"""Words for the runner's own exercises: what is to be recorded of each, and which recordings say what is known of a set."""

from collections.abc import Container, Iterator
from dataclasses import dataclass

from ankle_tui.core.cues.voice import VOICE, Words
from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Exercise
from ankle_tui.core.session.plan import WorkSet

OWN = f"{VOICE}own/"
"""Prefix of their names, and their folder among the runner's own sounds: a name of the runner's can hide none of ours."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Recordings for a set; empty where there is none."""

    exercise: Words = ()
    variation: Words = ()
    stand: Words = ()
    part: Words = ()
    setup: Words = ()


def own_words(work: WorkSet, recorded: Container[str]) -> OwnWords:
    """Find the recordings for a set.

    Args:
        work: The set.
        recorded: Names of the recordings there are.
    """

    def words(name: str) -> Words:
        return (OWN + name,) if OWN + name in recorded else ()

    variation = _variation(work.exercise, work.variation)
    part = f"{variation}.{work.part.id}" if work.part else ""
    return OwnWords(
        words(work.exercise),
        words(variation),
        words(_stand(variation)),
        words(part),
        words(_setup(part)) if part else (),
    )


def own_texts(catalogue: Catalogue) -> dict[str, str]:
    """Text of every recording that the runner's own exercises can have, by its name.

    A name is made of ids alone, which are lower-case words joined by hyphens, so it is fit for a file.
    """
    own = (exercise for exercise in catalogue if exercise.id in catalogue.own)
    return {OWN + name: text for exercise in own for name, text in _texts(exercise) if text}


def _texts(exercise: Exercise) -> Iterator[tuple[str, str]]:
    yield exercise.id, exercise.name
    for variation in exercise.variations:
        place = _variation(exercise.id, variation.id)
        yield place, variation.name
        yield _stand(place), variation.stand
        for part in variation.parts:
            yield f"{place}.{part.id}", part.name.lower()  # in capitals a synthesiser may spell it
            yield _setup(f"{place}.{part.id}"), part.setup


def _variation(exercise: str, variation: str) -> str:
    return f"{exercise}.{variation}"


def _stand(variation: str) -> str:
    return f"{variation}+stand"


def _setup(part: str) -> str:
    return f"{part}+setup"
