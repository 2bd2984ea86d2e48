"""Lengths of all sounds: ours as they are shipped, the runner's own as their files are."""

from pathlib import Path

import pytest

from ankle_tui.audio.sound_lengths import sound_lengths
from ankle_tui.core.cues.lengths import LENGTHS
from tests.audio.test_sound_files import write_wav


def test_without_own_sounds_they_are_ours(tmp_path: Path) -> None:
    assert sound_lengths(None) == sound_lengths(tmp_path / "missing") == LENGTHS


def test_own_words_and_own_sounds_have_the_lengths_of_their_files(tmp_path: Path) -> None:
    write_wav(tmp_path / "voice" / "own" / "toe-raise.hold+stand.wav", rate=8_000, frames=bytes(2 * 12_000))
    write_wav(tmp_path / "voice" / "REST.WAV", rate=8_000, frames=bytes(2 * 8_000))
    assert sound_lengths(tmp_path) == {**LENGTHS, "voice/own/toe-raise.hold+stand": 1.5, "voice/rest": 1.0}


@pytest.mark.parametrize("seconds", [0, 11])
def test_what_cannot_be_played_has_no_length(tmp_path: Path, seconds: int) -> None:
    write_wav(tmp_path / "voice" / "own" / "x.wav", rate=8_000, frames=bytes(2 * 8_000 * seconds))
    (tmp_path / "voice" / "own" / "y.wav").write_bytes(b"RIFF no WAVE")
    assert sound_lengths(tmp_path) == LENGTHS
