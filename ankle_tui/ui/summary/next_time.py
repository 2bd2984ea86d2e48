"""Say at the end of a session what the next one asks for."""

from collections.abc import Sequence

from textual.content import Content

from ankle_tui.core.formatting import amount_words
from ankle_tui.core.training.ladder import Standing
from ankle_tui.core.training.ladder_replay import Move
from ankle_tui.core.training.ladder_wording import good_words
from ankle_tui.core.training.lanes import rungs
from ankle_tui.ui.wording.text import cut, shown

SIGNS = {Move.UP: "▲", Move.DOWN: "▼"}
AGAIN = "= again"


def with_ladder(standings: Sequence[Standing]) -> list[Standing]:
    """Leave out ladders of one rung, which are the same every time."""
    return [standing for standing in standings if len(rungs(standing.exercise)) > 1]


def dose_words(standing: Standing) -> str:
    """Write the next dose, without the unit of a count: `2 × 60 s`, `3 × 10`."""
    dose, unit = standing.choice.dose, standing.choice.variation.kind.unit
    amount = amount_words(dose.amount, unit)
    return f"{dose.sets} × {amount if amount.endswith(' s') else amount.partition(' ')[0]}"


def reason_words(standing: Standing) -> str:
    """Say why it goes up or down, or what it waits for: `▲ up: 30 s good twice`, `= 2 good sessions to go`."""
    if standing.change:
        sign = SIGNS.get(standing.move, "=")
        moved = rungs(standing.exercise)[standing.done or 0].variation.id != standing.choice.variation.id
        return f"{sign} {standing.choice.variation.name}" if moved else f"{sign} {standing.change}"
    if standing.done != standing.position:
        return f"= {standing.choice.variation.name}"
    if standing.needed:
        return f"= {good_words(standing.needed, None)} to go"
    return f"= {standing.hint}" if standing.hint else AGAIN


def next_lines(standings: Sequence[Standing], width: int, *, most: int = 100, apart: bool = False) -> list[Content]:
    """Write the dose of each exercise, and below it the reason, which the last ones lack where there are too many.

    Args:
        standings: The places on the ladders after the session.
        width: Cells of a line.
        most: Lines there is room for.
        apart: True for an empty line between two exercises.
    """
    lines: list[Content] = []
    reasons = max(0, min(len(standings), most - len(standings)))
    for at, standing in enumerate(standings):
        if apart and lines:
            lines.append(Content(""))
        dose, why = dose_words(standing), reason_words(standing)
        room = width - len(dose) - 1
        name = shown(standing.exercise.name)
        name = name if len(name) <= room else cut(shown(standing.exercise.short), room)
        gap = " " * max(1, width - Content(name).cell_length - len(dose))
        lines.append(Content.assemble(name, gap, (dose, "bold")))
        if at >= reasons:
            continue
        ink = "$text-success" if why.startswith(SIGNS[Move.UP]) else "$hint"
        lines.append(Content.assemble((why[:1], ink), (cut(why[1:], width - 1), "$quiet")))
    return lines
