"""`ankle-tui completions`: the scripts, and the values that they ask for."""

from pathlib import Path

import pytest

from ankle_tui.commands.completions.print_script import LISTS, SHELLS
from ankle_tui.commands.completions.shared_files import script
from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.core.session.engine import Session
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.snapshot import Command
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles
from ankle_tui.store.user_files import template
from tests.builders import STARTED, short_plan
from tests.commands.command_line import IDS, Main, complaint, contents
from tests.store.history.records import make_id, make_record


@pytest.fixture
def values(main: Main, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> "Values":
    return Values(main, capsys, tmp_path)


class Values:
    """Prints a list of values, which writes nothing."""

    def __init__(self, main: Main, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self.main, self.capsys, self.folder = main, capsys, folder

    def __call__(self, name: str) -> list[str]:
        before = contents(self.folder)
        assert self.main("completions", "--values", name) == 0
        out, err = self.capsys.readouterr()
        assert err == ""
        assert contents(self.folder) == before
        return out.splitlines()


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_a_shell_is_printed(shell: str, main: Main, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main("completions", shell) == 0
    assert capsysbinary.readouterr() == (script(shell).encode(), b"")


def test_another_shell_is_refused_in_one_line(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    assert '"ksh" is not one of: bash, zsh, fish' in complaint(main, capsys, "completions", "ksh")
    assert "SHELL" in complaint(main, capsys, "completions")


def test_before_the_first_session_there_are_exercises_only(values: Values) -> None:
    assert {name: values(name) for name in LISTS} == {name: [] for name in LISTS} | {"exercises": IDS}


def test_exercises_and_routines_are_the_runner_s_too(values: Values, tmp_path: Path) -> None:
    (tmp_path / "exercises.toml").write_text(template(), encoding="utf-8")
    assert "toe-raise" in values("exercises")
    assert values("routines") == ["morning"]


def test_sessions_and_backups_are_listed_newest_first(values: Values, history: HistoryFile) -> None:
    for number in (1, 2):
        history.keep(make_record(number))
    ids = values("sessions")
    assert [make_id(2).startswith(ids[0]), make_id(1).startswith(ids[1])] == [True, True]
    assert len(set(ids)) == 2
    name = history.back_up().name
    assert values("backups")[0] == name


def test_unfinished_sessions_are_listed_by_their_short_ids(values: Values, tmp_path: Path) -> None:
    session = Session(short_plan(), make_id(3), STARTED, "", Counting.PACED)
    session.apply(Command.START, 0.0)
    for second in range(1, 21):
        session.advance(float(second))
    CheckpointFiles(tmp_path / "data" / "in-progress").slot(session.id).write(Checkpoint.of(session, STARTED))
    assert values("unfinished") == [make_id(3)[:8]]


def test_a_history_that_cannot_be_used_is_one_line_on_standard_error(
    main: Main, history: HistoryFile, capsys: pytest.CaptureFixture[str]
) -> None:
    history.path.parent.mkdir()
    history.path.write_text('{"format": "another"}', encoding="utf-8")
    assert str(history.path) in complaint(main, capsys, "completions", "--values", "sessions")
