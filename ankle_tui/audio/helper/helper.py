"""The child process that owns the audio library: cues come in on stdin, answers go out on stdout.

Run as `python -m ankle_tui.audio.helper.helper --backend miniaudio`. It ends when its stdin does, so it never outlives its parent.
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
"""Sends one message to the parent. Safe in any thread."""

_LOOK_EVERY: Final = 0.25
"""Seconds between two looks at the device."""
_ALIVE_EVERY: Final = 4
"""Looks after which the parent is told that this process still runs."""
_CLOSING_TIME: Final = 0.4
"""Seconds the sound server may take to give its device back before the process ends without its consent."""


class Pulse:
    """Tells from looks at a heartbeat whether a device has died without a word.

    Args:
        patience: Looks in a row without a beat that make it dead.
    """

    def __init__(self, patience: int = 3) -> None:
        self._patience = patience
        self._missed = 0
        self._last: int | None = None

    def is_dead(self, beat: int | None) -> bool:
        """Takes one look.

        Args:
            beat: The heartbeat now; None where the library cannot tell.

        Returns:
            Whether the device has missed so many beats that it is dead.
        """
        same = beat is not None and beat == self._last
        self._missed = self._missed + 1 if same else 0
        self._last = beat
        return self._missed >= self._patience


class Helper:
    """Carries out what the parent asks for.

    Args:
        backend: Makes the sound.
        sounds: The sounds by the name of the cue.
        answer: Sends a message to the parent.
    """

    def __init__(self, backend: Backend, sounds: Mapping[str, Clip], answer: Answer) -> None:
        self._backend = backend
        self._sounds = sounds
        self._answer = answer

    def open(self) -> bool:
        """Opens the device and tells the parent how that went.

        Returns:
            Whether it is open.
        """
        # Told also when the library raises what it never said it would: a parent left waiting stays silent.
        outcome = {protocol.FAILED: "the audio library failed in an unforeseen way"}
        try:
            outcome = {protocol.READY: self._backend.open()}
        except NoDeviceError as error:
            outcome = {protocol.FAILED: str(error)}
        finally:
            self._answer(outcome)
        return protocol.READY in outcome

    def obey(self, message: Mapping[str, Any]) -> None:
        """Carries out one message. What it does not know, it ignores.

        Args:
            message: The fields of the message.
        """
        volume = protocol.number(message, protocol.VOLUME)
        if volume is not None:
            self._backend.set_volume(volume)
        if message.get(protocol.CANCEL) is True:
            self._backend.cancel()
        if protocol.PLAY in message:
            self._play(message[protocol.PLAY], protocol.number(message, "at"))

    def serve(self, lines: Iterable[bytes]) -> None:
        """Carries out messages until there are no more.

        Args:
            lines: One message each.
        """
        for line in lines:
            self.obey(protocol.decode(line))

    def watch(self, stop: threading.Event, every: float = _LOOK_EVERY) -> None:
        """Tells the parent when the device dies, which some sound servers do without an error, and that this process lives.

        Args:
            stop: Ends the watch.
            every: Seconds between two looks.
        """
        pulse = Pulse()
        looks = 0
        while not stop.wait(every):
            looks += 1
            if loss := self._look(pulse):
                # Another will be told of these; a device that comes back to life must not play them too.
                self._backend.cancel()
                self._answer({protocol.LOST: loss.reason, protocol.SINCE: loss.since})
                return
            if looks % _ALIVE_EVERY == 0:
                self._answer({protocol.ALIVE: True})

    def open_and_watch(self, stop: threading.Event) -> None:
        """Opens the device, then watches over it.

        Args:
            stop: Ends the watch.
        """
        if self.open():
            self.watch(stop)

    def close(self) -> None:
        """Closes the device."""
        self._backend.close()

    def _look(self, pulse: Pulse) -> Loss | None:
        if pulse.is_dead(self._backend.heartbeat()):
            # It has been dead for longer than a cue may be late, so whatever may still be played was not heard.
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
    """Moves the pipe to the parent off stdout, so that what C libraries print reaches neither it nor the screen."""
    pipe = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    return pipe


def _send(pipe: int, message: Mapping[str, object]) -> None:
    # A parent that no longer listens has closed stdin too, which ends this process.
    with contextlib.suppress(OSError):
        os.write(pipe, protocol.encode(message))


def _end(helper: Helper) -> None:
    """Closes the device and ends the process, come what may."""
    guard = threading.Timer(_CLOSING_TIME, os._exit, (0,))
    guard.daemon = True
    guard.start()
    helper.close()
    # The ordinary end would wait for, or trip over, threads that are inside the audio library.
    os._exit(0)


def main(arguments: Sequence[str] | None = None, backends: Mapping[str, BackendMaker] = BACKENDS) -> None:
    """Serves the parent until stdin ends, then ends the process.

    Args:
        arguments: The command line; None is that of the process.
        backends: What can make sound, by name.
    """
    # ctrl+c is meant for the parent, which says goodbye in its own time.
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
