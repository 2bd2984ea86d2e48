"""Writes the spoken cues of ankle-tui: has flite say each phrase, then trims, levels and fades it.

Run `python sounds/voice.py` to write them to the folder `voice` beside this file, or name another folder. Needs the
program `flite` with its voice `slt` (Debian package `flite`) and the package `ankle_tui`; nothing else. It prints the table
of lengths for `ankle_tui/core/cues/voice.py`.
"""

import math
import subprocess
import sys
import tempfile
import wave
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path

from ankle_tui.core.cues.voice import VOICE, WORDS

RATE = 22_050
"""Frames per second of the files: half the mixer's, so that its player doubles them and does nothing harder."""
FULL_SCALE = 32_767
LOUDNESS = 10 ** (-10.5 / 20)
"""Root mean square of the voiced stretches: with its peaks rounded off, as loud to the ear as the tones."""
PEAK = 10 ** (-1.0 / 20)
KNEE = 0.6
"""Share of full scale above which peaks are rounded off."""
BRIGHT = 0.5
"""Pre-emphasis: a synthetic voice is dull, and small speakers and music leave only its upper half to be heard."""
STRETCH = "0.95"
"""A little faster than the voice's own pace: what comes next has to fit into two seconds."""
QUICK = "0.82"
"""Pace of the numbers of two words, such as forty-five: with a beat at every second they have 0.8 of one."""
QUIET = 0.012
"""Share of the loudest sample below which it is silence."""
BEFORE, AFTER = 0.010, 0.030
"""Seconds kept around what is not silence."""
RISE, FALL = 0.005, 0.020
"""Seconds of fade at the beginning and at the end."""
TAPS = 16
"""Samples on each side that make up one of the new rate."""
WINDOW = 0.020


def say(text: str, stretch: str = STRETCH) -> tuple[list[float], int]:
    """A phrase as the synthesiser says it.

    Args:
        text: What to say.
        stretch: Its length against that of the voice's own pace.

    Returns:
        Samples, 1.0 being full scale, and frames per second.

    Raises:
        OSError: There is no flite.
        subprocess.CalledProcessError: It failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "said.wav"
        command = ["flite", "-voice", "slt", "--setf", f"duration_stretch={stretch}", "-t", f"{text}.", "-o", str(path)]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
        with wave.open(str(path), "rb") as file:
            samples = array("h", file.readframes(file.getnframes()))
            return [value / FULL_SCALE for value in samples], file.getframerate()


def resample(samples: Sequence[float], rate: int, to: int) -> list[float]:
    """Samples at another rate, by windowed sinc.

    Args:
        samples: The samples.
        rate: Their frames per second.
        to: The frames per second wanted, not lower.
    """
    common = math.gcd(rate, to)
    step, phases = rate // common, to // common
    kernels = [[_kernel(tap - TAPS + 1 - phase / phases) for tap in range(2 * TAPS)] for phase in range(phases)]
    padded = [*[0.0] * TAPS, *samples, *[0.0] * (TAPS + 1)]
    heard = []
    for frame in range(len(samples) * phases // step):
        whole, phase = divmod(frame * step, phases)
        near = padded[whole + 1 : whole + 1 + 2 * TAPS]
        heard.append(sum(map(float.__mul__, near, kernels[phase])))
    return heard


def _kernel(distance: float) -> float:
    if abs(distance) >= TAPS:
        return 0.0
    if distance == 0:
        return 1.0
    turn = math.pi * distance
    return math.sin(turn) / turn * (0.5 + 0.5 * math.cos(turn / TAPS))


def gated_rms(samples: Sequence[float], rate: int) -> float:
    """Root mean square of the stretches that are not much softer than the loudest: pauses do not count."""
    width = round(WINDOW * rate)
    powers = [
        sum(value * value for value in samples[start : start + width]) / width
        for start in range(0, max(1, len(samples) - width + 1), width)
    ]
    loud = [power for power in powers if power > 0.03 * max(powers)]
    return math.sqrt(sum(loud) / len(loud))


def _trim(samples: Sequence[float], rate: int) -> list[float]:
    quiet = QUIET * max(map(abs, samples))
    heard = [index for index, value in enumerate(samples) if abs(value) > quiet]
    first = max(0, heard[0] - round(BEFORE * rate))
    return list(samples[first : heard[-1] + round(AFTER * rate)])


def _round_off(value: float) -> float:
    over = abs(value) - KNEE
    if over <= 0:
        return value
    room = PEAK - KNEE
    return math.copysign(KNEE + room * math.tanh(over / room), value)


def _fade(samples: list[float], rate: int) -> None:
    for seconds, order in ((RISE, 1), (FALL, -1)):
        frames = round(seconds * rate)
        for index, place in enumerate(range(len(samples))[::order][:frames]):
            samples[place] *= 0.5 - 0.5 * math.cos(math.pi * index / frames)


def finish(samples: Sequence[float], rate: int) -> "array[int]":
    """A phrase as it is shipped.

    Args:
        samples: As it was said.
        rate: Its frames per second.

    Returns:
        16-bit samples at `RATE`: trimmed, brightened, levelled, faded.
    """
    bright = [value - BRIGHT * before for before, value in zip([0.0, *samples], samples, strict=False)]
    heard = resample(_trim(bright, rate), rate, RATE)
    scale = LOUDNESS / gated_rms(heard, RATE)
    heard = [_round_off(value * scale) for value in heard]
    _fade(heard, RATE)
    return array("h", [round(value * FULL_SCALE) for value in heard])


def write_all(folder: Path, words: Mapping[str, str] = WORDS) -> None:
    """Writes spoken cues.

    Args:
        folder: Where to; it must exist.
        words: What to say, by the name of the cue.
    """
    for name, text in words.items():
        stretch = QUICK if name.startswith(f"{VOICE}count-") and "-" in text else STRETCH
        with wave.open(str(folder / f"{name.removeprefix(VOICE)}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(finish(*say(text, stretch)).tobytes())


def lengths(sounds: Path) -> dict[str, float]:
    """Seconds of every sound, tones and words, rounded up to a hundredth.

    Args:
        sounds: The folder with the tones and, in `voice`, the words.
    """
    found = {}
    for path in [*sorted(sounds.glob("*.wav")), *sorted(sounds.glob(f"{VOICE}*.wav"))]:
        with wave.open(str(path), "rb") as file:
            hundredths = math.ceil(100 * file.getnframes() / file.getframerate())
        found[path.relative_to(sounds).with_suffix("").as_posix()] = hundredths / 100
    return found


def main(arguments: Sequence[str]) -> None:
    """Writes every spoken cue to the folder named first, or to `voice` beside this file.

    Args:
        arguments: The command line without the program's name.
    """
    beside = Path(__file__).resolve().parent
    folder = Path(arguments[0]) if arguments else beside / "voice"
    write_all(folder)
    print(f"{len(WORDS)} phrases written to {folder}")
    for name, seconds in lengths(beside).items():
        print(f'    "{name}": {seconds:.2f},')


if __name__ == "__main__":
    main(sys.argv[1:])
