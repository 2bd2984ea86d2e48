"""Wrap words to lines, with a hanging indent."""

from collections.abc import Iterable

from textual.content import Content

NOTHING = Content("")


def flow(words: Iterable[Content], width: int, head: Content = NOTHING, indent: int = 0) -> list[Content]:
    """Set words in lines.

    Args:
        words: The words, none of which is broken.
        width: Cells of a line.
        head: The beginning of the first line.
        indent: Cells to indent the other lines.
    """
    lines: list[Content] = []
    line, gap = head, ""
    for word in words:
        if gap and line.cell_length + 1 + word.cell_length > width:
            lines.append(line)
            line, gap = Content(" " * indent), ""
        line, gap = Content.assemble(line, gap, word), " "
    return [*lines, line]


def words_of(text: str, style: str = "") -> list[Content]:
    """Split a text into words of one style."""
    return [Content.styled(word, style) for word in text.split(" ")]
