"""The day a session counts for."""

import datetime as dt

import pytest

from ankle_tui.core.calendar import training_day

BERLIN_SUMMER = dt.timezone(dt.timedelta(hours=2))


@pytest.mark.parametrize(
    ("time", "day"),
    [
        (dt.time(3, 0), 22),
        (dt.time(2, 59, 59), 21),
        (dt.time(0, 0), 21),
        (dt.time(23, 59, 59), 22),
    ],
)
def test_the_night_still_belongs_to_the_day_before(time: dt.time, day: int) -> None:
    assert training_day(dt.datetime.combine(dt.date(2026, 11, 22), time)) == dt.date(2026, 11, day)


def test_the_cut_off_is_a_setting() -> None:
    assert training_day(dt.datetime(2026, 11, 22, 0, 30), dt.timedelta()) == dt.date(2026, 11, 22)


@pytest.mark.parametrize("hours", [-11, 0, 14])
def test_the_day_is_that_of_the_wall_clock_whatever_the_zone(hours: int) -> None:
    started = dt.datetime(2026, 11, 22, 4, tzinfo=dt.timezone(dt.timedelta(hours=hours)))
    assert training_day(started) == dt.date(2026, 11, 22)


def test_the_cut_off_is_taken_from_the_clock_on_the_wall_also_when_it_is_put_forward() -> None:
    assert training_day(dt.datetime(2026, 3, 29, 3, 0, tzinfo=BERLIN_SUMMER)) == dt.date(2026, 3, 29)


def test_the_first_night_of_a_year_belongs_to_the_last_one() -> None:
    assert training_day(dt.datetime(2027, 1, 1, 1)) == dt.date(2026, 12, 31)
