"""The exercises and pages that come with the program, and how a slip in them is told."""

from pathlib import Path

import pytest

from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.shipped import load_catalogue, load_information, read_catalogue, read_information
from tests.builders import CATALOGUE_FILE, shipped

PATH = Path("mine.toml")
PAGES = (Path(__file__).parents[2] / "ankle_tui" / "data" / "information.toml").read_text(encoding="utf-8")


def test_the_shipped_catalogue_is_sound() -> None:
    assert load_catalogue() == shipped()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('id = "calf-raise"', 'id = "calf-raise', "is not valid TOML: "),
        ('kind = "reps"', 'kind = "repz"', 'calf-raise: variation both-legs: kind: "repz" is not one of: hold'),
        ("up = 2", "up = 0", "calf-raise: variation both-legs: tempo: up: must be from 0.5 to 30, not 0"),
    ],
)
def test_a_slip_names_file_exercise_and_key(old: str, new: str, problem: str) -> None:
    text = CATALOGUE_FILE.read_text(encoding="utf-8").replace(old, new, 1)
    with pytest.raises(FileProblem) as refused:
        read_catalogue(text, PATH)
    assert str(refused.value).startswith(f"mine.toml: {problem}")


def test_a_catalogue_from_an_editor_that_writes_a_byte_order_mark() -> None:
    assert read_catalogue("\ufeff" + CATALOGUE_FILE.read_text(encoding="utf-8"), PATH) == shipped()


def test_the_shipped_pages_are_sound_and_know_the_sources_of_the_exercises() -> None:
    information = load_information()
    assert set(load_catalogue().exercises[0].sources) <= set(information.sources)
    assert read_information("\ufeff" + PAGES, PATH) == information


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('id = "why"', 'id = "why', "is not valid TOML: "),
        ('source = ["article"]', 'source = ["artcle"]', 'page why: line 1: source: no source is called "artcle"; did '),
        ('name = "Signs to look for"', "name = 3", "page signs: name: must be a text, not 3"),
    ],
)
def test_a_slip_in_the_pages_names_file_page_and_key(old: str, new: str, problem: str) -> None:
    with pytest.raises(FileProblem) as refused:
        read_information(PAGES.replace(old, new, 1), PATH)
    assert str(refused.value).startswith(f"mine.toml: {problem}")
