"""The spoken pack: complete, as long as the program believes, as loud as the tones, clean at both ends, and small."""

import importlib.util
import math
import shutil
import sys
import wave
from array import array
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from ankle_tui.audio.sound_files import find_sounds
from ankle_tui.core.cues.cues import Cue
from ankle_tui.core.cues.voice import LENGTHS, VOICE, WORDS, setup_word
from tests.builders import shipped

SOUNDS = find_sounds()
README = (SOUNDS / "README.md").read_text(encoding="utf-8")
RATE = 22_050


@cache
def voice() -> ModuleType:
    spec = importlib.util.spec_from_file_location("voice", SOUNDS / "voice.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["voice"] = module
    spec.loader.exec_module(module)
    return module


@cache
def samples(name: str) -> "array[int]":
    with wave.open(str(SOUNDS / f"{name}.wav"), "rb") as file:
        return array("h", file.readframes(file.getnframes()))


def decibels(share: float) -> float:
    return 20 * math.log10(share)


def loudness(name: str, rate: int = RATE) -> float:
    """In dB below full scale, pauses left out."""
    return decibels(float(voice().gated_rms([value / 32_768 for value in samples(name)], rate)))


def test_there_is_exactly_one_file_for_every_word() -> None:
    assert {VOICE + path.stem for path in (SOUNDS / VOICE).iterdir()} == set(WORDS)


def test_the_table_of_lengths_is_that_of_the_files() -> None:
    assert voice().lengths(SOUNDS) == LENGTHS, "copy the table that sounds/voice.py prints to core/cues/voice.py"


def test_every_exercise_part_leg_and_count_of_the_catalogue_has_its_word() -> None:
    for exercise in shipped():
        assert VOICE + exercise.id in WORDS
        for variation in exercise.variations:
            assert {VOICE + part.id for part in variation.parts} <= set(WORDS)
            assert {setup_word(part.setup) for part in variation.parts if part.setup} <= set(WORDS)
            if variation.kind.counted:
                most = max(dose.amount for dose in variation.doses)
                assert {f"{VOICE}count-{number}" for number in range(1, most + 1)} <= set(WORDS)


@pytest.mark.parametrize("name", WORDS)
def test_names_are_fit_for_files(name: str) -> None:
    assert name.removeprefix(VOICE).replace("-", "").isalnum()
    assert name == name.lower()


@pytest.mark.parametrize("name", WORDS)
def test_format_and_length(name: str) -> None:
    with wave.open(str(SOUNDS / f"{name}.wav"), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
    # A count has to be over when the next second begins; the rest has to fit into the two before a countdown, but for
    # set-ups, which have a wait of their own.
    setups = {setup_word(part.setup) for exercise in shipped() for item in exercise.variations for part in item.parts}
    assert 0.25 <= len(samples(name)) / RATE <= (0.75 if "/count-" in name else 1.75 if name in setups else 1.25)


@pytest.mark.parametrize("name", WORDS)
def test_equally_loud_and_not_clipped(name: str) -> None:
    assert loudness(name) == pytest.approx(-10.5, abs=1)
    assert 0.6 <= max(map(abs, samples(name))) / 32_767 <= 10 ** (-0.99 / 20)


def test_as_loud_as_the_tones() -> None:
    tones = [loudness(cue, 44_100) for cue in Cue]
    words = [loudness(name) for name in WORDS]
    assert min(tones) - 1 < sum(words) / len(words) < max(tones)


@pytest.mark.parametrize("name", WORDS)
def test_trimmed_and_without_clicks(name: str) -> None:
    heard = samples(name)
    assert abs(heard[0]) <= 8
    assert abs(heard[-1]) <= 8
    loud = [index for index, value in enumerate(heard) if abs(value) > 0.02 * 32_767]
    assert loud[0] / RATE < 0.1
    assert (len(heard) - loud[-1]) / RATE < 0.1


@pytest.mark.parametrize("name", WORDS)
def test_no_two_words_are_the_same_sound(name: str) -> None:
    assert [other for other in WORDS if other != name and samples(other) == samples(name)] == []


def test_the_readme_tells_every_word_the_synthesiser_and_its_licence() -> None:
    assert [name for name in WORDS if f"`{name}`" not in README] == []
    for said in ("flite 2.2", "cmu_us_slt", "Carnegie Mellon University", "python sounds/voice.py"):
        assert said in README


@pytest.mark.skipif(shutil.which("flite") is None, reason="flite is not installed (Debian package flite)")
def test_the_committed_words_are_what_the_script_makes(tmp_path: Path) -> None:
    some = {name: WORDS[name] for name in (VOICE + "left-leg", VOICE + "count-8")}
    voice().write_all(tmp_path, some)
    for name in some:
        with wave.open(str(tmp_path / f"{name.removeprefix(VOICE)}.wav"), "rb") as file:
            again = array("h", file.readframes(file.getnframes()))
        # Another machine's arithmetic, or another build of flite, may differ in the last digits.
        assert len(again) == pytest.approx(len(samples(name)), abs=0.02 * RATE)
        together = sum(one * other for one, other in zip(again, samples(name), strict=False))
        energy = math.sqrt(sum(one * one for one in again) * sum(other * other for other in samples(name)))
        assert together / energy > 0.9


def test_the_script_says_what_it_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(voice(), "say", lambda text, stretch: ([math.sin(index / 5) for index in range(400)], 16_000))
    voice().main([str(tmp_path)])
    said = capsys.readouterr().out
    assert said.startswith(f"{len(WORDS)} phrases written to ")
    assert '"voice/left-leg": 0.' in said
    assert len(list(tmp_path.iterdir())) == len(WORDS)
