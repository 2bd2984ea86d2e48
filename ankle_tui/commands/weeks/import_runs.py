"""Run `ankle-tui runs`: read activity files and mark their days."""

import argparse
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace

from ankle_tui.commands import console, inputs
from ankle_tui.commands.json_output import print_json
from ankle_tui.commands.parser import Reader
from ankle_tui.core.validation import did_you_mean
from ankle_tui.plain.talk import ask_line, one_interrupt
from ankle_tui.services.exit_codes import INTERRUPTED, USAGE
from ankle_tui.services.run_days import runs_wording
from ankle_tui.services.run_days.run_folders import run_folders
from ankle_tui.services.run_days.run_reader import RunReader, RunReport
from ankle_tui.store.activities.activity import ActivityKind
from ankle_tui.store.activities.known_files import KnownFiles

TOLD_EVERY = 3.0
"""Seconds between lines of progress: fewer would look like standing still, more would bury what was said before."""
LETTERS: Mapping[str, ActivityKind] = {kind.value[0]: kind for kind in ActivityKind}
"""Answers to the question what a sport is."""

Answers = dict[Path, dict[str, ActivityKind]]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of `runs`."""
    parser.description = (
        "Read the new .fit, .gpx and .tcx files (also .gz) below folders, and Garmin's Activities.csv, and mark their "
        "days as run or cross-training by their sport. What you have marked by hand stays. Without FOLDER: those in the "
        "settings."
    )
    parser.add_argument(
        "folders",
        nargs="*",
        type=Reader(_path, place="folder"),
        metavar="FOLDER",
        help="with activity files of a watch or a training log; links and folders below are followed",
    )
    parser.add_argument(
        "--as",
        dest="sports",
        action="append",
        default=[],
        type=Reader(_sport, words=[kind.value for kind in ActivityKind]),
        metavar="[SPORT=]KIND",
        help=f"what a sport is that a file does not name, or by a name that is not known: {runs_wording.KINDS_OF_SPORT}; "
        "remembered for the folder",
    )
    parser.add_argument("--json", action="store_true", help="what was read, as JSON; asks nothing")


def run(arguments: SimpleNamespace) -> int:
    """Read the folders, ask about sports that are not known, and say what was marked."""
    settings, folders = inputs.read_settings(arguments), inputs.folders(arguments)
    wanted = arguments.folders or run_folders(settings)
    if not wanted:
        raise console.UsageError(runs_wording.NOT_NAMED)
    reader = RunReader(
        inputs.history_file(arguments), KnownFiles(folders.activities), settings.rules, inputs.now, told=_Progress()
    )
    with one_interrupt():
        report = reader.read(wanted)
    answers = _said(arguments.sports, wanted, report)
    if not (arguments.json or report.stopped) and sys.stdin is not None and sys.stdin.isatty():
        answers = _asked(report, answers)
    if any(answers.values()):
        told = reader.answer(answers)
        report.way_back = report.way_back if report.marks else told.way_back
        report.marks += told.marks
        report.notices += told.notices
    console.tell_aside(report.notices)
    unknown = _left(report, answers)
    if arguments.json:
        print_json(_json(report, unknown))
    else:
        _tell(report, unknown)
    if report.stopped:
        return INTERRUPTED
    return USAGE if report.missing or any(path in wanted for path in report.problems) else 0


class _Progress:
    """Print a line of progress on standard error from time to time, if somebody sees it."""

    def __init__(self) -> None:
        self._shown = sys.stderr is not None and sys.stderr.isatty()
        self._last = time.monotonic()

    def __call__(self, read: int, total: int) -> None:
        if self._shown and time.monotonic() - self._last >= TOLD_EVERY:
            self._last = time.monotonic()
            console.tell_aside([runs_wording.progress_words(read, total)])


def _path(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("must not be empty")
    return Path(text).expanduser().absolute()


def _sport(text: str) -> tuple[str | None, ActivityKind]:
    """Read what a sport is: `run`, or `Laufen=run`."""
    word, equals, kind = text.rpartition("=")
    known = list(map(str, ActivityKind))
    if kind not in known:
        raise argparse.ArgumentTypeError(f'"{kind}" is not one of: {", ".join(known)}{did_you_mean(kind, known)}')
    return (word.casefold() if equals else None), ActivityKind(kind)


def _said(sports: Sequence[tuple[str | None, ActivityKind]], folders: Sequence[Path], report: RunReport) -> Answers:
    """What the options say of sports, by folder; a kind alone is for all that are not known."""
    answers: Answers = {folder: {} for folder in folders}
    for word, kind in sports:
        for folder, said in answers.items():
            words = ["", *map(str.casefold, report.unknown.get(folder, {}))] if word is None else [word]
            said.update({one: kind for one in words if word is not None or one not in said})
    return answers


def _asked(report: RunReport, answers: Answers) -> Answers:
    """Ask about every sport that is still unknown, once a folder."""
    for folder, unknown in _left(report, answers).items():
        for word, number in unknown.items():
            letter = ask_line(sys.stdin, runs_wording.sport_question(folder, word, number)).strip().lower()[:1]
            if kind := LETTERS.get(letter):
                answers[folder][word.casefold()] = kind
    return answers


def _left(report: RunReport, answers: Answers) -> dict[Path, dict[str, int]]:
    """Sports that nobody has explained, by folder."""
    left = {
        folder: {word: number for word, number in unknown.items() if word.casefold() not in answers[folder]}
        for folder, unknown in report.unknown.items()
    }
    return {folder: unknown for folder, unknown in left.items() if unknown}


def _tell(report: RunReport, unknown: Mapping[Path, Mapping[str, int]]) -> None:
    if report.total or report.known or not report.missing:
        console.tell(runs_wording.report_lines(report))
    lines = [f"{folder}: cannot be read: {why}" for folder, why in report.missing.items()]
    lines += runs_wording.problem_lines(report.problems)
    for folder, words in unknown.items():
        for word, number in words.items():
            told = runs_wording.unknown_words(folder, word, number)
            lines.append(f"{told}; {runs_wording.how_to_tell(folder, word)}")
    console.warn(lines)


def _json(report: RunReport, unknown: Mapping[Path, Mapping[str, int]]) -> dict[str, object]:
    return {
        "new": report.total,
        "read": report.read,
        "known": report.known,
        "stopped": report.stopped,
        "marked": [{"day": mark.day.isoformat(), "kind": mark.kind} for mark in report.marks],
        "unreadable": [{"file": str(path), "problem": why} for path, why in report.problems.items()],
        "missing": [{"folder": str(path), "problem": why} for path, why in report.missing.items()],
        "unknown": [
            {"folder": str(folder), "sport": word, "activities": number}
            for folder, words in unknown.items()
            for word, number in words.items()
        ],
    }
