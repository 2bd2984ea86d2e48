"""The helper process as its parent sees it: start it, write to it, hear its answers, end it."""

import os
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, cast

from ankle_tui.audio import protocol

if TYPE_CHECKING:
    import subprocess

ENDED: Final = "ended"
"""{"ended": true}: what is heard last from every helper, from the pipe itself."""

_PACKAGE_ROOT: Final = Path(__file__).resolve().parents[3]
_GRACE: Final = 0.2
"""Seconds between closing the helper's stdin and killing it."""


def helper_command(backend: str, volume: float, own: Path | None = None) -> list[str]:
    """The command line of a helper.

    Args:
        backend: What makes the sound.
        volume: Share of the full amplitude to start with.
        own: Folder with the runner's own sounds, or None.

    Returns:
        Program and arguments.
    """
    # -P: a wave.py in the folder the runner happens to be in must not be imported.
    options = ["--backend", backend, "--volume", f"{volume:.3f}"]
    if own is not None:
        options += ["--own", str(own)]
    return [sys.executable, "-P", "-m", "ankle_tui.audio.helper.helper", *options]


def environment(backend: str = "", package_root: Path = _PACKAGE_ROOT) -> dict[str, str]:
    """The environment of a helper: that of this process, and the way to the package where it is not installed.

    Args:
        backend: What makes the sound.
        package_root: The folder that holds the `ankle_tui` package.

    Returns:
        Variables and their values.
    """
    variables = dict(os.environ)
    if package_root.name not in {"site-packages", "dist-packages"}:
        paths = [path for path in (variables.get("PYTHONPATH"), str(package_root)) if path]
        variables["PYTHONPATH"] = os.pathsep.join(paths)
    if backend == "simpleaudio":
        # Version 1.0.4 frees memory in a thread of its own without holding the interpreter's lock. Python's allocator
        # crashes on that from 3.12 on, when the first sound ends; that of the C library does not mind.
        variables["PYTHONMALLOC"] = "malloc"
    return variables


def _detached() -> dict[str, Any]:
    """Options of `Popen` that keep ctrl+c and the closing of the terminal from the helper."""
    import subprocess  # noqa: PLC0415 -- 5 ms that the start of the screen need not wait for

    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    else:  # noqa: RET505 -- mypy takes what follows a platform's return for unreachable
        return {"start_new_session": True}


class HelperProcess:
    """A running helper. Starting and writing may block, so both belong in a thread of the client's own.

    Args:
        command: Program and arguments.
        hear: Called with this helper and each of its answers, the last being `ENDED`, in a thread of its own.
        variables: Its environment; None is `environment()`.

    Raises:
        OSError: The program cannot be started.
    """

    def __init__(
        self,
        command: Sequence[str],
        hear: "Callable[[HelperProcess, Mapping[str, Any]], None]",
        variables: Mapping[str, str] | None = None,
    ) -> None:
        self._hear = hear
        self._process = self._start(command, environment() if variables is None else variables)
        self._stdin = cast("IO[bytes]", self._process.stdin)
        self._listener = threading.Thread(target=self._listen, name="audio-answers", daemon=True)
        self._listener.start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def send(self, message: Mapping[str, object]) -> bool:
        """Writes a message; waits while the pipe is full.

        Args:
            message: Its fields.

        Returns:
            False when the helper no longer reads.
        """
        try:
            self._stdin.write(protocol.encode(message))
        except (OSError, ValueError):
            return False
        return True

    def send_all(self, messages: Iterable[Mapping[str, object]]) -> None:
        """Write `messages`, and kill a helper that no longer reads; its last answers still arrive, and then `ENDED`."""
        if not all(self.send(message) for message in messages):
            self.kill()

    def kill(self) -> None:
        """Ends it at once, also from another thread while `send` waits."""
        self._process.kill()

    def stop(self) -> None:
        """Ends it, gently if it lets itself be, and gives back every descriptor."""
        import subprocess  # noqa: PLC0415

        self._stdin.close()
        try:
            self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._listener.join(_GRACE)

    @staticmethod
    def _start(command: Sequence[str], variables: Mapping[str, str]) -> "subprocess.Popen[bytes]":
        import subprocess  # noqa: PLC0415

        # The libraries below print what they like, and the terminal belongs to the screen.
        return subprocess.Popen(
            command,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=variables,
            **_detached(),
        )

    def _listen(self) -> None:
        with cast("IO[bytes]", self._process.stdout) as answers:
            for line in answers:
                self._hear(self, protocol.decode(line))
        self._hear(self, {ENDED: True})
