"""The session runner: a session from its first phase to its record, demonstrations, and when to wake."""

import datetime as dt

import pytest

from ankle_tui.core.cues.cues import Cue
from ankle_tui.core.exercises.exercise import Kind, Level
from ankle_tui.core.history.records import Outcome, Status
from ankle_tui.core.session.engine import Step
from ankle_tui.core.session.events import Paused, PauseReason, PhaseStarted, SessionEnded
from ankle_tui.core.session.plan import build_plan
from ankle_tui.services.session_runner import LOUD_DEMO, Action
from tests.builders import STARTED, make_choice, short_plan
from tests.conducting import BEGIN, Studio
from tests.services.sets import HOLD, ended, kinds


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
    assert (
        studio.session_runner.saver.result,
        studio.session_runner.saver.record,
        studio.session_runner.saver.problem,
    ) == (
        record,
        record,
        "",
    )
    assert studio.session_runner.wake_in() is None


def test_a_demonstration_tells_the_player_moments_of_the_machine() -> None:
    studio = Studio(speed=2.0, demo=True).start()
    list(studio.run())
    assert next(at for cue, at in studio.played if cue == Cue.GO) == 5.0
    assert studio.machine.seconds - BEGIN == pytest.approx(short_plan().seconds / 2)


@pytest.mark.parametrize(("speed", "muted"), [(1.0, False), (LOUD_DEMO, False), (LOUD_DEMO + 1, True)])
def test_a_fast_demonstration_is_silent(speed: float, muted: bool) -> None:
    session_runner = Studio(speed=speed, demo=True).start().session_runner
    assert session_runner.muted is muted
    assert (Action.SOUND in session_runner.possible()) is not muted
    session_runner.perform(Action.SOUND)
    assert session_runner.muted is muted


def test_a_demonstration_records_nothing_but_has_a_result() -> None:
    studio = Studio(speed=40.0, demo=True).start()
    list(studio.run())
    session_runner = studio.session_runner
    assert session_runner.demo
    assert session_runner.saver.result is not None
    assert (session_runner.saver.record, session_runner.saver.problem, studio.shelf.attempts) == (None, "", 0)


def test_a_demonstration_is_not_paused_by_a_stall() -> None:
    studio = Studio(speed=100.0, demo=True).start()
    studio.machine.seconds += 0.5  # 50 s of the session
    events = studio.session_runner.look()
    assert "Paused" not in kinds(events)
    assert [event.at for event in events] == sorted(event.at for event in events)
    assert studio.session_runner.session.active_seconds > 24


def test_a_paused_demonstration_stands_still_without_effort(monkeypatch: pytest.MonkeyPatch) -> None:
    studio = Studio(speed=1000.0, demo=True).start()
    studio.session_runner.perform(Action.PAUSE)
    left, session, looks = studio.session_runner.snapshot.seconds_left, studio.session_runner.session, list[float]()
    advance = session.advance

    def counted(now: float) -> Step:
        looks.append(now)
        return advance(now)

    monkeypatch.setattr(session, "advance", counted)
    studio.machine.seconds += 60  # 60,000 s of the session
    assert studio.session_runner.look() == ()
    assert studio.session_runner.snapshot.seconds_left == left
    assert len(looks) == 1


def test_a_real_session_is_paused_by_a_gap_and_credits_nothing() -> None:
    studio = Studio().work(HOLD)
    studio.wait(3)
    studio.machine.seconds += 3600
    (paused,) = studio.session_runner.look()
    assert isinstance(paused, Paused)
    assert paused.reason is PauseReason.GAP
    assert studio.session_runner.session.active_seconds == 3
    assert studio.session_runner.wake_in() is None


@pytest.mark.parametrize("speed", [1.0, 8.0])
def test_wake_in_counts_seconds_of_the_machine(speed: float) -> None:
    studio = Studio(speed=speed, demo=speed > 1)
    assert studio.session_runner.wake_in() is None
    studio.start()
    assert studio.session_runner.wake_in() == pytest.approx(1.0 / speed)
    studio.machine.seconds += 0.75 / speed
    assert studio.session_runner.wake_in() == pytest.approx(0.25 / speed)
    studio.machine.seconds += 0.5 / speed
    assert studio.session_runner.wake_in() == 0.0


def test_each_session_has_its_own_id_and_the_zone_of_the_machine() -> None:
    first, second = Studio().session_runner.session, Studio().session_runner.session
    assert first.id != second.id
    assert first.id[14] == "7"
    assert first.started_at == STARTED


def test_the_record_carries_level_and_context() -> None:
    plan = build_plan([make_choice(Kind.HOLD, 5)], level=Level.EXPERIENCED)
    record = ended(Studio(plan)).shelf.record
    assert (record.level, record.context) == (plan.level, plan.context)


def test_the_first_event_is_the_first_phase() -> None:
    (event,) = Studio().session_runner.start()
    assert event == PhaseStarted(BEGIN, 0, short_plan().phases[0])
