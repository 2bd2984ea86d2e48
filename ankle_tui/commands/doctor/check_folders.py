"""Check the folders: can they be written, who can read them, is there room, do locking and saving work."""

import contextlib
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from ankle_tui.commands.doctor.finding import Finding, FindingState
from ankle_tui.commands.doctor.patient import Patient, files_in, is_folder, quoted, size_of
from ankle_tui.core.formatting import counted
from ankle_tui.store.files.durable import put
from ankle_tui.store.files.lock import can_lock
from ankle_tui.store.files.read import MEBIBYTE
from ankle_tui.store.paths import DATA_VARIABLE

MOST_TRIED = 4 * MEBIBYTE
"""Try saving with at most this many bytes."""
LITTLE_SPACE = 16 * MEBIBYTE
"""With less free space than this, and than three times the history, saving may fail soon."""
OTHERS = 0o077
"""Permissions of everyone but the owner in a file's mode."""


def check_folders(patient: Patient) -> Iterator[Finding]:
    """Can the data folder be written, or made?"""
    yield _folder("data folder", patient.folders.data, DATA_VARIABLE)
    real = patient.file.real.parent
    if real != Path(os.path.realpath(patient.folders.data)):
        yield _folder("history's folder", real, DATA_VARIABLE)
    for path in (patient.file.backups.folder, patient.folders.in_progress):
        if os.path.lexists(path):
            found = _folder(f"{path.name} folder", path, DATA_VARIABLE)
            if found.state is not FindingState.OK:
                yield found
    yield Finding("settings folder", FindingState.OK, str(patient.folders.config))


def _folder(name: str, path: Path, variable: str) -> Finding:
    """Can a folder be written, or made?"""
    elsewhere = f"{variable}=... names another folder"
    if not os.path.lexists(path):
        above = next((each for each in path.parents if os.path.lexists(each)), path)
        if not is_folder(above) or not os.access(above, os.W_OK | os.X_OK):
            return Finding(name, FindingState.PROBLEM, f"{path} is not there and cannot be made", elsewhere)
        return Finding(name, FindingState.OK, f"{path}, made with the first session")
    if not is_folder(path):
        return Finding(name, FindingState.PROBLEM, f"{path} is not a folder", f"move it away, or {elsewhere}")
    if os.access(path, os.R_OK | os.W_OK | os.X_OK):
        return Finding(name, FindingState.OK, str(path))
    found = path.stat()
    mine = hasattr(os, "geteuid") and found.st_uid == os.geteuid() and found.st_mode & stat.S_IRWXU != stat.S_IRWXU
    return Finding(
        name, FindingState.PROBLEM, f"{path} cannot be written", f"chmod u+rwx {quoted(path)}" if mine else elsewhere
    )


def check_privacy(patient: Patient) -> Iterator[Finding]:
    """Can other users read what the runner wrote about pain?"""
    data, real = patient.folders.data, patient.file.real
    if os.name != "posix" or not is_folder(data):
        return
    inside = [data, patient.file.backups.folder, patient.folders.in_progress]
    files = [path for folder in inside if _lets_in(data, folder) for path in files_in(folder)]
    if _lets_in(real.parent) and real.is_file() and real.parent != Path(os.path.realpath(data)):  # a linked history
        files = [real, *(path for path in files if path != patient.folders.history)]
    shown = [path for path in files if path.suffix in {".json", ".tmp"} and path.stat().st_mode & OTHERS]
    if not shown:
        yield Finding("privacy", FindingState.OK, "only you can read what is kept")
        return
    more = f" and {counted(len(shown) - 1, 'more file')}" if len(shown) > 1 else ""
    remedy = f"chmod -R go= {quoted(data)}" if more else f"chmod 600 {quoted(shown[0])}"
    yield Finding("privacy", FindingState.NOTE, f"others can read {shown[0].name}{more}", remedy)


def _lets_in(*folders: Path) -> bool:
    """True if other users can enter all of these folders."""
    return all(is_folder(folder) and folder.stat().st_mode & OTHERS for folder in folders)


def check_locking(patient: Patient) -> Iterator[Finding]:
    """Does locking work where the history is?"""
    folder = patient.file.real.parent
    works = can_lock(patient.file.real)
    if is_folder(folder) and not os.access(folder, os.R_OK | os.X_OK):
        yield Finding("locking", FindingState.NOTE, "could not be tried")
    elif works is None:
        yield Finding("locking", FindingState.OK, "shows with the first session")
    elif works:
        yield Finding("locking", FindingState.OK, "works")
    else:
        remedy = f"{DATA_VARIABLE}=... names a folder on a disk of this machine"
        yield Finding("locking", FindingState.PROBLEM, "does not work here: nothing can be saved", remedy)


def check_space(patient: Patient) -> Iterator[Finding]:
    """Is there room on the disk?"""
    data = patient.folders.data
    there = next((path for path in (data, *data.parents) if is_folder(path)), None)
    if there is None:
        return
    space = shutil.disk_usage(there)
    line = f"{space.free / MEBIBYTE:,.0f} MiB free" if space.free >= MEBIBYTE else f"{space.free // 1024} KiB free"
    if space.free < max(LITTLE_SPACE, 3 * size_of(patient.file.real)) and space.total:
        yield Finding("disk", FindingState.PROBLEM, f"{line}, which is little", "make room: a session may not be saved")
    else:
        yield Finding("disk", FindingState.OK, line)


def check_saving(patient: Patient) -> Iterator[Finding]:
    """Save a file where and as the history is saved, and remove it."""
    size = max(1024, min(size_of(patient.file.real), MOST_TRIED))
    for folder in dict.fromkeys((patient.file.real.parent, Path(os.path.realpath(patient.folders.data)))):
        if problem := _save_problem(folder, patient.file.real.name, size):
            remedy = f"put that right, or {DATA_VARIABLE}=... names another folder"
            yield Finding("saving", FindingState.PROBLEM, f"{folder}: {problem}", remedy)
            return
    yield Finding("saving", FindingState.OK, "works: a file was written and removed")


def _save_problem(folder: Path, name: str, size: int) -> str:
    """Why a file cannot be saved in `folder`, or above it if it does not exist yet; empty if it can."""
    there = next(path for path in (folder, *folder.parents) if os.path.lexists(path))
    # Named like an interrupted save of the history: if we are killed here, the next save removes it.
    path = there / f".{name}.{os.urandom(6).hex()}.tmp"
    try:
        if not there.is_dir():
            return f"{there} is not a folder"
        put(path, bytes(size))
    except OSError as error:
        return error.strerror or type(error).__name__
    finally:
        with contextlib.suppress(OSError):
            path.unlink()
    return ""
