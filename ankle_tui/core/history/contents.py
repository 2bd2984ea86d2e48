"""Say how much a history holds."""

from ankle_tui.core.formatting import counted
from ankle_tui.core.history.records import History


def contents_words(history: History) -> str:
    """Count what a history holds: `12 sessions, 3 self-tests, 1 block`; what there is none of is left out."""
    found = [
        counted(len(items), name)
        for items, name in (
            (history.sessions, "session"),
            (history.tests, "self-test"),
            (history.blocks, "block"),
        )
        if items
    ]
    return ", ".join(found) or counted(0, "session")
