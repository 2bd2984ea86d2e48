"""Keeps a session safe while it runs and after it, on a thread of its own: no disk, however slow, holds up a countdown."""

import contextlib
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.files.read import Identity, identity
from ankle_tui.store.history.file import HistoryFile, NoBackup
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles, LeftOver, Slot

RETRY = 5.0
"""Seconds from a failed write to the next try, whatever else is done meanwhile."""
STALLED = 3.0
"""After how many seconds without an answer the disk counts as stalled."""
FIRST_THE_SCREEN = 0.01
"""Seconds by which a checkpoint waits for the screen to answer the key it comes from: two threads at once are slower than one
after the other. What comes meanwhile is in it as well."""


@dataclass(frozen=True, slots=True)
class PutBy:
    """Where the last state of a session is that is not in the history.

    Attributes:
        path: The checkpoint.
        spare: True in the temporary folder, where a start looks only while that is the same.
    """

    path: Path
    spare: bool = False


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
        self._checkpoints = checkpoints
        self._spare = spare
        self._spare_slots: dict[str, Slot] = {}
        self._waits_in: dict[str, PutBy] = {}
        self._threaded = threaded
        self._thread: threading.Thread | None = None
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._slots: dict[str, Slot] = {}
        self._latest: dict[str, Checkpoint] = {}
        self._changes: list[tuple[History, str]] = []
        self._notices: deque[str] = deque()
        self._unsaved: dict[str, SessionRecord] = {}
        self._problems: dict[str, str] = {}
        self._unwanted: set[str] = set()
        self._unwritten = ""
        self._busy_since: float | None = None
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
        self._do(lambda: self._write_latest(checkpoint.id))

    def keep(self, record: SessionRecord) -> None:
        """Put a session that has ended into the history, or a revision of it.

        Args:
            record: The session.
        """
        self._unsaved[record.id] = record
        self._do(lambda: self._save(record.id))

    def change(self, delta: History, told: str = "") -> None:
        """Put anything else into the history: deletions, marks of days, targets.

        Args:
            delta: What to merge into it.
            told: For a bulk change, one sentence about it: the history is backed up first, and `notices` says so.
        """
        self._changes.append((delta, told))
        self._do(self._write_changes)

    def drop(self, session_id: str) -> None:
        """Forget a session in progress: nothing was done, or nobody wants it.

        Args:
            session_id: The session.
        """
        self._do(lambda: self._drop(session_id))

    def refresh(self) -> None:
        """Read the history if its file has changed; `changed` tells when others have added or finished something."""
        if not self._looks:
            self._looks = True
            self._do(self._refresh)

    def take_over(self, left_over: LeftOver) -> None:
        """Hold a left-over from now on, whatever becomes of it.

        Args:
            left_over: What `CheckpointFiles.left_overs` gave.
        """
        self._slots[left_over.checkpoint.id] = left_over.slot

    def saving(self, session_id: str) -> bool:
        """Whether a session waits for its first try to be saved."""
        return session_id in self._unsaved and session_id not in self._problems

    def problem(self, session_id: str) -> str:
        """Why a session that has ended is not in the history yet, in one line, or empty."""
        if session_id not in self._unsaved:
            return ""
        return self._problems.get(session_id) or self.trouble or "it is still being saved"

    def put_by(self, session_id: str) -> PutBy | None:
        """The last checkpoint of a session that is not in the history; None if there is none that a start would read."""
        found = self._waits_in.get(session_id)
        return None if found and found.spare and not (self._spare and self._spare.trusted) else found

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
    def waiting(self) -> tuple[History, ...]:
        """The changes that are not in `history` yet; from any thread."""
        sessions = tuple(self._unsaved.values())
        return (*([History(sessions)] if sessions else []), *(delta for delta, _ in tuple(self._changes)))

    @property
    def unwritten(self) -> str:
        """Why a change is not in the history yet, in one line, or empty."""
        return (self.trouble or "it is still being saved") if self._changes else ""

    @property
    def trouble(self) -> str:
        """What keeps the session in progress from being kept safe, in one line, or empty."""
        since = self._busy_since
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
            self._thread
            and (self._busy_since is not None or self._unsaved or self._changes)
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
            self._do(self._retry)
        if self._thread:
            self._jobs.put(None)
            self._thread.join(patience)
            if self._thread.is_alive():
                return
        for slot in [*self._slots.values(), *self._spare_slots.values()]:
            slot.let_go()

    def _do(self, job: Callable[[], None]) -> None:
        if not self._threaded:
            job()
            return
        self._jobs.put(job)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="save_queue", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        retry_at: float | None = None
        while True:
            job = self._next_job(retry_at)
            if job is None:
                return
            self._busy_since = time.monotonic()
            try:
                job()
            except Exception as error:  # noqa: BLE001 - the thread must outlive a mistake in the program
                self._unwritten = f"{self._file.path.parent}: cannot be written: {type(error).__name__}"
            self._busy_since = None
            if not self._owes:
                retry_at = None
            elif retry_at is None or job == self._retry:
                retry_at = time.monotonic() + RETRY

    def _next_job(self, retry_at: float | None) -> Callable[[], None] | None:
        """Wait for a job. A retry that is due comes first: jobs such as looks may follow each other faster than `RETRY`."""
        wait = None if retry_at is None else retry_at - time.monotonic()
        if wait is None or wait > 0:
            with contextlib.suppress(queue.Empty):
                return self._jobs.get(timeout=wait)
        return self._retry

    @property
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
        if self._threaded:
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
            self._slot(checkpoint.id).write(checkpoint)
        except FileProblem as problem:
            self._unwritten = str(problem)
            self._waits_in.pop(checkpoint.id, None)
            self._put_by(checkpoint)
            return False
        self._unwritten = ""
        self._waits_in[checkpoint.id] = PutBy(self._slots[checkpoint.id].path)
        self._clear_spare(checkpoint.id)
        return True

    def _put_by(self, checkpoint: Checkpoint) -> None:
        """Store the checkpoint in the temporary folder; failures are silent."""
        if self._spare is None or not self._spare.lay():
            return
        slot = self._spare_slots.get(checkpoint.id) or self._spare.slot(checkpoint.id)
        with contextlib.suppress(FileProblem):
            if checkpoint.id not in self._spare_slots:
                slot.hold()
            slot.write(checkpoint)
            self._spare_slots[checkpoint.id] = slot
            self._waits_in[checkpoint.id] = PutBy(slot.path, spare=True)

    def _clear_spare(self, session_id: str) -> None:
        slot = self._spare_slots.pop(session_id, None)
        if slot is None:
            return
        # In a folder that is no longer ours, nothing is ours to remove.
        if self._spare and self._spare.trusted:
            with contextlib.suppress(FileProblem):
                slot.remove()
        slot.let_go()

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
        places = [self._checkpoints, *filter(None, [self._spare])]
        before, self._seen_folders = self._seen_folders, [identity(place.folder) for place in places]
        if self._seen_folders != before or self.in_progress is None:
            known, self.in_progress = self.in_progress, frozenset(one for place in places for one in place.ids())
            if known not in {None, self.in_progress}:
                self.changed()

    def _drop(self, session_id: str) -> None:
        self._latest.pop(session_id, None)
        self._clear_spare(session_id)
        self._waits_in.pop(session_id, None)
        if session_id not in self._slots:
            return
        try:
            self._slots[session_id].remove()
        except FileProblem as problem:
            self._unwritten = str(problem)
            self._unwanted.add(session_id)
        else:
            self._unwritten = ""
            self._unwanted.discard(session_id)
            del self._slots[session_id]

    def _slot(self, session_id: str) -> Slot:
        """The place of a session, held since the first time it was asked for."""
        slot = self._slots.get(session_id)
        if slot is None:
            slot = self._checkpoints.slot(session_id)
            slot.hold()
            self._slots[session_id] = slot
        return slot
