"""Sets that count up: ended by the runner or at their cap, exact to the millisecond, and nothing counted that was given up."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Kind
from ankle_tui.core.history.records import Outcome, SetRecord
from ankle_tui.core.session.engine import IllegalCommand, Session
from ankle_tui.core.session.events import Counted, Elapsed, Event, Paused, PauseReason, PhaseStarted, SetEnded
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import PhaseKind, Plan, build_plan
from ankle_tui.core.session.snapshot import Command, Run
from tests.builders import ENDED, Runner, make_choice, raise_test, stance_test, whole_session
from tests.examples import examples

SECOND = 1_000_000
UNCOUNTED = st.sampled_from([Kind.HOLD, Kind.TIMED])


def at_set(plan: Plan, index: int = 0, counting: Counting = Counting.PACED) -> Runner:
    return Runner(plan, counting).start().work(index)


def recorded(runner: Runner, index: int = 0) -> SetRecord:
    return runner.session.record(ENDED).sets[index]


def told(events: list[Event]) -> list[int]:
    return [event.seconds for event in events if isinstance(event, Elapsed)]


def test_seconds_are_told_as_they_are_done_and_nothing_is_counted_down() -> None:
    runner = at_set(stance_test())
    events = runner.wait(44.5)
    assert events == [Elapsed(10.0 + second, second) for second in range(1, 45)]
    view = runner.snapshot
    assert (view.clock, view.elapsed, view.count) == (None, 44, None)
    assert view.phase_fraction == pytest.approx(44.5 / 45)


def test_at_its_cap_it_ends_by_itself() -> None:
    runner = at_set(stance_test())
    events = runner.wait(45)
    assert isinstance(events[-1], PhaseStarted)
    assert events[-2] == SetEnded(55.0, 0, Outcome.DONE)
    assert told(events) == list(range(1, 45)), "the end of the set tells its cap"
    assert recorded(runner).done == 45.0


def test_the_cap_is_what_it_did_at_most() -> None:
    runner = at_set(stance_test(9))
    runner.wait(8.25)
    runner.do(Command.COMPLETE)
    item = recorded(runner)
    assert (item.target, item.done, item.outcome) == (9, 8.25, Outcome.DONE)


def test_nothing_done_is_a_set_left_out() -> None:
    runner = at_set(stance_test())
    assert runner.do(Command.COMPLETE)[0] == SetEnded(10.0, 0, Outcome.SKIPPED)
    assert recorded(runner).outcome is Outcome.SKIPPED


@examples(120)
@given(UNCOUNTED, st.integers(1, 60), st.integers(0, 60 * SECOND), st.integers(0, 10**13))
def test_completed_at_any_moment_it_is_exactly_the_time_since_go(kind: Kind, cap: int, after: int, origin: int) -> None:
    runner = Runner(stance_test(cap, kind), origin=origin).start().work(0)
    after = min(after, cap * SECOND - 1)
    go = runner.micros
    runner.wait(after / SECOND)
    ended = runner.do(Command.COMPLETE)[0]
    assert round(ended.at * SECOND) == go + after
    assert recorded(runner).done == after // 1000 / 1000
    assert recorded(runner).outcome is (Outcome.DONE if after >= 1000 else Outcome.SKIPPED)
    assert told(runner.events) == list(range(1, after // SECOND + 1))


@examples(60)
@given(st.integers(1, 60), st.integers(0, 119 * SECOND))
def test_reps_are_counted_by_the_beat_and_completed_with_their_count(cap: int, after: int) -> None:
    runner = at_set(raise_test(cap))
    after = min(after, cap * 2 * SECOND - 1)
    runner.wait(after / SECOND)
    assert runner.snapshot.count == after // (2 * SECOND)
    runner.do(Command.COMPLETE)
    item = recorded(runner)
    assert item.done == after // (2 * SECOND)
    assert item.outcome is (Outcome.DONE if item.done else Outcome.SKIPPED)


def test_reps_end_at_their_cap() -> None:
    runner = at_set(raise_test(3))
    events = runner.wait(6)
    assert [event for event in events if isinstance(event, Counted)] == [
        Counted(10.0 + 2 * count, count, 3, open=True) for count in (1, 2, 3)
    ]
    assert recorded(runner).outcome is Outcome.DONE


def test_the_engine_keeps_the_pace_whoever_counts_otherwise() -> None:
    runner = at_set(raise_test(), counting=Counting.BY_HAND)
    runner.wait(5)
    assert (runner.snapshot.counting, runner.snapshot.count) == (Counting.PACED, 2)
    with pytest.raises(IllegalCommand):
        runner.do(Command.SET_COUNTING)


def test_who_counts_before_it_is_as_chosen() -> None:
    plan = build_plan([make_choice(Kind.REPS, 5, name="warm-up"), make_choice(Kind.REPS, 5)])
    works = [plan.sets[0], plan.sets[1]._replace(open=True)]
    mixed = replace(plan, phases=tuple(phase._replace(work=works[phase.set_index]) for phase in plan.phases))
    warming_up = at_set(mixed, counting=Counting.BY_HAND)
    shown = [warming_up.snapshot.counting]
    warming_up.do(Command.SKIP)
    assert [*shown, warming_up.snapshot.counting] == [Counting.BY_HAND, Counting.PACED]


def test_completed_without_a_count_it_is_not_taken_for_done() -> None:
    runner = at_set(raise_test(), counting=Counting.BY_HAND)
    runner.wait(1.5)
    runner.do(Command.COMPLETE)
    assert (recorded(runner).done, recorded(runner).outcome) == (0, Outcome.SKIPPED)


def test_a_count_can_be_corrected() -> None:
    runner = at_set(raise_test())
    runner.wait(4)
    assert runner.do(Command.COUNT) == [Counted(14.0, 3, 60, open=True)]
    runner.do(Command.UNCOUNT)
    runner.do(Command.UNCOUNT)
    runner.do(Command.COMPLETE)
    assert recorded(runner).done == 1


def test_a_gap_pauses_at_the_last_look() -> None:
    runner = at_set(stance_test())
    runner.wait(12.5)
    runner.micros += 30 * SECOND
    assert runner.look() == [Paused(22.5, PauseReason.GAP)]
    assert runner.snapshot.elapsed == 12
    runner.do(Command.RESUME)
    assert told(runner.wait(1)) == [13]
    runner.do(Command.COMPLETE)
    assert recorded(runner).done == 13.5


@pytest.mark.parametrize("command", [Command.SKIP, Command.REDO, Command.BACK])
def test_an_attempt_that_is_broken_off_counts_for_nothing(command: Command) -> None:
    runner = at_set(stance_test(), 1)
    runner.wait(3)
    assert runner.do(command)[0] == SetEnded(runner.now, 1, Outcome.SKIPPED, given_up=True)
    assert (recorded(runner, 1).done, recorded(runner, 1).outcome) == (0, Outcome.SKIPPED)
    assert runner.session.active_seconds == 48.0, "it was work all the same"


def test_finished_in_the_middle_what_was_done_is_kept() -> None:
    runner = at_set(stance_test())
    runner.wait(3.5)
    runner.do(Command.FINISH)
    assert (recorded(runner).done, recorded(runner).outcome) == (3.5, Outcome.DONE)
    assert (runner.snapshot.run, runner.snapshot.elapsed) == (Run.DONE, 3)


@pytest.mark.parametrize(("first", "second"), [(9, 4), (4, 9)])
def test_done_again_the_later_attempt_counts_longer_or_not(first: int, second: int) -> None:
    runner = at_set(stance_test())
    runner.wait(first)
    runner.do(Command.COMPLETE)
    runner.do(Command.REDO)
    assert recorded(runner).done == first
    runner.work(0).wait(second)
    runner.do(Command.COMPLETE)
    assert recorded(runner).done == second


def test_a_repeat_that_is_not_done_leaves_the_attempt_before() -> None:
    runner = at_set(stance_test())
    runner.wait(9)
    runner.do(Command.COMPLETE)
    for _ in range(2):
        runner.do(Command.REDO)
        runner.work(0).wait(2)
    runner.do(Command.SKIP)
    assert recorded(runner).done == 9


def test_order_and_waits_are_those_of_the_plan() -> None:
    plan = stance_test(5)
    starts = [(event.at, event.phase) for event in whole_session(plan) if isinstance(event, PhaseStarted)]
    at, expected = 0.0, []
    for phase in plan.phases:
        expected.append((at, phase))
        at += phase.seconds
    assert starts == expected


@examples(60)
@given(st.integers(1, 60), st.lists(st.integers(0, 60 * SECOND), min_size=4, max_size=4), st.integers(0, 10**13))
def test_whenever_trials_end_the_waits_after_them_are_exact(cap: int, lengths: list[int], origin: int) -> None:
    plan = stance_test(cap)
    runner, expected = Runner(plan, origin=origin).start(), []
    at = origin
    for index, phase in enumerate(plan.phases):
        expected.append((index, at))
        if phase.kind is PhaseKind.WORK:
            length = min(lengths[phase.set_index], cap * SECOND)
            runner.wait_for(PhaseKind.WORK, phase.set_index).wait(length / SECOND)
            if length < cap * SECOND:
                runner.do(Command.COMPLETE)
            at += length
        else:
            at += round(phase.seconds * SECOND)
    begun = [(event.index, round(event.at * SECOND)) for event in runner.events if isinstance(event, PhaseStarted)]
    assert begun == expected
    assert runner.session.run is Run.DONE
    done = [item.done for item in runner.session.record(ENDED).sets]
    assert done == [min(length, cap * SECOND) // 1000 / 1000 for length in lengths]


@examples(60)
@given(st.booleans(), st.integers(0, 100 * SECOND), st.integers(0, 10**13))
def test_taken_up_at_any_moment_it_ends_as_if_nothing_had_happened(counted: bool, moment: int, origin: int) -> None:
    plan = raise_test(20) if counted else stance_test(9)
    runner = Runner(plan).start()
    runner.wait(moment / SECOND)
    other = Runner(plan)
    other.session = Session.restore(json.loads(json.dumps(runner.session.checkpoint())), origin / SECOND)
    other.micros, shift = origin, origin - moment
    rest = [replace(event, at=round(event.at * SECOND) + shift) for event in runner.wait(100)]
    assert [replace(event, at=round(event.at * SECOND)) for event in other.wait(100)] == rest
    assert other.session.record(ENDED) == runner.session.record(ENDED)
