"""Reads the catalogue that comes with the program."""

from pathlib import Path

from ankle_tui.core.exercises.catalogue import Catalogue, parse_catalogue
from ankle_tui.store.files.read import read_shipped, understand


def load_catalogue() -> Catalogue:
    """The catalogue that comes with the program.

    Raises:
        FileProblem: If it is damaged.
    """
    return read_catalogue(read_shipped("exercises.toml"), Path("exercises.toml"))


def read_catalogue(text: str, path: Path) -> Catalogue:
    """A catalogue from the text of a TOML file.

    Args:
        text: The file's text.
        path: The file, for error lines.

    Raises:
        FileProblem: At the first mistake, naming file, exercise and key.
    """
    return understand(text, path, parse_catalogue)
