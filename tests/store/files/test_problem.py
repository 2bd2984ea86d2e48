"""The one line in which a file's problem is told."""

from pathlib import Path

import pytest

from ankle_tui.store.files.problem import FileProblem, one_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("plain ü 脚", "plain ü 脚"),
        ("one\ntwo\r\nthree\u2028four", "one two three four"),
        ("\x1b]0;title\x07 \x9b31m", "?]0;title? ?31m"),
        ("\u202egpj", "?gpj"),
        ("\udcff", "?"),
        ("", ""),
    ],
)
def test_text_from_outside_becomes_one_harmless_line(text: str, line: str) -> None:
    assert one_line(text) == line


def test_the_line_names_the_file_first() -> None:
    problem = FileProblem(Path("a\nb.json"), "is empty")
    assert str(problem) == "a b.json: is empty"
    assert (problem.path, problem.problem) == (Path("a\nb.json"), "is empty")


def test_what_the_system_says() -> None:
    full = OSError(28, "No space left on device")
    assert str(FileProblem.from_os(Path("h.json"), full)) == "h.json: No space left on device"
    assert str(FileProblem.from_os(Path("h.json"), full, "cannot be written")) == (
        "h.json: cannot be written: No space left on device"
    )
    assert str(FileProblem.from_os(Path("h.json"), TimeoutError())) == "h.json: TimeoutError"
