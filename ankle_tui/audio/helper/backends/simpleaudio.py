"""Play through simpleaudio, 1.0.4 or the patched 1.0.5: one stream for each cue, opened when it is due.

Both versions have traps that only a helper process makes harmless:

- 1.0.4 frees memory without holding the interpreter's lock: the helper runs with `PYTHONMALLOC=malloc` (see `process`).
- They open the device while holding that lock, so a hanging sound server stops every thread: the client misses the
  helper's signs of life (`protocol.ALIVE`) and kills it.
- They may crash if the interpreter exits while they play: the helper exits by `os._exit`.
- They hand each sound to a thread of their own, which reports no failure: only the next sound finds out.
"""

import importlib
import time
from typing import Any, Final

from ankle_tui import clock
from ankle_tui.audio.helper.backends.base import Loss, NoDeviceError
from ankle_tui.audio.helper.backends.loudness import Loudness
from ankle_tui.audio.helper.backends.timetable import Timetable
from ankle_tui.audio.sound_files import RATE, Clip

_CHANNELS: Final = 1
_BYTES: Final = 2
_PROBE: Final = bytes(_BYTES * (RATE // 100))
"""A hundredth of a second of silence."""
_BUSY: Final = 0.2
"""Seconds to wait for a device that takes one stream at a time while the sound before still plays."""
_LOOK_AGAIN: Final = 0.02


class SimpleaudioBackend:
    """Play cues through simpleaudio.

    Args:
        volume: Share of the full amplitude to start with, 0.0 to 1.0.
    """

    def __init__(self, volume: float) -> None:
        self._loudness = Loudness(volume)
        self._timetable = Timetable(self._start)
        self._library: Any = None
        self._error: type[Exception] = Exception
        self._sounding: list[Any] = []
        self._loss: Loss | None = None

    def open(self) -> str:
        """Play a moment of silence to find out if there is a device.

        Returns:
            Name of the device.

        Raises:
            NoDeviceError: The library cannot be imported or finds no device.
        """
        try:
            self._library = importlib.import_module("simpleaudio")
            self._error = importlib.import_module("simpleaudio._simpleaudio").SimpleaudioError
        except (ImportError, OSError) as error:
            raise NoDeviceError(f"simpleaudio cannot be loaded: {error}") from error
        try:
            self._sound(_PROBE)
        except self._error as error:
            raise NoDeviceError(f"simpleaudio: {error}") from error
        self._timetable.open()
        return "the system's default device"

    def play(self, clip: Clip, at: float) -> None:
        """Start a sound at its deadline `at`, in seconds of `ankle_tui.clock.now()`."""
        self._timetable.add(clip, at)

    def cancel(self) -> None:
        """Cancel every sound that has not started."""
        self._timetable.cancel()

    def set_volume(self, volume: float) -> None:
        """Set the amplitude, 0.0 to 1.0, of sounds that start from now on."""
        self._loudness.set(volume)

    def heartbeat(self) -> None:
        """None: between two sounds nothing is open."""

    def loss(self) -> Loss | None:
        """First failure to start a sound."""
        return self._loss

    def close(self) -> None:
        """Start no more sounds; one already playing ends with the process, because stopping it may crash the library."""
        self._timetable.close()

    def _start(self, clip: Clip, at: float) -> None:
        if self._loss is not None:
            return  # the next helper gets every cue from the failed one on
        patience = clock.now() + _BUSY
        while True:
            try:
                self._sound(self._loudness.samples(clip))
            except self._error as error:
                if clock.now() < patience and self._still_sounding():
                    time.sleep(_LOOK_AGAIN)
                    continue
                self._loss = Loss(f"simpleaudio: {error}", at)
            return

    def _sound(self, samples: bytes) -> None:
        self._sounding = [*self._still_sounding(), self._library.play_buffer(samples, _CHANNELS, _BYTES, RATE)]

    def _still_sounding(self) -> list[Any]:
        return [sound for sound in self._sounding if sound.is_playing()]
