"""Updates: a terminal shows the same as with Textual's own, and far less is sent."""

import pyte
import pytest
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate
from textual.strip import Strip

from ankle_tui.ui.session.field.updates import FineUpdate

RED, BLUE = Style(color="red", bold=True), Style(bgcolor="blue")
ROWS = [
    [Strip([Segment("abcdef", RED), Segment("ghij", BLUE)]), Strip([Segment("klmno", RED)])],
    [Strip([Segment("0123456789", BLUE)]), Strip([Segment("足首を", BLUE), Segment(" ")])],
]
"""Two rows, each of a strip of ten cells and one of the rest."""
CHOPS = [{0: first, 10: second} for first, second in ROWS]
ENDS = [[10, 10 + second.cell_length] for _, second in ROWS]
CONSOLE = Console(force_terminal=True, color_system="truecolor", width=20)


def written(kind: type[ChopsUpdate], spans: list[tuple[int, int, int]]) -> str:
    return kind(CHOPS, spans, ENDS).render_segments(CONSOLE)


def shown(text: str) -> list[list[tuple[str, str, str, bool]]]:
    """The cells of a terminal."""
    screen = pyte.Screen(20, 2)
    pyte.Stream(screen).feed(text)
    return [
        [
            (cell.data, cell.fg, cell.bg, cell.bold)
            for cell in (screen.buffer[y][x] for x in range(20))
        ]
        for y in range(2)
    ]  # fmt: skip


@pytest.mark.parametrize("spans", [[(0, 0, 15), (1, 0, 17)], [(0, 0, 12)], [(0, 0, 3), (1, 10, 14)]])
def test_what_begins_with_a_strip_looks_as_usual(spans: list[tuple[int, int, int]]) -> None:
    assert shown(written(FineUpdate, spans)) == shown(written(ChopsUpdate, spans))


def test_nothing_is_sent_before_the_first_changed_cell_or_after_the_last() -> None:
    cells = shown(written(FineUpdate, [(0, 4, 8), (1, 12, 14)]))
    assert [(x, cell[0]) for x, cell in enumerate(cells[0]) if cell[0] != " "] == [
        (4, "e"),
        (5, "f"),
        (6, "g"),
        (7, "h"),
    ]
    assert [(x, cell[0]) for x, cell in enumerate(cells[1]) if cell[0].strip()] == [(12, "首")]
    assert (cells[0][4][1], cells[0][6][2]) == ("red", "blue")


def test_a_style_is_sent_once_for_all_that_follows_in_it() -> None:
    assert written(FineUpdate, [(1, 0, 3), (1, 6, 9)]).count("44") == 1
