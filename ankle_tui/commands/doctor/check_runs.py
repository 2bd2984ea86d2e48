"""Check the activity files: which folders are there, what cannot be read, which sports are not known."""

from collections.abc import Iterator
from pathlib import Path

from ankle_tui.commands.doctor.finding import Finding, FindingState
from ankle_tui.commands.doctor.patient import Patient
from ankle_tui.core.formatting import counted
from ankle_tui.services.run_days.run_folders import run_folders
from ankle_tui.services.run_days.runs_wording import how_to_tell, unknown_words
from ankle_tui.store.activities.known_files import KnownFiles

NAME = "run days"


def check_runs(patient: Patient) -> Iterator[Finding]:
    """Which activity files are read, and which cannot be? They are not read again."""
    folders = KnownFiles(patient.folders.activities).load()
    files = sum(len(folder.files) for folder in folders.values())
    if files:
        yield Finding(NAME, FindingState.OK, f"{counted(files, 'activity file')} known")
    for path in run_folders(patient.settings[0]):
        if not path.exists():
            yield Finding(NAME, FindingState.NOTE, f"{path}: is not there", "connect it, or change runs in config.toml")
        elif str(path) not in folders:
            yield Finding(NAME, FindingState.NOTE, f"{path}: not read yet", "ankle-tui runs reads it")
    for name, known in folders.items():
        folder = Path(name)
        for file, problem in known.problems().items():
            yield Finding(NAME, FindingState.NOTE, f"{folder / file}: {problem}")
        for word, number in known.unknown().items():
            line = unknown_words(folder, word, number)
            yield Finding(NAME, FindingState.NOTE, line, how_to_tell(folder, word))
