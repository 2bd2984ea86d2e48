"""Lay out a ladder: a line of rungs for every variation, the next rung, and the reason."""

from itertools import groupby

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.style import Style

from ankle_tui.core.exercises.exercise import Choice, Unit
from ankle_tui.core.formatting import amount_words, dose_words
from ankle_tui.core.training.ladder import HOUSEHOLD, Standing, move_words
from ankle_tui.core.training.lanes import rungs
from ankle_tui.ui.wording.wrap import flow, words_of

RUNG, FOLLOW = "rung", "follow"
"""Style metadata of clickable text: a rung by its index, and the way back to the coach. Links have only one colour."""

QUIET = "not bold $quiet"
"""Style of details."""
NEXT = "►"
DONE = "✓"
PINNED = "◆"
"""Marks a rung that the runner has set but that is barred now."""
INDENT = 2
"""Cells to indent what belongs to the line above."""
GAP = 2


def ladder_lines(standing: Standing, width: int, *, roomy: bool = True, follow: str = "r") -> list[Content]:
    """Lay out the place on a ladder and all its rungs, each clickable.

    Args:
        standing: The place on the ladder.
        width: Cells of a line.
        roomy: True to leave a line free before the rungs.
        follow: The key that lets the ladder follow the sessions again.
    """
    variations = [
        [(place, choice) for place, choice in found]
        for _, found in groupby(enumerate(rungs(standing.exercise)), lambda pair: pair[1].variation.id)
    ]
    column = max(cell_len(row[0][1].variation.name) for row in variations) + GAP
    cells = [_rungs(standing, row) for row in variations]
    beside = column + max(cell.cell_length for cell in cells) <= width
    lines = [*_head(standing, width, follow), *([Content("")] if roomy else [])]
    for row, cell in zip(variations, cells, strict=True):
        lines += _variation(standing, row, cell, width, column if beside else 0)
    return [*lines, *_hint(standing, width)]


def _head(standing: Standing, width: int, follow: str) -> list[Content]:
    choice = standing.choice
    lines = []
    if not standing.missing:
        words = f"Next: {dose_words(choice.variation, choice.dose)}, {choice.variation.name}"
        lines += flow(words_of(words, "bold"), width, indent=INDENT)
    lines += flow(words_of(move_words(standing), "bold" if standing.missing else ""), width, indent=INDENT)
    if standing.waits and not standing.missing and standing.pin is None:
        lines += flow(
            words_of(standing.waits if standing.waits.startswith("the top") else f"Goes up: {standing.waits}", QUIET),
            width,
            indent=INDENT,
        )
    if standing.pin is not None:
        words = f"{follow}: back to what your sessions say"
        if standing.pin != standing.position:
            words = f"You set {PINNED} · {words}"
        back = [word.stylize(Style.from_meta({FOLLOW: True})) for word in words_of(words, QUIET)]
        lines += flow(back, width, indent=INDENT)
    return lines


def _variation(
    standing: Standing, row: list[tuple[int, Choice]], cells: Content, width: int, column: int
) -> list[Content]:
    """Lay out the rungs of a variation beside its name, or below it without a column for names."""
    place, choice = row[0]
    here = any(place == standing.position for place, _ in row) and not standing.missing
    asks = standing.barred[place]
    name = Content.styled(
        set_cell_size(choice.variation.name, column or cell_len(choice.variation.name)),
        "bold" if here else QUIET if asks else "",
    )
    lines = [Content.assemble(name, cells)] if column else [name, Content.assemble(" " * INDENT, cells)]
    if asks and lines[-1].cell_length + GAP + cell_len(asks) <= width:
        lines[-1] = Content.assemble(lines[-1], " " * GAP, (asks, QUIET))
    elif asks:
        lines += flow(words_of(asks, QUIET), width, Content(" " * INDENT), INDENT)
    return lines


def _rungs(standing: Standing, row: list[tuple[int, Choice]]) -> Content:
    """Write the doses of a variation, with the unit after the last."""
    variation, last = row[0][1].variation, row[-1][0]
    alike = len({choice.dose.sets for _, choice in row}) == 1 and variation.kind.unit is Unit.SECONDS
    cells = []
    for place, choice in row:
        amount = amount_words(choice.dose.amount, variation.kind.unit) if place == last else f"{choice.dose.amount}"
        glyph, style = _look(standing, place)
        cell = Content.styled(f"{glyph}{'' if alike else f'{choice.dose.sets}×'}{amount} ", style)
        cells.append(cell.stylize(Style.from_meta({RUNG: place})))
    return Content.assemble(*cells)


def _look(standing: Standing, place: int) -> tuple[str, str]:
    """Choose the glyph before a rung, and its style."""
    if place == standing.position and not standing.missing:
        return NEXT, "bold reverse"
    if place == standing.pin:
        return PINNED, "bold"
    if place in standing.tried and place < standing.position:
        return DONE, QUIET
    return " ", QUIET if place < standing.position or standing.barred[place] else ""


def _hint(standing: Standing, width: int) -> list[Content]:
    """Explain how to get equipment into the ladder, if a rung waits for some."""
    waiting = {
        asks
        for choice, asks in zip(rungs(standing.exercise), standing.barred, strict=True)
        if asks and not HOUSEHOLD.issuperset(choice.variation.equipment)
    }
    if not any(asks.startswith("needs a ") for asks in waiting):
        return []
    return flow(words_of("Do you have it? Say so in the settings.", QUIET), width, indent=INDENT)
