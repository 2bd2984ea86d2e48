"""The session machine: exact times, pauses, and what it announces."""

import pytest

from ankle_tui.core.exercises.exercise import Kind, Tempo
from ankle_tui.core.history.records import Outcome, Status
from ankle_tui.core.session.events import (
    Countdown,
    Counted,
    FootDown,
    Halfway,
    Paused,
    PauseReason,
    PhaseStarted,
    Resumed,
    SessionEnded,
    SetEnded,
    Stage,
    TempoBeat,
    TenSeconds,
)
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import PhaseKind, build_plan
from ankle_tui.core.session.snapshot import Command, Run
from ankle_tui.core.session.transitions import GAP
from tests.builders import Runner, beginner_plan, make_choice, snapshot_at, upcoming_at
from tests.core.session.machine import at_work, hold_plan, record, reps_plan, stamped, two_holds

# Time


@pytest.mark.parametrize("step", [2.0, 1.0, 0.7, 1 / 3, 0.05])
def test_a_hold_of_30_s_lasts_30_s_with_its_beeps_however_it_is_looked_at(step: float) -> None:
    runner = Runner(hold_plan()).start()
    runner.wait(45, step)
    assert [event for event in runner.events if event.at > 10] == [
        Halfway(25.0),
        TenSeconds(30.0),
        Countdown(37.0, 3),
        Countdown(38.0, 2),
        Countdown(39.0, 1),
        SetEnded(40.0, 0, Outcome.DONE),
        SessionEnded(40.0, Status.COMPLETED),
    ]
    assert record(runner).sets[0].done == 30.0
    assert runner.session.active_seconds == 30.0


def test_get_ready_is_counted_down_and_leads_into_the_set() -> None:
    runner = Runner(hold_plan()).start()
    runner.wait(10)
    phases = runner.plan.phases
    assert runner.events == [
        PhaseStarted(0.0, 0, phases[0]),
        Countdown(7.0, 3),
        Countdown(8.0, 2),
        Countdown(9.0, 1),
        PhaseStarted(10.0, 1, phases[1]),
    ]


def test_a_paced_rep_is_up_hold_and_down_and_then_counts() -> None:
    runner = at_work(reps_plan(2, tempo=Tempo(2, 1, 2)))
    runner.wait(10)
    assert [event for event in runner.events if event.at >= 10][1:] == [
        TempoBeat(10.0, Stage.UP),
        TempoBeat(12.0, Stage.HOLD),
        TempoBeat(13.0, Stage.DOWN),
        Counted(15.0, 1, 2),
        TempoBeat(15.0, Stage.UP),
        TempoBeat(17.0, Stage.HOLD),
        TempoBeat(18.0, Stage.DOWN),
        Counted(20.0, 2, 2),
        SetEnded(20.0, 0, Outcome.DONE),
        SessionEnded(20.0, Status.COMPLETED),
    ]


def test_paced_steps_only_count() -> None:
    runner = at_work(build_plan([make_choice(Kind.STEPS, 3, tempo=Tempo(1.0))]))
    assert runner.wait(3)[:3] == [Counted(11.0, 1, 3), Counted(12.0, 2, 3), Counted(13.0, 3, 3)]


def test_no_sum_of_tempos_drifts() -> None:
    runner = at_work(reps_plan(100, tempo=Tempo(0.7, 0.1, 0.1)))
    runner.wait(100, step=0.3)
    assert runner.events[-1] == SessionEnded(100.0, Status.COMPLETED)


def test_a_command_first_tells_what_fell_due_before_it() -> None:
    runner = at_work(hold_plan())
    runner.wait(14.5)
    runner.micros += 1_500_000
    assert runner.do(Command.FOOT_DOWN) == [Halfway(25.0), FootDown(26.0, 1)]
    assert runner.look() == []


def test_a_clock_that_jumps_back_is_taken_to_stand_still() -> None:
    runner = at_work(hold_plan())
    runner.wait(5)
    step = runner.session.advance(3.0)
    assert (step.at, step.events, step.snapshot.clock) == (15.0, (), 25)


def test_looking_before_the_start_changes_nothing() -> None:
    runner = Runner(hold_plan(), origin=50_000_000)
    runner.wait(100, step=50)
    assert runner.events == []
    assert runner.do(Command.START) == [PhaseStarted(150.0, 0, runner.plan.phases[0])]


# Pausing


def test_a_pause_keeps_the_fraction_of_a_second() -> None:
    runner = at_work(hold_plan())
    runner.wait(12.3)
    assert runner.do(Command.PAUSE) == [Paused(22.3, PauseReason.ASKED)]
    runner.wait(1000, step=100)
    assert runner.do(Command.RESUME) == [Resumed(1022.3)]
    runner.wait(20)
    assert stamped(runner.events, SessionEnded) == [1040.0]
    assert record(runner).active_seconds == 30.0


def test_a_pause_in_a_rep_keeps_its_rhythm() -> None:
    runner = at_work(reps_plan(2, tempo=Tempo(2, 1, 2)))
    runner.wait(2.6)
    runner.do(Command.PAUSE)
    runner.wait(7)
    runner.do(Command.RESUME)
    assert runner.wait(2.4)[:2] == [TempoBeat(20.0, Stage.DOWN), Counted(22.0, 1, 2)]


def test_two_seconds_between_two_looks_are_no_gap() -> None:
    runner = at_work(hold_plan())
    runner.wait(GAP, step=GAP)
    assert runner.session.run is Run.RUNNING


def test_a_longer_gap_pauses_at_the_last_look_and_credits_nothing() -> None:
    runner = at_work(hold_plan())
    runner.wait(4)
    runner.micros += 2_000_001
    assert runner.snapshot.pause_reason is PauseReason.GAP
    assert runner.look() == [Paused(14.0, PauseReason.GAP)]
    assert record(runner).sets[0].done == 4.0
    runner.wait(60, step=60)
    runner.do(Command.RESUME)
    assert runner.snapshot.clock == 26
    assert runner.session.active_seconds == 4.0


def test_what_would_have_fallen_due_in_a_gap_did_not_happen() -> None:
    runner = Runner(hold_plan()).start()
    runner.wait(9.5)
    runner.micros += 3_000_000
    assert [type(event) for event in runner.look()] == [Paused]
    assert runner.snapshot.phase.kind is PhaseKind.GET_READY


def test_a_first_look_long_after_the_start_of_the_program_is_no_gap() -> None:
    runner = Runner(hold_plan(), origin=10**12).start()
    runner.look()
    assert runner.session.run is Run.RUNNING


def test_moving_about_while_paused_stays_paused_and_begins_whole() -> None:
    runner = Runner(two_holds()).start().work(1)
    runner.wait(3)
    runner.do(Command.PAUSE)
    assert [type(event) for event in runner.do(Command.REDO)] == [SetEnded, PhaseStarted]
    runner.wait(50, step=50)
    assert runner.snapshot.clock == 5
    resumed_at = runner.now
    runner.do(Command.RESUME)
    runner.wait(5)
    assert stamped(runner.events, PhaseStarted)[-1] == resumed_at + 5


# When to look, and what to announce


def test_a_shell_that_only_wakes_at_deadlines_sees_every_second_of_the_default_session() -> None:
    runner = Runner(beginner_plan(), origin=123_456_789).start()
    session, plan = runner.session, runner.plan
    seen: dict[int, list[int]] = {}
    while (deadline := session.next_deadline()) is not None:
        assert 0 < round(deadline * 1_000_000) - runner.micros <= 1_000_000
        view = snapshot_at(session, runner.now)
        if view.clock is not None:
            seen.setdefault(plan.phases.index(view.phase), []).append(view.clock)
        runner.micros = round(deadline * 1_000_000)
        runner.look()
    assert runner.now == 123.456789 + plan.seconds
    for index, phase in enumerate(plan.phases):
        if not (phase.kind is PhaseKind.WORK and phase.work.kind.counted):
            assert sorted(set(seen[index]), reverse=True) == list(range(int(phase.seconds), 0, -1))
    assert [item.done for item in record(runner).sets] == [work.target for work in plan.sets]
    assert record(runner).active_seconds == sum(work.seconds for work in plan.sets)


@pytest.mark.parametrize("command", [None, Command.PAUSE, Command.FINISH])
def test_nothing_falls_due_unless_the_session_runs(command: Command | None) -> None:
    runner = Runner(hold_plan())
    if command:
        runner.start().do(command)
    assert runner.session.next_deadline() is None
    assert upcoming_at(runner.session, runner.now, 1000.0) == ()


def test_by_hand_the_shell_still_looks_once_a_second() -> None:
    runner = at_work(reps_plan(), Counting.BY_HAND)
    runner.wait(0.4)
    assert runner.session.next_deadline() == 11.4


def test_what_is_announced_reaches_over_phases_and_includes_the_last_instant() -> None:
    runner = Runner(hold_plan()).start()
    assert [event.at for event in upcoming_at(runner.session, 0.0, 25.0)] == [7.0, 8.0, 9.0, 10.0, 25.0]
    assert upcoming_at(runner.session, 0.0, 6.9) == ()
