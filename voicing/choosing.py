"""Says each phrase in several ways and keeps the one that the recognisers hear best in noise."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from ankle_tui.core.cues.voice import VOICE
from voicing import shaping
from voicing.kokoro import RATE, Kokoro, Style
from voicing.listening import Condition, Listener, Trial
from voicing.recognisers import words_of

STYLES: Final = (
    Style("af_heart", 1.0),
    Style("af_heart", 1.0, dense=0.2),
    Style("af_heart", 1.15, row=30),
    Style("af_heart", 0.9, dense=0.2),
    Style("af_heart", 1.3, row=60),
    Style("af_heart", 1.0, "!", dense=0.2),
    Style("af_heart", 1.15, dense=0.2),
    Style("af_bella", 1.0),
    Style("af_bella", 0.9, dense=0.2),
)
"""Ways to say a phrase, the first one preferred: another voice, much like the first, only where that is not understood."""
SEED: Final = 11
"""Of the noise in which a recording is chosen; it is judged in another one."""
_MOST_SECONDS: Final = 1.7
_MOST_SECONDS_OF_COUNT: Final = 0.75
"""A count is over before the next beat, a second later; other words before the countdown."""


class Choice:
    """The recordings chosen, and how well they are heard.

    Args:
        voice: Says the phrases.
        listener: Judges them.
        words: Texts by the names of the recordings.
    """

    def __init__(self, voice: Kokoro, listener: Listener, words: Mapping[str, str]) -> None:
        self._voice, self._listener, self._words = voice, listener, words

    def best(self, name: str) -> tuple[np.ndarray, Style, float]:
        """Choose a recording.

        Returns:
            Its 16-bit samples at `shaping.RATE`, how it is said, and its word error in noise and clean.

        Raises:
            ValueError: No way to say it is short enough.
        """
        most = _MOST_SECONDS_OF_COUNT if name.startswith(f"{VOICE}count-") else _MOST_SECONDS
        found: tuple[np.ndarray, Style, float] | None = None
        for style in STYLES:
            samples = shaping.shape(self._voice.say(self._words[name], style), RATE, style.dense)
            if len(samples) / shaping.RATE > most:
                continue
            error = self._error(name, samples, found[2] if found else 1.0)
            if found is None or error < found[2]:
                found = samples, style, error
            if error == 0:
                break
        if found is None:
            raise ValueError(f"{name}: no way to say it takes less than {most} seconds")
        return found

    def _error(self, name: str, samples: np.ndarray, good: float) -> float:
        """Mean word error of both recognisers; what is already worse than `good` is not tried to the end."""
        heard = samples / 32_768
        # The quick recogniser first: often it settles the matter.
        tried = [Trial(recogniser, Condition.NOISE, SEED) for recogniser in self._listener.names]
        tried += [Trial(recogniser, Condition.CLEAN) for recogniser in self._listener.names]
        whole = len(tried) * len(words_of(self._words[name]))
        errors = 0
        for trial in tried:
            errors += self._listener.errors(name, heard, shaping.RATE, trial)
            if errors / whole > good:
                break
        return errors / whole
