"""What is heard when: nothing beside GO, nothing missing, a moment between the end of a set and what comes."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ankle_tui.core.cues.cues import AFTER_SET_DONE, Call, Cue, calls
from ankle_tui.core.exercises.exercise import Kind, Tempo
from ankle_tui.core.history.records import Outcome, Status
from ankle_tui.core.session.events import (
    Counted,
    CountingChanged,
    Elapsed,
    Event,
    Extended,
    FootDown,
    Halfway,
    NothingCounted,
    Paused,
    PauseReason,
    PhaseStarted,
    Resumed,
    SessionEnded,
    SetEnded,
    Stage,
    TempoBeat,
    TenSeconds,
    TimeLeft,
)
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import Phase, PhaseKind, build_plan
from ankle_tui.core.session.snapshot import Command
from tests.builders import Runner, beginner_plan, make_choice, opened, short_plan, whole_session
from tests.examples import examples


def heard(events: list[Event]) -> list[tuple[float, str]]:
    return [(call.at, str(call.cue)) for call in calls(events)]


def phase(kind: PhaseKind) -> Phase:
    return next(phase for phase in short_plan().phases if phase.kind is kind)


def test_a_whole_hold_by_ear() -> None:
    runner = Runner(build_plan([make_choice(Kind.HOLD, 30)])).start()
    runner.wait(40)
    assert heard(runner.events) == [
        *[(0.0, "get-ready"), (7.0, "three"), (8.0, "two"), (9.0, "one"), (10.0, "go")],
        *[
            (25.0, "halfway"),
            (30.0, "ten-seconds"),
            (37.0, "three"),
            (38.0, "two"),
            (39.0, "one"),
            (40.0, "session-done"),
        ],
    ]


def test_a_hold_that_counts_up_ticks_every_second_to_its_cap() -> None:
    told = heard(whole_session(opened(build_plan([make_choice(Kind.HOLD, 30)]))))
    assert told[4:] == [(10.0, "go"), *[(float(at), "second") for at in range(11, 40)], (40.0, "session-done")]


def test_two_paced_sets_by_ear() -> None:
    runner = Runner(build_plan([make_choice(Kind.REPS, 1, sets=2, tempo=Tempo(2, 1, 2))])).start()
    runner.wait(28)
    assert heard(runner.events)[4:] == [
        *[(10.0, "go"), (12.0, "tempo-hold"), (13.0, "tempo-down"), (15.0, "count"), (15.0, "set-done")],
        *[(15.0 + AFTER_SET_DONE, "rest"), (18.0, "get-ready"), (20.0, "three"), (21.0, "two"), (22.0, "one")],
        *[(23.0, "go"), (25.0, "tempo-hold"), (26.0, "tempo-down"), (28.0, "count"), (28.0, "session-done")],
    ]


def test_a_change_of_sides_is_called_a_moment_after_the_set() -> None:
    runner = Runner(short_plan()).start().work(0)
    assert heard(runner.wait(24))[-2:] == [(34.0, "set-done"), (34.4, "change-sides")]


def test_the_second_up_of_a_set_is_heard() -> None:
    runner = Runner(build_plan([make_choice(Kind.REPS, 2, tempo=Tempo(2, 1, 2))])).start().work(0)
    assert (15.0, "tempo-up") in heard(runner.wait(5))


def test_going_on_at_the_instant_of_a_beep_is_go_alone() -> None:
    runner = Runner(short_plan()).start()
    runner.wait(8)
    runner.micros += 1_000_000
    assert heard(runner.do(Command.COMPLETE)) == [(9.0, "go")]


@pytest.mark.parametrize(
    ("event", "cue"),
    [
        (PhaseStarted(1.0, 0, phase(PhaseKind.GET_READY)), Cue.GET_READY),
        (PhaseStarted(1.0, 0, phase(PhaseKind.WORK)), Cue.GO),
        (PhaseStarted(1.0, 0, phase(PhaseKind.CHANGE_SIDES)), Cue.CHANGE_SIDES),
        (PhaseStarted(1.0, 0, phase(PhaseKind.REST)), Cue.REST),
        (TempoBeat(1.0, Stage.UP), Cue.TEMPO_UP),
        (TempoBeat(1.0, Stage.UP, upright=False), Cue.TEMPO_PULL),
        (TempoBeat(1.0, Stage.DOWN, upright=False), Cue.TEMPO_BACK),
        (Halfway(1.0), Cue.HALFWAY),
        (TenSeconds(1.0), Cue.TEN_SECONDS),
        (Counted(1.0, 1, 2), Cue.COUNT),
        (Elapsed(1.0, 4), Cue.SECOND),
        (Elapsed(1.0, 5), Cue.SECOND),
        (FootDown(1.0, 1), Cue.FOOT_DOWN),
        (NothingCounted(1.0, 10), Cue.QUESTION),
        (Paused(1.0, PauseReason.GAP), Cue.PAUSED),
        (Resumed(1.0), Cue.RESUMED),
        (SetEnded(1.0, 0, Outcome.DONE), Cue.SET_DONE),
        (SetEnded(1.0, 0, Outcome.SHORT), Cue.SET_DONE),
        (SessionEnded(1.0, Status.PARTIAL), Cue.SESSION_DONE),
    ],
)
def test_the_cue_of_an_event(event: Event, cue: Cue) -> None:
    assert calls([event]) == (Call(1.0, cue),)


@pytest.mark.parametrize(
    "event",
    [SetEnded(1.0, 0, Outcome.SKIPPED), CountingChanged(1.0, Counting.PACED), Extended(1.0, 10.0), TimeLeft(1.0, 10)],
)
def test_some_events_are_not_heard(event: Event) -> None:
    assert calls([event]) == ()


def test_a_set_left_out_is_followed_by_the_next_call_at_once() -> None:
    assert heard(Runner(short_plan()).start().do(Command.SKIP)) == [(0.0, "get-ready")]


def test_every_cue_of_a_session_can_be_heard() -> None:
    runner = Runner(short_plan()).start()
    runner.wait(20)
    runner.do(Command.FOOT_DOWN)
    runner.do(Command.PAUSE)
    runner.do(Command.RESUME)
    runner.wait(200)
    asked = NothingCounted(runner.now, 10)  # by the shell
    pulls = whole_session(build_plan([make_choice(Kind.REPS, 2, tempo=Tempo(2, 1, 2, ("pull", "hold", "back")))]))
    seconds = whole_session(opened(build_plan([make_choice(Kind.HOLD, 5)])))
    told = [calls(events) for events in ([*runner.events, asked], pulls, seconds)]
    assert {call.cue for each in told for call in each} == set(Cue)


def test_the_default_session_calls_each_thing_as_often_as_it_happens() -> None:
    plan = beginner_plan()
    runner = Runner(plan).start()
    runner.wait(plan.seconds)
    counted = Counter(call.cue for call in calls(runner.events))
    reps = sum(work.target for work in plan.sets if work.kind is Kind.REPS)
    steps = sum(work.target for work in plan.sets if work.kind is Kind.STEPS)
    sets_of_reps = sum(work.kind is Kind.REPS for work in plan.sets)
    assert counted[Cue.GO] == counted[Cue.GET_READY] == len(plan.sets)
    assert counted[Cue.COUNT] == reps + steps
    assert counted[Cue.TEMPO_UP] == reps - sets_of_reps
    assert counted[Cue.TEMPO_HOLD] == counted[Cue.TEMPO_DOWN] == reps
    assert (counted[Cue.SET_DONE], counted[Cue.SESSION_DONE]) == (len(plan.sets) - 1, 1)
    assert counted[Cue.HALFWAY] == counted[Cue.TEN_SECONDS] == 4


@examples(40)
@example([(10_000_000, Command.PAUSE)])
@given(st.lists(st.tuples(st.integers(0, 20_000_000), st.sampled_from([None, *Command])), max_size=25))
def test_calls_are_in_order_and_go_is_alone(script: list[tuple[int, Command | None]]) -> None:
    runner = Runner(short_plan()).start()
    for wait, command in script:
        events = runner.wait(wait / 1_000_000)
        own = runner.do(command) if command in runner.session.legal and command else []
        told = calls(events + own)
        assert all(before.at <= after.at for before, after in pairwise(told))
        for go in (call for call in told if call.cue is Cue.GO):
            beside = {call.cue for call in told if call.at == go.at} - {Cue.GO}
            answers = {call.cue for call in calls(own)}  # to a key in that very moment
            assert beside <= {Cue.SET_DONE, Cue.RESUMED} | answers
