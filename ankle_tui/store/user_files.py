"""Read the runner's own exercises and routines; with anything wrong there, the shipped exercises remain."""

from pathlib import Path

from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.files.read import read_shipped, read_text, understand
from ankle_tui.store.shipped import load_catalogue


def load_all(path: Path) -> tuple[Catalogue, tuple[str, ...]]:
    """Read all exercises, shipped and the runner's own.

    Args:
        path: The runner's file, which need not exist.

    Returns:
        As `load_own`.

    Raises:
        FileProblem: If the shipped catalogue is damaged.
    """
    return load_own(path, load_catalogue())


def load_own(path: Path, shipped: Catalogue) -> tuple[Catalogue, tuple[str, ...]]:
    """Add the runner's own exercises to the shipped ones.

    Args:
        path: The runner's file, which need not exist.
        shipped: The shipped exercises.

    Returns:
        The exercises and routines, and the slips in the file, a line each.
    """
    try:
        text = read_text(path)
        if text is None:
            return shipped, ()
        from ankle_tui.core.exercises.user_exercises import add_own  # noqa: PLC0415 - few have exercises of their own

        catalogue, problems = understand(text, path, lambda data: add_own(shipped, data))
    except FileProblem as problem:
        return shipped, (str(problem),)
    return catalogue, tuple(str(FileProblem(path, problem)) for problem in problems)


def template() -> str:
    """The text of a first file of the runner's own, with every key explained."""
    return read_shipped("template.toml")
