"""Reads nothing but regular files of sane size: no pipe keeps it waiting, no device fills the memory.

`status` reads by it at every prompt, so it loads nothing that Python has not loaded already.
"""

import io
import os
import stat

__all__ = ["MOST_BYTES", "TooLarge", "Unfit", "open_file", "read_file", "read_head"]

MOST_BYTES = 256 << 20
"""The largest file that is read whole: a history of some 100,000 sessions."""

_FLAGS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"):  # each is missing on some system
    _FLAGS |= getattr(os, _name, 0)
_AT_LEAST = 1 << 16
"""So many bytes are asked for at once, also of a file that says it is empty, as those of the system itself do."""


class Unfit(ValueError):
    """Something that is not read; the text says why: `is a folder`."""


class TooLarge(Unfit):
    """A file that is not read because of its size."""


def read_file(path: str | os.PathLike[str], most: int = MOST_BYTES) -> bytes:
    """The content of a regular file.

    Args:
        path: The file, or a link to one.
        most: How many bytes it may have.

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
    """How a regular file of any size begins.

    Args:
        path: The file, or a link to one.
        count: How many bytes of it are wanted.

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
        most: How many bytes it may have; None for any number.

    Returns:
        The descriptor, which is the caller's to close.

    Raises:
        Unfit: If it is no regular file, or larger.
        OSError: If it cannot be opened.
    """
    _refuse_unfit(os.stat(path), most)  # noqa: PTH116 - pathlib takes too long to load
    # Another file may have its name by now, so what is open is looked at again; a pipe does not keep us waiting for it.
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
        if got > most:  # somebody is still writing it
            raise _too_large(most)
    return b"".join(chunks)


def _refuse_unfit(found: os.stat_result, most: int | None) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise Unfit("is a folder" if stat.S_ISDIR(found.st_mode) else "is not a file")
    if most is not None and found.st_size > most:
        raise _too_large(most)


def _too_large(most: int) -> TooLarge:
    return TooLarge(f"is larger than {most >> 20} MiB")
