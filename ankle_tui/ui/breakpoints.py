"""Set the classes of a screen's breakpoints before its first layout."""

from collections.abc import Sequence
from typing import Any

from textual.geometry import Size

from ankle_tui.ui.base_screen import BaseScreen


def fit(screen: BaseScreen[Any], size: Size) -> None:
    """Give a screen the classes of its breakpoints, which its first resize would set, restyling every widget.

    Args:
        screen: A screen that is not shown yet.
        size: Columns and rows of the terminal.
    """
    screen.is_fitted = True
    screen.add_class(
        *_within(screen.HORIZONTAL_BREAKPOINTS or (), size.width),
        *_within(screen.VERTICAL_BREAKPOINTS or (), size.height),
        update=False,
    )


def _within(breakpoints: Sequence[tuple[int, str]], cells: int) -> list[str]:
    """Return a list of the class of the last breakpoint reached, or an empty one."""
    return [name for least, name in sorted(breakpoints) if cells >= least][-1:]
