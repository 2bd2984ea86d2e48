"""Tell how long every sound is, the runner's own included, so that one can follow another."""

from collections.abc import Mapping
from pathlib import Path

from ankle_tui.audio.sound_files import files_in, read_bytes
from ankle_tui.audio.wav import MOST_SECONDS, parse
from ankle_tui.core.cues.lengths import LENGTHS


def sound_lengths(own: Path | None) -> Mapping[str, float]:
    """Give the seconds of every sound by name; files that cannot be used are as if they were not there.

    Args:
        own: Folder of the runner's own sounds, which need not exist, or None.
    """
    lengths = dict(LENGTHS)
    for name, path in files_in(own).items() if own else ():
        try:
            seconds = parse(read_bytes(path)).seconds
        except (OSError, ValueError):
            continue
        if 0 < seconds <= MOST_SECONDS:
            lengths[name] = seconds
    return lengths
