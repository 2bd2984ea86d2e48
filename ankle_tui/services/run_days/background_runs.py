"""Read activity files behind the screen, in a process of its own: it takes no turn from the screen, and ends with it."""

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from ankle_tui.audio.client.process import environment
from ankle_tui.store.paths import Folders

if TYPE_CHECKING:
    import subprocess

FIRST = 0.5
"""Seconds from the first frame to the first reading, so that an early key is answered first."""
EVERY = 600.0
"""Seconds between readings: a watch that has just been synced shows while the runner changes clothes."""
GRACE = 0.5
"""Seconds the process has to end when it is told to; what it has saved is whole at any moment."""


class BackgroundRuns:
    """Read the folders in the settings from time to time.

    The process writes the history as any other program does, and the screen finds the change there.

    Args:
        command: The command of the process.
        tell: Takes lines for the runner, from any thread.
        first: Seconds to the first reading.
        every: Seconds between readings.

    Attributes:
        process: The last one started, or None.
    """

    def __init__(
        self,
        command: Sequence[str],
        tell: Callable[[Iterable[str]], None],
        *,
        first: float = FIRST,
        every: float = EVERY,
    ) -> None:
        self._command = command
        self._tell = tell
        self._first = first
        self._every = every
        self._ended = threading.Event()
        self.process: subprocess.Popen[str] | None = None
        self._thread: threading.Thread | None = None

    def keep_reading(self, is_free: Callable[[], bool]) -> None:
        """Read now and then from here on. Returns at once.

        Args:
            is_free: True while nothing else needs the machine; asked from another thread before each reading.
        """
        thread = threading.Thread(target=self._keep_reading, args=(is_free,), name="runs", daemon=True)
        with contextlib.suppress(RuntimeError):  # no more threads: the next start will do
            thread.start()
            self._thread = thread

    def close(self) -> None:
        """Stop reading; the next start goes on."""
        self._ended.set()
        process = self.process
        if process:
            process.terminate()
        if self._thread:
            self._thread.join(GRACE)
        if process:
            process.kill()

    def _keep_reading(self, is_free: Callable[[], bool]) -> None:
        wait = self._first
        while not self._ended.wait(wait):
            wait = self._every
            if is_free():
                with contextlib.suppress(OSError):  # the command `runs` will say why
                    self._read()

    def _read(self) -> None:
        import subprocess  # noqa: PLC0415 - few have such folders

        self.process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,  # it ends with this program, whatever ends that
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
            encoding="utf-8",
            errors="replace",
            start_new_session=True,  # Ctrl-C and a closed terminal are not meant for it
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        if self._ended.is_set():
            self.process.terminate()
        with self.process as process:
            said = process.stdout.read() if process.stdout else ""
        if not self._ended.is_set():
            self._tell(said.splitlines())


def command_of(folders: Folders) -> list[str]:
    """Make the command of the process that reads.

    Args:
        folders: Folders of the program.
    """
    # -P keeps Python from importing from the runner's current folder.
    module = "ankle_tui.services.run_days.reading_process"
    return [sys.executable, "-P", "-m", module, os.fspath(folders.data), os.fspath(folders.config)]
