"""Read a WAV of any usual format into the mixer's format, since the runner's own sounds come from anywhere.

The `wave` module will not do: up to Python 3.11 it refuses the header most programs write for 24 bits.
"""

import struct
import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import isnan
from typing import Final

MOST_BYTES: Final = 10_000_000
"""Size limit of a file."""
MOST_SECONDS: Final = 10.0
"""Length limit of a sound in seconds; a longer cue would sound over the next ones."""

_RATES: Final = range(8_000, 96_001)
_PCM: Final = 1
_FLOAT: Final = 3
_EXTENSIBLE: Final = 0xFFFE
_BITS: Final = {_PCM: (8, 16, 24, 32), _FLOAT: (32, 64)}
"""Sizes of samples that are read, by their kind."""
_FORMAT: Final = struct.Struct("<HHIIHH")
_SUBFORMAT: Final = slice(24, 26)
_CHUNK: Final = struct.Struct("<4sI")


@dataclass(frozen=True, slots=True)
class Sound:
    """Format and contents of a WAV.

    Attributes:
        channels: 1 or 2.
        rate: Frames per second.
        bits: Per sample, one of `_BITS`.
        is_float: True for floating-point samples, of which 1.0 is full scale.
        frames: Samples as in the file, whole frames only.
    """

    channels: int
    rate: int
    bits: int
    is_float: bool
    frames: bytes

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return len(self.frames) / (self.channels * self.bits // 8) / self.rate


def parse(data: bytes) -> Sound:
    """Parse a WAV file; one cut short gives the sound that is there.

    Raises:
        ValueError: It is not a WAV, or has an unsupported format.
    """
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise ValueError("is not a WAV")
    header: bytes | None = None
    for name, body in _chunks(data):
        if name == b"fmt ":
            header = body
        elif name == b"data":
            if header is None:
                raise ValueError("is a damaged WAV: its sound comes before its format")
            return _sound(header, body)
    raise ValueError("is a damaged WAV: it holds no sound")


def decode(data: bytes, rate: int) -> "array[int]":
    """Decode a WAV file into 16-bit mono samples at `rate` frames per second.

    Raises:
        ValueError: It is not a WAV, or has an unsupported format or length.
    """
    sound = parse(data)
    if not sound.frames:
        raise ValueError("is empty")
    if sound.seconds > MOST_SECONDS:
        raise ValueError(f"is longer than {MOST_SECONDS:.0f} seconds")
    samples = _from_float(sound) if sound.is_float else _sixteen_bits(sound.frames, sound.bits)
    if sound.channels == 2:
        samples = array("h", [(left + right) // 2 for left, right in zip(samples[::2], samples[1::2], strict=True)])
    return at_rate(samples, sound.rate, rate)


def at_rate(samples: "array[int]", rate: int, to: int) -> "array[int]":
    """Convert 16-bit mono samples, at least one, from `rate` to `to` frames per second."""
    if rate == to:
        return samples
    if 2 * rate == to:
        return _doubled(samples)
    return _averaged(samples, rate, to) if rate > to else _interpolated(samples, rate, to)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 12
    while place + _CHUNK.size <= len(data):
        name, size = _CHUNK.unpack_from(data, place)
        place += _CHUNK.size
        yield name, data[place : place + size]
        place += size + size % 2


def _sound(header: bytes, body: bytes) -> Sound:
    if len(header) < _FORMAT.size:
        raise ValueError("is a damaged WAV: its format is cut short")
    kind, channels, rate, _, _, bits = _FORMAT.unpack_from(header)
    if kind == _EXTENSIBLE:
        kind = int.from_bytes(header[_SUBFORMAT], "little")
    if bits not in _BITS.get(kind, ()):
        raise ValueError("is not of 8, 16, 24 or 32 bits (PCM), nor of floating-point numbers")
    if channels not in {1, 2}:
        raise ValueError("is neither mono nor stereo")
    if rate not in _RATES:
        raise ValueError(f"has {rate} frames per second, not {_RATES[0]} to {_RATES[-1]}")
    whole = len(body) - len(body) % (channels * bits // 8)
    return Sound(channels, rate, bits, kind == _FLOAT, body[:whole])


def _sixteen_bits(frames: bytes, bits: int) -> "array[int]":
    if bits == 8:
        return array("h", [(value - 128) * 256 for value in frames])
    if bits > 16:
        size = bits // 8
        upper = bytearray(len(frames) // size * 2)
        upper[::2], upper[1::2] = frames[size - 2 :: size], frames[size - 1 :: size]
        frames = bytes(upper)
    return _samples(frames)


def _from_float(sound: Sound) -> "array[int]":
    values = array("f" if sound.bits == 32 else "d", sound.frames)
    if sys.byteorder == "big":
        values.byteswap()
    # A float sample may exceed full scale; NaN counts as silence.
    return array("h", [round(32_767 * max(-1.0, min(1.0, value))) if not isnan(value) else 0 for value in values])


def _doubled(samples: "array[int]") -> "array[int]":
    """Double the rate by inserting the midpoint between each sample and the next.

    The words are shipped at half the rate, and the helper reads them all before it can play. Computing the midpoints one
    by one would double its start-up time, so they are computed at once, on one big integer of 16 bits a sample.
    """
    size = 2 * len(samples)
    lanes = len(samples) * b"\x00\x80"  # from signed to unsigned and back
    here = int.from_bytes(_little(samples), "little") ^ int.from_bytes(lanes, "little")
    last = here >> 8 * (size - 2) << 8 * (size - 2)
    there = here >> 16 | last
    without_lowest_bits = int.from_bytes(len(samples) * b"\xfe\xff", "little")
    middle = (here & there) + (((here ^ there) & without_lowest_bits) >> 1) ^ int.from_bytes(lanes, "little")
    both = array("h", bytes(2 * size))
    both[::2], both[1::2] = samples, _samples(middle.to_bytes(size, "little"))
    return both


def _little(samples: "array[int]") -> bytes:
    if sys.byteorder == "big":
        samples = array("h", samples)
        samples.byteswap()
    return samples.tobytes()


def _samples(little: bytes) -> "array[int]":
    samples = array("h", little)
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def _interpolated(samples: "array[int]", rate: int, to: int) -> "array[int]":
    """Raise the rate by linear interpolation."""
    last = len(samples) - 1
    heard = array("h")
    for frame in range(max(1, len(samples) * to // rate)):
        before, over = divmod(frame * rate, to)
        here, there = samples[min(before, last)], samples[min(before + 1, last)]
        heard.append(here + (there - here) * over // to)
    return heard


def _averaged(samples: "array[int]", rate: int, to: int) -> "array[int]":
    """Lower the rate by averaging, so that frequencies too high for it do not come back as noise."""
    frames = max(1, len(samples) * to // rate)
    sums = [0, *accumulate(samples), sum(samples)]

    def up_to(frame: int) -> float:
        whole, over = divmod(frame * rate, to)
        whole = min(whole, len(samples))
        return sums[whole] + (sums[whole + 1] - sums[whole]) * over / to

    edges = [up_to(frame) for frame in range(frames + 1)]
    return array("h", [round((end - start) * to / rate) for start, end in pairwise(edges)])
