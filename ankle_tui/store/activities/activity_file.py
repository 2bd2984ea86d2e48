"""Read one activity file of any kind, compressed or not, within limits."""

import gzip
import io
import re
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from ankle_tui.safe_read import Unfit, read_file
from ankle_tui.store.activities.activity import Activity, UnreadableActivity, UnreadableNow
from ankle_tui.store.activities.fit_reader import read_fit
from ankle_tui.store.activities.garmin_list import read_list
from ankle_tui.store.activities.track_reader import read_track

MOST_BYTES = 64 << 20
"""The largest file, also when uncompressed: a day and night of seconds with everything a watch measures."""

_READERS: Final[Mapping[str, Callable[[bytes], list[Activity]]]] = {
    "fit": read_fit,
    "gpx": read_track,
    "tcx": read_track,
    "csv": read_list,
}
_NAME = re.compile(r"(?:.*\.(fit|gpx|tcx)|activities.*\.(csv))(?:\.gz)?", re.IGNORECASE | re.DOTALL)
_GZIP = b"\x1f\x8b"


def is_activity_file(name: str) -> bool:
    """True if a file of this name is read."""
    return not name.startswith(".") and _NAME.fullmatch(name) is not None


def read_activities(path: Path, most: int = MOST_BYTES) -> list[Activity]:
    """Read a file whose name says its kind.

    Args:
        path: The file.
        most: The most bytes it may have, also when uncompressed.

    Returns:
        The activities; none for a file of something else, such as a watch's settings or a planned route.

    Raises:
        UnreadableActivity: If it cannot be read; `UnreadableNow` if the system keeps it back.
        FileNotFoundError: If it has gone.
    """
    found = _NAME.fullmatch(path.name)
    if found is None:
        raise UnreadableActivity("is no activity file")
    try:
        data = read_file(path, most)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UnreadableNow(f"cannot be read: {error.strerror or type(error).__name__}") from error
    except Unfit as error:
        raise UnreadableActivity(str(error)) from error
    if not data:
        raise UnreadableActivity("is empty")
    if data.startswith(_GZIP):
        data = _uncompressed(data, most)
    return _READERS[(found[1] or found[2]).lower()](data)


def _uncompressed(data: bytes, most: int) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            found = file.read(most + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableActivity("is compressed and damaged, or cut short") from error
    if len(found) > most:
        raise UnreadableActivity(f"is larger than {most >> 20} MiB when uncompressed")
    return found
