"""Read files; anything wrong with one becomes a single clear line."""

import contextlib
import mmap
import os
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from ankle_tui.core.validation import InvalidValue
from ankle_tui.safe_read import MOST_BYTES, Unfit, open_file, read_file
from ankle_tui.store.files.problem import FileProblem

WhatT = TypeVar("WhatT")

MEBIBYTE = 1 << 20


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes | None:
    """Read a file.

    Args:
        path: The file.
        most: The most bytes it may have.

    Returns:
        Its content, or None if there is no such file.

    Raises:
        FileProblem: If it cannot be read, is larger, or is a folder, a device or a pipe.
    """
    try:
        return read_file(path, most)
    except FileNotFoundError:
        return None
    except Unfit as error:
        raise FileProblem(path, str(error)) from None
    except OSError as error:
        raise FileProblem.from_os(path, error, "cannot be read") from error


def names_in(folder: Path) -> list[str]:
    """List the names in a folder; none if it cannot be read.

    Args:
        folder: The folder.
    """
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:
        return []


@contextlib.contextmanager
def mapped(path: Path) -> Iterator[bytes | mmap.mmap]:
    """Map a file of any size without reading it into memory.

    Args:
        path: The file.

    Raises:
        Unfit: If it is no regular file.
        OSError: If it cannot be read.
    """
    descriptor = open_file(path)
    try:
        if not os.fstat(descriptor).st_size:
            yield b""  # an empty file cannot be mapped
            return
        with mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ) as data:
            yield data
    finally:
        os.close(descriptor)


Identity = tuple[int, int, int, int]


def identity(path: Path) -> Identity | None:
    """Identify the file at `path`; a changed identity means it may have changed.

    Args:
        path: The file.

    Returns:
        Device, inode, size in bytes and time of the last write in ns; None if there is no file or it is out of reach.
    """
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def read_text(path: Path) -> str | None:
    """Read a text file in UTF-8.

    Args:
        path: The file.

    Returns:
        Its text, or None if there is no such file.

    Raises:
        FileProblem: If it cannot be read or is not UTF-8.
    """
    data = read_bytes(path, MEBIBYTE)
    try:
        return None if data is None else data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FileProblem(path, f"is not UTF-8 text (byte {error.start})") from error


def parse_toml(text: str, path: Path) -> dict[str, object]:
    """Read the tables of a TOML file.

    Args:
        text: The file's text; the byte order mark of Windows editors is skipped.
        path: The file, for error messages.

    Raises:
        FileProblem: If it is not TOML.
    """
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise FileProblem(path, f"is not valid TOML: {error}") from error
    except RecursionError as error:
        raise FileProblem(path, "is nested too deeply") from error
    except ValueError as error:  # Python limits the digits of an integer
        raise FileProblem(path, "has a number that is too long") from error


def understand(text: str, path: Path, read: Callable[[Mapping[str, object]], WhatT]) -> WhatT:
    """Read a TOML file with `read`.

    Args:
        text: The file's text.
        path: The file, for error messages.
        read: Makes the result of its tables.

    Raises:
        FileProblem: At the first slip, naming the file and the key.
    """
    try:
        return read(parse_toml(text, path))
    except InvalidValue as error:
        raise FileProblem(path, str(error)) from error


def read_shipped(name: str) -> str:
    """Read a text file that comes with the program.

    Args:
        name: The file in `data`.
    """
    # Not importlib.resources, which takes longer to import than the file to read.
    return (Path(__file__).parents[2] / "data" / name).read_text(encoding="utf-8")
