"""The end of a session, early or not, and its record."""

import datetime as dt

import pytest

from ankle_tui.core.history.records import Outcome, Status
from ankle_tui.core.session.engine import Session
from ankle_tui.core.session.events import SessionEnded, SetEnded
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.snapshot import Command, Run
from tests.builders import ENDED, SESSION_ID, STARTED, Runner, beginner_plan
from tests.core.session.machine import at_work, hold_plan, record, reps_plan, two_holds


def test_finishing_early_keeps_what_was_done() -> None:
    runner = Runner(two_holds()).start().work(1)
    runner.wait(4)
    assert runner.do(Command.FINISH) == [SetEnded(52.0, 1, Outcome.SHORT), SessionEnded(52.0, Status.PARTIAL)]
    assert [(item.done, item.outcome) for item in record(runner).sets] == [
        (30.0, Outcome.DONE),
        (4.0, Outcome.SHORT),
    ]
    assert runner.wait(100) == []


def test_finishing_between_sets_ends_no_set() -> None:
    runner = Runner(two_holds()).start()
    assert runner.do(Command.FINISH) == [SessionEnded(0.0, Status.PARTIAL)]


@pytest.mark.parametrize(("leave", "status"), [(Command.COMPLETE, Status.COMPLETED), (Command.SKIP, Status.COMPLETED)])
def test_a_session_with_a_short_set_is_complete(leave: Command, status: Status) -> None:
    runner = at_work(two_holds())
    runner.wait(1)
    runner.do(leave)
    runner.wait(60)
    assert record(runner).status is status


def test_a_session_that_ran_to_its_end_is_complete_with_a_set_left_out() -> None:
    runner = Runner(two_holds()).start()
    runner.do(Command.SKIP)
    runner.wait(60)
    assert runner.session.run is Run.DONE
    assert (record(runner).status, record(runner).ended_early) == (Status.COMPLETED, False)


@pytest.mark.parametrize("left_out", [False, True])
def test_a_session_that_was_finished_in_its_last_set_ended_early(*, left_out: bool) -> None:
    runner = Runner(two_holds()).start()
    if left_out:
        runner.do(Command.SKIP)
    runner.work(1).wait(4)
    runner.do(Command.FINISH)
    assert (record(runner).status, record(runner).ended_early) == (Status.PARTIAL, True)


def test_a_set_left_out_and_done_after_all_makes_the_session_complete() -> None:
    runner = Runner(two_holds()).start()
    runner.do(Command.SKIP)
    runner.do(Command.BACK)
    runner.wait(120)
    assert record(runner).status is Status.COMPLETED


def test_at_any_moment_the_record_is_partial() -> None:
    runner = at_work(hold_plan())
    runner.wait(29)
    assert (record(runner).status, record(runner).sets[0].done) == (Status.PARTIAL, 29.0)


def test_the_record_says_what_the_session_was() -> None:
    runner = Runner(beginner_plan(), origin=5_500_000).start()
    ended = ENDED.replace(microsecond=999_999)
    kept = runner.session.record(ended)
    assert (kept.id, kept.started_at, kept.ended_at, kept.zone) == (SESSION_ID, STARTED, ENDED, "Europe/Berlin")
    assert kept.day == dt.date(2026, 11, 22)
    assert (kept.level, kept.context) == (runner.plan.level, runner.plan.context)


def test_the_training_day_is_settled_at_the_start_and_goes_with_the_checkpoint() -> None:
    session = Session(beginner_plan(), SESSION_ID, STARTED, day=dt.date(2026, 11, 21))
    again = Session.restore(session.checkpoint(), 0.0)
    before = {key: value for key, value in session.checkpoint().items() if key != "day"}
    assert session.record(ENDED).day == again.record(ENDED).day == dt.date(2026, 11, 21)
    assert Session.restore(before, 0.0).record(ENDED).day == dt.date(2026, 11, 22)


def test_a_session_forgotten_for_weeks_leaves_a_record_that_can_be_read() -> None:
    runner = at_work(reps_plan(), Counting.BY_HAND)
    session = runner.session
    session._state.worked = 10**13
    assert record(runner).active_seconds == 1_000_000.0
