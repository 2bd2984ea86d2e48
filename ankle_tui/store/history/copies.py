"""Find conflict copies and other histories beside the history.

Every syncing program names copies in its own way, in every language. So content decides if a file is a copy;
its name only decides if we look.
"""

import contextlib
import datetime as dt
import glob
import os
import re
from collections.abc import Iterable
from itertools import chain, count
from pathlib import Path

from ankle_tui.safe_read import Unfit, read_head
from ankle_tui.store.files.read import names_in
from ankle_tui.store.history.codec import HEAD, is_history

LONGEST_NAME = 255
"""Bytes in the name of a file that every usual file system takes."""
MERGED_KEPT = 10
"""Merged copies kept of those only a syncing program can have named; others stay until the runner removes them."""

_USUAL = r"(\.sync-conflict-\d{8}-\d{6}(-\w+)?|_conflict-\d{8}-\d{6}| \(.*conflicted copy.*\))+"
"""What Syncthing, ownCloud, and Dropbox and Nextcloud in English add to the stem; recognised in damaged copies too."""
_DATED = re.compile(r"-\d[\d-]*")
"""What a runner adds to the stem of an export or backup; no syncing program uses the date alone."""
_CONFLICT = "conflict"
_MERGED = re.compile(r"(\d{8}-\d{6})(?:-(\d+))?-.*[ck]onfli[ck]?t.*\d{4}-?\d\d-?\d\d.*", re.IGNORECASE | re.DOTALL)
"""The rest of a merged copy's name if only a syncing program can have given it: the word for conflict, then a date."""


def conflict_copies(real: Path, names: Iterable[str]) -> list[Path]:
    """Find the copies that syncing programs made when two machines wrote the history at once, sorted by name.

    Args:
        real: The history.
        names: The names in its folder.
    """
    usual = re.compile(re.escape(real.stem) + _USUAL + re.escape(real.suffix))
    return [
        path
        for path in _beside(real, names)
        if (usual.fullmatch(path.name) and path.is_file()) or (may_be_copy(real, path.name) and _holds_history(path))
    ]


def may_be_copy(real: Path, name: str) -> bool:
    """True if a syncing program may name a copy like this: `history-MYPC.json`, `history (1).json`.

    Args:
        real: The history.
        name: The name.
    """
    low, stem, suffix = name.lower(), real.stem.lower(), real.suffix.lower()
    behind = low.removeprefix(stem)
    if behind == low or behind[:1].isalnum() or set_aside(real, name):
        return False
    if not behind.endswith(suffix):
        return _CONFLICT in behind
    return behind != suffix and not _DATED.fullmatch(behind.removesuffix(suffix))


def other_histories(real: Path, names: Iterable[str]) -> list[Path]:
    """Find histories beside this one that are not merged automatically: exports and dated copies, sorted by name.

    Args:
        real: The history.
        names: The names in its folder.
    """
    names = list(names)
    copies = conflict_copies(real, names)
    return [
        path
        for path in _beside(real, names)
        if real.suffix.lower() in path.name.lower() and path not in copies and _holds_history(path)
    ]


def set_aside(real: Path, name: str) -> bool:
    """True for a name that the program gives to files it sets aside.

    Args:
        real: The history.
        name: The name.
    """
    return name.startswith((f"{real.stem}.damaged-", f"{real.stem}.merged-"))


def aside_path(real: Path, why: str, at: dt.datetime, original: str = "") -> Path:
    """Find a free name beside the history for a file set aside: `history.damaged-20261122-181003.json`.

    Args:
        real: The history.
        why: `damaged` or `merged`.
        at: The local time.
        original: The name of a conflict copy, with which its new one ends.
    """
    begin = f"{real.stem}.{why}-{at:%Y%m%d-%H%M%S}"
    numbered = chain([begin], (f"{begin}-{number}" for number in count(2)))
    paths = (real.with_name(_ending_with(original, one) or f"{one}{real.suffix}") for one in numbered)
    return next(path for path in paths if not os.path.lexists(path))


def set_aside_before(real: Path) -> Path | None:
    """Find where the damaged history was set aside if its repair could not be written then, on a full disk say.

    Args:
        real: The history.
    """
    beside = real.parent.glob(f"{glob.escape(real.stem)}.damaged-*{glob.escape(real.suffix)}")
    return next((path for path in beside if path.exists() and path.samefile(real)), None)


def prune_merged(real: Path) -> None:
    """Remove the oldest merged copies of syncing programs; never one that the runner may have named.

    Args:
        real: The history.
    """
    begin = f"{real.stem}.merged-"
    found = ((_MERGED.fullmatch(name, len(begin)), name) for name in names_in(real.parent) if name.startswith(begin))
    merged = sorted((stamp[1], int(stamp[2] or 1), name) for stamp, name in found if stamp)
    for *_, name in merged[:-MERGED_KEPT]:
        with contextlib.suppress(OSError):
            real.with_name(name).unlink()


def _ending_with(original: str, begin: str) -> str:
    """A name that ends with `original`, or with as much of its end as there is room for; empty without an original."""
    shown = "".join(char if char.isprintable() else "_" for char in original).encode()
    room = LONGEST_NAME - len(os.fsencode(begin)) - 1
    return original and f"{begin}-{shown[-room:].decode(errors='ignore')}"


def _beside(real: Path, names: Iterable[str]) -> list[Path]:
    """List other visible files in the folder: not the history, nothing set aside."""
    others = (name for name in names if name != real.name and not name.startswith(".") and not set_aside(real, name))
    return [real.with_name(name) for name in sorted(others)]


def _holds_history(path: Path) -> bool:
    try:
        return is_history(read_head(path, HEAD))
    except (Unfit, OSError):
        return False
