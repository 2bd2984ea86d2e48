"""Make texts from files safe for a terminal."""

from rich.cells import cell_len, set_cell_size

from ankle_tui.store.files.problem import one_line

_SPACES = str.maketrans("\t\xa0", "  ")


def shown(text: str) -> str:
    """Make a text one line, with question marks for control characters that a terminal would obey."""
    return text if text.isprintable() else one_line(text.translate(_SPACES))


def shown_lines(text: str) -> str:
    """Do as `shown` for a text of several lines."""
    return text if text.isprintable() else "\n".join(shown(line) for line in text.splitlines())


def reason(problem: str) -> str:
    """Cut the path from a problem of the stores: `No space left on device`."""
    _, _, what = problem.partition(": ")
    return (what or problem).removeprefix("cannot be written: ")


def trouble_words(problem: str) -> str:
    """Say that a change is not on disk, and why."""
    return f"Not saved yet: {reason(problem)}"


def cut(text: str, room: int) -> str:
    """Cut a line to `room` cells, after a word, with an ellipsis."""
    if cell_len(text) <= room:
        return text
    if room < 1:
        return ""
    whole = set_cell_size(text, room - 1)
    if text[len(whole) : len(whole) + 1] not in " ,":
        whole = whole.rpartition(" ")[0] or whole
    return f"{whole.rstrip(' ,·')}…"
