"""Texts from files as a terminal can show them."""

from ankle_tui.store.files.problem import one_line

_SPACES = str.maketrans("\t\xa0", "  ")


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
