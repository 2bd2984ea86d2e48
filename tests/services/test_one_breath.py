"""One breath per key: a key press copies the state once, makes one snapshot and tells the player once."""

from collections import Counter
from collections.abc import Callable

import pytest

from ankle_tui.core.session import engine
from ankle_tui.core.session.modes import Counting, SoundMode
from ankle_tui.core.session.plan import PhaseKind
from ankle_tui.core.session.state import State
from ankle_tui.services.cue_scheduler import CueScheduler
from ankle_tui.services.session_runner import Action
from tests.conducting import Studio

HOLD, REPS = 0, 2
SHELL = ("asks", "possible", "wake_in")
"""What a screen asks the session runner for after every key."""


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each of the dear things is done from now on."""
    found: Counter[str] = Counter()

    def count(owner: object, name: str, what: str) -> None:
        real: Callable[..., object] = getattr(owner, name)

        def counting(*args: object) -> object:
            found[what] += 1
            return real(*args)

        monkeypatch.setattr(owner, name, counting)

    count(State, "copy", "copies")
    count(engine, "_snapshot", "snapshots")
    count(CueScheduler, "_tell", "tellings")
    return found


def press(studio: Studio, action: Action, counted: Counter[str]) -> dict[str, int]:
    """Press a key between two looks and draw, as a screen does."""
    studio.machine.seconds += 0.05
    assert not studio.session_runner.session.is_due(studio.machine.seconds)
    counted.clear()
    assert studio.session_runner.perform(action) is not None
    for name in SHELL:
        getattr(studio.session_runner, name)()
    assert studio.session_runner.snapshot
    return dict(counted)


ONCE = {"copies": 1, "snapshots": 1, "tellings": 1}


@pytest.mark.parametrize(
    "action",
    [
        Action.BIG,
        Action.PAUSE,
        Action.REDO,
        Action.FOOT_DOWN,
        Action.SOUND,
        Action.LOUDER,
        Action.SOFTER,
    ],
)
def test_a_key_in_a_hold_is_one_breath(action: Action, counted: Counter[str]) -> None:
    assert press(Studio().work(HOLD).after(3), action, counted) == ONCE


@pytest.mark.parametrize("action", [Action.PAUSE, Action.SKIP, Action.REDO, Action.BACK, Action.MORE, Action.COUNTING])
def test_a_key_in_paced_reps_is_one_breath(action: Action, counted: Counter[str]) -> None:
    assert press(Studio().work(REPS).after(0.3), action, counted) == ONCE


@pytest.mark.parametrize("action", [Action.BIG, Action.MORE, Action.GO_ON])
def test_a_key_in_reps_counted_by_hand_is_one_breath(action: Action, counted: Counter[str]) -> None:
    assert press(Studio(counting=Counting.BY_HAND).work(REPS).after(3), action, counted) == ONCE


def test_going_on_after_a_pause_is_one_breath(counted: Counter[str]) -> None:
    studio = Studio(mode=SoundMode.BOTH).work(HOLD).after(3)
    studio.session_runner.perform(Action.PAUSE)
    assert press(studio.after(5), Action.BIG, counted) == ONCE


def test_only_the_end_of_a_phase_close_ahead_costs_a_second_copy(counted: Counter[str]) -> None:
    studio = Studio().go_to(PhaseKind.WORK, HOLD).after(22.5)
    assert press(studio, Action.FOOT_DOWN, counted) == {**ONCE, "copies": 2}


def test_a_key_that_is_not_possible_is_one_look(counted: Counter[str]) -> None:
    studio = Studio().work(HOLD).after(3)
    studio.machine.seconds += 0.05
    counted.clear()
    assert studio.session_runner.perform(Action.BACK) is None
    assert counted == ONCE


def test_a_look_is_one_breath(counted: Counter[str]) -> None:
    studio = Studio().work(HOLD).after(3)
    studio.machine.seconds += 0.5
    counted.clear()
    studio.session_runner.look()
    assert counted == ONCE


@pytest.mark.parametrize("action", [Action.PAUSE, Action.SKIP, Action.REDO, Action.SOUND])
def test_within_one_key_no_cue_is_told_only_to_be_taken_back(action: Action) -> None:
    """A second reading of the clock within a key would queue cues that have just come into reach, and cancel them."""
    studio = Studio().work(HOLD).after(11.2)
    studio.machine.seconds += 0.7  # nothing is due, but the middle of the hold has come within the horizon
    told = len(studio.player.played)
    cancelled_at: list[int] = []
    cancel = studio.player.cancel

    def note() -> None:
        cancelled_at.append(len(studio.player.played))
        cancel()

    studio.player.cancel = note  # type: ignore[method-assign]
    studio.session_runner.perform(action)
    assert all(count == told for count in cancelled_at)
