"""Take in the copies that syncing programs make when two machines write the history at once."""

import datetime as dt
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from ankle_tui.core.formatting import listed
from ankle_tui.core.history.records import History, NewerVersion
from ankle_tui.core.validation import InvalidValue
from ankle_tui.store.files.durable import move
from ankle_tui.store.files.problem import FileProblem, one_line
from ankle_tui.store.files.read import Identity, identity, names_in, read_bytes
from ankle_tui.store.history.codec import Foreign, from_elsewhere, tidied
from ankle_tui.store.history.copies import aside_path, conflict_copies, prune_merged
from ankle_tui.store.history.salvage import Salvage, salvage, unread_words


class ConflictCopy(NamedTuple):
    """A conflict copy that was read.

    Attributes:
        path: The file.
        state: Its identity before it was read.
        found: What can be read of it.
    """

    path: Path
    state: Identity | None
    found: Salvage

    @property
    def whole(self) -> bool:
        """True if every part of it could be read."""
        return not self.found.broken and self.found.marred == History()


class SyncedCopies:
    """The conflict copies beside a history.

    Args:
        path: The history, or a link to it.
        now: The wall clock, for the names of what is set aside.
        tell: Takes a line that the runner should know.
    """

    def __init__(self, path: Path, now: Callable[[], dt.datetime], tell: Callable[[str], None]) -> None:
        self._path = path
        self._now = now
        self._tell = tell
        self._left: dict[Path, Identity | None] = {}
        """Copies that stay where they are, as they were when that was told: passed over until they change."""

    def read_again(self) -> None:
        """Read also those copies that were left where they are."""
        self._left.clear()

    def read(self) -> list[ConflictCopy]:
        """Read every conflict copy that is not to be left where it is."""
        real, copies = Path(os.path.realpath(self._path)), []
        for path in conflict_copies(real, names_in(real.parent)):
            state = identity(path)
            if path in self._left and self._left[path] == state:
                continue
            if found := self._read(path, state):
                copies.append(found)
        return copies

    def leave(self, copies: Iterable[ConflictCopy], told: str) -> None:
        """Leave copies where they are until they change, or until the next start, and say so once.

        Args:
            copies: What to leave.
            told: Why, in one line.
        """
        self._left |= {one.path: one.state for one in copies}
        self._tell(one_line(told))

    def leave_unmerged(self, copies: Sequence[ConflictCopy], problem: FileProblem) -> None:
        """Leave copies where they are: they could not be merged.

        Args:
            copies: What to leave.
            problem: What kept them out.
        """
        self.leave(copies, f"{_listed(copies)}: not merged yet: {problem}")

    def put_away(self, copies: Sequence[ConflictCopy], history: History, way_back: str) -> None:
        """Set merged copies aside; one that cannot be moved is merged again at the next start.

        Args:
            copies: What was merged.
            history: The history they were merged into.
            way_back: How to undo it, as a sentence that follows another.
        """
        real, moved = Path(os.path.realpath(self._path)), []
        for one in copies:
            try:
                # What could not be read may be all that is left of a session, so it is never removed by us.
                move(one.path, aside_path(real, "merged" if one.whole else "damaged", self._now(), one.path.name))
            except OSError as error:
                problem = FileProblem.from_os(one.path, error, "cannot be set aside")
                self.leave([one], f"{one.path.name}: merged into your history, but {problem.problem}.")
            else:
                moved.append(one)
        if moved:
            number = "1 copy" if len(moved) == 1 else f"{len(moved)} copies"
            told = ", ".join([_listed(moved), *unread_words([one.found for one in moved], history)])
            self._tell(one_line(f"{number} merged into your history ({told}).{way_back}"))
            prune_merged(real)

    def _read(self, path: Path, state: Identity | None) -> ConflictCopy | None:
        """Read a copy, salvaging a damaged one; None if it has gone or must not be merged."""
        try:
            data = read_bytes(path)
            return None if data is None else ConflictCopy(path, state, Salvage(from_elsewhere(data), 0))
        except (NewerVersion, Foreign, FileProblem) as error:
            nothing = ConflictCopy(path, state, Salvage(History(), 0))
            self.leave([nothing], f"{path.name} was not merged: {error}")
            return None
        except InvalidValue:
            return ConflictCopy(path, state, salvage(tidied(data or b"")))


def _listed(copies: Iterable[ConflictCopy]) -> str:
    return listed([one.path.name for one in copies])
