"""The one reader: regular files of sane size, and nothing that would keep it waiting or fill the memory."""

import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from ankle_tui import safe_read
from ankle_tui.safe_read import TooLarge, Unfit, open_file, read_file, read_head

POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX pipes, sockets, devices and links")
DESCRIPTORS = Path("/proc/self/fd")
TELLS_NO_SIZE = Path("/proc/self/status")
IN_TIME = 20.0
"""Seconds after which what has not returned never will."""


def in_time(act: Callable[[], object]) -> None:
    """Do it, and fail instead of hanging."""
    thread = threading.Thread(target=act, daemon=True)
    thread.start()
    thread.join(IN_TIME)
    assert not thread.is_alive(), "it waits for ever"


def open_descriptors() -> int:
    return len(list(DESCRIPTORS.iterdir())) if DESCRIPTORS.is_dir() else 0


@pytest.mark.parametrize("size", [0, 1, (1 << 16) - 1, 1 << 16, 300_000])
def test_a_file_is_read_whole(tmp_path: Path, size: int) -> None:
    (tmp_path / "file").write_bytes(data := os.urandom(size))
    assert read_file(tmp_path / "file") == read_file(str(tmp_path / "file"), size) == data
    assert read_head(tmp_path / "file", 10) == data[:10]


@POSIX
def test_a_link_is_read_where_it_points(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"here")
    (tmp_path / "link").symlink_to("file")
    assert read_file(tmp_path / "link") == b"here"


def test_what_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "file")


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def link_to_pipe(path: Path) -> None:
    os.mkfifo(path.with_name("pipe"))
    path.symlink_to("pipe")


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "a folder": (Path.mkdir, "is a folder"),
    "a pipe": (make_pipe, "is not a file"),
    "a socket": (make_socket, "is not a file"),
    "a link to a device": (lambda path: path.symlink_to("/dev/zero"), "is not a file"),
    "a link to a pipe": (link_to_pipe, "is not a file"),
}


@POSIX
@pytest.mark.parametrize("what", ODD)
def test_what_is_no_file_is_neither_read_nor_waited_for(
    tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    make, problem = ODD[what]
    make(Path("odd"))
    before, told = open_descriptors(), []

    def read() -> None:
        for attempt in (read_file, open_file, lambda path: read_head(path, 1)):
            with pytest.raises(Unfit) as refused:
                attempt("odd")
            told.append(str(refused.value))

    in_time(read)
    assert told == [problem] * 3
    assert open_descriptors() == before


@POSIX
def test_what_takes_a_files_place_while_it_is_opened_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"once")
    real, told = os.open, []

    def swap(*arguments: object) -> int:
        path.unlink()
        os.mkfifo(path)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", swap)

    def read() -> None:
        with pytest.raises(Unfit) as refused:
            read_file(path)
        told.append(str(refused.value))

    before = open_descriptors()
    in_time(read)
    assert told == ["is not a file"]
    assert open_descriptors() == before


def test_what_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "file").open("wb") as large:  # nothing but a hole: it takes no room
        large.truncate(5 << 30)
    with pytest.raises(TooLarge, match="is larger than 256 MiB"):
        read_file(tmp_path / "file")
    assert read_head(tmp_path / "file", 3) == b"\0\0\0"


def test_a_file_that_grows_while_it_is_read_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 100)
    real = safe_read.open_file

    def grow(path: Path, most: int | None = None) -> int:
        descriptor = real(path, most)
        with path.open("ab") as file:
            file.write(b"x" * (1 << 20))
        return descriptor

    monkeypatch.setattr(safe_read, "open_file", grow)
    with pytest.raises(TooLarge):
        read_file(path, 1000)


@pytest.mark.skipif(not TELLS_NO_SIZE.exists(), reason="no files without a size here")
def test_a_file_that_tells_no_size_is_read_too() -> None:
    assert b"Name:" in read_file(TELLS_NO_SIZE)
