"""Find the name of the machine's time zone, for the record of a session."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

_NAME = re.compile(r"[A-Za-z][\w+-]*(/[\w+-]+)*", re.ASCII)


def zone_name(environ: Mapping[str, str] = os.environ, link: Path = Path("/etc/localtime")) -> str:
    """Find the IANA name of the local time zone.

    Args:
        environ: Environment variables; `TZ` comes first.
        link: The link to the zone on Unix.

    Returns:
        A name such as `Europe/Berlin`; empty if there is none: Windows uses other names, and `TZ` may hold a rule.
    """
    if wanted := environ.get("TZ", "").lstrip(":"):
        return _name(wanted)
    try:
        target = str(link.readlink())
    except (OSError, NotImplementedError):
        return ""
    return _name(target) if "zoneinfo/" in target else ""


def _name(text: str) -> str:
    """The part of a path below `zoneinfo`, or `text` itself if it is a name; otherwise empty."""
    name = text.rpartition("zoneinfo/")[2]
    return name if _NAME.fullmatch(name) else ""
