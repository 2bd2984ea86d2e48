"""Run `ankle-tui doctor`: look at everything the program rests on, and try sound and saving.

It never fails, makes no sound, and leaves everything as it was: the one file it writes is removed at once.
"""

import argparse
import contextlib
import datetime as dt
import os
from collections.abc import Callable, Iterator, Mapping
from types import SimpleNamespace
from typing import Final

from ankle_tui.audio.open_player import try_device
from ankle_tui.clock import local_time
from ankle_tui.commands import console
from ankle_tui.commands.doctor.check_folders import (
    check_folders,
    check_locking,
    check_privacy,
    check_saving,
    check_space,
)
from ankle_tui.commands.doctor.check_history import (
    check_backups,
    check_copies,
    check_dates,
    check_history,
    check_self_tests,
    check_set_aside,
    check_unfinished,
)
from ankle_tui.commands.doctor.check_runs import check_runs
from ankle_tui.commands.doctor.check_settings import (
    ForScreen,
    check_hooks,
    check_own_exercises,
    check_own_sounds,
    check_settings,
)
from ankle_tui.commands.doctor.check_system import TrySound, check_program, check_sound, check_terminal
from ankle_tui.commands.doctor.finding import Finding, FindingState, finding_lines
from ankle_tui.commands.doctor.patient import Patient
from ankle_tui.commands.json_output import print_json
from ankle_tui.commands.session.home import for_screen
from ankle_tui.services.exit_codes import CRASHED
from ankle_tui.store.files.problem import FileProblem, one_line
from ankle_tui.store.paths import CONFIG_VARIABLE, DATA_VARIABLE, find_folders
from ankle_tui.store.settings.settings import Settings

OF_FILES: Final[Mapping[str, Callable[[Patient], Iterator[Finding]]]] = {
    "folders": check_folders,
    "privacy": check_privacy,
    "history": check_history,
    "dates": check_dates,
    "self-tests": check_self_tests,
    "backups": check_backups,
    "unfinished": check_unfinished,
    "set aside": check_set_aside,
    "copies": check_copies,
    "locking": check_locking,
    "disk": check_space,
    "saving": check_saving,
}
"""Checks of folders and history, in the order of the list."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `doctor`."""
    parser.add_argument("--json", action="store_true", help="everything, as JSON")


def run(arguments: SimpleNamespace) -> int:
    """Print all findings."""
    findings = examine(arguments.data_dir, arguments.config_dir, for_screen=for_screen)
    if arguments.json:
        print_json([finding.to_json() for finding in findings])
    else:
        console.tell(finding_lines(findings))
    return CRASHED if any(finding.state is FindingState.PROBLEM for finding in findings) else 0


def examine(
    data: str | None,
    config: str | None,
    environ: Mapping[str, str] = os.environ,
    for_screen: ForScreen = lambda settings, _: (settings, ()),
    try_sound: TrySound = try_device,
    *,
    now: Callable[[], dt.datetime] = local_time,
) -> list[Finding]:
    """Run every check; try what cannot be seen, such as sound and saving.

    Args:
        data: The data folder given by option, or None.
        config: The settings folder given by option, or None.
        environ: Environment variables.
        for_screen: Drops themes and keys that the screen does not know.
        try_sound: Tries the sound device.
        now: The wall clock.

    Returns:
        The findings, always in the same order.
    """
    findings = _safely("program", check_program())
    settings, own = Settings(), None
    try:
        patient = Patient(find_folders(data, config, environ), now())
    except FileProblem as problem:
        remedy = f"--data-dir and --config-dir, or {DATA_VARIABLE} and {CONFIG_VARIABLE}, name the folders"
        findings.append(Finding("folders", FindingState.PROBLEM, one_line(str(problem)), remedy))
    else:
        for name, check in OF_FILES.items():
            findings += _safely(name, check(patient))
        own = patient.folders.sounds
        with contextlib.suppress(Exception):  # the check of the settings reports it
            settings = patient.settings[0]
        findings += _safely("settings", check_settings(patient, for_screen))
        findings += _safely("hooks", check_hooks(patient))
        findings += _safely("run days", check_runs(patient))
        findings += _safely("own exercises", check_own_exercises(patient))
        findings += _safely("own sounds", check_own_sounds(own))
    findings += _safely("sound", check_sound(settings, environ, own, try_sound))
    return findings + _safely("terminal", check_terminal(environ))


def _safely(name: str, findings: Iterator[Finding]) -> list[Finding]:
    """Run a check; an error in it is a finding."""
    found: list[Finding] = []
    try:
        found.extend(findings)
    except Exception as error:  # noqa: BLE001 - a check of damaged things must survive any damage
        found.append(Finding(name, FindingState.PROBLEM, f"could not be looked at: {type(error).__name__}"))
    return found
