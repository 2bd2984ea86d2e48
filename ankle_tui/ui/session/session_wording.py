"""The words of a session: those shown for some seconds, and the last ones where there is no summary."""

from ankle_tui.ui.wording.text import reason

NOT_ON_DISK = "not on disk"
DISCARDED = "Discarded."
NOTHING_DONE = "Nothing was done, nothing was recorded."


def volume_words(volume: float) -> str:
    """Name a volume from 0.0 to 1.0."""
    return f"volume {round(100 * volume)} %"


def safety_words(trouble: str, room: int) -> str:
    """Say that the session is not safe on disk, or is again.

    Args:
        trouble: The problem, or empty.
        room: Characters of the line.
    """
    if not trouble:
        return "Safe on disk again."
    full = f"Not safe on disk yet: {reason(trouble)}. Going on; trying again."
    return full if len(full) <= room else f"Not on disk: {reason(trouble)}"
