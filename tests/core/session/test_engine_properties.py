"""Whatever a runner does and however the clock is looked at: what holds of every session."""

import contextlib
import json
from dataclasses import dataclass, replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.core.exercises.exercise import Kind
from ankle_tui.core.history.records import Outcome, SessionRecord, Status, Touches
from ankle_tui.core.session.engine import IllegalCommand, Session
from ankle_tui.core.session.events import Event, FootDown, Paused, PhaseStarted, Resumed, SessionEnded, SetEnded
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import PhaseKind
from ankle_tui.core.session.snapshot import Command, Run
from ankle_tui.core.validation import TableReader
from tests.builders import ENDED, Runner, give, opened, short_plan, snapshot_at, upcoming_at
from tests.examples import examples

SECOND = 1_000_000


@dataclass(frozen=True)
class Step:
    """Time that goes by, in microseconds, and then a command, or only a look."""

    wait: int
    command: Command | None = None
    argument: float | Counting | None = None


odd_times = st.integers(0, 2 * SECOND)
round_times = st.sampled_from([0, 1, SECOND // 2, SECOND, 2 * SECOND - 1, 2 * SECOND])
times = st.one_of(round_times, odd_times)
plain_commands = st.sampled_from(
    [command for command in Command if command not in {Command.START, Command.EXTEND, Command.SET_COUNTING}]
)
commands = st.one_of(
    st.builds(Step, times, plain_commands),
    st.builds(Step, times, st.just(Command.EXTEND), st.sampled_from([-30.0, -10.0, -1.0, 0.0, 0.5, 10.0, 700.0])),
    st.builds(Step, times, st.just(Command.SET_COUNTING), st.sampled_from(Counting)),
)
looks = st.builds(Step, times)
stretches = st.lists(st.just(Step(2 * SECOND)), min_size=3, max_size=15)
single = st.one_of(commands, looks).map(lambda step: [step])
scripts = st.lists(st.one_of(single, single, stretches), max_size=25).map(
    lambda parts: [s for part in parts for s in part]
)
gappy_scripts = st.lists(
    st.one_of(single, single, stretches, st.integers(2 * SECOND + 1, 60 * SECOND).map(lambda wait: [Step(wait)])),
    max_size=25,
).map(lambda parts: [step for part in parts for step in part])


@dataclass(frozen=True)
class Start:
    """Where a script begins.

    Attributes:
        number: The set it begins before, so that late sets are reached as often as early ones.
        open: Whether all sets are open.
    """

    number: int
    open: bool = False


starts = st.builds(Start, st.sampled_from([0, 1, 3, 5, 6]), st.booleans())
countings = st.sampled_from(Counting)


def begun(start: Start, counting: Counting = Counting.PACED, origin: int = 0) -> Runner:
    """A session in the get-ready of one of its sets, the sets before it left out."""
    runner = Runner(opened(short_plan()) if start.open else short_plan(), counting, origin).start()
    for _ in range(start.number):
        runner.do(Command.SKIP)
    return runner


def follow(runner: Runner, step: Step) -> list[Event]:
    """Let time go by, look, and try the command."""
    runner.micros += step.wait
    events = runner.look()
    if step.command:
        with contextlib.suppress(IllegalCommand):
            events += runner.do(step.command, step.argument)
    return events


def everything(runner: Runner) -> tuple[object, ...]:
    session = runner.session
    return snapshot_at(session, runner.now), session.record(ENDED), session.checkpoint(), session.next_deadline()


def worked(events: list[Event], now: float) -> float:
    """Seconds of work by the events alone."""
    total, running, at_work, since = 0.0, True, False, 0.0
    for event in events:
        if isinstance(event, PhaseStarted | Paused | Resumed | SessionEnded):
            total += event.at - since if running and at_work else 0.0
            since = event.at
        match event:
            case PhaseStarted(phase=phase):
                at_work = phase.kind is PhaseKind.WORK
            case Paused() | Resumed():
                running = isinstance(event, Resumed)
            case SessionEnded():
                return total
    return total + (now - since if running and at_work else 0.0)


def assert_view_sound(runner: Runner) -> None:
    view = runner.snapshot
    target = view.phase.work.target
    assert 0.0 <= view.phase_fraction <= 1.0
    assert 0.0 <= view.session_fraction <= 1.0
    assert view.seconds_left >= 0.0
    assert view.foot_downs >= 0
    assert sum(value is not None for value in (view.clock, view.elapsed, view.count)) == 1
    assert view.clock is None or view.clock >= 0
    assert view.elapsed is None or (view.phase.counts_up and 0 <= view.elapsed <= target)
    assert view.counting is Counting.PACED or not view.phase.work.open
    assert view.count is None or 0 <= view.count <= target
    assert (view.run is Run.PAUSED) is (view.pause_reason is not None)
    assert view.legal == runner.session.legal


def assert_record_sound(runner: Runner, before: SessionRecord) -> SessionRecord:
    record = runner.session.record(ENDED)
    counted = any(isinstance(event, FootDown) for event in runner.events)
    for item, work in zip(record.sets, runner.plan.sets, strict=True):
        part = work.part.id if work.part else None
        planned = (work.exercise, work.variation, work.number, work.side, part, work.kind.unit, float(work.target))
        assert planned == (item.exercise, item.variation, item.number, item.side, item.part, item.unit, item.target)
        assert 0 <= item.done <= item.target
        in_full = item.done == item.target or (work.open and item.done)
        expected = Outcome.DONE if in_full else Outcome.SHORT if item.done else Outcome.SKIPPED
        assert item.outcome is expected
        assert (item.foot_downs is not None) is (counted and work.kind is Kind.HOLD)
    downs = sum(item.foot_downs or 0 for item in record.sets)
    assert record.touches == (Touches(0, 0) if counted and not downs else None)
    assert record.active_seconds >= before.active_seconds
    assert SessionRecord.read(TableReader(json.loads(json.dumps(record.to_json())))) == record
    return record


def assert_deadline_sound(runner: Runner) -> None:
    deadline = runner.session.next_deadline()
    assert (deadline is None) is (runner.session.run is not Run.RUNNING)
    assert deadline is None or runner.micros < round(deadline * SECOND) <= runner.micros + SECOND


@examples(120)
@given(starts, countings, st.sampled_from([0, 987_654_321_987]), gappy_scripts)
def test_the_invariants_hold(start: Start, counting: Counting, origin: int, script: list[Step]) -> None:
    runner = begun(start, counting, origin)
    record = runner.session.record(ENDED)
    for step in script:
        events = follow(runner, step)
        assert all(event.at <= runner.now for event in events)
        before, record = record, assert_record_sound(runner, record)
        if step.command is not Command.UNCOUNT and not start.open:
            assert all(now.done >= then.done for now, then in zip(record.sets, before.sets, strict=True))
        assert_view_sound(runner)
        assert_deadline_sound(runner)
        assert record.active_seconds == round(worked(runner.events, runner.now), 3)
    assert all(before.at <= after.at for before, after in pairwise(runner.events))


@examples(120)
@given(starts, countings, gappy_scripts)
def test_what_a_session_tells_fits_together(start: Start, counting: Counting, script: list[Step]) -> None:
    runner, finished = begun(start, counting), False
    for step in script:
        ran = runner.session.run is not Run.DONE
        follow(runner, step)
        finished = finished or (ran and step.command is Command.FINISH and runner.session.run is Run.DONE)
    ended = [event for event in runner.events if isinstance(event, SessionEnded)]
    record = runner.session.record(ENDED)
    assert len(ended) == (runner.session.run is Run.DONE)
    assert not ended or (ended[0] is runner.events[-1] and ended[0].status is record.status)
    assert (record.status is Status.COMPLETED) is (bool(ended) and not finished)
    assert not record.ended_early or record.status is Status.PARTIAL
    last = {event.index: event.outcome for event in runner.events if isinstance(event, SetEnded)}
    order = [Outcome.SKIPPED, Outcome.SHORT, Outcome.DONE]
    assert all(order.index(record.sets[index].outcome) >= order.index(outcome) for index, outcome in last.items())


@examples(120)
@given(starts, countings, scripts, st.data())
def test_how_time_is_sliced_never_matters(
    start: Start, counting: Counting, script: list[Step], data: st.DataObject
) -> None:
    coarse, fine = begun(start, counting), begun(start, counting)
    for step in script:
        end = fine.micros + step.wait
        for cut in sorted(data.draw(st.lists(st.integers(fine.micros, end), max_size=3))):
            fine.micros = cut
            fine.look()
        fine.micros = end
        fine.look()
        follow(fine, Step(0, step.command, step.argument))
        follow(coarse, step)
        assert fine.events == coarse.events
        assert everything(fine) == everything(coarse)


@examples(60)
@given(starts, countings, scripts, scripts, st.integers(0, 10**13))
def test_a_restored_session_goes_on_as_if_nothing_had_happened(
    start: Start, counting: Counting, script: list[Step], further: list[Step], origin: int
) -> None:
    runner = begun(start, counting)
    for step in script:
        follow(runner, step)
    other = Runner(runner.plan)
    other.micros = origin
    saved = json.loads(json.dumps(runner.session.checkpoint()))
    other.session = Session.restore(saved, other.now)
    assert other.session.plan == runner.plan
    assert other.session.checkpoint() == runner.session.checkpoint()
    shift, told = origin - runner.micros, len(runner.events)
    for step in further:
        follow(runner, step)
        follow(other, step)
        assert other.snapshot == runner.snapshot
        assert other.session.record(ENDED) == runner.session.record(ENDED)
    assert [told_by(event, shift) for event in runner.events[told:]] == [told_by(event) for event in other.events]


def told_by(event: Event, shift: int = 0) -> tuple[int, str]:
    """An event with its moment apart, to compare two clocks."""
    return round(event.at * SECOND) + shift, repr(event).replace(f"at={event.at!r}", "")


@examples(60)
@given(starts, countings, scripts, st.integers(0, 90 * SECOND))
def test_what_is_announced_is_what_then_happens(
    start: Start, counting: Counting, script: list[Step], ahead: int
) -> None:
    runner = begun(start, counting)
    for step in script:
        follow(runner, step)
    before = everything(runner)
    until = runner.micros + ahead
    announced = upcoming_at(runner.session, runner.now, until / SECOND)
    assert everything(runner) == before
    assert announced == tuple(runner.wait(ahead / SECOND))


@examples(60)
@given(starts, countings, scripts, times, st.sampled_from(Command))
def test_a_refused_command_leaves_no_trace(
    start: Start, counting: Counting, script: list[Step], wait: int, command: Command
) -> None:
    runner = begun(start, counting)
    for step in script:
        follow(runner, step)
    before = everything(runner)
    try:
        give(runner.session, command, (runner.micros + wait) / SECOND)
    except IllegalCommand:
        assert everything(runner) == before
    else:
        runner.micros += wait
        assert_view_sound(runner)


@examples(60)
@given(starts, countings, gappy_scripts, st.integers(0, 30 * SECOND))
def test_a_look_finds_something_only_when_it_is_due(
    start: Start, counting: Counting, script: list[Step], wait: int
) -> None:
    runner = begun(start, counting)
    for step in script:
        follow(runner, step)
    before, now = runner.session.snapshot, (runner.micros + wait) / SECOND
    due, found = runner.session.is_due(now), runner.session.advance(now)
    assert (found.at, found.snapshot) == (now, runner.session.snapshot)
    if not due:
        assert found.events == ()
        fractions = {
            name: getattr(before, name) for name in ("phase_fraction", "session_fraction", "seconds_left", "stage")
        }
        assert replace(found.snapshot, **fractions) == before


@examples(40)
@given(starts, countings, scripts)
def test_a_shell_that_wakes_at_deadlines_misses_nothing(start: Start, counting: Counting, script: list[Step]) -> None:
    runner = begun(start, counting)
    for step in script:
        follow(runner, step)
    for _ in range(200):
        deadline = runner.session.next_deadline()
        if deadline is None:
            break
        due = round(deadline * SECOND)
        just_before = snapshot_at(runner.session, (due - 1) / SECOND)
        now = runner.snapshot
        assert (just_before.clock, just_before.elapsed, just_before.count) == (now.clock, now.elapsed, now.count)
        runner.micros = due
        assert all(round(event.at * SECOND) == due for event in runner.look())
