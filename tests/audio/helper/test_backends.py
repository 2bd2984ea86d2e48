"""The back ends without a device: libraries and programs that are missing, crash, hang or refuse."""

import importlib.util
import sys
import threading
import wave
from array import array
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from ankle_tui import clock
from ankle_tui.audio.client import discovery
from ankle_tui.audio.helper.backends import BACKENDS, Loss, NoDeviceError
from ankle_tui.audio.helper.backends import system as system_module
from ankle_tui.audio.helper.backends.loudness import Loudness
from ankle_tui.audio.helper.backends.miniaudio import MiniaudioBackend
from ankle_tui.audio.helper.backends.simpleaudio import SimpleaudioBackend
from ankle_tui.audio.helper.backends.system import SystemBackend
from ankle_tui.audio.helper.backends.timetable import LONGEST_LEAD, Timetable
from ankle_tui.audio.sound_files import RATE, Clip
from tests.audio.fakes import PATIENCE

GO = Clip("voice/go-on", Path("go-on.wav"), array("h", [1000, -1000] * 50))
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")


def wait_for(condition: Callable[[], object]) -> None:
    pause = threading.Event()
    until = clock.now() + PATIENCE
    while not condition():
        assert clock.now() < until
        pause.wait(0.005)


# The timetable


@pytest.fixture
def started() -> list[tuple[str, float]]:
    return []


@pytest.fixture
def timetable(started: list[tuple[str, float]]) -> Iterator[Timetable]:
    table = Timetable(lambda clip, at: started.append((clip.name, at)))
    yield table
    table.close()


def clip(name: str) -> Clip:
    return Clip(name, Path(name), array("h", [0]))


def test_sounds_start_in_the_order_of_their_deadlines(timetable: Timetable, started: list[tuple[str, float]]) -> None:
    now = clock.now()
    for name, after in (("late", -0.9), ("second", 0.02), ("first", 0.01), ("third", 0.03)):
        timetable.add(clip(name), now + after)
    timetable.open()
    wait_for(lambda: len(started) == 3)
    assert [name for name, _ in started] == ["first", "second", "third"]


def test_sounds_start_ahead_by_the_lead_and_by_no_more(started: list[tuple[str, float]]) -> None:
    now = 100.0
    table = Timetable(lambda clip, at: started.append((clip.name, at)), now=lambda: now)
    table.open(lead=5.0)
    table.add(clip("far"), now + LONGEST_LEAD + 1.0)
    table.add(clip("near"), now + LONGEST_LEAD)
    wait_for(lambda: started)
    table.close()
    assert started == [("near", now + LONGEST_LEAD)]


def test_sounds_of_one_instant_are_one_stream_that_does_not_clip() -> None:
    heard: list[Clip] = []
    now = clock.now()
    table = Timetable(lambda clip, _at: heard.append(clip))
    loud = array("h", [29_000, -29_000])
    for name in ("tempo-up", "count"):
        table.add(Clip(name, Path(name), loud), now)
    table.open()
    wait_for(lambda: heard)
    table.close()
    assert [each.name for each in heard] == ["tempo-up+count"]
    assert 29_000 < max(heard[0].samples) < 32_767


def test_what_is_cancelled_does_not_start(timetable: Timetable, started: list[tuple[str, float]]) -> None:
    timetable.add(clip("cancelled"), clock.now())
    timetable.cancel()
    timetable.add(clip("next"), clock.now())
    timetable.open()
    wait_for(lambda: started)
    assert [name for name, _ in started] == ["next"]


def test_loudness_scales_the_samples_and_notices_a_change() -> None:
    loudness = Loudness(1.0)
    assert loudness.samples(GO) == GO.samples.tobytes()
    loudness.set(0.5)
    assert loudness.volume == 0.5
    assert set(array("h", loudness.samples(GO))) == {500, -500}
    assert loudness.samples(GO) is loudness.samples(GO)


def test_a_late_word_is_left_out_before_it_covers_the_next_sound(started: list[tuple[str, float]]) -> None:
    now = 100.0
    table = Timetable(lambda clip, at: started.append((clip.name, at)), now=lambda: now)
    word = Clip("voice/rest", Path(), array("h", [0] * (RATE // 2)))
    for sound, at in ((word, now - 0.45), (clip("tone"), now + 0.06), (clip("go"), now + 0.07)):
        table.add(sound, at)
    table.open(lead=0.07)
    wait_for(lambda: len(started) == 2)
    table.close()
    assert [name for name, _ in started] == ["tone", "go"]


# miniaudio


class FakeDevice:
    """A device that asks for blocks as soon as it starts."""

    backend = "ALSA"
    asks = 3

    def start(self, blocks: "Generator[array[int], int, None]") -> None:
        self.heard = [blocks.send(100) for _ in range(self.asks)]

    def close(self) -> None:
        self.closed = True


class FakeMiniaudio(ModuleType):
    """The library, with the drivers in `works`."""

    SampleFormat = type("SampleFormat", (), {"SIGNED16": 2})

    def __init__(self, *works: str) -> None:
        super().__init__("miniaudio")
        self.Backend = {"PULSEAUDIO": "PULSEAUDIO", "ALSA": "ALSA"}
        self.works = works
        self.tried: list[str] = []
        self.MiniaudioError = FakeLibraryError
        self.device = FakeDevice()

    def PlaybackDevice(self, *, backends: list[str], **_options: object) -> FakeDevice:  # noqa: N802 - its name
        self.tried += backends
        if backends[0] not in self.works:
            raise FakeLibraryError("failed to init device", -1)
        return self.device


def test_miniaudio_takes_the_first_driver_that_plays(monkeypatch: pytest.MonkeyPatch) -> None:
    library = FakeMiniaudio("ALSA")
    monkeypatch.setitem(sys.modules, "miniaudio", library)
    monkeypatch.setattr(sys, "platform", "linux")
    backend = MiniaudioBackend(1.0)
    assert (backend.open(), library.tried) == ("ALSA", ["PULSEAUDIO", "ALSA"])
    backend.close()
    assert library.device.closed


def test_miniaudio_is_open_only_when_its_device_plays(monkeypatch: pytest.MonkeyPatch) -> None:
    library = FakeMiniaudio("PULSEAUDIO")
    library.device.asks = 2  # what the queue of a headset takes that sleeps
    monkeypatch.setitem(sys.modules, "miniaudio", library)
    monkeypatch.setattr(sys, "platform", "linux")
    backend = MiniaudioBackend(1.0)
    opened = threading.Thread(target=backend.open)
    opened.start()
    wait_for(lambda: library.tried)
    assert backend.heartbeat() is None
    assert opened.is_alive()
    backend._mixer.render(100, clock.now())
    opened.join(PATIENCE)
    assert backend.heartbeat() == 3


def test_miniaudio_without_a_device_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "miniaudio", FakeMiniaudio())
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(NoDeviceError, match="miniaudio: failed to init device"):
        MiniaudioBackend(1.0).open()


# simpleaudio


class FakeLibraryError(Exception):
    """What the library raises."""


class FakeSound:
    """A sound that goes on until told otherwise."""

    sounding = False

    def is_playing(self) -> bool:
        return self.sounding


class FakeLibrary(ModuleType):
    """The library, with a device that can be busy or gone."""

    def __init__(self) -> None:
        super().__init__("simpleaudio")
        self.played: list[bytes] = []
        self.failures: list[str] = []
        self.sound = FakeSound()

    def play_buffer(self, samples: bytes, channels: int, width: int, rate: int) -> FakeSound:
        assert (channels, width, rate) == (1, 2, 44_100)
        if self.failures:
            raise FakeLibraryError(self.failures.pop(0))
        self.played.append(samples)
        return self.sound


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> FakeLibrary:
    fake = FakeLibrary()
    inner = ModuleType("simpleaudio._simpleaudio")
    inner.SimpleaudioError = FakeLibraryError  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "simpleaudio", fake)
    monkeypatch.setitem(sys.modules, "simpleaudio._simpleaudio", inner)
    return fake


def test_simpleaudio_plays_what_is_due_at_the_present_volume(library: FakeLibrary) -> None:
    backend = SimpleaudioBackend(1.0)
    backend.play(GO, clock.now())
    backend.set_volume(0.5)
    backend.open()
    wait_for(lambda: len(library.played) == 2)
    backend.close()
    assert not any(library.played[0])
    assert max(array("h", library.played[1])) == 500
    assert (backend.loss(), backend.heartbeat()) == (None, None)  # type: ignore[func-returns-value]


def test_simpleaudio_without_a_device_says_so(library: FakeLibrary) -> None:
    library.failures = ["no such device"]
    with pytest.raises(NoDeviceError, match="simpleaudio: no such device"):
        SimpleaudioBackend(1.0).open()


def test_simpleaudio_that_cannot_be_loaded_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "simpleaudio", None)
    with pytest.raises(NoDeviceError, match="cannot be loaded"):
        SimpleaudioBackend(1.0).open()


def test_simpleaudio_tells_which_sound_was_the_first_not_heard_and_plays_no_other(library: FakeLibrary) -> None:
    backend = SimpleaudioBackend(1.0)
    backend.open()
    library.failures = ["gone"]
    at = clock.now()
    backend.play(GO, at)
    backend.play(GO, at + 0.01)
    wait_for(backend.loss)
    wait_for(lambda: not backend._timetable._waiting)
    backend.close()
    assert backend.loss() == Loss("simpleaudio: gone", at)
    assert len(library.played) == 1, "the silence"


def test_simpleaudio_waits_a_moment_for_a_device_that_its_own_sound_keeps_busy(library: FakeLibrary) -> None:
    backend = SimpleaudioBackend(1.0)
    backend.open()
    library.sound.sounding = True
    library.failures = ["busy", "busy"]
    backend.play(GO, clock.now())
    wait_for(lambda: len(library.played) == 2)
    backend.close()
    assert backend.loss() is None


# The system's player

_REMEMBERS = 'for file; do :; done; cp "$file" "{folder}/heard-$(basename "$file")"'


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Makes programs that this machine then has, and no others."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setattr(system_module, "find_programs", lambda: discovery.find_programs(str(folder)))

    def make(name: str, script: str) -> None:
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)

    return make


@posix_only
def test_the_first_program_that_plays_silence_is_taken(programs: Callable[[str, str], None], tmp_path: Path) -> None:
    programs("pw-play", "exit 1")
    programs("paplay", _REMEMBERS.format(folder=tmp_path))
    programs("aplay", "exit 0")
    backend = SystemBackend(0.5)
    assert backend.open() == "paplay"
    backend.play(GO, clock.now())
    heard = tmp_path / "heard-0.wav"
    wait_for(lambda: heard.exists() and backend._running and backend._running[-1].program.poll() is not None)
    folder = Path(str(backend._folder and backend._folder.name))
    assert folder.is_dir()
    backend.close()
    assert not folder.exists()
    with wave.open(str(heard)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 44_100)
        assert set(array("h", file.readframes(file.getnframes()))) == {500, -500}
    assert (backend.loss(), backend.heartbeat()) == (None, None)  # type: ignore[func-returns-value]


@posix_only
def test_programs_that_fail_or_hang_are_no_device(
    programs: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_module, "_PROBE_WITHIN", 0.1)
    programs("paplay", "exec sleep 100")
    programs("aplay", "exit 1")
    with pytest.raises(NoDeviceError, match="paplay, aplay cannot play"):
        SystemBackend(1.0).open()


@posix_only
def test_no_program_is_no_device(programs: Callable[[str, str], None]) -> None:
    with pytest.raises(NoDeviceError, match="no program that plays sounds"):
        SystemBackend(1.0).open()


@posix_only
def test_a_program_that_ends_with_an_error_is_a_loss_from_its_sound_on(
    programs: Callable[[str, str], None], tmp_path: Path
) -> None:
    programs("aplay", f'test -e "{tmp_path}/gone" && exit 3; exit 0')
    backend = SystemBackend(1.0)
    backend.open()
    (tmp_path / "gone").touch()
    at = clock.now()
    backend.play(GO, at)
    wait_for(backend.loss)
    backend.close()
    assert backend.loss() == Loss("the system's player ended with code 3", at)


@posix_only
def test_a_program_that_hangs_is_a_loss_and_ends_with_the_back_end(
    programs: Callable[[str, str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_module, "_HANGS_AFTER", 0.05)
    programs("aplay", f'test -e "{tmp_path}/hang" && exec sleep 100; exit 0')
    backend = SystemBackend(1.0)
    backend.open()
    (tmp_path / "hang").touch()
    at = clock.now()
    backend.play(GO, at)
    wait_for(backend.loss)
    running = [each.program for each in backend._running]
    backend.close()
    assert backend.loss() == Loss("the system's player hangs", at)
    assert len(running) == 1
    assert running[0].wait(PATIENCE) < 0


class FakeWinsound(ModuleType):
    """The module of Windows."""

    SND_FILENAME, SND_ASYNC, SND_NODEFAULT = 1, 2, 4

    def __init__(self) -> None:
        super().__init__("winsound")
        self.played: list[tuple[str, int]] = []
        self.fails = False

    def PlaySound(self, file: str, flags: int) -> None:  # noqa: N802 - its name
        if self.fails:
            raise RuntimeError("Failed to play sound")
        self.played.append((Path(file).name, flags))


def test_on_windows_the_system_s_own_module_plays(monkeypatch: pytest.MonkeyPatch) -> None:
    winsound = FakeWinsound()
    monkeypatch.setitem(sys.modules, "winsound", winsound)
    monkeypatch.setattr(system_module, "sys", type("Windows", (), {"platform": "win32", "byteorder": sys.byteorder}))
    backend = SystemBackend(1.0)
    assert backend.open() == "winsound"
    backend.play(GO, clock.now())
    wait_for(lambda: len(winsound.played) == 2)
    winsound.fails = True
    at = clock.now()
    backend.play(GO, at)
    wait_for(backend.loss)
    backend.close()
    assert winsound.played == [("probe.wav", 7), ("0.wav", 7)]
    assert backend.loss() == Loss("the system's player: Failed to play sound", at)
    with pytest.raises(NoDeviceError, match="winsound: Failed"):
        SystemBackend(1.0).open()


# Which of them are here


def test_the_order_is_that_of_preference_with_the_wish_first(monkeypatch: pytest.MonkeyPatch) -> None:
    here = {"miniaudio": "installed", "simpleaudio": "installed", "system": "aplay"}
    monkeypatch.setattr(discovery, "present", lambda: here)
    assert discovery.order("auto") == ("miniaudio", "simpleaudio", "system")
    assert discovery.order("simpleaudio") == ("simpleaudio", "miniaudio", "system")
    assert discovery.order("system") == ("system", "miniaudio", "simpleaudio")
    monkeypatch.setattr(discovery, "can_help", lambda: False)
    assert discovery.order("auto") == ()


def test_what_is_here_is_found_without_importing_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "_importable", lambda library: library == "simpleaudio")
    monkeypatch.setattr(discovery, "find_programs", lambda: {"paplay": "/bin/paplay", "aplay": "/bin/aplay"})
    monkeypatch.setattr(sys, "platform", "linux")
    assert discovery.present() == {"simpleaudio": "installed", "system": "paplay, aplay"}
    monkeypatch.setattr(sys, "platform", "win32")
    assert discovery.present() == {"simpleaudio": "installed"}


def test_a_library_that_cannot_even_be_looked_for_is_not_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_name: str) -> None:
        raise ValueError("miniaudio.__spec__ is None")

    monkeypatch.setattr(importlib.util, "find_spec", fail)
    assert not discovery._importable("miniaudio")


def test_every_back_end_is_in_the_order() -> None:
    assert set(BACKENDS) == {*discovery.LIBRARIES, discovery.SYSTEM}
