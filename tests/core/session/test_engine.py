"""The session machine: exact times, pauses, counting, moving about, and what is kept."""

import datetime as dt

import pytest

from ankle_tui.core.exercises.exercise import Choice, Kind, Level, Tempo
from ankle_tui.core.history.records import Outcome, SessionRecord, Status, Touches
from ankle_tui.core.session.engine import Session
from ankle_tui.core.session.events import (
    Countdown,
    Counted,
    CountingChanged,
    Event,
    Extended,
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
from ankle_tui.core.session.plan import PhaseKind, Plan, build_plan
from ankle_tui.core.session.snapshot import Command, Run
from ankle_tui.core.session.transitions import GAP, LONGEST_LEAD
from tests.builders import (
    ENDED,
    SESSION_ID,
    STARTED,
    Runner,
    beginner_plan,
    make_choice,
    shipped,
    short_plan,
    snapshot_at,
    upcoming_at,
)


def hold_plan(seconds: int = 30) -> Plan:
    return build_plan([make_choice(Kind.HOLD, seconds)])


def reps_plan(target: int = 4, **changes: object) -> Plan:
    return build_plan([make_choice(Kind.REPS, target, **changes)])  # type: ignore[arg-type]


def two_holds() -> Plan:
    return build_plan([make_choice(Kind.HOLD, 30, sets=2)])


def at_work(plan: Plan, counting: Counting = Counting.PACED) -> Runner:
    """At the beginning of the first set, 10 s into the session."""
    return Runner(plan, counting).start().work(0)


def record(runner: Runner) -> SessionRecord:
    return runner.session.record(ENDED)


def stamped(events: list[Event], kind: type[Event]) -> list[float]:
    return [event.at for event in events if isinstance(event, kind)]


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


# Counting


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


# The end


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


# What is shown


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
