"""Read the exercises and the information pages that come with the program."""

from pathlib import Path
from typing import TYPE_CHECKING

from ankle_tui.core.exercises.catalogue import Catalogue, parse_catalogue
from ankle_tui.store.files.read import read_shipped, understand

if TYPE_CHECKING:
    from ankle_tui.core.exercises.guide import Guide


def load_catalogue() -> Catalogue:
    """Read the exercises.

    Raises:
        FileProblem: If they are damaged.
    """
    return read_catalogue(read_shipped("exercises.toml"), Path("exercises.toml"))


def read_catalogue(text: str, path: Path) -> Catalogue:
    """Read exercises from the text of a TOML file.

    Args:
        text: The file's text.
        path: The file, for error messages.

    Raises:
        FileProblem: At the first slip, naming file, exercise and key.
    """
    return understand(text, path, parse_catalogue)


def load_information() -> "Guide":
    """Read the information pages.

    Raises:
        FileProblem: If they are damaged.
    """
    return read_information(read_shipped("information.toml"), Path("information.toml"))


def read_information(text: str, path: Path) -> "Guide":
    """Read information pages from the text of a TOML file; they may cite sources of the shipped exercises.

    Args:
        text: The file's text.
        path: The file, for error messages.

    Raises:
        FileProblem: At the first slip, naming file, page and key.
    """
    from ankle_tui.core.exercises.guide import parse_information, sources_of  # noqa: PLC0415

    # The shipped exercises only: the runner's own may bring sources of any name.
    known = sources_of(load_catalogue())
    return understand(text, path, lambda data: parse_information(data, known))
