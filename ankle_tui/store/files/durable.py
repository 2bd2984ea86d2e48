"""Put a file on the disk so that a crash, a full disk or a power cut leaves the old content or the new, never less.

Every step is a plain call of `os`: tests count these calls, fail each of them, and play a power cut between any two.
"""

import contextlib
import errno
import mmap
import os
import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from ankle_tui.store.files.read import mapped

SHARING_PATIENCE = 2.5
"""Seconds to keep asking Windows while another program, such as a virus scanner, has the file open."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
"""Flags to create a file, which must not exist yet."""
for _name in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"):  # each is missing on some system
    _NEW |= getattr(os, _name, 0)
_TEMPORARY = re.compile(r"\.[0-9a-f]+\.tmp")
_SHARING_ERRORS = {5, 32, 33}
"""ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows."""
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM}
"""Errors of file systems that cannot sync a folder, and of folders that may be written but not opened."""


def put(path: Path, data: bytes | mmap.mmap) -> None:
    """Give a file this content; on return it is on the disk.

    A link keeps pointing where it points, the file keeps its mode and owner, a new one can be read by its owner alone.

    Args:
        path: The file; missing folders are made.
        data: The whole content.

    Raises:
        OSError: If it fails. The file then has its old content or the new one, whole in either case.
    """
    # The order is the promise: content synced and read back, then the name changed in one step, then the name synced.
    real = Path(os.path.realpath(path))
    make_folder(real.parent)
    temporary = f"{real.parent}{os.sep}.{real.name}.{os.urandom(6).hex()}.tmp"
    try:
        _write_new(temporary, data, real)
        _check(temporary, data)
        _patiently(lambda: os.replace(temporary, real))
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    _sync_folder(str(real.parent))


def put_lightly(path: Path, data: bytes) -> None:
    """Give a file that can be made again at any time this content: nothing is synced, and a failure is no error.

    A power cut may leave any part of it, so its content must show if it is whole.

    Args:
        path: The file; a link in its place is replaced, not followed.
        data: The whole content.
    """
    with contextlib.suppress(OSError):
        # A new file each time: one that another program is writing too is never mixed with ours.
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)
        descriptor = os.open(path, _NEW, 0o600)
        try:
            _write_all(descriptor, data)
            adopt(path)
        finally:
            os.close(descriptor)


def settle(path: Path) -> None:
    """Sync the name of a file that was put.

    Raises:
        OSError: If it fails.
    """
    _sync_folder(os.path.dirname(os.path.realpath(path)))


def copy(path: Path, to: Path) -> None:
    """Keep the bytes of a file under a second name beside it; on return they are on the disk.

    Args:
        path: The file.
        to: The second name; nobody else may create it meanwhile.

    Raises:
        OSError: If it fails, or the name is taken.
        Unfit: If it is no regular file.
    """
    try:
        os.link(path, to)  # free at any size; `put` gives the first name another file, so these bytes stay
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(to):
            raise
        with mapped(path) as data:
            put(to, data)
    _sync_folder(str(to.parent))


def move(path: Path, to: Path) -> None:
    """Rename a file or folder in its folder; on return the new name is on the disk.

    Args:
        path: The file or folder.
        to: The new name, in the same folder; nobody else may create it meanwhile.

    Raises:
        OSError: If it fails, or the name is taken.
    """
    if os.path.lexists(to):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(to))
    _patiently(lambda: os.rename(path, to))
    _sync_folder(str(to.parent))


def make_folder(path: Path) -> None:
    """Make a folder for its owner alone, with all missing folders above it; on return each is on the disk.

    Raises:
        OSError: If it fails, or something else has the name.
    """
    if not os.path.isdir(path):
        # From the top down, each name synced before the next folder is made: the program that made the folder above may
        # have been killed before syncing its name. So wherever a folder exists, the names above it are on the disk.
        if path.parent != path:
            make_folder(path.parent)
        try:
            os.mkdir(path, 0o700)
        except FileExistsError:  # another program has just made it, or it is a file
            if not os.path.isdir(path):
                raise
        else:
            adopt(path)
    _sync_folder(str(path.parent))  # even if it existed: its maker may have been killed before this


def adopt(path: Path) -> None:
    """Give a file made by root to the owner of its folder: under sudo, the user."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        around = os.stat(path.parent)
        with contextlib.suppress(OSError):
            os.chown(path, around.st_uid, around.st_gid)


def sweep(folder: Path, name: str) -> None:
    """Remove what an interrupted write of the file `name` has left. Nobody else may be writing it."""
    with contextlib.suppress(OSError):
        for entry in os.listdir(folder):
            if entry.startswith(f".{name}.") and _TEMPORARY.fullmatch(entry[len(name) + 1 :]):
                with contextlib.suppress(OSError):
                    os.unlink(folder / entry)


def cut_short(name: str, names: Iterable[str]) -> bool:
    """True if a write of the file `name` is under way or was interrupted.

    Args:
        name: The file's name.
        names: The names in its folder.
    """
    return any(entry.startswith(f".{name}.") and entry.endswith(".tmp") for entry in names)


def _write_new(temporary: str, data: bytes | mmap.mmap, real: Path) -> None:
    descriptor = os.open(temporary, _NEW, 0o600)
    try:
        _write_all(descriptor, data)
        _take_after(descriptor, real)
        _sync(descriptor)
    except BaseException:
        with contextlib.suppress(OSError):
            os.close(descriptor)
        raise
    os.close(descriptor)  # a network file system may report only now that it is full


def _write_all(descriptor: int, data: bytes | mmap.mmap) -> None:
    with memoryview(data) as whole:
        at = 0
        while at < len(whole):
            at += os.write(descriptor, whole[at:])


def _take_after(descriptor: int, real: Path) -> None:
    """Give the new file mode and owner of the one it replaces; under sudo a first one gets the owner of its folder."""
    if not hasattr(os, "fchmod"):
        return
    try:
        like = os.stat(real)
        os.fchmod(descriptor, like.st_mode & 0o777)
    except FileNotFoundError:
        like = os.stat(real.parent)
        if os.geteuid() != 0:
            return
    mine = os.fstat(descriptor)
    if (mine.st_uid, mine.st_gid) != (like.st_uid, like.st_gid):
        with contextlib.suppress(PermissionError):  # only root may give files away
            os.fchown(descriptor, like.st_uid, like.st_gid)


def _check(temporary: str, data: bytes | mmap.mmap) -> None:
    """Read back what was written, so that a file system that silently loses bytes does not cost the old file."""
    descriptor = os.open(temporary, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0))
    try:
        at = 0
        while chunk := os.read(descriptor, 1 << 20):
            if chunk != data[at : at + len(chunk)]:
                break
            at += len(chunk)
    finally:
        os.close(descriptor)
    if chunk or at != len(data):
        raise OSError(errno.EIO, "what was written reads back differently")


def _sync(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl  # noqa: PLC0415 - not there on Windows

        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)  # fsync of macOS stops at the drive's own cache
        except OSError:  # a network drive may not know it
            os.fsync(descriptor)
    else:
        os.fsync(descriptor)


def _sync_folder(folder: str) -> None:
    """Make the names in a folder durable; Windows has no such call."""
    if os.name == "nt":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
    except PermissionError:
        return
    try:
        _sync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(descriptor)


def _patiently(act: Callable[[], None]) -> None:
    """Call `act`; on Windows, retry for a while if another program has the file open."""
    until = time.monotonic() + SHARING_PATIENCE
    while True:
        try:
            return act()
        except OSError as error:
            if getattr(error, "winerror", None) not in _SHARING_ERRORS or time.monotonic() > until:
                raise
        time.sleep(0.02)
