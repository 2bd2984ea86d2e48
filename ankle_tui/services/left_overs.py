"""The unfinished sessions of earlier runs: held, asked about one at a time, taken over or put off."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ankle_tui.store.sessions.checkpoint_files import LeftOver
    from ankle_tui.store.sessions.save_queue import SaveQueue


class LeftOvers:
    """Own the unfinished sessions until each is continued, kept, discarded or put off.

    Args:
        held: The sessions this program holds.
        find: Finds and holds the sessions that no program holds.
        save_queue: Takes over a session that is continued, kept or discarded.
        asks: True if the runner is to be asked about them.
    """

    def __init__(
        self,
        held: "Iterable[LeftOver]",
        *,
        find: "Callable[[], Iterable[LeftOver]]",
        save_queue: "SaveQueue",
        asks: bool = True,
    ) -> None:
        self._find = find
        self._save_queue = save_queue
        self._held = _by_id(held)
        self._to_ask = _oldest_first(self._held) if asks else []
        self._asked = 0
        self._later: set[str] = set()

    @property
    def later(self) -> int:
        """The number of sessions put off."""
        return len(self._later)

    @property
    def place(self) -> tuple[int, int]:
        """The number of the current question, from 1, and of all questions."""
        return self._asked, self._asked + len(self._to_ask)

    @property
    def asks(self) -> bool:
        """True if there is a session to ask about."""
        return bool(self._to_ask)

    def next(self) -> "LeftOver":
        """Take the newest session to ask about."""
        self._asked += 1
        return self._to_ask.pop()

    def ask_again(self) -> None:
        """Hold the sessions that were put off again, and ask about each."""
        self._asked = 0
        self._later.clear()
        found = _by_id(self._find())
        self._held |= found
        self._to_ask = _oldest_first(found)

    def take_over(self, left: "LeftOver") -> None:
        """Leave a session to the save queue."""
        self._save_queue.take_over(left)
        self._held.pop(left.checkpoint.id, None)

    def discard(self, left: "LeftOver") -> None:
        """Remove a session from the disk."""
        self.take_over(left)
        self._save_queue.discard(left.checkpoint.id)

    def put_off(self, left: "LeftOver") -> None:
        """Release a session, for this program or another to ask about later."""
        left.slot.let_go()
        self._held.pop(left.checkpoint.id, None)
        self._later.add(left.checkpoint.id)

    def follow(self) -> bool:
        """Forget sessions another program has continued meanwhile; True if there were any."""
        there = self._save_queue.in_progress.ids
        if there is None or self._later <= there:
            return False
        self._later &= there
        return True

    def close(self) -> None:
        """Release every session."""
        for left in self._held.values():
            left.slot.let_go()


def _by_id(left_overs: "Iterable[LeftOver]") -> "dict[str, LeftOver]":
    return {left.checkpoint.id: left for left in left_overs}


def _oldest_first(left_overs: "dict[str, LeftOver]") -> "list[LeftOver]":
    return [left_overs[session_id] for session_id in sorted(left_overs)]
