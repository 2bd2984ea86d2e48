"""Read regular files of sane size only: no pipe blocks, no device fills the memory.

`status` uses it at every prompt, so it imports nothing that Python has not loaded already.
"""

import io
import os
import stat

MOST_BYTES = 256 << 20
"""The largest file that is read whole: a history of some 100,000 sessions."""

_FLAGS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"):  # each is missing on some system
    _FLAGS |= getattr(os, _name, 0)
_AT_LEAST = 1 << 16
"""Read at least this much at once; files in /proc say they are empty."""


class Unfit(ValueError):
    """Not a regular file of sane size; the text says why: `is a folder`."""


class TooLarge(Unfit):
    """A file that is too large to read."""


def read_file(path: str | os.PathLike[str], most: int = MOST_BYTES) -> bytes:
    """Read a regular file.

    Args:
        path: The file, or a link to one.
        most: The most bytes it may have.

    Raises:
        Unfit: If it is no regular file, or larger.
        OSError: If it cannot be read.
    """
    descriptor = open_file(path, most)
    try:
        return _read(descriptor, most)
    finally:
        os.close(descriptor)


def read_head(path: str | os.PathLike[str], count: int) -> bytes:
    """Read the first `count` bytes of a regular file.

    Args:
        path: The file, or a link to one.
        count: Bytes to read.

    Raises:
        Unfit: If it is no regular file.
        OSError: If it cannot be read.
    """
    descriptor = open_file(path)
    try:
        return io.FileIO(descriptor, closefd=False).read(count)
    finally:
        os.close(descriptor)


def open_file(path: str | os.PathLike[str], most: int | None = None) -> int:
    """Open a regular file for reading.

    Args:
        path: The file, or a link to one.
        most: The most bytes it may have; None for any number.

    Returns:
        The descriptor; callers must close it.

    Raises:
        Unfit: If it is no regular file, or larger.
        OSError: If it cannot be opened.
    """
    _refuse_unfit(os.stat(path), most)  # noqa: PTH116 - pathlib takes too long to load
    # The file may have been swapped since, so check the one that is open. O_NONBLOCK keeps a pipe from blocking.
    descriptor = os.open(path, _FLAGS)
    try:
        _refuse_unfit(os.fstat(descriptor), most)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _read(descriptor: int, most: int) -> bytes:
    file, size = io.FileIO(descriptor, closefd=False), os.fstat(descriptor).st_size
    chunks, got = [], 0
    while chunk := file.read(max(size - got + 1, _AT_LEAST)):
        chunks.append(chunk)
        got += len(chunk)
        if got > most:  # it grew while we read
            raise _too_large(most)
    return b"".join(chunks)


def _refuse_unfit(found: os.stat_result, most: int | None) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise Unfit("is a folder" if stat.S_ISDIR(found.st_mode) else "is not a file")
    if most is not None and found.st_size > most:
        raise _too_large(most)


def _too_large(most: int) -> TooLarge:
    return TooLarge(f"is larger than {most >> 20} MiB")
