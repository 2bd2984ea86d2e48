"""Keeps a session safe while it runs and after it, on a thread of its own: no disk, however slow, holds up a countdown."""

import contextlib
import time
from collections import deque
from collections.abc import Callable, Iterable

from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.files.read import Identity, identity
from ankle_tui.store.history.backups import NoBackup
from ankle_tui.store.history.file import HistoryFile
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles, LeftOver
from ankle_tui.store.sessions.checkpoint_writer import CheckpointWriter, RescuePath
from ankle_tui.store.sessions.save_thread import SaveThread

STALLED = 3.0
"""After how many seconds without an answer the disk counts as stalled."""
FIRST_THE_SCREEN = 0.01
"""Seconds by which a checkpoint waits for the screen to answer the key it comes from: two threads at once are slower than one
after the other. What comes meanwhile is in it as well."""


class SaveQueue:
    """Writes checkpoints, and what has ended into the history.

    Its commands return at once. What could not be written stays here, is tried again, and is in the checkpoint at the
    least wherever that can be written.

    Args:
        file: The history.
        checkpoints: The sessions in progress.
        spare: Where they go when they cannot be written there, on another disk; None has no such place.
        threaded: Whether to work on a thread; otherwise every command is done when it returns, as tests want it.
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
        self._seen_folders: list[Identity | None] = []
        self.in_progress: frozenset[str] | None = None
        """The ids of the sessions in progress when the history was last looked at, other programs' included, or None."""
        self._closing = False
        self.history: History | None = None
        """What the history file held when it was last read or written, other copies' sessions included, or None."""
        self.changed: Callable[[], None] = lambda: None
        """Called on the save queue's thread whenever something was saved, or could not be."""

    def note(self, checkpoint: Checkpoint) -> None:
        """Keep the state of a session in progress; of states that come faster than the disk, the newest.

        Args:
            checkpoint: The state.
        """
        self._latest[checkpoint.id] = checkpoint
        self._thread.do(lambda: self._write_latest(checkpoint.id))

    def keep(self, record: SessionRecord) -> None:
        """Put a session that has ended into the history, or a revision of it.

        Args:
            record: The session.
        """
        self._unsaved[record.id] = record
        self._thread.do(lambda: self._save(record.id))

    def change(self, delta: History, told: str = "") -> None:
        """Put anything else into the history: deletions, marks of days, targets.

        Args:
            delta: What to merge into it.
            told: For a bulk change, one sentence about it: the history is backed up first, and `notices` says so.
        """
        self._changes.append((delta, told))
        self._thread.do(self._write_changes)

    def drop(self, session_id: str) -> None:
        """Forget a session in progress: nothing was done, or nobody wants it.

        Args:
            session_id: The session.
        """
        self._thread.do(lambda: self._drop(session_id))

    def refresh(self) -> None:
        """Read the history if its file has changed; `changed` tells when others have added or finished something."""
        if not self._looks:
            self._looks = True
            self._thread.do(self._refresh)

    def take_over(self, left_over: LeftOver) -> None:
        """Hold a left-over from now on, whatever becomes of it.

        Args:
            left_over: What `CheckpointFiles.left_overs` gave.
        """
        self._checkpoints.take_over(left_over)

    def saving(self, session_id: str) -> bool:
        """Whether a session waits for its first try to be saved."""
        return session_id in self._unsaved and session_id not in self._problems

    def problem(self, session_id: str) -> str:
        """Why a session that has ended is not in the history yet, in one line, or empty."""
        if session_id not in self._unsaved:
            return ""
        return self._problems.get(session_id) or self.trouble or "it is still being saved"

    def put_by(self, session_id: str) -> RescuePath | None:
        """The last checkpoint of a session that is not in the history; None if there is none that a start would read."""
        return self._checkpoints.rescue_path(session_id)

    def tell(self, lines: Iterable[str]) -> None:
        """Add to the notices; from any thread.

        Args:
            lines: A line each.
        """
        before = len(self._notices)
        self._notices.extend(lines)
        if len(self._notices) != before:
            self.changed()

    def notices(self) -> list[str]:
        """Take what the runner should know and has not been told yet, a line each; from any thread."""
        told = []
        with contextlib.suppress(IndexError):
            while True:
                told.append(self._notices.popleft())
        return told

    @property
    def settled(self) -> bool:
        """Whether everything that was to go into the history is there."""
        return not self._unsaved and not self._changes

    @property
    def unwritten(self) -> str:
        """Why a change is not in the history yet, in one line, or empty."""
        return (self.trouble or "it is still being saved") if self._changes else ""

    @property
    def trouble(self) -> str:
        """What keeps the session in progress from being kept safe, in one line, or empty."""
        since = self._thread.busy_since
        if since is not None and time.monotonic() - since > STALLED:
            return f"{self._file.path.parent}: the disk does not answer"
        return self._unwritten

    def secure(self, checkpoint: Checkpoint | None, patience: float = 2.0) -> None:
        """Put everything on the disk before returning, from a signal handler too: takes no lock of this process.

        Args:
            checkpoint: The state of the session in progress, if there is one.
            patience: For how many seconds to wait for a write that is under way.
        """
        self._closing = True  # the thread starts no checkpoint any more that would be older than this one
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
        """Bring everything to its end; what is left over then is not saved, and `problem` says why.

        Args:
            patience: For how many seconds to wait for the disk.
        """
        if self._unsaved or self._changes:
            self._thread.do(self._retry)
        if self._thread.stop(patience):
            self._checkpoints.let_go()

    def _broke(self, error: Exception) -> None:
        """Report a mistake in the program as one of the disk, the next best thing to saving."""
        self._unwritten = f"{self._file.path.parent}: cannot be written: {type(error).__name__}"

    def _owes(self) -> bool:
        """True while anything is still to be written or removed."""
        return bool(self._unsaved or self._changes or self._latest or self._unwanted)

    def _retry(self) -> None:
        for session_id in list(self._unsaved):
            self._save(session_id)
        self._write_changes()
        for session_id in list(self._latest):
            self._write_latest(session_id)
        for session_id in list(self._unwanted):
            self._drop(session_id)

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
        self._write(Checkpoint(record.ended_at, record))  # the lock may be a long time coming
        try:
            self.history = self._file.keep(record)
        except FileProblem as problem:
            self._problems[session_id] = str(problem)
        else:
            if self._unsaved.get(session_id) is record:  # else a revision came meanwhile, and has its own turn
                del self._unsaved[session_id]
                self._problems.pop(session_id, None)
                self._drop(session_id)
        self._hear()
        self.changed()

    def _write_changes(self) -> None:
        changes = list(self._changes)
        if not changes:
            return
        try:
            self.history = self._add([delta for delta, _ in changes], [told for _, told in changes if told])
        except FileProblem as problem:
            self._unwritten = str(problem)
        else:
            del self._changes[: len(changes)]  # what came meanwhile has its own turn
            self._unwritten = ""
        self._hear()
        self.changed()

    def _add(self, deltas: list[History], told: list[str]) -> History:
        """Change the history; if the backup for a bulk change fails, change it anyway and say so."""
        if not told:
            return self._file.add(*deltas)
        try:
            changed = self._file.add_with_backup(*deltas)
        except NoBackup as problem:
            history = self._file.add(*deltas)
            self._notices.append(f"{' '.join(told)} There is no backup of the history before: {problem}")
            return history
        self._notices.append(f"{' '.join(told)}{changed.way_back}")
        return changed.history

    def _hear(self) -> None:
        """Collect the history file's notices."""
        self._notices.extend(self._file.notices())

    def _refresh(self) -> None:
        self._looks = False
        self._refresh_in_progress()
        # Identified before it is read, so that a later change shows at the next look.
        before, self._seen = self._seen, identity(self._file.path)
        if self._seen is not None and self._seen == before:
            return
        try:
            found = self._file.load()
        except FileProblem as problem:  # a look complains of nothing: the next save will
            if isinstance(problem.__cause__, OSError):  # readable again, it will be the same file
                self._seen = None
            return
        if found != self.history:
            self.history = found
            self.changed()

    def _refresh_in_progress(self) -> None:
        places = self._checkpoints.places
        before, self._seen_folders = self._seen_folders, [identity(place.folder) for place in places]
        if self._seen_folders != before or self.in_progress is None:
            known, self.in_progress = self.in_progress, frozenset(one for place in places for one in place.ids())
            if known not in {None, self.in_progress}:
                self.changed()

    def _drop(self, session_id: str) -> None:
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
