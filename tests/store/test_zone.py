"""The name of the time zone, from the environment or from the link that Unix systems keep."""

import os
from pathlib import Path

import pytest

from ankle_tui.store.zone import zone_name

NOWHERE = Path("/nowhere/localtime")


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (":Europe/Berlin", "Europe/Berlin"),
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("Etc/GMT+5", "Etc/GMT+5"),
        ("America/Port-au-Prince", "America/Port-au-Prince"),
        ("UTC", "UTC"),
        ("/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        (":/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        ("CET-1CEST,M3.5.0,M10.5.0/3", ""),
        ("<+03>-3", ""),
        ("/etc/localtime", ""),
        ("\x1b[31m", ""),
        ("\udcff", ""),
    ],
)
def test_the_environment_comes_first(value: str, name: str) -> None:
    assert zone_name({"TZ": value}, NOWHERE) == name


@pytest.mark.skipif(os.name != "posix", reason="links")
@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("/usr/share/zoneinfo/Europe/Berlin", "Europe/Berlin"),
        ("../usr/share/zoneinfo/Europe/Berlin", "Europe/Berlin"),
        ("/var/db/timezone/zoneinfo/America/Los_Angeles", "America/Los_Angeles"),
        ("/etc/mytime", ""),
        ("mytime", ""),
    ],
)
def test_then_the_link(tmp_path: Path, target: str, name: str) -> None:
    link = tmp_path / "localtime"
    link.symlink_to(target)
    assert zone_name({}, link) == name
    assert zone_name({"TZ": ""}, link) == name


def test_neither(tmp_path: Path) -> None:
    (tmp_path / "localtime").write_bytes(b"TZif2")
    assert zone_name({}, tmp_path / "localtime") == ""
    assert zone_name({}, NOWHERE) == ""
