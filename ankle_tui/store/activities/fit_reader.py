"""Read start and sport of the sessions in a FIT file.

A watch records every second; of these thousands of messages only the length is looked at. `fitdecode`, which decodes them
all, takes fifteen times as long, even without the checksum, and would be a library for four fields.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from ankle_tui.core.fit.fit_bytes import EPOCH, checksum
from ankle_tui.store.activities.activity import Activity, ActivityKind, UnreadableActivity

RELATIVE = 0x10000000
"""A smaller time counts from the moment the watch was switched on."""
MOST_OFFSET = 15 * 3600
"""Most seconds between local time and UTC; a larger difference is garbage."""

_FILE_ID, _SESSION, _ACTIVITY = 0, 18, 34
_TIMESTAMP, _START, _SPORT, _SUB_SPORT, _LOCAL, _TYPE, _PRODUCT = 253, 2, 5, 6, 5, 0, 8
_OF_AN_ACTIVITY = 4
"""The file type of activities; workouts, courses and settings have others."""
_OURS = b"ankle-tui"
"""Begins the product name in files that this program writes: a session for the ankles is no cross-training."""
_RUNNING: Final = {1, 66}
_UNKNOWN: Final = {0, 254, 255}
_NEITHER: Final = {3, 11, 18, 20, 22, 23, 24, 26, 28, 29, 32, 34, 36, 46, 65, 67}
"""Transition, walking, multisport as a whole, and what moves the runner by other means or not at all."""
_TREADMILL = (4, 1)
"""Fitness equipment, treadmill: how older devices call a run indoors."""

_DAMAGED = "is damaged"


class _MessageLayout(NamedTuple):
    """The layout of the messages of one local type.

    Attributes:
        number: The global message number.
        size: Bytes of a message.
        order: Byte order, as `int.from_bytes` takes it.
        fields: Offset and size of the fields, for messages that are read.
    """

    number: int
    size: int
    order: str
    fields: Mapping[int, tuple[int, int]]


def read_fit(data: bytes) -> list[Activity]:
    """Read the sessions of a FIT file, or of several in a row.

    Returns:
        The activities; none for a file that is of something else, such as settings.

    Raises:
        UnreadableActivity: If it is no FIT file, cut short or damaged, or an activity without a session or a date.
    """
    if data[8:12] != b".FIT":
        raise UnreadableActivity("is not a FIT file")
    found: list[Activity] = []
    at = 0
    while data[at + 8 : at + 12] == b".FIT":
        first, end = at + data[at], at + data[at] + int.from_bytes(data[at + 4 : at + 8], "little")
        if end + 2 > len(data):
            raise UnreadableActivity("is cut short")
        sessions = _sessions(data, first, end)
        if sessions and checksum(data[at:end]) != int.from_bytes(data[end : end + 2], "little"):
            raise UnreadableActivity("is damaged: its checksum is wrong")
        found += sessions
        at = end + 2
    return found


def _sessions(data: bytes, first: int, end: int) -> list[Activity]:
    """Read one file."""
    sessions: list[dict[int, int]] = []
    offset, is_activity = None, False
    for layout, at in _messages(data, first, end):
        values = {
            field: int.from_bytes(data[at + place : at + place + size], layout.order)  # type: ignore[arg-type]
            for field, (place, size) in layout.fields.items()
        }
        if layout.number == _FILE_ID:
            is_activity = values.get(_TYPE) == _OF_AN_ACTIVITY
            place, size = layout.fields.get(_PRODUCT, (0, 0))
            if data[at + place : at + place + size].startswith(_OURS):
                return []
        elif layout.number == _SESSION:
            sessions.append(values)
        elif _LOCAL in values and _TIMESTAMP in values:
            difference = values[_LOCAL] - values[_TIMESTAMP]
            offset = difference if abs(difference) <= MOST_OFFSET else None
    if is_activity and not sessions:
        raise UnreadableActivity("has no session: was the recording ended?")
    return [_activity(session, offset) for session in sessions]


def _messages(data: bytes, at: int, end: int) -> Iterator[tuple[_MessageLayout, int]]:
    """Yield where the messages stand that are read, with their layouts; step over the others."""
    layouts: dict[int, _MessageLayout] = {}
    try:
        while at < end:
            head = data[at]
            at += 1
            if head & 0xC0 == 0x40:
                layouts[head & 0x0F], at = _layout(data, at, developer=bool(head & 0x20))
                continue
            layout = layouts[(head >> 5) & 3 if head & 0x80 else head & 0x0F]
            if at + layout.size > end:
                raise UnreadableActivity(_DAMAGED)
            if layout.fields:
                yield layout, at
            at += layout.size
    except (KeyError, IndexError) as error:
        raise UnreadableActivity(_DAMAGED) from error
    if at != end:
        raise UnreadableActivity(_DAMAGED)


def _layout(data: bytes, at: int, *, developer: bool) -> tuple[_MessageLayout, int]:
    """Read a definition; return the layout and where the next message begins."""
    order = "big" if data[at + 1] else "little"
    number, count = int.from_bytes(data[at + 2 : at + 4], order), data[at + 4]  # type: ignore[arg-type]
    at, size, fields = at + 5, 0, {}
    for _ in range(count):
        if number in {_FILE_ID, _SESSION, _ACTIVITY}:
            fields[data[at]] = (size, data[at + 1])
        size += data[at + 1]
        at += 3
    if developer:
        count, at = data[at], at + 1
        for _ in range(count):
            size += data[at + 1]
            at += 3
    return _MessageLayout(number, size, order, fields), at


def _activity(session: Mapping[int, int], offset: int | None) -> Activity:
    """Make the activity of a session.

    Args:
        session: Its fields.
        offset: Seconds from UTC to local time, if the file tells.
    """
    start = session.get(_START, 0xFFFFFFFF)
    if start >= 0xFFFFFFFF:
        raise UnreadableActivity("has a session without a start")
    if start < RELATIVE:
        raise UnreadableActivity("has no date: its times count from when the watch was switched on")
    zone = dt.UTC if offset is None else dt.timezone(dt.timedelta(seconds=offset))
    sport, sub_sport = session.get(_SPORT, 255), session.get(_SUB_SPORT, 255)
    moment = EPOCH + dt.timedelta(seconds=start)
    kind: ActivityKind | None
    if sport in _RUNNING or (sport, sub_sport) == _TREADMILL:
        kind = ActivityKind.RUN
    elif sport in _NEITHER:
        kind = ActivityKind.NEITHER
    else:
        kind = None if sport in _UNKNOWN else ActivityKind.CROSS_TRAINING
    return Activity(moment.astimezone(zone), kind)
