"""Every command in every situation: legal by the table, or refused with nothing changed."""

from collections.abc import Callable

import pytest

from ankle_tui.core.session.engine import IllegalCommand
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import PhaseKind
from ankle_tui.core.session.snapshot import Command
from ankle_tui.core.session.state import LEGAL, Situation
from tests.builders import ENDED, Runner, opened, short_plan, snapshot_at

SECOND_HOLD, FIRST_REPS, SECOND_REPS, LAST_SET = 1, 2, 3, 6


def started() -> Runner:
    return Runner(short_plan()).start()


def in_lead() -> Runner:
    runner = started().wait_for(PhaseKind.GET_READY, SECOND_REPS)
    runner.wait(1.25)
    return runner


def in_hold() -> Runner:
    runner = started().work(SECOND_HOLD)
    runner.wait(3.25)
    return runner


def in_reps() -> Runner:
    runner = started().work(FIRST_REPS)
    runner.wait(1.75)
    return runner


def in_timed() -> Runner:
    runner = started().work(LAST_SET)
    runner.wait(1.25)
    return runner


def in_open(index: int = SECOND_HOLD) -> Runner:
    runner = Runner(opened(short_plan())).start().work(index)
    runner.wait(3.25)
    return runner


def done() -> Runner:
    runner = in_reps()
    runner.do(Command.FINISH)
    return runner


def paused(make: Callable[[], Runner]) -> Callable[[], Runner]:
    def build() -> Runner:
        runner = make()
        runner.do(Command.PAUSE)
        return runner

    return build


SITUATIONS: dict[Situation, Callable[[], Runner]] = {
    Situation.NEW: lambda: Runner(short_plan()),
    Situation.LEAD: in_lead,
    Situation.HOLD: in_hold,
    Situation.TIMED: in_timed,
    Situation.OPEN: in_open,
    Situation.COUNTED: in_reps,
    Situation.PAUSED: paused(in_lead),
    Situation.PAUSED_COUNTED: paused(in_reps),
    Situation.DONE: done,
}
"""Each situation with something to act on for every command but those below."""
NOT_COUNTED = {Situation.HOLD, Situation.TIMED, Situation.OPEN}
CASES = [
    (
        situation,
        command,
        command in LEGAL[situation] and not (command is Command.SET_COUNTING and situation in NOT_COUNTED),
    )
    for situation in Situation
    for command in Command
]
LEGAL_CASES = [(situation, command) for situation, command, legal in CASES if legal]
ILLEGAL_CASES = [(situation, command) for situation, command, legal in CASES if not legal]


def everything(runner: Runner) -> tuple[object, ...]:
    session = runner.session
    return session.checkpoint(), session.record(ENDED), snapshot_at(session, runner.now), session.next_deadline()


def assert_refused(make: Callable[[], Runner], command: Command) -> None:
    refused, twin = make(), make()
    before = everything(refused)
    refused.micros += 1_250_000
    with pytest.raises(IllegalCommand) as caught:
        refused.do(command)
    assert caught.value.command is command
    refused.micros -= 1_250_000
    assert everything(refused) == before
    assert refused.wait(1.25, step=1.25) == twin.wait(1.25, step=1.25)
    assert everything(refused) == everything(twin)


def test_the_table_knows_every_situation() -> None:
    assert set(LEGAL) == set(Situation)


@pytest.mark.parametrize(("situation", "command"), LEGAL_CASES)
def test_a_legal_command_is_offered_and_does_something(situation: Situation, command: Command) -> None:
    runner = SITUATIONS[situation]()
    assert command in runner.session.legal
    assert runner.do(command)


@pytest.mark.parametrize(("situation", "command"), ILLEGAL_CASES)
def test_an_illegal_command_changes_nothing(situation: Situation, command: Command) -> None:
    assert command not in SITUATIONS[situation]().session.legal
    assert_refused(SITUATIONS[situation], command)


@pytest.mark.parametrize(
    ("make", "command"),
    [
        (lambda: started().work(0), Command.BACK),
        (started, Command.BACK),
        (started, Command.REDO),
        (paused(started), Command.REDO),
        (started, Command.SET_COUNTING),
        (paused(in_hold), Command.SET_COUNTING),
        (lambda: started().work(FIRST_REPS), Command.UNCOUNT),
        (lambda: in_open(FIRST_REPS), Command.SET_COUNTING),
        (paused(lambda: in_open(FIRST_REPS)), Command.SET_COUNTING),
        (lambda: Runner(opened(short_plan())).start().wait_for(PhaseKind.GET_READY, FIRST_REPS), Command.SET_COUNTING),
    ],
)
def test_a_command_with_nothing_to_act_on_is_refused(make: Callable[[], Runner], command: Command) -> None:
    assert_refused(make, command)


def test_redo_is_possible_in_the_first_set() -> None:
    assert Command.REDO in started().work(0).session.legal


def test_what_is_legal_is_read_after_what_fell_due() -> None:
    runner = started()
    runner.wait(9)
    runner.micros += 1_000_000
    assert runner.do(Command.FOOT_DOWN)  # the hold began at this very moment


def test_a_command_after_a_gap_finds_the_session_paused() -> None:
    runner = in_hold()
    runner.micros += 2_000_001
    with pytest.raises(IllegalCommand, match=r"foot-down is not possible paused"):
        runner.do(Command.FOOT_DOWN)
    assert len(runner.look()) == 1


def test_the_refusal_says_what_and_when() -> None:
    runner = in_hold()
    with pytest.raises(IllegalCommand, match=r"extend is not possible in a hold") as caught:
        runner.do(Command.EXTEND)
    assert caught.value.situation is Situation.HOLD


def test_choosing_who_counts_already_changes_nothing() -> None:
    runner = in_reps()
    before = everything(runner)
    assert runner.do(Command.SET_COUNTING, Counting.PACED) == []
    assert everything(runner) == before
