"""Counting: by hand and paced, corrected, taken over, and touches of the other foot."""

import pytest

from ankle_tui.core.exercises.exercise import Tempo
from ankle_tui.core.history.records import Outcome, Status
from ankle_tui.core.session.events import (
    Counted,
    CountingChanged,
    FootDown,
    PhaseStarted,
    Resumed,
    SessionEnded,
    SetEnded,
    Stage,
    TempoBeat,
)
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import PhaseKind
from ankle_tui.core.session.snapshot import Command, Run
from tests.builders import Runner, short_plan
from tests.core.session.machine import at_work, hold_plan, record, reps_plan, stamped


def test_by_hand_nothing_happens_without_the_key() -> None:
    runner = at_work(reps_plan(), Counting.BY_HAND)
    assert runner.wait(500) == []
    assert runner.do(Command.COUNT) == [Counted(510.0, 1, 4)]


def test_by_hand_the_set_ends_with_its_last_count() -> None:
    runner = at_work(reps_plan(), Counting.BY_HAND)
    for _ in range(3):
        runner.wait(2)
        runner.do(Command.COUNT)
    assert runner.do(Command.COUNT) == [
        Counted(16.0, 4, 4),
        SetEnded(16.0, 0, Outcome.DONE),
        SessionEnded(16.0, Status.COMPLETED),
    ]
    assert record(runner).sets[0].done == 4


def test_a_count_can_be_taken_back() -> None:
    runner = at_work(reps_plan(), Counting.BY_HAND)
    runner.do(Command.COUNT)
    runner.do(Command.COUNT)
    assert runner.do(Command.UNCOUNT) == [Counted(10.0, 1, 4)]


@pytest.mark.parametrize(("command", "count", "end"), [(Command.COUNT, 2, 25.0), (Command.UNCOUNT, 0, 35.0)])
def test_correcting_a_paced_count_keeps_the_rhythm(command: Command, count: int, end: float) -> None:
    runner = at_work(reps_plan(4, tempo=Tempo(2, 1, 2)))
    runner.wait(6)  # a second into the second rep
    assert runner.do(command) == [Counted(16.0, count, 4)]
    assert runner.wait(4) == [
        TempoBeat(17.0, Stage.HOLD),
        TempoBeat(18.0, Stage.DOWN),
        Counted(20.0, count + 1, 4),
        TempoBeat(20.0, Stage.UP),
    ]
    runner.wait(20)
    assert stamped(runner.events, SessionEnded) == [end]


def test_correcting_the_last_count_of_a_paced_set_ends_it() -> None:
    runner = at_work(reps_plan(2))
    runner.wait(1.75)
    assert [type(event) for event in runner.do(Command.COUNT)] == [Counted, SetEnded, SessionEnded]


def test_counting_to_the_end_while_paused_leaves_the_next_wait_paused() -> None:
    runner = at_work(reps_plan(2, sets=2), Counting.BY_HAND)
    runner.do(Command.COUNT)
    runner.do(Command.PAUSE)
    events = runner.do(Command.COUNT)
    assert [type(event) for event in events] == [Counted, SetEnded, PhaseStarted]
    view = runner.snapshot
    assert (view.run, view.phase.kind, view.clock) == (Run.PAUSED, PhaseKind.REST, 3)


def test_the_engine_takes_over_with_a_whole_rep() -> None:
    runner = at_work(reps_plan(4, tempo=Tempo(2, 1, 2)), Counting.BY_HAND)
    runner.wait(7.3)
    runner.do(Command.COUNT)
    assert runner.do(Command.SET_COUNTING, Counting.PACED) == [
        CountingChanged(17.3, Counting.PACED),
        TempoBeat(17.3, Stage.UP),
    ]
    assert runner.wait(5)[-2:] == [Counted(22.3, 2, 4), TempoBeat(22.3, Stage.UP)]
    runner.wait(20)
    assert stamped(runner.events, SessionEnded) == [32.3]


def test_taking_over_by_hand_stops_the_tempo_and_keeps_the_count() -> None:
    runner = at_work(reps_plan(4))
    runner.wait(2)
    runner.do(Command.SET_COUNTING, Counting.BY_HAND)
    assert runner.wait(60) == []
    assert runner.snapshot.count == 1
    assert runner.snapshot.stage is None


def test_switching_to_and_fro_at_one_moment_begins_the_rep_anew() -> None:
    runner = at_work(reps_plan(4, tempo=Tempo(2, 1, 2)))
    runner.wait(4)
    runner.do(Command.SET_COUNTING, Counting.BY_HAND)
    runner.do(Command.SET_COUNTING, Counting.PACED)
    assert stamped(runner.wait(5), Counted) == [19.0]


def test_a_paced_set_that_is_taken_over_while_paused_begins_with_up() -> None:
    runner = at_work(reps_plan(4, tempo=Tempo(2, 1, 2)), Counting.BY_HAND)
    runner.wait(1)
    runner.do(Command.PAUSE)
    runner.do(Command.SET_COUNTING, Counting.PACED)
    runner.wait(30)
    assert runner.do(Command.RESUME) == [Resumed(41.0), TempoBeat(41.0, Stage.UP)]


def test_who_counts_can_be_said_before_the_set() -> None:
    runner = Runner(reps_plan()).start()
    assert runner.do(Command.SET_COUNTING, Counting.BY_HAND) == [CountingChanged(0.0, Counting.BY_HAND)]
    runner.work(0)
    assert runner.wait(30) == []


def test_foot_downs_are_counted_in_a_hold() -> None:
    runner = at_work(hold_plan())
    runner.wait(3)
    assert runner.do(Command.FOOT_DOWN) == [FootDown(13.0, 1)]
    assert runner.do(Command.FOOT_DOWN) == [FootDown(13.0, 2)]
    assert runner.snapshot.foot_downs == 2
    runner.wait(30)
    assert record(runner).sets[0].foot_downs == 2
    assert record(runner).touches is None


def test_only_holds_record_foot_downs() -> None:
    runner = Runner(short_plan()).start().work(0)
    runner.wait(1)
    runner.do(Command.FOOT_DOWN)
    assert [item.foot_downs for item in record(runner).sets] == [1, 0, None, None, None, None, None]


def test_touches_that_nobody_counted_are_not_known() -> None:
    found = record(Runner(short_plan()).start().work(1))
    assert [item.foot_downs for item in found.sets] == [None] * 7
    assert found.touches is None
