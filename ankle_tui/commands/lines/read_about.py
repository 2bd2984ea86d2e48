"""Run `ankle-tui about`: the information pages as text, every line with its source."""

import argparse
from collections.abc import Iterable, Iterator
from types import SimpleNamespace

from ankle_tui.commands import console
from ankle_tui.commands.json_output import print_json
from ankle_tui.commands.parser import Reader
from ankle_tui.core.exercises.exercise import Source
from ankle_tui.core.exercises.guide import Guide, Page, Passage, PassageShape, label
from ankle_tui.core.validation import closest
from ankle_tui.store.shipped import load_information


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `about`."""
    pages = [page.id for page in load_information().pages]
    parser.add_argument(
        "page",
        nargs="*",
        type=Reader(str, words=pages),
        metavar="PAGE",
        help="a page, by its id or name; without it, list them",
    )
    parser.add_argument("--json", action="store_true", help="the pages with their sources, as JSON")


def run(arguments: SimpleNamespace) -> int:
    """List the pages, or print one."""
    guide = load_information()
    page = _find(guide, " ".join(arguments.page)) if arguments.page else None
    if arguments.json:
        print_json([page_json(guide, each) for each in guide.pages if page in {None, each}])
        return 0
    return console.tell(page_lines(guide, page) if page else list_lines(guide))


def list_lines(guide: Guide) -> list[str]:
    """List the pages, a line each, and how to read one.

    Args:
        guide: All pages.
    """
    width = max(len(page.id) for page in guide.pages)
    return [*(f"{page.id:<{width}}  {page.name}" for page in guide.pages), "", "Read one: ankle-tui about PAGE."]


def page_lines(guide: Guide, page: Page) -> Iterator[str]:
    """Write a page, a passage a line, with its sources in full at the end.

    Args:
        guide: All pages.
        page: The page.
    """
    yield page.name
    before: PassageShape | None = None
    signs = 0
    for passage in page.passages:
        shape = passage.shape
        if before is not PassageShape.HEADING and (shape is PassageShape.TEXT or shape is not before):
            yield ""
        signs += shape is PassageShape.SIGN
        head = {PassageShape.ITEM: "- ", PassageShape.SIGN: f"{signs}. "}.get(shape, "")
        yield f"{head}{_cited(passage)}"
        before = shape
    if page.suggestion:
        yield ""
        yield f"One or more: {_cited(page.suggestion)}"
    yield ""
    if not page.all_sources:
        yield "Sources"
    for source in guide.listed(page):
        yield f"[{label(source)}] {source.text}"


def page_json(guide: Guide, page: Page) -> dict[str, object]:
    """Give a page as JSON values.

    Args:
        guide: All pages.
        page: The page.
    """
    return {
        "id": page.id,
        "name": page.name,
        "passages": [
            {"shape": passage.shape.value, "text": passage.text, "sources": _ids(passage.sources)}
            for passage in page.passages
        ],
        "suggestion": page.suggestion.text if page.suggestion else None,
        "sources": {source.id: source.text for source in guide.listed(page)},
    }


def _cited(passage: Passage) -> str:
    return " ".join([passage.text, *(f"[{label(source)}]" for source in passage.sources)])


def _ids(sources: Iterable[Source]) -> list[str]:
    return [source.id for source in sources]


def _find(guide: Guide, word: str) -> Page:
    """Find a page by its id or name, or by a near miss of either.

    Raises:
        UsageError: If there is none.
    """
    names = {page.id: page for page in guide.pages} | {page.name.lower(): page for page in guide.pages}
    found = names.get(word.lower()) or names.get(word.lower().replace(" ", "-"))
    if found:
        return found
    near = closest(word.lower(), list(names))
    hint = f'; did you mean "{names[near].id}"?' if near else "; see: ankle-tui about"
    raise console.UsageError(f'"{word}" is not a page{hint}')
