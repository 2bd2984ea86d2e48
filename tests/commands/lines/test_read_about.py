"""The information pages by lines: all of them, whole, with their sources."""

import itertools
import json

import pytest

from ankle_tui.core.exercises.guide import label
from ankle_tui.store.shipped import load_information
from tests.commands.command_line import Main, complaint

PAGES = [page.id for page in load_information().pages]


def said(main: Main, capsys: pytest.CaptureFixture[str], *argv: str) -> list[str]:
    assert main("about", *argv) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return str(out).splitlines()


def test_the_pages_are_listed(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    assert [line.split()[0] for line in said(main, capsys)[: len(PAGES)]] == PAGES
    assert [page["id"] for page in json.loads("\n".join(said(main, capsys, "--json")))] == PAGES


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole(main: Main, capsys: pytest.CaptureFixture[str], name: str) -> None:
    guide = load_information()
    page = guide.pages[guide.place(name)]
    lines = said(main, capsys, name)
    text = "\n".join(lines)
    assert lines[0] == page.name
    assert all(passage.text in text for passage in page.passages)
    assert all(f"[{label(source)}] {source.text}" in lines for source in guide.listed(page))
    assert not any(before == after == "" for before, after in itertools.pairwise(lines))
    assert said(main, capsys, *page.name.split()) == lines


def test_an_unknown_page_is_one_line(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    assert complaint(main, capsys, "about", "stpo") == 'ankle-tui: "stpo" is not a page; did you mean "stop"?'
    assert complaint(main, capsys, "about", "xyzzy") == 'ankle-tui: "xyzzy" is not a page; see: ankle-tui about'
