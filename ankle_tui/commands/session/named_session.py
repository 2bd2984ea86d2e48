"""Find the session that a word on the command line means."""

import datetime as dt
from collections.abc import Sequence

from ankle_tui.commands import console
from ankle_tui.commands.parser import Reader
from ankle_tui.commands.session.unfinished_sessions import short_ids
from ankle_tui.core.history.records import SessionRecord

LAST = "last"
"""The word for the newest session."""
MEANT = f"how the session's id begins, its day, or {LAST}"
"""The words that mean a session, for a help text."""

session_word = Reader(str, words=(LAST,), listed="sessions")
"""Reads a word that means a session."""


def find_session(sessions: Sequence[SessionRecord], word: str, today: dt.date) -> SessionRecord:
    """Find a session by its day, the beginning of its id, or `last`.

    Args:
        sessions: All sessions, the newest first.
        word: What the runner has typed.
        today: What `today` and `yesterday` go by.

    Raises:
        UsageError: If no session, or more than one, is meant.
    """
    text = word.lower()
    if not sessions:
        raise console.UsageError("there is no session yet")
    if text == LAST:
        return sessions[0]
    ago = {"today": today, "yesterday": today - dt.timedelta(days=1)}
    day = ago[text].isoformat() if text in ago else text
    found = [one for one in sessions if one.day.isoformat() == day] or [
        one for one in sessions if text and one.id.startswith(text)
    ]
    if not found:
        raise console.UsageError(f'no session is called "{word}"; see: ankle-tui amend')
    if len(found) > 1:
        several = " or ".join(short_id(one, sessions) for one in found[:3])
        raise console.UsageError(f'"{word}" could be {several}{" or more" if len(found) > 3 else ""}')
    return found[0]


def short_id(record: SessionRecord, sessions: Sequence[SessionRecord]) -> str:
    """Shorten an id as far as no other session has its beginning."""
    return short_ids({record.id, *(one.id for one in sessions)})[record.id]
