"""The library: finds the sounds of a wheel and of the repository, and reads what can be read."""

import os
import sys
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from ankle_tui import safe_read
from ankle_tui.audio.sound_files import RATE, MissingSoundsError, find_sounds, read_clip, read_clips
from ankle_tui.core.cues.cues import NAMES
from ankle_tui.core.cues.voice import VOICE


def write_wav(path: Path, *, channels: int = 1, width: int = 2, rate: int = RATE, frames: bytes = b"\x01\x00") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(frames)
    return path


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


@pytest.mark.parametrize(("channels", "width", "rate"), [(3, 2, RATE), (1, 2, 7_999), (1, 2, 96_001)])
def test_a_format_nobody_uses_is_refused(channels: int, width: int, rate: int, tmp_path: Path) -> None:
    path = write_wav(tmp_path / "go.wav", channels=channels, width=width, rate=rate, frames=b"\x00" * 24)
    with pytest.raises(ValueError, match=r"go\.wav (is neither|has)"):
        read_clip(path)


@pytest.mark.parametrize("content", [b"", b"RIFF", b"no sound at all", b"RIFF\x00\x00\x00\x00WAVE"])
def test_a_damaged_file_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "go.wav"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"go\.wav is (not|a damaged) "):
        read_clip(path)


def test_a_file_cut_short_still_sounds_or_is_refused(tmp_path: Path) -> None:
    whole = write_wav(tmp_path / "go.wav", frames=b"\x01\x00" * 50).read_bytes()
    for length in range(len(whole)):
        (tmp_path / "go.wav").write_bytes(whole[:length])
        assert set(read_clips(tmp_path)) <= {"go"}


def test_damaged_files_are_left_out_and_named(tmp_path: Path) -> None:
    write_wav(tmp_path / "go.wav")
    (tmp_path / "rest.wav").write_bytes(b"no sound at all")
    (tmp_path / "one.wav").mkdir()
    clips = read_clips(tmp_path)
    assert set(clips) == {"go"}
    assert clips.problems == ["one.wav is a folder", "rest.wav is not a WAV"]


def test_the_folder_of_the_words_begins_their_names(tmp_path: Path) -> None:
    write_wav(tmp_path / "voice" / "rest.wav")
    assert set(read_clips(tmp_path)) == {f"{VOICE}rest"}


def test_what_is_shipped_reads_without_a_problem() -> None:
    clips = read_clips(find_sounds())
    assert clips.problems == []
    assert set(clips) == set(NAMES)
    assert all(clip.name == name for name, clip in clips.items())


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    for name in ("go", "rest", "voice/left-leg"):
        write_wav(tmp_path / "shipped" / f"{name}.wav")
    return tmp_path / "shipped"


def test_ones_own_files_replace_tones_and_words_by_name(shipped: Path, tmp_path: Path) -> None:
    for name in ("go", "voice/left-leg"):
        write_wav(tmp_path / "own" / f"{name}.wav", frames=b"\x05\x00")
    clips = read_clips(shipped, tmp_path / "own")
    assert {name: clip.samples.tolist() for name, clip in clips.items()} == {
        "go": [5],
        "rest": [1],
        "voice/left-leg": [5],
    }
    assert clips["go"].path == tmp_path / "own" / "go.wav"
    assert clips.problems == []


def test_ones_own_file_may_be_of_another_format(shipped: Path, tmp_path: Path) -> None:
    write_wav(tmp_path / "own" / "go.wav", channels=2, width=3, rate=88_200, frames=b"\x00\x00\x10" * 8)
    assert read_clips(shipped, tmp_path / "own")["go"].samples.tolist() == [0x1000, 0x1000]


def test_ones_own_file_may_be_spelt_in_capitals(shipped: Path, tmp_path: Path) -> None:
    for name in ("GO.WAV", "voice/left-leg.Wav"):
        write_wav(tmp_path / "own" / name, frames=b"\x05\x00")
    (tmp_path / "own" / "REST.WAV").write_bytes(b"no sound at all")
    clips = read_clips(shipped, tmp_path / "own")
    assert {name: clip.samples.tolist() for name, clip in clips.items()} == {
        "go": [5],
        "rest": [1],
        "voice/left-leg": [5],
    }
    assert clips.problems == ["REST.WAV is not a WAV"]


def test_a_sound_of_ones_own_in_another_format_is_named(shipped: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "voice").mkdir(parents=True)
    for name in ("go.mp3", "voice/left-leg.OGG", "notes.txt", ".DS_Store"):
        (own / name).write_bytes(b"never looked at")
    assert read_clips(shipped, own).problems == ["go.mp3 is not a WAV", "voice/left-leg.OGG is not a WAV"]


@pytest.mark.parametrize(("size", "problem"), [(4, "go.wav is not a WAV"), (10_000_001, "go.wav is larger than 10 MB")])
def test_a_bad_file_of_ones_own_is_named_and_the_shipped_one_used(
    size: int, problem: str, shipped: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "go.wav").write_bytes(bytes(size))
    clips = read_clips(shipped, own)
    assert clips["go"].samples.tolist() == [1]
    assert clips.problems == [problem]


def test_a_file_of_ones_own_that_is_too_long_or_empty_is_passed_over(shipped: Path, tmp_path: Path) -> None:
    write_wav(tmp_path / "own" / "go.wav", width=1, rate=8_000, frames=bytes(80_001))
    write_wav(tmp_path / "own" / "rest.wav", frames=b"")
    assert read_clips(shipped, tmp_path / "own").problems == ["go.wav is longer than 10 seconds", "rest.wav is empty"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_ones_own_folder_is_not_waited_for(shipped: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    os.mkfifo(own / "go.wav")
    assert read_clips(shipped, own).problems == ["go.wav is not a file"]


def test_a_file_that_cannot_be_read_is_passed_over(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = write_wav(tmp_path / "own" / "go.wav")
    read = safe_read.read_file

    def refuse(path: Path, most: int) -> bytes:
        if path == theirs:
            raise PermissionError(13, "Permission denied")
        return read(path, most)

    monkeypatch.setattr("ankle_tui.audio.sound_files.read_file", refuse)
    clips = read_clips(shipped, tmp_path / "own")
    assert clips["go"].path == shipped / "go.wav"
    assert clips.problems == ["go.wav cannot be read: Permission denied"]


def test_a_file_of_an_unknown_name_is_not_read_but_named(shipped: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "voice").mkdir(parents=True)
    (own / "gong.wav").write_bytes(b"never looked at")
    (own / "voice" / "go.wav").write_bytes(b"never looked at")
    assert read_clips(shipped, own).problems == [
        "gong.wav is the name of no sound",
        "voice/go.wav is the name of no sound",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_the_name_of_a_file_cannot_write_to_the_terminal(shipped: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "\x1b[2J.wav").write_bytes(b"")
    assert read_clips(shipped, own).problems == ["?[2J.wav is the name of no sound"]


@pytest.mark.parametrize("own", ["missing", "shipped/go.wav"])
def test_a_folder_of_ones_own_need_not_exist(own: str, shipped: Path, tmp_path: Path) -> None:
    clips = read_clips(shipped, tmp_path / own)
    assert set(clips) == {"go", "rest", "voice/left-leg"}
    assert clips.problems == []


def test_a_folder_of_ones_own_that_cannot_be_listed_is_as_good_as_none(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = Path.glob

    def refuse(path: Path, pattern: str) -> Iterator[Path]:
        if path == tmp_path / "own":
            raise OSError(5, "Input/output error")
        return iter(list(listed(path, pattern)))

    monkeypatch.setattr(Path, "glob", refuse)
    assert set(read_clips(shipped, tmp_path / "own")) == {"go", "rest", "voice/left-leg"}


def test_words_for_exercises_of_the_runner_s_own_are_read_too(tmp_path: Path) -> None:
    write_wav(tmp_path / "shipped" / "go.wav")
    own = tmp_path / "own"
    word = write_wav(own / "voice" / "own" / "toe-raise.hold+stand.wav")
    (own / "voice" / "own" / "toe-raise.wav").write_bytes(b"no sound at all")
    clips = read_clips(tmp_path / "shipped", own)
    assert clips.keys() == {"go", "voice/own/toe-raise.hold+stand"}
    assert clips["voice/own/toe-raise.hold+stand"].path == word
    (problem,) = clips.problems
    assert problem.startswith("voice/own/toe-raise.wav ")
