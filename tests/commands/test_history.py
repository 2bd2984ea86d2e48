"""`history`: newest first, as JSON; the quick path prints the same as the whole program."""

import datetime as dt
import json
from pathlib import Path

import pytest

from ankle_tui.commands import main as cli
from ankle_tui.commands.inputs import NO_SESSIONS
from ankle_tui.commands.json_output import history_json, quick_listing
from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.history.records import History, Touches
from ankle_tui.store.history.codec import to_bytes
from ankle_tui.store.history.history_file import HistoryFile
from tests.commands.command_line import Main
from tests.store.history.records import make_record, make_tomb
from tests.test_imports import loaded, top_level

HISTORY = History(
    (
        make_record(1, note="öde 🦶 \x85"),
        make_record(3, extra={"mood": [{"a": 1}]}),
        make_record(2, pain=3, touches=Touches(0, 2)),
    ),
    (make_tomb(9),),
    extra={"mood": 1},
)


def words(folder: Path, *command: str) -> list[str]:
    """The arguments for a command on the files of a folder."""
    return ["--data-dir", str(folder), "--config-dir", str(folder), *(command or ("history", "--json"))]


@pytest.mark.parametrize("history", [HISTORY, History(), None])
def test_the_quick_answer_is_that_of_the_whole_program(
    history: History | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if history is not None:
        (tmp_path / "history.json").write_bytes(to_bytes(history))
    quick = quick_listing(words(tmp_path), {"HOME": "/"})
    assert cli.main(words(tmp_path)) == 0
    assert capsys.readouterr().out == f"{quick}\n"
    records = history.newest_first() if history else []
    assert json.loads(quick or "") == [record.to_json() for record in records]


def test_every_session_has_its_line() -> None:
    text = history_json(HISTORY.sessions, exact=True)
    assert [line.strip(",") for line in text.splitlines()[1:-1]] == [
        json.dumps(record.to_json(), ensure_ascii=False).replace("\x85", "\\u0085") for record in HISTORY.sessions
    ]
    assert history_json(HISTORY.sessions, exact=False).isascii()
    assert json.loads(history_json(HISTORY.sessions, exact=False)) == json.loads(text)


@pytest.mark.parametrize(
    "content", [b"", b"x", to_bytes(HISTORY)[:-30], to_bytes(HISTORY).replace(b'"version": 1', b'"version": 2')]
)
def test_an_odd_file_is_left_to_the_whole_program(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "history.json").write_bytes(content)
    assert quick_listing(words(tmp_path), {"HOME": "/"}) is None


@pytest.mark.parametrize("command", [["history"], ["history", "--csv"], ["--version", "history", "--json"], ["status"]])
def test_any_other_command_is_left_to_the_whole_program(command: list[str], tmp_path: Path) -> None:
    assert quick_listing(words(tmp_path, *command), {"HOME": "/"}) is None


def test_the_quick_answer_loads_only_what_reads_a_history(tmp_path: Path) -> None:
    (tmp_path / "history.json").write_bytes(to_bytes(HISTORY))
    code = "from ankle_tui.__main__ import main\nsys.argv[1:] = sys.argv[2:]\nmain(leave=int)"
    names, out = loaded(code, words(tmp_path), tmp_path)
    assert len(json.loads(out)) == 3
    assert not top_level(names) & {"argparse", "pathlib", "tomllib", "textual", "rich"}
    assert "ankle_tui.core.training.suggestion" not in names


def test_no_history(main: Main, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main("history") == 0
    assert capsys.readouterr().out.splitlines() == [NO_SESSIONS]
    assert main("history", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert list(tmp_path.iterdir()) == []


def test_history_newest_first(main: Main, capsys: pytest.CaptureFixture[str], history: HistoryFile) -> None:
    history.keep(make_record(2, day=dt.date(2026, 11, 23), context=Context.CROSS_TRAINING))
    history.keep(make_record(1, active_seconds=600.0))
    # As if it had been 18:04 two days later.
    history.keep(make_record(3, day=dt.date(2026, 11, 20), active_seconds=600.0, extra={"by_hand": True}))
    assert main("history") == 0
    assert capsys.readouterr().out.splitlines() == [
        "2026-11-23 18:04     0:43  cross-training  partial    Single-leg balance",
        "2026-11-22 18:04    10:00  post-run        partial    Single-leg balance",
        "2026-11-20 by hand  10:00  post-run        partial    Single-leg balance",
    ]


def test_history_as_json_is_everything_newest_first(
    main: Main, capsys: pytest.CaptureFixture[str], history: HistoryFile
) -> None:
    later = make_record(2, started_at=make_record().started_at.replace(day=23), note="ü 脚", extra={"shoes": [1]})
    history.keep(make_record(1))
    history.keep(later)
    assert main("history", "--json") == 0
    out = capsys.readouterr().out
    assert json.loads(out) == [later.to_json(), make_record(1).to_json()]
    assert "ü 脚" in out


def test_text_from_the_file_is_not_taken_for_escape_codes(
    main: Main, capsys: pytest.CaptureFixture[str], history: HistoryFile
) -> None:
    record = make_record(note="\x1b[2J")
    data = json.dumps({"format": "ankle-tui/history", "version": 1, "sessions": [record.to_json()]})
    history.path.parent.mkdir()
    history.path.write_text(data.replace("single-leg-balance", "\\u001b[31m[bold]\\n\\u0007"), encoding="utf-8")
    assert main("history") == 0
    assert capsys.readouterr().out.endswith("partial    ?[31m[bold] ?\n")
