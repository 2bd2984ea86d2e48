"""The session runner: engine, clock, sound and history together."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.audio.silent import SilentPlayer
from ankle_tui.clock import STRUCK_TWICE
from ankle_tui.core.cues.cues import AFTER_SET_DONE, Cue
from ankle_tui.core.exercises.exercise import Kind, Level
from ankle_tui.core.history.records import History, Outcome, Status
from ankle_tui.core.session.checkpoint import read_checkpoint
from ankle_tui.core.session.engine import Step
from ankle_tui.core.session.events import (
    Counted,
    Event,
    Extended,
    NothingCounted,
    Paused,
    PauseReason,
    PhaseStarted,
    SessionEnded,
)
from ankle_tui.core.session.modes import Counting, SoundMode
from ankle_tui.core.session.plan import PhaseKind, build_plan
from ankle_tui.core.session.snapshot import Run
from ankle_tui.services import session_saver as session_saver_module
from ankle_tui.services.session_runner import EXTENSION, LOUD_DEMO, Action
from ankle_tui.services.session_saver import unsaved_lines
from ankle_tui.store.history.codec import from_bytes
from ankle_tui.store.paths import Folders
from ankle_tui.store.sessions.checkpoint_writer import RescuePath
from tests.builders import STARTED, make_choice, short_plan
from tests.conducting import BEGIN, Loudspeaker, Studio
from tests.examples import examples

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
    studio.session_runner.look()
    studio.wait(7.0)
    studio.machine.seconds += 1.5  # a stall over the moment of "go"
    studio.session_runner.look()
    assert ("go", 10.0) in studio.played


def test_a_demonstration_tells_the_player_moments_of_the_machine() -> None:
    studio = Studio(speed=2.0, demo=True).start()
    list(studio.run())
    assert next(at for cue, at in studio.played if cue == Cue.GO) == 5.0
    assert studio.machine.seconds - BEGIN == pytest.approx(short_plan().seconds / 2)


def test_muted_nothing_is_played_and_what_waits_is_forgotten() -> None:
    studio = Studio(mode=SoundMode.BOTH).start()
    assert studio.session_runner.perform(Action.SOUND) == ()
    assert (studio.session_runner.muted, studio.player.cancels) == (True, 1)
    before = list(studio.player.played)
    list(studio.run())
    assert studio.player.played == before
    assert studio.shelf.record.status is Status.COMPLETED


def test_sound_comes_back() -> None:
    studio = Studio().start()
    studio.session_runner.set_mode(SoundMode.OFF)
    studio.wait(3)
    studio.session_runner.set_mode(SoundMode.TONES)
    studio.wait(5)
    assert [cue for cue, _ in studio.heard] == ["get-ready", "three", "two"]


def test_one_key_goes_through_tones_voice_both_and_nothing() -> None:
    session_runner = Studio().start().session_runner
    modes = [session_runner.mode]
    for _ in range(4):
        session_runner.perform(Action.SOUND)
        modes.append(session_runner.mode)
    assert modes == [SoundMode.TONES, SoundMode.VOICE, SoundMode.BOTH, SoundMode.OFF, SoundMode.TONES]


def test_two_keys_change_the_volume_by_a_tenth_between_nothing_and_everything() -> None:
    studio = Studio().start()
    for action in [Action.LOUDER, *[Action.SOFTER] * 11, Action.LOUDER]:
        assert studio.session_runner.perform(action) == ()
    assert studio.player.volumes == [1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0, 0.0, 0.1]
    assert studio.session_runner.volume == 0.1


def test_another_player_takes_over_as_loud_and_from_what_is_not_too_late_yet() -> None:
    studio = Studio().start()
    studio.session_runner.perform(Action.SOFTER)
    studio.machine.seconds += 0.1
    other = Loudspeaker(studio.machine)
    studio.session_runner.use_player(other)
    studio.wait(8)
    assert [cue for cue, _ in studio.played] == ["get-ready"]
    assert [cue for cue, _ in other.sounded] == ["get-ready", "three", "two"]
    assert other.volumes == [0.9]


def test_another_player_gets_what_lay_ahead_and_no_word_is_lost() -> None:
    studio = Studio(build_plan([make_choice(Kind.HOLD, 6, per_side=True)])).work(0)
    studio.wait(5.0)
    studio.machine.seconds += 0.7
    other = Loudspeaker(studio.machine)
    studio.session_runner.use_player(other)
    assert kinds(studio.session_runner.look()) == []
    studio.wait(1.0)
    assert [cue for cue, _ in studio.heard] == ["get-ready", "three", "two", "one", "go", "three", "two", "one"]
    assert [cue for cue, _ in other.sounded] == ["set-done", "change-sides"]


def test_a_player_that_breaks_does_not_cost_the_record() -> None:
    class Broken(SilentPlayer):
        def play(self, cue: str, at: float | None = None) -> None:
            if cue == Cue.SESSION_DONE:
                raise RuntimeError(cue)

    studio = Studio().start()
    studio.session_runner.use_player(Broken())
    with pytest.raises(RuntimeError):
        list(studio.run())
    with pytest.raises(RuntimeError):
        studio.session_runner.close()
    assert [item.done for item in studio.shelf.record.sets[:-1]] == [work.target for work in short_plan().sets[:-1]]
    assert studio.shelf.record.sets[-1].done >= 3


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


def paused(studio: Studio) -> Studio:
    studio.session_runner.perform(Action.PAUSE)
    return studio


def ended(studio: Studio) -> Studio:
    list(studio.start().run())
    return studio


HEARD = {Action.SOUND, Action.LOUDER, Action.SOFTER}
WAYS = {Action.SKIP, Action.COUNTING} | HEARD
MOVES = WAYS | {Action.BACK, Action.REDO}
GOING = {Action.BIG, Action.PAUSE, Action.GO_ON}
LENGTH = {Action.MORE, Action.LESS}

SITUATIONS: dict[str, tuple[Callable[[], Studio], set[Action]]] = {
    "not started": (Studio, HEARD),
    "first get-ready": (lambda: Studio().start(), (WAYS | GOING | LENGTH) - {Action.COUNTING}),
    "first hold": (
        lambda: Studio().work(HOLD),
        {Action.SKIP, Action.REDO, Action.FOOT_DOWN} | HEARD | GOING,
    ),
    "change of sides": (
        lambda: Studio().go_to(PhaseKind.CHANGE_SIDES, HOLD_RIGHT),
        (MOVES | GOING | LENGTH) - {Action.COUNTING},
    ),
    "rest before reps": (lambda: Studio().go_to(PhaseKind.REST, REPS), MOVES | GOING | LENGTH),
    "paced reps, none yet": (lambda: Studio().work(REPS), MOVES | GOING | {Action.MORE}),
    "paced reps": (lambda: Studio().work(REPS).after(2), MOVES | GOING | LENGTH),
    "reps by hand": (lambda: Studio(counting=Counting.BY_HAND).work(REPS), MOVES | GOING | {Action.MORE}),
    "steps": (lambda: Studio().work(STEPS), MOVES | GOING | {Action.MORE}),
    "timed": (lambda: Studio().work(TIMED), (MOVES | GOING) - {Action.COUNTING}),
    "paused hold": (lambda: paused(Studio().work(HOLD)), {Action.SKIP, Action.REDO} | HEARD | GOING),
    "paused reps": (lambda: paused(Studio().work(REPS).after(2)), MOVES | GOING | LENGTH),
    "ended": (lambda: ended(Studio()), HEARD),
}
"""How to get there, and what is possible there."""


@pytest.mark.parametrize("situation", SITUATIONS)
def test_what_is_possible(situation: str) -> None:
    make, expected = SITUATIONS[situation]
    assert make().session_runner.possible() == expected


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_an_action_happens_when_it_is_possible_and_only_then(situation: str, action: Action) -> None:
    make, expected = SITUATIONS[situation]
    studio = make()
    before = studio.session_runner.session.checkpoint() if situation != "ended" else None
    happened = studio.session_runner.perform(action)
    assert (happened is not None) is (action in expected)
    if happened is None and before:
        assert studio.session_runner.session.checkpoint() == before


@examples(60)
@given(st.lists(st.tuples(st.sampled_from(Action), st.integers(0, 30)), max_size=40), st.sampled_from(Counting))
def test_possible_and_perform_agree_whatever_is_done(steps: list[tuple[Action, int]], counting: Counting) -> None:
    studio = Studio(counting=counting).start()
    told = 0
    for action, tenths in steps:
        studio.machine.seconds += tenths / 10
        told += len(studio.session_runner.look())
        possible = studio.session_runner.possible()
        happened = studio.session_runner.perform(action)
        assert (happened is not None) is (action in possible)
        told += len(happened or ())
    told += len(studio.session_runner.finish())
    record = studio.session_runner.saver.record
    assert studio.session_runner.session.run is Run.DONE
    assert (record is not None) is any(item.done >= 1 for item in studio.session_runner.session.record(STARTED).sets)
    assert studio.shelf.kept == ({record.id: record} if record else {})
    assert told or not steps


def test_the_big_key_counts_by_hand_to_the_end_of_the_set() -> None:
    studio = Studio(counting=Counting.BY_HAND).work(REPS)
    session_runner = studio.session_runner
    before = session_runner.counts_by_hand
    for number in (1, 2, 3):
        (counted,) = session_runner.perform(Action.BIG) or ()
        assert counted == Counted(counted.at, number, 4)
        studio.wait(1)
    assert kinds(session_runner.perform(Action.BIG)) == ["Counted", "SetEnded", "PhaseStarted"]
    assert (before, session_runner.counts_by_hand) == (True, False)


def test_the_big_key_pressed_once_too_often_pauses_nothing() -> None:
    studio = Studio(counting=Counting.BY_HAND).work(REPS)
    for _ in range(4):
        studio.session_runner.perform(Action.BIG)
    studio.wait(STRUCK_TWICE * 0.9)
    assert studio.session_runner.perform(Action.BIG) == ()
    studio.wait(STRUCK_TWICE * 0.2)
    assert kinds(studio.session_runner.perform(Action.BIG)) == ["Paused"]
    assert kinds(studio.session_runner.perform(Action.BIG)) == ["Resumed"]


def by_hand(counted: int = 0, speed: float = 1.0) -> Studio:
    """In a set that is counted by hand, some seconds after its begin."""
    studio = Studio(counting=Counting.BY_HAND, speed=speed).work(REPS).after(3)
    for _ in range(counted):
        studio.session_runner.perform(Action.BIG)
    return studio


def test_a_set_of_which_nothing_was_counted_is_asked_about_and_the_session_knows_nothing_of_it() -> None:
    studio = by_hand()
    session_runner, before = studio.session_runner, studio.session_runner.session.checkpoint()
    assert not session_runner.asks()
    assert session_runner.perform(Action.GO_ON) == (NothingCounted(studio.machine.seconds, 4),)
    assert (session_runner.asks(), session_runner.session.checkpoint()) == (True, before)
    assert studio.played[-1] == (Cue.QUESTION, studio.machine.seconds - BEGIN)
    studio.wait(60)
    assert session_runner.asks()  # as long as it takes
    assert kinds(session_runner.perform(Action.GO_ON)) == ["SetEnded", "PhaseStarted"]
    assert not session_runner.asks()
    assert session_runner.session.record(STARTED).sets[REPS].outcome is Outcome.DONE


def test_none_is_said_by_leaving_the_set_out() -> None:
    studio = by_hand()
    studio.session_runner.perform(Action.GO_ON)
    assert kinds(studio.session_runner.perform(Action.SKIP)) == ["SetEnded", "PhaseStarted"]
    assert not studio.session_runner.asks()
    assert studio.session_runner.session.record(STARTED).sets[REPS].outcome is Outcome.SKIPPED


@pytest.mark.parametrize("count", [Action.BIG, Action.MORE])
def test_counting_takes_the_question_back(count: Action) -> None:
    studio = by_hand()
    studio.session_runner.perform(Action.GO_ON)
    assert kinds(studio.session_runner.perform(count)) == ["Counted"]
    assert not studio.session_runner.asks()
    assert kinds(studio.session_runner.perform(Action.GO_ON)) == ["SetEnded", "PhaseStarted"]
    assert studio.session_runner.session.record(STARTED).sets[REPS].done == 1


@pytest.mark.parametrize("action", [Action.PAUSE, Action.COUNTING, Action.REDO, Action.BACK])
def test_what_is_done_instead_takes_the_question_back(action: Action) -> None:
    studio = by_hand()
    session_runner = studio.session_runner
    session_runner.perform(Action.GO_ON)
    session_runner.perform(action)
    assert not session_runner.asks()
    if action is Action.PAUSE:
        assert kinds(session_runner.perform(Action.GO_ON)) == ["Resumed"]
        studio.wait(STRUCK_TWICE)
        assert kinds(session_runner.perform(Action.GO_ON)) == ["NothingCounted"]  # and is asked again


@pytest.mark.parametrize("action", [Action.LESS, Action.FOOT_DOWN, Action.SOUND, Action.LOUDER])
def test_what_changes_nothing_of_the_set_leaves_the_question(action: Action) -> None:
    session_runner = by_hand().session_runner
    session_runner.perform(Action.GO_ON)
    session_runner.perform(action)
    assert session_runner.asks()


@pytest.mark.parametrize("speed", [1.0, 4.0])
def test_a_key_that_is_held_asks_once_and_answers_nothing(speed: float) -> None:
    studio = by_hand(speed=speed)
    told = kinds(studio.session_runner.perform(Action.GO_ON))
    for pause in (0.5, *[0.03] * 100):  # keyboards repeat a key after half a second, then 30 times a second
        studio.machine.seconds += pause
        told += kinds(studio.session_runner.perform(Action.GO_ON))
    assert told == ["NothingCounted"]
    assert studio.session_runner.asks()
    studio.wait(STRUCK_TWICE)
    assert kinds(studio.session_runner.perform(Action.GO_ON)) == ["SetEnded", "PhaseStarted"]


def test_a_machine_that_sleeps_over_the_question_has_it_asked_again() -> None:
    studio = by_hand()
    studio.session_runner.perform(Action.GO_ON)
    studio.machine.seconds += 3600
    studio.session_runner.look()
    assert not studio.session_runner.asks()
    assert kinds(studio.session_runner.perform(Action.GO_ON)) == ["Resumed"]
    studio.wait(STRUCK_TWICE)
    assert kinds(studio.session_runner.perform(Action.GO_ON)) == ["NothingCounted"]


def test_only_a_set_by_hand_without_a_count_is_asked_about() -> None:
    for studio in (by_hand(counted=2), Studio().work(REPS), Studio().work(HOLD), Studio().start()):
        assert "NothingCounted" not in kinds(studio.session_runner.perform(Action.GO_ON))
        assert not studio.session_runner.asks()
    counted_back = by_hand(counted=1)
    counted_back.session_runner.perform(Action.LESS)
    assert kinds(counted_back.session_runner.perform(Action.GO_ON)) == ["NothingCounted"]


def test_the_big_key_resumes_a_paused_set_before_it_counts_again() -> None:
    session_runner = Studio(counting=Counting.BY_HAND).work(REPS).session_runner
    session_runner.perform(Action.PAUSE)
    assert not session_runner.counts_by_hand
    assert kinds(session_runner.perform(Action.BIG)) == ["Resumed"]
    assert kinds(session_runner.perform(Action.BIG)) == ["Counted"]


def test_the_big_key_pauses_and_resumes_what_is_not_counted_by_hand() -> None:
    session_runner = Studio(counting=Counting.BY_HAND).work(HOLD).session_runner
    assert kinds(session_runner.perform(Action.BIG)) == ["Paused"]
    assert kinds(session_runner.perform(Action.BIG)) == ["Resumed"]


def test_go_on_resumes_a_pause_else_ends_what_goes_on() -> None:
    studio = Studio().work(HOLD)
    session_runner = studio.session_runner
    session_runner.perform(Action.PAUSE)
    assert kinds(session_runner.perform(Action.GO_ON)) == ["Resumed"]
    studio.wait(STRUCK_TWICE)
    assert kinds(session_runner.perform(Action.GO_ON)) == ["SetEnded", "PhaseStarted"]


def test_more_and_less_change_a_wait_or_a_count() -> None:
    studio = Studio().start()
    (longer,) = studio.session_runner.perform(Action.MORE) or ()
    (shorter,) = studio.session_runner.perform(Action.LESS) or ()
    assert isinstance(longer, Extended)
    assert isinstance(shorter, Extended)
    assert (longer.seconds, shorter.seconds) == (EXTENSION, -EXTENSION)
    studio = Studio().work(REPS)
    (up,) = studio.session_runner.perform(Action.MORE) or ()
    (down,) = studio.session_runner.perform(Action.LESS) or ()
    assert isinstance(up, Counted)
    assert isinstance(down, Counted)
    assert (up.count, down.count) == (1, 0)


def test_counting_goes_back_and_forth() -> None:
    studio = Studio().work(REPS)
    for counting in (Counting.BY_HAND, Counting.PACED):
        studio.session_runner.perform(Action.COUNTING)
        assert studio.session_runner.snapshot.counting is counting


def test_what_fell_due_before_an_impossible_action_is_told_by_the_next_look() -> None:
    studio = Studio(build_plan([make_choice(Kind.HOLD, 6)])).work(HOLD)
    studio.wait(4.5)
    studio.machine.seconds += 1.5  # the end of the session, seen first by the action
    assert studio.session_runner.perform(Action.SKIP) is None
    played = len(studio.player.played)
    assert kinds(studio.session_runner.look()) == ["Countdown", "SetEnded", "SessionEnded"]
    assert studio.session_runner.look() == ()
    assert len(studio.player.played) == played


def test_finishing_early_keeps_what_was_done() -> None:
    studio = Studio().work(HOLD_RIGHT)
    studio.wait(10)
    assert kinds(studio.session_runner.finish()) == ["SetEnded", "SessionEnded"]
    record = studio.shelf.record
    assert record.status is Status.PARTIAL
    assert [item.done for item in record.sets[:3]] == [24, 10, 0]
    assert studio.session_runner.finish() == ()
    assert studio.shelf.attempts == 1


def test_finishing_a_paused_session_keeps_what_was_done() -> None:
    studio = Studio().work(HOLD)
    studio.wait(7)
    studio.session_runner.perform(Action.PAUSE)
    studio.wait(100)
    studio.session_runner.finish()
    assert studio.shelf.record.active_seconds == 7


def test_discarding_keeps_nothing() -> None:
    studio = Studio().work(HOLD_RIGHT)
    studio.session_runner.discard()
    session_runner = studio.session_runner
    assert session_runner.session.run is Run.DONE
    assert (
        session_runner.saver.discarded,
        session_runner.demo,
        session_runner.saver.record,
        session_runner.saver.problem,
    ) == (
        True,
        False,
        None,
        "",
    )
    session_runner.close()
    assert studio.shelf.attempts == 0


def test_discarding_after_the_end_takes_nothing_back() -> None:
    studio = ended(Studio())
    studio.session_runner.discard()
    record = studio.shelf.record
    assert not studio.session_runner.saver.discarded
    studio.session_runner.saver.amend(replace(record, rev=2, effort=5))
    assert studio.shelf.record.effort == 5


def test_nothing_done_is_nothing_recorded() -> None:
    studio = Studio().start()
    studio.wait(4)
    studio.session_runner.finish()
    assert (studio.session_runner.saver.result, studio.session_runner.saver.record, studio.shelf.attempts) == (
        None,
        None,
        0,
    )


def test_a_session_that_never_began_ends_without_a_trace() -> None:
    studio = Studio()
    assert studio.session_runner.finish() == ()
    studio.session_runner.close()
    assert (studio.session_runner.saver.result, studio.shelf.attempts) == (None, 0)
    assert studio.session_runner.session.run is Run.NEW


def test_a_record_that_cannot_be_saved_stays_and_is_tried_again() -> None:
    studio = Studio()
    studio.shelf.fill_disk()
    record = ended(studio).session_runner.saver.record
    assert record is not None
    assert studio.session_runner.saver.problem == "history.json: cannot be written: No space left on device"
    studio.session_runner.saver.amend(replace(record, rev=2, note="windy"))
    assert studio.session_runner.saver.problem
    studio.shelf.make_room()
    studio.session_runner.saver.amend(replace(record, rev=3, note="windy"))
    assert (studio.session_runner.saver.problem, studio.shelf.record.note) == ("", "windy")


def test_closing_saves_what_could_not_be_saved_before() -> None:
    studio = Studio()
    studio.shelf.fill_disk()
    ended(studio).session_runner.close()
    assert (studio.shelf.attempts, studio.session_runner.saver.problem != "") == (2, True)
    studio.shelf.make_room()
    studio.session_runner.close()
    assert studio.shelf.record == studio.session_runner.saver.record
    assert studio.session_runner.saver.problem == ""
    studio.session_runner.close()
    assert studio.shelf.attempts == 3


def test_closing_finishes_a_session_in_progress() -> None:
    studio = Studio().work(REPS)
    studio.session_runner.close()
    assert studio.shelf.record.status is Status.PARTIAL


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, MemoryError])
def test_an_interrupted_save_counts_as_not_saved_and_is_done_again(interruption: type[BaseException]) -> None:
    studio = Studio().work(TIMED)
    studio.shelf.refusal = interruption()
    with pytest.raises(interruption):
        list(studio.run())
    assert studio.session_runner.saver.record is not None
    assert studio.session_runner.saver.problem == "saving was interrupted"
    studio.shelf.make_room()
    studio.session_runner.close()
    assert studio.shelf.record.status is Status.COMPLETED
    assert studio.session_runner.saver.problem == ""


@pytest.mark.parametrize(("broken", "waited"), [("advance", 1.5), ("apply", 0.0)])
def test_a_mistake_in_the_engine_does_not_cost_what_was_done(
    broken: str, waited: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = Studio().work(HOLD_RIGHT)
    studio.machine.seconds += waited

    def fail(*_: object) -> Step:
        raise ZeroDivisionError

    monkeypatch.setattr(studio.session_runner.session, broken, fail)
    with pytest.raises(ZeroDivisionError):
        studio.session_runner.close()
    assert studio.shelf.record.status is Status.PARTIAL
    assert studio.shelf.record.sets[0].done == 24
    studio.session_runner.close()
    assert studio.shelf.attempts == 1


def test_an_interrupt_between_the_last_set_and_its_record(monkeypatch: pytest.MonkeyPatch) -> None:
    studio = Studio().work(TIMED)
    monkeypatch.setattr(studio.session_runner.saver, "end", lambda: None)
    list(studio.run())
    monkeypatch.undo()
    studio.session_runner.close()
    assert studio.shelf.record.status is Status.COMPLETED


def saved_seconds(studio: Studio) -> list[float]:
    """What every checkpoint has of the first hold."""
    return [note.record.sets[HOLD].done for note in studio.shelf.notes]


def test_a_hold_is_safe_but_for_its_last_five_seconds_at_every_moment() -> None:
    studio = Studio().work(HOLD)
    for _ in range(22):
        studio.wait(1.0)
        done = studio.session_runner.session.record(STARTED).sets[HOLD].done
        assert done - (saved_seconds(studio) or [0.0])[-1] < 5.0
    assert len(saved_seconds(studio)) <= 10


def test_every_count_phase_and_foot_down_is_safe_at_once() -> None:
    studio = Studio().work(HOLD)
    studio.wait(1.0)
    studio.session_runner.perform(Action.FOOT_DOWN)
    assert studio.shelf.notes[-1].record.sets[HOLD].foot_downs == 1
    counted = [(event.count, studio.shelf.notes[-1].record) for event in studio.run() if isinstance(event, Counted)]
    assert [count for count, _ in counted[:3]] == [1, 2, 3]
    assert [record.sets[REPS].done for _, record in counted[:3]] == [1, 2, 3]


def test_before_anything_is_done_there_is_nothing_to_keep_safe() -> None:
    studio = Studio().start()
    studio.wait(9.0)
    studio.session_runner.saver.secure()
    assert (studio.shelf.notes, studio.shelf.secured) == ([], [None])
    assert studio.session_runner.saver.unfinished is None


def test_a_demonstration_is_not_kept_safe() -> None:
    studio = Studio(demo=True).work(REPS)
    studio.session_runner.saver.secure()
    assert (studio.shelf.notes, studio.shelf.secured, studio.session_runner.saver.trouble) == ([], [], "")


def test_securing_puts_the_state_of_the_last_look_on_the_disk() -> None:
    studio = Studio().work(HOLD)
    studio.wait(2.5)
    studio.session_runner.saver.secure()
    (state,) = studio.shelf.secured
    assert state is not None
    assert state.record.sets[HOLD].done == 2.5
    assert state.record == studio.session_runner.saver.unfinished
    assert not state.ended


def test_securing_between_the_last_set_and_its_record_keeps_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    studio = Studio().work(TIMED)
    monkeypatch.setattr(studio.session_runner.saver, "end", lambda: None)
    list(studio.run())
    studio.session_runner.saver.secure()
    state = studio.shelf.secured[-1]
    assert state is not None
    assert state.ended
    assert state.record.status is Status.COMPLETED


def test_securing_after_the_end_has_nothing_to_add() -> None:
    studio = Studio().start()
    list(studio.run())
    studio.session_runner.saver.secure()
    assert studio.shelf.secured == [None]


def test_a_discarded_session_is_not_kept_safe() -> None:
    studio = Studio().work(REPS)
    studio.session_runner.discard()
    studio.session_runner.saver.secure()
    assert studio.shelf.dropped == [studio.session_runner.session.id]
    assert studio.shelf.secured == []


def test_nothing_done_is_forgotten() -> None:
    studio = Studio().work(HOLD)
    studio.wait(0.5)
    studio.session_runner.finish()
    assert set(studio.shelf.dropped) == {studio.session_runner.session.id}
    assert studio.shelf.kept == {}


@pytest.mark.parametrize("where", [HOLD, REPS, STEPS, TIMED])
def test_a_session_goes_on_from_its_checkpoint_paused_where_it_was(where: int) -> None:
    before = Studio().work(where)
    before.wait(2.5)
    before.session_runner.saver.secure()
    state = before.shelf.secured[-1]
    assert state is not None
    after = Studio(read_checkpoint(json.loads(json.dumps(state.to_json()))))
    assert after.session_runner.resumed
    assert after.session_runner.session.run is Run.PAUSED
    assert after.session_runner.session.id == before.session_runner.session.id
    assert after.session_runner.session.record(STARTED) == before.session_runner.session.record(STARTED)
    after.wait(3600)
    assert after.session_runner.session.record(STARTED) == before.session_runner.session.record(STARTED)
    after.session_runner.perform(Action.GO_ON)
    ended = list(after.run())[-1]
    assert isinstance(ended, SessionEnded)
    assert after.shelf.record.status is Status.COMPLETED
    assert [item.done for item in after.shelf.record.sets] == [work.target for work in short_plan().sets]


def test_a_pause_stays_a_pause() -> None:
    before = Studio().work(HOLD)
    before.wait(2.5)
    before.session_runner.perform(Action.PAUSE)
    after = Studio(before.shelf.notes[-1])
    assert after.session_runner.snapshot.run is Run.PAUSED
    assert after.session_runner.snapshot.pause_reason is PauseReason.ASKED


def test_what_keeps_it_from_being_safe_is_told() -> None:
    studio = Studio().start()
    studio.shelf.trouble = "the disk does not answer"
    assert studio.session_runner.saver.trouble == "the disk does not answer"


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


def test_the_key_that_begins_a_session_skips_nothing_when_it_is_struck_twice_or_held() -> None:
    studio = Studio().start()
    for _ in range(5):
        studio.machine.seconds += 0.9 * STRUCK_TWICE
        assert studio.session_runner.perform(Action.GO_ON) == ()
        assert studio.session_runner.snapshot.phase.kind is PhaseKind.GET_READY
    studio.machine.seconds += STRUCK_TWICE
    studio.session_runner.perform(Action.GO_ON)
    assert studio.session_runner.snapshot.phase.kind is not PhaseKind.GET_READY


def test_a_key_that_is_held_takes_one_step() -> None:
    studio = Studio().start().after(STRUCK_TWICE)
    told = kinds(studio.session_runner.perform(Action.GO_ON))
    for pause in (0.5, *[0.03] * 100):
        studio.machine.seconds += pause
        told += kinds(studio.session_runner.perform(Action.GO_ON))
    assert told == ["PhaseStarted"]


# What could not be saved


def test_a_session_that_waits_at_home_is_found_by_any_start() -> None:
    record = Studio().start().session_runner.session.record(STARTED)
    path = Folders(Path("/home/runner/data"), Path("/c")).in_progress / f"{record.id}.json"
    assert unsaved_lines("history.json: no room", record, RescuePath(path)) == [
        "ankle-tui: not saved: history.json: no room",
        f"It waits in {path} and is saved when ankle-tui starts and can write again.",
    ]


@pytest.mark.parametrize(
    ("system", "command"),
    [
        ("posix", "TMPDIR='/scratch of mine' ankle-tui"),
        ("nt", 'cmd /c "set TMPDIR=/scratch of mine&& ankle-tui"'),
    ],
)
def test_a_session_that_waits_among_the_temporary_files_says_where_the_next_start_looks(
    monkeypatch: pytest.MonkeyPatch, system: str, command: str
) -> None:
    monkeypatch.setenv("TMPDIR", "/scratch of mine")
    record = Studio().start().session_runner.session.record(STARTED)
    path = Folders(Path("/home/runner/data"), Path("/c")).spare / f"{record.id}.json"
    monkeypatch.setattr(session_saver_module, "os", SimpleNamespace(name=system))
    _, waits, where = unsaved_lines("history.json: no room", record, RescuePath(path, spare=True))
    assert str(path) in waits
    assert "only there" in where
    assert where.endswith(f": {command}")


def test_a_session_that_waits_nowhere_is_printed_as_a_history_that_can_be_merged() -> None:
    studio = Studio().start()
    list(studio.run())
    _, how, *lines = unsaved_lines("history.json: no room", studio.shelf.record, None)
    assert how.endswith("ankle-tui merge FILE")
    assert from_bytes("\n".join(lines).encode() + b"\n") == History((studio.shelf.record,))
