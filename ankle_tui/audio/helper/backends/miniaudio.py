"""Play through miniaudio: one device, kept open and fed by the mixer."""

import importlib
import sys
import time
from array import array
from collections.abc import Generator, Mapping
from typing import Any, Final, NamedTuple

from ankle_tui import clock
from ankle_tui.audio.helper.backends.base import Loss, NoDeviceError
from ankle_tui.audio.helper.mixer import Mixer
from ankle_tui.audio.helper.stream_clock import StreamClock
from ankle_tui.audio.sound_files import RATE, Clip


class _Driver(NamedTuple):
    """A driver of the library and what to ask of it.

    Attributes:
        name: Its name in `miniaudio.Backend`.
        period: Milliseconds of sound that the device asks for at a time.
        periods: How many of them its queue holds.
        ahead: Seconds of sound still queued when it asks for more: what is handed over then is heard so much later, and so
            long this process may be kept from running before there is a hole in the sound.
    """

    name: str
    period: int
    periods: int
    ahead: float


# Never NULL, which "works" without a sound, nor JACK, which starts a server.
_DRIVERS: Final[Mapping[str, tuple[_Driver, ...]]] = {
    "darwin": (_Driver("COREAUDIO", 20, 3, 0.0),),
    "win32": (_Driver("WASAPI", 20, 3, 0.0), _Driver("DSOUND", 20, 3, 0.0), _Driver("WINMM", 20, 3, 0.0)),
}
# The library makes PulseAudio's queue one period long, whatever the number of periods, and PulseAudio asks for more when a
# third of it has been played. With 20 ms there were 53 holes in 100 sounds on a busy machine: see `tests/audio/record_session.py`.
_OTHER_DRIVERS: Final = (_Driver("PULSEAUDIO", 150, 3, 0.085), _Driver("ALSA", 50, 3, 0.1))

_LEAD_IN: Final = 3
"""Blocks of silence that a device asks for before it counts as open: its queue takes two at once, a sleeping headset no third."""
_LOOK_AGAIN: Final = 0.01


class MiniaudioBackend:
    """Play cues through miniaudio.

    Args:
        volume: Share of the full amplitude to start with, 0.0 to 1.0.
    """

    def __init__(self, volume: float) -> None:
        self._mixer = Mixer(RATE, volume=volume)
        self._device: Any = None

    def open(self) -> str:
        """Open and start the default playback device.

        Returns:
            Name of the driver, such as "PulseAudio".

        Raises:
            NoDeviceError: The library cannot be imported or finds no device.
        """
        try:
            library = importlib.import_module("miniaudio")
        except (ImportError, OSError) as error:
            raise NoDeviceError(f"miniaudio cannot be loaded: {error}") from error
        problem = "no driver"
        for driver in _DRIVERS.get(sys.platform, _OTHER_DRIVERS):
            try:
                # One device for the life of the process, because each one opened leaks four descriptors.
                device = self._playback_device(library, driver)
                device.start(self._blocks(driver.ahead))
            except library.MiniaudioError as error:
                # Its arguments are a sentence and an internal number.
                problem = str(error.args[0] if error.args else error)
            else:
                self._wait_for_lead_in()
                self._device = device
                return str(device.backend)
        raise NoDeviceError(f"miniaudio: {problem}")

    def play(self, clip: Clip, at: float) -> None:
        """Start a sound at the frame of its deadline `at`, in seconds of `ankle_tui.clock.now()`."""
        self._mixer.schedule(clip, at)

    def cancel(self) -> None:
        """Cancel every sound that has not started."""
        self._mixer.cancel()

    def set_volume(self, volume: float) -> None:
        """Set the amplitude, 0.0 to 1.0, also of sounds already playing."""
        self._mixer.set_volume(volume)

    def heartbeat(self) -> int | None:
        """Number of blocks the device has asked for; None while it is not open."""
        return None if self._device is None else self._mixer.blocks

    def loss(self) -> Loss | None:
        """None: when its sound server dies, the library falls silent without an error."""

    def close(self) -> None:
        """Close the device; otherwise the process would never exit."""
        device, self._device = self._device, None
        if device is not None:
            device.close()

    def _wait_for_lead_in(self) -> None:
        """Wait until the device has begun to play; the client has the patience and gives it up."""
        while self._mixer.blocks < _LEAD_IN:
            time.sleep(_LOOK_AGAIN)

    @staticmethod
    def _playback_device(library: Any, driver: _Driver) -> Any:
        return library.PlaybackDevice(
            output_format=library.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=RATE,
            buffersize_msec=driver.period,
            callback_periods=driver.periods,
            backends=[library.Backend[driver.name]],
            app_name="ankle-tui",
        )

    def _blocks(self, ahead: float) -> "Generator[array[int], int, None]":
        """Start the generator of blocks that the library asks for."""
        blocks = self._generate(StreamClock(RATE, ahead))
        next(blocks)
        return blocks

    def _generate(self, stream: StreamClock) -> "Generator[array[int], int, None]":
        block: array[int] = array("h")
        while True:
            frames = yield block
            block = self._mixer.render(frames, stream.next_block(frames, clock.now()))
