"""What lies beside the history in its folder: copies that a syncing program has made, and copies that were merged.

Every syncing program has names of its own for a copy, in every language. So a copy is known by what it holds; its name
only says whether to look.
"""

import contextlib
import re
from collections.abc import Iterable
from pathlib import Path

from ankle_tui.regular import Unfit, read_head
from ankle_tui.store.files import names_in
from ankle_tui.store.history_text import HEAD, is_history

__all__ = ["MERGED_KEPT", "conflict_copies", "may_be_copy", "other_histories", "prune_merged", "set_aside"]

MERGED_KEPT = 10
"""Merged copies kept of those that a syncing program has surely made; all others stay until the runner removes them."""

_USUAL = r"(\.sync-conflict-\d{8}-\d{6}(-\w+)?|_conflict-\d{8}-\d{6}| \(.*conflicted copy.*\))+"
"""What Syncthing, ownCloud, and Dropbox and Nextcloud in English put behind the stem: known also where it is damaged."""
_DATED = re.compile(r"-\d[\d-]*")
"""What a runner puts behind the stem of an export or of a backup; no machine has a name like that."""
_CONFLICT = "conflict"
_MERGED = re.compile(r"(\d{8}-\d{6})(?:-(\d+))?-.*[ck]onfli[ck]?t.*\d{4}-?\d\d-?\d\d.*", re.IGNORECASE | re.DOTALL)
"""How the name of a merged copy goes on that can only be a syncing program's: with the word for conflict and a date."""


def conflict_copies(real: Path, names: Iterable[str]) -> list[Path]:
    """What syncing programs have put beside the history when two machines wrote it at once, by name.

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
    """Whether a syncing program may have named a copy like this: `history-MYPC.json`, `history (1).json`.

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
    """Histories beside this one that are not merged by themselves: exports, copies made by hand; by name.

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
    """Whether a name is one that the program gives to what it sets aside.

    Args:
        real: The history.
        name: The name.
    """
    return name.startswith((f"{real.stem}.damaged-", f"{real.stem}.merged-"))


def prune_merged(real: Path) -> None:
    """Remove the oldest merged copies of syncing programs; what the runner may have named, and so made, stays.

    Args:
        real: The history.
    """
    begin = f"{real.stem}.merged-"
    found = ((_MERGED.fullmatch(name, len(begin)), name) for name in names_in(real.parent) if name.startswith(begin))
    merged = sorted((stamp[1], int(stamp[2] or 1), name) for stamp, name in found if stamp)
    for *_, name in merged[:-MERGED_KEPT]:
        with contextlib.suppress(OSError):
            real.with_name(name).unlink()


def _beside(real: Path, names: Iterable[str]) -> list[Path]:
    """What may be a file of the runner's or of a syncing program: not the history, nothing set aside, nothing hidden."""
    others = (name for name in names if name != real.name and not name.startswith(".") and not set_aside(real, name))
    return [real.with_name(name) for name in sorted(others)]


def _holds_history(path: Path) -> bool:
    try:
        return is_history(read_head(path, HEAD))
    except (Unfit, OSError):
        return False
