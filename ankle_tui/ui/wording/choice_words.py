"""Words for choosing exercises, on Home and in the form for a session by hand."""

from collections.abc import Mapping

from ankle_tui.ui.keys.names import key_of

NOTHING_CHOSEN = "Nothing chosen"


def exercises_words(count: int) -> str:
    """Count exercises: `1 exercise`, `3 exercises`."""
    return f"{count} exercise{'' if count == 1 else 's'}"


def choose_first_words(keys: Mapping[str, str]) -> str:
    """Ask for an exercise before the session.

    Args:
        keys: The runner's own keys by the id of a command.
    """
    return f"Choose an exercise first: {key_of(keys, 'picker.take')}"
