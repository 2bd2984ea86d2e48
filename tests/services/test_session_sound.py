"""The sound of a session: cues at their deadlines, ways to be led, volume, and another player."""

from itertools import pairwise

import pytest

from ankle_tui.audio.silent import SilentPlayer
from ankle_tui.core.cues.cues import AFTER_SET_DONE, Cue
from ankle_tui.core.cues.lengths import LENGTHS
from ankle_tui.core.cues.own_words import OWN
from ankle_tui.core.exercises.exercise import Kind
from ankle_tui.core.history.records import Status
from ankle_tui.core.session.modes import SoundMode
from ankle_tui.core.session.plan import build_plan
from ankle_tui.core.session.snapshot import Run
from ankle_tui.services.session_runner import SOUND_WITHIN, Action
from tests.builders import make_choice, short_plan
from tests.conducting import BEGIN, Loudspeaker, Studio
from tests.services.sets import kinds


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


def test_a_session_begins_when_its_sound_is_ready_and_its_clock_is_exact() -> None:
    studio = Studio()
    studio.player.ready = False
    assert studio.session_runner.start() == ()
    assert studio.wait(1.9) == []
    assert studio.session_runner.session.run is Run.NEW
    studio.player.ready = True
    studio.wait(10.5)
    begins = studio.heard[0][1]
    assert 1.9 <= begins <= 2.4  # the studio looks every half second
    assert [(cue, round(at - begins, 6)) for cue, at in studio.heard][:5] == [
        ("get-ready", 0.0),
        ("three", 7.0),
        ("two", 8.0),
        ("one", 9.0),
        ("go", 10.0),
    ]


def test_the_first_cue_is_told_as_far_ahead_as_its_player_needs() -> None:
    studio = Studio()
    studio.player.delay = 0.3
    studio.start()
    assert studio.played[0] == ("get-ready", 0.3)
    studio.machine.seconds += 0.1
    assert studio.session_runner.look() == ()
    studio.wait(11.0)
    assert studio.heard[:5] == [("get-ready", 0.3), ("three", 7.3), ("two", 8.3), ("one", 9.3), ("go", 10.3)]


def test_the_shell_looks_often_for_a_sound_that_is_not_ready() -> None:
    studio = Studio()
    studio.player.ready = False
    studio.session_runner.start()
    assert studio.session_runner.wake_in() == pytest.approx(0.05)


@pytest.mark.parametrize("mode", [SoundMode.TONES, SoundMode.OFF])
def test_a_session_does_not_wait_for_ever_and_in_silence_not_at_all(mode: SoundMode) -> None:
    studio = Studio(mode=mode)
    studio.player.ready = False
    studio.session_runner.start()
    assert (studio.session_runner.session.run is Run.NEW) is (mode is not SoundMode.OFF)
    studio.wait(SOUND_WITHIN)
    assert studio.session_runner.session.run is Run.RUNNING


def test_a_key_does_not_wait_for_the_sound() -> None:
    studio = Studio()
    studio.player.ready = False
    studio.session_runner.start()
    assert kinds(studio.session_runner.perform(Action.PAUSE) or ()) == ["PhaseStarted", "Paused"]


def test_a_session_that_is_ended_while_it_waits_leaves_nothing() -> None:
    studio = Studio()
    studio.player.ready = False
    studio.session_runner.start()
    studio.session_runner.discard()
    assert studio.session_runner.session.run is Run.DONE
    assert studio.shelf.kept == {}


def test_at_the_end_it_is_known_how_long_the_last_sounds_are_heard() -> None:
    studio = Studio(mode=SoundMode.BOTH).start()
    list(studio.run())
    due = [at + LENGTHS[cue] for cue, at in studio.played if at is not None]
    assert studio.session_runner.rings_for == pytest.approx(max(due) - (studio.machine.seconds - BEGIN))
    studio.wait(10.0)
    assert studio.session_runner.rings_for == 0.0


def test_in_silence_nothing_is_waited_for() -> None:
    studio = Studio(mode=SoundMode.OFF).start()
    list(studio.run())
    assert studio.session_runner.rings_for == 0.0


def test_a_late_look_still_tells_the_player_the_deadline() -> None:
    studio = Studio().start()
    studio.machine.seconds += 1.9
    studio.session_runner.look()
    studio.wait(7.0)
    studio.machine.seconds += 1.5  # a stall over the moment of "go"
    studio.session_runner.look()
    assert ("go", 10.0) in studio.played


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


def test_that_it_is_saved_is_said_once_and_after_everything_else() -> None:
    studio = Studio(build_plan([make_choice(Kind.HOLD, 6)]), mode=SoundMode.BOTH).start()
    list(studio.run())
    for _ in range(2):
        studio.session_runner.say_saved()
    last = [(cue, at or 0.0) for cue, at in studio.played[-4:]]
    assert [cue for cue, _ in last] == [Cue.SESSION_DONE, "voice/well-done", "voice/saved", "voice/how-it-was"]
    assert all(at + LENGTHS[cue] <= following for (cue, at), (_, following) in pairwise(last))
    studio.session_runner.hush()
    studio.machine.seconds += 9.0
    assert "voice/saved" not in [cue for cue, _ in studio.heard], "the summary was left before"


def test_nothing_is_said_of_a_session_that_is_not_saved() -> None:
    studio = Studio(build_plan([make_choice(Kind.HOLD, 6)]), mode=SoundMode.BOTH).start()
    studio.shelf.fill_disk()
    list(studio.run())
    studio.session_runner.say_saved()
    assert "voice/saved" not in [cue for cue, _ in studio.played]
    studio.shelf.make_room()
    studio.shelf.close()
    studio.session_runner.say_saved()
    assert "voice/saved" in [cue for cue, _ in studio.played]


def test_a_bell_gets_tones_whatever_leads() -> None:
    class Bell(Loudspeaker):
        name = "bell"

    studio = Studio(mode=SoundMode.VOICE)
    bell = Bell(studio.machine)
    studio.session_runner.use_player(bell)
    studio.start()
    list(studio.run())
    assert {Cue.COUNT, Cue.REST, Cue.TEMPO_UP} <= {cue for cue, _ in bell.played}
    assert not [cue for cue, _ in bell.played if cue.startswith("voice/")]


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


def test_words_of_the_runner_s_own_last_as_long_as_they_are() -> None:
    word = f"{OWN}toe-raise"
    plan = build_plan([make_choice(Kind.HOLD, 6, name="toe-raise"), make_choice(Kind.HOLD, 6, name="heel-drop")])
    studio = Studio(plan, mode=SoundMode.BOTH, lengths={**LENGTHS, word: 2.0, f"{OWN}heel-drop": 3.0}).start()
    moments = [(at or 0.0, cue) for cue, at in studio.played]
    (said,) = [at for at, cue in moments if cue == word]
    assert min(at for at, _ in moments if at > said) >= said + 2.0
    assert studio.session_runner.rings_for > 2.0
    studio.wait(18.0)  # in the rest before the other exercise, which is made shorter
    studio.session_runner.perform(Action.LESS)
    list(studio.run())
    assert word in [cue for cue, _ in studio.heard]
