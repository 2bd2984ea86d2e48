"""Listens to every back end of this machine: on time, through the loss of the sound server, and back again."""

import contextlib
import importlib.util
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest

from ankle_tui import clock
from ankle_tui.audio.client.client import HelperPlayer
from ankle_tui.audio.client.discovery import LIBRARIES, SYSTEM, order
from ankle_tui.audio.sound_files import find_sounds, read_clips
from tests.audio.fakes import FakePlayer
from tests.audio.listening import (
    BEGINNING_SECONDS,
    QUIET_SECONDS,
    SERVER_PID,
    Recording,
    find,
    missing_programs,
    recording,
    sound_server,
)

EARLIEST, LATEST = -0.040, 0.120
"""Seconds from deadline to onset."""
MARGIN = 0.03
LIKE = 0.85
"""Least correlation of a cue with what was heard; a wrong cue stays below 0.7."""
ATTEMPTS = 3
"""A machine that is busy elsewhere for a tenth of a second delays any sound. It is not busy like that all the time."""
PATIENCE = 60.0
"""Seconds to wait for what takes a few on an idle machine."""
PLAN = (("three", 0.0), ("count", 0.5), ("go", 0.8), ("foot-down", 1.4))
"""Cues and their moments in seconds from the first."""
CLIPS = read_clips(find_sounds())

pytestmark = [
    pytest.mark.heard,
    pytest.mark.skipif(sys.platform != "linux", reason="listens through PulseAudio, which is for Linux"),
    pytest.mark.skipif(bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}"),
]

Opener = Callable[..., HelperPlayer]


class Told:
    """What a player has told of itself."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.news: list[str] = []
        self._changed = threading.Condition()

    def change(self, name: str) -> None:
        with self._changed:
            self.names.append(name)
            self._changed.notify_all()

    def tell(self, line: str) -> None:
        with self._changed:
            self.news.append(line)
            self._changed.notify_all()

    def wait(self, done: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(done, PATIENCE), f"{self.names}, {self.news}"


@pytest.fixture(scope="module")
def room() -> Iterator[Recording]:
    """A silent room with a microphone, in which every player plays."""
    with sound_server() as server, recording(server) as heard, pytest.MonkeyPatch.context() as patch:
        for variable, value in server.items():
            patch.setenv(variable, value)
        yield heard


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def opened(told: Told) -> Iterator[Opener]:
    """Opens players, and closes them in the end."""
    players = []

    def open_player(*backends: str, **options: object) -> HelperPlayer:
        fallback = FakePlayer()
        player = HelperPlayer(
            *backends,
            fallback=lambda: fallback,
            on_change=told.change,
            on_news=told.tell,
            **options,  # type: ignore[arg-type]
        )
        players.append(player)
        player.start()
        told.wait(
            lambda: bool({*LIBRARIES, SYSTEM} & set(told.names))
        )  # on a busy machine the fallback stands in first
        return player

    yield open_player
    for player in players:
        player.close()
        player._thread.join(PATIENCE)


def need(backend: str) -> None:
    if backend in LIBRARIES and importlib.util.find_spec(backend) is None:
        pytest.skip(f"{backend} is not installed")


def onset(cue: str, at: float, room: Recording) -> float | None:
    """Seconds from the deadline of a cue to its onset; None when it was not heard."""
    start = at + EARLIEST - QUIET_SECONDS - MARGIN
    match = find(CLIPS[cue].samples, room.between(start, at + LATEST + MARGIN + BEGINNING_SECONDS))
    return start + match.offset - at if match.likeness > LIKE else None


def perform(player: HelperPlayer, room: Recording) -> dict[str, float | None]:
    """Plays the plan and measures every onset."""
    start = clock.now() + 0.4
    for cue, after in PLAN:
        player.play(cue, start + after)
    room.wait_until(start + PLAN[-1][1] + 0.5)
    return {cue: onset(cue, start + after, room) for cue, after in PLAN}


def in_time(onset: float | None) -> bool:
    return onset is not None and EARLIEST <= onset <= LATEST


def heard_on_time(player: HelperPlayer, room: Recording) -> None:
    performances = []
    for _ in range(ATTEMPTS):
        performances.append(perform(player, room))
        print(player.name, player.status, performances[-1])
        if all(map(in_time, performances[-1].values())):
            return
    pytest.fail(f"seconds from deadline to onset, in {ATTEMPTS} attempts: {performances}")


@pytest.mark.parametrize("backend", LIBRARIES)
def test_every_library_is_heard_on_time(backend: str, opened: Opener, room: Recording) -> None:
    need(backend)
    player = opened(backend)
    assert player.name == backend, player.status
    heard_on_time(player, room)


@pytest.mark.parametrize("program", ["paplay", "aplay"])
def test_every_program_of_the_system_is_heard_on_time(
    program: str, opened: Opener, room: Recording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"{program} is not installed")
    (tmp_path / program).symlink_to(path)
    monkeypatch.setenv("PATH", str(tmp_path))
    player = opened(SYSTEM)
    assert (player.name, player.status) == (SYSTEM, program)
    heard_on_time(player, room)


@pytest.mark.parametrize("backend", [*LIBRARIES, SYSTEM])
def test_volume_and_cancel_reach_every_back_end(backend: str, opened: Opener, room: Recording) -> None:
    need(backend)
    player = opened(backend, volume=0.5)
    at = clock.now() + 0.5
    player.play("three", at)
    player.cancel()
    player.play("go", at + 0.4)
    room.wait_until(at + 0.9)
    loudest = max(map(abs, room.between(at + 0.4 + EARLIEST, at + 0.9)))
    assert onset("three", at, room) is None
    assert 0.4 < loudest / max(map(abs, CLIPS["go"].samples)) < 0.6
    assert player.name == backend, player.status


@pytest.mark.parametrize("backend", [*LIBRARIES, SYSTEM])
def test_a_sound_server_that_dies_and_comes_back(
    backend: str, opened: Opener, told: Told, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    need(backend)
    with contextlib.ExitStack() as life:
        for variable, value in life.enter_context(sound_server()).items():
            monkeypatch.setenv(variable, value)
        player = opened(*order(backend))
        assert player.name == backend, player.status
        player.play("go", clock.now() + 0.2)
    stop = threading.Event()

    def train() -> None:
        while not stop.wait(0.1):  # what finds out for back ends that open the device for each cue
            player.play("count", clock.now() + 0.1)

    session = threading.Thread(target=train)
    session.start()
    try:
        told.wait(lambda: "fake" in told.names)
        assert player.name == "fake"
        with sound_server() as server:
            for variable, value in server.items():
                monkeypatch.setenv(variable, value)
            told.wait(lambda: told.names[-1] in {*LIBRARIES, SYSTEM})
            told.wait(lambda: len(told.news) >= 2)
            assert player.name == backend
            assert told.news[-1].endswith(" again.")
            assert "bell" not in told.names
    finally:
        stop.set()
        session.join()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("backend", [*LIBRARIES, SYSTEM])
def test_a_sound_server_that_hangs_blocks_nobody_and_the_fallback_rings(
    backend: str, opened: Opener, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    need(backend)
    with sound_server() as server:
        for variable, value in server.items():
            monkeypatch.setenv(variable, value)
        player = opened(backend, ready_within=2.0, silent_within=2.5)
        assert player.name == backend, player.status
        os.kill(int(server[SERVER_PID]), signal.SIGSTOP)
        calls = []
        until = clock.now() + PATIENCE
        while "fake" not in told.names and clock.now() < until:
            begin = clock.now()
            player.play("count", begin + 0.1)
            calls.append(clock.now() - begin)
            threading.Event().wait(0.1)
        assert player.name == "fake", player.status
        assert median(calls) < 0.005
        begin = clock.now()
        player.close()
        assert clock.now() - begin < 5.0, "half a second on an idle machine"


def test_no_helper_and_no_file_of_it_stays_behind(
    opened: Opener, room: Recording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    player = opened(SYSTEM)
    helper = player._serving
    assert helper is not None
    player.play("go")
    player.close()
    player._thread.join(PATIENCE)
    assert list(tmp_path.iterdir()) == []
    assert not Path(f"/proc/{helper._process.pid}").exists()
