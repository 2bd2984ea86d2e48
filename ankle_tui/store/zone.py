"""The name of the machine's time zone, for the record."""

import os
from collections.abc import Mapping
from pathlib import Path

__all__ = ["zone_name"]


def zone_name(environ: Mapping[str, str] = os.environ, link: Path = Path("/etc/localtime")) -> str:
    """The IANA name of the local time zone.

    Args:
        environ: Environment variables; `TZ` comes first.
        link: The file that stands for the zone on Unix.

    Returns:
        A name like `Europe/Berlin`, or the empty string where none is to be found (Windows keeps another kind of name).
    """
    if named := environ.get("TZ", "").lstrip(":"):
        return named
    try:
        _, found, name = str(link.readlink()).partition("zoneinfo/")
    except (OSError, NotImplementedError):
        return ""
    return name if found else ""
