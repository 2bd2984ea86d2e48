"""Reads text files; whatever is wrong with one becomes a single clear line."""

import tomllib
from pathlib import Path

from ankle_tui.store.problem import FileProblem

__all__ = ["parse_toml", "read_text"]


def read_text(path: Path) -> str | None:
    """The text of a file in UTF-8.

    Args:
        path: The file.

    Returns:
        Its text, or None when there is no such file.

    Raises:
        FileProblem: If it cannot be read or is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FileProblem.from_os(path, error, "cannot be read") from error
    except UnicodeDecodeError as error:
        raise FileProblem(path, f"is not UTF-8 text (byte {error.start})") from error


def parse_toml(text: str, path: Path) -> dict[str, object]:
    """The tables of a TOML file.

    Args:
        text: The file's text; a byte order mark, as Windows editors write it, is passed over.
        path: The file, for error lines.

    Raises:
        FileProblem: If it is not TOML.
    """
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise FileProblem(path, f"is not valid TOML: {error}") from error
    except RecursionError as error:
        raise FileProblem(path, "is nested too deeply") from error
    except ValueError as error:  # tomllib lets Python's own limit through
        raise FileProblem(path, "has a number that is too long") from error
