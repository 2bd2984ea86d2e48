"""Finds the folder of the sound cues and reads them."""

import wave
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

__all__ = ["RATE", "Clip", "MissingSoundsError", "find_sounds", "read_clip", "read_clips"]

RATE: Final = 44_100
"""Frames per second of every sound and of the mixer."""

_LANDMARK: Final = "session-done.wav"
"""A file of ours: beside an installed package, a folder named `sounds` could be anybody's."""
_PACKAGE: Final = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Clip:
    """One sound, as file and as samples, because some back ends play files.

    Attributes:
        name: The cue it belongs to.
        path: Its WAV file.
        samples: 16-bit mono samples at `RATE`. Nobody changes them.
    """

    name: str
    path: Path
    samples: "array[int]" = field(repr=False)


class MissingSoundsError(Exception):
    """No folder holds the sound cues.

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
        MissingSoundsError: Neither holds the sound cues.
    """
    folders = (package / "sounds", package.parent / "sounds")
    for folder in folders:
        if (folder / _LANDMARK).is_file():
            return folder
    raise MissingSoundsError(folders)


def read_clip(path: Path) -> Clip:
    """One sound.

    Args:
        path: A 16-bit mono WAV of `RATE` frames per second.

    Returns:
        The sound, named like its file.

    Raises:
        ValueError: The file is of another format, or damaged.
        OSError: It cannot be read.
    """
    try:
        with wave.open(str(path), "rb") as file:
            if (file.getnchannels(), file.getsampwidth(), file.getframerate()) != (1, 2, RATE):
                raise ValueError(f"{path.name} is not 16-bit mono at {RATE} Hz")
            return Clip(path.stem, path, array("h", file.readframes(file.getnframes())))
    except (wave.Error, EOFError) as error:
        raise ValueError(f"{path.name} is not a readable WAV: {error}") from error


def read_clips(folder: Path) -> Mapping[str, Clip]:
    """Every sound of a folder that can be read.

    Args:
        folder: Where the WAV files are.

    Returns:
        By name. A damaged file is left out: the other cues still help.
    """
    clips: dict[str, Clip] = {}
    for path in sorted(folder.glob("*.wav")):
        try:
            clips[path.stem] = read_clip(path)
        except (ValueError, OSError):
            continue
    return clips
