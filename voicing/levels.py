"""How loud a sound is, alone and on a small speaker; standard library only, so that the tests measure what was made."""

import math
from collections.abc import Sequence
from typing import Final

SMALL_SPEAKER: Final = 400.0
"""Hz below which the speakers of a laptop or a phone give little: a second-order high-pass stands for them."""
WINDOW: Final = 0.020
"""Seconds over which loudness is measured."""
GATE: Final = 0.03
"""Share of the power of the loudest window below which a window counts as a pause."""


def high_pass(samples: Sequence[float], rate: int, hz: float = SMALL_SPEAKER) -> list[float]:
    """Filter by a second-order Butterworth high-pass at `hz`, at `rate` frames per second."""
    turn = 2 * math.pi * hz / rate
    slope = math.sin(turn) / math.sqrt(2)
    one, two = -2 * math.cos(turn) / (1 + slope), (1 - slope) / (1 + slope)
    gain = (1 + math.cos(turn)) / 2 / (1 + slope)
    heard = []
    before = earlier = out = out_before = 0.0
    for value in samples:
        out, out_before = gain * (value - 2 * before + earlier) - one * out - two * out_before, out
        before, earlier = value, before
        heard.append(out)
    return heard


def gated_rms(samples: Sequence[float], rate: int) -> float:
    """Root mean square of the windows that are no pauses."""
    width = round(WINDOW * rate)
    powers = [
        sum(value * value for value in samples[start : start + width]) / width
        for start in range(0, max(1, len(samples) - width + 1), width)
    ]
    loud = [power for power in powers if power > GATE * max(powers)]
    return math.sqrt(sum(loud) / len(loud))


def decibels(share: float) -> float:
    """Express a share of full scale in decibels."""
    return 20 * math.log10(share)


def on_small_speaker(samples: Sequence[float], rate: int) -> float:
    """Loudness behind the high-pass of a small speaker, in dB below full scale.

    Args:
        samples: 1.0 is full scale.
        rate: Frames per second.
    """
    return decibels(gated_rms(high_pass(samples, rate), rate))
