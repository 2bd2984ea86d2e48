"""Index the sessions of a history by day, exercise and context."""

from collections.abc import Sequence
from functools import cached_property
from operator import attrgetter

from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.history.records import SessionRecord


class HistoryIndex:
    """The sessions of one history, newest first; a changed history needs a new index.

    Whatever has to look at every session is computed when first asked for.

    Args:
        sessions: In any order.
    """

    def __init__(self, sessions: Sequence[SessionRecord] = ()) -> None:
        self.sessions = sessions

    @cached_property
    def newest(self) -> Sequence[SessionRecord]:
        """The sessions by training day and start, the last first."""
        # Nearly in order already: two sorts by simple keys take a third of the time of one by day, start and id.
        order = sorted(self.sessions, key=lambda session: session.started_at.timestamp())
        order.sort(key=attrgetter("day"))
        order.reverse()
        return order

    @cached_property
    def contexts(self) -> frozenset[Context]:
        """Contexts of all sessions."""
        return frozenset(session.context for session in self.sessions)

    @property
    def exercises(self) -> frozenset[str]:
        """Ids of all exercises ever done."""
        return frozenset(self._by_exercise)

    def having(self, exercise: str | None = None, context: Context | None = None) -> Sequence[SessionRecord]:
        """Find sessions by exercise done and by context, newest first.

        Args:
            exercise: Id of the exercise; None for any.
            context: The context; None for any.
        """
        found = self.newest if exercise is None else self._by_exercise.get(exercise, [])
        return found if context is None else [session for session in found if session.context is context]

    def find(self, session_id: str) -> SessionRecord | None:
        """Find a session by its id, or None."""
        return next((session for session in self.sessions if session.id == session_id), None)

    @cached_property
    def _by_exercise(self) -> dict[str, list[SessionRecord]]:
        """Sessions in which some of an exercise was done, newest first, by the exercise."""
        found: dict[str, list[SessionRecord]] = {}
        for session in self.newest:
            for exercise in {item.exercise for item in session.sets if item.done}:
                if exercise in found:
                    found[exercise].append(session)
                else:
                    found[exercise] = [session]
        return found
