"""A set that counts up is ended by whoever stands at the keyboard: by any of some keys, once, and never by mistake."""

import pytest

from ankle_tui.clock import STRUCK_TWICE
from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.records import Outcome, SetRecord
from ankle_tui.core.session.events import Event
from ankle_tui.core.session.modes import Counting, SoundMode
from ankle_tui.core.session.plan import PhaseKind, Plan
from ankle_tui.core.session.snapshot import Run
from ankle_tui.services.session_runner import Action
from tests.builders import STARTED, raise_test, stance_test
from tests.conducting import BEGIN, Studio

ENDING = [Action.BIG, Action.GO_ON, Action.FOOT_DOWN]


def at_work(plan: Plan | None = None, *, seconds: float = 7.5, counting: Counting = Counting.PACED) -> Studio:
    return Studio(plan or stance_test(), counting=counting).work(0).after(seconds)


def did(studio: Studio, action: Action) -> list[str]:
    return [type(event).__name__ for event in studio.session_runner.perform(action) or ()]


def first(studio: Studio) -> SetRecord:
    return studio.session_runner.session.record(STARTED).sets[0]


@pytest.mark.parametrize("plan", [stance_test(), raise_test()], ids=["seconds", "reps"])
@pytest.mark.parametrize("action", ENDING)
def test_several_keys_end_it(plan: Plan, action: Action) -> None:
    studio = at_work(plan)
    assert action in studio.session_runner.possible()
    assert did(studio, action) == ["SetEnded", "PhaseStarted"]
    assert (first(studio).done, first(studio).outcome) == (3 if plan == raise_test() else 7.5, Outcome.DONE)


def test_one_key_pauses_and_the_others_go_on_before_they_end() -> None:
    for action in (Action.BIG, Action.GO_ON):
        studio = at_work()
        assert did(studio, Action.PAUSE) == ["Paused"]
        assert Action.FOOT_DOWN not in studio.session_runner.possible()
        assert did(studio, action) == ["Resumed"]
        assert did(studio, action) == [], "struck twice"
        studio.wait(STRUCK_TWICE)
        assert did(studio, action) == ["SetEnded", "PhaseStarted"]
        assert first(studio).done == 7.5 + STRUCK_TWICE


@pytest.mark.parametrize("action", [Action.BIG, Action.GO_ON])
def test_a_key_that_is_held_ends_it_and_neither_pauses_nor_cuts_the_rest(action: Action) -> None:
    studio = at_work()
    told = did(studio, action)
    for pause in (0.5, *[0.03] * 10):
        studio.machine.seconds += pause
        told += did(studio, action)
    assert told == ["SetEnded", "PhaseStarted"]


@pytest.mark.parametrize("action", [Action.BIG, Action.GO_ON])
@pytest.mark.parametrize("late", [0.0, STRUCK_TWICE * 0.9])
def test_a_key_that_comes_a_little_after_the_cap_does_nothing(action: Action, late: float) -> None:
    studio = at_work(stance_test(9), seconds=9)
    studio.machine.seconds += late
    assert did(studio, action) == []
    studio.wait(STRUCK_TWICE)
    assert did(studio, action) == ["Paused" if action is Action.BIG else "PhaseStarted"]


def test_the_engine_counts_reps_even_for_who_counts_by_hand() -> None:
    studio = at_work(raise_test(), seconds=1.5, counting=Counting.BY_HAND)
    assert not studio.session_runner.counts_by_hand
    assert Action.COUNTING not in studio.session_runner.possible()
    assert did(studio, Action.GO_ON) == ["SetEnded", "PhaseStarted"], "and asks nothing"
    assert first(studio).outcome is Outcome.SKIPPED


def test_what_is_heard_of_a_trial_ended_in_mid_second() -> None:
    studio = Studio(stance_test(), mode=SoundMode.VOICE).work(0).after(6.5)
    studio.session_runner.perform(Action.BIG)
    studio.wait(0.7)
    heard = [(cue, at) for cue, at in studio.heard if at > 10.0]
    assert heard[:7] == [
        *[("second", float(at)) for at in range(11, 15)],
        *[("voice/count-5", 15.0), ("second", 16.0), ("set-done", 16.5)],
    ]
    assert not [cue for cue, at in heard if cue == "second" and at > 16.5]


def test_a_whole_test_needs_no_key() -> None:
    studio = Studio(stance_test(9)).start()
    events: list[Event] = list(studio.run())
    assert studio.session_runner.session.run is Run.DONE
    assert studio.machine.seconds - BEGIN == stance_test(9).seconds
    record = studio.shelf.record
    assert [(item.side, item.part, item.done) for item in record.sets] == [
        (side, part, 9.0) for side in Side for part in ("eyes-open", "eyes-closed")
    ]
    assert len(events) > 4 * 8


def test_a_checkpoint_goes_on_counting_up() -> None:
    studio = at_work()
    other = Studio(studio.shelf.notes[-1])
    assert other.session_runner.snapshot.elapsed == 7
    assert other.session_runner.snapshot.phase.kind is PhaseKind.WORK
    other.session_runner.perform(Action.BIG)
    other.wait(3)
    assert other.session_runner.snapshot.elapsed == 10
