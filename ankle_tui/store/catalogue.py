"""Reads the catalogue that comes with the program."""

from pathlib import Path

from ankle_tui.core.catalogue import Catalogue, parse_catalogue
from ankle_tui.core.reading import BadValue
from ankle_tui.store.files import parse_toml
from ankle_tui.store.problem import FileProblem

__all__ = ["load_catalogue", "read_catalogue"]


def load_catalogue() -> Catalogue:
    """The catalogue that comes with the program.

    Raises:
        FileProblem: If it is damaged.
    """
    # Not importlib.resources, which takes longer to import than the file to read.
    text = Path(__file__).parent.with_name("exercises.toml").read_text(encoding="utf-8")
    return read_catalogue(text, Path("exercises.toml"))


def read_catalogue(text: str, path: Path) -> Catalogue:
    """A catalogue from the text of a TOML file.

    Args:
        text: The file's text.
        path: The file, for error lines.

    Raises:
        FileProblem: At the first mistake, naming file, exercise and key.
    """
    try:
        return parse_catalogue(parse_toml(text, path))
    except BadValue as error:
        raise FileProblem(path, str(error)) from error
