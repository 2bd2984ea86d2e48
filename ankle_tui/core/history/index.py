"""The sessions newest first, and what they can be looked through by."""

from collections.abc import Sequence
from functools import cached_property
from operator import attrgetter

from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.history.records import SessionRecord


class HistoryIndex:
    """The sessions of a history by day. It is made anew when the history changes.

    What takes a look at every session is worked out when it is first asked for.

    Args:
        sessions: In any order.
    """

    def __init__(self, sessions: Sequence[SessionRecord] = ()) -> None:
        self.sessions = sessions

    @cached_property
    def newest(self) -> Sequence[SessionRecord]:
        """The last training day first, and in a day the last start."""
        # Two sorts by simple keys, nearly in order already, take a third of the time of one by day, start and id.
        order = sorted(self.sessions, key=lambda session: session.started_at.timestamp())
        order.sort(key=attrgetter("day"))
        order.reverse()
        return order

    @cached_property
    def contexts(self) -> frozenset[Context]:
        """What any of them followed."""
        return frozenset(session.context for session in self.sessions)

    @property
    def exercises(self) -> frozenset[str]:
        """Ids of the exercises of which anything was ever done."""
        return frozenset(self._by_exercise)

    def having(self, exercise: str | None = None, context: Context | None = None) -> Sequence[SessionRecord]:
        """The sessions in which an exercise was done, or that followed something, newest first.

        Args:
            exercise: Its id; None for any.
            context: What they followed; None for anything.
        """
        found = self.newest if exercise is None else self._by_exercise.get(exercise, [])
        return found if context is None else [session for session in found if session.context is context]

    def find(self, session_id: str) -> SessionRecord | None:
        """A session by its id, or None when there is none."""
        return next((session for session in self.sessions if session.id == session_id), None)

    @cached_property
    def _by_exercise(self) -> dict[str, list[SessionRecord]]:
        """For every exercise the sessions in which some of it was done, newest first."""
        found: dict[str, list[SessionRecord]] = {}
        for session in self.newest:
            for exercise in {item.exercise for item in session.sets if item.done}:
                if exercise in found:
                    found[exercise].append(session)
                else:
                    found[exercise] = [session]
        return found
