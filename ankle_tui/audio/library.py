"""Finds the folder of the sound cues and reads them."""

import wave
from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from ankle_tui.core.cues import Cue

__all__ = ["RATE", "MissingSounds", "find_sounds", "read_clip", "read_clips"]

RATE: Final = 44_100
"""Frames per second of every sound and of the mixer."""

_PACKAGE: Final = Path(__file__).resolve().parent.parent


class MissingSounds(Exception):
    """No folder holds all the sound cues.

    Args:
        folders: Where they were looked for.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        super().__init__("no sound cues in " + " or ".join(str(folder) for folder in folders))


def find_sounds(package: Path = _PACKAGE) -> Path:
    """The folder of the sound cues.

    Args:
        package: Folder of the `ankle_tui` package.

    Returns:
        `sounds` inside the package, where a wheel puts it, else `sounds` beside it, as in the repository.

    Raises:
        MissingSounds: Neither holds a file for every cue.
    """
    # All of them, because beside an installed package `sounds` could be anybody's.
    folders = (package / "sounds", package.parent / "sounds")
    for folder in folders:
        if all((folder / f"{cue}.wav").is_file() for cue in Cue):
            return folder
    raise MissingSounds(folders)


def read_clip(path: Path) -> "array[int]":
    """The samples of one sound.

    Args:
        path: A 16-bit mono WAV of `RATE` frames per second.

    Returns:
        Its 16-bit samples.

    Raises:
        ValueError: The file is of another format, or damaged.
        OSError: It cannot be read.
    """
    try:
        with wave.open(str(path), "rb") as file:
            if (file.getnchannels(), file.getsampwidth(), file.getframerate()) != (1, 2, RATE):
                raise ValueError(f"{path.name} is not 16-bit mono at {RATE} Hz")
            return array("h", file.readframes(file.getnframes()))
    except (wave.Error, EOFError) as error:
        raise ValueError(f"{path.name} is not a readable WAV: {error}") from error


def read_clips(folder: Path) -> Mapping[str, "array[int]"]:
    """Every sound of a folder that can be read.

    Args:
        folder: Where the WAV files are.

    Returns:
        Samples by the name of the file without `.wav`. A damaged file is left out: the other cues still help.
    """
    clips: dict[str, array[int]] = {}
    for path in sorted(folder.glob("*.wav")):
        try:
            clips[path.stem] = read_clip(path)
        except (ValueError, OSError):
            continue
    return clips
