"""WAV files of any usual format become what the mixer plays; of others, none gets further than an explanation."""

import contextlib
import io
import re
import struct
import sys
import wave
from array import array
from itertools import pairwise
from math import inf, nan, sin, tau

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.audio.wav import at_rate, decode, parse

RATE = 44_100


def wav_of(frames: bytes, *, channels: int = 1, bits: int = 16, rate: int = RATE) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(bits // 8)
        writer.setframerate(rate)
        writer.writeframes(frames)
    return file.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def riff(*chunks: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", 4 + sum(map(len, chunks))) + b"WAVE" + b"".join(chunks)


def header(kind: int = 1, bits: int = 16, tail: bytes = b"") -> bytes:
    return chunk(b"fmt ", struct.pack("<HHIIHH", kind, 1, RATE, RATE * bits // 8, bits // 8, bits) + tail)


EXTENSION = struct.pack("<HHI", 22, 24, 4) + struct.pack("<H", 1) + bytes(14)
FLOAT_EXTENSION = struct.pack("<HHI", 22, 32, 4) + struct.pack("<H", 3) + bytes(14)
BODY = chunk(b"data", b"\x01\x00")
READ = "of 8, 16, 24 or 32 bits (PCM), nor of floating-point numbers"


def floats(form: str, *values: float) -> bytes:
    body = struct.pack(form, *values)
    return riff(header(3, 8 * len(body) // len(values)), chunk(b"data", body))


@pytest.mark.parametrize(
    ("data", "samples"),
    [
        (wav_of(b"\x00\x80\xff", bits=8), [-32768, 0, 32512]),
        (wav_of(b"\x01\x00\xff\xff"), [1, -1]),
        (wav_of(b"\x77\x01\x00\x77\xff\xff", bits=24), [1, -1]),
        (wav_of(b"\x77\x77\x01\x00\x77\x77\xff\xff", bits=32), [1, -1]),
        (floats("<6f", 0.0, 0.5, -1.0, 7.5, inf, nan), [0, 16384, -32767, 32767, 32767, 0]),
        (floats("<2d", 0.5, -0.5), [16384, -16384]),
        (riff(header(0xFFFE, 32, FLOAT_EXTENSION), chunk(b"data", struct.pack("<f", 1.0))), [32767]),
        (wav_of(b"\x01\x00\x03\x00\xfc\xff\xfe\xff", channels=2), [2, -3]),
        (riff(header(0xFFFE, 24, EXTENSION), chunk(b"data", b"\x77\x01\x00")), [1]),
        (riff(chunk(b"LIST", b"odd"), header(), chunk(b"fact", bytes(4)), BODY), [1]),
        (wav_of(b"\x01\x00\xff\xff")[:-1], [1]),
    ],
)
def test_usual_formats(data: bytes, samples: list[int]) -> None:
    assert decode(data, RATE).tolist() == samples


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"OggS", "is not a WAV"),
        (b"RIFX\x00\x00\x00\x00WAVE", "is not a WAV"),
        (riff(), "is a damaged WAV: it holds no sound"),
        (riff(BODY, header()), "is a damaged WAV: its sound comes before its format"),
        (riff(chunk(b"fmt ", b"\x01\x00"), BODY), "is a damaged WAV: its format is cut short"),
        (riff(header(3, 16), BODY), f"is not {READ}"),
        (riff(header(1, 12), BODY), f"is not {READ}"),
        (riff(header(0xFFFE, 24), BODY), f"is not {READ}"),
        (riff(header(0x11, 4), BODY), f"is not {READ}"),
        (wav_of(bytes(6), channels=3), "is neither mono nor stereo"),
        (wav_of(b"", rate=8_000), "is empty"),
        (wav_of(b"\x01\x00\x00", rate=0xFFFF_FFFF // 4), "has 1073741823 frames per second, not 8000 to 96000"),
        (wav_of(bytes(80_001), bits=8, rate=8_000), "is longer than 10 seconds"),
    ],
)
def test_what_is_not_read_says_why(data: bytes, problem: str) -> None:
    with pytest.raises(ValueError, match=re.escape(problem)):
        decode(data, RATE)


@given(st.binary(max_size=120).map(lambda tail: b"RIFF\x00\x00\x00\x00WAVE" + tail))
def test_whatever_comes_after_the_beginning_is_sound_or_a_value_error(data: bytes) -> None:
    with contextlib.suppress(ValueError):
        assert parse(data).seconds >= 0


@given(st.data())
def test_a_damaged_byte_is_sound_or_a_value_error(data: st.DataObject) -> None:
    damaged = bytearray(riff(header(0xFFFE, 24, EXTENSION), chunk(b"data", bytes(30))))
    damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ValueError):
        assert len(decode(bytes(damaged), RATE)) > 0


numbers = st.lists(st.integers(-32768, 32767), min_size=1, max_size=50).map(lambda values: array("h", values))


@given(numbers)
def test_half_the_rate_is_doubled_by_the_middle_of_each_two(samples: "array[int]") -> None:
    doubled = at_rate(samples, 22_050, RATE)
    assert doubled[::2] == samples
    assert doubled[1::2].tolist() == [(one + other) // 2 for one, other in pairwise([*samples, samples[-1]])]


@given(numbers, st.integers(8_000, 96_000))
def test_any_rate_keeps_the_length_and_goes_no_higher_nor_lower(samples: "array[int]", rate: int) -> None:
    heard = at_rate(samples, rate, RATE)
    assert abs(len(heard) - len(samples) * RATE / rate) <= 1
    assert min(0, *samples) <= min(heard) <= max(heard) <= max(0, *samples)


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000])
def test_a_tone_is_the_same_tone_at_another_rate(rate: int) -> None:
    def tone(per_second: int) -> "array[int]":
        return array("h", [round(10_000 * sin(tau * 500 * frame / per_second)) for frame in range(per_second // 10)])

    pairs = [*zip(at_rate(tone(rate), rate, RATE), tone(RATE), strict=True)]
    # The last sample of a low rate has nothing after it to be joined to.
    assert max(abs(one - other) for one, other in pairs[: -(RATE // rate + 2)]) < 500


@pytest.mark.parametrize("rate", [22_050, RATE])
def test_on_a_machine_that_counts_the_other_way_round(rate: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = wav_of(b"\x01\x02\x03\x04", rate=rate)
    here = decode(data, RATE)
    monkeypatch.setattr(sys, "byteorder", "big" if sys.byteorder == "little" else "little")
    there = decode(data, RATE)
    there.byteswap()
    assert there == here
