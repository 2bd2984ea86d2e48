"""The sentences about run days from activity files."""

import shlex
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from ankle_tui.core.formatting import counted, day_words
from ankle_tui.services.run_days.run_reader import RunReport
from ankle_tui.store.activities.activity import ActivityKind

MOST_TOLD = 5
"""Most files that are named after a reading; `doctor` names them all."""
KINDS_OF_SPORT = ", ".join(ActivityKind)
SEE_DOCTOR = "ankle-tui doctor names them all"


def progress_words(read: int, total: int) -> str:
    """Say how far the reading is."""
    return f"{read:,} of {total:,} files read. Ctrl+C stops; what was read is kept."


def report_lines(report: RunReport) -> list[str]:
    """Say what came of a reading."""
    files = [counted(report.read, "new file") if report.read else "No new file"]
    if report.known:
        files.append(f"{report.known:,} known already")
    if report.problems:
        files.append(f"{len(report.problems):,} cannot be used")
    first = f"{', '.join(files)}."
    if report.stopped:
        first += f" Stopped; {counted(report.total - report.read, 'file')} for the next time."
    return [first, marked_words(report)]


def marked_words(report: RunReport) -> str:
    """Say which days were marked, and how to undo it."""
    if not report.marks:
        return "No day to mark."
    kinds = Counter(mark.kind.value for mark in report.marks if mark.kind)
    if len(report.marks) == 1:
        ((kind, _),) = kinds.items()
        return f"{day_words(report.marks[0].day)}: {kind}."
    told = ", ".join(f"{kind} on {counted(number, 'day')}" for kind, number in sorted(kinds.items(), reverse=True))
    return f"Marked: {told}.{report.way_back}"


def problem_lines(problems: Mapping[Path, str]) -> list[str]:
    """Name files that cannot be used, a line each; of many the first."""
    lines = [f"{path}: {problem}" for path, problem in sorted(problems.items())]
    more = len(lines) - MOST_TOLD
    return lines if more <= 0 else [*lines[:MOST_TOLD], f"{counted(more, 'more file')} cannot be used: {SEE_DOCTOR}"]


def unknown_words(folder: Path, word: str, number: int) -> str:
    """Say that the runner must tell what a sport is."""
    activities = counted(number, "activity", "activities")
    verb = "names" if number == 1 else "name"
    return f'{folder}: {activities} of sport "{word}"' if word else f"{folder}: {activities} {verb} no sport"


def sport_question(folder: Path, word: str, number: int) -> str:
    """Ask what a sport is."""
    return f"{unknown_words(folder, word, number)}. r: run, c: cross-training, n: neither, Enter: not now"


def how_to_tell(folder: Path, word: str) -> str:
    """Say how to tell by an option what a sport is."""
    told = f"{word}=run"  # a kind alone would be for all other sports that are unknown, too
    option = [f"--as={told}"] if told.startswith("-") else ["--as", told]
    answer = shlex.join(["ankle-tui", "runs", str(folder), *option])
    return f"tell it once: {answer} (or {', '.join(list(ActivityKind)[1:])})"


def news_lines(report: RunReport) -> list[str]:
    """Say what a reading behind the screen has met that needs the runner."""
    lines = list(report.notices)
    if report.problems:
        lines.append(f"{counted(len(report.problems), 'activity file')} cannot be used: {SEE_DOCTOR}.")
    if report.asks:
        lines.append("Some activities name no sport that is known: ankle-tui runs asks once.")
    return lines


NOT_NAMED = 'no folder: ankle-tui runs FOLDER, or in config.toml: runs = ["~/Garmin"]'
