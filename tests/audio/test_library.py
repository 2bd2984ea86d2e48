"""The library: finds the sounds of a wheel and of the repository, and reads what can be read."""

import wave
from pathlib import Path

import pytest

from ankle_tui.audio.library import RATE, MissingSoundsError, find_sounds, read_clip, read_clips
from ankle_tui.core.cues import Cue


def write_wav(path: Path, *, channels: int = 1, width: int = 2, rate: int = RATE, frames: bytes = b"\x01\x00") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(frames)
    return path


def test_the_repository_has_a_sound_for_every_cue() -> None:
    assert set(Cue) <= set(read_clips(find_sounds()))


def test_inside_the_package_comes_first(tmp_path: Path) -> None:
    write_wav(tmp_path / "sounds" / "session-done.wav")
    write_wav(tmp_path / "package" / "sounds" / "session-done.wav")
    assert find_sounds(tmp_path / "package") == tmp_path / "package" / "sounds"


def test_beside_the_package_comes_second(tmp_path: Path) -> None:
    write_wav(tmp_path / "sounds" / "session-done.wav")
    assert find_sounds(tmp_path / "package") == tmp_path / "sounds"


def test_a_foreign_folder_of_that_name_does_not_count(tmp_path: Path) -> None:
    write_wav(tmp_path / "sounds" / "meow.wav")
    with pytest.raises(MissingSoundsError, match="sounds"):
        find_sounds(tmp_path / "package")


def test_a_clip_knows_its_name_its_file_and_its_samples(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "go.wav", frames=b"\x01\x00\xff\xff")
    clip = read_clip(path)
    assert (clip.name, clip.path, clip.samples.tolist()) == ("go", path, [1, -1])


@pytest.mark.parametrize(("channels", "width", "rate"), [(2, 2, RATE), (1, 1, RATE), (1, 2, 22_050)])
def test_another_format_is_refused(channels: int, width: int, rate: int, tmp_path: Path) -> None:
    path = write_wav(tmp_path / "go.wav", channels=channels, width=width, rate=rate, frames=b"\x00" * 4)
    with pytest.raises(ValueError, match=r"go\.wav is not 16-bit mono"):
        read_clip(path)


@pytest.mark.parametrize("content", [b"", b"RIFF", b"no sound at all"])
def test_a_damaged_file_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "go.wav"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"go\.wav is not a readable WAV"):
        read_clip(path)


def test_a_file_cut_short_still_sounds_or_is_refused(tmp_path: Path) -> None:
    whole = write_wav(tmp_path / "go.wav", frames=b"\x01\x00" * 50).read_bytes()
    for length in range(len(whole)):
        (tmp_path / "go.wav").write_bytes(whole[:length])
        assert set(read_clips(tmp_path)) <= {"go"}


def test_damaged_files_are_left_out(tmp_path: Path) -> None:
    write_wav(tmp_path / "go.wav")
    (tmp_path / "rest.wav").write_bytes(b"no sound at all")
    (tmp_path / "one.wav").mkdir()
    assert set(read_clips(tmp_path)) == {"go"}
