"""Write FIT messages as bytes: header, a definition before each new shape of message, little endian data, checksums.

No open library that writes FIT is well kept, and this is the small part of the protocol an activity needs.
"""

import datetime as dt
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

EPOCH = dt.datetime(1989, 12, 31, tzinfo=dt.UTC)
"""FIT counts seconds from here."""
PROTOCOL = 0x20
"""Version 2.0 of the protocol, in the upper four bits."""
PROFILE = 21218
"""Version 21.218 of the profile: names of messages, fields and exercises."""
MOST_TEXT = 80
"""Longest text in bytes; a field could hold 255, but nobody shows that much."""

_DEFINITION = 0x40
_MOST_KINDS = 16
_HEADER = struct.Struct("<BBHI4s")
_CHECKSUM = struct.Struct("<H")
_POLYNOMIAL = 0xA001


class FitBase(Enum):
    """Base type of a field: its number in a definition, its format, and the value that stands for none."""

    ENUM = (0x00, "B", 0xFF)
    UINT8 = (0x02, "B", 0xFF)
    UINT16 = (0x84, "H", 0xFFFF)
    UINT32 = (0x86, "I", 0xFFFF_FFFF)
    UINT32Z = (0x8C, "I", 0)
    TEXT = (0x07, "", 0)


@dataclass(frozen=True, slots=True)
class FitField:
    """A field of a message.

    Attributes:
        number: Its number in the profile.
        base: Its base type.
        value: A number, a text, or None if unknown. An array of one is written like its element.
    """

    number: int
    base: FitBase
    value: int | str | None

    def packed(self) -> bytes:
        """The value as bytes.

        Raises:
            struct.error: If a number does not fit.
        """
        _, code, none = self.base.value
        if self.base is FitBase.TEXT:
            return _text(str(self.value or ""))
        return struct.pack(f"<{code}", none if self.value is None else self.value)


@dataclass(frozen=True, slots=True)
class FitMessage:
    """A message: its number in the profile, and its fields in order."""

    number: int
    fields: tuple[FitField, ...]


def fit_file(messages: Iterable[FitMessage]) -> bytes:
    """Write a whole FIT file.

    Args:
        messages: In order, of at most 16 kinds; the first must be `file_id`.

    Raises:
        struct.error: If a number does not fit its field.
    """
    body = b"".join(_written(messages))
    head = _HEADER.pack(_HEADER.size + _CHECKSUM.size, PROTOCOL, PROFILE, len(body), b".FIT")
    whole = head + _CHECKSUM.pack(checksum(head)) + body
    return whole + _CHECKSUM.pack(checksum(whole))


def checksum(data: bytes) -> int:
    """The CRC-16 of the FIT protocol, also known as CRC-16/ARC."""
    crc = 0
    for byte in data:
        crc = (crc >> 8) ^ _CHECKSUMS[(crc ^ byte) & 0xFF]
    return crc


def _of_byte(crc: int) -> int:
    for _ in range(8):
        crc = (crc >> 1) ^ (_POLYNOMIAL if crc & 1 else 0)
    return crc


_CHECKSUMS = tuple(map(_of_byte, range(256)))


def _written(messages: Iterable[FitMessage]) -> Iterator[bytes]:
    kinds: dict[int, int] = {}
    shapes: dict[int, bytes] = {}
    for message in messages:
        kind = kinds.setdefault(message.number, len(kinds))
        if kind >= _MOST_KINDS:
            raise ValueError(f"more than {_MOST_KINDS} kinds of messages")
        values = [field.packed() for field in message.fields]
        shape = struct.pack("<BBHB", 0, 0, message.number, len(values)) + b"".join(
            bytes((field.number, len(value), field.base.value[0]))
            for field, value in zip(message.fields, values, strict=True)
        )
        if shapes.get(kind) != shape:
            shapes[kind] = shape
            yield bytes([_DEFINITION | kind]) + shape
        yield bytes([kind]) + b"".join(values)


def _text(text: str) -> bytes:
    """A text in UTF-8, cut between characters, with the zero that ends it."""
    data = text.replace("\0", " ").encode("utf-8", "replace")
    return data[:MOST_TEXT].decode("utf-8", "ignore").encode() + b"\0"
