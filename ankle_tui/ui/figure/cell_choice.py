"""Choose how the cells of a figure are filled: the finer the better, as far as the terminal is known to draw it."""

from collections.abc import Mapping

from ankle_tui.store.settings.settings import FigureChoice
from ankle_tui.ui.figure.cells import OCTANTS, QUADRANTS, SEXTANTS, CellSet

_CHOSEN = {FigureChoice.OCTANTS: OCTANTS, FigureChoice.SEXTANTS: SEXTANTS, FigureChoice.QUADRANTS: QUADRANTS}

_OCTANTS_SINCE = {"ghostty": (1, 2), "foot": (1, 20), "kitty": (0, 40)}
"""The version that draws octants itself, by `TERM_PROGRAM`; each has long drawn sextants."""

_SEXTANTS = {"ghostty", "foot", "kitty", "wezterm"}
"""Terminals that draw sextants themselves, by `TERM_PROGRAM` or within `TERM`."""

_VTE_OCTANTS, _VTE_SEXTANTS = 7800, 6000
"""Versions of VTE, the terminal of GNOME and its relatives, as `VTE_VERSION` writes them."""

_OTHERS = ("TMUX", "STY", "ZELLIJ", "KONSOLE_VERSION", "XTERM_VERSION", "WT_SESSION")
"""Variables of terminals, and of programs between us and a terminal, that may not draw more than quadrants."""


def cells_for(choice: FigureChoice, environ: Mapping[str, str]) -> CellSet | None:
    """Choose how cells are filled; None is no figure at all.

    Args:
        choice: The choice of the runner.
        environ: The environment variables; nothing else tells what a terminal draws. In doubt it is quadrants, which
            nearly every font has.
    """
    if choice is FigureChoice.OFF:
        return None
    return _CHOSEN.get(choice) or _by_terminal(environ)


def _by_terminal(environ: Mapping[str, str]) -> CellSet:
    terminal, program = environ.get("TERM", "").lower(), environ.get("TERM_PROGRAM", "").lower()
    if terminal.startswith(("tmux", "screen", "linux", "dumb")) or any(map(environ.get, _OTHERS)):
        return QUADRANTS
    if program:
        version = _version(environ.get("TERM_PROGRAM_VERSION", ""))
        if program in _OCTANTS_SINCE and version >= _OCTANTS_SINCE[program]:
            return OCTANTS
        return SEXTANTS if program in _SEXTANTS else QUADRANTS
    if environ.get("KITTY_WINDOW_ID") or any(name in terminal for name in _SEXTANTS):
        return SEXTANTS
    (vte,) = _version(environ.get("VTE_VERSION", ""))[:1] or (0,)
    return OCTANTS if vte >= _VTE_OCTANTS else SEXTANTS if vte >= _VTE_SEXTANTS else QUADRANTS


def _version(text: str) -> tuple[int, ...]:
    """Read the numbers at the start of a version, as many as there are."""
    numbers = list[int]()
    for part in text.split("."):
        digits = "".join(character for character in part if character.isdecimal())
        if not digits:
            break
        numbers.append(int(digits))
    return tuple(numbers)
