"""Write a session as a FIT activity: only what was measured or answered, nothing made up."""

import datetime as dt
import zlib
from collections.abc import Iterator, Mapping

from ankle_tui.core.exercises.exercise import Exercise, Unit
from ankle_tui.core.fit.fit_bytes import EPOCH, FitBase, FitField, FitMessage, fit_file
from ankle_tui.core.fit.fit_names import UNKNOWN, fit_name
from ankle_tui.core.history.records import MOST_SECONDS, SessionRecord, SetRecord
from ankle_tui.core.session.by_hand import is_by_hand
from ankle_tui.core.validation import safe

EARLIEST = EPOCH + dt.timedelta(seconds=0x1000_0000)
"""Smaller numbers, before July 1998, are seconds since a device was switched on."""
LATEST = dt.datetime(2126, 1, 1, tzinfo=dt.UTC)
"""A month before the numbers end."""
MOST_SETS = 0x0FFF
"""The most that a message index can number; its upper bits are flags."""

_FILE_ID, _SESSION, _LAP, _RECORD, _EVENT, _ACTIVITY, _SET, _TITLE = 0, 18, 19, 20, 21, 34, 225, 264
_ACTIVITY_FILE = 4
_DEVELOPMENT = 255
"""The manufacturer of whoever is not registered with Garmin."""
_TRAINING, _STRENGTH = 10, 20
_TIMER, _SESSION_EVENT, _LAP_EVENT, _ACTIVITY_EVENT = 0, 8, 9, 26
_START, _STOP, _STOP_ALL = 0, 1, 4
_SESSION_END, _ACTIVITY_END, _MANUAL = 7, 0, 0
_ACTIVE = 1
_STAMP, _INDEX, _SET_STAMP = 253, 254, 254
_MOST_REPS = 0xFFFE


class NoActivity(ValueError):
    """A session that cannot be told as an activity; the message says why, without naming it."""


def session_fit(record: SessionRecord, exercises: Mapping[str, Exercise]) -> bytes:
    """Write a session as a FIT activity file.

    The same session always gives the same bytes, whichever day it is written.

    Args:
        record: The session.
        exercises: By id, for titles of those without a name in the profile.

    Raises:
        NoActivity: If its times were not measured or are out of range, or it has too many sets.
    """
    if is_by_hand(record):
        raise NoActivity("was added by hand: its times were not measured")
    if len(record.sets) > MOST_SETS:
        raise NoActivity(f"has more than {MOST_SETS} sets")
    seconds = (record.ended_at - record.started_at).total_seconds()
    if not record.active_seconds <= seconds <= MOST_SECONDS:  # the clock on the wall was put right in between
        seconds = record.active_seconds
    if not (record.started_at >= EARLIEST and record.started_at + dt.timedelta(seconds=seconds) <= LATEST):
        raise NoActivity("is not from the years 1998 to 2125, which FIT can tell")
    return fit_file(_messages(record, exercises, seconds))


def _messages(record: SessionRecord, exercises: Mapping[str, Exercise], seconds: float) -> Iterator[FitMessage]:
    start = round((record.started_at - EPOCH).total_seconds())
    end = start + round(seconds)
    yield FitMessage(
        _FILE_ID,
        (
            FitField(0, FitBase.ENUM, _ACTIVITY_FILE),
            FitField(1, FitBase.UINT16, _DEVELOPMENT),
            FitField(2, FitBase.UINT16, 0),
            # With the start it tells one activity from another where it is imported twice.
            FitField(3, FitBase.UINT32Z, zlib.crc32(record.id.encode()) or 1),
            FitField(4, FitBase.UINT32, start),
            FitField(8, FitBase.TEXT, "ankle-tui"),
        ),
    )
    yield _event(start, _START)
    yield _bare(start)
    yield from _sets(record, exercises, end)
    yield _bare(end)
    yield _event(end, _STOP_ALL)
    times = (FitField(2, FitBase.UINT32, start), *_lengths(seconds, record.active_seconds))
    yield FitMessage(
        _LAP, (*_summary(end, _LAP_EVENT), *times, FitField(24, FitBase.ENUM, _SESSION_END), *_sport(25, 39))
    )
    effort = None if record.effort is None else 10 * record.effort
    yield FitMessage(
        _SESSION,
        (
            *_summary(end, _SESSION_EVENT),
            *times,
            *_sport(5, 6),
            FitField(25, FitBase.UINT16, 0),
            FitField(26, FitBase.UINT16, 1),
            FitField(28, FitBase.ENUM, _ACTIVITY_END),
            FitField(193, FitBase.UINT8, effort),
        ),
    )
    offset = record.ended_at.utcoffset() or dt.timedelta()
    yield FitMessage(
        _ACTIVITY,
        (
            FitField(_STAMP, FitBase.UINT32, end),
            FitField(0, FitBase.UINT32, _thousandths(record.active_seconds)),
            FitField(1, FitBase.UINT16, 1),
            FitField(2, FitBase.ENUM, _MANUAL),
            FitField(3, FitBase.ENUM, _ACTIVITY_EVENT),
            FitField(4, FitBase.ENUM, _STOP),
            FitField(5, FitBase.UINT32, end + round(offset.total_seconds())),
        ),
    )


def _sets(record: SessionRecord, exercises: Mapping[str, Exercise], end: int) -> Iterator[FitMessage]:
    """Titles of what the profile has no name for, then every set in which something was done, in order."""
    titles: dict[str, int] = {}
    sets: list[FitMessage] = []
    for item in record.sets:
        counted = item.unit is not Unit.SECONDS
        if int(item.done) == 0 if counted else item.done == 0:
            continue
        name = fit_name(item.exercise, item.variation, item.part)
        if name is None:
            title = _title(item, exercises.get(item.exercise))
            name = UNKNOWN, titles.setdefault(title, len(titles))
        # Starts of sets and rests are not in the history, nor how long counted ones took. What has no time of its own
        # bears that of the summary.
        sets.append(
            FitMessage(
                _SET,
                (
                    FitField(_SET_STAMP, FitBase.UINT32, end),
                    FitField(0, FitBase.UINT32, None if counted else _thousandths(item.done)),
                    FitField(3, FitBase.UINT16, int(item.done) if counted and item.done <= _MOST_REPS else None),
                    FitField(5, FitBase.UINT8, _ACTIVE),
                    FitField(7, FitBase.UINT16, name[0]),
                    FitField(8, FitBase.UINT16, name[1]),
                    FitField(10, FitBase.UINT16, len(sets)),
                ),
            )
        )
    for number, title in enumerate(titles):
        yield FitMessage(
            _TITLE,
            (
                FitField(_INDEX, FitBase.UINT16, number),
                FitField(0, FitBase.UINT16, UNKNOWN),
                FitField(1, FitBase.UINT16, number),
                FitField(2, FitBase.TEXT, title),
            ),
        )
    yield from sets


def _title(item: SetRecord, exercise: Exercise | None) -> str:
    """Name of exercise and variation, or of exercise and part; by their ids if the catalogue does not have them."""
    variations = exercise.variations if exercise else ()
    variation = next((one for one in variations if one.id == item.variation), None)
    parts = {part.id: part.name.lower() for part in (variation.parts if variation else ())}
    detail = parts.get(item.part, item.part) if item.part else variation.name if variation else item.variation
    return safe(f"{exercise.name if exercise else item.exercise}, {detail}")


def _event(at: int, kind: int) -> FitMessage:
    return FitMessage(
        _EVENT,
        (FitField(_STAMP, FitBase.UINT32, at), FitField(0, FitBase.ENUM, _TIMER), FitField(1, FitBase.ENUM, kind)),
    )


def _bare(at: int) -> FitMessage:
    """A record of nothing: some readers take a file without any for broken."""
    return FitMessage(_RECORD, (FitField(_STAMP, FitBase.UINT32, at),))


def _summary(end: int, event: int) -> tuple[FitField, ...]:
    return (
        FitField(_INDEX, FitBase.UINT16, 0),
        FitField(_STAMP, FitBase.UINT32, end),
        FitField(0, FitBase.ENUM, event),
        FitField(1, FitBase.ENUM, _STOP),
    )


def _lengths(seconds: float, active: float) -> tuple[FitField, ...]:
    """From start to end by the clock on the wall; and the work alone, as rests and pauses are not told apart."""
    return FitField(7, FitBase.UINT32, _thousandths(seconds)), FitField(8, FitBase.UINT32, _thousandths(active))


def _sport(sport: int, sub_sport: int) -> tuple[FitField, ...]:
    return FitField(sport, FitBase.ENUM, _TRAINING), FitField(sub_sport, FitBase.ENUM, _STRENGTH)


def _thousandths(seconds: float) -> int:
    return round(1000 * seconds)
