"""Opens the Player for this machine and this runner's wish. It never fails: at worst it is silent."""

import os
import threading
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, Final

from ankle_tui.audio.bell import BellPlayer
from ankle_tui.audio.client.client import HelperPlayer
from ankle_tui.audio.client.discovery import LIBRARIES, SYSTEM, order
from ankle_tui.audio.client.process import helper_command
from ankle_tui.audio.player import Player
from ankle_tui.audio.silent import SilentPlayer

VARIABLE: Final = "ANKLE_TUI_AUDIO"
"""Environment variable with a `PlayerChoice`; it decides where the choice is left to the program."""
_OPEN_WITHIN: Final = 30.0
"""Seconds until something makes the sound: every back end may take its time to fail."""


class PlayerChoice(StrEnum):
    """What a runner can ask for, in the config, by option or in the environment."""

    AUTO = "auto"
    SIMPLEAUDIO = "simpleaudio"
    MINIAUDIO = "miniaudio"
    SYSTEM = "system"
    BELL = "bell"
    OFF = "off"


def resolve(choice: str, environ: Mapping[str, str]) -> PlayerChoice:
    """What to open.

    Args:
        choice: A value of `PlayerChoice`, in any case; anything else is taken for "auto".
        environ: Environment variables; `VARIABLE` decides what "auto" means.

    Returns:
        The choice; never an error, because a misspelt word must not stop a session.
    """
    for word in (choice, environ.get(VARIABLE, "")):
        wish = word.strip().lower()
        if wish in set(PlayerChoice) and wish != PlayerChoice.AUTO:
            return PlayerChoice(wish)
    return PlayerChoice.AUTO


def open_player(
    choice: str = PlayerChoice.AUTO,
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
        choice: A value of `PlayerChoice`. A back end that is named is tried first; the others stay behind it.
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
    if wish is PlayerChoice.OFF:
        return SilentPlayer()

    def open_bell() -> Player:
        return SilentPlayer() if ring is None else BellPlayer(ring, volume=volume)

    backends = () if wish is PlayerChoice.BELL else order(wish)
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


def forecast(choice: str, environ: Mapping[str, str]) -> tuple[PlayerChoice, str]:
    """What `open_player` would open at a terminal, without opening or loading anything.

    Args:
        choice: A value of `PlayerChoice`.
        environ: Environment variables.

    Returns:
        What makes the sound, unless its device fails, and why it is that, in a few words.
    """
    wish = resolve(choice, environ)
    asked = "the settings" if resolve(choice, {}) is wish else VARIABLE
    said = f"as {asked} say{'' if asked == 'the settings' else 's'}"
    if wish in {PlayerChoice.OFF, PlayerChoice.BELL}:
        return wish, said
    backends = order(wish)
    if not backends:
        return PlayerChoice.BELL, "no audio library and no program that plays sounds is here"
    if wish is PlayerChoice.AUTO:
        return PlayerChoice(backends[0]), "the best that is installed"
    return PlayerChoice(backends[0]), said if backends[0] == wish else f"{wish} is not installed"


def open_device(
    choice: str,
    *,
    on_news: Callable[[str], None] = lambda _: None,
    opener: Callable[..., Player] | None = None,
    within: float = _OPEN_WITHIN,
    **options: Any,
) -> Player:
    """Opens a Player and waits until its device is open, or until nothing is left to try.

    Args:
        choice: As for `open_player`.
        on_news: As for `open_player`.
        opener: Opens the Player; None is `open_player`.
        within: Seconds to wait at most.
        options: Everything else `open_player` takes.

    Returns:
        The Player, of which `has_device` tells how that went. The caller closes it.
    """
    settled = threading.Event()

    def changed(name: str) -> None:
        if name in _BACKENDS:  # a bell may ring only until the device is open
            settled.set()

    def tell(line: str) -> None:
        on_news(line)
        settled.set()

    player = (opener or open_player)(choice, on_change=changed, on_news=tell, **options)
    if has_device(player):
        settled.wait(within)
    return player


def has_device(player: Player) -> bool:
    """Whether a sound device makes the sound, or may still open."""
    return player.name in _BACKENDS


def try_device(choice: str, environ: Mapping[str, str], own_sounds: Path | None) -> tuple[str, str]:
    """Opens the sound device as a session does, and closes it again. Nothing is heard.

    Args:
        choice: As for `open_player`.
        environ: Environment variables.
        own_sounds: As for `open_player`.

    Returns:
        The back end that has opened its device, empty where none has, and its driver, or why none has.
    """
    player = open_device(choice, environ=environ, own_sounds=own_sounds)
    try:
        return player.name if has_device(player) else "", player.status
    finally:
        player.close()


_BACKENDS: Final = frozenset({*LIBRARIES, SYSTEM})
