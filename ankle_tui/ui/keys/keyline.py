"""Keys named on one line, as many as fit."""

from typing import NamedTuple


class Key(NamedTuple):
    """A key and what it does now.

    Attributes:
        key: The key, as shown.
        label: What it does now, in a word or two.
        action: The action it runs.
    """

    key: str
    label: str
    action: str


def fitting_keys(keys: list[Key], width: int) -> list[Key]:
    """Pick as many keys as a line holds, from the first on, and always the last one, which explains the others.

    Args:
        keys: The most important first.
        width: Cells of the line.
    """
    if not keys:
        return []
    *wanted, last = keys
    width -= _width(last)
    kept: list[Key] = []
    for key in wanted:
        width -= _width(key) + 2
        if width < 0:
            break
        kept.append(key)
    return [*kept, last]


def _width(key: Key) -> int:
    return len(key.key) + 1 + len(key.label)
