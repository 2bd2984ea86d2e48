"""Texts from files as a terminal can show them."""

from collections.abc import Mapping
from types import MappingProxyType

from ankle_tui.store.files.problem import one_line

NO_KEYS: Mapping[str, str] = MappingProxyType({})
"""No key of the runner's own."""
_SPACES = str.maketrans("\t\xa0", "  ")


def key_of(keys: Mapping[str, str], name: str, usual: str) -> str:
    """The key to name in a text.

    Args:
        keys: The runner's own keys, by the id of a command.
        name: The id of the command.
        usual: How its usual key is shown.
    """
    if name not in keys:
        return usual
    from ankle_tui.ui.keys.keymap import first_key  # noqa: PLC0415 - few have keys of their own

    return first_key(keys[name])


def shown(text: str) -> str:
    """A text as one line without anything a terminal would obey: control characters become question marks.

    Args:
        text: Whatever a file or a paste has brought.
    """
    return text if text.isprintable() else one_line(text.translate(_SPACES))


def shown_lines(text: str) -> str:
    """The same of a text that may have several lines.

    Args:
        text: Whatever a file has brought.
    """
    return text if text.isprintable() else "\n".join(shown(line) for line in text.splitlines())


def reason(problem: str) -> str:
    """What is wrong, without the path of the file: `No space left on device`.

    Args:
        problem: A problem of the stores in one line.
    """
    _, _, what = problem.partition(": ")
    return (what or problem).removeprefix("cannot be written: ")


def trouble_words(problem: str) -> str:
    """That a change is not on the disk, and why.

    Args:
        problem: A problem of the stores in one line.
    """
    return f"Not saved yet: {reason(problem)}"
