"""Activity files by their names, compressed or not, within limits."""

import gzip
import os
import random
import zlib
from pathlib import Path

import pytest

from ankle_tui.store.activities.activity import ActivityKind, UnreadableActivity
from ankle_tui.store.activities.activity_file import is_activity_file, read_activities
from tests.store.activities.samples import garmin_list, gpx, run_file, tcx

AT = "2026-11-18T06:30:00Z"
FILES = {
    "a.fit": run_file(),
    "B.FIT.GZ": gzip.compress(run_file()),
    "c.gpx": gpx(AT),
    "d.Gpx.gz": gzip.compress(gpx(AT)),
    "e.tcx": tcx(("Running", AT)),
    "f.tcx.gz": gzip.compress(tcx(("Running", AT))),
    "g.fit": gzip.compress(run_file()),
    "h.fit.gz": run_file(),
    "Activities.csv": garmin_list([("Running", "2026-11-18 07:30:00")]),
    "Activities (2).csv": garmin_list([("Running", "2026-11-18 07:30:00")]),
}


def refused(path: Path, data: bytes, most: int = 1 << 20) -> str:
    path.write_bytes(data)
    with pytest.raises(UnreadableActivity) as caught:
        read_activities(path, most)
    return str(caught.value)


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_file(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    assert is_activity_file(name)
    assert [found.kind for found in read_activities(tmp_path / name)] == [ActivityKind.RUN]


@pytest.mark.parametrize(
    "name", ["a.zip", "a.fit.zip", "fit", "a.gpx.bak", "history.csv", ".a.fit", "a.json", "fit.gz"]
)
def test_other_files_are_left_alone(name: str) -> None:
    assert not is_activity_file(name)


@pytest.mark.parametrize("name", ["a.fit", "a.gpx", "a.tcx", "a.fit.gz"])
def test_empty_and_foreign_files(name: str, tmp_path: Path) -> None:
    assert refused(tmp_path / name, b"") == "is empty"
    assert refused(tmp_path / name, b"PK\x03\x04" + bytes(100))


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.gpx").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(UnreadableActivity, match="larger"):
        read_activities(tmp_path / "a.gpx")


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    once = gzip.compress(bytes(64 << 20), 9)
    assert len(once) < 1 << 17
    assert "larger" in refused(tmp_path / "a.fit.gz", once)
    assert "FIT" in refused(tmp_path / "b.fit.gz", gzip.compress(once))  # what is packed twice is no activity


@pytest.mark.parametrize("damage", [slice(0, 20), slice(0, -6)])
def test_compressed_and_cut_short(damage: slice, tmp_path: Path) -> None:
    assert "compressed" in refused(tmp_path / "a.fit.gz", gzip.compress(run_file())[damage])


def test_compressed_and_damaged(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(run_file()))
    for at in range(2, len(data)):
        damaged = data.copy()
        damaged[at] ^= 0x55
        (tmp_path / "a.fit.gz").write_bytes(damaged)
        try:
            read_activities(tmp_path / "a.fit.gz")
        except UnreadableActivity:
            continue
        assert zlib.decompress(bytes(damaged), 31) == run_file()  # only the time or the system in its header


def damaged(data: bytes, dice: random.Random) -> bytes:
    """The file with one kind of damage."""
    at, length = dice.randrange(len(data)), dice.randint(1, 60)
    way = dice.randrange(5)
    if way == 0:
        return data[:at]
    if way == 1:
        return data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :]
    if way == 2:
        return data[:at] + bytes(length) + data[at + length :]
    return data[:at] + dice.randbytes(length) + data[at if way == 3 else at + length :]


@pytest.mark.parametrize("name", FILES)
def test_no_damage_is_more_than_a_file_that_cannot_be_read(name: str, tmp_path: Path) -> None:
    dice = random.Random(name)
    refusals = set()
    for _ in range(100):
        (tmp_path / name).write_bytes(damaged(FILES[name], dice) or b"x")
        try:
            read_activities(tmp_path / name)
        except UnreadableActivity as error:
            refusals.add(str(error))
    assert "\n" not in "".join(refusals)
    assert refusals or name.endswith(".csv")


@pytest.mark.skipif(os.name != "posix", reason="pipes with names")
def test_a_pipe_blocks_nobody(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.fit")
    with pytest.raises(UnreadableActivity):
        read_activities(tmp_path / "a.fit")


def test_a_file_that_has_gone(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_activities(tmp_path / "a.fit")
