"""Lay out the two panels below the list: the block, and the last results of the self-tests."""

import datetime as dt
from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from ankle_tui.core.block.block_state import BlockState
from ankle_tui.core.block.block_wording import plan_words
from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.formatting import counted
from ankle_tui.core.overview.measured import MeasuredPart
from ankle_tui.core.self_tests.self_test_wording import number_words
from ankle_tui.ui.progress.progress_wording import part_label
from ankle_tui.ui.wording.day_words import short_day
from ankle_tui.ui.wording.text import cut

FULL, HALF, EMPTY = "■", "◧", "□"
"""A week of the block: as planned, in part, and without a session or still to come."""
_LEFT, _RIGHT = 3, 5
"""Cells of the numbers of each leg."""


def block_rows(state: BlockState) -> list[Content]:
    """Draw the weeks of a block, its sessions, and how they stand.

    Args:
        state: The block.
    """
    counts = state.counts
    begun = set(counts.weeks)
    cells = []
    for week in counts.counted:
        done = counts.done_in(week) if week in begun else 0
        sign = FULL if done >= state.record.target else HALF if done else EMPTY
        cells.append((sign, "$success" if done else "$hint"))
    weeks = [piece for cell in cells for piece in (cell, " ")][:-1]
    sessions = [(str(counts.done), "bold"), (f" of {counted(counts.planned, 'session')}", "$quiet")]
    rows = [Content.assemble(*weeks), Content.assemble(*sessions)]
    if words := plan_words(state):
        rows.append(Content.assemble(("✓ " if counts.on_plan else "", "$success"), (words, "$quiet")))
    return rows


def rows_of_tests(parts: Sequence[MeasuredPart], today: dt.date, width: int, height: int) -> list[Content]:
    """Draw the last result of each part of the self-tests, and the day of the newest where there is room.

    Args:
        parts: The results, in the order in which tests are done.
        today: The present training day.
        width: Cells of a line.
        height: Lines there are.
    """
    newest = _newest(parts)
    told = _most_telling(newest, height)
    room = max(1, width - _LEFT - _RIGHT)
    rows = []
    for part in told:
        day = part.days[-1]
        numbers = {side: number_words(day.legs[side]) if side in day.legs else "–" for side in Side}
        name = cut(part_label(part.protocol, part.name), room)
        rows.append(
            Content.assemble(
                (name + " " * (room - cell_len(name)), "$quiet"),
                (f"{numbers[Side.LEFT]:>{_LEFT}}", "$hint" if day.practice else ""),
                (f"{numbers[Side.RIGHT]:>{_RIGHT}}", "$hint" if day.practice else ""),
            )
        )
    if height > len(rows) + 1 and newest:
        last = max(part.days[-1].day for part in newest)
        rows += [Content(""), Content.styled(f"last {short_day(last, today)}", "$hint")]
    return rows


def _newest(parts: Sequence[MeasuredPart]) -> list[MeasuredPart]:
    """Every part of every test, in the series that was tested last."""
    found: dict[tuple[str, str], MeasuredPart] = {}
    for part in parts:
        key = part.protocol.id.value, part.name
        if key not in found or part.days[-1].day >= found[key].days[-1].day:
            found[key] = part
    return list(found.values())


def _most_telling(parts: Sequence[MeasuredPart], most: int) -> list[MeasuredPart]:
    """The last part of every test, which is the hardest, and the others where there is room."""
    last = {part.protocol.id: part for part in parts}
    order = sorted(parts, key=lambda part: last[part.protocol.id] is not part)
    kept = order[:most]
    return [part for part in parts if part in kept]
