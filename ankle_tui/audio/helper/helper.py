"""Child process that owns the audio library, with cues coming in on stdin and answers going out on stdout.

Run as `python -m ankle_tui.audio.helper.helper --backend miniaudio`. It ends with its stdin, so it never outlives its parent.
"""

import argparse
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from ankle_tui import clock
from ankle_tui.audio import protocol
from ankle_tui.audio.helper.backends import BACKENDS, Backend, BackendMaker, Loss, NoDeviceError
from ankle_tui.audio.player import LATE_LIMIT
from ankle_tui.audio.sound_files import Clip, MissingSoundsError, find_sounds, read_clips

Answer = Callable[[Mapping[str, object]], None]
"""Sends one message to the parent, from any thread."""

_LOOK_EVERY: Final = 0.25
"""Seconds between two checks of the device."""
_ALIVE_EVERY: Final = 4
"""Checks between two signs of life to the parent."""
_CLOSING_TIME: Final = 0.4
"""Seconds for the sound server to release its device before the process exits anyway."""


class Pulse:
    """Detect a device that has died silently, by its heartbeat.

    Args:
        patience: Checks in a row without a beat after which the device counts as dead; a busy machine misses some, and a new
            helper would cost more.
    """

    def __init__(self, patience: int = 6) -> None:
        self._patience = patience
        self._missed = 0
        self._last: int | None = None

    def is_dead(self, beat: int | None) -> bool:
        """True if the device is dead after this check; `beat` is None where the library cannot tell."""
        same = beat is not None and beat == self._last
        self._missed = self._missed + 1 if same else 0
        self._last = beat
        return self._missed >= self._patience


class Helper:
    """Carry out the parent's messages.

    Args:
        backend: Makes the sound.
        sounds: Sounds by the names of their cues.
        answer: Sends a message to the parent.
    """

    def __init__(self, backend: Backend, sounds: Mapping[str, Clip], answer: Answer) -> None:
        self._backend = backend
        self._sounds = sounds
        self._answer = answer

    def open(self) -> bool:
        """Open the device and tell the parent the outcome; True if it is open."""
        # The parent gets an answer even if the library raises something unexpected: while it waits, nothing sounds.
        outcome = {protocol.FAILED: "the audio library failed in an unforeseen way"}
        try:
            outcome = {protocol.READY: self._backend.open()}
        except NoDeviceError as error:
            outcome = {protocol.FAILED: str(error)}
        finally:
            self._answer(outcome)
        return protocol.READY in outcome

    def obey(self, message: Mapping[str, Any]) -> None:
        """Carry out one message, ignoring unknown fields."""
        volume = protocol.number(message, protocol.VOLUME)
        if volume is not None:
            self._backend.set_volume(volume)
        if message.get(protocol.CANCEL) is True:
            self._backend.cancel()
        if protocol.PLAY in message:
            self._play(message[protocol.PLAY], protocol.number(message, "at"))

    def serve(self, lines: Iterable[bytes]) -> None:
        """Carry out messages, one a line, until the input ends."""
        for line in lines:
            self.obey(protocol.decode(line))

    def watch(self, stop: threading.Event, every: float = _LOOK_EVERY) -> None:
        """Tell the parent that this process lives, and when its device has died, which some sound servers do silently.

        Args:
            stop: Ends the watch.
            every: Seconds between two checks.
        """
        pulse = Pulse()
        looks = 0
        while not stop.wait(every):
            looks += 1
            if loss := self._look(pulse):
                # The next helper gets these cues; a device that comes back to life must not play them too.
                self._backend.cancel()
                self._answer({protocol.LOST: loss.reason, protocol.SINCE: loss.since})
                return
            if looks % _ALIVE_EVERY == 0:
                self._answer({protocol.ALIVE: True})

    def open_and_watch(self, stop: threading.Event) -> None:
        """Open the device and watch it until `stop` is set."""
        if self.open():
            self.watch(stop)

    def close(self) -> None:
        """Close the device."""
        self._backend.close()

    def _look(self, pulse: Pulse) -> Loss | None:
        if pulse.is_dead(self._backend.heartbeat()):
            # The device was dead for longer than a cue may be late, so every cue that can still be played was not heard.
            return Loss("the sound device has stopped", clock.now() - LATE_LIMIT)
        return self._backend.loss()

    def _play(self, cue: object, at: float | None) -> None:
        clip = self._sounds.get(cue) if isinstance(cue, str) else None
        if clip is not None and at is not None:
            self._backend.play(clip, at)


def _options(arguments: Sequence[str] | None, backends: Iterable[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="ankle_tui.audio.helper.helper", description="Plays the cues of ankle-tui.")
    parser.add_argument("--backend", choices=sorted(backends), required=True, help="what makes the sound")
    parser.add_argument("--volume", type=float, default=1.0, help="share of the full amplitude, 0.0 to 1.0")
    parser.add_argument("--sounds", type=Path, default=None, help="folder of the WAV files")
    parser.add_argument("--own", type=Path, default=None, help="folder of the runner's own WAV files")
    return parser.parse_args(arguments)


def _answer_pipe() -> int:
    """Move the pipe to the parent off stdout, so that output of C libraries reaches neither the parent nor the screen."""
    pipe = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    return pipe


def _send(pipe: int, message: Mapping[str, object]) -> None:
    # A parent that no longer reads has closed our stdin too, which ends this process.
    with contextlib.suppress(OSError):
        os.write(pipe, protocol.encode(message))


def _end(helper: Helper) -> None:
    """Close the device and exit, even if closing hangs."""
    guard = threading.Timer(_CLOSING_TIME, os._exit, (0,))
    guard.daemon = True
    guard.start()
    helper.close()
    # A normal exit would wait for threads inside the audio library, or crash on them.
    os._exit(0)


def main(arguments: Sequence[str] | None = None, backends: Mapping[str, BackendMaker] = BACKENDS) -> None:
    """Serve the parent until stdin ends, then exit.

    Args:
        arguments: Command line; None takes that of the process.
        backends: Makers of back ends by name.
    """
    # ctrl+c is for the parent, which ends this process when it is ready.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    options = _options(arguments, backends)
    answer = partial(_send, _answer_pipe())
    try:
        sounds = read_clips(options.sounds or find_sounds(), options.own)
    except MissingSoundsError as error:
        answer({protocol.FAILED: str(error)})
        return
    helper = Helper(backends[options.backend](options.volume), sounds, answer)
    threading.Thread(target=helper.open_and_watch, args=(threading.Event(),), daemon=True).start()
    helper.serve(sys.stdin.buffer)
    _end(helper)


if __name__ == "__main__":
    main()
