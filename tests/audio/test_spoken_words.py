"""A word of a synthesiser becomes one like the shipped ones: as loud, and with no silence around it."""

import math
from array import array
from pathlib import Path

import pytest

from ankle_tui.audio.sound_files import files_in, find_sounds
from ankle_tui.audio.spoken_words import finished, loudness, usual_loudness
from ankle_tui.audio.synthesiser import RATE, SynthesisError
from ankle_tui.audio.wav import decode

SHIPPED = [path for name, path in sorted(files_in(find_sounds()).items()) if name.startswith("voice/")][:6]


def tone(seconds: float, amplitude: int, silence: float = 0.5) -> "array[int]":
    """A tone between two silences."""
    quiet = [0] * round(silence * RATE)
    wave = [round(amplitude * math.sin(0.1 * index)) for index in range(round(seconds * RATE))]
    return array("h", [*quiet, *wave, *quiet])


@pytest.mark.parametrize("amplitude", [300, 8_000, 32_000])
def test_whatever_it_was_it_is_as_loud_as_asked_and_trimmed(amplitude: int) -> None:
    word = decode(finished(tone(0.6, amplitude), 0.25), RATE)
    assert loudness(word) == pytest.approx(0.25, rel=0.05)
    assert len(word) / RATE == pytest.approx(0.64, abs=0.01)
    assert (word[0], abs(word[-1]) < 10) == (0, True)


def test_peaks_are_rounded_off_not_cut() -> None:
    loud = decode(finished(tone(0.5, 1_000), 0.9), RATE)
    assert max(map(abs, loud)) < 0.9 * 32_767


def test_shipped_words_are_the_measure() -> None:
    usual = usual_loudness(SHIPPED)
    for path in SHIPPED:
        assert loudness(decode(path.read_bytes(), RATE)) == pytest.approx(usual, rel=0.35)


@pytest.mark.parametrize(("samples", "named"), [(array("h", [0] * 100), "nothing"), (tone(10.5, 900), "10 seconds")])
def test_what_is_no_word_is_refused(samples: "array[int]", named: str) -> None:
    with pytest.raises(SynthesisError, match=named):
        finished(samples, 0.25)


def test_a_missing_word_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        usual_loudness([tmp_path / "missing"])
