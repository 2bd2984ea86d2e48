"""Rows of a drawn surface: always as wide as it is, and what differs is found to the cell."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ankle_tui.ui.session.field.canvas import GAP, Canvas, Row, Tone, differences

WIDTH = 30
texts = st.text(alphabet="ab ─█足e\u0301", max_size=12)
written = st.lists(st.tuples(st.integers(0, WIDTH + 2), texts, st.sampled_from([Tone.TEXT, Tone.FAINT])), max_size=4)


def row_of(pieces: list[tuple[int, str, Tone]]) -> Row:
    canvas = Canvas(WIDTH, 1)
    for x, text, tone in pieces:
        canvas.write(x, 0, text, tone)
    return canvas.rows()[0]


def cells(row: Row) -> list[tuple[str, object]]:
    """The cells of a row without characters that join the one before."""
    return [
        (piece, hue)
        for text, hue in row
        for character in text
        for piece in [character, *[""] * (cell_len(character) - 1)][: cell_len(character)]
    ]


@given(written)
def test_a_row_is_as_wide_as_its_surface_whatever_is_written(pieces: list[tuple[int, str, Tone]]) -> None:
    row = row_of(pieces)
    assert sum(cell_len(text) for text, _ in row) == WIDTH
    assert all(text for text, _ in row)


@given(written, written)
def test_outside_the_differences_two_rows_are_the_same(
    one: list[tuple[int, str, Tone]], other: list[tuple[int, str, Tone]]
) -> None:
    before, after = row_of(one), row_of(other)
    found = list(differences([before], [after]))
    changed = {x for _, start, end in found for x in range(start, end)}
    pairs = list(zip(cells(before), cells(after), strict=True))
    assert all(old == new for x, (old, new) in enumerate(pairs) if x not in changed)
    assert all(start < end <= WIDTH for _, start, end in found)


def test_what_is_not_written_on_is_ground() -> None:
    assert row_of([(2, "ab", Tone.TEXT)]) == (
        ("  ", Tone.GROUND),
        ("ab", Tone.TEXT),
        (" " * (WIDTH - 4), Tone.GROUND),
    )


def test_a_few_cells_that_are_the_same_join_two_differences_and_many_part_them() -> None:
    def changed(gap: int) -> list[tuple[int, int, int]]:
        one, other = row_of([(0, f"a{'-' * gap}a", Tone.TEXT)]), row_of([(0, f"b{'-' * gap}b", Tone.TEXT)])
        return list(differences([one], [other]))

    assert changed(GAP) == [(0, 0, GAP + 2)]
    assert changed(GAP + 1) == [(0, 0, 1), (0, GAP + 2, GAP + 3)]


def test_another_colour_is_a_difference() -> None:
    assert list(differences([row_of([(3, "ab", Tone.TEXT)])], [row_of([(3, "ab", Tone.FAINT)])])) == [(0, 3, 5)]
