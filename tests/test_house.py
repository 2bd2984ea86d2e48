"""Hold the shape of the source: no figure gets worse."""

import functools

import pytest

from benchmarks import house

LIMITS = {
    "files in a folder": 14,
    "loose modules": 3,
    "files in circles": 0,
    "file names twice": 0,
    "class names twice": 0,
    "lines of a function": 60,
    "lines of a class": 300,
}
"""The most there may be of each."""


@functools.cache
def figures() -> dict[str, tuple[int, str]]:
    """Measure each figure, with the place to look at."""
    folders, circles = house.files_in_folders(), house.circles()
    files, classes = house.file_names_twice(), house.class_names_twice()
    fullest = max(folders, key=folders.__getitem__)
    return {
        "files in a folder": (folders[fullest], fullest),
        "loose modules": (folders["ankle_tui"], "ankle_tui"),
        "files in circles": (sum(map(len, circles)), str(circles)),
        "file names twice": (len(files), str(files)),
        "class names twice": (len(classes), str(classes)),
        "lines of a function": house.functions()[-1],
        "lines of a class": house.classes()[-1],
    }


def test_every_figure_has_a_limit() -> None:
    assert figures().keys() == LIMITS.keys()


@pytest.mark.parametrize("figure", list(LIMITS))
def test_the_house_stays_in_order(figure: str) -> None:
    found, where = figures()[figure]
    assert found <= LIMITS[figure], where
