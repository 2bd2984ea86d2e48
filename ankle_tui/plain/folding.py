"""Break lines between words on a terminal; into a pipe they go whole."""

import os
from typing import TextIO

NARROWEST = 20
"""Characters below which a line is not broken further."""


def terminal_width(stream: TextIO | None) -> int | None:
    """Characters in a line of the terminal that a stream writes to; None if it is none, or does not tell."""
    if stream is None or not stream.isatty():
        return None
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):  # not a real terminal
        return None
    return columns or None


def folded(line: str, width: int | None) -> list[str]:
    """Break a line between words; what follows the first piece stands two columns further right.

    Args:
        line: The line.
        width: Characters there is room for; None leaves the line whole. A longer word is not broken.
    """
    if width is None or len(line) <= width:
        return [line]
    import textwrap  # noqa: PLC0415 - short lines do without

    indent = " " * (len(line) - len(line.lstrip(" ")) + 2)
    return textwrap.wrap(
        line,
        max(width, NARROWEST),
        subsequent_indent=indent if len(indent) * 2 < width else "",
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
        expand_tabs=False,
    )
