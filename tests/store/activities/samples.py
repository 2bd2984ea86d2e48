"""Small activity files, written as watches and training logs write them."""

import datetime as dt
import struct
from collections.abc import Mapping, Sequence

from ankle_tui.core.fit.fit_bytes import EPOCH

START = dt.datetime(2026, 11, 18, 6, 30, tzinfo=dt.UTC)
"""A Wednesday morning."""
RUNNING, CYCLING, TRANSITION, GENERIC, WALKING, MULTISPORT = 1, 2, 3, 0, 11, 18


def seconds(moment: dt.datetime) -> int:
    """A moment as FIT counts it."""
    return round((moment - EPOCH).total_seconds())


def checksum(data: bytes) -> int:
    """The CRC-16 of FIT, bit by bit."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc


def message(local: int, number: int, fields: Mapping[int, bytes], *, big: bool = False) -> bytes:
    """A definition and one message with these fields."""
    head = struct.pack(">BBHB" if big else "<BBHB", 0, int(big), number, len(fields))
    shape = b"".join(bytes((field, len(value), 0x0D)) for field, value in fields.items())
    return bytes([0x40 | local]) + head + shape + bytes([local]) + b"".join(fields.values())


def session(start: int, sport: int, sub_sport: int = 0, *, big: bool = False) -> bytes:
    """A session message."""
    packed = struct.pack(">I" if big else "<I", start)
    return message(2, 18, {253: packed, 2: packed, 5: bytes([sport]), 6: bytes([sub_sport])}, big=big)


def records(number: int, start: int) -> bytes:
    """A definition with a developer field, and a message a second, every other one with a compressed header."""
    shape = bytes([0x60 | 1]) + struct.pack("<BBHB", 0, 0, 20, 2) + bytes((253, 4, 0x86, 3, 1, 2)) + bytes((1, 0, 2, 0))
    rows = (
        bytes([(0x80 | 1 << 5 | at % 32) if at % 2 else 1]) + struct.pack("<IBH", min(start + at, 0xFFFFFFFF), 150, 7)
        for at in range(number)
    )
    return shape + b"".join(rows)


def fit(
    *sessions: tuple[int, int] | tuple[int, int, int],
    local: int | None = None,
    kind: int = 4,
    product: bytes = b"",
    seconds_recorded: int = 10,
    big: bool = False,
) -> bytes:
    """A FIT file.

    Args:
        sessions: Start, sport and perhaps sub-sport of each.
        local: Local time of the activity less its UTC time, in seconds; None leaves it out.
        kind: The type of the file; 4 is an activity.
        product: The name of the product.
        seconds_recorded: Records before the sessions.
        big: True for big endian sessions.
    """
    first = sessions[0][0] if sessions else seconds(START)
    body = message(0, 0, {0: bytes([kind]), **({8: product} if product else {})})
    body += records(seconds_recorded, first)
    body += b"".join(session(*one, big=big) for one in sessions)
    if local is not None:
        body += message(3, 34, {253: struct.pack("<I", first), 5: struct.pack("<I", (first + local) % (1 << 32))})
    return framed(body)


def framed(body: bytes) -> bytes:
    """Put header and checksums around the messages of a FIT file."""
    head = struct.pack("<BBHI4s", 14, 0x20, 2132, len(body), b".FIT")
    whole = head + struct.pack("<H", checksum(head)) + body
    return whole + struct.pack("<H", checksum(whole))


def run_file(start: dt.datetime = START, sport: int = RUNNING) -> bytes:
    """A FIT file of one activity."""
    return fit((seconds(start), sport), local=3600)


def gpx(*times: str, sport: str | None = "running", metadata: str = "2026-01-01T00:00:00Z") -> bytes:
    """A GPX file of one track."""
    kind = "" if sport is None else f"<type>{sport}</type>"
    points = "".join(f'<trkpt lat="47" lon="8"><ele>400</ele><time>{time}</time></trkpt>' for time in times)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gpx xmlns="http://www.topografix.com/GPX/1/1" creator="x">'
        f"<metadata><time>{metadata}</time></metadata><wpt><time>{metadata}</time></wpt>"
        f"<trk><name>Morning</name>{kind}<trkseg>{points}</trkseg></trk></gpx>"
    ).encode()


def tcx(*activities: tuple[str, str], inside: str = "") -> bytes:
    """A TCX file: sport and start of each activity, and what stands beside them."""
    told = "".join(
        f'<Activity Sport="{sport}"><Id>{start}</Id><Lap StartTime="{start}"><Track><Trackpoint><Time>{start}</Time>'
        "</Trackpoint></Track></Lap></Activity>"
        for sport, start in activities
    )
    return (
        '<?xml version="1.0"?>\n<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">'
        f"<Activities>{told}{inside}</Activities></TrainingCenterDatabase>"
    ).encode()


def garmin_list(rows: Sequence[tuple[str, str]], head: str = "Aktivitätstyp,Datum,Favorit,Titel") -> bytes:
    """A list as Garmin Connect exports it."""
    return "\n".join(["\ufeff" + head, *(f'{sport},{start},false,"Lauf, lang"' for sport, start in rows), ""]).encode()
