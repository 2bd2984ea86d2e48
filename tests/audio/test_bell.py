"""The bell and the silent player."""

import pytest

from ankle_tui.audio.bell import RINGING, BellPlayer
from ankle_tui.audio.player import Player
from ankle_tui.audio.silent import SilentPlayer
from ankle_tui.core.cues.cues import Cue
from tests.audio.fakes import FakeClock, FakeTimer


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


@pytest.mark.parametrize("cue", Cue)
def test_important_cues_ring_and_frequent_ones_do_not(cue: Cue) -> None:
    tower = Tower()
    tower.player.play(cue)
    frequent = {Cue.TEMPO_UP, Cue.TEMPO_HOLD, Cue.TEMPO_DOWN, Cue.COUNT, Cue.FOOT_DOWN}
    assert tower.strokes == (0 if cue in frequent else 1)


def test_the_table_knows_only_cues() -> None:
    assert set(Cue) >= RINGING


@pytest.mark.parametrize(
    ("cue", "strokes"), [("voice/rest", 1), ("voice/go-on", 1), ("voice/count-3", 0), ("voice/left-leg", 0)]
)
def test_a_word_rings_like_the_tone_it_stands_for(cue: str, strokes: int) -> None:
    tower = Tower()
    tower.player.play(cue)
    assert tower.strokes == strokes


def test_a_word_after_its_tone_does_not_ring_again() -> None:
    tower = Tower()
    tower.player.play("rest", 101.0)
    tower.player.play("voice/rest", 101.6)
    assert len(tower.timers) == 1
    tower.player.play("voice/rest", 110.0)
    assert len(tower.timers) == 2


def test_a_word_whose_tone_was_cancelled_rings() -> None:
    tower = Tower()
    tower.player.play("rest", 101.0)
    tower.player.cancel()
    tower.player.play("voice/rest", 101.6)
    assert [timer.cancelled for timer in tower.timers] == [True, False]


def test_a_word_told_again_after_its_tone_has_rung_does_not_ring() -> None:
    tower = Tower()
    tower.player.play("rest")
    tower.player.cancel()
    tower.player.play("voice/rest", 100.6)
    assert (tower.strokes, tower.timers) == (1, [])


def test_an_unknown_cue_does_not_ring() -> None:
    tower = Tower()
    tower.player.play("doorbell")
    assert tower.strokes == 0


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
