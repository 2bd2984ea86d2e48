"""Check the files that the runner writes: settings with their hooks, exercises and sounds."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from ankle_tui.audio.sound_files import find_sounds, read_clips
from ankle_tui.commands.doctor.finding import Finding, FindingState
from ankle_tui.commands.doctor.patient import Patient
from ankle_tui.core.cues.own_words import OWN
from ankle_tui.core.formatting import counted
from ankle_tui.services.hooks.hooks import program_of, why_off
from ankle_tui.store.paths import Folders
from ankle_tui.store.settings.settings import Settings, Slip

ForScreen = Callable[[Settings, Folders], tuple[Settings, tuple[Slip, ...]]]
"""Drop settings that the screen does not know, with a slip for each."""


def check_settings(patient: Patient, for_screen: ForScreen) -> Iterator[Finding]:
    """Is the settings file without slips?"""
    settings, slips = patient.settings
    slips += for_screen(settings, patient.folders)[1]
    for slip in slips:
        yield Finding("settings", FindingState.PROBLEM, slip.line, "put that right; ankle-tui goes on without it")
    if not slips:
        there = os.path.lexists(patient.folders.settings)
        yield Finding("settings", FindingState.OK, "fine" if there else "none: every setting has its default")


def check_hooks(patient: Patient) -> Iterator[Finding]:
    """Would the runner's hooks run? They are not tried."""
    hooks = {event: words[0] for event, words in patient.settings[0].hooks.items() if words}
    if not hooks:
        return
    missing = {event: name for event, name in hooks.items() if shutil.which(program_of([name])) is None}
    for event, name in missing.items():
        line = f"{event}: there is no program {name}"
        yield Finding("hooks", FindingState.PROBLEM, line, f"name its whole path in {patient.folders.settings}")
    if off := why_off(patient.folders):
        yield Finding("hooks", FindingState.NOTE, off.rstrip("."), "chown or chmod it, or do without hooks")
    elif not missing:
        yield Finding("hooks", FindingState.OK, ", ".join(hooks))


def check_own_exercises(patient: Patient) -> Iterator[Finding]:
    """Can the runner's own exercises be used?"""
    path = patient.folders.exercises
    catalogue, problems = patient.catalogue
    usable = f"{counted(len(catalogue.own), 'exercise')}, {counted(len(catalogue.routines), 'routine')}"
    if not os.path.lexists(path):
        yield Finding(
            "own exercises", FindingState.OK, "none; ankle-tui exercises --template prints a file to begin with"
        )
    elif not problems:
        yield Finding("own exercises", FindingState.OK, f"fine, {usable}")
    for problem in problems:
        yield Finding("own exercises", FindingState.PROBLEM, problem, f"put that right; {usable} can be used")


def check_own_sounds(folder: Path) -> Iterator[Finding]:
    """Which sounds are the runner's own?"""
    if not os.path.lexists(folder):
        return
    clips = read_clips(find_sounds(), folder)
    words = sum(name.startswith(OWN) for name in clips)
    used = sum(clip.path.is_relative_to(folder) for clip in clips.values()) - words
    named = f"; {counted(words, 'word')} for your own exercises" if words else ""
    replaced = f"{used} of {len(clips) - words} sounds are replaced by files in {folder}{named}"
    yield Finding("own sounds", FindingState.OK, replaced)
    for problem in clips.problems:
        yield Finding("own sounds", FindingState.NOTE, f"not used: {problem}", "ankle-tui sounds lists the names")
