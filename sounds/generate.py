"""Writes the sound cues of ankle-tui: one WAV per cue, from a table of notes, the same bytes on every run.

Run `python sounds/generate.py` to write them beside this file, or name another folder. Standard library only.
"""

import math
import sys
import wave
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

RATE = 22_050
"""Frames per second: half the mixer's, far above the highest partial, and half the size."""
FULL_SCALE = 32_767

# Relative strength of the partials. Few and low, so that the energy stays where small speakers are loud (500-3000 Hz).
FLUTE = (1.0, 0.12)
PIP = (1.0, 0.35, 0.12)
BELL = (1.0, 0.45, 0.22, 0.1)
REED = (1.0, 0.55, 0.6, 0.3, 0.25)
THUD = (0.8, 1.0, 0.7, 0.45, 0.3)


@dataclass(frozen=True, slots=True)
class Note:
    """One tone of a sound.

    Attributes:
        at: Start in seconds from the start of the sound.
        seconds: Length, attack and release included.
        hz: Pitch at its start.
        to_hz: Pitch at its end; the glide between them is even to the ear. None holds the pitch.
        partials: Strength of each partial, the fundamental first.
        stretch: Partial number n sounds at n ** stretch times the pitch; 1 is harmonic, more is woody.
        halving: Seconds in which the tone falls to half its strength; None keeps it level.
        gain: Strength against the other notes of the same sound.
        attack: Seconds of raised-cosine rise.
        release: Seconds of raised-cosine fall.
    """

    at: float
    seconds: float
    hz: float
    to_hz: float | None = None
    partials: tuple[float, ...] = PIP
    stretch: float = 1.0
    halving: float | None = None
    gain: float = 1.0
    attack: float = 0.006
    release: float = 0.020


@dataclass(frozen=True, slots=True)
class Sound:
    """The notes of one cue and how loud its loudest sample is.

    Attributes:
        notes: The tones, in any order; they may overlap.
        peak_db: Peak in dB below full scale.
    """

    notes: tuple[Note, ...]
    peak_db: float = -1.0


SOUNDS: dict[str, Sound] = {
    "get-ready": Sound(
        (
            Note(0.00, 0.16, 784.0, partials=BELL, halving=0.20),
            Note(0.14, 0.30, 1046.5, partials=BELL, halving=0.14, release=0.060),
        )
    ),
    "three": Sound((Note(0.0, 0.13, 880.0),)),
    "two": Sound((Note(0.0, 0.13, 987.8),)),
    "one": Sound((Note(0.0, 0.13, 1108.7),)),
    "go": Sound(
        (
            Note(0.0, 0.50, 1760.0, partials=(1.0, 0.18), release=0.080),
            Note(0.0, 0.50, 880.0, partials=PIP, gain=0.45, release=0.080),
        )
    ),
    "tempo-up": Sound((Note(0.0, 0.20, 600.0, 1050.0, partials=FLUTE, attack=0.012, release=0.040),), -2.0),
    "tempo-hold": Sound((Note(0.0, 0.16, 740.0, partials=FLUTE, attack=0.025, release=0.060),), -4.0),
    "tempo-down": Sound((Note(0.0, 0.22, 1000.0, 540.0, partials=FLUTE, attack=0.012, release=0.050),), -2.0),
    # For what does not go up and down: two level tones, near enough to the ear to be a pair.
    "tempo-pull": Sound((Note(0.0, 0.20, 660.0, partials=FLUTE, attack=0.012, release=0.050),), -2.0),
    "tempo-back": Sound((Note(0.0, 0.20, 540.0, partials=FLUTE, attack=0.012, release=0.050),), -2.0),
    # Above everything the tempo tones contain, and over before they have got far: the two may start together.
    "count": Sound(
        (Note(0.0, 0.045, 2300.0, partials=(1.0, 0.25), stretch=1.4, halving=0.007, attack=0.003, release=0.010),)
    ),
    "second": Sound(
        (Note(0.0, 0.045, 1700.0, partials=(1.0, 0.25), stretch=1.4, halving=0.007, attack=0.003, release=0.010),)
    ),
    "halfway": Sound(
        (
            Note(0.00, 0.17, 1318.5, partials=BELL, halving=0.06),
            Note(0.22, 0.24, 1318.5, partials=BELL, halving=0.06, release=0.050),
        )
    ),
    "ten-seconds": Sound(
        (
            Note(0.00, 0.07, 1244.5, partials=PIP),
            Note(0.12, 0.07, 1244.5, partials=PIP),
            Note(0.24, 0.07, 1244.5, partials=PIP),
        )
    ),
    "change-sides": Sound(
        (
            Note(0.00, 0.16, 1396.9, partials=PIP),
            Note(0.16, 0.16, 698.5, partials=BELL),
            Note(0.32, 0.20, 1396.9, partials=PIP, release=0.050),
        )
    ),
    "rest": Sound(
        (
            Note(0.00, 0.26, 932.3, partials=FLUTE, attack=0.030, release=0.060),
            Note(0.22, 0.36, 622.3, partials=FLUTE, attack=0.030, halving=0.18, release=0.150),
        ),
        -3.0,
    ),
    "set-done": Sound(
        (
            Note(0.00, 0.30, 1174.7, partials=BELL, halving=0.08, release=0.060),
            Note(0.11, 0.30, 1480.0, partials=BELL, halving=0.08, release=0.060),
            Note(0.22, 0.38, 1760.0, partials=BELL, halving=0.10, release=0.080),
        )
    ),
    "session-done": Sound(
        (
            Note(0.00, 0.13, 784.0, partials=REED),
            Note(0.15, 0.13, 784.0, partials=REED),
            Note(0.30, 0.13, 784.0, partials=REED),
            Note(0.45, 0.23, 1046.5, partials=REED, release=0.040),
            Note(0.70, 0.16, 880.0, partials=REED, release=0.030),
            Note(0.88, 0.56, 1174.7, partials=REED, halving=0.35, release=0.200),
            Note(0.88, 0.56, 1480.0, partials=BELL, halving=0.35, gain=0.6, release=0.200),
        )
    ),
    # The fundamental is felt on large speakers; the partials carry the thud on small ones.
    "foot-down": Sound(
        (Note(0.0, 0.20, 330.0, 200.0, partials=THUD, stretch=1.12, halving=0.035, attack=0.003, release=0.060),)
    ),
    "question": Sound(
        (
            Note(0.00, 0.10, 523.3, partials=BELL, release=0.030),
            Note(0.13, 0.26, 660.0, 1320.0, partials=BELL, attack=0.012, release=0.060),
        )
    ),
    "paused": Sound(
        (
            Note(0.00, 0.14, 831.0, partials=REED, release=0.030),
            Note(0.19, 0.20, 587.3, partials=REED, release=0.060),
        )
    ),
    "resumed": Sound(
        (
            Note(0.00, 0.14, 554.4, partials=REED, release=0.030),
            Note(0.19, 0.20, 784.0, partials=REED, release=0.060),
        )
    ),
}


def _envelope(note: Note, index: int, frames: int) -> float:
    """Strength of a note at one of its frames: zero at both ends, without a corner anywhere."""
    since, left = index / RATE, (frames - 1 - index) / RATE
    level = 1.0 if note.halving is None else 0.5 ** (since / note.halving)
    if since < note.attack:
        level *= 0.5 - 0.5 * math.cos(math.pi * since / note.attack)
    if left < note.release:
        level *= 0.5 - 0.5 * math.cos(math.pi * left / note.release)
    return level


def _turns(note: Note, index: int, frames: int) -> float:
    """Turns of the fundamental since the start of the note: the integral of an exponential glide."""
    since = index / RATE
    if note.to_hz is None:
        return note.hz * since
    length = frames / RATE
    octaves = math.log(note.to_hz / note.hz)
    return note.hz * length / octaves * (math.exp(octaves * since / length) - 1.0)


def _tone(note: Note) -> Iterator[float]:
    frames = round(note.seconds * RATE)
    partials = [(number**note.stretch, strength) for number, strength in enumerate(note.partials, start=1)]
    for index in range(frames):
        angle = math.tau * _turns(note, index, frames)
        wave_form = sum(strength * math.sin(angle * ratio) for ratio, strength in partials)
        yield note.gain * _envelope(note, index, frames) * wave_form


def _sum(notes: Sequence[Note]) -> list[float]:
    total = [0.0] * max(round(note.at * RATE) + round(note.seconds * RATE) for note in notes)
    for note in notes:
        for index, value in enumerate(_tone(note), start=round(note.at * RATE)):
            total[index] += value
    return total


def render(sound: Sound) -> "array[int]":
    """The samples of a sound.

    Args:
        sound: Its notes and its peak.

    Returns:
        16-bit mono samples at `RATE`, scaled so that the loudest has exactly the peak asked for.
    """
    total = _sum(sound.notes)
    # Rounding to 16 bits swallows the last-digit differences between the maths libraries of different systems.
    scale = FULL_SCALE * 10 ** (sound.peak_db / 20) / max(map(abs, total))
    return array("h", [round(value * scale) for value in total])


def write_wav(path: Path, samples: "array[int]") -> None:
    """Writes one 16-bit mono WAV.

    Args:
        path: The file to write or replace.
        samples: 16-bit samples at `RATE`.
    """
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


def write_all(folder: Path) -> None:
    """Writes every sound.

    Args:
        folder: Where to; it must exist.
    """
    for name, sound in SOUNDS.items():
        write_wav(folder / f"{name}.wav", render(sound))


def main(arguments: Sequence[str]) -> None:
    """Writes every sound to the folder named first, or beside this file.

    Args:
        arguments: The command line without the program's name.
    """
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    write_all(folder)
    print(f"{len(SOUNDS)} sounds written to {folder}")


if __name__ == "__main__":
    main(sys.argv[1:])
