"""The words in a figure."""

EYES_OPEN = ("◉", "eyes", "open")
"""The sign for open eyes, and what it says on two lines."""

EYES_CLOSED = ("◡", "eyes", "closed")
"""The same for closed eyes."""

LEFT, RIGHT = "L", "R"
"""The letter for the working leg."""
