"""The list of figures and the table they are told in; nothing is measured here."""

from pathlib import Path

import pytest

from benchmarks import figures
from benchmarks.figures import FIGURES, GROUPS, Figure, Row, rows, table
from benchmarks.start import HISTORIES
from benchmarks.taking import Taken, folders, in_turn

SPEED = Figure("start", "home", "exec → Home", "bare app", "ms", 1.1)
BYTES = Figure("idle", "bytes", "bytes of Home, idle", "bare app", "B", 0, absolute=True)


def test_every_figure_has_a_floor_an_aim_and_a_module() -> None:
    assert all(figure.floor and figure.name and (figure.aim > 0 or figure.absolute) for figure in FIGURES)
    assert len({(figure.group, figure.key) for figure in FIGURES}) == len(FIGURES)
    assert all((Path(figures.__file__).parent / f"{group}.py").is_file() for group in GROUPS)


def test_ratio_is_of_the_medians_and_pairs_are_told_as_well() -> None:
    row = Row.of(SPEED, Taken((2.0, 9.0, 4.0), (4.0, 3.0, 5.0)))
    assert (row.ours, row.floor, row.ratio, row.pairs, row.rounds) == (4.0, 4.0, 1.0, 0.8, 3)
    assert row.best == pytest.approx(2 / 3)
    assert row.met


def test_an_absolute_figure_is_held_to_itself_and_needs_no_floor() -> None:
    assert Row.of(BYTES, Taken((0.0,), (0.0,))).met
    row = Row.of(BYTES, Taken((7.0,), (9.0,)))
    assert row.ratio == pytest.approx(7 / 9)
    assert row.met is False
    assert Row.of(BYTES, Taken((7.0,), (0.0,))).ratio is None


def test_what_was_not_measured_says_why() -> None:
    found = rows("memory", {})
    assert [(row.trouble, row.met, row.to_json()["ours"]) for row in found] == [("not measured", None, None)]


def test_table() -> None:
    found = [
        Row.of(SPEED, Taken((1234.5,), (617.25,))),
        Row.of(BYTES, Taken((0.0,), (0.0,))),
        Row.of(SPEED, "it could not be installed"),
    ]
    assert [line.split("  ", 1)[1].split() for line in table(found)] == [
        ["ours", "beside", "floor", "ratio", "aim", "met"],
        ["1,234.5", "ms", "bare", "app", "617.2", "ms", "2.00", "×", "≤", "1.10", "×", "no"],
        ["0", "B", "bare", "app", "0", "B", "–", "≤", "0", "B", "yes"],
        ["–", "bare", "app", "–", "–", "≤", "1.10", "×", "?", "it", "could", "not", "be", "installed"],
    ]


def test_each_has_its_turn_in_every_round() -> None:
    order: list[str] = []
    taken = in_turn({"floor": lambda: order.append("floor"), "ours": lambda: order.append("ours")}, 2)
    assert order == ["floor", "ours"] * 3
    assert [len(values) for values in taken.values()] == [2, 2]


def test_the_largest_history_is_one_that_the_program_reads(tmp_path: Path) -> None:
    assert folders(tmp_path / "many", max(HISTORIES))  # raises otherwise
