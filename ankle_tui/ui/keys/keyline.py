"""The keys that one line names: what they are called, and as many as there is room for."""

from typing import NamedTuple


class Key(NamedTuple):
    """A key and what it does now.

    Attributes:
        key: The key, as it is shown.
        label: What it does now, in a word or two.
        action: What is done.
    """

    key: str
    label: str
    action: str


def fitting_keys(keys: list[Key], width: int) -> list[Key]:
    """As many keys as one line holds, from the first on, and always the last one, which explains the others.

    Args:
        keys: The most wanted first.
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
