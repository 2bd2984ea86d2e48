"""The mixer: sums never clip, and every cue starts at the frame of its deadline however the blocks are cut."""

from array import array
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.audio.helper.mixer import CEILING, KNEE, Mixer, MixPart, limit, mix
from ankle_tui.audio.sound_files import RATE as FILE_RATE
from ankle_tui.audio.sound_files import Clip
from tests.audio.fakes import FakeClock

RATE = 1000
"""Frames per second of the mixers here: one frame is one millisecond."""

samples = st.lists(st.integers(-32_768, 32_767), max_size=40)
quiet = st.integers(-KNEE, KNEE)


def tone(samples: Sequence[int]) -> Clip:
    return Clip("tone", Path(), array("h", samples))


def render(mixer: Mixer, clock: FakeClock, blocks: list[int]) -> list[int]:
    """What is heard from blocks of these lengths, each when the one before has run out."""
    heard: list[int] = []
    for frames in blocks:
        heard += mixer.render(frames, clock.seconds)
        clock.seconds += frames / RATE
    return heard


@given(value=st.integers(-(10**9), 10**9))
def test_the_limit_keeps_every_value_in_range_and_its_sign(value: int) -> None:
    assert -CEILING <= limit(value) <= CEILING < 32_767
    assert limit(-value) == -limit(value)


def test_what_is_too_loud_uses_the_room_above_the_knee() -> None:
    room = CEILING - KNEE
    assert limit(KNEE + room) == KNEE + round(room / 2)
    assert limit(KNEE + 3 * room) == KNEE + round(room * 3 / 4)
    assert limit(10**9) == CEILING


@given(value=quiet)
def test_what_is_not_too_loud_passes_the_limit_unchanged(value: int) -> None:
    assert limit(value) == value


@given(one=st.integers(0, 10**6), more=st.integers(0, 10**6))
def test_louder_never_comes_out_softer(one: int, more: int) -> None:
    assert limit(one) <= limit(one + more)


@given(
    parts=st.lists(st.tuples(st.integers(0, 29), samples), max_size=12),
    gains=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_mixing_never_clips_and_fills_the_block(parts: list[tuple[int, list[int]]], gains: tuple[float, float]) -> None:
    block = mix([MixPart(*part) for part in parts], 30, gains)
    assert len(block) == 30
    assert all(-CEILING <= value <= CEILING for value in block)


@given(offset=st.integers(0, 49), sound=st.lists(quiet, max_size=80))
def test_a_single_part_is_sample_exact_at_its_offset(offset: int, sound: list[int]) -> None:
    expected = ([0] * offset + sound + [0] * 50)[:50]
    assert mix([MixPart(offset, sound)], 50).tolist() == expected


@given(sounds=st.lists(st.lists(st.integers(-3000, 3000), min_size=5, max_size=5), max_size=5))
def test_parts_add_up(sounds: list[list[int]]) -> None:
    expected = [sum(sound[index] for sound in sounds) for index in range(5)]
    assert mix([MixPart(0, sound) for sound in sounds], 5).tolist() == expected


def test_a_change_of_volume_is_a_ramp() -> None:
    assert mix([MixPart(0, [1000] * 4)], 4, (1.0, 0.0)).tolist() == [1000, 750, 500, 250]


@given(
    delay=st.integers(0, 200),
    sound=st.lists(quiet, min_size=1, max_size=60),
    blocks=st.lists(st.integers(1, 50), min_size=1, max_size=20),
)
def test_slicing_into_blocks_does_not_matter(delay: int, sound: list[int], blocks: list[int]) -> None:
    clock = FakeClock(0.0)
    mixer = Mixer(RATE)
    mixer.schedule(tone(sound), delay / RATE)
    total = sum(blocks)
    heard = render(mixer, clock, blocks)
    expected = ([0] * delay + sound + [0] * total)[:total]
    assert heard == expected


@given(delays=st.lists(st.integers(0, 90), min_size=1, max_size=8))
def test_each_cue_starts_at_its_own_frame(delays: list[int]) -> None:
    clock = FakeClock(0.0)
    mixer = Mixer(RATE)
    for delay in delays:
        mixer.schedule(tone([100]), delay / RATE)
    heard = render(mixer, clock, [20] * 5)
    assert heard == [100 * delays.count(frame) for frame in range(100)]


@pytest.mark.parametrize(("late", "heard"), [(0.0, True), (0.3, True), (0.5, True), (0.501, False), (60.0, False)])
def test_a_late_cue_starts_at_once_or_not_at_all(late: float, heard: bool) -> None:
    clock = FakeClock(1000.0)
    mixer = Mixer(RATE)
    mixer.schedule(tone([7]), 1000.0 - late)
    assert mixer.render(3, clock.seconds).tolist() == ([7, 0, 0] if heard else [0, 0, 0])


def test_cues_missed_while_the_machine_slept_are_dropped() -> None:
    clock = FakeClock(0.0)
    mixer = Mixer(RATE)
    mixer.schedule(tone([7]), 1.0)
    mixer.render(10, clock.seconds)
    clock.seconds = 3600.0
    assert mixer.render(10, clock.seconds).tolist() == [0] * 10


def test_cancel_forgets_what_waits_and_lets_ring_what_sounds() -> None:
    clock = FakeClock(0.0)
    mixer = Mixer(RATE)
    mixer.schedule(tone([1, 2, 3, 4]), 0.0)
    mixer.schedule(tone([9, 9, 9, 9]), 0.003)
    assert render(mixer, clock, [2]) == [1, 2]
    mixer.cancel()
    assert render(mixer, clock, [4]) == [3, 4, 0, 0]


def test_volume_applies_to_what_sounds_already() -> None:
    clock = FakeClock(0.0)
    mixer = Mixer(RATE, volume=0.5)
    mixer.schedule(tone([1000] * 9), 0.0)
    assert render(mixer, clock, [3]) == [500, 500, 500]
    mixer.set_volume(0.0)
    assert render(mixer, clock, [2, 4]) == [500, 250, 0, 0, 0, 0]


def test_blocks_are_counted() -> None:
    clock = FakeClock()
    mixer = Mixer(RATE)
    render(mixer, clock, [5, 5])
    assert mixer.blocks == 2


# Words: here one frame is a sample of a file, so that a sound is as long as its samples.

WORD, NEXT_WORD, TONE = 1, 2, 4


def word(sample: int, seconds: float) -> Clip:
    return Clip("voice/word", Path(), array("h", [sample] * round(seconds * FILE_RATE)))


def heard_of(mixer: Mixer, first: float) -> list[tuple[int, int]]:
    """Stretches of what is heard in two seconds, as samples and when each begins in milliseconds, silence left out."""
    heard = [0, *mixer.render(round(first * FILE_RATE), first), *mixer.render(round(1.5 * FILE_RATE), 2 * first)]
    starts = [index for index in range(1, len(heard)) if heard[index] != heard[index - 1] and heard[index]]
    return [(heard[index], round(1000 * (first + (index - 1) / FILE_RATE))) for index in starts]


def test_a_late_word_is_left_out_before_it_covers_the_tone_after_it() -> None:
    mixer = Mixer(FILE_RATE)
    mixer.schedule(word(WORD, 0.3), 0.0)
    mixer.schedule(tone([TONE] * 4000), 0.4)
    assert heard_of(mixer, 0.15) == [(TONE, 400)]


def test_a_late_tone_sounds_over_what_comes() -> None:
    mixer = Mixer(FILE_RATE)
    mixer.schedule(tone([WORD] * round(0.3 * FILE_RATE)), 0.0)
    mixer.schedule(tone([TONE] * 4000), 0.4)
    assert heard_of(mixer, 0.15) == [(WORD, 150), (WORD + TONE, 400), (TONE, 450)]


def test_a_late_word_that_ends_in_time_is_said() -> None:
    mixer = Mixer(FILE_RATE)
    mixer.schedule(word(WORD, 0.2), 0.0)
    mixer.schedule(tone([TONE] * 4000), 0.4)
    assert heard_of(mixer, 0.15) == [(WORD, 150), (TONE, 400)]


def test_what_the_plan_lays_over_each_other_is_left_alone() -> None:
    mixer = Mixer(FILE_RATE)
    mixer.schedule(word(WORD, 0.3), 0.0)
    mixer.schedule(tone([TONE] * 400), 0.2)
    assert heard_of(mixer, 0.1) == [(WORD, 100), (WORD + TONE, 200), (WORD, 209)]


def test_a_word_waits_for_a_late_tone_but_not_for_one_on_time() -> None:
    mixer = Mixer(FILE_RATE)
    mixer.schedule(tone([TONE] * round(0.3 * FILE_RATE)), 0.0)
    mixer.schedule(word(WORD, 0.1), 0.36)
    assert heard_of(mixer, 0.15) == [(TONE, 150), (WORD, 500)]
    exact = Mixer(FILE_RATE)
    exact.schedule(tone([TONE] * round(0.3 * FILE_RATE)), 0.2)
    exact.schedule(word(WORD, 0.1), 0.4)
    assert heard_of(exact, 0.15) == [(TONE, 200), (TONE + WORD, 400)]


def test_a_word_waits_for_a_late_one_and_is_left_out_when_that_is_too_long() -> None:
    mixer = Mixer(FILE_RATE)
    mixer.schedule(word(WORD, 0.3), 0.0)
    mixer.schedule(word(NEXT_WORD, 0.1), 0.35)
    assert heard_of(mixer, 0.15) == [(WORD, 150), (NEXT_WORD, 500)]
    crowded = Mixer(FILE_RATE)
    crowded.schedule(word(WORD, 0.7), 0.5)
    crowded.schedule(word(NEXT_WORD, 0.1), 0.6)
    assert heard_of(crowded, 0.5) == [(WORD, 500)]
