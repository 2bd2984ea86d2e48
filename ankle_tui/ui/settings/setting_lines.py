"""Lay out the settings: as many values of a line as fit, and the line of the file."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from ankle_tui.store.settings.settings import Settings, toml_value
from ankle_tui.store.settings.settings_wording import EQUIPMENT
from ankle_tui.ui.settings.sections import Setting
from ankle_tui.ui.wording.text import cut

BEFORE, AFTER = "‹", "›"
"""Marks of values that are out of sight."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A value, or a mark, of a line.

    Attributes:
        text: Its cells.
        at: The number of the value; a mark has that of the next one there.
        value: False for a mark.
    """

    text: str
    at: int
    value: bool = True


def chips(words: Sequence[str], at: int, room: int) -> list[Chip]:
    """Set values side by side, each between two spaces: all, or the chosen one and its neighbours between marks.

    Args:
        words: All values.
        at: The number of the chosen one.
        room: Cells of the line.
    """
    widths = [len(text) + 2 for text in words]
    first, last = 0, len(words) - 1
    if sum(widths) > room:
        first = last = at
        room -= len(BEFORE + AFTER)
        while True:
            if last + 1 < len(words) and sum(widths[first : last + 2]) <= room:
                last += 1
            elif first > 0 and sum(widths[first - 1 : last + 1]) <= room:
                first -= 1
            else:
                break
    shown = [Chip(f" {cut(words[number], max(1, room - 2))} ", number) for number in range(first, last + 1)]
    if len(shown) == len(words):
        return shown
    before = Chip(BEFORE if first else " ", max(0, first - 1), value=False)
    after = Chip(AFTER if last < len(words) - 1 else " ", min(len(words) - 1, last + 1), value=False)
    return [before, *shown, after]


def one_value(words: Sequence[str], at: int, room: int) -> list[Chip]:
    """Show the chosen value alone, between marks that turn it.

    Args:
        words: All values.
        at: The number of the chosen one.
        room: Cells of the line.
    """
    return [
        Chip(BEFORE, (at - 1) % len(words), value=False),
        Chip(f" {cut(words[at], max(1, room - 4))} ", at),
        Chip(AFTER, (at + 1) % len(words), value=False),
    ]


def file_line(setting: Setting, settings: Settings) -> str:
    """Write a setting as its file does: `minutes = 10`; one that is not set has a dash."""
    value = getattr(settings, setting.key)
    if value is None or value == "":
        return f"{setting.key} = –"
    written = json.dumps(toml_value(value), ensure_ascii=False)
    return f"{setting.key} = {cut(written, 40) if setting.key == EQUIPMENT else written}"


def first_in_sight(cursor: int, count: int, height: int) -> int:
    """The first line of a list to draw, so that the cursor is in sight.

    Args:
        cursor: The line under the cursor.
        count: The number of lines.
        height: Lines there is room for.
    """
    return max(0, min(cursor - height // 2, count - height))
