"""Puts a file on the disk so that a crash, a full disk or a power cut leaves the old content or the new, never less.

Every step is a plain call of `os`, so that the tests can count them, fail them one by one, and play a power cut
between any two.
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
"""For how many seconds Windows is asked again while another program, a virus scanner say, has the file open."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
"""Flags to open a file that must not be there yet."""
for _name in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"):  # each is missing on some system
    _NEW |= getattr(os, _name, 0)
_TEMPORARY = re.compile(r"\.[0-9a-f]+\.tmp")
_SHARING_ERRORS = {5, 32, 33}
"""ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows."""
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM}
"""What file systems answer that cannot sync a folder, and folders that we may write but not open."""


def put(path: Path, data: bytes | mmap.mmap) -> None:
    """Give a file this content; on return it is on the disk.

    A link keeps pointing where it points, the file keeps its mode and owner, a new one can be read by its owner alone.

    Args:
        path: The file; missing folders are made.
        data: The whole content.

    Raises:
        OSError: If that cannot be done. The file then has its old content, or already the new one, whole in both cases.
    """
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
    """Make sure the name of a file that was put is on the disk.

    Raises:
        OSError: If that cannot be done.
    """
    _sync_folder(os.path.dirname(os.path.realpath(path)))


def copy(path: Path, to: Path) -> None:
    """Keep a file's bytes under a second name beside it; on return they are on the disk.

    Args:
        path: The file.
        to: The second name; nobody else may make it meanwhile.

    Raises:
        OSError: If that cannot be done, or the name is taken.
        Unfit: If it is no regular file.
    """
    try:
        os.link(path, to)  # costs nothing, whatever its size, and `put` gives the first name another file
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(to):
            raise
        with mapped(path) as data:
            put(to, data)
    _sync_folder(str(to.parent))


def move(path: Path, to: Path) -> None:
    """Give a file, or a folder, another name beside it; on return the new name is on the disk.

    Args:
        path: What to move.
        to: The new name, in the same folder; nobody else may make it meanwhile.

    Raises:
        OSError: If it cannot be moved, or the name is taken.
    """
    if os.path.lexists(to):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(to))
    _patiently(lambda: os.rename(path, to))
    _sync_folder(str(to.parent))


def make_folder(path: Path) -> None:
    """Make a folder that only its owner can enter, and what is missing above it, each on the disk on return.

    Raises:
        OSError: If it cannot be made, or something else has its name.
    """
    if not os.path.isdir(path):
        # The way there is settled first, and not made when it turns out to be missing: whoever made the folder above may
        # have been killed before its name was on the disk. So where a folder is, the names of all those above it are safe.
        if path.parent != path:
            make_folder(path.parent)
        try:
            os.mkdir(path, 0o700)
        except FileExistsError:  # another copy of the program has just made it, or it is no folder
            if not os.path.isdir(path):
                raise
        else:
            adopt(path)
    _sync_folder(str(path.parent))  # also where it was there: who made it may have been killed before coming to this


def adopt(path: Path) -> None:
    """Let what root has made belong to whom the folder around it belongs: with sudo, that is the user."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        around = os.stat(path.parent)
        with contextlib.suppress(OSError):
            os.chown(path, around.st_uid, around.st_gid)


def sweep(folder: Path, name: str) -> None:
    """Remove what was left of a write of this file that did not come to its end. Nobody else may be writing it now."""
    with contextlib.suppress(OSError):
        for entry in os.listdir(folder):
            if entry.startswith(f".{name}.") and _TEMPORARY.fullmatch(entry[len(name) + 1 :]):
                with contextlib.suppress(OSError):
                    os.unlink(folder / entry)


def cut_short(name: str, names: Iterable[str]) -> bool:
    """True if a write of the file `name` has not come to its end, by this program or another.

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
    os.close(descriptor)  # a network file system may only now say that it is full


def _write_all(descriptor: int, data: bytes | mmap.mmap) -> None:
    with memoryview(data) as whole:
        at = 0
        while at < len(whole):
            at += os.write(descriptor, whole[at:])


def _take_after(descriptor: int, real: Path) -> None:
    """Give the new file the mode and the owner of the one it replaces; under sudo, of the folder it is made in."""
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
    """Read back what was written: a file system that loses bytes without a word is found out before the old file goes."""
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
    """Do it; on Windows again and again while another program has the file open."""
    until = time.monotonic() + SHARING_PATIENCE
    while True:
        try:
            return act()
        except OSError as error:
            if getattr(error, "winerror", None) not in _SHARING_ERRORS or time.monotonic() > until:
                raise
        time.sleep(0.02)
