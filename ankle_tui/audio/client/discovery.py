"""Find the audio back ends of this machine without loading one, and the order in which to try them."""

import importlib.util
import os
import sys
from collections.abc import Mapping
from typing import Final

LIBRARIES: Final = ("miniaudio", "simpleaudio")
"""Audio libraries, best first; the second opens a stream for each sound, which a busy machine begins up to a second late."""
SYSTEM: Final = "system"
"""Name of the back end that plays through a program of the system."""
PROGRAMS: Final = ("pw-play", "paplay", "aplay", "afplay")
"""Programs of the system that play a sound file, best first."""
WINDOWS_PLAYER: Final = "winsound"
"""Module that plays sounds on Windows, which has no such program."""


def find_programs(path: str | None = None) -> Mapping[str, str]:
    """Find the paths of `PROGRAMS` in `path`, by name and best first; None takes the variable PATH."""
    folders = (os.environ.get("PATH", "") if path is None else path).split(os.pathsep)
    found = {}
    # Not `shutil.which`, whose import takes longer than these few looks, right before the first cue.
    for name in PROGRAMS:
        files = (f"{folder}/{name}" for folder in folders if folder)
        if file := next((file for file in files if os.access(file, os.X_OK)), None):
            found[name] = file
    return found


def can_help() -> bool:
    """True if this program can start a helper process."""
    # In a frozen program sys.executable is that program: it would start the whole session a second time.
    return bool(sys.executable) and not getattr(sys, "frozen", False)


def present() -> Mapping[str, str]:
    """List installed back ends, best first, with a few words on each; their devices are not tried."""
    found = {library: "installed" for library in LIBRARIES if _importable(library)}
    if sys.platform == "win32":
        players = [WINDOWS_PLAYER] if _importable(WINDOWS_PLAYER) else []
    else:
        players = list(find_programs())
    if players:
        found[SYSTEM] = ", ".join(players)
    return found


def order(wish: str) -> tuple[str, ...]:
    """List the back ends to try: `wish` first if installed, then the others, best first; none without a helper."""
    here = tuple(present()) if can_help() else ()
    return tuple(sorted(here, key=lambda name: name != wish))


def _importable(library: str) -> bool:
    """True if `library` can be found, without importing it."""
    try:
        return importlib.util.find_spec(library) is not None
    except (ImportError, ValueError):
        return False
