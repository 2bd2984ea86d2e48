"""The table of word errors: packs of recordings, two recognisers, three conditions."""

import wave
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from ankle_tui.core.cues.voice import WORDS
from voicing.levels import decibels, gated_rms, on_small_speaker
from voicing.listening import Condition, Listener, Trial
from voicing.recognisers import words_of

SEED: Final = 1
"""Of the noise; the recordings were chosen in another one."""

Errors = dict[Trial, int]


def judge(packs: Mapping[str, Path], listener: Listener, names: Sequence[str]) -> None:
    """Print the table, then each word that is heard worse in the first pack than in the second.

    Args:
        packs: Folders with recordings, by what to call them.
        listener: Hears them.
        names: Recordings to judge; those that are not in every pack are left out.
    """
    names = [name for name in names if all((folder / f"{name}.wav").is_file() for folder in packs.values())]
    words = sum(len(words_of(WORDS[name])) for name in names)
    print(f"Word error, {len(names)} recordings, {words} words; noise of seed {SEED}")
    found = {pack: {name: _errors(listener, folder, name) for name in names} for pack, folder in packs.items()}
    for pack, by_name in found.items():
        for recogniser in listener.names:
            shares = [
                f"{condition} {sum(errors[Trial(recogniser, condition, SEED)] for errors in by_name.values()) / words:.2f}"
                for condition in Condition
            ]
            print(f"  {pack:8} {recogniser:8} {', '.join(shares)}")
        _print_levels(pack, [packs[pack] / f"{name}.wav" for name in names])
    _print_worse(listener, packs, found)


def read(path: Path) -> tuple[np.ndarray, int]:
    """Give the samples of a 16-bit recording, 1.0 being full scale, and its rate."""
    with wave.open(str(path), "rb") as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32_768, file.getframerate()


def _errors(listener: Listener, folder: Path, name: str) -> Errors:
    samples, rate = read(folder / f"{name}.wav")
    trials = [Trial(recogniser, condition, SEED) for recogniser in listener.names for condition in Condition]
    return {trial: listener.errors(name, samples, rate, trial) for trial in trials}


def _print_levels(pack: str, paths: Sequence[Path]) -> None:
    sounds = [read(path) for path in paths]
    alone = [decibels(gated_rms(samples.tolist(), rate)) for samples, rate in sounds]
    behind = [on_small_speaker(samples.tolist(), rate) for samples, rate in sounds]
    seconds = sum(len(samples) / rate for samples, rate in sounds)
    print(
        f"  {pack:8} {seconds:.1f} s; dB below full scale: {np.mean(alone):.1f} alone, {np.mean(behind):.1f} on a small"
        f" speaker ({min(behind):.1f} to {max(behind):.1f})"
    )


def _print_worse(listener: Listener, packs: Mapping[str, Path], found: Mapping[str, Mapping[str, Errors]]) -> None:
    if len(packs) == 1:
        ((pack, by_name),) = found.items()
        worse = [(name, trial) for name, errors in by_name.items() for trial, count in errors.items() if count]
        print(f"Not understood, {pack}:")
    else:
        now, before = found.values()
        worse = [(name, trial) for name in now for trial in now[name] if now[name][trial] > before[name][trial]]
        print("Worse than before:")
    for name, trial in worse:
        heard = [listener.hear(*read(folder / f"{name}.wav"), trial).strip() for folder in packs.values()]
        print(f"  {name}: {trial.recogniser}, {trial.condition}: {heard}")
