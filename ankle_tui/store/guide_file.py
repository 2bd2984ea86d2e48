"""Reads the information pages that come with the program."""

from pathlib import Path

from ankle_tui.core.exercises.guide import Guide, catalogue_sources, parse_information
from ankle_tui.store.files.read import read_shipped, understand
from ankle_tui.store.shipped import load_catalogue


def load_information() -> Guide:
    """The pages that come with the program.

    Raises:
        FileProblem: If they are damaged.
    """
    return read_information(read_shipped("information.toml"), Path("information.toml"))


def read_information(text: str, path: Path) -> Guide:
    """Pages from the text of a TOML file, which may name the sources of the shipped exercises.

    Args:
        text: The file's text.
        path: The file, for error lines.

    Raises:
        FileProblem: At the first mistake, naming file, page and key.
    """
    # The shipped exercises, not the runner's: theirs may bring sources of any name.
    known = catalogue_sources(load_catalogue())
    return understand(text, path, lambda data: parse_information(data, known))
