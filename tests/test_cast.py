"""Recordings of a terminal: what is written makes of one screen the next, and players can read it."""

import datetime as dt
import json

import pyte
from hypothesis import given
from hypothesis import strategies as st

from docs.cast import PLAIN, Cell, Frame, cast_lines, changes
from docs.runner import half_a_year
from tests.examples import examples

SIZE = COLUMNS, ROWS = 12, 3

colours = st.sampled_from(["default", "red", "brightblue", "ff8000", "102a47"])
cells = st.builds(Cell, st.sampled_from(" a█é⣀"), colours, colours, st.booleans(), underscore=st.booleans())
frames = st.builds(
    Frame,
    st.tuples(*[st.tuples(*[st.just(PLAIN) | cells] * COLUMNS)] * ROWS),
    st.none() | st.tuples(st.integers(0, COLUMNS - 1), st.integers(0, ROWS - 1)),
)


def seen(screen: pyte.Screen) -> Frame:
    """What an emulator shows; the colour of what is not drawn is nobody's business."""
    rows = tuple(tuple(bare(Cell(*screen.buffer[row][column])) for column in range(COLUMNS)) for row in range(ROWS))
    return Frame(rows, None if screen.cursor.hidden else (screen.cursor.x, screen.cursor.y))


def bare(cell: Cell) -> Cell:
    return Cell(bg=cell.bg) if cell.blank else cell


@examples(40)
@given(st.lists(frames, max_size=3))
def test_a_player_shows_what_was_there(recorded: list[Frame]) -> None:
    screen = pyte.Screen(*SIZE)
    player = pyte.Stream(screen)
    header, *events = map(json.loads, cast_lines(enumerate(recorded, 1), SIZE, "é"))
    assert (header["version"], header["width"], header["height"], header["title"]) == (2, COLUMNS, ROWS, "é")
    played = {at: data for at, kind, data in events if kind == "o"}
    assert len(played) == len(events)
    assert max(played, default=0) == len(recorded)
    for at, frame in enumerate(recorded, 1):
        player.feed(played.get(at, ""))
        assert seen(screen) == Frame(tuple(tuple(map(bare, row)) for row in frame.rows), frame.cursor)


def test_only_what_changes_is_written() -> None:
    frame = Frame.empty(*SIZE)
    row = (Cell("5", "ff8000"), *(PLAIN,) * 5, Cell("7", "ff8000"), *(PLAIN,) * 5)
    other = Frame((row, *frame.rows[1:]))
    assert changes(frame, frame) == ""
    assert changes(frame, other) == "\x1b[1;1H\x1b[38;2;255;128;0m5\x1b[1;7H7\x1b[39m\x1b[1;1H"


def test_a_wide_character_is_written_whole() -> None:
    frame = Frame.empty(*SIZE)
    row = (PLAIN, Cell("脚"), Cell(""), *(PLAIN,) * 9)
    assert changes(frame, Frame((row, *frame.rows[1:]), None)) == "\x1b[1;2H脚\x1b[?25l"


def test_the_made_up_runner_trains_every_week_and_never_today() -> None:
    for weekday in range(7):
        today = dt.date(2026, 11, 23) + dt.timedelta(weekday)
        life = half_a_year(today)
        assert life == half_a_year(today)
        days = [session.day for session in life.sessions] + [mark.day for mark in life.days]
        assert len(life.sessions) > 50
        assert max(days) < today
        assert len(set(days)) == len(days)
