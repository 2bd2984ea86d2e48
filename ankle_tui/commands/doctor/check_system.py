"""Check the machine: versions, sound and terminal."""

import importlib.metadata
import os
import platform
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ankle_tui import __version__
from ankle_tui.audio.client.discovery import LIBRARIES, SYSTEM, present
from ankle_tui.audio.client.notices import spoken_name
from ankle_tui.audio.open_player import VARIABLE, PlayerChoice, forecast, heard_far_away, resolve
from ankle_tui.commands.doctor.finding import Finding, FindingState
from ankle_tui.store.settings.settings import Settings

TrySound = Callable[[str, Mapping[str, str], Path | None], tuple[str, str]]
"""Open and close the sound device, as `audio.open_player.try_device` does."""
SMALLEST_SCREEN = (30, 8)
"""Columns and rows below which the large digits do not fit."""


def check_program() -> Iterator[Finding]:
    """Name the versions of program, Python, Textual and system."""
    yield Finding("ankle-tui", FindingState.OK, __version__)
    yield Finding("python", FindingState.OK, f"{platform.python_version()} ({platform.python_implementation()})")
    try:
        yield Finding("textual", FindingState.OK, importlib.metadata.version("textual"))
    except importlib.metadata.PackageNotFoundError:
        yield Finding(
            "textual", FindingState.PROBLEM, "is not installed: there is no screen", "install ankle-tui again"
        )
    yield Finding("system", FindingState.OK, f"{platform.system()} {platform.release()} {platform.machine()}")


def check_sound(
    settings: Settings, environ: Mapping[str, str], own: Path | None, try_sound: TrySound
) -> Iterator[Finding]:
    """Can a sound device be opened, and which?"""
    choice, why = forecast(settings.sound, environ)
    if choice is PlayerChoice.OFF:
        yield Finding("sound", FindingState.NOTE, f"off ({why})")
    elif resolve(settings.sound, environ) is PlayerChoice.BELL:
        yield Finding("sound", FindingState.NOTE, f"by the terminal bell ({why})")
    else:
        name, status = try_sound(settings.sound, environ, own)
        yield _tried(choice, why, name, status)
        if name and (line := heard_far_away(settings.sound, environ)):
            yield Finding("sound", FindingState.NOTE, line)
    here = present()
    order = [f"{name} ({here.get(name, 'not here')})" for name in (*LIBRARIES, SYSTEM)]
    yield Finding("sound order", FindingState.OK, f"{', '.join(order)}, terminal bell")
    wish = environ.get(VARIABLE, "").strip()
    if wish and wish.lower() not in set(PlayerChoice):
        yield Finding(
            "sound", FindingState.NOTE, f'{VARIABLE}="{wish}" means nothing', f"one of: {', '.join(PlayerChoice)}"
        )


def _tried(choice: PlayerChoice, why: str, name: str, status: str) -> Finding:
    """Report the attempt to open a sound device.

    Args:
        choice: The back end that should make the sound.
        why: The reason for that choice, in a few words.
        name: The back end that does; empty if there is no device.
        status: Its driver, or why there is none.
    """
    test = "ankle-tui sounds --test plays it"
    if not name:
        remedy = f'connect one, or say that you want none: sound = "bell" in config.toml, or {VARIABLE}=bell'
        return Finding(
            "sound", FindingState.PROBLEM, f"no sound device: {why if choice is PlayerChoice.BELL else status}", remedy
        )
    if name != choice:
        return Finding("sound", FindingState.NOTE, f"by {spoken_name(name)} ({status}): {choice} finds no device", test)
    return Finding("sound", FindingState.OK, f"by {spoken_name(name)}, {status} ({why})", test)


def check_terminal(environ: Mapping[str, str]) -> Iterator[Finding]:
    """Can the terminal show the screen?"""
    names = ("stdin", "stdout", "stderr")
    terminals = [number for number in range(len(names)) if os.isatty(number)]
    others = [name for number, name in enumerate(names) if number not in terminals]
    plain = "ankle-tui start --plain does without"
    if "TEXTUAL_DRIVER" in environ:
        line = f"TEXTUAL_DRIVER={environ['TEXTUAL_DRIVER']}: the screen goes there, as under textual serve"
        yield Finding("terminal", FindingState.NOTE, line, "unset it to have the screen on a terminal")
    elif others:
        yield Finding("terminal", FindingState.NOTE, f"{', '.join(others)}: no terminal, so no screen", plain)
    term = environ.get("TERM", "")
    if term == "dumb":
        yield Finding("terminal", FindingState.NOTE, "TERM=dumb: no screen", plain)
    if terminals:
        columns, rows = os.get_terminal_size(terminals[-1])
        inside = next((name for key, name in (("TMUX", "tmux"), ("STY", "screen")) if environ.get(key)), "")
        line = f"{columns} x {rows}, TERM={term or '-'}{f', in {inside}' if inside else ''}"
        small = columns < SMALLEST_SCREEN[0] or rows < SMALLEST_SCREEN[1]
        remedy = f"{SMALLEST_SCREEN[0]} x {SMALLEST_SCREEN[1]} or more shows everything" if small else ""
        yield Finding("terminal", FindingState.NOTE if small else FindingState.OK, line, remedy)
    yield _colour(environ)
    encoding = getattr(sys.stdout, "encoding", None) or "-"
    unicode = encoding.lower().replace("-", "").startswith("utf")
    remedy = "" if unicode else "a UTF-8 locale shows every sign: LC_ALL=C.UTF-8"
    yield Finding("text", FindingState.OK if unicode else FindingState.NOTE, encoding, remedy)


def _colour(environ: Mapping[str, str]) -> Finding:
    if environ.get("NO_COLOR"):
        return Finding("colour", FindingState.OK, "none, as NO_COLOR says")
    return Finding("colour", FindingState.OK, f"COLORTERM={environ.get('COLORTERM') or '-'}")
