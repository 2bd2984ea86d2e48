"""Lay out the commands of a screen in groups, side by side where there is room."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from types import MappingProxyType

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.style import Style

from ankle_tui.ui.keys.available import Active
from ankle_tui.ui.wording.wrap import flow, words_of

COMMAND = "command"
"""Style metadata: the number of the command of a line."""
GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "picker": "In the list",
        "rows": "In the list",
        "heat": "On the days",
        "field": "In a field",
        "score": "In a field",
        "app": "Everywhere",
    }
)
"""Names of the areas beside the screen's own."""
OWN = "Here"
"""Name of the screen's own commands."""
COLUMN = 32
"""Least cells of a column."""
GAP = 4
"""Cells between two columns."""
KEYS = 10
"""Most cells of the keys of a line; longer ones push their words to the right."""


def groups(commands: Sequence[Active]) -> dict[str, list[int]]:
    """Sort commands into groups: numbers by name, the screen's own first and those of the app last."""
    found: dict[str, list[int]] = {OWN: []}
    for number, each in enumerate(commands):
        found.setdefault(GROUPS.get(each.id.partition(".")[0], OWN), []).append(number)
    everywhere = found.pop(GROUPS["app"], [])
    return {name: numbers for name, numbers in {**found, GROUPS["app"]: everywhere}.items() if numbers}


def key_lines(commands: Sequence[Active], width: int) -> list[Content]:
    """Lay out all commands.

    Args:
        commands: The commands.
        width: Cells of a line.
    """
    two = width >= 2 * COLUMN + GAP
    room = (width - GAP) // 2 if two else width
    blocks = [
        _group(name, [(each, commands[each]) for each in found], room) for name, found in groups(commands).items()
    ]
    lines = [line for block in blocks for line in (*block, Content(""))][:-1]
    if not two:
        return lines
    half = _half(lines)
    left, right = lines[:half], lines[half:]
    if right and not right[0]:
        right = right[1:]
    pairs = zip_longest(left, right, fillvalue=Content(""))
    return [Content.assemble(one, " " * (room + GAP - one.cell_length), other) for one, other in pairs]


def _group(name: str, commands: Sequence[tuple[int, Active]], room: int) -> list[Content]:
    """A heading and its commands, a line each or more."""
    column = min(KEYS, max(cell_len(each.keys) for _, each in commands))
    lines = [Content.styled(name, "bold $text-success")]
    for number, each in commands:
        head = Content.assemble((set_cell_size(each.keys, max(column, cell_len(each.keys))), "bold $text-accent"), "  ")
        style = Style.from_meta({COMMAND: number})
        lines += [line.stylize(style) for line in flow(words_of(each.words), room, head, column + 2)]
    return lines


def _half(lines: Sequence[Content]) -> int:
    """Where the right column begins: about the middle, never right behind a heading or inside a command."""
    at = (len(lines) + 1) // 2
    while at < len(lines) and (_command(lines[at - 1]) is None or _command(lines[at]) == _command(lines[at - 1])):
        at += 1
    return at


def _command(line: Content) -> int | None:
    """The number of the command of a line, or None for a heading or a gap."""
    return next((style.meta.get(COMMAND) for _, _, style in line.spans if isinstance(style, Style)), None)
