"""Start a helper process, write to it, listen to its answers and end it."""

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
"""{"ended": true}: last answer of every helper, made here when its pipe closes."""

_PACKAGE_ROOT: Final = Path(__file__).resolve().parents[3]
_GRACE: Final = 0.2
"""Seconds between closing the helper's stdin and killing it."""


def helper_command(backend: str, volume: float, own: Path | None = None) -> list[str]:
    """Make the command line of a helper.

    Args:
        backend: Name of the back end.
        volume: Share of the full amplitude to start with.
        own: Folder of the runner's own sounds, or None.
    """
    # -P keeps Python from importing, say, a wave.py in the runner's current folder.
    options = ["--backend", backend, "--volume", f"{volume:.3f}"]
    if own is not None:
        options += ["--own", str(own)]
    return [sys.executable, "-P", "-m", "ankle_tui.audio.helper.helper", *options]


def environment(backend: str = "", package_root: Path = _PACKAGE_ROOT) -> dict[str, str]:
    """Make the environment of a helper: that of this process, with a path to the package if it is not installed.

    Args:
        backend: Name of the back end.
        package_root: Folder that holds the `ankle_tui` package.
    """
    variables = dict(os.environ)
    if package_root.name not in {"site-packages", "dist-packages"}:
        paths = [path for path in (variables.get("PYTHONPATH"), str(package_root)) if path]
        variables["PYTHONPATH"] = os.pathsep.join(paths)
    if backend == "simpleaudio":
        # Version 1.0.4 frees memory on its own thread without holding the interpreter's lock. From 3.12 on, Python's
        # allocator crashes on that when the first sound ends; the C library's allocator copes.
        variables["PYTHONMALLOC"] = "malloc"
    return variables


def _detached() -> dict[str, Any]:
    """Options of `Popen` that keep ctrl+c and the closing of the terminal away from the helper."""
    import subprocess  # noqa: PLC0415 -- 5 ms that the start of the screen need not wait for

    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    else:  # noqa: RET505 -- mypy takes what follows a platform's return for unreachable
        return {"start_new_session": True}


class HelperProcess:
    """A running helper; starting and writing may block, so both belong on a thread of the client.

    Args:
        command: Program and arguments.
        hear: Called with this helper and each of its answers, the last being `ENDED`, on a thread of its own.
        variables: Its environment; None takes `environment()`.

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
        """Process id."""
        return self._process.pid

    def send(self, message: Mapping[str, object]) -> bool:
        """Write a message, waiting while the pipe is full; False if the helper no longer reads."""
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
        """Kill the process, also from another thread while `send` waits."""
        self._process.kill()

    def stop(self) -> None:
        """End the process, by closing its stdin or else by killing it, and release all descriptors."""
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

        # Audio libraries print to stderr, but the terminal belongs to the screen.
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
