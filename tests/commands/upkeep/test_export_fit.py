"""`export --fit`: the sessions that are meant, into files that replace none unasked; what is refused leaves nothing behind."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from ankle_tui.commands import inputs
from ankle_tui.commands.outputs import THERE
from ankle_tui.commands.upkeep.export_fit import file_name
from ankle_tui.core.fit.fit_session import session_fit
from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.store.history.history_file import HistoryFile
from tests.builders import shipped
from tests.commands.command_line import Main, complaint, contents
from tests.store.history.records import make_record

DAY = make_record().day
EXERCISES = {exercise.id: exercise for exercise in shipped()}


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "now", lambda: dt.datetime(2026, 11, 24, 20, tzinfo=dt.UTC))


@pytest.fixture
def three(history: HistoryFile) -> list[SessionRecord]:
    """Sessions of three days, the oldest first."""
    records = []
    for number in range(3):
        record = make_record(1 + number * 2_000_000_000, day=DAY + dt.timedelta(days=number))
        records.append(replace(record, started_at=record.started_at + dt.timedelta(days=number)))
        records[-1] = replace(records[-1], ended_at=record.ended_at + dt.timedelta(days=number))
    history.add(History(tuple(records)))
    return records


def fit(record: SessionRecord) -> bytes:
    return session_fit(record, EXERCISES)


def test_the_last_session_unless_another_one_is_named(main: Main, three: list[SessionRecord], tmp_path: Path) -> None:
    to = tmp_path / "session.fit"
    assert main("export", "--fit", "-o", str(to)) == 0
    assert to.read_bytes() == fit(three[2])
    for word in (str(three[0].day), three[0].id[:12], three[0].id):
        assert main("export", "--fit", "--session", word, "--force", str(to)) == 0
        assert to.read_bytes() == fit(three[0])


def test_standard_output_takes_one_session(
    main: Main, capfdbinary: pytest.CaptureFixture[bytes], three: list[SessionRecord]
) -> None:
    assert main("export", "--fit", "-") == 0
    assert capfdbinary.readouterr() == (fit(three[2]), b"")


def test_a_file_that_is_there_stays(
    main: Main, capsys: pytest.CaptureFixture[str], three: list[SessionRecord], tmp_path: Path
) -> None:
    to = tmp_path / "mine.fit"
    to.write_bytes(b"mine")
    assert complaint(main, capsys, "export", "--fit", "-o", str(to)).endswith(f"mine.fit: {THERE}")
    assert to.read_bytes() == b"mine"


def test_in_a_folder_a_session_has_a_name_of_its_own(main: Main, three: list[SessionRecord], tmp_path: Path) -> None:
    assert main("export", "--fit", "-o", str(tmp_path)) == 0
    assert (tmp_path / file_name(three[2])).read_bytes() == fit(three[2])


def test_all_since_a_day_go_into_a_folder_and_only_new_ones_the_next_time(
    main: Main, capsys: pytest.CaptureFixture[str], three: list[SessionRecord], tmp_path: Path
) -> None:
    to = tmp_path / "fit"
    assert main("export", "--fit", "--since", str(three[1].day), "-o", str(to)) == 0
    assert contents(to) == {file_name(record): fit(record) for record in three[1:]}
    (to / file_name(three[1])).write_bytes(b"mine")
    assert main("export", "--fit", "--since", str(three[0].day), "-o", str(to)) == 0
    assert contents(to) == {
        **{file_name(record): fit(record) for record in three},
        file_name(three[1]): b"mine",
    }
    assert "1 new of 3" in capsys.readouterr().out
    assert main("export", "--fit", "--since", str(three[0].day), "-o", str(to), "--force") == 0
    assert contents(to) == {file_name(record): fit(record) for record in three}


def test_what_was_added_by_hand_is_left_out_and_told(
    main: Main, capsys: pytest.CaptureFixture[str], history: HistoryFile, three: list[SessionRecord], tmp_path: Path
) -> None:
    assert main("add", "calf-raise", "--date", "2026-11-24") == 0
    capsys.readouterr()
    assert "by hand" in complaint(main, capsys, "export", "--fit", "-o", str(tmp_path / "x.fit"))
    assert not (tmp_path / "x.fit").exists()
    assert main("export", "--fit", "--since", str(three[2].day), "-o", str(tmp_path / "fit")) == 0
    assert list(contents(tmp_path / "fit")) == [file_name(three[2])]
    assert "by hand" in capsys.readouterr().out


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    "argv",
    [
        ["--fit"],
        ["--fit", "a.fit", "-o", "b.fit"],
        ["--fit", "--schema", "a.fit"],
        ["--session", "last", "a.fit"],
        ["--since", "2026-11-22", "a.fit"],
        ["--fit", "--since", "2026-11-22", "--session", "last", "a.fit"],
        ["--fit", "--since", "2026-11-22", "-"],
        ["--fit", "--since", "2026-11-22", "taken"],
        ["--fit", "--since", "2026-11-22", "missing/fit"],
        ["--fit", "missing/a.fit"],
        ["--fit", "--session", "nobody", "a.fit"],
    ],
)
def test_what_cannot_be_meant_is_one_line_and_writes_nothing(
    main: Main,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    argv: list[str],
) -> None:
    (tmp_path / "taken").write_bytes(b"mine")
    monkeypatch.chdir(tmp_path)
    before = contents(tmp_path)
    complaint(main, capsys, "export", *argv)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("form", ["--fit", "--schema"])
def test_never_in_place_of_the_history(
    form: str, main: Main, capsys: pytest.CaptureFixture[str], three: list[SessionRecord], history: HistoryFile
) -> None:
    before = history.path.read_bytes()
    said = complaint(main, capsys, "export", form, "--force", str(history.path))
    assert str(history.path) in said
    assert history.path.read_bytes() == before


def test_a_standard_output_that_is_closed(
    main: Main, three: list[SessionRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout", None)
    assert main("export", "--fit", "-") == 0
