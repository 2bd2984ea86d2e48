"""A watched disk: every call of `os` on files below one folder is counted, recorded, and can fail, kill or do nothing.

The functions of `os` itself are replaced while the watch lasts, so that whatever a save is made of is seen: our own
code, `pathlib` and the lock.
"""

import builtins
import contextlib
import errno
import io
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

WHOLE = os.environ.get("FAULTS") == "all"
"""Whether to run the whole harnesses; without it, the part of them that continuous integration has time for."""

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EINTR, getattr(errno, "EDQUOT", errno.ENOSPC))

_ON_PATHS = (
    "access",
    "chmod",
    "chown",
    "link",
    "listdir",
    "lstat",
    "mkdir",
    "remove",
    "rename",
    "replace",
    "rmdir",
    "scandir",
    "stat",
    "symlink",
    "truncate",
    "unlink",
    "utime",
)
_ON_DESCRIPTORS = (
    "close",
    "fchmod",
    "fchown",
    "fdatasync",
    "fstat",
    "fsync",
    "ftruncate",
    "lseek",
    "pread",
    "pwrite",
    "read",
    "write",
)
CHANGES = {"mkdir", "open", "write", "fsync", "replace", "unlink", "rmdir", "link", "fchmod", "flock", "close"}
"""Calls that may change something: between the others it does not matter when the program ends."""
_SYNONYMS = {"remove": "unlink", "rename": "replace", "fdatasync": "fsync"}
_LETHAL_SECONDS = 120
"""A child that hangs ends after this long, and its test with it."""


@dataclass(frozen=True)
class Call:
    """One call of `os`.

    Attributes:
        number: Which one it is, from 0.
        name: The function; of two that do the same, the more usual one.
        path: The file, relative to the watched folder; the path it was opened by, for a descriptor.
        to: The new name, where there is one.
        descriptor: The descriptor, if it is on one.
        flags: What a file is opened with.
        data: What is written.
    """

    number: int
    name: str
    path: str
    to: str = ""
    descriptor: int = -1
    flags: int = 0
    data: bytes = b""


@dataclass(frozen=True)
class Event:
    """A call that took place, and what it returned; the name `acknowledge` is a save that has returned."""

    call: Call
    result: int = 0


Act = Callable[[], Any]
Deed = Callable[["Disk", Call, Act], Any]


class Disk:
    """Watches the files below a folder, in the thread that enters it.

    Nothing is synced for real meanwhile: it costs time, and shows only in a power cut.

    Args:
        root: The folder, without links in its path.
        deed: What to do instead of the call chosen by `at`.
        at: The number of that call.
        lasting: Whether to do it instead of every later call too, and not just of that one.
        idle: Calls that only pretend to be done.
    """

    def __init__(
        self,
        root: Path,
        deed: Deed | None = None,
        *,
        at: int = -1,
        lasting: bool = False,
        idle: Callable[[Call], bool] = lambda call: False,
    ) -> None:
        self.root = root
        self.calls: list[Call] = []
        self.events: list[Event] = []
        self.opened: dict[int, str] = {}
        self.deed_done = False
        self._deed = deed
        self._at = at
        self._lasting = lasting
        self._idle = idle
        self._undo = contextlib.ExitStack()
        self._thread = 0
        self._busy = False

    def __enter__(self) -> "Disk":
        self._thread = threading.get_ident()
        for name in _ON_PATHS:
            self._replace(os, name, self._on_path)
        for name in _ON_DESCRIPTORS:
            self._replace(os, name, self._on_descriptor)
        self._replace(os, "open", self._open)
        self._replace(io, "open", self._io_open)
        self._replace(builtins, "open", self._io_open)
        if sys.platform != "win32":
            import fcntl  # noqa: PLC0415 - not there on Windows

            self._replace(fcntl, "flock", self._on_descriptor)
            if sys.platform == "darwin":
                self._replace(fcntl, "fcntl", self._fcntl)
        return self

    def __exit__(self, *_: object) -> None:
        self._undo.close()

    def acknowledge(self) -> None:
        """Say that a save has returned."""
        self.events.append(Event(Call(len(self.calls), "acknowledge", "")))

    def _replace(self, module: ModuleType, name: str, by: Callable[..., Any]) -> None:
        real = getattr(module, name, None)
        if real is None:
            return

        def call(*args: Any, **options: Any) -> Any:
            if self._busy or threading.get_ident() != self._thread:
                return real(*args, **options)
            return by(_SYNONYMS.get(name, name), real, *args, **options)

        setattr(module, name, call)
        self._undo.callback(setattr, module, name, real)

    def _below(self, path: Any) -> str | None:
        if not isinstance(path, str | os.PathLike):
            return None
        whole = os.path.abspath(os.fspath(path))  # noqa: PTH100 - without a look at the disk
        root = str(self.root)
        if whole == root:
            return "."
        return whole[len(root) + 1 :] if whole.startswith(root + os.sep) else None

    def _on_path(self, name: str, real: Callable[..., Any], path: Any = ".", *args: Any, **options: Any) -> Any:
        below = self._below(path)
        if below is None or options.get("dir_fd") is not None:
            return real(path, *args, **options)
        to = (self._below(args[0]) or "") if name in {"replace", "link"} else ""
        return self._do(Call(len(self.calls), name, below, to), lambda: real(path, *args, **options))

    def _open(self, name: str, real: Callable[..., Any], path: Any, flags: int, *args: Any, **options: Any) -> Any:
        below = self._below(path)
        if below is None or options.get("dir_fd") is not None:
            return real(path, flags, *args, **options)

        def act() -> int:
            descriptor: int = real(path, flags, *args, **options)
            self.opened[descriptor] = below
            return descriptor

        return self._do(Call(len(self.calls), "open", below, flags=flags), act)

    def _on_descriptor(self, name: str, real: Callable[..., Any], descriptor: Any, *args: Any) -> Any:
        below = self.opened.get(descriptor)
        if below is None:
            return real(descriptor, *args)
        data = bytes(args[0]) if name in {"write", "pwrite"} else b""
        flags = args[0] if name in {"flock", "ftruncate"} else 0

        def act() -> Any:
            if name == "close":
                del self.opened[descriptor]
            if name == "fsync":
                return None
            return real(descriptor, *args)

        return self._do(Call(len(self.calls), name, below, descriptor=descriptor, flags=flags, data=data), act)

    def _fcntl(self, name: str, real: Callable[..., Any], descriptor: Any, command: int, *args: Any) -> Any:
        if command == 51:  # F_FULLFSYNC
            return self._on_descriptor("fsync", lambda fd: real(fd, command, *args), descriptor)
        return real(descriptor, command, *args)

    def _io_open(self, name: str, real: Callable[..., Any], file: Any, mode: str = "r", *args: Any, **more: Any) -> Any:
        below = self._below(file)
        if below is None:
            return real(file, mode, *args, **more)
        assert not set(mode) & set("wax+"), f"{below} is written past the calls that this harness sees"
        number = len(self.calls)
        reading = self._do(Call(number, "io.open", below), lambda: _Reading(self, below, str(file)))
        return reading if "b" in mode else io.TextIOWrapper(reading, encoding="utf-8")

    def _do(self, call: Call, act: Act) -> Any:
        self.calls.append(call)

        def perform() -> Any:
            if self._idle(call):
                return len(call.data)
            result = act()
            self.events.append(Event(call, result if isinstance(result, int) else 0))
            return result

        self._busy = True
        try:
            if self._deed and (call.number == self._at or (self._lasting and call.number > self._at >= 0)):
                self.deed_done = True
                return self._deed(self, call, perform)
            return perform()
        finally:
            self._busy = False


class _Reading(io.FileIO):
    """A file opened for reading past `os`, whose reads count as well."""

    def __init__(self, disk: Disk, below: str, path: str) -> None:
        super().__init__(path, "r")
        self._disk = disk
        self._below = below

    def read(self, size: int | None = -1, /) -> bytes:
        return self._counted(lambda: super(_Reading, self).read(-1 if size is None else size))

    def readall(self) -> bytes:
        return self._counted(super().readall)

    def _counted(self, act: Act) -> bytes:
        disk = self._disk
        data: bytes = act() if disk._busy else disk._do(Call(len(disk.calls), "read", self._below), act)
        return data


def fail(code: int) -> Deed:
    """The call does nothing and reports this error; closing closes all the same, as Linux does."""

    def deed(disk: Disk, call: Call, act: Act) -> None:
        if call.name == "close":
            act()
        raise OSError(code, os.strerror(code), call.path)

    return deed


def fail_after(code: int) -> Deed:
    """The call does what it should and still reports this error, as a network drive may."""

    def deed(disk: Disk, call: Call, act: Act) -> None:
        result = act()
        if call.name == "open":
            del disk.opened[result]
            os.close(result)
        raise OSError(code, os.strerror(code), call.path)

    return deed


def fail_halfway(code: int) -> Deed:
    """Half of what is to be written is, then comes this error."""

    def deed(disk: Disk, call: Call, act: Act) -> None:
        leave_half(disk, call, act)
        raise OSError(code, os.strerror(code), call.path)

    return deed


def leave_half(disk: Disk, call: Call, act: Act) -> Any:
    """Half of what is to be written is, and that is no error."""
    if call.name != "write":
        return act()
    half = call.data[: len(call.data) // 2]
    os.write(call.descriptor, half)
    disk.events.append(Event(call, len(half)))
    return len(half)


def kill_before(disk: Disk, call: Call, act: Act) -> None:
    """The program is killed as it comes to the call."""
    os.kill(os.getpid(), signal.SIGKILL)


def kill_after(disk: Disk, call: Call, act: Act) -> None:
    """The program is killed as it comes from the call."""
    try:
        act()
    finally:
        os.kill(os.getpid(), signal.SIGKILL)


def in_child(act: Callable[[], object]) -> int:
    """Do something in a child of this process.

    Returns:
        0 when it came to its end, 1 when it raised, minus the signal that killed it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # other tests may have left threads; the child needs none
        child = os.fork()
    if child == 0:
        code = 1
        try:
            signal.alarm(_LETHAL_SECONDS)
            act()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
