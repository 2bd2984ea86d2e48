"""The sessions led by one program: what the next one takes from the last, and what is left to say at the end."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from ankle_tui.audio.silent import SilentPlayer
from ankle_tui.audio.sound_files import RATE
from ankle_tui.clock import Clock
from ankle_tui.core.cues.own_words import OWN
from ankle_tui.core.exercises.exercise import Kind
from ankle_tui.core.history.records import History
from ankle_tui.core.session.modes import SoundMode
from ankle_tui.core.session.plan import build_plan
from ankle_tui.services.session_runner import Action, SessionRunner
from ankle_tui.services.sessions import OFFERED_AGAIN, Sessions
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles
from ankle_tui.store.sessions.save_queue import SaveQueue
from ankle_tui.store.settings.settings import Settings
from tests.audio.fakes import FakePlayer
from tests.audio.test_sound_files import write_wav
from tests.builders import STARTED, make_choice, short_plan

SETTINGS = Settings(volume=0.5, sound_mode=SoundMode.TONES)


class StandingClock(Clock):
    """A clock that a test moves."""

    time = 0.0

    def __call__(self) -> float:
        return StandingClock.time


def train(runner: SessionRunner) -> None:
    """Let a minute pass, second by second: a longer gap would be one in which the machine slept."""
    for _ in range(60):
        StandingClock.time += 1.0
        runner.look()


class Room:
    """Sessions on a folder, with settings that a test changes."""

    def __init__(self, folder: Path, *, speed: float | None = None) -> None:
        StandingClock.time = 0.0
        self.file = HistoryFile(folder / "history.json")
        self.settings = SETTINGS
        self.sessions = Sessions(
            SaveQueue(self.file, CheckpointFiles(folder / "in-progress"), threaded=False),
            SilentPlayer(),
            settings=lambda: self.settings,
            make_clock=StandingClock,
            wall=lambda: lambda: STARTED + dt.timedelta(seconds=StandingClock.time),
            speed=speed,
            own_sounds=folder / "sounds",
        )

    def lead(self, *actions: Action) -> None:
        """Begin a session, give it keys, do some of it and finish early."""
        runner = self.sessions.begin(short_plan())
        runner.start()
        for action in actions:
            runner.perform(action)
        train(runner)
        runner.finish()


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def test_the_next_session_sounds_as_the_last_was_left(room: Room) -> None:
    room.lead(Action.LOUDER, Action.SOUND)
    runner = room.sessions.begin(short_plan())
    assert runner.volume == pytest.approx(0.6)
    assert runner.mode is SoundMode.VOICE
    assert room.sessions.volume == runner.volume


def test_a_changed_setting_comes_before_that_for_one_session(room: Room) -> None:
    room.lead(Action.LOUDER)
    room.settings = replace(SETTINGS, volume=0.2)
    room.sessions.follow_settings()
    assert room.sessions.begin(short_plan()).volume == pytest.approx(0.2)
    room.settings = replace(SETTINGS, volume=0.9)
    assert room.sessions.begin(short_plan()).volume == pytest.approx(0.2)


def test_before_the_first_session_the_volume_is_that_of_the_settings(room: Room) -> None:
    assert (room.sessions.volume, room.sessions.live) == (0.5, None)
    assert (room.sessions.led, room.sessions.unsaved, room.sessions.last_words()) == (False, False, [])


def test_a_demonstration_keeps_nothing_and_begins_as_the_settings_say(tmp_path: Path) -> None:
    room = Room(tmp_path, speed=2.0)
    room.lead(Action.SOUND)
    assert room.file.load() == History()
    assert room.sessions.begin(short_plan()).mode is SoundMode.TONES


def test_a_player_that_opens_late_is_taken_by_the_session_in_progress(room: Room) -> None:
    late = SilentPlayer()
    assert not room.sessions.use_player(late)
    assert room.sessions.player is late
    runner = room.sessions.begin(short_plan())
    runner.start()
    assert room.sessions.live is runner
    assert room.sessions.use_player(SilentPlayer())


def test_a_session_that_waits_for_its_sound_begins_with_the_player_that_was_opened(room: Room) -> None:
    room.sessions.use_player(SilentPlayer(ready=False))
    runner = room.sessions.begin(short_plan())
    assert runner.start() == ()
    assert not room.sessions.use_player(SilentPlayer())
    runner.look()
    assert room.sessions.live is runner


def test_each_session_has_a_last_word(room: Room) -> None:
    room.lead()
    runner = room.sessions.begin(short_plan())
    runner.start()
    train(runner)
    room.sessions.secure()
    saved, unfinished = room.sessions.last_words()
    assert saved.endswith("Saved.")
    assert unfinished == OFFERED_AGAIN
    assert (room.sessions.led, room.sessions.unsaved) == (True, False)
    assert len(room.file.load().sessions) == 1


def test_the_runner_s_own_words_are_said_once_they_are_there(tmp_path: Path) -> None:
    plan = build_plan([make_choice(Kind.HOLD, 20, name="toe-raise")])
    heard = []
    for _ in range(2):
        room, player = Room(tmp_path), FakePlayer()
        room.settings = replace(SETTINGS, sound_mode=SoundMode.BOTH)
        room.sessions.use_player(player)
        room.sessions.begin(plan).start()
        heard.append([cue for cue, _ in player.played if cue.startswith(OWN)])
        write_wav(tmp_path / "sounds" / "voice" / "own" / "toe-raise.wav", frames=bytes(RATE))
    assert heard == [[], [f"{OWN}toe-raise"]]
