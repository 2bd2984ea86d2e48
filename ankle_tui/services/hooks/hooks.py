"""Tell the runner's own programs that a session has started or is saved, on threads that nobody waits for."""

import json
import os
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from ankle_tui.core.history.records import SessionRecord
from ankle_tui.store.files.problem import one_line
from ankle_tui.store.paths import Folders
from ankle_tui.store.settings.settings import HookEvent

LIMIT = 10.0
"""Seconds a hook may take. Our own choice: a notice or a small upload takes less."""
PATIENCE = 0.3
"""Seconds the end of the program waits to hear of a failure; the hook itself goes on."""
VARIABLE = "ANKLE_TUI_HOOK"
"""Environment variable that tells a hook its event."""

_SLACK = 5.0
"""Seconds beyond the limit until the overseer counts as hanging."""
_OVERSEER = Path(__file__).with_name("overseer.py")


class Hooks:
    """Run the hooks of the sessions that this program leads, each at most once a session.

    Args:
        commands: Program and arguments by event; may be replaced at any time.
        folders: Where data and settings are: no hook runs unless they are the user's own.
        tell: Takes a line for the runner, from any thread.
        limit: Seconds a hook may take.
    """

    def __init__(
        self,
        commands: Mapping[str, Sequence[str]],
        folders: Folders,
        tell: Callable[[Iterable[str]], None],
        *,
        limit: float = LIMIT,
    ) -> None:
        self.commands = commands
        self._folders = folders
        self._tell = tell
        self._limit = limit
        self._led: set[str] = set()
        """Ids of sessions that are led and not saved yet."""
        self._told_off = False
        self._threads: list[threading.Thread] = []

    def follow(self, session_id: str) -> None:
        """Run `finished` when this session is saved; others are none of the hooks' business."""
        self._led.add(session_id)

    def began(self, record: SessionRecord) -> None:
        """Run `started`. Returns at once.

        Args:
            record: The session, of which nothing is done yet.
        """
        self._start(HookEvent.STARTED, record)

    def saved(self, record: SessionRecord) -> None:
        """Run `finished` for a session that was followed, the first time it is saved. Returns at once; from any thread."""
        if record.id in self._led:
            self._led.discard(record.id)
            self._start(HookEvent.FINISHED, record)

    def close(self, patience: float = PATIENCE) -> None:
        """Wait a moment for failures to be told.

        Args:
            patience: Seconds to wait at most.
        """
        deadline = time.monotonic() + patience
        for thread in list(self._threads):
            thread.join(max(0.0, deadline - time.monotonic()))

    def _start(self, event: HookEvent, record: SessionRecord) -> None:
        words = self.commands.get(event)
        if words:
            thread = threading.Thread(target=self._run, args=(event, words, record), name="hook", daemon=True)
            try:
                thread.start()
            except RuntimeError as error:  # no more threads: a session is not to fail for that
                self._say(event, words[0], f"cannot be started: {error}")
            else:
                self._threads.append(thread)

    def _run(self, event: HookEvent, words: Sequence[str], record: SessionRecord) -> None:
        try:
            off = why_off(self._folders)
            if off and not self._told_off:
                self._told_off = True
                self._tell([one_line(off)])
            problem = "" if off else run_hook(event, words, record, self._limit)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a line and no traceback
            problem = f"cannot be started: {getattr(error, 'strerror', None) or error}"
        if problem:
            self._say(event, words[0], problem)

    def _say(self, event: HookEvent, program: str, problem: str) -> None:
        self._tell([one_line(f"Hook {event.value}: {program} {problem}.")])


def run_hook(event: HookEvent, words: Sequence[str], record: SessionRecord, limit: float) -> str:
    """Run a hook and wait for it.

    Args:
        event: What has happened.
        words: The program, in which `~` is the home, and its arguments.
        record: The session, which it gets as JSON on its standard input.
        limit: Seconds it may take; it is stopped then even if this program has ended.

    Returns:
        What went wrong, to follow the program's name, or an empty text.

    Raises:
        OSError: If it cannot be tried.
    """
    import subprocess  # noqa: PLC0415 - few have hooks
    import tempfile  # noqa: PLC0415

    if not sys.executable or getattr(sys, "frozen", False):
        return "cannot be started: there is no Python to watch it"
    command = [sys.executable, "-I", "-S", str(_OVERSEER), f"{limit:g}", program_of(words), *words[1:]]
    with tempfile.TemporaryFile() as told:  # a pipe would hold up whoever writes to a program that does not read
        told.write(json.dumps(record.to_json()).encode() + b"\n")
        told.seek(0)
        overseer = subprocess.Popen(
            command,
            stdin=told,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, VARIABLE: event.value},
            start_new_session=True,  # Ctrl-C and a closed terminal are not meant for it
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    try:
        said, _ = overseer.communicate(timeout=limit + _SLACK)
    except subprocess.TimeoutExpired:
        overseer.kill()
        overseer.communicate()
        return "does not answer"
    return said.decode(errors="replace") or ("cannot be watched" if overseer.returncode else "")


def program_of(words: Sequence[str]) -> str:
    """Give the program of a hook, with the home for `~`; where there is no home it stays."""
    return os.path.expanduser(words[0])  # noqa: PTH111 - a Path would drop the ./ of a program in the current folder


def why_off(folders: Folders) -> str:
    """Say why hooks are off: data or settings are not the user's own, as under sudo or in a shared folder.

    Args:
        folders: Where they are.

    Returns:
        A line, or an empty text if hooks may run.
    """
    if not hasattr(os, "geteuid"):
        return ""
    me = os.geteuid()
    # Root may own what it hands out, such as a settings file in a read-only store; the data must be the user's own.
    for path, owners in ((folders.data, {me}), (folders.config, {me, 0}), (folders.settings, {me, 0})):
        try:
            found = path.stat()
        except FileNotFoundError:  # it will be made, or nothing has come from there
            continue
        if found.st_uid not in owners:
            return f"Hooks are off: {path} belongs to another user."
        if found.st_mode & stat.S_IWOTH:
            return f"Hooks are off: anybody can write to {path}."
    return ""
