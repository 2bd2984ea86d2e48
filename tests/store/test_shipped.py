"""The catalogue that comes with the program, and how a mistake in it is told."""

from pathlib import Path

import pytest

from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.shipped import load_catalogue, read_catalogue
from tests.builders import CATALOGUE_FILE, shipped

PATH = Path("mine.toml")


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
def test_a_mistake_names_file_exercise_and_key(old: str, new: str, problem: str) -> None:
    text = CATALOGUE_FILE.read_text(encoding="utf-8").replace(old, new, 1)
    with pytest.raises(FileProblem) as refused:
        read_catalogue(text, PATH)
    assert str(refused.value).startswith(f"mine.toml: {problem}")


def test_a_catalogue_from_an_editor_that_writes_a_byte_order_mark() -> None:
    assert read_catalogue("\ufeff" + CATALOGUE_FILE.read_text(encoding="utf-8"), PATH) == shipped()
