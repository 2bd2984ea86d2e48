"""Play through miniaudio: one device, kept open and fed by the mixer."""

import importlib
import sys
from array import array
from collections.abc import Generator, Mapping
from typing import Any, Final

from ankle_tui.audio.helper.backends.base import Loss, NoDeviceError
from ankle_tui.audio.helper.mixer import Mixer
from ankle_tui.audio.sound_files import RATE, Clip

# Never NULL, which "works" without a sound, nor JACK, which starts a server.
_DRIVERS: Final[Mapping[str, tuple[str, ...]]] = {
    "darwin": ("COREAUDIO",),
    "win32": ("WASAPI", "DSOUND", "WINMM"),
}
_OTHER_DRIVERS: Final = ("PULSEAUDIO", "ALSA")

# The library's own default of 200 ms would be heard as a late beep.
_BUFFER_MS: Final = 20


class MiniaudioBackend:
    """Play cues through miniaudio.

    Args:
        volume: Share of the full amplitude to start with, 0.0 to 1.0.
    """

    def __init__(self, volume: float) -> None:
        self._mixer = Mixer(volume=volume)
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
        try:
            # One device for the life of the process, because each one opened leaks four descriptors.
            self._device = self._playback_device(library)
            self._device.start(self._blocks())
        except library.MiniaudioError as error:
            # Its arguments are a sentence and an internal number.
            raise NoDeviceError(f"miniaudio: {error.args[0] if error.args else error}") from error
        return str(self._device.backend)

    def play(self, clip: Clip, at: float) -> None:
        """Start a sound at the frame of its deadline `at`, in seconds of `ankle_tui.clock.now()`."""
        self._mixer.schedule(clip.samples, at)

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

    @staticmethod
    def _playback_device(library: Any) -> Any:
        drivers = _DRIVERS.get(sys.platform, _OTHER_DRIVERS)
        return library.PlaybackDevice(
            output_format=library.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=RATE,
            buffersize_msec=_BUFFER_MS,
            backends=[library.Backend[driver] for driver in drivers],
            app_name="ankle-tui",
        )

    def _blocks(self) -> "Generator[array[int], int, None]":
        """Start the generator of blocks that the library asks for."""
        blocks = self._generate()
        next(blocks)
        return blocks

    def _generate(self) -> "Generator[array[int], int, None]":
        block: array[int] = array("h")
        while True:
            frames = yield block
            block = self._mixer.render(frames)
