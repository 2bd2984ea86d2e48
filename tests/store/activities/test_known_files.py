"""What is remembered of activity files, on disk and back."""

import datetime as dt
from pathlib import Path

import pytest

from ankle_tui.store.activities.activity import ActivityKind
from ankle_tui.store.activities.known_files import DayActivity, KnownFile, KnownFiles, KnownFolder
from ankle_tui.store.files.problem import FileProblem

DAY = dt.date(2026, 11, 18)
RUN, CROSS = ActivityKind.RUN, ActivityKind.CROSS_TRAINING


def folder() -> KnownFolder:
    files = {
        "a.fit": KnownFile(10, 20, (DayActivity(DAY, RUN),)),
        "b.csv": KnownFile(11, 21, (DayActivity(DAY, None, "Laufen"), DayActivity(DAY, None), DayActivity(DAY, CROSS))),
        "c.gpx": KnownFile(12, 22),
        "d\udcff.fit": KnownFile(13, 23, problem="is cut short"),
    }
    return KnownFolder(files, {"": CROSS})


def test_everything_survives_the_disk(tmp_path: Path) -> None:
    known = KnownFiles(tmp_path / "data" / "activities.json")
    known.save({"/home/me/Garmin": folder(), "/x": KnownFolder()})
    assert known.load() == {"/home/me/Garmin": folder(), "/x": KnownFolder()}


def test_answers_count_for_sports_that_no_file_explains() -> None:
    known = folder()
    assert known.unknown() == {"Laufen": 1}
    assert sorted(known.days()) == [(DAY, CROSS), (DAY, CROSS), (DAY, RUN)]
    known.answers["laufen"] = RUN
    assert known.unknown() == {}
    assert len(list(known.days())) == 4
    assert known.problems() == {"d\udcff.fit": "is cut short"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b'{"format": "ankle-tui/activities", "version": 2, "folders": {}}',
        b'{"format": "ankle-tui/history", "version": 1, "folders": {}}',
        *(
            b'{"format": "ankle-tui/activities", "version": 1, "folders": %b}' % folders
            for folders in (
                b"[]",
                b'{"/x": 3}',
                b'{"/x": {"answers": {"": "sleep"}, "files": {}}}',
                b'{"/x": {"answers": {}, "files": {"a.fit": [1]}}}',
                b'{"/x": {"answers": {}, "files": {"a.fit": [1, 2, ["2026-11-33", "run"]]}}}',
                b'{"/x": {"answers": {}, "files": {"a.fit": [1, 2, ["2026-11-18"]]}}}',
            )
        ),
    ],
)
def test_a_damaged_file_means_that_nothing_is_known(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "activities.json").write_bytes(content)
    assert KnownFiles(tmp_path / "activities.json").load() == {}


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"")
    with pytest.raises(FileProblem):
        KnownFiles(tmp_path / "data" / "activities.json").save({})
