"""The process behind the screen that reads activity files: started by `background_runs`, never by the runner."""

import contextlib
import datetime as dt
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from ankle_tui.services.run_days.run_folders import run_folders
from ankle_tui.services.run_days.run_reader import RunReader
from ankle_tui.services.run_days.runs_wording import news_lines
from ankle_tui.store.activities.known_files import KnownFiles
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.paths import Folders
from ankle_tui.store.settings.settings import load_settings

NICENESS = 10
"""The screen and the sound come first."""


def main(data: str, config: str) -> list[str]:
    """Read the folders in the settings.

    Args:
        data: The data folder.
        config: The settings folder.

    Returns:
        Lines for the runner; none where nothing needs one. A file in the way is left to the command and to `doctor`.
    """
    folders = Folders(Path(data), Path(config))
    settings, _ = load_settings(folders.settings)
    reader = RunReader(
        HistoryFile(folders.history),
        KnownFiles(folders.activities),
        settings.rules,
        lambda: dt.datetime.now().astimezone(),
    )
    with contextlib.suppress(FileProblem):
        return news_lines(reader.read(run_folders(settings)))
    return []


def _run(arguments: Sequence[str]) -> None:
    threading.Thread(target=_end_with_screen, daemon=True).start()
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(NICENESS)
    for line in main(*arguments):
        sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")
    sys.stdout.flush()


def _end_with_screen() -> None:
    """Wait until the program that started this one has ended, then end, wherever the reading is."""
    with contextlib.suppress(OSError):
        # Not by `sys.stdin`: its lock would still be held where the interpreter ends, which aborts then.
        while os.read(0, 1):
            pass
    os._exit(0)


if __name__ == "__main__":
    _run(sys.argv[1:])
