"""Do jobs one after another on a thread, and try again what failed."""

import contextlib
import queue
import threading
import time
from collections.abc import Callable

RETRY = 5.0
"""Seconds from a failed write to the next try, whatever else is done meanwhile."""


class SaveThread:
    """Runs jobs in the order they come, on a thread that starts with the first one.

    Args:
        retry: The job that tries again what failed.
        owes: True while anything is left to try again.
        failed: Takes an unexpected exception of a job.
        threaded: False to run every job before `do` returns, as tests want it.

    Attributes:
        threaded: As given.
        busy_since: When the job that runs now began, in seconds of the monotonic clock; None between jobs.
    """

    def __init__(
        self,
        retry: Callable[[], None],
        owes: Callable[[], bool],
        failed: Callable[[Exception], None],
        *,
        threaded: bool = True,
    ) -> None:
        self.threaded = threaded
        self.busy_since: float | None = None
        self._retry = retry
        self._owes = owes
        self._failed = failed
        self._thread: threading.Thread | None = None
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()

    @property
    def started(self) -> bool:
        """True once there was a job to run on the thread."""
        return self._thread is not None

    def do(self, job: Callable[[], None]) -> None:
        """Run a job after all earlier ones; returns at once.

        Args:
            job: What to do.
        """
        if not self.threaded:
            job()
            return
        self._jobs.put(job)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="save_queue", daemon=True)
            self._thread.start()

    def stop(self, patience: float) -> bool:
        """Run the jobs that are left, then end the thread.

        Args:
            patience: Seconds to wait for that.

        Returns:
            False if it still runs: the disk does not answer.
        """
        if self._thread is None:
            return True
        self._jobs.put(None)
        self._thread.join(patience)
        return not self._thread.is_alive()

    def _work(self) -> None:
        retry_at: float | None = None
        while True:
            job = self._next_job(retry_at)
            if job is None:
                return
            self.busy_since = time.monotonic()
            try:
                job()
            except Exception as error:  # noqa: BLE001 - without this thread nothing would be saved any more
                self._failed(error)
            self.busy_since = None
            if not self._owes():
                retry_at = None
            elif retry_at is None or job == self._retry:
                # Another job leaves the time as it is, or a steady flow of jobs would put the retry off for ever.
                retry_at = time.monotonic() + RETRY

    def _next_job(self, retry_at: float | None) -> Callable[[], None] | None:
        """Wait for a job. A retry that is due comes first: jobs may follow each other faster than `RETRY`."""
        wait = None if retry_at is None else retry_at - time.monotonic()
        if wait is None or wait > 0:
            with contextlib.suppress(queue.Empty):
                return self._jobs.get(timeout=wait)
        return self._retry
