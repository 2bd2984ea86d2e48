"""The digest of a file: a few numbers made from it, believed only while the file is still the same.

`status` reads digests at every prompt, so this imports next to nothing.
"""

import zlib

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


def _identity(data: bytes) -> list[int]:
    return [len(data), zlib.crc32(data)]
