"""Opens the Player for this machine and this runner's wish. It never fails: at worst it is silent."""

import importlib.util
import os
import sys
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from ankle_tui.audio.bell import BellPlayer
from ankle_tui.audio.client import HelperPlayer
from ankle_tui.audio.port import Player
from ankle_tui.audio.silent import SilentPlayer

__all__ = ["VARIABLE", "Choice", "forecast", "open_player", "resolve"]

VARIABLE: Final = "ANKLE_TUI_AUDIO"
"""Environment variable with a `Choice`; it decides where the choice is left to the program."""


class Choice(StrEnum):
    """What a runner can ask for, in the config, by option or in the environment."""

    AUTO = "auto"
    MINIAUDIO = "miniaudio"
    BELL = "bell"
    OFF = "off"


def resolve(choice: str, environ: Mapping[str, str]) -> Choice:
    """What to open.

    Args:
        choice: A value of `Choice`, in any case; anything else is taken for "auto".
        environ: Environment variables; `VARIABLE` decides what "auto" means.

    Returns:
        The choice; never an error, because a misspelt word must not stop a session.
    """
    for word in (choice, environ.get(VARIABLE, "")):
        wish = word.strip().lower()
        if wish in set(Choice) and wish != Choice.AUTO:
            return Choice(wish)
    return Choice.AUTO


def open_player(
    choice: str = Choice.AUTO,
    *,
    volume: float = 1.0,
    ring: Callable[[], None] | None = None,
    on_change: Callable[[str], None] | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Player:
    """Opens a Player. Returns at once; a device is opened in the background.

    Args:
        choice: A value of `Choice`.
        volume: Share of the full amplitude, 0.0 to 1.0.
        ring: Rings the terminal bell once, from any thread. The screen owns the terminal, so this is its to give; without
            it the last resort is silence.
        on_change: Called with the new name when another Player has taken over or the device is open. **Called from a
            thread of the Player's own.**
        environ: Environment variables.

    Returns:
        The Player. The caller closes it.
    """
    wish = resolve(choice, environ)
    if wish is Choice.OFF:
        return SilentPlayer()

    def open_bell() -> Player:
        return SilentPlayer() if ring is None else BellPlayer(ring, volume=volume)

    if wish is Choice.BELL or not _can_help("miniaudio"):
        return open_bell()
    player = HelperPlayer("miniaudio", fallback=open_bell, volume=volume, on_change=on_change)
    try:
        player.start()
    except RuntimeError:  # no more threads
        return open_bell()
    return player


def forecast(choice: str, environ: Mapping[str, str]) -> tuple[Choice, str]:
    """What `open_player` would open at a terminal, without opening or loading anything.

    Args:
        choice: A value of `Choice`.
        environ: Environment variables.

    Returns:
        What makes the sound, unless its device fails, and why it is that, in a few words.
    """
    wish = resolve(choice, environ)
    asked = "the settings" if resolve(choice, {}) is wish else VARIABLE
    if wish in {Choice.OFF, Choice.BELL}:
        return wish, f"as {asked} say{'' if asked == 'the settings' else 's'}"
    if not _can_help("miniaudio"):
        return Choice.BELL, "the sound library miniaudio is not here"
    return Choice.MINIAUDIO, "the bell calls the changes where there is no sound card"


def _can_help(library: str) -> bool:
    """Whether a helper could be started and would find the library, found out without importing it."""
    # In a frozen program sys.executable is that program and would start the whole session once more.
    if not sys.executable or getattr(sys, "frozen", False):
        return False
    try:
        return importlib.util.find_spec(library) is not None
    except (ImportError, ValueError):
        return False
