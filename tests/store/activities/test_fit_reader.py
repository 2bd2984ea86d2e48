"""FIT files read for start and sport, and the traps in them."""

import datetime as dt
import struct

import pytest

from ankle_tui.core.fit.fit_session import session_fit
from ankle_tui.store.activities.activity import Activity, ActivityKind, UnreadableActivity
from ankle_tui.store.activities.fit_reader import read_fit
from tests.store.activities.samples import (
    CYCLING,
    GENERIC,
    MULTISPORT,
    RUNNING,
    START,
    TRANSITION,
    WALKING,
    fit,
    framed,
    message,
    run_file,
    seconds,
)
from tests.store.history.records import make_record

AT = seconds(START)
HOUR = 3600


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableActivity) as caught:
        read_fit(data)
    return str(caught.value)


@pytest.mark.parametrize(
    ("sport", "sub_sport", "kind"),
    [
        (RUNNING, 0, ActivityKind.RUN),
        (RUNNING, 3, ActivityKind.RUN),  # trail
        (4, 1, ActivityKind.RUN),  # fitness equipment, treadmill
        (4, 15, ActivityKind.CROSS_TRAINING),  # elliptical
        (CYCLING, 0, ActivityKind.CROSS_TRAINING),
        (10, 20, ActivityKind.CROSS_TRAINING),  # strength
        (WALKING, 0, ActivityKind.NEITHER),
        (200, 0, ActivityKind.CROSS_TRAINING),  # a sport newer than this program
        (GENERIC, 0, None),
        (255, 0, None),
    ],
)
def test_the_sport_says_what_the_day_is(sport: int, sub_sport: int, kind: ActivityKind | None) -> None:
    assert read_fit(fit((AT, sport, sub_sport))) == [Activity(START, kind)]


@pytest.mark.parametrize("big", [False, True])
def test_either_byte_order(big: bool) -> None:
    assert read_fit(fit((AT, RUNNING), big=big)) == [Activity(START, ActivityKind.RUN)]


def test_the_watch_knows_its_zone() -> None:
    (found,) = read_fit(fit((AT, RUNNING), local=9 * HOUR))
    assert found.start == START
    assert found.start.utcoffset() == dt.timedelta(hours=9)


@pytest.mark.parametrize("local", [15 * HOUR + 1, -16 * HOUR, 0xFFFFFFFF - AT, -AT])
def test_a_local_time_too_far_off_is_garbage(local: int) -> None:
    (found,) = read_fit(fit((AT, RUNNING), local=local))
    assert found.start.tzinfo is dt.UTC


def test_a_multisport_has_several_sessions_and_its_transitions_are_no_runs() -> None:
    data = fit((AT, 5), (AT + 900, TRANSITION), (AT + 1000, CYCLING), (AT + 5000, TRANSITION), (AT + 5100, RUNNING))
    kinds = [found.kind for found in read_fit(data)]
    neither, cross = ActivityKind.NEITHER, ActivityKind.CROSS_TRAINING
    assert kinds == [cross, neither, cross, neither, ActivityKind.RUN]
    assert read_fit(fit((AT, MULTISPORT)))[0].kind is neither


def test_files_in_a_row() -> None:
    later = START + dt.timedelta(days=1)
    assert [found.start for found in read_fit(run_file() + run_file(later))] == [START, later]


@pytest.mark.parametrize("kind", [2, 5, 6, 32])
def test_settings_workouts_courses_and_monitoring_hold_no_activity(kind: int) -> None:
    assert read_fit(fit(kind=kind)) == []


def test_sessions_of_this_program_are_no_cross_training() -> None:
    assert read_fit(session_fit(make_record(), {})) == []
    assert read_fit(fit((AT, 10, 20), product=b"another\0"))


def test_a_recording_that_never_ended() -> None:
    assert "session" in refused(fit())


@pytest.mark.parametrize("start", [0, 77, 0x0FFFFFFF])
def test_times_since_the_watch_was_switched_on_are_no_dates(start: int) -> None:
    assert "date" in refused(fit((start, RUNNING)))


def test_a_session_without_a_start() -> None:
    assert "start" in refused(fit((0xFFFFFFFF, RUNNING)))


def test_a_wrong_checksum() -> None:
    data = bytearray(run_file())
    data[-1] ^= 1
    assert "checksum" in refused(bytes(data))
    data = bytearray(run_file())
    data[-15] ^= 1  # in the session
    assert "damaged" in refused(bytes(data))


def test_no_truncated_file_is_read() -> None:
    whole = run_file()
    for length in range(len(whole)):
        refused(whole[:length])


@pytest.mark.parametrize(
    "body",
    [
        b"\x00",  # a message without a definition
        b"\x40",  # half a definition
        message(0, 0, {0: b"\x04"})[:-1],  # half a message
        message(0, 18, {2: struct.pack("<I", AT)}) + b"\x00\x01",
    ],
)
def test_damage_inside(body: bytes) -> None:
    assert "damaged" in refused(framed(body))


def test_what_is_no_fit_file() -> None:
    for data in (b"", b"PK\x03\x04 a zip", b"<gpx/>" * 10):
        assert "not a FIT file" in refused(data)


def test_nothing_of_a_damaged_file_stays_in_memory() -> None:
    def depth() -> int:
        with pytest.raises(UnreadableActivity) as caught:
            read_fit(framed(message(0, 0, {0: b"\4"}) + b"\x0f"))
        return len(caught.traceback)

    assert depth() == depth()  # one exception raised again and again would hold every file it was raised for
