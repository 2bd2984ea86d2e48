"""Say at the end of a session what the next one asks for."""

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from ankle_tui.core.training.ladder import Standing
from ankle_tui.core.training.ladder_replay import Move
from ankle_tui.core.training.ladder_wording import rung_words
from ankle_tui.core.training.lanes import rungs
from ankle_tui.ui.wording.wrap import flow

MOST_NEXT = 4
"""The most exercises with a line each."""
LABEL = "Next time  "
ARROWS = {Move.UP: " ↑", Move.DOWN: " ↓"}


def with_ladder(standings: Sequence[Standing]) -> list[Standing]:
    """Leave out ladders of one rung, which are the same every time."""
    return [standing for standing in standings if len(rungs(standing.exercise)) > 1]


def next_lines(standings: Sequence[Standing], width: int) -> list[Content]:
    """Write a line for each exercise, with the reason it goes up or down, or the one thing that keeps it back.

    Args:
        standings: The places on the ladders after the session; too many are told in brief.
        width: Cells of a line; a narrow one tells in brief.
    """
    short = _table(standings, [standing.exercise.short for standing in standings])
    if len(standings) > MOST_NEXT or any(line.cell_length > width for line in short):
        return next_brief(standings, width)
    full = _table(standings, [standing.exercise.name for standing in standings])
    return short if any(line.cell_length > width for line in full) else full


def next_brief(standings: Sequence[Standing], width: int) -> list[Content]:
    """Write all exercises in as few lines as possible: `Next time: balance 45 s ↑ · calves 3×12`.

    Args:
        standings: The places on the ladders after the session.
        width: Cells of a line.
    """
    pieces = [_piece(standing) for standing in standings]
    words = [*(Content(f"{piece} ·") for piece in pieces[:-1]), *map(Content, pieces[-1:])]
    return flow(words, width, Content("Next time: "), 0) if words else []


def _table(standings: Sequence[Standing], names: Sequence[str]) -> list[Content]:
    column = max(map(cell_len, names), default=0)
    lines = []
    for number, (standing, name) in enumerate(zip(standings, names, strict=True)):
        label = " " * len(LABEL) if number else LABEL
        more = standing.change or standing.hint
        change = f" · {more}" if more else ""
        lines.append(Content.assemble(label, f"{set_cell_size(name, column)}  ", (standing.coming, "bold"), change))
    return lines


def _piece(standing: Standing) -> str:
    """Write name and dose, without the unit of a count: `calves 3×12`."""
    sets, times, amount = rung_words(standing.choice).partition(" × ")
    dose = f"{sets}×{amount.split(' ')[0]}" if times else sets
    return f"{standing.exercise.short} {dose}{ARROWS[standing.move] if standing.change else ''}"
