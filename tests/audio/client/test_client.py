"""The helper's client: cues get through, nothing blocks, and every way a helper can fail ends in the fallback."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from ankle_tui import clock
from ankle_tui.audio.client.client import HelperPlayer
from ankle_tui.audio.client.failover import Retries
from ankle_tui.audio.client.notices import is_back, takes_over
from ankle_tui.clock import Clock
from ankle_tui.core.cues.cues import calls
from ankle_tui.core.session.modes import SoundMode
from ankle_tui.services.session_runner import SessionRunner
from tests.audio.fakes import PATIENCE, FakeClock, FakePlayer, HelperLog
from tests.builders import short_plan

pytestmark = pytest.mark.slow

NEVER = 1e9
"""Seconds until what a test is not about."""
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="sends POSIX signals")


def end(player: HelperPlayer) -> None:
    """Closes a player, and waits for its thread too, which on a slow machine may outlast the half second of `close`."""
    player.close()
    if player._thread.ident is not None:
        player._thread.join(PATIENCE)
        assert not player._thread.is_alive()


@pytest.fixture
def log() -> Iterator[HelperLog]:
    helper_log = HelperLog()
    yield helper_log
    helper_log.close()


class Stage:
    """Opens players and waits for their changes."""

    def __init__(self, log: HelperLog) -> None:
        self.log = log
        self.fallback = FakePlayer()
        self.fallbacks_opened = 0
        self.names: list[str] = []
        self.news: list[str] = []
        self._changed = threading.Condition()
        self._players: list[HelperPlayer] = []

    def open(self, *modes: str, **options: Any) -> HelperPlayer:
        player = self.prepare(*modes, **options)
        player.start()
        return player

    def prepare(self, *modes: str, backends: Sequence[str] = ("miniaudio",), **options: Any) -> HelperPlayer:
        options = {
            "command": self.log.command(*modes),
            "on_change": self._note,
            "on_news": self._note_news,
            "retries": Retries((NEVER,), NEVER),
            "ready_within": PATIENCE,
            "silent_within": PATIENCE,
            "alone_for": NEVER,
            **options,
        }
        player = HelperPlayer(*backends, fallback=self._open_fallback, **options)
        self._players.append(player)
        return player

    def wait_for(self, name: str, times: int = 1) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.names.count(name) >= times, PATIENCE), f"never became {name}"

    def wait_for_news(self, line: str) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: line in self.news, PATIENCE), f"{self.news} but not {line}"

    def close(self) -> None:
        for player in self._players:
            end(player)

    def _note(self, name: str) -> None:
        with self._changed:
            self.names.append(name)
            self._changed.notify_all()

    def _note_news(self, line: str) -> None:
        with self._changed:
            self.news.append(line)
            self._changed.notify_all()

    def _open_fallback(self) -> FakePlayer:
        self.fallbacks_opened += 1
        return self.fallback


@pytest.fixture
def stage(log: HelperLog) -> Iterator[Stage]:
    with contextlib.closing(Stage(log)) as the_stage:
        yield the_stage


def test_a_cue_arrives_with_its_exact_deadline(stage: Stage, log: HelperLog) -> None:
    player = stage.open("record")
    at = clock.now() + 3600.123456789
    player.play("go", at)
    heard = log.take("play")
    assert (heard["cue"], heard["at"]) == ("go", at)


def test_no_word_of_a_session_is_lost_or_late_while_the_helper_starts(stage: Stage, log: HelperLog) -> None:
    machine = FakeClock()
    player = stage.open("slow", now=machine)
    log.take("opening")
    runner = SessionRunner(
        short_plan(), clock=Clock(machine=machine), player=player, save_queue=None, mode=SoundMode.BOTH
    )
    assert runner.start() == ()
    machine.seconds += 1.9
    assert runner.look() == ()
    assert not player.ready
    log.let_open()
    stage.wait_for("miniaudio")
    while not (events := runner.look()):
        assert player._thread.is_alive()
    begins = events[0].at
    assert begins == pytest.approx(machine.seconds + player.delay)
    due = [call for call in calls(events, SoundMode.BOTH) if call.at > begins]
    assert due
    heard = [log.take("play") for _ in range(1 + len(due))]
    assert [(each["cue"], each["at"]) for each in heard] == [
        ("get-ready", begins),
        *((call.cue, call.at) for call in due),
    ]


def test_a_player_is_ready_when_every_back_end_has_failed(stage: Stage) -> None:
    player = stage.open("no-device")
    stage.wait_for("fake")
    assert player.ready


def test_a_cue_without_deadline_is_due_when_it_was_asked_for(stage: Stage, log: HelperLog) -> None:
    player = stage.open("record")
    log.take("opened")
    before = clock.now()
    player.play("go")
    after = clock.now()
    assert before <= log.take("play")["at"] <= after


def test_a_late_cue_is_not_even_sent(stage: Stage, log: HelperLog) -> None:
    player = stage.open("record")
    player.play("three", clock.now() - 0.6)
    player.play("three", float("nan"))
    player.play("go", clock.now() + 60)
    assert log.take("play")["cue"] == "go"


def test_an_unknown_cue_is_ignored(stage: Stage, log: HelperLog) -> None:
    player = stage.open("record")
    log.take("opened")
    player.play("no such sound")
    player.play("go")
    assert log.take("play")["cue"] == "go"


def test_cancel_reaches_the_helper_after_the_cues_before_it(stage: Stage, log: HelperLog) -> None:
    player = stage.open("record")
    log.take("opened")
    player.play("go", clock.now() + 60)
    log.take("play")
    player.cancel()
    assert log.next()["event"] == "cancel"


def test_volume_is_there_from_the_start_and_can_be_changed(stage: Stage, log: HelperLog) -> None:
    player = stage.open("record", volume=0.25)
    assert log.take("made")["volume"] == 0.25
    assert log.take("volume")["volume"] == 0.25
    player.set_volume(7.0)
    assert log.take("volume")["volume"] == 1.0


def test_name_and_status_tell_what_is_in_use(stage: Stage) -> None:
    player = stage.open("record")
    assert player.name == "miniaudio"
    stage.wait_for("miniaudio")
    assert (player.name, player.status) == ("miniaudio", "a recorder")


def test_answers_that_make_no_sense_do_no_harm(stage: Stage) -> None:
    player = stage.open("babble")
    stage.wait_for("miniaudio")
    assert player.status == "babbler"


def test_what_libraries_print_reaches_neither_screen_nor_client(
    stage: Stage, log: HelperLog, capfd: pytest.CaptureFixture[str]
) -> None:
    player = stage.open("noisy")
    stage.wait_for("miniaudio")
    player.play("go")
    log.take("play")
    assert player.status == "a recorder"
    assert capfd.readouterr() == ("", "")


def test_no_device_means_the_fallback_at_once(stage: Stage, log: HelperLog) -> None:
    player = stage.open("no-device")
    stage.wait_for("fake")
    assert (player.name, player.status) == ("fake", "no device here")
    assert (log.starts, stage.fallbacks_opened) == (1, 1)


def test_an_unforeseen_error_means_the_fallback_too(stage: Stage) -> None:
    player = stage.open("unforeseen")
    stage.wait_for("fake")
    assert "unforeseen" in player.status


def test_a_helper_that_exits_is_started_once_more_then_replaced(stage: Stage, log: HelperLog) -> None:
    player = stage.prepare("exit", volume=0.5)
    at = clock.now() + 3600
    player.play("go", at)
    player.start()
    stage.wait_for("fake")
    assert (log.starts, stage.fallbacks_opened) == (2, 1)
    assert stage.fallback.played == [("go", at)]
    assert stage.fallback.volumes == [0.5]


def test_a_program_that_cannot_start_means_the_fallback(stage: Stage, tmp_path: Path) -> None:
    player = stage.open(command=lambda _backend, _volume: [str(tmp_path / "nothing")])
    stage.wait_for("fake")
    assert "cannot be started" in player.status


def test_a_device_that_never_opens_means_the_fallback(stage: Stage) -> None:
    player = stage.open("hang", ready_within=0.01)
    stage.wait_for("fake")
    assert "in time" in player.status


def test_a_helper_that_dies_is_restarted_and_told_again_what_lies_ahead(stage: Stage, log: HelperLog) -> None:
    player = stage.open("die-on-go", "record")
    ahead = clock.now() + 3600
    player.play("rest", ahead)
    stage.wait_for("miniaudio")
    first = log.take("play")
    player.play("go")
    while (heard := log.take("play"))["pid"] == first["pid"]:
        pass
    assert (heard["cue"], heard["at"]) == ("rest", ahead)
    assert (log.starts, stage.fallbacks_opened, player.name) == (2, 0, "miniaudio")


@pytest.mark.parametrize("mode", ["lost", "lost-at-once"])
def test_a_lost_device_is_looked_for_once_more(mode: str, stage: Stage, log: HelperLog) -> None:
    player = stage.open(mode, "no-device")
    stage.wait_for("fake")
    stage.wait_for_news(takes_over("fake", "the sound device is gone"))
    assert (log.starts, player.status) == (2, "no device here")


def test_the_status_tells_why_each_back_end_failed(stage: Stage) -> None:
    player = stage.open("no-device", "unforeseen", backends=("simpleaudio", "miniaudio"))
    stage.wait_for("fake")
    assert player.status == "no device here; the audio library failed in an unforeseen way"


def test_what_was_heard_is_not_heard_again_from_the_fallback(stage: Stage, log: HelperLog) -> None:
    player = stage.open("die-on-go", "die-on-go")
    stage.wait_for("miniaudio")
    player.play("go")
    stage.wait_for("miniaudio", times=2)
    player.play("go")
    stage.wait_for("fake")
    assert stage.fallback.played == []


def test_the_fallback_gets_everything_once_it_is_there(stage: Stage) -> None:
    player = stage.open("no-device")
    stage.wait_for("fake")
    player.play("go", 5.0)
    player.cancel()
    player.set_volume(0.5)
    player.close()
    fallback = stage.fallback
    assert (fallback.played, fallback.cancels, fallback.volumes, fallback.closes) == ([("go", 5.0)], 1, [1.0, 0.5], 1)


def test_the_next_back_end_is_tried_before_the_fallback(stage: Stage, log: HelperLog) -> None:
    at = clock.now() + 3600
    player = stage.prepare("no-device", "record", backends=("simpleaudio", "miniaudio"))
    player.play("go", at)
    player.start()
    stage.wait_for("miniaudio")
    stage.wait_for_news(takes_over("miniaudio", "simpleaudio does not work"))
    assert log.take("play")["at"] == at
    assert (log.backends, player.status, stage.fallbacks_opened) == (["simpleaudio", "miniaudio"], "a recorder", 0)


def test_a_library_that_crashes_twice_is_replaced_and_no_cue_is_heard_twice(stage: Stage, log: HelperLog) -> None:
    player = stage.open("die-on-go", "die-on-go", "record", backends=("simpleaudio", "system"))
    stage.wait_for("simpleaudio")
    ahead = clock.now() + 3600
    player.play("rest", ahead)
    player.play("go")
    stage.wait_for("simpleaudio", times=2)
    player.play("go")
    stage.wait_for_news(takes_over("system", "the sound helper has died"))
    player.play("three")
    pids = []
    while (heard := log.take("play"))["cue"] != "three":
        pids.append((heard["pid"], heard["cue"]))
    last = [cue for pid, cue in pids if pid == heard["pid"]]
    assert (last, log.backends) == (["rest"], ["simpleaudio", "simpleaudio", "system"])


def test_all_going_well_is_no_news(stage: Stage) -> None:
    stage.open("record")
    stage.wait_for("miniaudio")
    assert stage.news == []


def test_a_device_that_comes_back_takes_over_from_the_fallback_with_what_lies_ahead(
    stage: Stage, log: HelperLog
) -> None:
    player = stage.prepare("no-device", "no-device", "record", retries=Retries((0.05,)))
    ahead = clock.now() + 3600
    player.play("rest", ahead)
    player.start()
    stage.wait_for_news(takes_over("fake", "no sound device"))
    stage.wait_for_news(is_back("miniaudio"))
    heard = log.take("play")
    assert (heard["cue"], heard["at"], log.starts) == ("rest", ahead, 3)
    assert (stage.fallback.played, stage.fallback.cancels) == ([("rest", ahead)], 1)
    player.play("go")
    assert log.take("play")["cue"] == "go"
    assert len(stage.fallback.played) == 1
    assert stage.news == [takes_over("fake", "no sound device"), is_back("miniaudio")]


def test_trying_again_in_vain_disturbs_nothing_and_is_no_news(stage: Stage, log: HelperLog) -> None:
    stage.open("no-device", "record", "no-device", retries=Retries((0.05,)), backends=("simpleaudio", "miniaudio"))
    stage.wait_for("miniaudio")
    served_by = log.take("opened")["pid"]
    while log.starts < 5:
        log.take("made")
    stage._players[0].play("go")
    assert log.take("play")["pid"] == served_by
    assert (len(stage.news), stage.names, stage._players[0].status) == (1, ["miniaudio"], "a recorder")


def test_a_better_device_takes_over_only_between_two_cues(stage: Stage, log: HelperLog) -> None:
    player = stage.open("no-device", "record", retries=Retries((0.3,)), backends=("simpleaudio", "miniaudio"))
    stage.wait_for("miniaudio")
    worse = log.take("opened")["pid"]
    start = clock.now()
    deadlines = [start + 0.1 * step for step in range(12)] + [start + 60.0]
    for at in deadlines:
        player.play("count", at)
    stage.wait_for_news(is_back("simpleaudio"))
    assert clock.now() >= deadlines[-2]
    told: dict[int, list[float]] = {}
    while worse not in told or len(told) < 2:
        heard = log.take("play")
        told.setdefault(heard["pid"], []).append(heard["at"])
    better = next(pid for pid in told if pid != worse)
    assert told[better] == [deadlines[-1]]


@posix_only
def test_a_helper_that_hangs_is_killed_and_not_started_again_at_once(stage: Stage, log: HelperLog) -> None:
    player = stage.open("record", silent_within=2.5)
    stage.wait_for("miniaudio")
    os.kill(log.take("opened")["pid"], signal.SIGSTOP)
    stage.wait_for_news(takes_over("fake", "the sound device hangs"))
    assert (log.starts, player.status) == (1, "the sound device hangs")


def test_the_fallback_rings_while_the_next_device_takes_long_to_open(stage: Stage) -> None:
    player = stage.open("hang", alone_for=0.05)
    player.play("go", (at := clock.now() + 3600))
    stage.wait_for("fake")
    assert (stage.fallback.played, stage.news, player.status) == ([("go", at)], [], "starting")


def test_cancelled_cues_do_not_reach_the_fallback(stage: Stage) -> None:
    player = stage.prepare("exit")
    player.play("go", clock.now() + 3600)
    player.cancel()
    player.start()
    stage.wait_for("fake")
    assert stage.fallback.played == []


def test_a_helper_that_does_not_read_blocks_nobody(stage: Stage, log: HelperLog) -> None:
    player = stage.open("deaf")
    log.take("opened")
    for number in range(2000):
        player.play("x" * 1000, clock.now() + number)
        player.set_volume(0.5)
    player.cancel()
    end(player)
    assert log.take("gone")


def test_the_backlog_is_bounded(stage: Stage) -> None:
    player = stage.open("deaf")
    ahead = clock.now() + 3600
    for _ in range(1000):
        player.play("go", ahead)
    assert len(player._pending) == 256


def test_an_error_in_the_hook_is_swallowed(stage: Stage, log: HelperLog) -> None:
    def fail(_name: str) -> None:
        raise RuntimeError("the screen is gone")

    player = stage.open("record", on_change=fail)
    log.take("opened")
    player.play("go")
    assert log.take("play")["cue"] == "go"


@pytest.mark.parametrize("mode", ["record", "exit", "no-device", "hang", "hang-on-close", "deaf"])
def test_close_ends_the_helper_and_can_be_repeated(mode: str, stage: Stage) -> None:
    player = stage.open(mode)
    player.close()
    player.close()
    player.play("go")
    player.cancel()
    player.set_volume(0.5)
    end(player)


def test_a_player_that_never_started_can_be_closed(log: HelperLog) -> None:
    player = HelperPlayer("miniaudio", fallback=FakePlayer, command=log.command("record"))
    player.play("go")
    player.close()
    assert log.starts == 0


@posix_only
def test_an_interrupt_does_not_end_the_helper(stage: Stage, log: HelperLog) -> None:
    player = stage.open("record")
    os.kill(log.take("opened")["pid"], signal.SIGINT)
    player.play("go")
    assert log.take("play")["cue"] == "go"


@posix_only
def test_the_helper_is_out_of_reach_of_the_terminal(stage: Stage, log: HelperLog) -> None:
    stage.open("record")
    pid = log.take("opened")["pid"]
    assert os.getsid(pid) == pid != os.getsid(0)


_PARENT = """
import sys
from ankle_tui.audio.client.client import HelperPlayer
from ankle_tui.audio.silent import SilentPlayer
player = HelperPlayer("miniaudio", fallback=SilentPlayer, command=lambda backend, volume: sys.argv[1:])
player.start()
sys.stdin.read()
"""


@pytest.mark.parametrize("end", [subprocess.Popen.kill, subprocess.Popen.terminate])
def test_the_helper_ends_with_its_parent(end: Callable[[Any], None], log: HelperLog) -> None:
    command = [sys.executable, "-c", _PARENT, *log.command("record")("miniaudio", 1.0)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as parent:
        log.take("opened")
        end(parent)
        assert log.take("closed")
        assert log.take("gone")
