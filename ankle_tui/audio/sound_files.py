"""Finds the folder of the sound cues and reads them."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ankle_tui.audio.helper.wav import MOST_BYTES, decode
from ankle_tui.core.validation import safe
from ankle_tui.regular import TooLarge, read_file

RATE: Final = 44_100
"""Frames per second of every sound and of the mixer."""

_WORDS: Final = "voice"
"""The folder of the words. Their names begin with it: `ankle_tui.core.cues.voice.VOICE`, which would take the helper long to
import."""
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


def read_clip(path: Path, name: str | None = None) -> Clip:
    """One sound.

    Args:
        path: A WAV: 8, 16 or 24 bits, mono or stereo, 8 to 96 kHz, up to ten seconds and ten megabytes.
        name: The cue it belongs to; None is the name of the file.

    Returns:
        The sound, as the mixer plays it.

    Raises:
        ValueError: The file is of another format, too large or too long, or damaged; the text names it.
        OSError: It cannot be read.
    """
    name = name or path.stem
    try:
        return Clip(name, path, decode(_read(path), RATE))
    except ValueError as error:
        raise ValueError(f"{name}.wav {error}") from error


def _read(path: Path) -> bytes:
    try:
        return read_file(path, MOST_BYTES)
    except TooLarge:
        raise ValueError(f"is larger than {MOST_BYTES // 1_000_000} MB") from None


class Clips(dict[str, Clip]):
    """Sounds by the name of the cue.

    Attributes:
        problems: A line for each file that was passed over, and why; every line names its file.
    """

    def __init__(self) -> None:
        super().__init__()
        self.problems: list[str] = []


def read_clips(folder: Path, own: Path | None = None) -> Clips:
    """Every sound of a folder that can be read, replaced by the runner's own where there is one.

    Args:
        folder: Where the shipped WAV files are: tones in it, words in folders of it.
        own: Where the runner's own are, named and laid out like the shipped ones; it need not exist.

    Returns:
        By name: `go`, `voice/left-leg`. A damaged file is left out, one of the runner's own in favour of the shipped one:
        the other cues still help.
    """
    clips = Clips()
    files = _sounds_in(folder)
    # Only names the program knows become a path; what else lies in the folder is nobody's business but its owner's.
    replaced = _sounds_in(own) if own else {}
    for name, path in files.items():
        for source in (replaced.get(name), path):
            if source and _read_into(clips, name, source):
                break
    clips.problems += [f"{safe(name)}.wav is the name of no sound" for name in replaced if name not in files]
    return clips


def _sounds_in(folder: Path) -> dict[str, Path]:
    """The WAV files of a folder and of the folder of words in it, by name."""
    try:
        paths = sorted(folder.glob("*.wav")) + sorted((folder / _WORDS).glob("*.wav"))
    except OSError:
        return {}
    return {path.relative_to(folder).with_suffix("").as_posix(): path for path in paths}


def _read_into(clips: Clips, name: str, path: Path) -> bool:
    try:
        clips[name] = read_clip(path, name)
    except ValueError as error:
        clips.problems.append(safe(str(error)))
    except OSError as error:
        clips.problems.append(safe(f"{name}.wav cannot be read: {error.strerror}"))
    return name in clips
