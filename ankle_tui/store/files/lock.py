"""Lets one program at a time write a file; the lock goes with its holder, also when that is killed."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ankle_tui.store.files.durable import adopt, make_folder
from ankle_tui.store.files.problem import FileProblem

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from filelock import BaseFileLock

_STUCK: "list[BaseFileLock]" = []
"""Locks that could not be given back: until they are, this program would wait for itself."""


class Lock:
    """A lock that is held until it is let go, or until the program ends, however it ends.

    Args:
        path: The lock's own file, which stays when it is let go.

    Attributes:
        path: The lock's own file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._held: BaseFileLock | None = None
        self._mark: tuple[int, int] | None = None

    def take(self, patience: float = 0) -> bool:
        """Take the lock.

        Args:
            patience: For how many seconds to wait for whoever holds it.

        Returns:
            Whether it was free.

        Raises:
            OSError: If there is no way to lock here: the folder cannot be written, the file system knows no locks.
        """
        from filelock import FileLock, Timeout  # noqa: PLC0415 - 50 ms, and only who writes needs it

        _free_stuck()
        make_folder(self.path.parent)
        self._touch()
        # Never a lock that is only a file's existence: it would outlive a killed program.
        lock = FileLock(self.path, mode=0o600, thread_local=False, fallback_to_soft=False, poll_interval=0.02)
        try:
            lock.acquire(timeout=patience)
        except Timeout:
            return False
        self._held = lock
        self._mark = self._file()
        return True

    def renew(self) -> None:
        """Take the lock anew where its file has gone, with its whole folder say: as it is, it would keep nobody out.

        Raises:
            OSError: If there is no way to lock here.
        """
        if self._held and self._file() != self._mark:
            self.let_go()
            self.take()

    def let_go(self, *, remove: bool = False) -> None:
        """Give the lock back.

        Args:
            remove: Whether to remove its file: nobody will ever want this lock again.
        """
        if self._held is None:
            return
        if remove:
            with contextlib.suppress(OSError):
                self.path.unlink()
        held, self._held = self._held, None
        try:
            held.release()
        except OSError:
            _STUCK.append(held)

    def _file(self) -> tuple[int, int] | None:
        """Which file has the lock's name now."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _touch(self) -> None:
        """Make the file, so that under sudo it still belongs to the user."""
        with contextlib.suppress(FileExistsError):
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600))
            adopt(self.path)


def _free_stuck() -> None:
    for lock in _STUCK.copy():
        with contextlib.suppress(OSError):
            lock.release(force=True)
            _STUCK.remove(lock)


@contextlib.contextmanager
def locked(path: Path, patience: float) -> Iterator[None]:
    """Hold the lock of a file.

    Args:
        path: The file; its lock stands beside it.
        patience: For how many seconds to wait for another program.

    Raises:
        FileProblem: If the lock cannot be had.
    """
    lock = Lock(_lock_of(path))
    try:
        free = lock.take(patience)
    except OSError as error:
        raise FileProblem.from_os(path, error, f"cannot be locked by {lock.path.name}") from error
    if not free:
        raise FileProblem(path, f"another program has held its lock for {patience:g} s")
    try:
        yield
    finally:
        lock.let_go()


def can_lock(path: Path) -> bool | None:
    """Whether a file can be locked where it is, found out without writing anything.

    Args:
        path: The file, which need not exist.

    Returns:
        Whether it can; None where that shows only with the first lock.
    """
    try:
        if _lock_of(path).exists():
            lock = Lock(_lock_of(path))
            lock.take()
            lock.let_go()
            return True
        if sys.platform == "win32" or not path.parent.is_dir():
            return None
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_SH | fcntl.LOCK_NB)  # what filelock calls, on the same file system
        finally:
            os.close(folder)
    except BlockingIOError:  # somebody holds one, so it can be done
        return True
    except OSError:
        return False
    return True


def _lock_of(path: Path) -> Path:
    """The lock's own file, beside what it locks."""
    return path.with_name(f".{path.name}.lock")
