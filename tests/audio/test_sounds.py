"""The sound cues: there for every cue, made by our own script, short, loud, without clicks, and told apart by ear."""

import importlib.util
import sys
import wave
from array import array
from collections.abc import Sequence
from functools import cache
from itertools import chain, combinations, pairwise
from math import cos, hypot, log2, sqrt, tau
from pathlib import Path
from types import ModuleType

import pytest

from ankle_tui.audio.sound_files import RATE, find_sounds, read_clip
from ankle_tui.core.cues.cues import Cue, calls
from ankle_tui.core.exercises.exercise import Choice
from ankle_tui.core.session.plan import build_plan
from tests.builders import shipped, whole_session

SOUNDS = Path(__file__).resolve().parents[2] / "sounds"
TEMPO = (Cue.TEMPO_UP, Cue.TEMPO_HOLD, Cue.TEMPO_DOWN, Cue.TEMPO_PULL, Cue.TEMPO_BACK)
FRAME = 1024
BANDS = [300 * 2 ** (step / 12) for step in range(47)]
"""Centres in Hz, a semitone apart, 300-4300 Hz."""


@cache
def samples(cue: str) -> "array[int]":
    return read_clip(SOUNDS / f"{cue}.wav").samples


def seconds(cue: Cue) -> float:
    return len(samples(cue)) / RATE


def power(frame: Sequence[float], hz: float) -> float:
    """Power of one frequency, by Goertzel's algorithm."""
    turn = 2 * cos(tau * hz / RATE)
    one = two = 0.0
    for value in frame:
        one, two = value + turn * one - two, one
    return one * one + two * two - turn * one * two


WINDOW = [0.5 - 0.5 * cos(tau * index / FRAME) for index in range(FRAME)]


@cache
def spectrogram(cue: Cue) -> list[list[float]]:
    """Strength of each band in each frame of 23 ms."""
    padded = [*samples(cue), *[0] * FRAME]
    frames = [padded[start : start + FRAME] for start in range(0, len(samples(cue)), FRAME)]
    windowed = [[value * weight for value, weight in zip(frame, WINDOW, strict=True)] for frame in frames]
    return [[sqrt(max(0.0, power(frame, hz))) for hz in BANDS] for frame in windowed]


def likeness(one: list[list[float]], other: list[list[float]]) -> float:
    """Normalised correlation of two spectrograms at the best of a few shifts: 1.0 for the same sound."""
    return max(_correlation(one, other, shift) for shift in range(-6, 7))


def _correlation(one: list[list[float]], other: list[list[float]], shift: int) -> float:
    pairs = ((one[index], other[index + shift]) for index in range(len(one)) if 0 <= index + shift < len(other))
    together = sum(a * b for left, right in pairs for a, b in zip(left, right, strict=True))
    return together / (hypot(*chain(*one)) * hypot(*chain(*other)))


@cache
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", SOUNDS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["generate"] = module
    spec.loader.exec_module(module)
    return module


def test_there_is_exactly_one_sound_for_every_cue() -> None:
    assert find_sounds() == SOUNDS
    assert {path.stem for path in SOUNDS.glob("*.wav")} == set(Cue)


def test_the_committed_sounds_are_what_the_script_makes(tmp_path: Path) -> None:
    generator().write_all(tmp_path)
    for cue in Cue:
        name = f"{cue}.wav"
        assert (tmp_path / name).read_bytes() == (SOUNDS / name).read_bytes(), f"{name}: run sounds/generate.py"


def test_the_script_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    generator().main([str(tmp_path)])
    assert capsys.readouterr().out.startswith(f"{len(Cue)} sounds written to ")


def test_they_are_small() -> None:
    assert sum(path.stat().st_size for path in SOUNDS.glob("*.wav")) < 350_000
    assert sum(path.stat().st_size for path in SOUNDS.rglob("*.wav")) < 4_000_000, "with the words"


def test_the_readme_describes_every_cue() -> None:
    text = (SOUNDS / "README.md").read_text(encoding="utf-8")
    assert [cue for cue in Cue if f"| `{cue}` |" not in text] == []


@pytest.mark.parametrize("cue", Cue)
def test_format_and_length(cue: Cue) -> None:
    with wave.open(str(SOUNDS / f"{cue}.wav"), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), 2 * file.getframerate()) == (1, 2, RATE)
    limits = {Cue.SESSION_DONE: 2.0, Cue.COUNT: 0.06, Cue.SECOND: 0.06} | dict.fromkeys(TEMPO, 0.25)
    assert 0.03 <= seconds(cue) <= limits.get(cue, 0.7)


@pytest.mark.parametrize("cue", Cue)
def test_loud_but_not_clipped(cue: Cue) -> None:
    peak = max(map(abs, samples(cue)))
    softest = 0.6 if cue in {*TEMPO, Cue.REST} else 0.88
    assert softest <= peak / 32_767 <= 10 ** (-0.99 / 20)


@pytest.mark.parametrize("cue", Cue)
def test_no_clicks(cue: Cue) -> None:
    heard = samples(cue)
    assert abs(heard[0]) <= 8
    assert abs(heard[-1]) <= 8
    # 3 ms of rise: half a millisecond into the sound it is still soft.
    assert max(map(abs, heard[:22])) < 0.1 * 32_767
    assert max(map(abs, heard[-22:])) < 0.1 * 32_767
    assert max(abs(later - earlier) for earlier, later in pairwise(heard)) < 0.55 * 32_767


@pytest.mark.parametrize("cue", Cue)
def test_heard_on_small_speakers(cue: Cue) -> None:
    bands = [sum(frame[index] ** 2 for frame in spectrogram(cue)) for index in range(len(BANDS))]
    where_they_are_loud = sum(power for hz, power in zip(BANDS, bands, strict=True) if 500 <= hz <= 3000)
    assert where_they_are_loud / sum(bands) > (0.5 if cue is Cue.FOOT_DOWN else 0.9)


@pytest.mark.parametrize(("one", "other"), combinations(Cue, 2))
def test_no_two_cues_sound_alike(one: Cue, other: Cue) -> None:
    assert likeness(spectrogram(one), spectrogram(other)) < 0.6


def test_the_count_leaves_the_tempo_alone() -> None:
    for tempo in TEMPO:
        assert likeness(spectrogram(Cue.COUNT), spectrogram(tempo)) < 0.1


@cache
def heard_together() -> set[tuple[Cue, Cue]]:
    """Pairs of tones that begin within 0.3 s of each other and overlap, in any session from the catalogue."""
    pairs = set()
    for exercise in shipped():
        for variation in exercise.variations:
            plan = build_plan([Choice(exercise, variation, dose) for dose in variation.doses])
            told = calls(whole_session(plan))
            for index, call in enumerate(told):
                end = call.at + min(0.3, seconds(Cue(call.cue)))
                pairs |= {(Cue(call.cue), Cue(other.cue)) for other in told[index + 1 : index + 4] if other.at < end}
    return pairs


def test_what_sounds_together_lies_in_other_bands() -> None:
    assert heard_together() == {
        *[(Cue.COUNT, other) for other in (Cue.TEMPO_UP, Cue.TEMPO_PULL, Cue.SET_DONE, Cue.SESSION_DONE)],
    }
    for one, other in heard_together():
        assert likeness(spectrogram(one), spectrogram(other)) < 0.1, (one, other)


def pitch(frame: list[float]) -> float:
    """Centre of the spectrum, in octaves."""
    return sum(level**2 * log2(hz) for level, hz in zip(frame, BANDS, strict=True)) / sum(level**2 for level in frame)


@pytest.mark.parametrize(
    ("cue", "octaves"),
    [
        (Cue.GET_READY, 0.4),
        (Cue.TEMPO_UP, 0.6),
        (Cue.TEMPO_HOLD, 0.0),
        (Cue.TEMPO_DOWN, -0.6),
        (Cue.HALFWAY, 0.0),
        (Cue.TEN_SECONDS, 0.0),
        (Cue.REST, -0.55),
        (Cue.SET_DONE, 0.5),
        (Cue.PAUSED, -0.4),
        (Cue.RESUMED, 0.4),
    ],
)
def test_rising_means_on_and_falling_means_off(cue: Cue, octaves: float) -> None:
    loud = [frame for frame in spectrogram(cue) if max(frame) > 0.1 * max(map(max, spectrogram(cue)))]
    assert pitch(loud[-1]) - pitch(loud[0]) == pytest.approx(octaves, abs=0.25)


def test_the_countdown_climbs_to_go() -> None:
    pitches = [pitch(spectrogram(cue)[2]) for cue in (Cue.THREE, Cue.TWO, Cue.ONE, Cue.GO)]
    assert pitches == sorted(pitches)
    assert seconds(Cue.GO) > 3 * seconds(Cue.ONE)
