"""Ids and revisions of what the history holds."""

import re

from ankle_tui.core.validation import TableReader

MOST_REVISIONS = 1_000_000_000

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def read_id(table: TableReader) -> str:
    """Read a UUID from the key `id`.

    Raises:
        InvalidValue: If it is not a UUID in lower case.
    """
    found_id = table.text("id")
    if not _ID.fullmatch(found_id):
        raise table.error("id", "must be a UUID in lower case")
    return found_id


def new_id(milliseconds: int, random: bytes) -> str:
    """Make a UUID version 7 (RFC 9562): it sorts by time and is unique without a central register.

    Args:
        milliseconds: Since 1970-01-01 UTC.
        random: Ten random bytes.
    """
    number = milliseconds << 80 | int.from_bytes(random, "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    text = f"{number:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
