"""Hold the shape of the source: no figure gets worse."""

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


def test_the_house_stays_in_order() -> None:
    measured = figures()  # once: it reads every import
    assert measured.keys() == LIMITS.keys()
    assert not {figure: measured[figure] for figure in LIMITS if measured[figure][0] > LIMITS[figure]}
