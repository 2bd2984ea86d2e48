"""What plain mode asks, a line each: Enter skips, and nothing holds up a script."""

import datetime as dt
import io
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ankle_tui.commands import inputs
from ankle_tui.commands import main as cli
from ankle_tui.core.exercises.exercise import Kind, Side
from ankle_tui.core.history.records import Feel, Morning, SessionRecord, Touches
from ankle_tui.core.session.plan import Plan, build_plan
from ankle_tui.plain import runner
from ankle_tui.plain.questions import NOT_UNDERSTOOD, ask_after, ask_feel, follow_up
from ankle_tui.plain.runner import see_through
from ankle_tui.services.exit_codes import INTERRUPTED
from ankle_tui.store.history.history_file import HistoryFile
from tests.builders import make_choice
from tests.conducting import Studio
from tests.plain.leading import Runner
from tests.store.history.records import make_record
from tests.training import BALANCE

TODAY = dt.date(2026, 11, 24)
NOW = dt.datetime(2026, 11, 24, 20, tzinfo=dt.UTC)


class Typist:
    """Somebody who answers each question with the next line; nothing is left at the end of them."""

    def __init__(self, *lines: str) -> None:
        self._lines = iter(lines)
        self.asked: list[str] = []

    def __call__(self, question: str) -> str:
        """Answer a question."""
        self.asked.append(question)
        return next(self._lines, "")


def after(*lines: str, record: SessionRecord | None = None) -> tuple[SessionRecord, Typist]:
    """A session of two holds as it was kept last."""
    kept = [record or replace(make_record(), sets=tuple(replace(one, foot_downs=None) for one in make_record().sets))]
    typist = Typist(*lines)
    ask_after(kept[0], frozenset({BALANCE}), typist, kept.append)
    return kept[-1], typist


@pytest.mark.parametrize(
    ("line", "feel"), [("fine\n", Feel.FINE), ("s", Feel.SORE), ("PAIN", Feel.PAIN), ("\n", None), ("", None)]
)
def test_how_it_feels(line: str, feel: Feel | None) -> None:
    assert ask_feel(Typist(line)) is feel


def test_what_is_not_understood_is_asked_again_until_it_is_skipped() -> None:
    typist = Typist("so-so", "sore")
    assert (ask_feel(typist), typist.asked[1:]) == (Feel.SORE, [NOT_UNDERSTOOD])
    assert ask_feel(Typist("so-so")) is None


@pytest.mark.parametrize(
    ("lines", "touches", "effort", "pain", "side"),
    [
        (("2 0", "7", "3 left"), Touches(2, 0), 7, 3, Side.LEFT),
        (("2,11", "10", "3 both"), Touches(2, 11), 10, 3, None),
        (("", "", "0 left"), None, None, 0, None),
        (("2", "2 1", "11", "8", "4 middle", "4"), Touches(2, 1), 8, 4, None),
        ((), None, None, None, None),
    ],
)
def test_how_it_was(
    lines: tuple[str, ...], touches: Touches | None, effort: int | None, pain: int | None, side: Side | None
) -> None:
    record, _ = after(*lines)
    assert (record.touches, record.effort, record.pain, record.pain_side) == (touches, effort, pain, side)


def test_touches_that_were_counted_are_not_asked_for() -> None:
    record, typist = after("5", record=make_record())
    assert (len(typist.asked), record.effort, record.touches) == (2, 5, None)


def test_one_leg_alone_needs_one_number() -> None:
    left, right = make_record().sets
    one = make_record(sets=(replace(left, foot_downs=None), replace(right, done=0.0, foot_downs=None)))
    assert after("4", record=one)[0].touches == Touches(4, 0)


@pytest.mark.parametrize(("line", "morning"), [("better", Morning.BETTER), ("w", Morning.WORSE), ("", None)])
def test_the_morning_after(line: str, morning: Morning | None) -> None:
    before = make_record(day=TODAY - dt.timedelta(days=1))
    found = follow_up([before], TODAY, Typist(line))
    assert found == (replace(before, morning=morning) if morning else None)


@pytest.mark.parametrize(("line", "relieved"), [("no", TODAY), ("yes", None), ("", None)])
def test_whether_it_is_still_sore(line: str, relieved: dt.date | None) -> None:
    before = make_record(day=TODAY - dt.timedelta(days=4), pain=5)
    found = follow_up([before], TODAY, Typist(line))
    assert found == (replace(before, relieved=relieved) if relieved else None)


def test_nothing_due_asks_nothing() -> None:
    typist = Typist()
    assert follow_up([make_record(day=TODAY)], TODAY, typist) is None
    assert typist.asked == []


def test_the_answers_are_in_the_record_that_is_kept() -> None:
    studio = Studio(build_plan([make_choice(Kind.HOLD, 12, per_side=True)]))
    typing = Runner(studio, (1000.0, "1 2"), (1000.0, "6"), (1000.0, "2 right"))
    assert see_through(studio.session_runner, write=typing.lines.append, wait=typing.wait, asks=True) == 0
    record = studio.session_runner.saver.record
    assert record
    assert (record.touches, record.effort, record.pain, record.pain_side) == (Touches(1, 2), 6, 2, Side.RIGHT)
    assert studio.shelf.record == record


def test_an_interrupt_keeps_what_was_answered_before() -> None:
    studio = Studio(build_plan([make_choice(Kind.HOLD, 12, per_side=True)]))
    typing = Runner(studio, (1000.0, "1 2"), (1000.0, KeyboardInterrupt()))
    code = see_through(studio.session_runner, write=typing.lines.append, wait=typing.wait, asks=True)
    assert (code, studio.shelf.record.touches) == (INTERRUPTED, Touches(1, 2))


class Terminal(io.StringIO):
    """A terminal, or a pipe, with these lines typed ahead."""

    def __init__(self, text: str, *, terminal: bool = True) -> None:
        super().__init__(text)
        self.isatty = lambda: terminal  # type: ignore[method-assign]


@pytest.fixture
def plan_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Plan]:
    """Begin a session from the command line with lines typed, and give its plan."""
    plans: list[Plan] = []
    monkeypatch.setattr(inputs, "now", lambda: NOW)

    def lead(plan: Plan, **_: object) -> int:
        plans.append(plan)
        return 0

    monkeypatch.setattr(runner, "lead", lead)

    def start(text: str, *options: str, terminal: bool = True) -> Plan:
        monkeypatch.setattr(sys, "stdin", Terminal(text, terminal=terminal))
        folders = ["--data-dir", str(tmp_path / "data"), "--config-dir", str(tmp_path)]
        assert cli.main([*folders, "start", "--plain", *options]) == 0
        return plans[-1]

    return start


def test_before_a_session_at_a_terminal(plan_of: Callable[..., Plan], tmp_path: Path) -> None:
    file = HistoryFile(tmp_path / "data" / "history.json")
    before = make_record(day=TODAY - dt.timedelta(days=1))
    file.keep(before)
    assert plan_of("worse\nsore\n").feel is Feel.SORE
    assert file.load().sessions == (replace(before, morning=Morning.WORSE, rev=before.rev + 1),)
    assert plan_of("fine\n").feel is Feel.FINE  # the morning was answered
    assert plan_of("").feel is None
    assert plan_of("", "--feel", "pain").feel is Feel.PAIN


@pytest.mark.parametrize(("options", "terminal"), [((), False), (("--demo", "60"), True)])
def test_a_pipe_and_a_demonstration_are_asked_nothing(
    plan_of: Callable[..., Plan], tmp_path: Path, options: tuple[str, ...], terminal: bool
) -> None:
    HistoryFile(tmp_path / "data" / "history.json").keep(make_record(day=TODAY - dt.timedelta(days=1)))
    assert plan_of("worse\nsore\n", *options, terminal=terminal).feel is None
