"""The conductor: engine, clock, sound and history together."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ankle_tui.audio.silent import SilentPlayer
from ankle_tui.conductor import EXTENSION, LOUD_DEMO, Action, local_time
from ankle_tui.core.cues import AFTER_SET_DONE, Cue
from ankle_tui.core.events import Counted, Counting, Event, Extended, Paused, PauseReason, PhaseStarted, SessionEnded
from ankle_tui.core.exercise import Kind, Level
from ankle_tui.core.plan import PhaseKind, build_plan
from ankle_tui.core.record import Outcome, Status
from ankle_tui.core.view import Run
from tests.audio.fakes import FakePlayer
from tests.builders import STARTED, make_choice, short_plan
from tests.conducting import BEGIN, Studio

HOLD, HOLD_RIGHT, REPS, STEPS, TIMED = 0, 1, 2, 4, 6
"""Where the kinds of sets stand in the short plan."""


def kinds(events: tuple[Event, ...] | list[Event] | None) -> list[str]:
    assert events is not None
    return [type(event).__name__ for event in events]


def test_a_whole_session_takes_its_time_and_is_kept() -> None:
    studio = Studio().start()
    ended = list(studio.run())[-1]
    record = studio.shelf.record
    assert isinstance(ended, SessionEnded)
    assert studio.machine.seconds - BEGIN == pytest.approx(short_plan().seconds)
    assert record.status is Status.COMPLETED
    assert record.started_at == STARTED
    assert record.ended_at == (STARTED + dt.timedelta(seconds=short_plan().seconds)).replace(microsecond=0)
    assert [item.done for item in record.sets] == [work.target for work in short_plan().sets]
    assert all(item.outcome is Outcome.DONE for item in record.sets)
    assert (studio.conductor.result, studio.conductor.record, studio.conductor.problem) == (record, record, "")
    assert studio.conductor.wake_in() is None


def test_cues_are_played_at_their_deadlines() -> None:
    studio = Studio(build_plan([make_choice(Kind.HOLD, 6, per_side=True)])).start()
    list(studio.run())
    assert studio.played == [
        ("get-ready", 0),
        ("three", 7),
        ("two", 8),
        ("one", 9),
        ("go", 10),
        ("three", 13),
        ("two", 14),
        ("one", 15),
        ("set-done", 16),
        ("change-sides", 16 + AFTER_SET_DONE),
        ("get-ready", 18),
        ("three", 20),
        ("two", 21),
        ("one", 22),
        ("go", 23),
        ("three", 26),
        ("two", 27),
        ("one", 28),
        ("session-done", 29),
    ]


def test_a_late_look_still_tells_the_player_the_deadline() -> None:
    studio = Studio().start()
    studio.machine.seconds += 1.9
    studio.conductor.look()
    studio.wait(7.0)
    studio.machine.seconds += 1.5  # a stall over the moment of "go"
    studio.conductor.look()
    assert ("go", 10.0) in studio.played


def test_a_demonstration_tells_the_player_moments_of_the_machine() -> None:
    studio = Studio(speed=2.0, demo=True).start()
    list(studio.run())
    assert [at for cue, at in studio.played if cue == Cue.GO][0] == 5.0
    assert studio.machine.seconds - BEGIN == pytest.approx(short_plan().seconds / 2)


def test_muted_nothing_is_played_and_what_waits_is_forgotten() -> None:
    studio = Studio().start()
    assert studio.conductor.perform(Action.SOUND) == ()
    assert (studio.conductor.muted, studio.player.cancels) == (True, 1)
    before = list(studio.player.played)
    list(studio.run())
    assert studio.player.played == before
    assert studio.shelf.record.status is Status.COMPLETED


def test_sound_comes_back() -> None:
    studio = Studio().start()
    studio.conductor.perform(Action.SOUND)
    studio.wait(3)
    studio.conductor.perform(Action.SOUND)
    studio.wait(5)
    assert [cue for cue, _ in studio.played] == ["get-ready", "three"]
    assert studio.player.cancels == 1


def test_another_player_takes_over() -> None:
    studio = Studio().start()
    other = FakePlayer()
    studio.conductor.use_player(other)
    studio.wait(8)
    assert [cue for cue, _ in studio.played] == ["get-ready"]
    assert [cue for cue, _ in other.played] == ["three", "two"]


def test_a_player_that_breaks_does_not_cost_the_record() -> None:
    class Broken(SilentPlayer):
        def play(self, cue: str, at: float | None = None) -> None:
            if cue == Cue.SESSION_DONE:
                raise RuntimeError(cue)

    studio = Studio().start()
    studio.conductor.use_player(Broken())
    with pytest.raises(RuntimeError):
        list(studio.run())
    assert studio.shelf.record.status is Status.COMPLETED


@pytest.mark.parametrize(("speed", "muted"), [(1.0, False), (LOUD_DEMO, False), (LOUD_DEMO + 1, True)])
def test_a_fast_demonstration_is_silent(speed: float, muted: bool) -> None:  # noqa: FBT001
    assert Studio(speed=speed, demo=True).conductor.muted is muted


def test_a_demonstration_records_nothing_but_has_a_result() -> None:
    studio = Studio(speed=40.0, demo=True).start()
    list(studio.run())
    conductor = studio.conductor
    assert conductor.demo
    assert conductor.result is not None
    assert (conductor.record, conductor.problem, studio.shelf.attempts) == (None, "", 0)


def test_a_demonstration_is_not_paused_by_a_stall() -> None:
    studio = Studio(speed=100.0, demo=True).start()
    studio.machine.seconds += 0.5  # 50 s of the session
    events = studio.conductor.look()
    assert "Paused" not in kinds(events)
    assert [event.at for event in events] == sorted(event.at for event in events)
    assert studio.conductor.session.active_seconds > 24


def test_a_paused_demonstration_does_not_count_the_seconds_it_stood() -> None:
    studio = Studio(speed=1000.0, demo=True).start()
    studio.conductor.perform(Action.PAUSE)
    left = studio.conductor.view().seconds_left
    studio.machine.seconds += 100 * 3600.0  # in steps of two seconds this would take minutes
    assert studio.conductor.look() == ()
    assert studio.conductor.view().seconds_left == left


def test_a_real_session_is_paused_by_a_gap_and_credits_nothing() -> None:
    studio = Studio().work(HOLD)
    studio.wait(3)
    studio.machine.seconds += 3600
    (paused,) = studio.conductor.look()
    assert isinstance(paused, Paused)
    assert paused.reason is PauseReason.GAP
    assert studio.conductor.session.active_seconds == 3
    assert studio.conductor.wake_in() is None


@pytest.mark.parametrize("speed", [1.0, 8.0])
def test_wake_in_counts_seconds_of_the_machine(speed: float) -> None:
    studio = Studio(speed=speed, demo=speed > 1)
    assert studio.conductor.wake_in() is None
    studio.start()
    assert studio.conductor.wake_in() == pytest.approx(1.0 / speed)
    studio.machine.seconds += 0.75 / speed
    assert studio.conductor.wake_in() == pytest.approx(0.25 / speed)
    studio.machine.seconds += 0.5 / speed
    assert studio.conductor.wake_in() == 0.0


SITUATIONS = {
    "not started": Studio,
    "first get-ready": lambda: Studio().start(),
    "hold": lambda: Studio().work(HOLD),
    "change of sides": lambda: Studio().go_to(PhaseKind.CHANGE_SIDES, HOLD_RIGHT),
    "rest": lambda: Studio().go_to(PhaseKind.REST, REPS + 1),
    "paced reps": lambda: Studio().work(REPS),
    "reps by hand": lambda: Studio(counting=Counting.BY_HAND).work_by_hand(REPS),
    "steps": lambda: Studio().work(STEPS),
    "timed": lambda: Studio().work(TIMED),
}
