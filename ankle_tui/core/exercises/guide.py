"""Read the information pages from the tables of a TOML file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ankle_tui.core.exercises.exercise import Exercise, Source
from ankle_tui.core.exercises.sources import CHOICE, Sources, numbers, read_sources
from ankle_tui.core.validation import InvalidValue, TableReader

MOST_SIGNS = 7
"""Most signs on a page: a digit ticks each, and one line has room for their count."""

_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven")


class PassageShape(StrEnum):
    """The role of a passage on its page."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece of a page.

    Attributes:
        shape: Its role.
        text: One or a few short sentences.
        sources: Its sources; empty only for a heading, which claims nothing.
    """

    shape: PassageShape
    text: str
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        id: The name that opens it.
        name: Its title.
        passages: Its passages, in order.
        suggestion: The conclusion when a sign is ticked; None on a page without signs.
        all_sources: True if it lists the sources of everything.
    """

    id: str
    name: str
    passages: tuple[Passage, ...]
    suggestion: Passage | None = None
    all_sources: bool = False

    @property
    def signs(self) -> tuple[Passage, ...]:
        """Passages that can be ticked."""
        return tuple(passage for passage in self.passages if passage.shape is PassageShape.SIGN)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Sources of the page, in the order of its passages; our own choice comes last."""
        passages = (*self.passages, self.suggestion) if self.suggestion else self.passages
        return once(source for passage in passages for source in passage.sources)


@dataclass(frozen=True, slots=True)
class Guide:
    """All pages.

    Attributes:
        pages: Every page, in reading order.
        sources: Every source of the pages and of the catalogue.
    """

    pages: tuple[Page, ...]
    sources: tuple[Source, ...]

    def place(self, page_id: str) -> int:
        """Index of a page; 0 if no page has this id."""
        return next((place for place, page in enumerate(self.pages) if page.id == page_id), 0)

    def listed(self, page: Page) -> tuple[Source, ...]:
        """Sources at the end of a page."""
        return self.sources if page.all_sources else page.sources


def label(source: Source) -> str:
    """Label for a source behind a line: `mcguine-2006`, or `our choice`."""
    return "our choice" if source.id == CHOICE else source.id


def suggestion_words(page: Page, ticked: int) -> str:
    """Draw the conclusion from ticked signs, the same for any number of them.

    Returns:
        One sentence; empty if none is ticked or the page has no conclusion.
    """
    if not ticked or not page.suggestion:
        return ""
    return f"{_NUMBERS[ticked].capitalize()} of {_NUMBERS[len(page.signs)]}: {page.suggestion.text}"


def sources_of(exercises: Iterable[Exercise]) -> tuple[Source, ...]:
    """Collect the sources of exercises, in their order; our own choice comes last."""
    return once(
        source
        for exercise in exercises
        for sources in (
            exercise.sources,
            *(variation.timing_sources for variation in exercise.variations),
            *(dose.sources for variation in exercise.variations for dose in variation.doses),
        )
        for source in sources
    )


def parse_information(data: Mapping[str, object], known: Iterable[Source] = ()) -> Guide:
    """Read all pages.

    Args:
        data: The tables of the file, from `tomllib`.
        known: Sources of the catalogue, which the pages may name as well.

    Raises:
        InvalidValue: At the first slip, naming the page and the key.
    """
    top = TableReader(data)
    sources = {source.id: source for source in known}
    named = top.table("sources")
    for key, source in read_sources(named).items():
        if key in sources:
            raise named.error(key, "is a source of the exercises already")
        sources[key] = source
    pages: list[Page] = []
    for table in top.tables("page"):
        page = _page(table, Sources(sources))
        if page.id in (other.id for other in pages):
            raise table.error("id", f'"{page.id}" is there twice')
        pages.append(page)
    if not pages:
        raise top.error("page", "needs at least one")
    top.finish()
    return Guide(tuple(pages), once(sources.values()))


def _page(table: TableReader, sources: Sources) -> Page:
    page_id = table.text("id")
    page = Page(
        id=page_id,
        name=table.text("name"),
        passages=tuple(_passage(item, sources, page_id) for item in table.tables("line")),
        suggestion=_suggestion(table.table("suggestion"), sources, page_id) if "suggestion" in table else None,
        all_sources=table.flag("all_sources", default=False),
    )
    if not page.passages:
        raise table.error("line", "needs at least one")
    if len(page.signs) > MOST_SIGNS:
        raise table.error("line", f"has {len(page.signs)} signs, {MOST_SIGNS} at most can be ticked")
    if bool(page.signs) != bool(page.suggestion):
        raise table.error("suggestion", "is missing" if page.signs else "needs signs to tick")
    table.finish("suggestion", "all_sources")
    return page


def _passage(table: TableReader, sources: Sources, page: str) -> Passage:
    shapes = [shape for shape in PassageShape if shape.value in table]
    if len(shapes) != 1:
        raise InvalidValue(table.where, f"needs one of: {', '.join(PassageShape)}")
    (shape,) = shapes
    text = table.text(shape.value)
    passage = Passage(shape, text, () if shape is PassageShape.HEADING else _cited(table, sources, page, text))
    table.finish()
    return passage


def _suggestion(table: TableReader, sources: Sources, page: str) -> Passage:
    text = table.text("text")
    passage = Passage(PassageShape.TEXT, text, _cited(table, sources, page, text))
    table.finish()
    return passage


def _cited(table: TableReader, sources: Sources, page: str, text: str) -> tuple[Source, ...]:
    return once(sources.cited(table, "source", page, numbers(text)))


def once(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Keep each source once, at its first place; our own choice goes last."""
    once = {source.id: source for source in sources}
    return tuple(sorted(once.values(), key=lambda source: source.id == CHOICE))
