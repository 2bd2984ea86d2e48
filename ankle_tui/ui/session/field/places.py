"""Where each part of the field stands, for the room there is."""

from dataclasses import dataclass
from functools import lru_cache

from textual.geometry import Region, Size

NARROW, NARROWEST, SLIM, WIDE = 60, 40, 38, 120
"""Columns below which some lines are shortened, below which most are, below which no figure is drawn, and from which there
is room for a larger one."""

MIDDLE, LOW, HIGH = 20, 11, 36
"""Rows below which there is no border, below which word, number and bar are nearly all, and from which all is larger."""

NOWHERE = Region()


@dataclass(frozen=True, slots=True)
class Needs:
    """What of a moment decides about the places.

    Attributes:
        setup: True if the banner has to say what to set up.
        moves: True if there is a movement to show.
        drawn: True if figures are drawn.
        where: Cells of the words at the right of the word.
        score: Cells of those at the right of the bar.
        left: Cells of those at the right of the bar of the session.
        modes: Cells of those at the right of what comes next.
    """

    setup: bool = False
    moves: bool = True
    drawn: bool = True
    where: int = 0
    score: int = 0
    left: int = 0
    modes: int = 0


@dataclass(frozen=True, slots=True)
class Places:
    """The regions of a field; of what is not shown they are empty.

    Attributes:
        size: Columns and rows of the field.
        bordered: True if there is a border.
    """

    size: Size
    bordered: bool
    word: Region
    where: Region
    banner: Region
    number: Region
    caption: Region
    figure: Region
    cue: Region
    phase: Region
    score: Region
    ticks: Region
    coming: Region
    modes: Region
    session: Region
    left: Region


@lru_cache(maxsize=8)
def lay_out(room: Size, needs: Needs) -> Places:
    """Place every part.

    Args:
        room: Columns and rows of the screen; the last row is not the field's.
        needs: What of the moment matters.
    """
    size = Size(room.width, max(0, room.height - 1))
    low, tiny, high = room.height < MIDDLE, room.height < LOW, room.height >= HIGH
    inset, edge = (1 if low else 2 if room.width < NARROW else 3), (0 if low else 1)
    inner = size.region.shrink((edge, inset, edge, inset))
    top, rest = _upper(inner, _above(room, needs))
    word, where = _right(top if low else NOWHERE, needs.where)
    # The number has a row even where there is none for the bar.
    middle, below = _lower(rest, min(2, max(0, rest.height - 1)) if tiny else 3 if low else 6 if high else 4)
    number, caption, figure, cue = _middle(
        middle.shrink((0 if low else 2 if high else 1, 0, int(high), 0)), room, needs
    )
    progress, below = _upper(below, 2 if high else 1)
    phase, score = _right(progress, needs.score)
    ticks, foot = _upper(below, 1)
    coming, modes, session, left = _foot(NOWHERE if tiny else foot, needs, low=low)
    return Places(
        size=size,
        bordered=not low,
        word=word,
        where=where,
        banner=NOWHERE if low else top.shrink((2 if high else 1, 0, 0, 0)),
        number=number,
        caption=caption,
        figure=figure,
        cue=cue,
        phase=phase,
        score=_upper(score, 1)[0],
        ticks=ticks,
        coming=coming,
        modes=modes,
        session=session,
        left=left,
    )


def _above(room: Size, needs: Needs) -> int:
    """Rows of the word, with those before it."""
    if room.height < MIDDLE:
        return 1
    if needs.setup and room.width >= NARROW:
        return 15 if room.height >= HIGH else 8
    return 8 if room.height >= HIGH else 4


def _middle(middle: Region, room: Size, needs: Needs) -> tuple[Region, Region, Region, Region]:
    """Place number, caption, figure and cue."""
    low, wide = room.height < MIDDLE, room.width >= WIDE
    figure = cue = NOWHERE
    if low:
        if needs.moves and room.height >= LOW and room.width >= SLIM:
            middle, beside = _right(middle, 15)
            figure = _upper(beside, 7)[0] if needs.drawn else NOWHERE
    elif needs.moves and room.width >= NARROW:
        middle, beside = _right(middle, 50 if wide else 30)
        shown, cue = _lower(beside, 2)
        if needs.drawn:
            figure = shown.shrink((0, 3, 0, 3) if wide else (0, 1, 0, 2))
        else:
            cue = _upper(beside, 2)[0]
    else:
        middle, cue = _lower(middle, 2)
    number, caption = _lower(middle, 0 if room.height < LOW else 1 if low else 3)
    return number, caption if low else caption.shrink((1, 0, 1, 0)), figure, cue


def _foot(foot: Region, needs: Needs, *, low: bool) -> tuple[Region, Region, Region, Region]:
    """Place what comes next and the modes, the bar of the session and the time that is left."""
    if low:
        after, left = _right(foot, needs.left)
        return *_right(after, needs.modes), NOWHERE, left
    after, bottom = _upper(_lower(foot, 2)[1], 1)
    return *_right(after, needs.modes), *_right(bottom, needs.left)


def _upper(region: Region, rows: int) -> tuple[Region, Region]:
    """Split off the first rows, as far as there are so many."""
    return region.split_horizontal(min(rows, region.height))


def _lower(region: Region, rows: int) -> tuple[Region, Region]:
    """Split off the last rows."""
    return region.split_horizontal(max(0, region.height - rows))


def _right(line: Region, cells: int) -> tuple[Region, Region]:
    """Split off cells at the right end."""
    return line.split_vertical(max(0, line.width - cells))
