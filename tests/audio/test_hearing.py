"""Listens: a real player, a real PulseAudio, and every cue heard at its moment."""

import importlib.util
import sys
import threading
from array import array
from collections.abc import Iterator

import pytest

from ankle_tui import clock
from ankle_tui.audio.client import HelperPlayer
from ankle_tui.audio.library import find_sounds, read_clips
from ankle_tui.audio.silent import SilentPlayer

from .listening import (
    BEGINNING_SECONDS,
    PATIENCE,
    QUIET_SECONDS,
    Recording,
    find,
    missing_programs,
    recording,
    sound_server,
)

EARLIEST, LATEST = -0.020, 0.120
"""Seconds from deadline to onset."""
MARGIN = 0.03
"""Seconds searched on both sides, to tell too early or too late from not at all."""
LIKE = 0.85
"""Least correlation of a cue with what was heard; a wrong cue stays below 0.7."""
ATTEMPTS = 3
"""A machine that is busy elsewhere for a tenth of a second delays any sound. It is not busy like that all the time."""

PLAN = (("three", 0.0), ("count", 0.5), ("go", 0.8), ("foot-down", 1.4))
"""Cues and their moments in seconds from the first."""

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="listens through PulseAudio, which is for Linux"),
    pytest.mark.skipif(bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}"),
    pytest.mark.skipif(importlib.util.find_spec("miniaudio") is None, reason="miniaudio is not installed"),
]

CLIPS = read_clips(find_sounds())


@pytest.fixture(scope="module")
def room() -> Iterator[Recording]:
    """A silent room with a microphone, in which every player of this module plays."""
    with sound_server() as server, recording(server) as heard, pytest.MonkeyPatch.context() as patch:
        for variable, value in server.items():
            patch.setenv(variable, value)
        yield heard


@pytest.fixture
def player() -> Iterator[HelperPlayer]:
    open_now = threading.Event()
    the_player = HelperPlayer("miniaudio", fallback=SilentPlayer, on_change=lambda _name: open_now.set())
    the_player.start()
    assert open_now.wait(PATIENCE)
    yield the_player
    the_player.close()
    the_player._thread.join(PATIENCE)


def onset(cue: str, at: float, room: Recording) -> float | None:
    """Seconds from the deadline of a cue to its onset; None when it was not heard."""
    start = at + EARLIEST - QUIET_SECONDS - MARGIN
    match = find(CLIPS[cue].samples, room.between(start, at + LATEST + MARGIN + BEGINNING_SECONDS))
    return start + match.offset - at if match.likeness > LIKE else None


def perform(player: HelperPlayer, room: Recording) -> dict[str, float | None]:
    """Plays the plan and measures every onset."""
    start = clock.now() + 0.2
    for cue, after in PLAN:
        player.play(cue, start + after)
    room.wait_until(start + PLAN[-1][1] + 0.5)
    return {cue: onset(cue, start + after, room) for cue, after in PLAN}


def in_time(onset: float | None) -> bool:
    return onset is not None and EARLIEST <= onset <= LATEST


def test_the_ears_hear_the_right_cue_at_the_right_sample_and_no_other() -> None:
    quiet = array("h", bytes(2 * 2646))
    heard = quiet + CLIPS["go"].samples[:8000] + quiet
    match = find(CLIPS["go"].samples, heard)
    assert match.offset == pytest.approx(0.06)
    assert match.likeness == pytest.approx(1.0)
    assert max(find(CLIPS[cue].samples, heard).likeness for cue in ("three", "count", "foot-down")) < LIKE
    assert find(CLIPS["go"].samples, array("h", bytes(2 * 8000))).likeness == 0.0


def test_every_cue_is_heard_at_its_moment(player: HelperPlayer, room: Recording) -> None:
    assert (player.name, player.status) == ("miniaudio", "PulseAudio")
    performances = []
    for _ in range(ATTEMPTS):
        performances.append(perform(player, room))
        if all(map(in_time, performances[-1].values())):
            return
    pytest.fail(f"seconds from deadline to onset, in {ATTEMPTS} attempts: {performances}")


def test_a_cancelled_cue_is_not_heard_and_the_next_one_is(player: HelperPlayer, room: Recording) -> None:
    at = clock.now() + 0.3
    player.play("three", at)
    player.cancel()
    player.play("go", at + 0.3)
    room.wait_until(at + 0.8)
    assert onset("three", at, room) is None
    assert onset("go", at + 0.3, room) is not None
