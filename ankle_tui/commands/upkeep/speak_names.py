"""Run `ankle-tui exercises --speak`: have the system's synthesiser say the names of the runner's own exercises."""

from collections.abc import Iterator
from pathlib import Path

from ankle_tui.audio.sound_files import MissingSoundsError, files_in, find_sounds
from ankle_tui.audio.spoken_words import finished, usual_loudness
from ankle_tui.audio.synthesiser import Synthesiser, SynthesisError, find_synthesiser
from ankle_tui.commands import console, outputs
from ankle_tui.core.cues.own_words import OWN, own_texts
from ankle_tui.core.cues.voice import VOICE
from ankle_tui.core.exercises.catalogue import Catalogue

NOTHING_OF_YOUR_OWN = "You have no exercises of your own: ankle-tui exercises --template shows how to write one."
NO_SYNTHESISER = (
    "there is no speech synthesiser here; install espeak-ng (Debian and Ubuntu: sudo apt install espeak-ng), or put "
    "recordings of your own into"
)
_COMPARED = 12
"""Shipped words by which the loudness is set."""


def speak_names(
    catalogue: Catalogue, sounds: Path, *, again: bool, synthesiser: Synthesiser | None = None
) -> Iterator[str]:
    """Write a recording of every name, variation, stance, part and set-up of the runner's own exercises.

    Args:
        catalogue: All exercises.
        sounds: Folder of the runner's own sounds.
        again: True to replace recordings that are there; the runner may have made them.
        synthesiser: What to say it with; None looks for one.

    Yields:
        A line for each word as it is written, and one at the end.

    Raises:
        UsageError: If there is no synthesiser, or it fails; what is written by then stays.
        FileProblem: If a file cannot be written.
    """
    texts, there = own_texts(catalogue), files_in(sounds)
    if not texts:
        yield NOTHING_OF_YOUR_OWN
        return
    missing = {name: text for name, text in texts.items() if again or name not in there}
    if missing:
        synthesiser = synthesiser or find_synthesiser()
        if synthesiser is None:
            raise console.UsageError(
                f"{NO_SYNTHESISER} {sounds / OWN}, such as {next(iter(missing)).removeprefix(OWN)}.wav"
            )
        yield from _speak(missing, synthesiser, {name: there.get(name, sounds / f"{name}.wav") for name in missing})
        yield f"Written: {len(missing)} words, into {sounds / OWN}. Sessions say them from the next start of ankle-tui on."
    if kept := len(texts) - len(missing):
        yield f"Left as they are: {kept} words; --again says them anew, recordings of yours too."


def _speak(texts: dict[str, str], synthesiser: Synthesiser, files: dict[str, Path]) -> Iterator[str]:
    try:
        shipped = [path for name, path in sorted(files_in(find_sounds()).items()) if name.startswith(VOICE)]
    except MissingSoundsError as error:
        raise console.UsageError(str(error)) from error
    loud = usual_loudness(shipped[:_COMPARED])
    for name, text in texts.items():
        word = f'{name.removeprefix(OWN)}: "{text}"'
        try:
            outputs.write(files[name], finished(synthesiser.say(text), loud))
        except SynthesisError as error:
            raise console.UsageError(f"{word}: {error}") from error
        yield word
