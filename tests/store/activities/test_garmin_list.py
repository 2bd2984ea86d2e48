"""Garmin's list of activities, by the place of its columns."""

import datetime as dt

import pytest

from ankle_tui.store.activities.activity import Activity, ActivityKind, UnreadableActivity
from ankle_tui.store.activities.garmin_list import read_list
from tests.store.activities.samples import garmin_list


def test_rows_in_any_language() -> None:
    found = read_list(garmin_list([("Running", "2026-11-18 07:30:00"), ("Radfahren", "2026-11-17 18:00:00")]))
    assert found == [
        Activity(dt.datetime(2026, 11, 18, 7, 30), ActivityKind.RUN, "Running"),
        Activity(dt.datetime(2026, 11, 17, 18), None, "Radfahren"),
    ]


def test_a_row_without_a_time_is_left_out() -> None:
    data = garmin_list([("Running", "2026-11-18 07:30:00"), ("Running", "--"), ("Running", "2026-11-16 07:30:00")])
    assert [found.start.day for found in read_list(data)] == [18, 16]


def test_the_list_of_strava_is_left_alone() -> None:
    head = "Activity ID,Activity Date,Activity Name,Activity Type,Filename"
    english = garmin_list([("12345", "Nov 18, 2026, 6:30:00 AM")], head)
    assert read_list(english) == read_list(garmin_list([("12345", "2026-11-18 06:30:00")], head)) == []


@pytest.mark.parametrize("data", [b"", b"Type", b"\xff\xfe\x00", b"a,b\n\n\n"])
def test_lists_with_nothing_in_them(data: bytes) -> None:
    assert read_list(data) == []


def test_what_is_no_table() -> None:
    with pytest.raises(UnreadableActivity):
        read_list(b"a,b\n" + b"x" * 200_000 + b",2026-11-18 07:30:00\n")
