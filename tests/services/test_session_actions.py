"""Actions of a session: which are possible, and what each key does."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui.clock import STRUCK_TWICE
from ankle_tui.core.cues.cues import Cue
from ankle_tui.core.exercises.exercise import Kind
from ankle_tui.core.history.records import Outcome
from ankle_tui.core.session.events import Counted, Extended, NothingCounted
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import PhaseKind, build_plan
from ankle_tui.core.session.snapshot import Run
from ankle_tui.services.session_runner import EXTENSION, Action
from tests.builders import STARTED, make_choice
from tests.conducting import BEGIN, Studio
from tests.examples import examples
from tests.services.sets import HOLD, HOLD_RIGHT, REPS, STEPS, TIMED, ended, kinds


def paused(studio: Studio) -> Studio:
    studio.session_runner.perform(Action.PAUSE)
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
