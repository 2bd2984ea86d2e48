"""A crash: one line for the runner, a report of places in the code, nothing about the runner."""

import json
import os
from pathlib import Path

import pytest
from textual.worker import WorkerFailed

from ankle_tui.commands import main
from ankle_tui.services.crash_report import crash_text, tell
from ankle_tui.services.exit_codes import CRASHED

SECRET = "Left knee hurts"


def fall(error: Exception, cause: Exception | None = None) -> Exception:
    try:
        raise error from cause  # noqa: TRY301 - to be caught with its places
    except Exception as raised:  # noqa: BLE001 - whatever it is
        return raised


def an_error() -> Exception:
    return fall(ValueError(SECRET), fall(KeyError(SECRET)))


def test_a_report_names_kinds_and_places_and_nothing_else() -> None:
    text = crash_text(an_error())
    head, first, last = text.strip().split("\n\n")
    assert [line.split()[0] for line in head.splitlines()] == [
        "ankle-tui",
        "Python",
        "Textual",
        "System",
        "TERM",
        "Time",
    ]
    assert first.startswith("KeyError\n  tests/services/test_crash_report.py:")
    assert last.startswith("ValueError\n  tests/services/test_crash_report.py:")
    assert last.endswith(" in fall")
    assert SECRET not in text
    assert str(Path(__file__).parents[2]) not in text
    assert str(Path.home()) not in text


def test_a_group_is_reported_with_its_members() -> None:
    text = crash_text(ExceptionGroup(SECRET, [an_error(), OSError(SECRET)]))
    assert [kind in text for kind in ("ExceptionGroup", "ValueError", "KeyError", "OSError", SECRET)] == [True] * 4 + [
        False
    ]


def test_a_worker_that_has_failed_is_reported_with_what_went_wrong_in_it() -> None:
    text = crash_text(WorkerFailed(an_error()))
    assert [kind in text for kind in ("WorkerFailed", "ValueError", "KeyError", SECRET)] == [True] * 3 + [False]


def test_libraries_are_named_from_their_own_folder_on() -> None:
    try:
        json.loads("")
    except ValueError as error:
        text = crash_text(error)
    assert "  json/decoder.py:" in text
    from rich.text import Text  # noqa: PLC0415 - only here

    try:
        Text.assemble(7)  # type: ignore[arg-type]
    except TypeError as error:
        text = crash_text(error)
    assert "  rich/text.py:" in text


def test_the_report_is_for_its_owner_alone(tmp_path: Path) -> None:
    lines = {tell(an_error(), tmp_path / "new", kept=True), tell(an_error(), tmp_path / "new", kept=True)}
    files = set((tmp_path / "new").iterdir())
    begin = "a mistake in the program ended it; your session is kept. Report: "
    assert lines == {f"{begin}{file}" for file in files}
    assert len(files) == 2
    if os.name == "posix":
        assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_where_no_report_can_be_written_the_line_names_the_place(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (None, tmp_path / "file"):
        line = tell(an_error(), folder)
        assert line.startswith("a mistake in the program ended it. ValueError at tests/services/test_crash_report.py:")
        assert line.endswith(" in fall")


def test_a_crash_outside_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> int:
        raise an_error()

    monkeypatch.setattr("ankle_tui.commands.history.run", fails)
    assert main.main(["--data-dir", str(tmp_path), "history"]) == CRASHED
    (report,) = tmp_path.iterdir()
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == f"ankle-tui: a mistake in the program ended it. Report: {report}\n"
