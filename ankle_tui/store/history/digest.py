"""The digest of a file: a few numbers made from it, believed only while the file is still the same.

`status` reads digests at every prompt, and the first screen at every start, so this imports next to nothing.
"""

import os
import zlib

from ankle_tui.safe_read import read_file

MOST_BYTES = 1 << 22
"""The largest digest that is read: a history of more sessions than the program reads has less."""

_FORMAT = "ankle-tui/digest 1"
_OF = "of"

TYPE_CHECKING = False  # that of `typing` would be one module more to load
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def to_digest(data: bytes, numbers: "Mapping[str, Iterable[int]]") -> bytes:
    """Write a digest as the bytes of its file.

    Args:
        data: The content of the file it is made from.
        numbers: Its numbers by a name without spaces.
    """
    lines = {_OF: _identity(data), **numbers}
    body = "\n".join([_FORMAT, *(" ".join([name, *map(str, line)]) for name, line in lines.items())]).encode()
    return b"%d\n%b" % (zlib.crc32(body), body)


def from_digest(digest: bytes, data: bytes) -> dict[str, list[int]]:
    """Read the numbers of a digest.

    Args:
        digest: The content of its file.
        data: The content of the file it should be made from.

    Raises:
        ValueError: If it is not a whole digest of exactly this file.
    """
    check, _, body = digest.partition(b"\n")
    # Nothing syncs a digest: a power cut may leave half of one, and its own check finds that out.
    if int(check) != zlib.crc32(body):
        raise ValueError("a damaged digest")
    head, *lines = body.decode("ascii").split("\n")
    numbers = {name: list(map(int, line)) for name, *line in map(str.split, lines)}
    if head != _FORMAT or numbers.pop(_OF, None) != _identity(data):
        raise ValueError("not a digest of this file")
    return numbers


def read_digest(path: str, digest: str) -> dict[str, list[int]] | None:
    """Read the numbers of the digest of a file; None where there is no such file.

    Args:
        path: The file.
        digest: Its digest.

    Raises:
        OSError: If a file cannot be read.
        ValueError: If the digest is damaged or only a link, or made from another content.
    """
    try:
        data = read_file(path)
    except FileNotFoundError:
        return None
    if os.path.islink(digest):  # noqa: PTH114 - pathlib takes too long to load
        raise ValueError("a link in place of a digest")
    return from_digest(read_file(digest, MOST_BYTES), data)


def _identity(data: bytes) -> list[int]:
    return [len(data), zlib.crc32(data)]
