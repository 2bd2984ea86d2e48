"""Make what a synthesiser has said into a word like the shipped ones: without silence around it, and as loud."""

import io
import math
import wave
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Final

from ankle_tui.audio.sound_files import read_bytes
from ankle_tui.audio.synthesiser import RATE, SynthesisError
from ankle_tui.audio.wav import MOST_SECONDS, decode

_FULL: Final = 32_767
_PEAK: Final = 0.89
"""Loudest sample of a word, as a share of full scale."""
_KNEE: Final = 0.6
"""Share of full scale above which peaks are rounded off."""
_QUIET: Final = 0.012
"""Share of the loudest sample below which it is silence."""
_AROUND: Final = 0.02
"""Seconds left at each end of the speech, faded in and out."""
_WINDOW: Final = 0.02
"""Seconds of a stretch whose loudness is measured."""
_TRIES: Final = 4
"""Rounds of levelling, after which a word of espeak-ng is within half a decibel."""
_GATE: Final = 0.03
"""Stretches with less than this share of the loudest one's power are pauses."""


def loudness(samples: Sequence[float]) -> float:
    """Root mean square of the stretches that are no pauses, as a share of full scale."""
    width = round(_WINDOW * RATE)
    powers = [
        sum(value * value for value in samples[start : start + width]) / width
        for start in range(0, max(1, len(samples) - width + 1), width)
    ]
    loud = [power for power in powers if power >= _GATE * max(powers)]
    return math.sqrt(sum(loud) / len(loud)) / _FULL


def usual_loudness(words: Iterable[Path]) -> float:
    """The loudness of shipped words, by their files.

    Raises:
        OSError: If one cannot be read.
        ValueError: If one is damaged.
    """
    return median(loudness(decode(read_bytes(path), RATE)) for path in words)


def finished(samples: "array[int]", loud: float) -> bytes:
    """Trim, level and fade a word.

    Args:
        samples: As said, at `RATE`.
        loud: The loudness it is to have.

    Returns:
        A WAV.

    Raises:
        SynthesisError: If it is silent, or longer than a sound may be.
    """
    top = max(map(abs, samples))
    heard = [index for index, value in enumerate(samples) if abs(value) > _QUIET * top]
    if not heard:
        raise SynthesisError("the synthesiser has said nothing")
    edge = round(_AROUND * RATE)
    word = samples[max(0, heard[0] - edge) : heard[-1] + 1 + edge]
    if len(word) > MOST_SECONDS * RATE:
        raise SynthesisError(f"the synthesiser takes more than {MOST_SECONDS:.0f} seconds")
    gain = loud / loudness(word) / _FULL
    for _ in range(_TRIES):  # rounded off, it is softer again
        levelled = [_rounded_off(gain * value) for value in word]
        gain *= loud / (loudness(levelled) * _FULL)
    for index in range(min(edge, len(levelled) // 2)):
        share = 0.5 - 0.5 * math.cos(math.pi * index / edge)
        levelled[index] *= share
        levelled[-1 - index] *= share
    return _wav([round(_FULL * value) for value in levelled])


def _rounded_off(value: float) -> float:
    over, room = abs(value) - _KNEE, _PEAK - _KNEE
    return value if over <= 0 else math.copysign(_KNEE + room * math.tanh(over / room), value)


def _wav(samples: Sequence[int]) -> bytes:
    data = io.BytesIO()
    with wave.open(data, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(array("h", samples).tobytes())  # `wave` swaps the bytes itself where it has to
    return data.getvalue()
