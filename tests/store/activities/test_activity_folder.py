"""Activity files found below a folder, whatever else is there and whatever happens meanwhile."""

import os
from pathlib import Path

import pytest

from ankle_tui.store.activities.activity_folder import find_files

POSIX = pytest.mark.skipif(os.name != "posix", reason="links, and folders that may not be read")


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")


def names(folder: Path) -> set[str]:
    return {found.name for found in find_files(folder)}


def test_files_in_folders_below_but_not_in_hidden_ones(tmp_path: Path) -> None:
    put(tmp_path, "a.fit", "2026/11/b.gpx", ".git/c.tcx", ".d.fit", "notes.txt", "2026/Activities.csv")
    assert names(tmp_path) == {"a.fit", "2026/11/b.gpx", "2026/Activities.csv"}


def test_size_and_time_are_told(tmp_path: Path) -> None:
    put(tmp_path, "a.fit")
    os.utime(tmp_path / "a.fit", ns=(1, 1_700_000_000_000_000_000))
    (found,) = find_files(tmp_path)
    assert found == ("a.fit", 1, 1_700_000_000_000_000_000)
    assert list(find_files(tmp_path / "a.fit")) == [("", 1, 1_700_000_000_000_000_000)]


@POSIX
def test_links_that_lead_back_end(tmp_path: Path) -> None:
    put(tmp_path, "deep/a.fit")
    (tmp_path / "deep" / "up").symlink_to(tmp_path)
    (tmp_path / "self.fit").symlink_to(tmp_path / "self.fit")
    (tmp_path / "gone.fit").symlink_to(tmp_path / "nowhere")
    assert names(tmp_path) == {"deep/a.fit"}


@POSIX
def test_a_link_to_another_folder_is_followed(tmp_path: Path) -> None:
    put(tmp_path, "other/a.fit", "mine/b.fit")
    (tmp_path / "mine" / "more").symlink_to(tmp_path / "other")
    assert names(tmp_path / "mine") == {"b.fit", "more/a.fit"}


def test_a_folder_that_vanishes_while_it_is_read(tmp_path: Path) -> None:
    put(tmp_path, "a.fit", "b/c.fit", "d/e.fit")
    looking = find_files(tmp_path)
    next(looking)
    (tmp_path / "b" / "c.fit").unlink()
    (tmp_path / "b").rmdir()
    assert {found.name for found in looking} == {"d/e.fit"}


def test_a_folder_below_that_cannot_be_read_is_named_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "a.fit", "b/c.fit", "d/e.fit")
    scandir, named = os.scandir, dict[Path, OSError]()

    def scan(path: Path) -> object:
        if path == tmp_path / "b":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", scan)
    assert {found.name for found in find_files(tmp_path, named.__setitem__)} == {"a.fit", "d/e.fit"}
    assert [(path, error.strerror) for path, error in named.items()] == [(tmp_path / "b", "Permission denied")]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path / "none" / "a.fit"):
        with pytest.raises(OSError, match="none"):
            list(find_files(path))
    put(tmp_path, "notes.txt")
    with pytest.raises(OSError, match="notes"):
        list(find_files(tmp_path / "notes.txt"))
