"""Read activity files behind the screen, in a process of its own: it takes no turn from the screen, and ends with it."""

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from ankle_tui.audio.client.process import environment
from ankle_tui.store.paths import Folders

if TYPE_CHECKING:
    import subprocess

GRACE = 0.5
"""Seconds the process has to end when it is told to; what it has saved is whole at any moment."""


class BackgroundRuns:
    """Start the reading of the folders in the settings, one at a time.

    The process writes the history as any other program does, and the screen finds the change there.

    Args:
        folders: Folders of the program.
        tell: Takes lines for the runner, from any thread.
        command: The command of the process; None for `command_of`.
    """

    def __init__(
        self,
        folders: Folders,
        tell: Callable[[Iterable[str]], None],
        *,
        command: list[str] | None = None,
    ) -> None:
        self._command = command or command_of(folders)
        self._tell = tell
        self._process: subprocess.Popen[str] | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    @property
    def busy(self) -> bool:
        """True while files are read."""
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> None:
        """Read what is new, unless that is being done. Returns at once."""
        if self.busy or self._closed:
            return
        self._thread = threading.Thread(target=self._run, name="runs", daemon=True)
        with contextlib.suppress(RuntimeError):  # no more threads: the next time will do
            self._thread.start()

    def close(self) -> None:
        """Stop reading; the next start goes on."""
        self._closed = True
        process = self._process
        if process and process.poll() is None:
            process.terminate()
        if self._thread and self._thread.ident is not None:
            self._thread.join(GRACE)
        if process and process.poll() is None:
            process.kill()

    def _run(self) -> None:
        import subprocess  # noqa: PLC0415 - few have such folders

        options = {"creationflags": subprocess.CREATE_NO_WINDOW} if sys.platform == "win32" else {}
        try:
            self._process = process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,  # it ends with this program, whatever ends that
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
                encoding="utf-8",
                errors="replace",
                start_new_session=True,  # Ctrl-C and a closed terminal are not meant for it
                **options,
            )
        except OSError:  # the command `runs` will say why
            return
        if self._closed:
            process.terminate()
        with process:
            said = process.stdout.read() if process.stdout else ""
        if not self._closed:
            self._tell(said.splitlines())


def command_of(folders: Folders) -> list[str]:
    """Make the command of the process that reads.

    Args:
        folders: Folders of the program.
    """
    # -P keeps Python from importing from the runner's current folder.
    module = "ankle_tui.services.run_days.reading_process"
    return [sys.executable, "-P", "-m", module, os.fspath(folders.data), os.fspath(folders.config)]
