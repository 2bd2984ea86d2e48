"""The cells of a figure: the finest that the terminal surely draws, or what the runner chose."""

import pytest

from ankle_tui.store.settings.settings import FigureChoice
from ankle_tui.ui.figure.cell_choice import cells_for
from ankle_tui.ui.figure.cells import OCTANTS, QUADRANTS, SEXTANTS, CellSet

GHOSTTY = {"TERM": "xterm-ghostty", "TERM_PROGRAM": "ghostty"}
VTE = {"TERM": "xterm-256color", "VTE_VERSION": "7802"}


@pytest.mark.parametrize(
    ("environ", "cells"),
    [
        ({}, QUADRANTS),
        ({"TERM": "xterm-256color"}, QUADRANTS),
        ({"TERM": "linux"}, QUADRANTS),
        ({**GHOSTTY, "TERM_PROGRAM_VERSION": "1.2.0"}, OCTANTS),
        ({**GHOSTTY, "TERM_PROGRAM_VERSION": "1.10.1-main+abc"}, OCTANTS),
        ({**GHOSTTY, "TERM_PROGRAM_VERSION": "1.1.3"}, SEXTANTS),
        (GHOSTTY, SEXTANTS),
        ({"TERM": "xterm-ghostty"}, SEXTANTS),  # over ssh only the name comes along
        ({"TERM": "foot"}, SEXTANTS),
        ({"TERM": "foot", "TERM_PROGRAM": "foot", "TERM_PROGRAM_VERSION": "1.24.0"}, OCTANTS),
        ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, SEXTANTS),
        ({"TERM": "xterm-kitty", "VTE_VERSION": "7802"}, SEXTANTS),  # started from another terminal
        ({"TERM_PROGRAM": "WezTerm", "TERM_PROGRAM_VERSION": "20240203-110809-5046fc22"}, SEXTANTS),
        (VTE, OCTANTS),
        ({**VTE, "VTE_VERSION": "7603"}, SEXTANTS),
        ({**VTE, "VTE_VERSION": "5202"}, QUADRANTS),
        ({**VTE, "VTE_VERSION": "new"}, QUADRANTS),
        ({**VTE, "TERM_PROGRAM": "vscode"}, QUADRANTS),
        ({**VTE, "XTERM_VERSION": "XTerm(390)"}, QUADRANTS),
        ({**VTE, "KONSOLE_VERSION": "240802"}, QUADRANTS),
        ({**VTE, "TMUX": "/run/tmux/default,1,0"}, QUADRANTS),
        ({**GHOSTTY, "TERM": "tmux-256color", "TERM_PROGRAM_VERSION": "1.2.0"}, QUADRANTS),
        ({**GHOSTTY, "STY": "1.pts", "TERM_PROGRAM_VERSION": "1.2.0"}, QUADRANTS),
        ({"TERM": "screen-256color"}, QUADRANTS),
        ({"TERM_PROGRAM": "Apple_Terminal"}, QUADRANTS),
        ({"WT_SESSION": "1"}, QUADRANTS),
    ],
)
def test_the_terminal_decides(environ: dict[str, str], cells: CellSet) -> None:
    assert cells_for(FigureChoice.AUTO, environ) is cells


def test_the_runner_overrules() -> None:
    for environ in ({}, {**GHOSTTY, "TERM_PROGRAM_VERSION": "1.2.0"}):
        chosen = [cells_for(choice, environ) for choice in FigureChoice if choice is not FigureChoice.AUTO]
        assert chosen == [OCTANTS, SEXTANTS, QUADRANTS, None]
