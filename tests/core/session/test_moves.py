"""Moving about in a session: going on, leaving out, going back, longer and shorter waits."""

import pytest

from ankle_tui.core.exercises.exercise import Choice, Level
from ankle_tui.core.history.records import Outcome, Status, Touches
from ankle_tui.core.session.events import (
    Countdown,
    Counted,
    Extended,
    PhaseStarted,
    SessionEnded,
    SetEnded,
    Stage,
    TempoBeat,
)
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import PhaseKind, build_plan
from ankle_tui.core.session.snapshot import Command
from ankle_tui.core.session.transitions import LONGEST_LEAD
from tests.builders import Runner, shipped, snapshot_at
from tests.core.session.machine import at_work, hold_plan, record, reps_plan, stamped, two_holds

# Going on, leaving out, going back


def test_a_hold_that_ends_early_keeps_its_seconds() -> None:
    runner = at_work(two_holds())
    runner.wait(12.345)
    assert runner.do(Command.COMPLETE)[0] == SetEnded(22.345, 0, Outcome.SHORT)
    assert (record(runner).sets[0].done, record(runner).sets[0].outcome) == (12.345, Outcome.SHORT)


def test_the_last_fraction_of_a_second_is_not_given_away() -> None:
    runner = at_work(hold_plan())
    runner.wait(29.9997)
    runner.do(Command.COMPLETE)
    assert (record(runner).sets[0].done, record(runner).sets[0].outcome) == (29.999, Outcome.SHORT)


def test_going_on_at_once_does_nothing_of_a_set() -> None:
    runner = at_work(hold_plan())
    assert runner.do(Command.COMPLETE) == [
        SetEnded(10.0, 0, Outcome.SKIPPED),
        SessionEnded(10.0, Status.COMPLETED),
    ]


def test_going_on_ends_a_wait() -> None:
    runner = Runner(reps_plan()).start()
    runner.wait(2.5)
    assert runner.do(Command.COMPLETE) == [
        PhaseStarted(2.5, 1, runner.plan.phases[1]),
        TempoBeat(2.5, Stage.UP),
    ]


@pytest.mark.parametrize("seconds", [0, 20])
def test_a_set_counted_without_the_key_is_taken_as_done_when_it_is_completed(seconds: int) -> None:
    runner = at_work(reps_plan(), Counting.BY_HAND)
    runner.wait(seconds)
    assert runner.do(Command.COMPLETE)[0] == SetEnded(10.0 + seconds, 0, Outcome.DONE)
    assert record(runner).sets[0].done == 4


@pytest.mark.parametrize("seconds", [0, 20])
def test_a_set_of_which_nothing_was_counted_by_hand_is_not_done_when_it_is_left_out(seconds: int) -> None:
    runner = at_work(reps_plan(), Counting.BY_HAND)
    runner.wait(seconds)
    assert runner.do(Command.SKIP)[0] == SetEnded(10.0 + seconds, 0, Outcome.SKIPPED)
    assert record(runner).sets[0].done == 0


def test_a_set_counted_with_the_key_is_taken_as_counted() -> None:
    runner = at_work(reps_plan(), Counting.BY_HAND)
    runner.do(Command.COUNT)
    assert runner.do(Command.COMPLETE)[0] == SetEnded(10.0, 0, Outcome.SHORT)


def test_a_paced_set_left_before_its_first_count_is_not_done() -> None:
    runner = at_work(reps_plan())
    runner.wait(1)
    assert runner.do(Command.COMPLETE)[0] == SetEnded(11.0, 0, Outcome.SKIPPED)


def test_leaving_out_the_coming_set_leads_to_the_one_after_it() -> None:
    runner = Runner(two_holds()).start()
    assert runner.do(Command.SKIP) == [
        SetEnded(0.0, 0, Outcome.SKIPPED),
        PhaseStarted(0.0, 3, runner.plan.phases[3]),
    ]
    assert snapshot_at(runner.session, 0.0).phase.set_index == 1


def test_leaving_out_the_last_set_ends_the_session() -> None:
    runner = Runner(two_holds()).start().wait_for(PhaseKind.REST, 1)
    assert runner.do(Command.SKIP) == [SetEnded(40.0, 1, Outcome.SKIPPED), SessionEnded(40.0, Status.COMPLETED)]
    assert not record(runner).ended_early


def test_leaving_a_set_keeps_what_was_done_of_it() -> None:
    runner = at_work(two_holds())
    runner.wait(7)
    runner.do(Command.SKIP)
    assert record(runner).sets[0].done == 7.0
    assert runner.snapshot.phase.kind is PhaseKind.REST


def test_going_back_leads_to_the_set_before() -> None:
    runner = Runner(two_holds()).start().work(1)
    runner.wait(3)
    assert runner.do(Command.BACK) == [
        SetEnded(51.0, 1, Outcome.SHORT),
        PhaseStarted(51.0, 0, runner.plan.phases[0]),
    ]


@pytest.mark.parametrize("command", [Command.BACK, Command.REDO])
def test_between_sets_back_and_redo_lead_to_the_last_set(command: Command) -> None:
    runner = Runner(two_holds()).start().wait_for(PhaseKind.REST, 1)
    assert runner.do(command) == [PhaseStarted(40.0, 0, runner.plan.phases[0])]


def test_the_wait_for_a_set_up_is_not_skipped_with_a_set_but_a_redo_needs_none() -> None:
    band = Choice.start(shipped().get("band-ankle"), Level.BEGINNER)
    runner = Runner(build_plan([band])).start()
    runner.do(Command.SKIP)
    assert (runner.snapshot.phase.kind, runner.snapshot.phase.setup) == (PhaseKind.REST, "Hold both ends of the band")
    runner.do(Command.BACK)
    assert (runner.snapshot.phase.set_index, runner.snapshot.phase.setup) == (0, "Anchor in front of you")
    runner.work(1)
    runner.do(Command.REDO)
    assert (runner.snapshot.phase.set_index, runner.snapshot.phase.setup) == (1, "")
    runner.work(1)
    runner.do(Command.BACK)
    assert runner.snapshot.phase.setup == "Anchor in front of you"


def test_the_better_attempt_counts() -> None:
    runner = at_work(two_holds())
    runner.wait(20)
    runner.do(Command.REDO)
    runner.wait(10 + 5)
    assert runner.snapshot.clock == 25
    assert record(runner).sets[0].done == 20.0
    runner.do(Command.COMPLETE)
    assert record(runner).sets[0].done == 20.0
    assert record(runner).active_seconds == 25.0


def test_of_two_equal_attempts_the_steadier_counts() -> None:
    runner = at_work(two_holds())
    runner.wait(30)
    runner.do(Command.BACK)
    runner.wait(10)
    runner.do(Command.FOOT_DOWN)
    runner.wait(30)
    assert (record(runner).sets[0].done, record(runner).sets[0].foot_downs) == (30.0, 0)
    assert record(runner).touches == Touches(0, 0)


def test_a_set_done_again_begins_at_nothing() -> None:
    runner = at_work(reps_plan(4))
    runner.wait(3.5)
    runner.do(Command.REDO)
    runner.wait(10)
    assert runner.snapshot.count == 0
    assert stamped(runner.wait(6), Counted) == [25.0, 26.5, 28.0, 29.5]


# Longer and shorter waits


def test_a_longer_rest_is_counted_down_again() -> None:
    runner = Runner(two_holds()).start().wait_for(PhaseKind.GET_READY, 1)
    runner.wait(3.5)  # "three" and "two" were called
    assert runner.do(Command.EXTEND, 10.0) == [Extended(46.5, 10.0)]
    assert runner.wait(11.5)[:3] == [Countdown(55.0, 3), Countdown(56.0, 2), Countdown(57.0, 1)]


def test_a_shorter_wait_calls_nothing_that_is_over() -> None:
    runner = Runner(hold_plan()).start()
    runner.wait(5.5)
    assert runner.do(Command.EXTEND, -3.0) == [Extended(5.5, -3.0)]  # "three" would have been at 4.0, "two" at 5.0
    assert [(type(event), event.at) for event in runner.wait(1.5)] == [(Countdown, 6.0), (PhaseStarted, 7.0)]


def test_a_wait_cannot_become_shorter_than_it_already_is() -> None:
    runner = Runner(hold_plan()).start()
    runner.wait(4)
    assert runner.do(Command.EXTEND, -60.0) == [Extended(4.0, -6.0), PhaseStarted(4.0, 1, runner.plan.phases[1])]


def test_a_wait_ended_at_the_instant_of_a_beep_still_ends() -> None:
    runner = Runner(hold_plan()).start()
    runner.wait(7)
    assert runner.do(Command.EXTEND, -60.0)[-1] == PhaseStarted(7.0, 1, runner.plan.phases[1])


def test_a_wait_has_a_longest_length() -> None:
    runner = Runner(hold_plan()).start()
    assert runner.do(Command.EXTEND, 10_000.0) == [Extended(0.0, LONGEST_LEAD - 10)]
    assert runner.do(Command.EXTEND, 10.0) == [Extended(0.0, 0.0)]
    assert snapshot_at(runner.session, 0.0).clock == LONGEST_LEAD
