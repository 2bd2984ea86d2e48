"""Write a file that the runner has named."""

import os
from pathlib import Path

from ankle_tui.store.files.durable import put
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.files.read import read_bytes

THERE = "is there already; --force replaces it"
"""Why a file is not written."""


def to_standard_output(to: Path | None) -> bool:
    """True if no file is named, or `-`, as for `export`."""
    return to is None or str(to) == "-"


def is_there(to: Path) -> bool:
    """True if a file of this name would be replaced.

    Raises:
        FileProblem: If no file can be written there.
    """
    if not to.parent.is_dir():
        raise FileProblem(to.parent, "there is no such folder")
    if to.exists() and not to.is_file():
        raise FileProblem(to, "is a folder" if to.is_dir() else "is not a file")
    return os.path.lexists(to)


def write(to: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        FileProblem: If it cannot be written.
    """
    try:
        put(to, data)
    except OSError as error:
        raise FileProblem.from_os(to, error, "cannot be written") from error


def write_over(to: Path, data: bytes, *, head: bytes, kind: str) -> None:
    """Write a file, replacing only an earlier one of its kind.

    Args:
        to: The file.
        data: The whole content.
        head: How every file of its kind begins.
        kind: Names it in a refusal: `report`.

    Raises:
        FileProblem: If it cannot be written, or something else is there.
    """
    if is_there(to) and not (read_bytes(to) or b"").startswith(head):
        raise FileProblem(to, f"is there already, and is no {kind}")
    write(to, data)
