"""`ankle-tui test`: the list, the figures as JSON, and tests led in lines from the command line to the file."""

import datetime as dt
import io
import itertools
import json
import sys
from collections.abc import Callable
from typing import Any

import pytest

from ankle_tui.clock import Clock
from ankle_tui.commands import inputs
from ankle_tui.commands.session.self_test_listing import (
    NONE_DUE,
    NONE_TO_CHECK,
    against_lines,
    listing_lines,
)
from ankle_tui.commands.session.self_test_listing import NOT_LOOKED_AT as LOOK_AT_VALUES
from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.records import Feel, History
from ankle_tui.core.history.self_tests import BlockRecord, SelfTestRecord
from ankle_tui.core.self_tests.due import Against, DueTest, DueTests
from ankle_tui.core.self_tests.protocols import (
    CLOSED_EYES,
    OPEN_EYES,
    PROTOCOLS,
    WEDGE,
    ConditionId,
    SelfTestId,
    usual_conditions,
)
from ankle_tui.core.self_tests.self_test_wording import against_words, hop_words, result_lines
from ankle_tui.plain import self_test_runner, talk
from ankle_tui.plain.self_test_lines import NOT_LOOKED_AT, opening_lines
from ankle_tui.services.exit_codes import USAGE
from ankle_tui.services.self_testing.self_test_day import SelfTestDay
from ankle_tui.store.history.history_file import HistoryFile
from tests.builders import SESSION_ID
from tests.commands.command_line import FakeApp, Main, complaint
from tests.self_tests import measured
from tests.training import BALANCE, CALF, day, session, sets_of

WALL, STANCE, RAISE, HOP = SelfTestId
SUNDAY = dt.datetime(2026, 11, 22, 20, tzinfo=dt.UTC)
Said = Callable[..., str]


class Typed(io.StringIO):
    """A terminal at which these lines are typed."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def sunday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "now", lambda: SUNDAY)


@pytest.fixture
def said(main: Main, capsys: pytest.CaptureFixture[str]) -> Said:
    """What a call prints that goes well and complains of nothing."""

    def call(*argv: str) -> str:
        assert main(*argv) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return str(out)

    return call


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def type_lines(*lines: str) -> None:
        monkeypatch.setattr(sys, "stdin", Typed("".join(f"{line}\n" for line in lines)))

    return type_lines


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that goes on by itself whenever it is looked at, and nobody at the keyboard."""
    ticks = itertools.count()
    monkeypatch.setattr(self_test_runner, "Clock", lambda: Clock(1.0, lambda: next(ticks) * 0.5))
    monkeypatch.setattr(talk.only_wait, "__defaults__", (lambda _: None,))
    monkeypatch.setattr(sys, "stdin", io.StringIO("q\n"))


def kept(history: HistoryFile) -> SelfTestRecord:
    (record,) = history.load().tests
    return record


def sides(record: SelfTestRecord) -> list[tuple[str, float]]:
    return [(trial.side.value, trial.value) for trial in record.trials]


# The list


def on(due: tuple[SelfTestId, ...] = (), against: Against | None = None) -> SelfTestDay:
    tests = tuple(DueTest(PROTOCOLS[test], practice=True) for test in due)
    return SelfTestDay(DueTests(tests, against), None if against is Against.PUT_OFF else against, hops=False)


def test_each_test_is_listed_with_its_last_result() -> None:
    first, last = measured(0, RAISE, 20, 21), measured(4, RAISE, 25, 22)
    open_one = measured(5, WALL, 12, 11.5, checked=False)
    stood = measured(3, STANCE, (45,) * 3, (40,) * 3, part=OPEN_EYES)
    records = [first, stood, last, open_one]
    assert listing_lines(records, on(), None, None) == [
        "Knee to wall, Saturday 21 November: barefoot · left leg first",
        *(f"  {line}" for line in result_lines(open_one, records)),
        "One-leg stance, Thursday 19 November: barefoot · left leg first",
        *(f"  {line}" for line in result_lines(stood, records)),
        "Heel raise, Friday 20 November: barefoot · floor · left leg first",
        *(f"  {line}" for line in result_lines(last, records)),
        "Side hop: not tested yet",
        "",
        NONE_DUE,
        LOOK_AT_VALUES,
    ]


def test_what_is_due_or_why_it_is_not_today_stands_below() -> None:
    assert listing_lines([], on((WALL, RAISE)), None, None)[-1] == (
        "Practice test due: 11 min (wall, raise): ankle-tui test wall"
    )
    for against in (Against.SORE, Against.PUT_OFF):
        line = listing_lines([], on((WALL, RAISE), against), None, None)[-1]
        assert line == f"Due: wall, raise. {against_words(against)}"


def test_what_speaks_against_a_test_is_said_or_refused() -> None:
    assert against_lines(on()) == against_lines(on((WALL,), Against.PUT_OFF)) == []
    assert against_lines(on((), Against.SICK)) == [f"{against_words(Against.SICK)} You decide."]


def test_the_list_of_a_history(said: Said, history: HistoryFile) -> None:
    assert said("test").splitlines().count(NONE_DUE) == 1
    history.add(History(tests=(measured(1, RAISE, 20, 21),), blocks=(BlockRecord(SESSION_ID, day(0), 2),)))
    out = said("test")
    assert "left 20 reps, right 21 reps" in out
    assert "(wall, stance, raise)" in out


def test_a_damaged_history_is_told(main: Main, history: HistoryFile, capsys: pytest.CaptureFixture[str]) -> None:
    history.add(History(tests=(measured(1, RAISE, 20, 21),)))
    history.path.write_bytes(history.path.read_bytes()[:-9])
    assert main("test") == USAGE
    out, err = capsys.readouterr()
    assert "history.json" in err
    assert "Heel raise" in out


# JSON

TEST_KEYS = {"id", "rev", "test", "version", "day", "started_at", "zone", "conditions", "pain", "note", "checked"} | {
    "trials",
    "unit",
    "practice",
    "results",
}
PART_KEYS = {"part", "left", "right", "norm", "changes", "behind", "trends"}


def test_all_tests_and_findings_as_json(said: Said, history: HistoryFile) -> None:
    records = (
        measured(-60, RAISE, 20, 28),
        measured(-40, RAISE, 20, 28),
        measured(0, RAISE, 30, 22),
        measured(3, STANCE, (45,) * 3, (40,) * 3, part=OPEN_EYES, checked=False),
        measured(4, RAISE, 1, protocol=99),
    )
    history.add(History(tests=records, blocks=(BlockRecord(SESSION_ID, day(0), 2),)))
    found: dict[str, Any] = json.loads(said("test", "--json"))
    assert found.keys() == {"tests", "due", "against", "hop_allowed"}
    assert [test["id"] for test in found["tests"]] == [record.id for record in records]
    assert all(test.keys() == TEST_KEYS for test in found["tests"])
    assert all(part.keys() == PART_KEYS for test in found["tests"] for part in test["results"])
    assert [test["practice"] for test in found["tests"]] == [True, False, False, None, None]
    practice, _, last, stood, unknown = found["tests"]
    assert practice["results"][0]["changes"] == []
    assert [(change["side"], change["verdict"], change["better"]) for change in last["results"][0]["changes"]] == [
        ("left", "changed", True),
        ("right", "no more than chance", False),
    ]
    assert [part["part"] for part in stood["results"]] == [OPEN_EYES, CLOSED_EYES]
    assert (stood["results"][0]["left"], stood["results"][1]["left"]) == (45.0, None)
    assert (unknown["unit"], unknown["results"]) == (None, [])
    assert found["due"] == [{"test": "wall", "practice": True}, {"test": "stance", "practice": True}]
    assert found["hop_allowed"] is False


def test_a_leg_behind_twice_and_a_published_value_are_in_the_json(said: Said, history: HistoryFile, main: Main) -> None:
    history.add(
        History(tests=tuple(measured(at, RAISE, 20, 30, conditions={"surface": "wedge"}) for at in (-60, -40, 0)))
    )
    (history.path.parent.parent / "config.toml").write_text('age = "30-39"\nsex = "male"\n')
    last = json.loads(said("test", "raise", "--json"))["tests"][-1]["results"][0]
    assert last["behind"] == {"side": "left", "by": 10.0}
    assert last["norm"]["low"] == last["norm"]["high"] == 32
    assert last["norm"]["quoted"] is True
    first = json.loads(said("test", "raise", "--json"))["tests"][0]["results"][0]
    assert (first["behind"], first["norm"]) == (None, None)


def test_a_name_leaves_the_others_out(said: Said, history: HistoryFile) -> None:
    history.add(History(tests=(measured(0, RAISE, 20, 20), measured(1, WALL, 12, 12))))
    assert [test["test"] for test in json.loads(said("test", "wall", "--json"))["tests"]] == ["wall"]


# Options


@pytest.mark.parametrize(
    "argv",
    [
        ("balance",),
        ("--plain",),
        ("--barefoot",),
        ("--first", "left"),
        ("--feel", "fine"),
        ("raise", "--wedge", "--floor"),
        ("raise", "--shoes", "--barefoot"),
        ("stance", "--wedge", "--plain"),
        ("raise", "--plain", "--json"),
        ("wall", "--plain"),
        ("--check",),
        ("raise",),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(
    main: Main, capsys: pytest.CaptureFixture[str], history: HistoryFile, argv: tuple[str, ...]
) -> None:
    complaint(main, capsys, "test", *argv)
    assert not history.path.exists()


def test_without_plain_a_test_is_led_on_the_screen(main: Main, ui: type[FakeApp]) -> None:
    assert main("test", "raise", "--wedge", "--first", "right", "--feel", "sore") == 0
    assert main("test", "wall") == 0
    asked, bare = (app.ports for app in ui.made)
    assert (asked["self_test"], asked["feel"]) == (RAISE, Feel.SORE)
    assert asked["conditions"] == {ConditionId.SURFACE: WEDGE, ConditionId.FIRST_LEG: "right"}
    assert (bare["self_test"], bare["feel"], bare["conditions"]) == (WALL, None, {})


def test_pain_refuses_every_test_and_a_closed_gate_the_hop(
    main: Main, capsys: pytest.CaptureFixture[str], history: HistoryFile
) -> None:
    assert complaint(main, capsys, "test", "hop", "--plain") == f"ankle-tui: {hop_words()}"
    for argv in (("--feel", "pain"), ()):
        if not argv:
            history.keep(
                session(2, sets_of(BALANCE, "eyes-open-firm", 2, 30), sets_of(CALF, "both-legs", 3, 12), pain=6)
            )
        line = complaint(main, capsys, "test", "raise", "--plain", *argv)
        assert line == f"ankle-tui: {against_words(Against.PAIN)}"
    assert history.load().tests == ()


# Led


@pytest.mark.usefixtures("quick")
def test_on_a_pipe_a_test_is_led_without_a_question(said: Said, history: HistoryFile) -> None:
    lines = said("test", "raise", "--plain", "--wedge", "--first", "right").splitlines()
    record = kept(history)
    assert (record.conditions, record.checked, record.pain) == (
        {"footwear": "barefoot", "surface": "wedge", "first_leg": "right"},
        False,
        None,
    )
    assert sides(record) == [("right", 100.0), ("left", 100.0)]
    assert record.day == SUNDAY.date()
    assert lines[:3] == opening_lines(PROTOCOLS[RAISE], record.conditions, 8, hears=False)
    assert lines[-1] == NOT_LOOKED_AT


@pytest.mark.usefixtures("quick")
def test_the_coach_says_and_the_runner_decides(said: Said, history: HistoryFile) -> None:
    history.add(History(days=(DayMark(SUNDAY.date(), DayKind.SICK),)))
    assert said("test", "raise", "--plain").splitlines()[0] == f"{against_words(Against.SICK)} You decide."
    assert len(kept(history).trials) == 2


@pytest.mark.usefixtures("quick")
def test_the_second_timed_test_of_a_day_needs_no_warm_up(said: Said, history: HistoryFile) -> None:
    history.add(History(tests=(measured(6, STANCE, (20,) * 3, part=OPEN_EYES, hour=9),)))
    lines = said("test", "raise", "--plain").splitlines()
    assert opening_lines(PROTOCOLS[RAISE], {}, 4, hears=False)[0].partition("About")[2] in lines[0]
    assert len([line for line in lines if line.startswith("Go.")]) == 2


def test_numbers_are_typed_from_the_conditions_to_the_pain(
    said: Said, history: HistoryFile, types: Callable[..., None]
) -> None:
    types("fine", "shoes right", "11", "11.5", "12", "10 10 11", "left 3 10.5", "", "1")
    assert said("test", "wall", "--plain").splitlines()[-1] == "Saved."
    record = kept(history)
    assert sides(record)[:3] == [("right", 11.0), ("right", 11.5), ("right", 12.0)]
    assert sides(record)[3:] == [("left", 10.0), ("left", 10.0), ("left", 10.5)]
    assert (record.checked, record.pain, record.conditions["footwear"]) == (True, 1, "shoes")
    again = usual_conditions(PROTOCOLS[WALL], [record], Side.LEFT)
    assert (again["footwear"], again["first_leg"]) == ("shoes", "right"), "the next one begins alike"


def test_with_conditions_as_options_none_are_asked(
    said: Said, history: HistoryFile, types: Callable[..., None]
) -> None:
    types("12 12 12", "12 12 12", "", "")
    said("test", "wall", "--plain", "--barefoot", "--feel", "fine")
    assert len(kept(history).trials) == 6
    assert kept(history).checked


def test_a_runner_who_is_gone_has_said_no_yes(said: Said, history: HistoryFile, types: Callable[..., None]) -> None:
    types("", "", "12", "11")
    said("test", "wall", "--plain")
    assert (sides(kept(history)), kept(history).checked) == ([("left", 12.0), ("left", 11.0)], False)


# Looked at later


def test_values_are_looked_at_later(said: Said, history: HistoryFile, types: Callable[..., None]) -> None:
    history.add(
        History(
            tests=(
                measured(0, WALL, 12, 11, checked=False),
                measured(1, RAISE, 25, 22, checked=False),
                measured(2, RAISE, 25, 22, protocol=99, checked=False),
            )
        )
    )
    types("", "0")
    said("test", "wall", "--check")
    assert [(test.checked, test.pain) for test in history.load().tests] == [(True, 0), (False, None), (False, None)]
    types("delete")
    said("test", "--check")
    assert len(history.load().tests) == 2
    types("")
    assert said("test", "--check").splitlines() == [NONE_TO_CHECK]
