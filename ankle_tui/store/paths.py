"""Find the folders of the program: by option, by environment variable, or the platform's own."""

import os
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from ankle_tui.store.files.problem import FileProblem

DATA_VARIABLE = "ANKLE_TUI_DATA_DIR"
CONFIG_VARIABLE = "ANKLE_TUI_CONFIG_DIR"


class Folders(NamedTuple):
    """The folders of the program.

    Attributes:
        data: Folder of the history.
        config: Folder of the settings.
    """

    data: Path
    config: Path

    @property
    def history(self) -> Path:
        """The history file."""
        return self.data / "history.json"

    @property
    def in_progress(self) -> Path:
        """The folder of the sessions in progress."""
        return self.data / "in-progress"

    @property
    def spare(self) -> Path:
        """The folder for sessions in progress while the data folder cannot be written: among the temporary files.

        Anybody may write there, so `CheckpointFiles` checks its ownership at each use: see `public`.
        """
        owner = os.getuid() if hasattr(os, "getuid") else 0
        place = next(filter(None, map(os.environ.get, ("TMPDIR", "TEMP"))), "/tmp")  # noqa: S108 - see above
        return Path(place) / f"ankle-tui-{owner}-{zlib.crc32(os.fsencode(self.data)):08x}"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "config.toml"

    @property
    def settings_digest(self) -> Path:
        """The digest of the settings file, for `status`; among our own files, not among those the runner edits."""
        return self.data / "settings.digest"

    @property
    def sound_told(self) -> Path:
        """What was told last of the sound of this machine."""
        return self.data / "sound.told"

    @property
    def activities(self) -> Path:
        """What is known of the runner's activity files."""
        return self.data / "activities.json"

    @property
    def exercises(self) -> Path:
        """The runner's own exercises and routines; rarely there."""
        return self.config / "exercises.toml"

    @property
    def sounds(self) -> Path:
        """The runner's own sounds, which replace ours of the same name; rarely there."""
        return self.config / "sounds"


def find_folders(data: str | None, config: str | None, environ: Mapping[str, str] = os.environ) -> Folders:
    """Find the folders; nothing is created.

    Args:
        data: Folder given by option, or None.
        config: Folder given by option, or None.
        environ: Environment variables.

    Raises:
        FileProblem: If a folder is below a home that does not exist.
    """
    return Folders(
        _folder(data or environ.get(DATA_VARIABLE), "user_data_path"),
        _folder(config or environ.get(CONFIG_VARIABLE), "user_config_path"),
    )


def _folder(wanted: str | None, fallback: str) -> Path:
    try:
        if wanted:
            return Path(wanted).expanduser().absolute()
        import platformdirs  # noqa: PLC0415 - a command that is told its folders need not pay for it

        path: Path = getattr(platformdirs, fallback)("ankle-tui", appauthor=False)
        return path.expanduser().absolute()
    except RuntimeError as error:
        raise FileProblem(Path(wanted or "~"), "there is no such home folder") from error
