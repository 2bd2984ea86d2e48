"""The history as the screens read and change it: amend, delete, take back, add."""

import datetime as dt
from collections.abc import Callable

from ankle_tui.core.history.edits import amended, deleted, newest, undone
from ankle_tui.core.history.index import HistoryIndex
from ankle_tui.core.history.records import History, SessionRecord


class Journal:
    """What was done, and what the runner makes of it afterwards.

    Args:
        read: Gives the history.
        change: Merges something into it, at once.
        wall: The wall clock.
        trouble: Why a change is not on the disk, in one line, or empty.

    Attributes:
        gone: What was deleted and can be taken back, the last one last.
        trouble: As given.
    """

    def __init__(
        self,
        read: Callable[[], History],
        change: Callable[[History], None],
        *,
        wall: Callable[[], dt.datetime],
        trouble: Callable[[], str],
    ) -> None:
        self._read = read
        self._change = change
        self._wall = wall
        self._log = HistoryIndex()
        self.gone: list[SessionRecord] = []
        self.trouble = trouble

    @property
    def log(self) -> HistoryIndex:
        """The sessions; the same log as long as they are the same."""
        sessions = self._read().sessions
        if sessions is not self._log.sessions and sessions != self._log.sessions:
            self._log = HistoryIndex(sessions)
        return self._log

    def prepare(self) -> None:
        """Put the sessions in order and look through them, before anybody waits for it."""
        _ = self.log.exercises

    def add(self, record: SessionRecord) -> None:
        """Add a session."""
        self._change(History((record,)))

    def amend(self, before: SessionRecord, wanted: SessionRecord) -> None:
        """Amend a session; what another copy of the program has changed of it meanwhile stays.

        Args:
            before: The session as it was shown.
            wanted: The same as the runner wants it.
        """
        record = newest(self._read(), before)
        revised = amended(record, before, wanted)
        if revised != record:
            self._change(History((revised,)))

    def delete(self, record: SessionRecord) -> None:
        """Delete a session, which can be taken back."""
        last = newest(self._read(), record)
        self.gone.append(last)
        self._change(History(deleted=(deleted(last, self._wall()),)))

    def take_back(self, session_id: str | None = None) -> SessionRecord | None:
        """Bring back what was deleted.

        Args:
            session_id: Which session; None for the last one.

        Returns:
            The session, or None when there is none to bring back.
        """
        found = next((one for one in reversed(self.gone) if session_id in {None, one.id}), None)
        if found:
            self.gone.remove(found)
            self._change(History((undone(newest(self._read(), found)),)))
        return found
