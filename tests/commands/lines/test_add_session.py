"""Sessions added by lines: at the steps of their ladders, on their day, with the way back."""

import datetime as dt
import shlex

import pytest

from ankle_tui.commands import inputs
from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.history.records import Outcome, Status
from ankle_tui.core.session.by_hand import is_by_hand
from ankle_tui.store.history.history_file import HistoryFile
from tests.commands.command_line import Main, complaint


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "now", lambda: dt.datetime(2026, 11, 24, 20, tzinfo=dt.UTC))


def said(main: Main, capsys: pytest.CaptureFixture[str], *argv: str) -> list[str]:
    assert main(*argv) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return str(out).splitlines()


def test_the_usual_session_is_added_and_its_undo_deletes_it(
    main: Main, capsys: pytest.CaptureFixture[str], history: HistoryFile
) -> None:
    added, names, undo = said(main, capsys, "add")
    (record,) = history.look().history.sessions
    assert (added[:7], names) == ("Added: ", "Single-leg balance, Calf raise.")
    assert (record.day, record.status, record.context) == (dt.date(2026, 11, 24), Status.COMPLETED, Context.OTHER)
    assert is_by_hand(record)
    assert {item.outcome for item in record.sets} == {Outcome.DONE}
    said(main, capsys, *shlex.split(undo.removeprefix("Undo: ankle-tui ")))
    assert history.look().history.sessions == ()


def test_named_exercises_on_another_day(main: Main, capsys: pytest.CaptureFixture[str], history: HistoryFile) -> None:
    said(main, capsys, "day", "run", "--date", "yesterday")
    said(main, capsys, "add", "balance,hops", "balance", "--date", "yesterday")
    (record,) = history.look().history.sessions
    assert (record.day, record.context) == (dt.date(2026, 11, 23), Context.POST_RUN)
    assert [*dict.fromkeys(item.exercise for item in record.sets)] == ["single-leg-balance", "lateral-hops"]
    said(main, capsys, "add", "calf-raise", "--context", "cross-training")
    assert history.look().history.newest_first()[0].context is Context.CROSS_TRAINING


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("foo", 'no exercise is called "foo"'),
        (",", "name an exercise; see: ankle-tui exercises"),
        ("--date 2026-11-25", "--date: 2026-11-25 is still to come: today is 2026-11-24"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    main: Main, capsys: pytest.CaptureFixture[str], history: HistoryFile, words: str, problem: str
) -> None:
    assert complaint(main, capsys, "add", *words.split()) == f"ankle-tui: {problem}"
    assert history.look().history.sessions == ()
