"""The spoken pack: complete, as long as the program believes, heard on small speakers, clean at both ends, and small."""

import wave
from array import array
from functools import cache
from math import sin, tau

import pytest

from ankle_tui.audio.sound_files import find_sounds
from ankle_tui.core.cues.cues import Cue
from ankle_tui.core.cues.lengths import LENGTHS
from ankle_tui.core.cues.voice import VOICE, WORDS
from tests.builders import shipped
from voicing.levels import decibels, gated_rms, high_pass, on_small_speaker

SOUNDS = find_sounds()
README = (SOUNDS / "README.md").read_text(encoding="utf-8")


@cache
def frames(name: str) -> tuple["array[int]", int]:
    with wave.open(str(SOUNDS / f"{name}.wav"), "rb") as file:
        return array("h", file.readframes(file.getnframes())), file.getframerate()


@cache
def on_speaker(name: str) -> float:
    """In dB below full scale."""
    samples, rate = frames(name)
    return on_small_speaker([value / 32_768 for value in samples], rate)


def lost_below_250_hz(samples: list[float], rate: int) -> float:
    """In dB."""
    return decibels(gated_rms(samples, rate) / gated_rms(high_pass(samples, rate, 250.0), rate))


def test_there_is_exactly_one_file_for_every_word() -> None:
    assert {VOICE + path.stem for path in (SOUNDS / VOICE).glob("*.wav")} == set(WORDS)


def test_the_table_of_lengths_is_that_of_the_files() -> None:
    found = {}
    for path in SOUNDS.rglob("*.wav"):
        name = path.relative_to(SOUNDS).with_suffix("").as_posix()
        samples, rate = frames(name)
        found[name] = -(-100 * len(samples) // rate) / 100
    assert found == LENGTHS, "python -m voicing tables --cache FOLDER"


def test_every_exercise_part_and_count_of_the_catalogue_has_its_word() -> None:
    for exercise in shipped():
        assert VOICE + exercise.id in WORDS
        for variation in exercise.variations:
            assert {VOICE + part.id for part in variation.parts} <= set(WORDS)
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
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22_050)
    # A count has to be over when the next second begins; the rest has to fit into a wait with others.
    assert 0.2 <= LENGTHS[name] <= (0.75 if "/count-" in name else 1.7)


@pytest.mark.parametrize("name", WORDS)
def test_heard_on_small_speakers_as_well_as_the_tones(name: str) -> None:
    tones = [on_speaker(cue) for cue in Cue]
    assert on_speaker(name) >= sum(tones) / len(tones) - 3
    samples, rate = frames(name)
    assert lost_below_250_hz(list(samples), rate) < 1.5


def test_the_measure_of_the_low_end_knows_it() -> None:
    rate = 22_050
    hum, pip = ([sin(tau * hz * index / rate) for index in range(rate)] for hz in (125, 2_000))
    assert lost_below_250_hz(hum, rate) > 10
    assert lost_below_250_hz(pip, rate) < 0.1


@pytest.mark.parametrize("name", WORDS)
def test_no_sample_is_at_full_scale(name: str) -> None:
    samples, _ = frames(name)
    assert 0.6 <= max(map(abs, samples)) / 32_767 <= 10 ** (-0.99 / 20)


@pytest.mark.parametrize("name", WORDS)
def test_trimmed_and_without_clicks(name: str) -> None:
    samples, rate = frames(name)
    assert abs(samples[0]) <= 8
    assert abs(samples[-1]) <= 8
    loud = [index for index, value in enumerate(samples) if abs(value) > 0.02 * 32_767]
    assert loud[0] / rate < 0.1
    assert (len(samples) - loud[-1]) / rate < 0.1


@pytest.mark.parametrize("name", WORDS)
def test_no_two_words_are_the_same_sound(name: str) -> None:
    assert [other for other in WORDS if other != name and frames(other) == frames(name)] == []


def test_the_readme_tells_every_word_the_voice_and_its_licence() -> None:
    assert [name for name in WORDS if f"`{name}`" not in README] == []
    for said in ("Kokoro-82M", "af_heart", "Apache", "python -m voicing"):
        assert said in README
    assert "Apache License" in (SOUNDS / "LICENSE-Kokoro-82M.txt").read_text(encoding="utf-8")
    assert "thewh1teagle" in (SOUNDS / "NOTICE-Kokoro-82M.txt").read_text(encoding="utf-8")
