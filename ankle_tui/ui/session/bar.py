"""A progress bar, readable by shape as well as by colour, and the marks under it."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

MARK = "▴"
LEAST_SEGMENT = 3
"""Cells below which segments look uneven."""


class Tick(NamedTuple):
    """A mark under a bar.

    Attributes:
        at: Its place, 0.0 to 1.0.
        words: Its meaning.
    """

    at: float
    words: str


def bar_cells(fraction: float, width: int, *, heavy: bool = False, segments: int = 0) -> tuple[str, str]:
    """Split a bar in two, to half a cell.

    Args:
        fraction: The share that is over, 0.0 to 1.0.
        width: Cells of the whole bar.
        heavy: True if it fills the height of its line.
        segments: Number of parts with a gap between them; 0, or more than there is room for, draws one piece.

    Returns:
        The part that is over and the part that is left.
    """
    glyphs = ("█", "▌", "░") if heavy else ("━", "╸", "─")
    fraction = max(0.0, min(1.0, fraction))
    spans = segment_spans(width, segments) or [(0, width)]
    over = left = ""
    for at, (start, end) in enumerate(spans):
        share = max(0.0, min(1.0, fraction * len(spans) - at))
        halves = round(share * (end - start) * 2)
        filled = glyphs[0] * (halves // 2) + (glyphs[1] if halves % 2 else "")
        gap = " " if at else ""
        if filled:
            over += gap + filled
            left += glyphs[2] * (end - start - len(filled))
        else:
            left += gap + glyphs[2] * (end - start)
    return over, left


def segment_spans(width: int, segments: int) -> list[tuple[int, int]]:
    """First cell of each segment of a bar and the one after its last; empty if the bar is drawn in one piece."""
    if not segments or (width + 1) // segments - 1 < LEAST_SEGMENT:
        return []
    starts = [round(at * (width + 1) / segments) for at in range(segments + 1)]
    return [(start, end - 1) for start, end in pairwise(starts)]


def tick_words(ticks: Sequence[Tick], width: int, segments: int = 0) -> str:
    """Write the marks under a bar, each behind its words as far as there is room: `half ▴    last 52 s ▴`.

    Args:
        ticks: The marks, from left to right.
        width: Cells of the bar.
        segments: As for `bar_cells`.
    """
    spans = segment_spans(width, segments)
    places: dict[int, list[str]] = {}
    for at, words in ticks:
        cells = spans[max(1, round(at * segments)) - 1][1] if spans else round(at * width)
        places.setdefault(max(0, min(width, cells) - 1), []).append(words)
    line = ""
    for place, told in places.items():
        words = f"{', '.join(told)} "
        room = place - len(line) - (2 if line else 0)
        line = f"{line.ljust(place - len(words)) + words if len(words) <= room else line.ljust(place)}{MARK}"
    return line
