"""What a snapshot shows of a session."""

import pytest

from ankle_tui.core.exercises.exercise import Tempo
from ankle_tui.core.session.events import Stage
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.snapshot import Command, Run
from tests.builders import Runner, snapshot_at
from tests.core.session.machine import at_work, hold_plan, reps_plan, two_holds


def test_before_the_start_the_whole_session_lies_ahead() -> None:
    view = snapshot_at(Runner(hold_plan()).session, 0.0)
    assert (view.run, view.clock, view.seconds_left) == (Run.NEW, 10, 40.0)
    assert (view.phase_fraction, view.session_fraction) == (0.0, 0.0)


@pytest.mark.parametrize(("waited", "shown"), [(0.0, 30), (0.000001, 30), (0.999999, 30), (1.0, 29), (29.999999, 1)])
def test_the_clock_shows_the_second_that_runs(waited: float, shown: int) -> None:
    runner = at_work(hold_plan())
    runner.wait(waited)
    assert runner.snapshot.clock == shown


def test_the_snapshot_between_two_looks_is_of_the_last_one() -> None:
    session = at_work(hold_plan()).session
    step = session.advance(11.5)
    assert (step.at, step.snapshot.clock) == (11.5, 29)
    assert session.snapshot == step.snapshot


def test_the_view_of_a_paced_set() -> None:
    runner = at_work(reps_plan(4, tempo=Tempo(2, 1, 2)))
    runner.wait(7.5)
    view = runner.snapshot
    assert (view.clock, view.count, view.stage, view.counting) == (None, 1, Stage.HOLD, Counting.PACED)
    assert view.phase_fraction == 1.5 / 4
    assert view.seconds_left == 12.5
    assert view.session_fraction == pytest.approx(17.5 / 30)


def test_by_hand_the_time_left_is_by_the_tempo_of_what_is_not_counted() -> None:
    runner = at_work(reps_plan(4, tempo=Tempo(2, 1, 2)), Counting.BY_HAND)
    runner.wait(100)
    runner.do(Command.COUNT)
    view = runner.snapshot
    assert (view.seconds_left, view.phase_fraction) == (15.0, 0.25)


def test_the_view_names_the_set_after_this_one() -> None:
    runner = at_work(two_holds())
    assert snapshot_at(runner.session, 10.0).next_set == runner.plan.sets[1]
    runner.work(1)
    assert runner.snapshot.next_set is None


def test_the_view_of_the_end() -> None:
    runner = at_work(reps_plan(1))
    runner.wait(2)
    view = runner.snapshot
    assert (view.run, view.stage, view.legal) == (Run.DONE, None, frozenset())
    assert (view.phase_fraction, view.session_fraction, view.seconds_left) == (1.0, 1.0, 0.0)


def test_an_extended_wait_moves_the_end_of_the_session_and_not_its_share() -> None:
    runner = Runner(hold_plan()).start()
    runner.wait(5)
    runner.do(Command.EXTEND, 10.0)
    view = runner.snapshot
    assert view.seconds_left == 45.0
    assert view.phase_fraction == 0.25
    assert view.session_fraction == pytest.approx(2.5 / 40)
