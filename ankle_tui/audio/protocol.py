"""The words client and helper exchange: one JSON object per line, both ways, unknown fields ignored."""

import json
import math
from collections.abc import Mapping
from typing import Any, Final

# From the client.
PLAY: Final = "play"
"""{"play": cue, "at": deadline in seconds of `ankle_tui.clock.now()`}"""
CANCEL: Final = "cancel"
"""{"cancel": true}"""
VOLUME: Final = "volume"
"""{"volume": share of the full amplitude}"""

# From the helper.
READY: Final = "ready"
"""{"ready": driver}: the device is open."""
FAILED: Final = "failed"
"""{"failed": reason}: it cannot be opened; trying again at once would not help."""
LOST: Final = "lost"
"""{"lost": reason}: it was open and has stopped; a new helper may find it again."""
SINCE: Final = "since"
"""Beside LOST: from which deadline on nothing has been heard, in seconds of `ankle_tui.clock.now()`."""
ALIVE: Final = "alive"
"""{"alive": true}, every second from READY on: a library that hangs inside the device stops the whole helper."""


def encode(message: Mapping[str, object]) -> bytes:
    """A message as it goes through the pipe.

    Args:
        message: Its fields.

    Returns:
        One line of ASCII, its end included.
    """
    return json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n"


def decode(line: bytes) -> Mapping[str, Any]:
    """A message as it came out of the pipe.

    Args:
        line: One line.

    Returns:
        Its fields; none for a line that is no message, which does no harm and gets no answer.
    """
    try:
        message = json.loads(line)
    except ValueError:
        return {}
    return message if isinstance(message, dict) else {}


def number(message: Mapping[str, Any], field: str) -> float | None:
    """A field that should be a number.

    Args:
        message: The fields.
        field: Name of the one wanted.

    Returns:
        Its value, or None when it is missing or no finite number.
    """
    value = message.get(field)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)
