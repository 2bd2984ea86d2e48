"""Back ends of the helper process: one small file for each audio library, and their table.

The process that draws the screen imports nothing from here.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from ankle_tui.audio.helper.backends.base import Backend, Loss, NoDeviceError
from ankle_tui.audio.helper.backends.miniaudio import MiniaudioBackend
from ankle_tui.audio.helper.backends.simpleaudio import SimpleaudioBackend
from ankle_tui.audio.helper.backends.system import SystemBackend

__all__ = ["BACKENDS", "Backend", "BackendMaker", "Loss", "NoDeviceError"]

BackendMaker = Callable[[float], Backend]
"""Makes a back end from the volume to start with."""

BACKENDS: Final[Mapping[str, BackendMaker]] = MappingProxyType(
    {"simpleaudio": SimpleaudioBackend, "miniaudio": MiniaudioBackend, "system": SystemBackend}
)
