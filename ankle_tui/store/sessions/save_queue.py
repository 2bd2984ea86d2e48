"""Save sessions on a thread of its own, while they run and after: no disk, however slow, holds up a countdown."""

import contextlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence

from ankle_tui.core.history.merge import merge
from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.files.read import Identity, identity
from ankle_tui.store.history.backups import NoBackup
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles, InProgress, LeftOver
from ankle_tui.store.sessions.checkpoint_writer import CheckpointWriter, RescuePath
from ankle_tui.store.sessions.save_thread import SaveThread

STALLED = 3.0
"""Seconds without an answer after which the disk counts as stalled."""
FIRST_THE_SCREEN = 0.01
"""Seconds a checkpoint waits so that the screen answers the key first: two threads at once are slower than one after
the other. A newer state replaces it meanwhile."""


class SaveQueue:
    """Writes checkpoints of running sessions, and ended sessions and other changes into the history.

    Its commands return at once. A write that fails stays queued and is tried again; an ended session is written as a
    checkpoint first, so that a program killed meanwhile has it at its next start.

    Args:
        file: The history.
        checkpoints: The sessions in progress.
        spare: Where checkpoints go while they cannot be written there, on another disk; None for nowhere.
        threaded: False to finish every command before it returns, as tests want it.

    Attributes:
        history: The history as last read or written, with what other copies of the program have added, or None.
        in_progress: The sessions in progress at the last look, in other programs too.
        saved: Called on the thread with a session that is in the history now; must return at once.
        changed: Called on the thread after a save, a failure, or a change made elsewhere.
    """

    def __init__(
        self,
        file: HistoryFile,
        checkpoints: CheckpointFiles,
        *,
        spare: CheckpointFiles | None = None,
        threaded: bool = True,
    ) -> None:
        self._file = file
        self._checkpoints = CheckpointWriter(checkpoints, spare)
        self._thread = SaveThread(self._retry, self._owes, self._broke, threaded=threaded)
        self._latest: dict[str, Checkpoint] = {}
        self._changes: list[tuple[History, str]] = []
        self._notices: deque[str] = deque()
        self._unsaved: dict[str, SessionRecord] = {}
        self._problems: dict[str, str] = {}
        self._unwanted: set[str] = set()
        self._unwritten = ""
        self._seen: Identity | None = None
        """Identity of the history file at the last look."""
        self._looks = False
        """True while a look is queued."""
        self.in_progress = InProgress([checkpoints, *filter(None, [spare])])
        self._closing = False
        self.history: History | None = None
        self.saved: Callable[[SessionRecord], None] = lambda _: None
        self.changed: Callable[[], None] = lambda: None

    def checkpoint(self, checkpoint: Checkpoint) -> None:
        """Write the state of a running session; if states come faster than the disk, only the newest.

        Args:
            checkpoint: The state.
        """
        self._latest[checkpoint.id] = checkpoint
        self._thread.do(lambda: self._write_latest(checkpoint.id))

    def save(self, record: SessionRecord) -> None:
        """Save an ended session, or a revision of it, in the history.

        Args:
            record: The session.
        """
        self._unsaved[record.id] = record
        self._thread.do(lambda: self._save(record.id))

    def change(self, delta: History, told: str = "") -> None:
        """Merge another change into the history: deletions, marks of days, targets.

        Args:
            delta: What to merge.
            told: For a bulk change, a sentence that `notices` repeats; the history is backed up first.
        """
        self._changes.append((delta, told))
        self._thread.do(self._write_changes)

    def discard(self, session_id: str) -> None:
        """Remove the checkpoint of a session in which nothing was done, or that nobody wants.

        Args:
            session_id: The session.
        """
        self._thread.do(lambda: self._discard(session_id))

    def refresh(self) -> None:
        """Read the history if its file has changed; `changed` is called if there is anything new."""
        if not self._looks:
            self._looks = True
            self._thread.do(self._refresh)

    def take_over(self, left_over: LeftOver) -> None:
        """Hold a left-over session from now on.

        Args:
            left_over: One that `CheckpointFiles.left_overs` yielded.
        """
        self._checkpoints.take_over(left_over)

    def saving(self, session_id: str) -> bool:
        """True while a session waits for the first try to save it."""
        return session_id in self._unsaved and session_id not in self._problems

    def problem(self, session_id: str) -> str:
        """Why an ended session is not in the history yet, in one line; empty if it is."""
        if session_id not in self._unsaved:
            return ""
        return self._problems.get(session_id) or self.trouble or "it is still being saved"

    def rescue_path(self, session_id: str) -> RescuePath | None:
        """Path of the last checkpoint of an unsaved session, or None if no start would read one."""
        return self._checkpoints.rescue_path(session_id)

    def tell(self, lines: Iterable[str]) -> None:
        """Add to the notices; from any thread.

        Args:
            lines: A line each.
        """
        if told := list(lines):
            self._notices.extend(told)
            self.changed()

    def notices(self) -> list[str]:
        """Take the notices for the runner, a line each; from any thread."""
        told = []
        with contextlib.suppress(IndexError):
            while True:
                told.append(self._notices.popleft())
        return told

    @property
    def settled(self) -> bool:
        """True if the history holds every session and change it was given."""
        return not self._unsaved and not self._changes

    @property
    def waiting(self) -> tuple[History, ...]:
        """The changes that are not in `history` yet; from any thread."""
        sessions = tuple(self._unsaved.values())
        return (*([History(sessions)] if sessions else []), *self.changes)

    def current(self) -> History:
        """Merge what was last read or written with the changes not written yet."""
        waiting = self.waiting  # before `history`: what is written in between is then in both
        return merge(self.history or History(), *waiting)

    @property
    def changes(self) -> tuple[History, ...]:
        """The changes without sessions that are not in the history yet; from any thread."""
        return tuple(delta for delta, _ in tuple(self._changes))

    @property
    def unwritten(self) -> str:
        """Why a change is not in the history yet, in one line; empty if all are."""
        return (self.trouble or "it is still being saved") if self._changes else ""

    @property
    def trouble(self) -> str:
        """Why the running session cannot be written, in one line; empty if it can."""
        since = self._thread.busy_since
        if since is not None and time.monotonic() - since > STALLED:
            return f"{self._file.path.parent}: the disk does not answer"
        return self._unwritten

    def flush_now(self, checkpoint: Checkpoint | None, patience: float = 2.0) -> None:
        """Write everything to disk before returning.

        Args:
            checkpoint: The state of the running session, if there is one.
            patience: Seconds to wait for a write that is under way.
        """
        # Called from signal handlers too, which may interrupt the holder of a lock: so this takes none, polls, and
        # writes only checkpoints. The history needs its file's lock; the next start saves the session from there.
        self._closing = True  # from here on the thread writes no older checkpoint over this one
        deadline = time.monotonic() + patience
        while (
            self._thread.started
            and (self._thread.busy_since is not None or self._unsaved or self._changes)
            and time.monotonic() < deadline
        ):
            time.sleep(0.005)
        last = [Checkpoint(record.ended_at, record) for record in list(self._unsaved.values())]
        for state in [*last, *([checkpoint] if checkpoint else [])]:
            self._write(state)

    def close(self, patience: float = 10.0) -> None:
        """Finish all saves and let go of the sessions; `problem` tells of one that could not be saved.

        Args:
            patience: Seconds to wait for the disk.
        """
        if self._unsaved or self._changes:
            self._thread.do(self._retry)
        if self._thread.stop(patience):
            self._checkpoints.let_go()

    def _broke(self, error: Exception) -> None:
        """Report a bug as trouble with saving, which is what it means to the runner."""
        self._unwritten = f"{self._file.path.parent}: cannot be written: {type(error).__name__}"

    def _owes(self) -> bool:
        """True while anything is left to write or remove."""
        return bool(self._unsaved or self._changes or self._latest or self._unwanted)

    def _retry(self) -> None:
        for session_id in list(self._unsaved):
            self._save(session_id)
        self._write_changes()
        for session_id in list(self._latest):
            self._write_latest(session_id)
        for session_id in list(self._unwanted):
            self._discard(session_id)

    def _write_latest(self, session_id: str) -> None:
        if self._thread.threaded:
            time.sleep(FIRST_THE_SCREEN)
        checkpoint = self._latest.pop(session_id, None)
        if checkpoint and not self._closing:
            before = self._unwritten
            if not self._write(checkpoint):
                self._latest.setdefault(session_id, checkpoint)
            if self._unwritten != before:
                self.changed()

    def _write(self, checkpoint: Checkpoint) -> bool:
        try:
            self._checkpoints.write(checkpoint)
        except FileProblem as problem:
            self._unwritten = str(problem)
            return False
        self._unwritten = ""
        return True

    def _save(self, session_id: str) -> None:
        record = self._unsaved.get(session_id)
        if record is None:
            return
        self._latest.pop(session_id, None)
        # First as a checkpoint: the lock of the history may be long in coming, and the program be killed meanwhile.
        self._write(Checkpoint(record.ended_at, record))
        try:
            self.history = self._file.keep(record)
        except FileProblem as problem:
            self._problems[session_id] = str(problem)
        else:
            if self._unsaved.get(session_id) is record:  # otherwise a revision has come, with a job of its own
                del self._unsaved[session_id]
                self._problems.pop(session_id, None)
                self._discard(session_id)
            self.saved(record)
        self._hear()
        self.changed()

    def _write_changes(self) -> None:
        changes = list(self._changes)
        if not changes:
            return
        try:
            self.history, notice = _add(self._file, changes)
        except FileProblem as problem:
            self._unwritten = str(problem)
        else:
            del self._changes[: len(changes)]  # one that came meanwhile has a job of its own
            self._unwritten = ""
            self._notices.extend([notice] if notice else [])
        self._hear()
        self.changed()

    def _hear(self) -> None:
        """Collect the history file's notices."""
        self._notices.extend(self._file.notices())

    def _refresh(self) -> None:
        self._looks = False
        if self.in_progress.look():
            self.changed()
        # Identified before reading: a change while it is read shows at the next look.
        before, self._seen = self._seen, identity(self._file.path)
        if self._seen is not None and self._seen == before:
            return
        try:
            found = self._file.load()
        except FileProblem as problem:  # nobody waits for a look; the next save will complain
            if isinstance(problem.__cause__, OSError):  # once readable again it may have the same identity
                self._seen = None
            return
        if found != self.history:
            self.history = found
            self.changed()

    def _discard(self, session_id: str) -> None:
        self._latest.pop(session_id, None)
        try:
            removed = self._checkpoints.remove(session_id)
        except FileProblem as problem:
            self._unwritten = str(problem)
            self._unwanted.add(session_id)
            return
        self._unwanted.discard(session_id)
        if removed:
            self._unwritten = ""


def _add(file: HistoryFile, changes: Sequence[tuple[History, str]]) -> tuple[History, str]:
    """Change the history, and say of a bulk change how to undo it, or that there is no backup before it."""
    deltas, told = [delta for delta, _ in changes], " ".join(told for _, told in changes if told)
    if not told:
        return file.add(*deltas), ""
    try:
        changed = file.add_with_backup(*deltas)
    except NoBackup as problem:
        return file.add(*deltas), f"{told} There is no backup of the history before: {problem}"
    return changed.history, f"{told}{changed.way_back}"
