"""`ankle-tui block`: nothing begins by itself, one line for what cannot be, the same figures as JSON."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ankle_tui.commands import inputs
from ankle_tui.core.block.block_wording import TAKEN_BACK
from ankle_tui.core.history.day_marks import Target
from ankle_tui.core.history.records import History
from ankle_tui.core.history.self_tests import AfterBlock
from ankle_tui.services.exit_codes import USAGE
from ankle_tui.store.history.history_file import HistoryFile
from tests import self_tests
from tests.commands.command_line import Main, complaint, contents
from tests.core.block.blocks import date_of, make_block, make_history


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Set the day."""

    def set_day(day: int) -> None:
        now = dt.datetime.combine(date_of(day), dt.time(20), tzinfo=dt.UTC)
        monkeypatch.setattr(inputs, "now", lambda: now)

    set_day(0)
    return set_day


def said(main: Main, capsys: pytest.CaptureFixture[str], *argv: str) -> list[str]:
    assert main("block", *argv) == 0
    return capsys.readouterr().out.splitlines()


def figures(main: Main, capsys: pytest.CaptureFixture[str], *argv: str) -> dict[str, object]:
    found = json.loads("\n".join(said(main, capsys, *argv, "--json")))
    assert isinstance(found, dict)
    return found


@pytest.mark.usefixtures("on")
def test_nothing_begins_by_itself_and_looking_writes_nothing(
    main: Main, history: HistoryFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "--begin" in said(main, capsys)[0]
    assert said(main, capsys, "--json") == ["null"]
    assert contents(tmp_path) == {}
    history.add(make_history([0]))
    before = contents(tmp_path)
    said(main, capsys)
    assert contents(tmp_path) == before


def test_from_the_first_day_to_the_answer(
    main: Main, history: HistoryFile, on: Callable[[int], None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "until Sunday 1 March" in said(main, capsys, "--begin")[0]
    history.add(make_history([1, 4, 8]))
    on(9)
    assert said(main, capsys)[0] == "Week 2 of 8 · 3 of 4 sessions · on plan"
    assert figures(main, capsys)["planned_so_far"] == 4
    on(56)
    assert "--answer" in said(main, capsys)[-1]
    assert figures(main, capsys, "--answer", "pause")["phase"] == "pause"
    on(80)
    assert figures(main, capsys)["phase"] == "closed"
    assert figures(main, capsys, "--begin")["phase"] == "running"
    assert len(history.load().blocks) == 2


def test_the_figures_have_the_review(
    main: Main, history: HistoryFile, on: Callable[[int], None], capsys: pytest.CaptureFixture[str]
) -> None:
    history.add(make_history([1, 8], off=range(14, 19), blocks=[make_block()]))
    on(16)
    found = figures(main, capsys)
    review = found.pop("review")
    assert isinstance(review, dict)
    assert [(week["number"], week["done"]) for week in review["weeks"]] == [(1, 1), (2, 1), (None, 0)]
    assert (found["end"], found["rest_weeks"], found["resting"]) == ("2026-03-08", 1, True)
    assert [ladder["exercise"] for ladder in review["ladders"]] == ["single-leg-balance"]


def test_the_review_has_the_first_and_the_last_test_of_each_leg(
    main: Main, history: HistoryFile, on: Callable[[int], None], capsys: pytest.CaptureFixture[str]
) -> None:
    made = ((day, self_tests.measured(day, left=left, right=20)) for day, left in ((0, 18), (3, 18), (15, 26)))
    tests = tuple(replace(test, day=date_of(day)) for day, test in made)
    history.add(replace(make_history([1, 8], blocks=[make_block()]), tests=tests))
    on(16)
    lines = said(main, capsys)
    assert [line for line in lines if "Heel raise: left 18 → 26, right 20 → 20 reps · " in line], lines
    review = figures(main, capsys)["review"]
    assert isinstance(review, dict)
    (part,) = review["measured"]
    assert (part["test"], part["unit"]) == ("raise", "reps")
    assert [(leg["first"], leg["last"]) for leg in part["legs"].values()] == [(18, 26), (20, 20)]


def test_a_block_begun_by_mistake_is_taken_back(
    main: Main, history: HistoryFile, on: Callable[[int], None], capsys: pytest.CaptureFixture[str]
) -> None:
    said(main, capsys, "--begin")
    assert len(said(main, capsys, "--end")) == 1
    assert history.load().blocks == ()
    said(main, capsys, "--begin")
    on(8)
    assert "closed in week 2" in said(main, capsys, "--end")[0]


def test_one_begun_by_mistake_after_another_is_taken_back_and_the_question_is_open(
    main: Main, history: HistoryFile, on: Callable[[int], None], capsys: pytest.CaptureFixture[str]
) -> None:
    history.add(make_history([1], blocks=[make_block()]))
    on(56)
    said(main, capsys, "--answer", "again")
    assert said(main, capsys, "--end")[0] == TAKEN_BACK
    assert figures(main, capsys)["phase"] == "review"


@pytest.mark.parametrize("targets", [(3, 3, 2), (1, 3, 1), (2, 2, 2), (1, 2, 1)])
def test_another_block_is_planned_with_no_more_than_the_settings_and_the_review(
    main: Main, history: HistoryFile, on: Callable[[int], None], tmp_path: Path, targets: tuple[int, int, int]
) -> None:
    target, block, wanted = targets
    config = tmp_path / "config.toml"
    config.write_text(f"target = {target}\n", encoding="utf-8")
    history.add(make_history([1], blocks=[make_block(target=block)]))
    on(56)
    assert main("block", "--answer", "again") == 0
    assert history.load().blocks[-1].target == wanted
    assert config.read_text(encoding="utf-8") == f"target = {wanted}\n"


def test_to_keep_up_lowers_the_target_and_earlier_weeks_keep_theirs(
    main: Main, history: HistoryFile, on: Callable[[int], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config.toml"
    config.write_text("target = 3  # mine\n", encoding="utf-8")
    history.add(make_history([1, 3, 4, 52], blocks=[make_block(target=3)]))
    on(56)
    assert main("block", "--answer", "keep") == 0
    assert "2 sessions" in capsys.readouterr().err
    assert config.read_text(encoding="utf-8") == "target = 2  # mine\n"
    assert history.load().targets == (Target(date_of(0), 3), Target(date_of(63), 2))
    assert main("status") == 0
    assert capsys.readouterr().out.startswith("0/3 this week")
    on(63)
    assert main("status") == 0
    assert capsys.readouterr().out.startswith("0/2 this week")
    assert main("block", "--answer", "keep") == 0
    assert capsys.readouterr().err == ""


def test_to_keep_up_leaves_a_target_that_is_low_enough(
    main: Main, history: HistoryFile, on: Callable[[int], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history.add(make_history([1], blocks=[make_block()]))
    on(56)
    assert main("block", "--answer", "keep") == 0
    assert capsys.readouterr().err == ""
    assert not (tmp_path / "config.toml").exists()


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("--end",), "no block"),
        (("--answer", "keep"), "no block"),
        (("--answer", "more"), "again, keep, pause"),
        (("--answer",), "expected one argument"),
        (("--begin", "--end"), "not allowed with"),
        (("--begn",), "--begin"),
        (("now",), "now"),
    ],
)
@pytest.mark.usefixtures("on")
def test_bad_use_is_one_line(
    main: Main, tmp_path: Path, capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], words: str
) -> None:
    assert words in complaint(main, capsys, "block", *argv)
    assert not (tmp_path / "data" / "history.json").exists()


def test_a_running_block_is_neither_begun_nor_answered(
    main: Main, history: HistoryFile, on: Callable[[int], None], capsys: pytest.CaptureFixture[str]
) -> None:
    history.add(History(blocks=(make_block(),)))
    on(9)
    assert "week 2 of 8" in complaint(main, capsys, "block", "--begin")
    for answer in AfterBlock:
        assert "--end" in complaint(main, capsys, "block", "--answer", answer)
    assert history.load().blocks == (make_block(),)


@pytest.mark.usefixtures("on")
def test_a_damaged_history_is_told_and_left_alone(
    main: Main, history: HistoryFile, capsys: pytest.CaptureFixture[str]
) -> None:
    history.add(make_history([0], blocks=[make_block()]))
    history.path.write_bytes(history.path.read_bytes()[:-40])
    damaged = history.path.read_bytes()
    assert main("block") == USAGE
    assert "repairs" in capsys.readouterr().err
    assert history.path.read_bytes() == damaged


@pytest.mark.usefixtures("on")
def test_a_history_that_cannot_be_written_is_one_line(
    main: Main, history: HistoryFile, capsys: pytest.CaptureFixture[str]
) -> None:
    history.path.parent.write_text("", encoding="utf-8")
    assert "data" in complaint(main, capsys, "block", "--begin")
