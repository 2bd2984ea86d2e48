"""Opens the Player for this machine and this runner's wish. It never fails: at worst it is silent."""

import os
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Final

from ankle_tui.audio.bell import BellPlayer
from ankle_tui.audio.client import HelperPlayer
from ankle_tui.audio.order import order
from ankle_tui.audio.port import Player
from ankle_tui.audio.process import helper_command
from ankle_tui.audio.silent import SilentPlayer

__all__ = ["VARIABLE", "Choice", "forecast", "open_player", "resolve"]

VARIABLE: Final = "ANKLE_TUI_AUDIO"
"""Environment variable with a `Choice`; it decides where the choice is left to the program."""


class Choice(StrEnum):
    """What a runner can ask for, in the config, by option or in the environment."""

    AUTO = "auto"
    SIMPLEAUDIO = "simpleaudio"
    MINIAUDIO = "miniaudio"
    SYSTEM = "system"
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
    on_news: Callable[[str], None] | None = None,
    own_sounds: Path | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Player:
    """Opens a Player. Returns at once; a device is opened in the background.

    Args:
        choice: A value of `Choice`. A back end that is named is tried first; the others stay behind it.
        volume: Share of the full amplitude, 0.0 to 1.0.
        ring: Rings the terminal bell once, from any thread. The screen owns the terminal, so this is its to give; without
            it the last resort is silence.
        on_change: Called with the new name when another Player has taken over or the device is open. **Called from a
            thread of the Player's own.**
        on_news: Called, like `on_change`, with one line for the runner when something else makes the sound than did:
            "Sound: the bell now; no sound device." All that goes as expected is no news.
        own_sounds: Folder with the runner's own sounds, or None. It need not exist.
        environ: Environment variables.

    Returns:
        The Player. The caller closes it.
    """
    wish = resolve(choice, environ)
    if wish is Choice.OFF:
        return SilentPlayer()

    def open_bell() -> Player:
        return SilentPlayer() if ring is None else BellPlayer(ring, volume=volume)

    backends = () if wish is Choice.BELL else order(wish)
    if not backends:
        return open_bell()
    player = HelperPlayer(
        *backends,
        fallback=open_bell,
        volume=volume,
        on_change=on_change,
        on_news=on_news,
        command=partial(helper_command, own=own_sounds),
    )
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
    said = f"as {asked} say{'' if asked == 'the settings' else 's'}"
    if wish in {Choice.OFF, Choice.BELL}:
        return wish, said
    backends = order(wish)
    if not backends:
        return Choice.BELL, "no audio library and no program that plays sounds is here"
    if wish is Choice.AUTO:
        return Choice(backends[0]), "the best that is installed"
    return Choice(backends[0]), said if backends[0] == wish else f"{wish} is not installed"
