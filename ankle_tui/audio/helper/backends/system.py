"""Play through a program of the system: one process for each cue, started ahead by the time it needs to begin."""

import contextlib
import importlib
import subprocess
import sys
import tempfile
import threading
import wave
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from ankle_tui import clock
from ankle_tui.audio.client.discovery import WINDOWS_PLAYER, find_programs
from ankle_tui.audio.helper.backends.base import Loss, NoDeviceError
from ankle_tui.audio.helper.backends.loudness import Loudness
from ankle_tui.audio.helper.backends.timetable import Timetable
from ankle_tui.audio.sound_files import RATE, Clip

_ARGUMENTS: Final[Mapping[str, Sequence[str]]] = {
    "pw-play": ("--latency=20ms",),
    "paplay": ("--latency-msec=20", "--client-name=ankle-tui"),
    "aplay": ("--quiet",),
    "afplay": (),
}
"""Options of each program."""
_SHARES: Final[Mapping[str, float]] = {"aplay": 0.15}
_SHARE: Final = 0.5
"""Share of a program's overhead that passes before its sound; aplay mostly waits after it."""
_PROBE_FRAMES: Final = RATE // 10
_PROBES: Final = 3
"""Trial runs: the first reads the program from disk and any may be delayed, so the shortest counts."""
_PROBE_WITHIN: Final = 0.8
"""Seconds for a program to play the silence of a trial run."""
_HANGS_AFTER: Final = 3.0
"""Seconds after the end of its sound from which a program counts as hanging."""


class _Running(NamedTuple):
    """A program that plays a sound.

    Attributes:
        program: The process.
        at: Deadline of the sound, in seconds of the clock.
        until: Time from which the program counts as hanging.
    """

    program: "subprocess.Popen[bytes]"
    at: float
    until: float


class SystemBackend:
    """Play cues through the first program of the system that works.

    Args:
        volume: Share of the full amplitude to start with, 0.0 to 1.0.
    """

    def __init__(self, volume: float) -> None:
        self._loudness = Loudness(volume)
        self._timetable = Timetable(self._start)
        self._command: tuple[str, ...] = ()
        self._windows: Any = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._files: dict[tuple[str, float], Path] = {}
        self._running: list[_Running] = []
        self._lock = threading.Lock()
        self._loss: Loss | None = None

    def open(self) -> str:
        """Find a program that plays a moment of silence.

        Returns:
            Its name.

        Raises:
            NoDeviceError: There is none, or none works.
        """
        # Removed by `close`; a killed process leaves a few hundred kilobytes of sounds behind.
        self._folder = tempfile.TemporaryDirectory(prefix="ankle-tui-", ignore_cleanup_errors=True)
        probe = self._write("probe", bytes(2 * _PROBE_FRAMES))
        if sys.platform == "win32":
            return self._open_windows(probe)
        programs = find_programs()
        for name, path in programs.items():
            command = (path, *_ARGUMENTS[name])
            taken = _probe(command, probe)
            if taken is not None:
                self._command = command
                self._timetable.open(taken * _SHARES.get(name, _SHARE))
                return name
        self.close()
        raise NoDeviceError(f"{', '.join(programs)} cannot play" if programs else "no program that plays sounds")

    def play(self, clip: Clip, at: float) -> None:
        """Start a program ahead of the deadline `at`, in seconds of `ankle_tui.clock.now()`."""
        self._timetable.add(clip, at)

    def cancel(self) -> None:
        """Cancel every sound that has not started."""
        self._timetable.cancel()

    def set_volume(self, volume: float) -> None:
        """Set the amplitude, 0.0 to 1.0, of sounds that start from now on."""
        self._loudness.set(volume)

    def heartbeat(self) -> None:
        """None: between two sounds nothing runs."""

    def loss(self) -> Loss | None:
        """First program that could not be started, failed or hangs."""
        with self._lock:
            self._look()
            return self._loss

    def close(self) -> None:
        """Start no more sounds, kill running programs and remove the files."""
        self._timetable.close()
        with self._lock:
            for program, _, _ in self._running:
                program.kill()
        if self._folder is not None:
            self._folder.cleanup()

    def _open_windows(self, probe: Path) -> str:
        try:
            self._windows = importlib.import_module(WINDOWS_PLAYER)
            self._play_windows(probe)
        except (ImportError, RuntimeError) as error:
            raise NoDeviceError(f"{WINDOWS_PLAYER}: {error}") from error
        self._timetable.open()
        return WINDOWS_PLAYER

    def _play_windows(self, file: Path) -> None:
        # One sound at a time: each cuts off the one before. Without NODEFAULT a missing device would ding.
        player = self._windows
        player.PlaySound(str(file), player.SND_FILENAME | player.SND_ASYNC | player.SND_NODEFAULT)

    def _start(self, clip: Clip, at: float) -> None:
        with self._lock:
            self._look()
            if self._loss is not None:
                return  # the next helper gets every cue from the failed one on
            try:
                file = self._file(clip)
                if self._windows is not None:
                    self._play_windows(file)
                else:
                    program = _start([*self._command, str(file)])
                    self._running.append(_Running(program, at, at + len(clip.samples) / RATE + _HANGS_AFTER))
            except (OSError, RuntimeError) as error:
                self._loss = Loss(f"the system's player: {error}", at)

    def _look(self) -> None:
        """Forget the programs that have ended, and note the first that failed or hangs."""
        still = []
        now = clock.now()
        for running in self._running:
            code = running.program.poll()
            if code is None:
                still.append(running)
            if self._loss is not None:
                continue
            if code:
                # It may have failed halfway; then the cue sounds twice, which is better than not at all.
                self._loss = Loss(f"the system's player ended with code {code}", running.at)
            elif code is None and now > running.until:
                self._loss = Loss("the system's player hangs", running.at)
        self._running = still

    def _file(self, clip: Clip) -> Path:
        key = clip.name, self._loudness.volume
        if key not in self._files:
            self._files[key] = self._write(str(len(self._files)), self._loudness.samples(clip))
        return self._files[key]

    def _write(self, name: str, samples: bytes) -> Path:
        if self._folder is None:
            raise OSError("the folder of the sounds is gone")
        path = Path(self._folder.name, f"{name}.wav")
        little = array("h", samples)
        if sys.byteorder == "big":
            little.byteswap()
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(little.tobytes())
        return path


def _start(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    # Not our stdin, which is the pipe with the cues.
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=nowhere)


def _probe(command: Sequence[str], file: Path) -> float | None:
    """Measure the overhead of a program in seconds, before and after the sound; None if it fails."""
    times = []
    for _ in range(_PROBES):
        try:
            begin = clock.now()
            with _start([*command, str(file)]) as program:
                try:
                    if program.wait(_PROBE_WITHIN):
                        return None
                finally:
                    with contextlib.suppress(OSError):
                        program.kill()
            times.append(clock.now() - begin)
        except (OSError, subprocess.TimeoutExpired):
            return None
    return max(0.0, min(times) - _PROBE_FRAMES / RATE)
