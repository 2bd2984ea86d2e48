"""Keep one session safe: checkpoints while it runs, its record at the end."""

import datetime as dt
import os
from collections.abc import Callable
from typing import Protocol

from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.core.history.report import sets_done
from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.core.session.engine import Session, Step
from ankle_tui.core.session.events import SessionEnded
from ankle_tui.core.session.snapshot import Run
from ankle_tui.store.files.problem import one_line
from ankle_tui.store.history.codec import to_bytes
from ankle_tui.store.sessions.checkpoint_writer import RescuePath

CHECKPOINT_EVERY = 3.5
"""Seconds without an event after which a checkpoint is made: with a second until the next look and the time the disk
takes, less than 5 are ever lost."""


class SessionStore(Protocol):
    """Keeps a session safe; its methods return at once, unless they say otherwise."""

    def checkpoint(self, checkpoint: Checkpoint) -> None:
        """Save a checkpoint of a session in progress."""

    def save(self, record: SessionRecord) -> None:
        """Save the record of an ended session, or a revision of it, in the history."""

    def discard(self, session_id: str) -> None:
        """Delete the checkpoints of a session."""

    def flush_now(self, checkpoint: Checkpoint | None) -> None:
        """Write everything to the disk before returning, also from a signal handler."""

    def close(self) -> None:
        """Finish all saving and wait for it."""

    def saving(self, session_id: str) -> bool:
        """True while the first attempt to save a session is pending."""

    def rescue_path(self, session_id: str) -> RescuePath | None:
        """Place of the last checkpoint of an unsaved session, or None if there is none that a start would read."""

    def problem(self, session_id: str) -> str:
        """Reason in one line why an ended session is not in the history yet, or empty."""

    @property
    def trouble(self) -> str:
        """Reason in one line why the session in progress cannot be kept safe, or empty."""


class SessionSaver:
    """Hand one session to the save queue: a checkpoint at every event, the record at the end.

    Args:
        session: The session.
        save_queue: Keeps it safe; None keeps nothing, for a demonstration.
        wall: The wall clock.
        now: Seconds of the session's clock.
        resumed: True if the session continues from a checkpoint, so that there is something to lose from the start.
    """

    def __init__(
        self,
        session: Session,
        save_queue: SessionStore | None,
        wall: Callable[[], dt.datetime],
        *,
        now: float,
        resumed: bool,
    ) -> None:
        self._session = session
        self._save_queue = save_queue
        self._wall = wall
        self._resumed = resumed
        self._noted = now
        """Time of the last checkpoint."""
        self.result: SessionRecord | None = None
        """Record of an ended session; None before the end, or if nothing was done."""
        self.record: SessionRecord | None = None
        """The same record if it goes into the history, or else None."""
        self.discarded = False
        """True if the runner wants nothing kept."""

    def follow(self, step: Step) -> None:
        """Save what a step of the session has changed."""
        if any(isinstance(event, SessionEnded) for event in step.events):
            self.end()
        elif step.events or step.at - self._noted >= CHECKPOINT_EVERY:
            self._noted = step.at
            if self._save_queue and self._something_done():
                self._save_queue.checkpoint(Checkpoint.of(self._session, self._wall()))

    @property
    def done_words(self) -> str:
        """Count in words what was done so far: `9 of 11 sets`."""
        return sets_done(self._session.record(self._session.started_at))

    def ends_before(self, step: Step) -> bool:  # noqa: ARG002 - for what leads less than its plan
        """True if the session ends before what comes next in its plan.

        Args:
            step: The last step.
        """
        return False

    def end(self) -> None:
        """Save the record, or forget the session if there is nothing to keep."""
        record = self._session.record(self._wall())
        if record.worth_keeping:
            self.record = None if self._save_queue is None or self.discarded else record
            self._save()
            self.result = record
        if self.record is None and self._save_queue:
            self._save_queue.discard(record.id)

    def amend(self, record: SessionRecord) -> None:
        """Replace the saved record by a revision of it; `problem` tells if that failed."""
        self.record = record
        self._save()

    def secure(self) -> None:
        """Put the session on the disk before returning, also from a signal handler in the middle of another command.

        The next start of the program offers to continue it.
        """
        if self._save_queue and not self.discarded:
            now, run = self._wall(), self._session.run
            if run is Run.DONE and self.result is None:  # the moment between the last set and the record
                record = self._session.record(now)
                self._save_queue.flush_now(Checkpoint(now, record) if record.worth_keeping else None)
            else:
                self._save_queue.flush_now(Checkpoint.of(self._session, now) if self.unfinished else None)

    def close(self) -> None:
        """Wait until everything is saved, trying once more what could not be."""
        if self._save_queue:
            self._save_queue.close()

    @property
    def unfinished(self) -> SessionRecord | None:
        """Record of a session in progress, or None if nothing was done yet."""
        running = self._session.run in {Run.RUNNING, Run.PAUSED}
        going = self._save_queue and running and self._something_done()
        return self._session.record(self._wall()) if going else None

    @property
    def saving(self) -> bool:
        """True while the record is on its way into the history and nothing has gone wrong."""
        return bool(self._save_queue and self.record and self._save_queue.saving(self.record.id))

    @property
    def problem(self) -> str:
        """Reason in one line why the record is not in the history yet, or empty."""
        return self._save_queue.problem(self.record.id) if self._save_queue and self.record else ""

    @property
    def trouble(self) -> str:
        """Reason in one line why the session in progress cannot be kept safe, or empty."""
        return self._save_queue.trouble if self._save_queue else ""

    @property
    def rescue_path(self) -> RescuePath | None:
        """Place of the last checkpoint of an unsaved session, or None."""
        return self._save_queue.rescue_path(self._session.id) if self._save_queue else None

    def _something_done(self) -> bool:
        return self._session.active_seconds > 0 or self._resumed

    def _save(self) -> None:
        if self._save_queue and self.record:
            self._save_queue.save(self.record)


def unsaved_lines(problem: str, unsaved: History, rescue_path: RescuePath | None = None) -> list[str]:
    """Tell a runner that `unsaved` could not be saved because of `problem`, and how it still can be.

    `rescue_path` is where a session waits meanwhile, or None; then the lines contain everything that is not saved.
    """
    told = f"ankle-tui: not saved: {problem}"
    if rescue_path:
        waits = [one_line(f"It waits in {rescue_path.path} and is saved when ankle-tui starts and can write again.")]
        if rescue_path.spare:
            start = _start_with_temporary(str(rescue_path.path.parent.parent), windows=os.name == "nt")
            waits.append(
                one_line(f"The next start looks for it only there. If the temporary folder is another by then: {start}")
            )
        return [told, *waits]
    lines = to_bytes(unsaved).decode().splitlines()
    return [told, "Put these lines into a file, then say: ankle-tui merge FILE", *lines]


def _start_with_temporary(folder: str, *, windows: bool) -> str:
    """Make the command that starts the program with another temporary folder."""
    if windows:  # PowerShell understands this as well; a space before && would become part of the folder's name
        return f'cmd /c "set TMPDIR={folder}&& ankle-tui"'
    import shlex  # noqa: PLC0415 - seldom needed

    return f"TMPDIR={shlex.quote(folder)} ankle-tui"
