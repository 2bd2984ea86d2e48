"""Describe an exercise in full: its purpose, how each variation is done, and the sources."""

from collections.abc import Iterable

from textual.content import Content

from ankle_tui.core.exercises.exercise import Exercise, Source, Variation
from ankle_tui.core.exercises.guide import label, once, sources_of
from ankle_tui.core.formatting import gear_words, ladder_words
from ankle_tui.ui.wording.wrap import flow, words_of

QUIET = "not bold $quiet"
"""Style of details."""


def exercise_lines(exercise: Exercise, width: int) -> list[Content]:
    """Describe an exercise in full.

    Args:
        exercise: The exercise.
        width: Cells of a line.
    """
    how = [*words_of(exercise.how), *_labels(exercise.sources)]
    lines = [*flow(words_of(exercise.trains), width), Content(""), *flow(how, width)]
    for number, variation in enumerate(exercise.variations, 1):
        lines += [Content(""), *_variation(number, variation, width)]
    lines += [Content(""), Content.styled("Sources", "bold")]
    for source in sources_of([exercise]):
        lines += flow([*_labels([source]), *words_of(source.text, QUIET)], width, indent=2)
    return lines


def _variation(number: int, variation: Variation, width: int) -> list[Content]:
    head = f"{number}. "
    doses = once(source for dose in variation.doses for source in dose.sources)
    told = [
        [*words_of(ladder_words(variation)), *_labels(doses)],
        words_of(f"{variation.stand}. {'. '.join(variation.cues)}."),
        *(
            words_of(f"{part.name.capitalize()}: {part.setup.lower()}. {part.cue}.")
            for part in variation.parts
            if part.setup
        ),
        [*words_of(_timing_words(variation)), *_labels(variation.timing_sources)],
    ]
    if variation.equipment:
        told.append(words_of(f"You need: {', '.join(map(gear_words, variation.equipment))}"))
    lines = flow(words_of(variation.name, "bold"), width, Content.styled(head, "bold"), len(head))
    for words in told:
        lines += flow(words, width, Content(" " * len(head)), len(head))
    return lines


def _timing_words(variation: Variation) -> str:
    """Tell tempo and rests, such as `Up 2 s · hold 1 s · down 2 s · rest 60 s`."""
    tempo, times = variation.tempo, list[tuple[str, float]]()
    if tempo and tempo.hold + tempo.down:
        times += zip(tempo.words, (tempo.up, tempo.hold, tempo.down), strict=True)
    elif tempo:
        times.append((f"one {tempo.words[0]}", tempo.up))
    times += [("between parts", variation.part_rest), ("change legs", variation.change), ("rest", variation.rest)]
    words = " · ".join(f"{word} {time:g} s" for word, time in times if time)
    return words[:1].upper() + words[1:]


def _labels(sources: Iterable[Source]) -> list[Content]:
    """Labels of sources, to follow the text they support."""
    return [Content.styled(f"[{label(source)}]", QUIET) for source in sources]
