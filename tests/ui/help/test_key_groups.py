"""The keys of a screen in groups, side by side where there is room."""

import pytest
from textual.style import Style
from textual.widget import Widget

from ankle_tui.ui.help.key_groups import COLUMN, COMMAND, GAP, GROUPS, OWN, groups, key_lines
from ankle_tui.ui.keys.available import Active

WIDE = 2 * COLUMN + GAP


def command(name: str, keys: str = "x", more: str = "") -> Active:
    return Active(name.rpartition(".")[2].capitalize(), keys, more, Widget(), "do", True, name)


COMMANDS = [
    command("rows.up", "↑ k"),
    command("history.add", "a", "A session done without the program, with all that it consisted of"),
    command("app.quit", "^c ^q"),
    command("history.delete", "x del"),
    command("rows.down", "↓ j"),
]


def numbers(width: int) -> list[list[int]]:
    """The commands of each line, as a click finds them."""
    return [
        [style.meta[COMMAND] for _, _, style in line.spans if isinstance(style, Style) and COMMAND in style.meta]
        for line in key_lines(COMMANDS, width)
    ]


def test_the_screens_own_commands_come_first_and_those_of_the_app_last() -> None:
    assert groups(COMMANDS) == {OWN: [1, 3], GROUPS["rows"]: [0, 4], GROUPS["app"]: [2]}
    assert groups([]) == {}


def test_each_group_has_a_heading_and_each_command_a_line_or_more() -> None:
    lines = [line.plain for line in key_lines(COMMANDS, 40)]
    headings = [number for number, line in enumerate(lines) if line in groups(COMMANDS)]
    assert [lines[number] for number in headings] == list(groups(COMMANDS))
    assert all(lines[number - 1] == "" for number in headings[1:])
    assert list(dict.fromkeys(found[0] for found in numbers(40) if found)) == [1, 3, 0, 4, 2]


@pytest.mark.parametrize("width", [1, 12, 40, WIDE, 104])
def test_no_command_is_lost_and_no_line_wider_than_its_room(width: int) -> None:
    assert {each for found in numbers(width) for each in found} == set(range(len(COMMANDS)))
    lines = key_lines(COMMANDS, width)
    assert width < 30 or max(line.cell_length for line in lines) <= width


def test_two_columns_stand_side_by_side_where_there_is_room() -> None:
    one, two = key_lines(COMMANDS, WIDE - 1), key_lines(COMMANDS, WIDE)
    assert len(two) < len(one)
    assert any(len(set(found)) == 2 for found in numbers(WIDE))
    assert key_lines([], WIDE) == []
