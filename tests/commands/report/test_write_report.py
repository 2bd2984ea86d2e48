"""`ankle-tui report`: where the page goes, what it tells of the runner, and what is refused in one line."""

import datetime as dt
import os
import sys
from pathlib import Path

import pytest

from ankle_tui.commands import inputs
from ankle_tui.core.history.records import History
from ankle_tui.core.history.self_tests import BlockRecord
from ankle_tui.services.exit_codes import USAGE
from ankle_tui.store.history.history_file import HistoryFile
from tests.commands.command_line import Main, complaint, contents
from tests.commands.report.reading import Page
from tests.store.history.records import make_id, make_record

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "now", lambda: dt.datetime(2026, 11, 22, 20, tzinfo=dt.UTC))


@pytest.fixture(autouse=True)
def some(history: HistoryFile) -> None:
    """Three sessions and a block."""
    sessions = tuple(
        make_record(number, day=TODAY - dt.timedelta(days=10 * number), note="windy") for number in range(3)
    )
    history.add(History(sessions, blocks=(BlockRecord(make_id(9), TODAY - dt.timedelta(days=20), 2),)))


def facts(page: Page) -> dict[str, str]:
    """The figures at a glance, without what stands below them."""
    (listed,) = (item for item in page.all("dl") if item.get("class") == "facts")
    return {item.find("dt").text or "": item.find("dd").text or "" for item in listed}  # type: ignore[union-attr]


def printed(main: Main, capsysbinary: pytest.CaptureFixture[bytes], *argv: str) -> Page:
    """The page that a call prints."""
    assert main("report", *argv) == 0
    out, err = capsysbinary.readouterr()
    assert err == b""
    page = Page(out.decode("utf-8"))
    page.check()
    return page


def test_the_page_goes_to_standard_output(
    main: Main, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    before = contents(tmp_path)
    assert facts(printed(main, capsysbinary))["Sessions"] == "3"
    assert facts(printed(main, capsysbinary, "-o", "-"))["Sessions"] == "3"
    assert contents(tmp_path) == before


def test_it_tells_block_and_sprain(main: Main, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('sprain = "left"\nsprain_noted = "2026-09-01"', encoding="utf-8")
    page = printed(main, capsysbinary)
    found = facts(page)
    assert found["Block of eight weeks"] == "week 3 of 8"
    assert found["Sprain in the last 12 months"] == "left ankle"
    assert "<small>told on" in page.text


@pytest.mark.parametrize(("since", "sessions"), [("2026-11-12", "2"), ("yesterday", "1"), ("1970-01-01", "3")])
def test_it_begins_with_a_day(
    main: Main, capsysbinary: pytest.CaptureFixture[bytes], since: str, sessions: str
) -> None:
    assert facts(printed(main, capsysbinary, "--since", since))["Sessions"] == sessions


def test_the_page_goes_to_a_file_in_the_place_of_an_earlier_one(
    main: Main, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "report.html"
    assert main("report", "-o", str(file)) == 0
    assert capsys.readouterr().out.startswith(str(file))
    first = file.read_bytes()
    assert main("report", "--since", "today", "--output", str(file)) == 0
    Page(file.read_text(encoding="utf-8")).check()
    assert file.read_bytes() != first
    assert [path.name for path in tmp_path.iterdir() if "report" in path.name] == ["report.html"]
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0


def test_nothing_but_a_report_is_replaced(
    main: Main, capsys: pytest.CaptureFixture[str], history: HistoryFile, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "page.html").write_text("<!DOCTYPE html><title>mine</title>", encoding="utf-8")
    before = contents(tmp_path)
    for file in (tmp_path / "notes.txt", tmp_path / "page.html", history.path):
        assert (
            complaint(main, capsys, "report", "-o", str(file))
            == f"ankle-tui: {file}: is there already, and is no report"
        )
    assert contents(tmp_path) == before


@pytest.mark.parametrize(("where", "problem"), [("", "is a folder"), ("none/x.html", "there is no such folder")])
def test_a_bad_path_is_one_line(
    main: Main, capsys: pytest.CaptureFixture[str], tmp_path: Path, where: str, problem: str
) -> None:
    assert problem in complaint(main, capsys, "report", "-o", str(tmp_path / where))


@pytest.mark.parametrize("word", ["2026-11-23", "2999-12-31", "soon", "2026-02-30", "0001-01-01", ""])
def test_a_bad_day_is_one_line(main: Main, capsys: pytest.CaptureFixture[str], word: str) -> None:
    assert "since" in complaint(main, capsys, "report", "--since", word)


def test_a_damaged_history_is_told_on_the_page_and_by_the_exit_code(
    main: Main, capsysbinary: pytest.CaptureFixture[bytes], history: HistoryFile
) -> None:
    for path in history.backups.paths():
        path.unlink()
    history.path.write_bytes(history.path.read_bytes()[:-30])
    assert main("report") == USAGE
    out, err = capsysbinary.readouterr()
    assert len(err.splitlines()) == 1
    page = Page(out.decode("utf-8"))
    page.check()
    assert len([item for item in page.all("p") if item.get("class") == "warning"]) == 1


def test_what_was_dated_after_today_is_not_on_the_page(
    main: Main, capsysbinary: pytest.CaptureFixture[bytes], history: HistoryFile
) -> None:
    before = printed(main, capsysbinary).text
    history.add(History((make_record(7, day=TODAY + dt.timedelta(days=1), note="from a wrong clock"),)))
    assert printed(main, capsysbinary).text == before


def test_without_its_libraries_one_line_says_what_to_install(
    main: Main, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("ankle_tui.commands.report.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "leather", None)
    assert "pip install 'ankle-tui[report]'" in complaint(main, capsys, "report")


def test_the_page_is_the_same_each_time(main: Main, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert printed(main, capsysbinary).text == printed(main, capsysbinary).text
