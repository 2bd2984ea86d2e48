"""Lines in pieces whose figures stand out, and a few words wrapped in a box."""

from collections.abc import Sequence
from functools import lru_cache

from rich.cells import cell_len, set_cell_size

from ankle_tui.ui.wording.text import shown
from ankle_tui.ui.wording.wrap import flow, words_of

Pieces = tuple[str, ...]
"""A line in pieces, by turns plain and strong, the first plain: `("last time ", "52 s")`."""


def plain(pieces: Pieces) -> str:
    """Join the pieces of a line."""
    return "".join(pieces)


def fitting(wordings: Sequence[Pieces], width: int) -> Pieces:
    """Choose the first of `wordings` that fits, or else the last; empty if there are none."""
    fits = (each for each in wordings if cell_len(shown(plain(each))) <= width)
    return next(fits, wordings[-1] if wordings else ())


@lru_cache(maxsize=32)
def balanced(text: str, width: int, height: int) -> tuple[str, ...]:
    """Wrap a text to as few lines as it takes, about equally long; what does not fit ends in an ellipsis.

    Args:
        text: The text.
        width: Cells of a line.
        height: The most lines.
    """
    words, lines = words_of(text), [text]
    fewest = len(flow(words, width)) if text else 1
    for narrow in range(max(1, cell_len(text) // fewest), width + 1):
        lines = [line.plain for line in flow(words, narrow)]
        if len(lines) <= fewest and max(map(cell_len, lines)) <= narrow:
            break
    if len(lines) > height > 0:
        lines[height - 1] = " ".join(lines[height - 1 :])
    return tuple(
        line if cell_len(line) <= width else f"{set_cell_size(line, max(0, width - 1))}…" for line in lines[:height]
    )
