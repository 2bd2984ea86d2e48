"""Turns what a synthesiser said into a recording: trimmed, low end cut, dense, as loud as the tones on a small speaker."""

import numpy as np

from voicing.levels import on_small_speaker

RATE = 22_050
"""Frames per second of the recordings: half the mixer's, so that the helper doubles them and does nothing harder."""
LOUDNESS = -10.3
"""dB below full scale behind a small speaker's high-pass: within 3 dB of the tones, whose average is -8.6."""
PEAK = 10 ** (-1.0 / 20)
KNEE = 0.55
"""Share of full scale above which peaks are rounded off."""
LOW_END = 270.0
"""Hz below which everything is cut: small speakers do not give it, and it takes the room of what they give."""
BRIGHT = 0.8
"""Share of the fall of a voice towards high frequencies, in dB, that is made up for between 700 and 5,000 Hz."""
MOST_RAISED = 10.0
"""dB by which soft sounds are raised at most."""
QUIET = 0.025
"""Share of the loudest moment below which it is silence."""
BEFORE, AFTER = 0.008, 0.020
"""Seconds left at each end of the speech."""
RISE, FALL = 0.004, 0.020
"""Seconds of fade at the beginning and at the end."""


def shape(samples: np.ndarray, rate: int, dense: float) -> np.ndarray:
    """Make a recording.

    Args:
        samples: A phrase as it was said, 1.0 being full scale.
        rate: Its frames per second, not lower than `RATE`.
        dense: Share in dB by which soft sounds are raised towards the loudest ones, up to `MOST_RAISED`.

    Returns:
        16-bit samples at `RATE`.
    """
    heard = _dense(_trim(_coloured(_trim(samples, rate), rate), RATE), dense)
    scale = 1 / np.abs(heard).max()
    for _ in range(8):
        loud = _round_off(heard * scale)
        scale *= 10 ** ((LOUDNESS - on_small_speaker(loud.tolist(), RATE)) / 20)
    loud = _round_off(heard * scale)
    _fade(loud)
    return np.round(loud * 32_767).astype("<i2")


def resampled(samples: np.ndarray, rate: int, to: int) -> np.ndarray:
    """Convert to another rate through the spectrum."""
    padded = np.concatenate([samples, np.zeros(-len(samples) % rate or rate)])
    length = len(padded) * to // rate
    spectrum = np.fft.rfft(padded)
    kept = np.zeros(length // 2 + 1, complex)
    most = min(len(kept), len(spectrum))
    kept[:most] = spectrum[:most]
    return np.fft.irfft(kept, length)[: round(len(samples) * to / rate)] * to / rate


def _coloured(samples: np.ndarray, rate: int) -> np.ndarray:
    padded = np.concatenate([samples, np.zeros(-len(samples) % rate or rate)])
    spectrum = np.fft.rfft(padded)
    hz = np.maximum(np.fft.rfftfreq(len(padded), 1 / rate), 1.0)
    cut = 1 / np.sqrt(1 + (LOW_END / hz) ** 12)
    lifted = np.sqrt((1 + (hz / 700) ** 2) / (1 + (hz / 5_000) ** 2)) ** BRIGHT
    filtered = np.fft.irfft(spectrum * cut * lifted, len(padded))[: len(samples)]
    return resampled(filtered, rate, RATE)


def _envelope(samples: np.ndarray, rate: int, seconds: float) -> np.ndarray:
    window = np.hanning(round(seconds * rate) + 2)[1:-1]
    return np.sqrt(np.convolve(samples * samples, window / window.sum(), "same"))


def _dense(samples: np.ndarray, dense: float) -> np.ndarray:
    envelope = _envelope(samples, RATE, 0.020)
    below = 20 * np.log10(np.maximum(envelope, 1e-9) / envelope.max())
    raised = np.minimum(-below * dense, MOST_RAISED)
    # What is far below the voice is breath and the noise of the model: it stays where it is.
    raised *= np.clip((below + 45) / 10, 0, 1)
    return samples * 10 ** (raised / 20)


def _trim(samples: np.ndarray, rate: int) -> np.ndarray:
    envelope = _envelope(samples, rate, 0.006)
    heard = np.flatnonzero(envelope > QUIET * envelope.max())
    first = max(0, heard[0] - round(BEFORE * rate))
    return samples[first : heard[-1] + round(AFTER * rate)].copy()


def _round_off(samples: np.ndarray) -> np.ndarray:
    size = np.abs(samples)
    room = PEAK - KNEE
    rounded = KNEE + room * np.tanh(np.maximum(size - KNEE, 0) / room)
    return np.sign(samples) * np.where(size > KNEE, rounded, size)


def _fade(samples: np.ndarray) -> None:
    rise, fall = round(RISE * RATE), round(FALL * RATE)
    samples[:rise] *= 0.5 - 0.5 * np.cos(np.pi * np.arange(rise) / rise)
    samples[-fall:] *= 0.5 + 0.5 * np.cos(np.pi * np.arange(fall) / fall)
    samples[-1] = 0
