"""Lines of Braille dots: where they go, where they break, and who owns a cell."""

from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.ui.progress.braille import ACROSS, DOWN, PLAIN, cells, trace

HEIGHT = 8
VALUES = st.lists(st.none() | st.floats(0, 60), max_size=30)


def test_a_line_goes_from_value_to_value() -> None:
    assert trace([0, 60], 4, 0, HEIGHT, 60) >= {(0, 7), (4, 0)}


def test_a_rest_week_is_a_gap_and_a_week_alone_is_still_seen() -> None:
    dots = trace([30, None, 30], 4, 0, HEIGHT, 60)
    assert {x for x, _ in dots} == {0, 1, 8, 9}


def test_nothing_is_drawn_of_nothing() -> None:
    assert trace([None, None], 4, 0, HEIGHT, 60) == set()
    assert cells([set(), set()]) == {}


@given(VALUES)
def test_a_line_stays_in_its_height_and_has_no_holes(values: list[float | None]) -> None:
    dots = trace(values, 6, 2, HEIGHT, 60)
    assert all(0 <= y < HEIGHT and x >= 2 for x, y in dots)
    if values and None not in values:
        columns = {x: sorted(y for at, y in dots if at == x) for x, _ in dots}
        for x in range(2, 2 + 6 * (len(values) - 1)):
            assert any(abs(y - other) <= 1 for y in columns[x] for other in columns[x + 1])


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda dot: {dot}), max_size=5))
def test_every_dot_is_in_its_cell_and_the_first_line_owns_it(lines: list[set[tuple[int, int]]]) -> None:
    drawn = cells(lines)
    for number, dots in enumerate(lines):
        for x, y in dots:
            char, owner = drawn[x // ACROSS, y // DOWN]
            assert 0x2800 < ord(char) <= 0x28FF
            assert owner <= number


def test_dots_of_a_cell_are_one_character() -> None:
    assert cells([{(0, 0), (1, 0)}, {(0, 3)}]) == {(0, 0): (chr(0x2800 | 0x01 | 0x08 | 0x40), 0)}


def test_without_braille_a_cell_has_a_point() -> None:
    assert cells([{(0, 0), (1, 0)}, {(5, 3)}], braille=False) == {(0, 0): (PLAIN, 0), (2, 0): (PLAIN, 1)}
