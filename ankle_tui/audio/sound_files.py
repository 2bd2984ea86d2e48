"""Find and read the sound files of the cues."""

from array import array
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from ankle_tui.audio.wav import MOST_BYTES, decode
from ankle_tui.core.validation import safe
from ankle_tui.safe_read import TooLarge, read_file

RATE: Final = 44_100
"""Frames per second of all sounds and of the mixer."""

_WORDS: Final = "voice"
"""Folder of the spoken cues and prefix of their names: `ankle_tui.core.cues.voice.VOICE`, which is slow to import here."""
_OWN_WORDS: Final = "voice/own"
"""Folder of the words for the runner's own exercises: `ankle_tui.core.cues.own_words.OWN`."""
_LANDMARK: Final = "session-done.wav"
"""File that proves a folder to be ours: beside an installed package, `sounds` could belong to another program."""
_OTHER_FORMATS: Final = frozenset({".aac", ".aif", ".aiff", ".flac", ".m4a", ".mp3", ".oga", ".ogg", ".opus", ".wma"})
"""Sounds that people have and that are not read."""
_PACKAGE: Final = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Clip:
    """One sound, both as a file and as samples, because some back ends play files.

    Attributes:
        name: Name of its cue.
        path: Its WAV file.
        samples: 16-bit mono samples at `RATE`; never changed.
    """

    name: str
    path: Path
    samples: "array[int]" = field(repr=False)

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return len(self.samples) / RATE

    @property
    def is_word(self) -> bool:
        """True for a word, which comes after others and can be left out; a tone marks its moment."""
        return self.name.startswith(f"{_WORDS}/")


class MissingSoundsError(Exception):
    """None of `folders` holds the sound cues."""

    def __init__(self, folders: Iterable[Path]) -> None:
        super().__init__("no sound cues in " + " or ".join(str(folder) for folder in folders))


def find_sounds(package: Path = _PACKAGE) -> Path:
    """Find `sounds` in the folder `package`, where a wheel puts it, or else beside it, as in the repository.

    Raises:
        MissingSoundsError: Neither holds the sound cues.
    """
    folders = (package / "sounds", package.parent / "sounds")
    for folder in folders:
        if (folder / _LANDMARK).is_file():
            return folder
    raise MissingSoundsError(folders)


def read_clip(path: Path, name: str | None = None) -> Clip:
    """Read one sound.

    Args:
        path: WAV of 8, 16, 24 or 32 bits or of floating-point numbers, mono or stereo, 8 to 96 kHz, up to ten seconds and
            ten megabytes.
        name: Name of its cue; None takes that of the file.

    Raises:
        ValueError: The file has another format, is too large, too long or damaged; the message names it.
        OSError: It cannot be read.
    """
    name = name or path.stem
    try:
        return Clip(name, path, decode(read_bytes(path), RATE))
    except ValueError as error:
        raise ValueError(f"{_spelt(name, path)} {error}") from error


def _spelt(name: str, path: Path) -> PurePosixPath:
    """The file of a sound as it is spelt in its folder: "voice/rest.WAV"."""
    return PurePosixPath(name).with_name(path.name)


def read_bytes(path: Path) -> bytes:
    """Read a file of a sound.

    Raises:
        ValueError: It is too large.
        OSError: It cannot be read.
    """
    try:
        return read_file(path, MOST_BYTES)
    except TooLarge:
        raise ValueError(f"is larger than {MOST_BYTES // 1_000_000} MB") from None


class Clips(dict[str, Clip]):
    """Sounds by the names of their cues.

    Attributes:
        problems: One line for each file that was left out, with its name and the reason.
    """

    def __init__(self) -> None:
        super().__init__()
        self.problems: list[str] = []


def read_clips(folder: Path, own: Path | None = None) -> Clips:
    """Read all sounds by name (`go`, `voice/left-leg`), preferring the runner's own to the shipped ones.

    A damaged file is left out, one of the runner's own in favour of the shipped one, because the other cues still help.

    Args:
        folder: Shipped WAV files, the words in a folder of it.
        own: The runner's own files, with the same names; it need not exist.
    """
    clips = Clips()
    files = files_in(folder)
    # Only names that the program knows are read; other files of the runner in that folder are left alone.
    replaced = files_in(own) if own else {}
    words = {name: path for name, path in replaced.items() if name.startswith(f"{_OWN_WORDS}/")}
    for name, path in {**files, **words}.items():
        for source in dict.fromkeys((replaced.get(name), path)):
            if source and _read_into(clips, name, source):
                break
    others = files_in(own, _OTHER_FORMATS) if own else {}
    nameless = {name: path for name, path in replaced.items() if name not in files and name not in words}
    for found, problem in ((nameless, "is the name of no sound"), (others, "is not a WAV")):
        clips.problems += [safe(f"{_spelt(name, path)} {problem}") for name, path in found.items()]
    return clips


def files_in(folder: Path, suffixes: Container[str] = (".wav",)) -> dict[str, Path]:
    """List the files of a folder and of its folders of words that end so, in any case, by the names of their sounds."""
    try:
        paths = [path for place in ("", _WORDS, _OWN_WORDS) for path in sorted((folder / place).glob("*"))]
    except OSError:
        return {}
    found = [path for path in paths if path.suffix.lower() in suffixes]
    return {path.relative_to(folder).with_suffix("").as_posix().lower(): path for path in found}


def _read_into(clips: Clips, name: str, path: Path) -> bool:
    try:
        clips[name] = read_clip(path, name)
    except ValueError as error:
        clips.problems.append(safe(str(error)))
    except OSError as error:
        clips.problems.append(safe(f"{_spelt(name, path)} cannot be read: {error.strerror}"))
    return name in clips
