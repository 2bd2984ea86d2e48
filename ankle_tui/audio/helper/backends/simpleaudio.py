"""Sound through simpleaudio, 1.0.4 or the patched 1.0.5: one stream for each cue, opened when it is due.

Both have traps that only the helper process makes harmless:

- 1.0.4 frees memory without holding the interpreter's lock: the helper runs with `PYTHONMALLOC=malloc` (see `process`).
- They open the device while holding that lock, so that a sound server that hangs stops every thread: the client
  notices that the helper says no more (`messages.ALIVE`) and kills it.
- They may crash when the interpreter ends while they play: the helper ends by `os._exit`, without that end.
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
"""Seconds a device that takes one stream only may be kept busy by the sound before."""
_LOOK_AGAIN: Final = 0.02


class SimpleaudioBackend:
    """Plays cues through simpleaudio.

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
        """Plays a moment of silence, which shows whether there is a device.

        Returns:
            The name of the library's way to the device.

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
        """Starts a sound at its deadline.

        Args:
            clip: The sound.
            at: Deadline in seconds of `ankle_tui.clock.now()`.
        """
        self._timetable.add(clip, at)

    def cancel(self) -> None:
        """Forgets every sound that has not started."""
        self._timetable.cancel()

    def set_volume(self, volume: float) -> None:
        """Sets the amplitude of every sound that begins from now on.

        Args:
            volume: Share of the full amplitude, 0.0 to 1.0.
        """
        self._loudness.set(volume)

    def heartbeat(self) -> None:
        """Cannot be told: between two sounds nothing is open."""

    def loss(self) -> Loss | None:
        """The first failure to start a sound."""
        return self._loss

    def close(self) -> None:
        """Starts no more sounds. What sounds ends with the process; stopping it is one more of the library's traps."""
        self._timetable.close()

    def _start(self, clip: Clip, at: float) -> None:
        if self._loss is not None:
            return  # whoever comes next is told everything from there on
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
