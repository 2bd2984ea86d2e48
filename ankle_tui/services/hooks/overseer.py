"""Run a hook and stop it when its time is over: a process of its own, so that the limit outlasts the program.

It is started by its path and imports the standard library only.
"""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Sequence


def oversee(limit: float, words: Sequence[str]) -> str:
    """Run a program on this process's standard input and drop what it writes.

    Args:
        limit: Seconds it may take.
        words: The program and its arguments.

    Returns:
        What went wrong, to follow the program's name, or an empty text.
    """
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(words, stdout=quiet, stderr=quiet, start_new_session=True)
    except (OSError, ValueError) as error:
        return f"cannot be started: {getattr(error, 'strerror', None) or error}"
    try:
        code = process.wait(limit)
    except subprocess.TimeoutExpired:
        _stop(process)
        return f"was stopped after {limit:g} s"
    if code < 0:
        return f"was ended by signal {-code}"
    return f"ended with code {code}" if code else ""


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the program and whatever it has started in its session."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


if __name__ == "__main__":
    with contextlib.suppress(OSError):  # ankle-tui may have ended meanwhile
        sys.stdout.write(oversee(float(sys.argv[1]), sys.argv[2:]))
        sys.stdout.flush()
