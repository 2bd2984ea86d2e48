"""The name of the machine's time zone, for the record."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

_NAME = re.compile(r"[A-Za-z][\w+-]*(/[\w+-]+)*", re.ASCII)


def zone_name(environ: Mapping[str, str] = os.environ, link: Path = Path("/etc/localtime")) -> str:
    """The IANA name of the local time zone.

    Args:
        environ: Environment variables; `TZ` comes first.
        link: The file that stands for the zone on Unix.

    Returns:
        A name like `Europe/Berlin`, or the empty string where none is to be found (Windows keeps another kind of name,
        and `TZ` may hold a rule instead of a name).
    """
    if wanted := environ.get("TZ", "").lstrip(":"):
        return _name(wanted)
    try:
        target = str(link.readlink())
    except (OSError, NotImplementedError):
        return ""
    return _name(target) if "zoneinfo/" in target else ""


def _name(text: str) -> str:
    """The name in a path below `zoneinfo`, or the text itself where it is a name."""
    name = text.rpartition("zoneinfo/")[2]
    return name if _NAME.fullmatch(name) else ""
