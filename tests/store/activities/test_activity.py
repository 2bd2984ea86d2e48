"""Sports, starts and dates of activities."""

import datetime as dt

import pytest

from ankle_tui.store.activities.activity import (
    Activity,
    ActivityKind,
    UnreadableActivity,
    kind_of,
    local_start,
    parse_time,
    plausible,
)

NOW = dt.datetime(2026, 11, 18, 12)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("running|Run|trail_running|VirtualRun|Track Running|9|Run / Walk|TREADMILL RUNNING", ActivityKind.RUN),
        (
            "cycling|Ride|EBikeRide|Lap Swimming|1|nordic-ski|Hike|WeightTraining workout|Indoor Rowing",
            "cross-training",
        ),
        ("Walk|walking|transition", ActivityKind.NEITHER),
        ("|Laufen|Other|4|Morning|brunch|??", None),
    ],
)
def test_words_for_sports(words: str, kind: ActivityKind | None) -> None:
    assert {word: kind_of(word) for word in words.split("|")} == dict.fromkeys(words.split("|"), kind)


def at(year: int, month: int, day: int, hour: int = 0, zone: dt.tzinfo | None = None) -> Activity:
    return Activity(dt.datetime(year, month, day, hour, tzinfo=zone), ActivityKind.RUN)


def test_a_start_in_1901_or_after_tomorrow_is_refused() -> None:
    for wrong in (at(1901, 12, 13, 20), at(1999, 12, 31), at(2026, 11, 19, 13), at(2107, 1, 1)):
        with pytest.raises(UnreadableActivity, match=f"{wrong.start.year}"):
            plausible([wrong], NOW)
    right = [at(2000, 1, 1), at(2026, 11, 18, 11), at(2026, 11, 19, 11)]
    assert plausible([at(1901, 12, 13), *right], NOW) == right
    assert plausible([], NOW) == []


def test_the_start_is_local_where_the_run_was_if_the_file_knows() -> None:
    tokyo = dt.timezone(dt.timedelta(hours=9))
    assert local_start(at(2026, 11, 18, 1, zone=tokyo)) == dt.datetime(2026, 11, 18, 1)
    assert local_start(at(2026, 11, 18, 1)) == dt.datetime(2026, 11, 18, 1)
    here = dt.datetime(2026, 11, 18, 1, tzinfo=dt.UTC).astimezone().replace(tzinfo=None)
    assert local_start(at(2026, 11, 18, 1, zone=dt.UTC)) == here
    assert local_start(at(1, 1, 1, zone=dt.UTC)).year == 1


@pytest.mark.parametrize("text", ["", "soon", "2026-13-01T00:00:00Z", "24:00", "18.11.2026 07:00"])
def test_what_is_no_time(text: str) -> None:
    assert parse_time(text) is None


def test_times() -> None:
    assert parse_time(" 2026-11-18 07:30:00 ") == dt.datetime(2026, 11, 18, 7, 30)
    assert parse_time("2026-11-18T07:30:00.123Z") == dt.datetime(2026, 11, 18, 7, 30, 0, 123000, tzinfo=dt.UTC)
    for same in ("2026-11-18T07:30:00Z", "2026-11-18T07:30:00+00:00"):
        found = parse_time(same)
        assert found
        assert found.tzinfo is dt.UTC
