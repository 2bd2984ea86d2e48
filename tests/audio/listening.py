"""Hears what a player makes: a private PulseAudio with a null sink, a recorder on its monitor, and cross-correlation."""

import contextlib
import shutil
import subprocess
import tempfile
import threading
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import accumulate
from math import sqrt
from operator import mul
from os import environ
from pathlib import Path
from typing import IO, cast

from ankle_tui import clock
from ankle_tui.audio.sound_files import RATE

PROGRAMS = ("pulseaudio", "parec")
PATIENCE = 10.0
"""Seconds to wait for what takes milliseconds on an idle machine."""

_MODULES = """
load-module module-null-sink sink_name=ci rate=44100 channels=1 format=s16le norewinds=1
load-module module-native-protocol-unix auth-anonymous=1 socket={folder}/s
set-default-sink ci
"""
_ALSA = """
</usr/share/alsa/alsa.conf>
pcm.!default {{ type pulse server "unix:{folder}/s" }}
ctl.!default {{ type pulse server "unix:{folder}/s" }}
"""
SERVER_PID = "ANKLE_TUI_TEST_SERVER"
"""Variable with the number of the sound server's process; no program reads it."""
_DECIMATE = 4
_CANDIDATES = 40
"""Coarse matches to look at closely: at a quarter of the rate, periods of a level tone are hard to tell apart."""
QUIET_SECONDS = 0.05
BEGINNING_SECONDS = 0.12
_NEAR = 3
"""Seconds before and after a sample whose chunks tell when it was heard."""
_QUIET = round(QUIET_SECONDS * RATE)
"""Frames of silence before a sound. With them a level tone is found where it begins, not at any later period of it."""
_BEGINNING = round(BEGINNING_SECONDS * RATE)
"""Frames of a sound that are looked for."""
_GAP = round(0.5 * RATE)
"""Most frames of silence inside a sound, all together, that a busy machine may put there."""
_STILL = 4
"""Frames of silence in the recording where the sound has none."""


def missing_programs() -> list[str]:
    return [program for program in PROGRAMS if shutil.which(program) is None]


def _reap(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait(PATIENCE)


def _drain(stream: IO[bytes], word: bytes, seen: threading.Event) -> None:
    with stream:
        for line in stream:
            if word in line:
                seen.set()


@contextlib.contextmanager
def sound_server() -> Iterator[Mapping[str, str]]:
    """Runs a PulseAudio of our own, whose only sink is silent.

    Yields:
        The environment variables that lead a program to it.
    """
    # Not in pytest's folder: the path of a socket may have some hundred characters only.
    with tempfile.TemporaryDirectory(prefix="ears") as name:
        folder = Path(name)
        (folder / "x.pa").write_text(_MODULES.format(folder=folder), encoding="ascii")
        (folder / "asound.conf").write_text(_ALSA.format(folder=folder), encoding="ascii")
        own = {"HOME": name, "XDG_RUNTIME_DIR": name, "PULSE_RUNTIME_PATH": f"{name}/p", "LC_ALL": "C"}
        options = (
            "--daemonize=no --use-pid-file=no --exit-idle-time=-1 --disable-shm=yes --realtime=no --high-priority=no"
        )
        command = [
            "pulseaudio",
            "-n",
            "-F",
            f"{name}/x.pa",
            *options.split(),
            "--log-target=stderr",
            "--log-level=info",
        ]
        # In a session of its own, as on a desktop: Linux shares its processors out by sessions.
        server = subprocess.Popen(
            command,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env={**environ, **own},
            start_new_session=True,
        )
        up = threading.Event()
        reader = threading.Thread(target=_drain, args=(server.stderr, b"startup complete", up))
        reader.start()
        try:
            assert up.wait(PATIENCE), "PulseAudio did not start"
            yield {
                "PULSE_SERVER": f"unix:{name}/s",
                "ALSA_CONFIG_PATH": f"{name}/asound.conf",
                SERVER_PID: str(server.pid),
            }
        finally:
            _reap(server)
            reader.join(PATIENCE)


class Recording:
    """Everything heard since the start, with the moment of each sample.

    Args:
        stream: Raw 16-bit mono samples as they come.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._bytes = bytearray()
        self._origins: list[float] = []
        """When sample 0 would have been heard, by the earliest chunk of each second: the sink has a clock of its own."""
        self._grown = threading.Condition()
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        while chunk := self._stream.read(65_536):
            moment = clock.now()
            with self._grown:
                self._bytes += chunk
                # A chunk can be late but never early: the earliest of some seconds tells best when a sample was heard.
                second, origin = len(self._bytes) // (2 * RATE), moment - len(self._bytes) / 2 / RATE
                self._origins += [origin] * (second + 1 - len(self._origins))
                self._origins[second] = min(self._origins[second], origin)
                self._grown.notify_all()

    def wait_until(self, moment: float) -> None:
        """Waits until everything up to a moment of the clock has been recorded."""
        with self._grown:
            assert self._grown.wait_for(lambda: self._end() > moment, PATIENCE), "the recording stands still"

    def _end(self) -> float:
        return self._moment(len(self._bytes) // 2) if self._bytes else float("-inf")

    def _moment(self, frame: int) -> float:
        """When a sample was heard."""
        second = min(frame // RATE, len(self._origins) - 1)
        return min(self._origins[max(0, second - _NEAR) : second + _NEAR + 1]) + frame / RATE

    def _frame(self, moment: float) -> int:
        """Which sample was heard at a moment."""
        frame = 0
        for _ in range(3):  # the clocks differ by so little that two steps are enough
            frame = max(0, frame + round((moment - self._moment(frame)) * RATE))
        return frame

    def join(self) -> None:
        self._thread.join(PATIENCE)

    def between(self, start: float, stop: float) -> "array[int]":
        """The samples heard between two moments of the clock."""
        first = self._frame(start)
        return array("h", bytes(self._bytes[2 * first : 2 * (first + round((stop - start) * RATE))]))

    def excerpt(self, start: float, stop: float) -> "Excerpt":
        """The same, to be looked at again and again: a recording that goes on learns better when it began."""
        return Excerpt(start, self.between(start, stop))


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a recording.

    Attributes:
        start: The moment of its first sample.
        samples: What was heard.
    """

    start: float
    samples: "array[int]"

    def between(self, start: float, stop: float) -> "array[int]":
        """The samples heard between two moments of the clock."""
        first, last = (max(0, round((moment - self.start) * RATE)) for moment in (start, stop))
        return self.samples[first:last]

    def take_out(self, sound: Sequence[int], onset: float) -> None:
        """Take a sound out once, so that what overlaps with it is heard alone.

        Args:
            sound: 16-bit samples.
            onset: The moment at which it starts; known to the sample, but for rounding.
        """
        near = (max(0, round((onset - self.start) * RATE) + shift) for shift in (0, -1, 1))
        takes = [self._without(sound, first) for first in near]
        first, rest = min(takes, key=lambda take: sum(map(mul, take[1], take[1])))
        self.samples[first : first + len(rest)] = array("h", (max(-32_768, min(32_767, value)) for value in rest))

    def _without(self, sound: Sequence[int], first: int) -> tuple[int, list[int]]:
        """The place of a sound and what is left there without it.

        A server that is not fed in time plays silence in the middle of a sound and then the rest of it: such a gap is
        stepped over. A longer one is a sound cut short, and what is missing of it stays as if heard.
        """
        rest: list[int] = []
        samples = self.samples[first : first + len(sound) + _GAP]
        gap = _GAP
        for value in sound:
            if value and not any(samples[len(rest) : len(rest) + _STILL]):
                while gap and len(rest) < len(samples) and not samples[len(rest)]:
                    rest.append(0)
                    gap -= 1
            if len(rest) == len(samples):
                break
            rest.append(samples[len(rest)] - value)
        return first, rest

    def loudest(self) -> float:
        """The loudest 20 ms: root mean square as a share of full scale."""
        step = RATE // 50
        pieces = [self.samples[start : start + step] for start in range(0, len(self.samples), step)]
        return max(sqrt(sum(map(mul, piece, piece)) / len(piece)) for piece in pieces) / 32_768


@contextlib.contextmanager
def recording(server: Mapping[str, str]) -> Iterator[Recording]:
    """Records the sink of a sound server."""
    command = "parec --raw --format=s16le --rate=44100 --channels=1 --latency-msec=5 --device=ci.monitor"
    variables = {**environ, **server}
    recorder = subprocess.Popen(
        command.split(),
        bufsize=0,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=variables,
        start_new_session=True,
    )
    stream = cast("IO[bytes]", recorder.stdout)
    with stream:
        heard = Recording(stream)
        try:
            heard.wait_until(clock.now())
            yield heard
        finally:
            _reap(recorder)
            heard.join()


@dataclass(frozen=True, slots=True)
class Match:
    """Where a sound was found.

    Attributes:
        offset: Seconds from the start of what was searched.
        likeness: Normalised cross-correlation there, 1.0 for the very same samples at any volume.
    """

    offset: float
    likeness: float


def find(sound: Sequence[int], heard: Sequence[int]) -> Match:
    """Finds the beginning of a sound, and the quiet before it, by cross-correlation.

    Args:
        sound: 16-bit samples.
        heard: What to search, from at least `QUIET_SECONDS` before the earliest onset.

    Returns:
        The best match: coarsely at a quarter of the rate, then to the sample.
    """
    wanted = [*[0] * _QUIET, *sound[:_BEGINNING]]
    coarse = _correlate(_decimate(wanted), _decimate(heard))
    near = [_DECIMATE * lag for lag in nlargest(_CANDIDATES, range(len(coarse)), key=coarse.__getitem__)]
    lags = {lag + shift for lag in near for shift in range(-_DECIMATE, _DECIMATE)}
    fits = [lag for lag in lags if 0 <= lag <= len(heard) - len(wanted)]
    likeness, lag = max((_likeness(wanted, heard[lag : lag + len(wanted)]), lag) for lag in fits)
    return Match((lag + _QUIET) / RATE, likeness)


def _decimate(samples: Sequence[int]) -> list[int]:
    return [sum(samples[index : index + _DECIMATE]) for index in range(0, len(samples) - _DECIMATE + 1, _DECIMATE)]


def _correlate(sound: list[int], heard: list[int]) -> list[float]:
    length = len(sound)
    energy = [0, *accumulate(map(mul, heard, heard))]
    own = sqrt(sum(map(mul, sound, sound)))
    return [
        sum(map(mul, sound, heard[lag : lag + length])) / (own * sqrt(energy[lag + length] - energy[lag]) or 1.0)
        for lag in range(len(heard) - length + 1)
    ]


def _likeness(one: Sequence[int], other: Sequence[int]) -> float:
    energy = sum(map(mul, one, one)) * sum(map(mul, other, other))
    return sum(map(mul, one, other)) / sqrt(energy) if energy else 0.0
