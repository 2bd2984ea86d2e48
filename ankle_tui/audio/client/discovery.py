"""Which back ends this machine has, found out without loading one, and in which order they are tried."""

import importlib.util
import os
import sys
from collections.abc import Mapping
from typing import Final

LIBRARIES: Final = ("simpleaudio", "miniaudio")
"""The audio libraries, the best first: whoever has installed the first one wants it, for it is an extra."""
SYSTEM: Final = "system"
"""The back end that plays through a program of the system's own."""
PROGRAMS: Final = ("pw-play", "paplay", "aplay", "afplay")
"""Those programs, the best first."""
WINDOWS_PLAYER: Final = "winsound"
"""The module that plays where there is no such program."""


def find_programs(path: str | None = None) -> Mapping[str, str]:
    """The programs of this machine that play a sound file.

    Args:
        path: Folders to look in, as in the variable PATH; None is that variable.

    Returns:
        Their paths by name, the best first.
    """
    folders = (os.environ.get("PATH", "") if path is None else path).split(os.pathsep)
    found = {}
    # Not `shutil.which`: importing that is slower than these few looks, and this runs before the first cue.
    for name in PROGRAMS:
        files = (f"{folder}/{name}" for folder in folders if folder)
        if file := next((file for file in files if os.access(file, os.X_OK)), None):
            found[name] = file
    return found


def can_help() -> bool:
    """Whether a helper process could be started at all."""
    # In a frozen program sys.executable is that program and would start the whole session once more.
    return bool(sys.executable) and not getattr(sys, "frozen", False)


def present() -> Mapping[str, str]:
    """The back ends that this machine has, whether or not they find a device.

    Returns:
        By name, in the order of preference, each with what there is of it, in a few words.
    """
    found = {library: "installed" for library in LIBRARIES if _importable(library)}
    if sys.platform == "win32":
        players = [WINDOWS_PLAYER] if _importable(WINDOWS_PLAYER) else []
    else:
        players = list(find_programs())
    if players:
        found[SYSTEM] = ", ".join(players)
    return found


def order(wish: str) -> tuple[str, ...]:
    """The back ends to try.

    Args:
        wish: The one to try first, or anything else.

    Returns:
        Those that this machine has, the best first; none where no helper can be started.
    """
    here = tuple(present()) if can_help() else ()
    return tuple(sorted(here, key=lambda name: name != wish))


def _importable(library: str) -> bool:
    """Whether a library would be found, without importing it."""
    try:
        return importlib.util.find_spec(library) is not None
    except (ImportError, ValueError):
        return False
