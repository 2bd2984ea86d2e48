"""What the recognisers make of a recording: as it is, on a small speaker, in noise."""

import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from voicing.levels import SMALL_SPEAKER, gated_rms
from voicing.recognisers import RATE, Recogniser, Sphinx, Whisper, sixteen_bits, word_errors, words_of
from voicing.shaping import resampled

NOISE_BELOW: Final = 5.0
"""dB from the loudness of the voice, pauses left out, down to that of the noise."""
_AROUND: Final = 0.5
"""Seconds of silence or noise before and after a recording."""
_LEVEL: Final = 0.5
"""Share of full scale at which the recognisers listen, so that voice and noise together do not clip."""


class Condition(StrEnum):
    """Where a recording is heard."""

    CLEAN = "clean"
    SPEAKER = "small speaker"
    NOISE = "noise"


class Trial(NamedTuple):
    """One way to hear a recording.

    Attributes:
        recogniser: Its name.
        condition: Where it is heard.
        seed: Of the noise.
    """

    recogniser: str
    condition: Condition
    seed: int = 0


class Listener:
    """Both recognisers, with a memory of what they have heard.

    Args:
        phrases: Texts by the names of the recordings: the grammar of one of them, and what should be heard.
        folder: Where the memory is kept.
    """

    def __init__(self, phrases: Mapping[str, str], folder: Path) -> None:
        self._phrases = phrases
        self._recognisers: dict[str, Recogniser] = {"sphinx": Sphinx(phrases.values()), "whisper": Whisper()}
        self._grammar = hashlib.sha256("\n".join(sorted(phrases.values())).encode()).hexdigest()
        self._path = folder / "heard.jsonl"
        lines = self._path.read_text("utf-8").splitlines() if self._path.is_file() else []
        self._heard: dict[str, str] = dict(json.loads(line) for line in lines)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the recognisers."""
        return tuple(self._recognisers)

    def errors(self, name: str, samples: np.ndarray, rate: int, trial: Trial) -> int:
        """Count the words of the recording `name` that are not heard, at most all of it; see `hear`."""
        said = words_of(self._phrases[name])
        return min(len(said), word_errors(said, words_of(self.hear(samples, rate, trial))))

    def hear(self, samples: np.ndarray, rate: int, trial: Trial) -> str:
        """Give the text heard.

        Args:
            samples: 1.0 is full scale.
            rate: Their frames per second.
            trial: By whom it is heard and where.
        """
        sound = placed(samples, rate, trial)
        known = [trial.recogniser, self._grammar] if trial.recogniser == "sphinx" else [trial.recogniser]
        key = hashlib.sha256(sixteen_bits(sound).tobytes() + " ".join(known).encode()).hexdigest()[:24]
        if key not in self._heard:
            self._heard[key] = self._recognisers[trial.recogniser].hear(sound)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps([key, self._heard[key]]) + "\n")
        return self._heard[key]


def placed(samples: np.ndarray, rate: int, trial: Trial) -> np.ndarray:
    """Give a recording as it is heard in a trial, at the rate of the recognisers."""
    heard = resampled(samples, rate, RATE)
    loudness = gated_rms(heard.tolist(), RATE)
    around = np.zeros(round(_AROUND * RATE))
    heard = np.concatenate([around, heard, around])
    if trial.condition is Condition.SPEAKER:
        heard = _speaker(heard)
    if trial.condition is Condition.NOISE:
        heard = heard + _pink(len(heard), trial.seed) * loudness * 10 ** (-NOISE_BELOW / 20)
    return heard * _LEVEL / max(1.0, np.abs(heard).max())


def _speaker(samples: np.ndarray) -> np.ndarray:
    # The gain of the filter in levels.py, by the spectrum: a recogniser does not hear phase.
    hz = np.maximum(np.fft.rfftfreq(len(samples), 1 / RATE), 1e-3)
    gain = 1 / np.sqrt(1 + (SMALL_SPEAKER / hz) ** 4)
    return np.fft.irfft(np.fft.rfft(samples) * gain, len(samples))


def _pink(frames: int, seed: int) -> np.ndarray:
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(frames))
    hz = np.fft.rfftfreq(frames, 1 / RATE)
    noise = np.fft.irfft(spectrum * np.where(hz >= 40, 1 / np.sqrt(np.maximum(hz, 40)), 0), frames)
    return noise / np.sqrt(np.mean(noise * noise))
