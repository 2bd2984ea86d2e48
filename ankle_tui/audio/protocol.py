"""Messages between client and helper: one JSON object per line in both directions, unknown fields ignored."""

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
"""{"failed": reason}: the device cannot be opened; trying again at once would not help."""
LOST: Final = "lost"
"""{"lost": reason}: the device was open and has stopped; a new helper may find it again."""
SINCE: Final = "since"
"""Beside LOST: deadline from which on nothing was heard, in seconds of `ankle_tui.clock.now()`."""
ALIVE: Final = "alive"
"""{"alive": true}, every second after READY, because a library that hangs in the device stops the whole helper."""


def encode(message: Mapping[str, object]) -> bytes:
    """Encode a message as one line of ASCII, including the newline."""
    return json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n"


def decode(line: bytes) -> Mapping[str, Any]:
    """Decode a line; one that is not a message gives no fields, does no harm and gets no answer."""
    try:
        message = json.loads(line)
    except ValueError:
        return {}
    return message if isinstance(message, dict) else {}


def number(message: Mapping[str, Any], field: str) -> float | None:
    """Value of `field`, or None if it is missing or not a finite number."""
    value = message.get(field)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)
