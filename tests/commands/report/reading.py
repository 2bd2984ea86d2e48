"""Read a page of the report strictly, and find what must not be there."""

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import html5lib

TAGS = (
    "a body caption circle dd desc div dl dt figcaption figure g h1 h2 h3 head header html li line main meta p path rect"
    " section small span strong style svg table tbody td text th thead time title tr ul"
)
"""All elements of the page."""
_SVG = re.compile(r"<svg .*?</svg>", re.DOTALL)


class Page:
    """A page that was read, by a parser that takes no mistake.

    Args:
        text: The page.

    Attributes:
        text: As given.
        root: Its elements, without name spaces.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        document = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
        for element in document.iter():
            if isinstance(element.tag, str):
                element.tag = element.tag.partition("}")[2] or element.tag
        self.root: ET.Element = document

    def all(self, tag: str) -> list[ET.Element]:
        """All elements of a kind."""
        return list(self.root.iter(tag))

    def words(self, tag: str) -> list[str]:
        """Their texts."""
        return [words_in(element) for element in self.all(tag)]

    def table(self, name: str) -> list[list[str]]:
        """The cells of a table by its id, head and body."""
        (found,) = (item for item in self.all("table") if item.get("id") == name)
        return [[words_in(cell) for cell in row if cell.tag in {"th", "td"}] for row in found.iter("tr")]

    def svgs(self) -> list[ET.Element]:
        """The charts, as an XML parser reads them."""
        return [ET.fromstring(text) for text in _SVG.findall(self.text)]  # noqa: S314 - our own

    def check(self) -> None:
        """Assert all that holds for every page."""
        assert self.text.startswith("<!DOCTYPE html>")
        self._check_nothing_acts()
        self._check_ids_and_links()
        self._check_charts()
        self._check_tables()
        self._check_headings()

    def _check_nothing_acts(self) -> None:
        elements = [element for element in self.root.iter() if isinstance(element.tag, str)]
        assert {element.tag for element in elements} <= set(TAGS.split())
        for element in elements:
            for name, value in element.attrib.items():
                assert not name.lower().startswith("on"), name
                assert name not in {"src", "srcset", "xmlns", "xlink:href", "action", "style"}, name
                assert "//" not in value, (name, value)
                assert name != "href" or value.startswith("#"), value
        (style,) = self.all("style")
        assert not re.search(r"url|import|//|<", style.text or "")

    def _check_ids_and_links(self) -> None:
        ids = [found for element in self.root.iter() if (found := element.get("id"))]
        assert len(ids) == len(set(ids))
        for element in self.root.iter():
            for name in ("aria-labelledby", "href"):
                for found in element.get(name, "").split():
                    assert found.removeprefix("#") in ids

    def _check_charts(self) -> None:
        found = self.svgs()
        assert len(found) == len(self.all("svg")) == len(self.all("figure"))
        for svg in found:
            title, desc = list(svg)[:2]
            assert (title.tag, desc.tag, svg.get("role")) == ("title", "desc", "img")
            assert svg.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
            assert title.text
            assert len(desc.text or "") > len(title.text)
        tables = {table.get("id") for table in self.all("table")}
        for figure in self.all("figure"):
            (link,) = figure.iter("a")
            assert link.get("href", "").removeprefix("#") in tables

    def _check_tables(self) -> None:
        for table in self.all("table"):
            first, *_ = table
            assert first.tag == "caption"
            assert words_in(first)
            assert len(_widths(table)) == 1, words_in(first)
        for cell in self.all("th"):
            assert cell.get("scope") in {"col", "colgroup", "row", "rowgroup"}

    def _check_headings(self) -> None:
        levels = [int(element.tag[1]) for element in self.root.iter() if element.tag in {"h1", "h2", "h3"}]
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise([0, *levels]))


def words_in(element: ET.Element) -> str:
    """The text of an element, its white space folded."""
    return " ".join("".join(element.itertext()).split())


def _widths(table: ET.Element) -> set[int]:
    """Columns of each row of a table, cells that reach down from above included."""
    found = set()
    for part in table:
        down: list[int] = []
        """Rows that each cell of an earlier row still reaches into."""
        for row in part.iter("tr"):
            own = [(int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))) for cell in row]
            found.add(sum(width for width, _ in own) + len(down))
            down = [left - 1 for left in down if left > 1] + [
                rows - 1 for width, rows in own if rows > 1 for _ in range(width)
            ]
        assert not down, "a cell reaches out of the table"
    return found
