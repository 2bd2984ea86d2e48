"""The file of the runner's own exercises: whatever is wrong with it, the shipped ones are there and one line says it."""

from pathlib import Path

import pytest

from ankle_tui.store.user_files import load_all, load_own, template
from tests.builders import shipped


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "exercises.toml"


def test_without_a_file_there_are_the_shipped_ones(path: Path) -> None:
    assert load_all(path) == (shipped(), ())


def test_the_template_is_sound_and_says_so_without_a_line(path: Path) -> None:
    path.write_text("\ufeff" + template(), encoding="utf-8")
    catalogue, notices = load_own(path, shipped())
    assert notices == ()
    assert ([*catalogue.own], [routine.id for routine in catalogue.routines]) == (["toe-raise"], ["morning"])


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (
            b"a = 1\n[[exercise]\n",
            "is not valid TOML: Expected ']]' at the end of an array declaration (at line 2, column",
        ),
        (b"\xff", "is not UTF-8 text (byte 0)"),
        (b"a = " + b"[" * 9999, "is nested too deeply"),
    ],
)
def test_a_file_that_cannot_be_read_is_left_out(path: Path, content: bytes, problem: str) -> None:
    path.write_bytes(content)
    catalogue, (notice,) = load_own(path, shipped())
    assert catalogue == shipped()
    assert notice.startswith(f"{path}: {problem}")


def test_a_folder_in_its_place(path: Path) -> None:
    path.mkdir()
    assert load_own(path, shipped()) == (shipped(), (f"{path}: is a folder",))


def test_every_slip_names_the_file(path: Path) -> None:
    path.write_text(
        '[[exercise]]\nid = "a"\n[[routine]]\nid = "b"\nname = "B"\ndo = ["calf-raise"]\n', encoding="utf-8"
    )
    catalogue, notices = load_own(path, shipped())
    assert notices == (f"{path}: a: variation: is missing",)
    assert [routine.name for routine in catalogue.routines] == ["B"]
