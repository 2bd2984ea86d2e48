"""Let one program at a time write a file; the lock ends with its holder, even a killed one."""

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
"""Locks whose release failed: until it succeeds, this program would wait for itself."""


class Lock:
    """A lock, held until it is released or the program ends in any way.

    Args:
        path: The lock's own file, which stays when the lock is released.

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
            patience: Seconds to wait for its holder.

        Returns:
            True if it was free.

        Raises:
            OSError: If nothing can be locked here: the folder cannot be written, or the file system has no locks.
        """
        from filelock import FileLock, Timeout  # noqa: PLC0415 - 50 ms, and only who writes needs it

        _free_stuck()
        make_folder(self.path.parent)
        self._touch()
        # Never a lock that is the mere existence of a file: it would outlive a killed program.
        lock = FileLock(self.path, mode=0o600, thread_local=False, fallback_to_soft=False, poll_interval=0.02)
        try:
            lock.acquire(timeout=patience)
        except Timeout:
            return False
        self._held = lock
        self._mark = self._file()
        return True

    def renew(self) -> None:
        """Take the lock again if its file is gone, perhaps with its folder: without one it keeps nobody out.

        Raises:
            OSError: If nothing can be locked here.
        """
        if self._held and self._file() != self._mark:
            self.let_go()
            self.take()

    def let_go(self, *, remove: bool = False) -> None:
        """Release the lock.

        Args:
            remove: True to remove its file too: this lock will not be needed again.
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
        """Device and inode of the lock's file, or None if it is gone."""
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
        patience: Seconds to wait for another program.

    Raises:
        FileProblem: If it cannot be locked.
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
    """Find out if a file can be locked where it is, without writing anything.

    Args:
        path: The file, which need not exist.

    Returns:
        True or False; None if only the first lock will tell.
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
    except BlockingIOError:  # another program holds it, so locking works
        return True
    except OSError:
        return False
    return True


def _lock_of(path: Path) -> Path:
    """The lock's own file, beside what it locks."""
    return path.with_name(f".{path.name}.lock")
