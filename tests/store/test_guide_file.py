"""The information pages that come with the program, and how a mistake in them is told."""

from pathlib import Path

import pytest

from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.guide_file import load_information, read_information
from ankle_tui.store.shipped import load_catalogue

PATH = Path("mine.toml")
TEXT = (Path(__file__).parents[2] / "ankle_tui" / "data" / "information.toml").read_text(encoding="utf-8")


def test_the_shipped_pages_are_sound_and_know_the_sources_of_the_exercises() -> None:
    information = load_information()
    assert set(load_catalogue().exercises[0].sources) <= set(information.sources)
    assert read_information("\ufeff" + TEXT, PATH) == information


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('id = "why"', 'id = "why', "is not valid TOML: "),
        ('source = ["guide"]', 'source = ["gide"]', 'page why: line 1: source: no source is called "gide"; did you '),
        ('name = "Signs to look for"', "name = 3", "page signs: name: must be a text, not 3"),
    ],
)
def test_a_mistake_names_file_page_and_key(old: str, new: str, problem: str) -> None:
    with pytest.raises(FileProblem) as refused:
        read_information(TEXT.replace(old, new, 1), PATH)
    assert str(refused.value).startswith(f"mine.toml: {problem}")
