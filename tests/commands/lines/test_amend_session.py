"""Sessions amended by lines: found by id, day or `last`, changed, told with the way back; nothing wrong is written."""

import datetime as dt
import json
import shlex
from dataclasses import replace
from pathlib import Path

import pytest

from ankle_tui.commands import inputs
from ankle_tui.commands.inputs import NO_SESSIONS
from ankle_tui.core.exercises.exercise import Context, Side
from ankle_tui.core.history.records import History, Morning, SessionRecord, Touches
from ankle_tui.services.exit_codes import USAGE
from ankle_tui.store.history.history_file import HistoryFile
from tests.commands.command_line import Main, complaint, contents
from tests.store.history.records import make_record

DAY = make_record().day


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "now", lambda: dt.datetime(2026, 11, 24, 20, tzinfo=dt.UTC))


@pytest.fixture
def two(history: HistoryFile) -> HistoryFile:
    """A history of two sessions."""
    later = make_record(2_000_000_000, day=DAY + dt.timedelta(days=1))
    history.add(History((make_record(1), replace(later, started_at=later.started_at + dt.timedelta(days=1)))))
    return history


def newest(history: HistoryFile) -> SessionRecord:
    return history.look().history.newest_first()[0]


def said(main: Main, capsys: pytest.CaptureFixture[str], *argv: str) -> list[str]:
    assert main("amend", *argv) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return str(out).splitlines()


def test_without_a_session_there_is_nothing(main: Main, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert said(main, capsys) == [NO_SESSIONS]
    assert complaint(main, capsys, "amend", "last", "--effort", "5") == "ankle-tui: there is no session yet"
    assert not (tmp_path / "data" / "history.json").exists()


def test_the_list_has_ids_that_find_their_session(
    main: Main, capsys: pytest.CaptureFixture[str], two: HistoryFile
) -> None:
    lines = said(main, capsys)
    ids = [line.split()[0] for line in lines]
    assert len(lines) == 2
    for short, day in zip(ids, (DAY + dt.timedelta(days=1), DAY), strict=True):
        record = json.loads("\n".join(said(main, capsys, short, "--json")))
        assert record["day"] == day.isoformat()
    assert [json.loads("\n".join(said(main, capsys, "--json")))[0]["id"]] == [newest(two).id]


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        ("--effort 7", {"effort": 7}),
        ("--pain 3 left", {"pain": 3, "pain_side": Side.LEFT}),
        ("--pain 0", {"pain": 0}),
        ("--touches 2 0", {"touches": Touches(2, 0)}),
        ("--touches 2,5 --effort 1", {"touches": Touches(2, 5), "effort": 1}),
        ("--morning worse", {"morning": Morning.WORSE}),
        ("--note 'new shoes'", {"note": "new shoes"}),
        ("--context other", {"context": Context.OTHER}),
        ("--day 2026-11-20", {"day": dt.date(2026, 11, 20)}),
    ],
)
def test_a_change_is_kept_and_its_undo_takes_it_back(
    main: Main, capsys: pytest.CaptureFixture[str], two: HistoryFile, words: str, changes: dict[str, object]
) -> None:
    before = newest(two)
    line = said(main, capsys, "last", *shlex.split(words))[-1]
    found = {one.id: one for one in two.look().history.sessions}[before.id]
    assert found == replace(before, rev=2, **changes)  # type: ignore[arg-type]
    undo = line.partition("Undo: ankle-tui amend ")[2]
    said(main, capsys, *shlex.split(undo))
    assert newest(two) == replace(before, rev=3)


def test_the_same_again_changes_nothing(main: Main, capsys: pytest.CaptureFixture[str], two: HistoryFile) -> None:
    said(main, capsys, "last", "--effort", "7")
    before = contents(two.path.parent)
    assert said(main, capsys, "last", "--effort", "7")[-1] == "Nothing is changed."
    assert contents(two.path.parent) == before
    assert newest(two).rev == 2


def test_a_session_is_found_by_its_day(main: Main, capsys: pytest.CaptureFixture[str], two: HistoryFile) -> None:
    said(main, capsys, DAY.isoformat(), "--effort", "2")
    assert [one.effort for one in two.look().history.newest_first()] == [None, 2]


def test_what_is_known_is_shown_and_nothing_written(
    main: Main, capsys: pytest.CaptureFixture[str], history: HistoryFile
) -> None:
    history.add(History((make_record(effort=3, pain=2, pain_side=Side.RIGHT, note="windy"),)))
    before = contents(history.path.parent)
    lines = said(main, capsys, "last")
    assert {"effort: 3", "pain: 2 right", "note: windy", "morning: none"} <= {*lines}
    assert contents(history.path.parent) == before


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("--effort 5", "name the session: ankle-tui amend last …, or an ID of: ankle-tui amend"),
        ("last --effort 11", '--effort: must be 0 to 10, or none, not "11"'),
        ("last --pain much", '--pain: must be 0 to 10, then left or right, or none, not "much"'),
        ("last --touches 2", '--touches: must be two numbers, left leg and right leg, or none, not "2"'),
        (f"last --note {'x' * 501}", "--note: at most 500 characters, not 501"),
        ("last --morning fine", '--morning: must be one of: better, same, worse, none, not "fine"'),
        ("last --day 2026-11-25", "--day: 2026-11-25 is still to come: today is 2026-11-24"),
        ("last --delete --effort 5", "--delete needs an ID, and goes with no other change"),
        ("--delete", "--delete needs an ID, and goes with no other change"),
        ("zzz --effort 5", 'no session is called "zzz"; see: ankle-tui amend'),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    main: Main, capsys: pytest.CaptureFixture[str], two: HistoryFile, words: str, problem: str
) -> None:
    before = contents(two.path.parent)
    assert complaint(main, capsys, "amend", *words.split()) == f"ankle-tui: {problem}"
    assert contents(two.path.parent) == before


def test_touches_are_asked_of_holds_only(main: Main, capsys: pytest.CaptureFixture[str], history: HistoryFile) -> None:
    record = make_record()
    history.add(History((replace(record, sets=tuple(replace(one, exercise="calf-raise") for one in record.sets)),)))
    line = complaint(main, capsys, "amend", "last", "--touches", "1", "1")
    assert line == "ankle-tui: --touches: nothing was held on one leg in this session"


def test_two_sessions_of_a_day_are_told_apart(
    main: Main, capsys: pytest.CaptureFixture[str], history: HistoryFile
) -> None:
    history.add(History((make_record(1), make_record(2))))
    line = complaint(main, capsys, "amend", DAY.isoformat())
    first, second = line.partition("could be ")[2].split(" or ")
    assert first != second
    for one in (first, second):
        said(main, capsys, one)


def test_a_session_is_deleted_and_its_undo_brings_it_back(
    main: Main, capsys: pytest.CaptureFixture[str], two: HistoryFile
) -> None:
    before = two.look().history.sessions
    told, undo = said(main, capsys, "last", "--delete")
    assert told.startswith("Deleted: ")
    assert [one.id for one in two.look().history.sessions] == [before[0].id]
    assert main(*shlex.split(undo.removeprefix("Undo: ankle-tui "))) == 0
    assert {one.id for one in two.look().history.sessions} == {one.id for one in before}


def test_a_damaged_history_is_told_of(main: Main, capsys: pytest.CaptureFixture[str], two: HistoryFile) -> None:
    two.path.write_bytes(two.path.read_bytes()[:-30])
    assert main("amend") == USAGE
    assert len(capsys.readouterr().err.splitlines()) == 1
