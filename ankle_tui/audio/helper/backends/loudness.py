"""Scale sounds to a volume, for libraries and programs without a volume of their own."""

from array import array

from ankle_tui.audio.helper.mixer import MixPart, mix
from ankle_tui.audio.player import clamp_volume
from ankle_tui.audio.sound_files import Clip


class Loudness:
    """Cache each sound at the present volume, because scaling one takes milliseconds.

    Args:
        volume: Share of the full amplitude, 0.0 to 1.0.
    """

    def __init__(self, volume: float) -> None:
        self._volume = clamp_volume(volume)
        self._scaled: dict[str, bytes] = {}

    @property
    def volume(self) -> float:
        """Share of the full amplitude, 0.0 to 1.0."""
        return self._volume

    def set(self, volume: float) -> None:
        """Set the volume, 0.0 to 1.0, of sounds that start from now on."""
        self._volume = clamp_volume(volume)
        self._scaled = {}

    def samples(self, clip: Clip) -> bytes:
        """Scale a sound to the present volume: 16-bit mono samples in the byte order of this machine."""
        scaled, volume = self._scaled, self._volume  # another thread may set the volume meanwhile
        if clip.name not in scaled:
            scaled[clip.name] = _scale(clip.samples, volume)
        return scaled[clip.name]


def _scale(samples: "array[int]", volume: float) -> bytes:
    return samples.tobytes() if volume == 1.0 else mix([MixPart(0, samples)], len(samples), (volume, volume)).tobytes()
