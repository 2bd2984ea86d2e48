"""Records the words of ankle-tui and judges them: `python -m voicing record`, `judge`, `tables`."""

import argparse
import math
import sys
import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ankle_tui.core.cues.voice import VOICE, WORDS
from voicing import shaping
from voicing.choosing import Choice
from voicing.judging import judge
from voicing.kokoro import Kokoro
from voicing.listening import Listener

ROOT = Path(__file__).resolve().parents[1]
SOUNDS = ROOT / "sounds"
LENGTHS = ROOT / "ankle_tui" / "core" / "cues" / "lengths.py"


def record(voices: Path, cache: Path, only: Sequence[str]) -> None:
    """Write the recordings and the table of lengths; recordings of words that are no more are removed.

    Args:
        voices: Folder with the voices of the npm package kokoro-js.
        cache: Folder for the model and for what was said and heard before.
        only: Names to record again; empty for all.
    """
    folder = SOUNDS / VOICE
    chosen = Choice(Kokoro(voices, cache), Listener(WORDS, cache), WORDS)
    for name in only or WORDS:
        samples, style, error = chosen.best(name)
        _write(SOUNDS / f"{name}.wav", samples)
        print(f"{name} {len(samples) / shaping.RATE:.2f} s, error {error:.2f}, {style}", flush=True)
    for path in folder.glob("*.wav"):
        if VOICE + path.stem not in WORDS:
            path.unlink()
    write_tables()


def _write(path: Path, samples: np.ndarray) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(shaping.RATE)
        file.writeframes(samples.astype("<i2").tobytes())


def write_tables() -> None:
    """Write the length of every sound into the program, and what every recording says into the README of the sounds."""
    rows = [f'    "{name}": {seconds:.2f},\n' for name, seconds in sorted(lengths().items())]
    _replace(LENGTHS, "= {\n", rows, "}\n")
    _replace(SOUNDS / "README.md", "| Cue | What it says |\n|---|---|\n", _told(), "\n")


def _told() -> list[str]:
    return [f"| `{name}` | {text} |\n" for name, text in WORDS.items()]


def _replace(path: Path, after: str, lines: Sequence[str], before: str) -> None:
    text = path.read_text(encoding="utf-8")
    start = text.index(after) + len(after)
    end = text.index("\n" + before, start - 1) + 1
    path.write_text(text[:start] + "".join(lines) + text[end:], encoding="utf-8")


def lengths() -> dict[str, float]:
    """Seconds of every sound by its name, rounded up to a hundredth."""
    found = {}
    for path in SOUNDS.rglob("*.wav"):
        with wave.open(str(path), "rb") as file:
            hundredths = math.ceil(100 * file.getnframes() / file.getframerate())
        found[path.relative_to(SOUNDS).with_suffix("").as_posix()] = hundredths / 100
    return found


def main(arguments: Sequence[str]) -> None:
    """Run a command of the command line `arguments`, the program's name left out."""
    parser = argparse.ArgumentParser(prog="python -m voicing")
    parser.add_argument("command", choices=["record", "judge", "tables"])
    parser.add_argument("--cache", type=Path, required=True, help="folder for the model and what was heard before")
    parser.add_argument("--voices", type=Path, help="folder package/voices of the npm package kokoro-js")
    parser.add_argument("--before", type=Path, help="folder with other recordings to judge beside the shipped ones")
    parser.add_argument("names", nargs="*", help="recordings, such as voice/left-leg; none for all")
    given = parser.parse_intermixed_args(arguments)
    given.cache.mkdir(parents=True, exist_ok=True)
    if given.command == "record":
        record(given.voices or given.cache / "package" / "voices", given.cache, given.names)
    elif given.command == "tables":
        write_tables()
    else:
        packs = {"shipped": SOUNDS} | ({"before": given.before} if given.before else {})
        judge(packs, Listener(WORDS, given.cache), given.names or list(WORDS))


if __name__ == "__main__":
    main(sys.argv[1:])
