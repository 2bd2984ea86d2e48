"""The folders with activity files that the settings name."""

import contextlib
from pathlib import Path

from ankle_tui.store.settings.settings import Settings


def run_folders(settings: Settings) -> list[Path]:
    """Give the folders of the setting `runs`, each once."""
    found: dict[Path, None] = {}
    for name in settings.runs:
        path = Path(name)
        with contextlib.suppress(RuntimeError):  # there is no such home
            path = path.expanduser()
        found[path.absolute()] = None
    return list(found)
