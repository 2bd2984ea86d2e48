"""Open the Player for this machine and the runner's choice; at worst a silent one, never an error."""

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
from ankle_tui.audio.client.notices import far_away
from ankle_tui.audio.client.process import helper_command
from ankle_tui.audio.player import Player
from ankle_tui.audio.silent import SilentPlayer

VARIABLE: Final = "ANKLE_TUI_AUDIO"
"""Environment variable with a `PlayerChoice`, used where the settings say "auto"."""
_OPEN_WITHIN: Final = 30.0
"""Seconds to wait for a device, long enough for every back end to fail in its own time."""


class PlayerChoice(StrEnum):
    """Sources of sound a runner can choose, in the settings, by option or in the environment."""

    AUTO = "auto"
    SIMPLEAUDIO = "simpleaudio"
    MINIAUDIO = "miniaudio"
    SYSTEM = "system"
    BELL = "bell"
    OFF = "off"


def resolve(choice: str, environ: Mapping[str, str]) -> PlayerChoice:
    """Read `choice`, and where it is "auto" the variable `VARIABLE`.

    A misspelt word counts as "auto", because it must not stop a session.
    """
    for word in (choice, environ.get(VARIABLE, "")):
        wish = word.strip().lower()
        if wish in set(PlayerChoice) and wish != PlayerChoice.AUTO:
            return PlayerChoice(wish)
    return PlayerChoice.AUTO


def heard_far_away(choice: str, environ: Mapping[str, str]) -> str:
    """Say where the sound comes out if that is far from the terminal and the runner has not chosen it; else empty."""
    import platform  # noqa: PLC0415 - not on the way to the first frame

    forwarded = environ.get("PULSE_SERVER") or environ.get("PIPEWIRE_REMOTE")
    if not environ.get("SSH_CONNECTION") or forwarded or resolve(choice, environ) is not PlayerChoice.AUTO:
        return ""
    return far_away(platform.node() or "the other machine")


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
    """Open a Player and return at once; its device is opened in the background.

    Args:
        choice: A value of `PlayerChoice`; a named back end is tried first, the others after it.
        volume: Share of the full amplitude, 0.0 to 1.0.
        ring: Rings the terminal bell once, from any thread; None if no shell owns a terminal, and then the last resort is
            silence.
        on_change: Called with the new name when another Player has taken over or the device is open, **on a thread of
            the Player**.
        on_news: Called, like `on_change`, with a line for the runner when the source of the sound changes unexpectedly:
            "Sound: the bell now; no sound device."; and when the first device is at the far end of ssh.
        own_sounds: Folder of the runner's own sounds, which need not exist, or None.
        environ: Environment variables.

    Returns:
        The Player; the caller closes it.
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
        on_change=_telling(heard_far_away(choice, environ), on_change, on_news),
        on_news=on_news,
        command=partial(helper_command, own=own_sounds),
    )
    try:
        player.start()
    except RuntimeError:  # no more threads
        return open_bell()
    return player


def _telling(
    line: str, on_change: Callable[[str], None] | None, on_news: Callable[[str], None] | None
) -> Callable[[str], None] | None:
    """Make an `on_change` that also tells `line`, if there is one, when the first device is open."""
    if not line or on_news is None:
        return on_change
    untold = [line]

    def changed(name: str) -> None:
        if on_change:
            on_change(name)
        if name in _BACKENDS and untold:
            on_news(untold.pop())

    return changed


def forecast(choice: str, environ: Mapping[str, str]) -> tuple[PlayerChoice, str]:
    """Tell what `open_player` would open at a terminal, and why, without opening or loading anything."""
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
    """Open a Player and wait until its device is open or nothing is left to try.

    Args:
        choice: As for `open_player`.
        on_news: As for `open_player`.
        opener: Opens the Player; None is `open_player`.
        within: Longest wait in seconds.
        options: Other arguments of `open_player`.

    Returns:
        The Player, which the caller closes; `has_device` tells if a device is open.
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
    """True if a sound device is open or may still open."""
    return player.name in _BACKENDS


def try_device(choice: str, environ: Mapping[str, str], own_sounds: Path | None) -> tuple[str, str]:
    """Open the sound device as a session does and close it again, without a sound.

    Returns:
        Name of the back end that opened its device and its driver, or "" and the reason why none did.
    """
    player = open_device(choice, environ=environ, own_sounds=own_sounds)
    try:
        return player.name if has_device(player) else "", player.status
    finally:
        player.close()


_BACKENDS: Final = frozenset({*LIBRARIES, SYSTEM})
