"""Words set in lines, with what a line begins with hanging in front."""

from collections.abc import Iterable

from textual.content import Content

NOTHING = Content("")


def flow(words: Iterable[Content], width: int, head: Content = NOTHING, indent: int = 0) -> list[Content]:
    """Words in lines.

    Args:
        words: Each stays whole.
        width: Cells of a line.
        head: What the first line begins with.
        indent: Cells the other lines are set in by.
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
    """The words of a text.

    Args:
        text: Words with spaces between them.
        style: How each looks.
    """
    return [Content.styled(word, style) for word in text.split(" ")]
