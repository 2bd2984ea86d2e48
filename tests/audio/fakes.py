"""Stand-ins for the far ends of the audio package: a log of the fake helper, a fallback player, a timer."""

import json
import queue
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ankle_tui.audio.helper.backends import Loss
from ankle_tui.audio.sound_files import Clip

PATIENCE = 20.0
"""Seconds to wait for what takes milliseconds on an idle machine."""

FAKE_HELPER = Path(__file__).with_name("fake_helper.py")


class HelperLog:
    """Listens to fake helpers and makes their command lines."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._events: queue.Queue[dict[str, Any]] = queue.Queue()
        self._threads: list[threading.Thread] = []
        self._wires: list[socket.socket] = []
        self.port: int = self._server.getsockname()[1]
        self.starts = 0
        self.backends: list[str] = []
        self._serve(self._accept)

    def command(self, *modes: str) -> Callable[[str, float], Sequence[str]]:
        """A maker of command lines: the first helper behaves as the first mode says, the last mode holds for the rest."""

        def make(backend: str, volume: float) -> Sequence[str]:
            mode = modes[min(self.starts, len(modes) - 1)]
            self.starts += 1
            self.backends.append(backend)
            return [sys.executable, str(FAKE_HELPER), str(self.port), mode, str(volume)]

        return make

    def take(self, event: str) -> dict[str, Any]:
        """Waits for the next event of a kind; others before it are passed over."""
        while True:
            fact = self._events.get(timeout=PATIENCE)
            if fact["event"] == event:
                return fact

    def next(self) -> dict[str, Any]:
        """Waits for the next event."""
        return self._events.get(timeout=PATIENCE)

    def let_open(self) -> None:
        """Lets slow helpers open their device."""
        for wire in self._wires:
            wire.sendall(b".")

    def close(self) -> None:
        # Closing alone would not wake the thread that accepts.
        with socket.create_connection(("127.0.0.1", self.port)) as wake:
            wake.sendall(b"stop\n")
        for thread in self._threads:
            thread.join(PATIENCE)
        self._server.close()

    def _serve(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            wire, _ = self._server.accept()
            lines = wire.makefile("rb")
            first = lines.readline()
            if first == b"stop\n":
                lines.close()
                wire.close()
                return
            self._wires.append(wire)
            self._serve(lambda wire=wire, lines=lines, first=first: self._follow(wire, lines, first))  # type: ignore[misc]

    def _follow(self, wire: socket.socket, lines: Any, line: bytes) -> None:
        with wire, lines:
            try:
                while line:
                    self._events.put(json.loads(line))
                    line = lines.readline()
            except ConnectionError:
                pass
        self._events.put({"event": "gone"})


class FakePlayer:
    """A Player that remembers what it was asked for."""

    name = "fake"
    status = "fake"
    delay = 0.0
    ready = True

    def __init__(self) -> None:
        self.played: list[tuple[str, float | None]] = []
        self.volumes: list[float] = []
        self.cancels = 0
        self.closes = 0

    def play(self, cue: str, at: float | None = None) -> None:
        self.played.append((cue, at))

    def cancel(self) -> None:
        self.cancels += 1

    def set_volume(self, volume: float) -> None:
        self.volumes.append(volume)

    def close(self) -> None:
        self.closes += 1


class FakeBackend:
    """A back end in this process that remembers what it was asked for."""

    def __init__(
        self,
        outcome: str | Exception = "driver",
        beats: Sequence[int | None] = (),
        losses: Sequence[Loss | None] = (),
    ) -> None:
        self._outcome = outcome
        self._losses = iter(losses)
        self._beats = iter(beats)
        self.asked: list[tuple[object, ...]] = []

    def open(self) -> str:
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome

    def play(self, clip: Clip, at: float) -> None:
        self.asked.append(("play", clip.name, at))

    def cancel(self) -> None:
        self.asked.append(("cancel",))

    def set_volume(self, volume: float) -> None:
        self.asked.append(("volume", volume))

    def heartbeat(self) -> int | None:
        return next(self._beats)

    def loss(self) -> Loss | None:
        return next(self._losses, None)

    def close(self) -> None:
        self.asked.append(("close",))


class FakeTimer:
    """A timer that fires when the test says so."""

    def __init__(self, seconds: float, action: Callable[[], None]) -> None:
        self.seconds = seconds
        self.fire = action
        self.started = False
        self.cancelled = False

    def start(self) -> None:
        self.started = True

    def cancel(self) -> None:
        self.cancelled = True


class FakeClock:
    """A clock that moves when the test says so."""

    def __init__(self, seconds: float = 1000.0) -> None:
        self.seconds = seconds

    def __call__(self) -> float:
        return self.seconds
