"""Show what was done: each leg of an exercise as a bar against its target."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from ankle_tui.ui.summary.summary_display import DoneExercise, DoneRow
from ankle_tui.ui.wording.text import cut, shown

SHORTEST, USUAL, LONGEST = 6, 12, 40
"""Fewest cells of a bar, the most, and the most on a wide screen."""
WIDE = 60
"""Cells of a line from which bars are long."""
FULL, REST = "▆", "▁"
"""An eighth of a line of air is left between two bars."""


def done_lines(done: Sequence[DoneExercise], width: int, *, most: int = 100, apart: bool = False) -> list[Content]:
    """Draw the exercises, a line for each leg below the name; the last ones in one line where there are too many.

    Args:
        done: The exercises.
        width: Cells of a line.
        most: Lines there is room for.
        apart: True for an empty line between two exercises.
    """
    whole = len(done)
    while whole and sum(_height(each) for each in done[:whole]) + len(done) - whole > most:
        whole -= 1
    rows = [row for each in done for row in each.rows if row.leg]
    number = max((len(row.figures[0]) for each in done for row in each.rows), default=0)
    target = max((len(row.figures[1]) for row in rows), default=0)
    note = max((cell_len(row.note) for row in rows), default=0)
    leg = max((len(row.leg) for row in rows), default=0) + 1
    room = width - leg - number - target - 2
    bar = max(SHORTEST, min(room - note - 1, LONGEST if width >= WIDE else USUAL))
    column = min(max((cell_len(shown(each.name)) for each in done), default=0), max(8, width // 2))
    lines: list[Content] = []
    for at, each in enumerate(done):
        if apart and lines:
            lines.append(Content(""))
        name = cut(shown(each.name), column).ljust(column)
        single = next((row for row in each.rows if not row.leg), None)
        if at >= whole and not single:
            lines.append(_brief(each, name, width))
            continue
        if single:
            lines.append(Content.assemble(f"{name}  ", _figures(single, len(single.figures[0]), 0, width - column - 2)))
            continue
        measure = each.measure if column + 2 + len(each.measure) <= width else ""
        lines.append(Content.assemble(name, (f"  {measure}", "$hint")))
        for row in each.rows:
            room = width - leg - bar - 1
            lines.append(
                Content.assemble(
                    (row.leg.ljust(leg), "$quiet"), _bar(row, bar), " ", _figures(row, number, target, room)
                )
            )
    return lines


def _height(done: DoneExercise) -> int:
    """Lines of an exercise."""
    return 1 + sum(bool(row.leg) for row in done.rows)


def _brief(done: DoneExercise, name: str, width: int) -> Content:
    """Draw an exercise in one line: `Calf raise  left 20, right 18 of 20`."""
    figures = Content(", ").join(
        Content.assemble((f"{row.leg} ", "$quiet"), (row.figures[0], "bold")) for row in done.rows
    )
    line = Content.assemble(f"{name}  ", figures, (f" {done.rows[-1].figures[1]}", "$hint"))
    if line.cell_length <= width:
        return line
    return Content.assemble(f"{cut(name.rstrip(), max(4, width - figures.cell_length - 2))}  ", figures)


def _bar(row: DoneRow, width: int) -> Content:
    """Draw a bar, full only when all was done."""
    cells = width if row.share >= 1 else min(width - 1, round(row.share * width))
    ink = "$text-success" if row.share >= 1 else "$short"
    return Content.assemble((FULL * cells, ink), (REST * (width - cells), "$line"))


def _figures(row: DoneRow, number: int, target: int, room: int) -> Content:
    """Write amount, target and note of a row in `room` cells."""
    done, of = row.figures
    room -= max(number, len(done)) + 1 + max(target, len(of)) + 1
    note = cut(row.note, room)
    ink = "$foreground" if row.note and row.note != "no touch" else "$quiet"
    strong = "bold" if row.share >= 1 else "$quiet"
    return Content.assemble(
        (done.rjust(number), strong),
        (f" {of.ljust(target) if note else of}", "$hint"),
        (f" {note}" if note else "", ink),
    )
