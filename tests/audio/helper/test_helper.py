"""The helper's inside: messages, answers, and the watch over a device that may die without a word."""

import math
import threading
from array import array
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankle_tui import clock
from ankle_tui.audio import protocol
from ankle_tui.audio.client.discovery import LIBRARIES, SYSTEM
from ankle_tui.audio.client.process import environment, helper_command
from ankle_tui.audio.helper.backends import BACKENDS, Loss, NoDeviceError
from ankle_tui.audio.helper.helper import Helper, Pulse
from ankle_tui.audio.player import LATE_LIMIT
from ankle_tui.audio.sound_files import Clip
from tests.audio.fakes import FakeBackend

GO = Clip("go", Path("go.wav"), array("h", [0]))


class Bench:
    """A helper with a fake back end and a list for a parent."""

    def __init__(self, backend: FakeBackend) -> None:
        self.backend = backend
        self.answers: list[Mapping[str, object]] = []
        self.helper = Helper(backend, {"go": GO}, self.answers.append)


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        (b'{"play": "go", "at": 5}\n', [("play", "go", 5.0)]),
        (b'{"play": "go", "at": 5.5, "news": {}}\n', [("play", "go", 5.5)]),
        (b'{"cancel": true}\n', [("cancel",)]),
        (b'{"volume": 0.5}\n', [("volume", 0.5)]),
        (b'{"play": "no such sound", "at": 5}\n', []),
        (b'{"play": ["go"], "at": 5}\n', []),
        (b'{"play": "go"}\n', []),
        (b'{"play": "go", "at": "soon"}\n', []),
        (b'{"play": "go", "at": NaN}\n', []),
        (b'{"volume": true}\n', []),
        (b'{"volume": Infinity}\n', []),
        (b'{"cancel": 1}\n', []),
        (b'{"hello": 1}\n', []),
        (b"[]\n", []),
        (b"\xff\xfe\n", []),
        (b"{\n", []),
        (b"\n", []),
    ],
)
def test_each_message_is_carried_out_or_ignored(line: bytes, asked: list[object]) -> None:
    bench = Bench(FakeBackend())
    bench.helper.serve([line])
    assert (bench.backend.asked, bench.answers) == (asked, [])


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.floats(allow_nan=False) | st.none()))
def test_messages_survive_the_pipe_as_one_line(message: dict[str, object]) -> None:
    line = protocol.encode(message)
    assert line.index(b"\n") == len(line) - 1
    assert protocol.decode(line) == message


@given(st.binary())
def test_no_line_upsets_the_decoder(line: bytes) -> None:
    message = protocol.decode(line)
    assert protocol.number(message, "at") is None or math.isfinite(message["at"])


def test_an_open_device_is_reported() -> None:
    bench = Bench(FakeBackend("pulse"))
    assert bench.helper.open()
    assert bench.answers == [{"ready": "pulse"}]


def test_a_missing_device_is_reported_and_not_watched() -> None:
    bench = Bench(FakeBackend(NoDeviceError("no card")))
    bench.helper.open_and_watch(threading.Event())
    assert bench.answers == [{"failed": "no card"}]


def test_an_unforeseen_error_is_reported_too() -> None:
    bench = Bench(FakeBackend(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        bench.helper.open()
    assert list(bench.answers[0]) == ["failed"]


def test_a_device_that_stops_is_reported_as_lost() -> None:
    bench = Bench(FakeBackend(beats=[1, 2, *[3] * 7]))
    bench.helper.watch(threading.Event(), every=0.0)
    assert bench.answers[-1]["lost"] == "the sound device has stopped"
    assert bench.backend.asked == [("cancel",)], "or it might play what another one plays by then"


def test_what_a_device_was_silent_for_can_be_told_to_the_next_one() -> None:
    bench = Bench(FakeBackend(beats=[1] * 7))
    before = clock.now()
    bench.helper.watch(threading.Event(), every=0.0)
    assert before - LATE_LIMIT <= bench.answers[-1]["since"] <= clock.now() - LATE_LIMIT  # type: ignore[operator]


def test_a_loss_the_library_tells_of_is_passed_on() -> None:
    bench = Bench(FakeBackend(beats=[None, None], losses=[None, Loss("unplugged", 7.5)]))
    bench.helper.watch(threading.Event(), every=0.0)
    assert bench.answers == [{"lost": "unplugged", "since": 7.5}]


def test_the_parent_is_told_that_the_helper_lives() -> None:
    bench = Bench(FakeBackend(beats=range(20), losses=[*[None] * 9, Loss("enough", 0.0)]))
    bench.helper.watch(threading.Event(), every=0.0)
    assert bench.answers[:-1] == [{"alive": True}] * 2


def test_the_watch_can_be_stopped() -> None:
    stop = threading.Event()
    stop.set()
    bench = Bench(FakeBackend("pulse"))
    bench.helper.open_and_watch(stop)
    assert bench.answers == [{"ready": "pulse"}]


def test_close_closes_the_device() -> None:
    bench = Bench(FakeBackend())
    bench.helper.close()
    assert bench.backend.asked == [("close",)]


@pytest.mark.parametrize(
    ("beats", "dead"),
    [
        ([1] * 7, True),
        ([*[1] * 6, 2], False),
        ([*[1] * 6, *[2] * 6], False),
        ([0] * 7, True),
        ([None] * 9, False),
        ([], False),
    ],
)
def test_pulse(beats: list[int | None], dead: bool) -> None:
    pulse = Pulse()
    assert any(pulse.is_dead(beat) for beat in beats) is dead


def test_the_command_names_a_back_end_that_exists() -> None:
    command = helper_command("miniaudio", 0.5)
    assert command[1:] == ["-P", "-m", "ankle_tui.audio.helper.helper", "--backend", "miniaudio", "--volume", "0.500"]
    assert helper_command("system", 1.0, Path("own"))[-2:] == ["--own", "own"]
    assert set(BACKENDS) == {*LIBRARIES, SYSTEM}


def test_simpleaudio_alone_runs_without_the_allocator_that_it_would_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONMALLOC", raising=False)
    assert environment("simpleaudio")["PYTHONMALLOC"] == "malloc"
    assert "PYTHONMALLOC" not in environment("miniaudio")


def test_an_uninstalled_package_is_put_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONPATH", raising=False)
    assert environment(package_root=tmp_path)["PYTHONPATH"] == str(tmp_path)
    assert "PYTHONPATH" not in environment(package_root=tmp_path / "site-packages")
    monkeypatch.setenv("PYTHONPATH", "before")
    assert environment(package_root=tmp_path)["PYTHONPATH"].startswith("before")
