"""The bell and the silent player."""

from itertools import pairwise

import pytest

from ankle_tui.audio.bell import BellPlayer
from ankle_tui.audio.player import Player
from ankle_tui.audio.silent import SilentPlayer
from ankle_tui.core.cues.cues import Cue, calls
from ankle_tui.core.exercises.exercise import Kind, Tempo
from ankle_tui.core.session.plan import build_plan
from tests.audio.fakes import FakeClock, FakeTimer
from tests.builders import make_choice, whole_session


class Tower:
    """A bell that counts its strokes, with timers and a clock of the test's own."""

    def __init__(self, volume: float = 1.0) -> None:
        self.strokes = 0
        self.timers: list[FakeTimer] = []
        self.clock = FakeClock(100.0)
        self.player = BellPlayer(self._ring, volume=volume, now=self.clock, timer=self._timer)

    def _ring(self) -> None:
        self.strokes += 1

    def _timer(self, seconds: float, action: object) -> FakeTimer:
        assert callable(action)
        self.timers.append(FakeTimer(seconds, action))
        return self.timers[-1]


def strokes_of(cue: str) -> tuple[float, ...]:
    """Seconds from a cue to each of its strokes."""
    tower = Tower()
    tower.player.play(cue, 101.0)
    return tuple(timer.seconds - 1.0 for timer in tower.timers)


@pytest.mark.parametrize("cue", Cue)
def test_frequent_cues_do_not_ring(cue: Cue) -> None:
    beat = {Cue.TEMPO_UP, Cue.TEMPO_HOLD, Cue.TEMPO_DOWN, Cue.TEMPO_PULL, Cue.TEMPO_BACK}
    assert bool(strokes_of(cue)) is (cue not in {*beat, Cue.SECOND, Cue.FOOT_DOWN})


def test_the_patterns_can_be_told_apart() -> None:
    numbers = {cue: len(strokes_of(cue)) for cue in (Cue.COUNT, Cue.HALFWAY, Cue.TEN_SECONDS, Cue.SET_DONE)}
    assert list(numbers.values()) == [1, 2, 3, 4]
    assert len(strokes_of(Cue.SESSION_DONE)) > 4


def test_legs_that_change_are_heard_after_the_end_of_the_set() -> None:
    tower = Tower()
    tower.player.play(Cue.SET_DONE, 101.0)
    end = {timer.seconds for timer in tower.timers}
    tower.player.play(Cue.CHANGE_SIDES, 101.4)
    change = sorted({timer.seconds for timer in tower.timers} - end)
    assert change[0] > max(end) + 0.5
    assert min(later - before for before, later in pairwise(change)) > 0.5


def test_a_set_of_reps_rings_once_a_rep_and_not_again_for_the_rest_after_it() -> None:
    tower = Tower()
    plan = build_plan([make_choice(Kind.REPS, 3, sets=2, tempo=Tempo(2, 1, 2))])
    for call in calls(whole_session(plan)):
        if 10.0 < call.at < 26.0:  # after GO, up to the wait
            tower.player.play(call.cue, 100.0 + call.at)
    assert [timer.seconds for timer in tower.timers] == [
        15.0,
        20.0,
        *(25.0 + stroke for stroke in (0, 0, 0.25, 0.5, 0.75)),
    ]


def test_a_rest_without_a_set_before_it_rings() -> None:
    tower = Tower()
    tower.player.play("set-done", 101.0)
    tower.player.cancel()
    tower.player.play("rest", 101.4)
    assert [timer.cancelled for timer in tower.timers] == [True] * 4 + [False]


@pytest.mark.parametrize("cue", ["voice/rest", "voice/count-3", "doorbell"])
def test_words_and_unknown_cues_do_not_ring(cue: str) -> None:
    assert strokes_of(cue) == ()


@pytest.mark.parametrize(("at", "strokes"), [(None, 1), (100.0, 1), (99.6, 1), (99.4, 0)])
def test_what_is_due_rings_at_once_unless_it_is_too_late(at: float | None, strokes: int) -> None:
    tower = Tower()
    tower.player.play("go", at)
    assert (tower.strokes, tower.timers) == (strokes, [])


def test_what_lies_ahead_rings_when_its_time_has_come() -> None:
    tower = Tower()
    tower.player.play("go", 102.5)
    (timer,) = tower.timers
    assert (timer.seconds, timer.started, tower.strokes) == (2.5, True, 0)
    timer.fire()
    assert tower.strokes == 1


@pytest.mark.parametrize("stop", [BellPlayer.cancel, BellPlayer.close])
def test_what_is_cancelled_does_not_ring_even_if_its_timer_was_about_to_fire(stop: object) -> None:
    tower = Tower()
    tower.player.play("go", 101.0)
    assert callable(stop)
    stop(tower.player)
    tower.timers[0].fire()
    assert (tower.timers[0].cancelled, tower.strokes) == (True, 0)


def test_after_cancel_it_rings_again() -> None:
    tower = Tower()
    tower.player.cancel()
    tower.player.play("go")
    assert tower.strokes == 1


def test_volume_zero_is_off() -> None:
    tower = Tower(volume=0.0)
    tower.player.play("go")
    tower.player.set_volume(0.3)
    tower.player.play("go")
    assert tower.strokes == 1


def test_a_closed_bell_does_not_ring_and_can_be_closed_again() -> None:
    tower = Tower()
    tower.player.close()
    tower.player.close()
    tower.player.play("go")
    tower.player.play("go", 101.0)
    assert (tower.strokes, tower.timers) == (0, [])


def test_a_terminal_that_is_gone_does_no_harm() -> None:
    def fail() -> None:
        raise OSError("no terminal")

    BellPlayer(fail).play("go")


def test_the_real_timer_rings_and_can_be_cancelled() -> None:
    tower = Tower()
    player = BellPlayer(tower._ring, now=tower.clock)
    player.play("go", tower.clock.seconds + 3600)
    player.close()
    assert (tower.strokes, player._waiting) == (0, {})


def test_silence_takes_everything() -> None:
    player: Player = SilentPlayer()
    player.play("go", 1.0)
    player.cancel()
    player.set_volume(0.5)
    player.close()
    player.close()
    assert (player.name, player.status) == ("silent", "sound is off")
