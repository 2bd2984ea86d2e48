"""Reads the information pages that come with the program."""

from pathlib import Path

from ankle_tui.core.information import Information, catalogue_sources, parse_information
from ankle_tui.core.reading import BadValue
from ankle_tui.store.catalogue import load_catalogue
from ankle_tui.store.files import parse_toml
from ankle_tui.store.problem import FileProblem

__all__ = ["load_information", "read_information"]


def load_information() -> Information:
    """The pages that come with the program.

    Raises:
        FileProblem: If they are damaged.
    """
    text = Path(__file__).parent.with_name("information.toml").read_text(encoding="utf-8")
    return read_information(text, Path("information.toml"))


def read_information(text: str, path: Path) -> Information:
    """Pages from the text of a TOML file, which may name the sources of the shipped exercises.

    Args:
        text: The file's text.
        path: The file, for error lines.

    Raises:
        FileProblem: At the first mistake, naming file, page and key.
    """
    # The shipped exercises, not the runner's: theirs may bring sources of any name.
    known = catalogue_sources(load_catalogue())
    try:
        return parse_information(parse_toml(text, path), known)
    except BadValue as error:
        raise FileProblem(path, str(error)) from error
