"""The classes by which a screen is laid out for its size, set before it is laid out for the first time."""

from collections.abc import Sequence
from typing import Any

from textual.geometry import Size
from textual.screen import Screen


def fit(screen: Screen[Any], size: Size) -> None:
    """Give a screen the classes of its breakpoints; the first resize would, and every widget would be styled anew.

    Args:
        screen: A screen that is not shown yet.
        size: Columns and rows of the terminal.
    """
    screen.add_class(
        *_within(screen.HORIZONTAL_BREAKPOINTS or (), size.width),
        *_within(screen.VERTICAL_BREAKPOINTS or (), size.height),
        update=False,
    )


def _within(breakpoints: Sequence[tuple[int, str]], cells: int) -> list[str]:
    """The class of the last breakpoint that is reached, in a list; an empty one if none is."""
    return [name for least, name in sorted(breakpoints) if cells >= least][-1:]
