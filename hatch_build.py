"""Add the man page and the completion scripts to the wheel, made from the parsers."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SharedFiles(BuildHookInterface):  # type: ignore[type-arg]  # its argument is the builder's own configuration
    """Make the files in a temporary folder; the parsers need the standard library only."""

    folder: "tempfile.TemporaryDirectory[str] | None" = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files, except for an editable install."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from ankle_tui.commands.completions.shared_files import shared_files  # noqa: PLC0415 - found only now

        self.folder = tempfile.TemporaryDirectory()
        for number, (place, text) in enumerate(shared_files().items()):
            made = Path(self.folder.name, str(number))
            made.write_text(text, encoding="utf-8", newline="\n")
            build_data["shared_data"][str(made)] = place

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - its signature
        """Remove the temporary folder."""
        if self.folder:
            self.folder.cleanup()
