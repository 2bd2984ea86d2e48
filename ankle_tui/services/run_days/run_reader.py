"""Read the new activity files of folders and mark their days, never against the runner's own marks."""

import datetime as dt
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.records import History
from ankle_tui.core.history.training_day import training_day
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Rules
from ankle_tui.store.activities.activity import (
    RANKS,
    Activity,
    ActivityKind,
    UnreadableActivity,
    UnreadableNow,
    local_start,
    plausible,
)
from ankle_tui.store.activities.activity_file import read_activities
from ankle_tui.store.activities.activity_folder import FoundFile, find_files
from ankle_tui.store.activities.known_files import READ_AGAIN, DayActivity, KnownFile, KnownFiles, KnownFolder
from ankle_tui.store.files.lock import locked
from ankle_tui.store.history.history_file import HistoryFile

SAVE_EVERY = 5.0
"""Seconds of reading between saves, so that a program that is killed has lost no more."""
MANY = 7
"""More new files or marks than this, and the history is backed up first: a week by hand is no more either."""
PATIENCE = 1.0
"""Seconds to wait for another program that reads activity files."""


@dataclass(slots=True)
class RunReport:
    """What came of reading folders.

    Attributes:
        total: Files that were new or had changed.
        read: How many of them were read.
        known: Files that were known already.
        missing: Folders that cannot be read, those below included, and why.
        problems: Files read now that cannot be used, and why, by their paths.
        unknown: For each folder, the names of sports that the runner has not explained, and how many activities have each.
        asks: True if one of the files read now has such a sport.
        marks: The marks that were made.
        way_back: How to undo them, as a sentence; empty without a backup.
        stopped: True if the runner stopped it.
        notices: What the history file has to say, a line each: repairs, copies merged.
    """

    total: int = 0
    read: int = 0
    known: int = 0
    missing: dict[Path, str] = field(default_factory=dict)
    problems: dict[Path, str] = field(default_factory=dict)
    unknown: dict[Path, dict[str, int]] = field(default_factory=dict)
    asks: bool = False
    marks: list[DayMark] = field(default_factory=list)
    way_back: str = ""
    stopped: bool = False
    notices: list[str] = field(default_factory=list)

    def miss(self, folder: Path, error: OSError) -> None:
        """Note a folder that cannot be read."""
        self.missing[folder] = error.strerror or type(error).__name__


class _NewFile(NamedTuple):
    folder: Path
    found: FoundFile


class RunReader:
    """Read folders with activity files; each file once, unless its size or time changes.

    Args:
        history: The history file.
        known: Remembers the files.
        rules: How days are counted.
        now: The wall clock, local time.
        told: Called after each file with the number of files read and of all new ones.
        clock: A monotonic clock in seconds.
    """

    def __init__(
        self,
        history: HistoryFile,
        known: KnownFiles,
        rules: Rules,
        now: Callable[[], dt.datetime],
        *,
        told: Callable[[int, int], None] = lambda *_: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._history = history
        self._known = known
        self._rules = rules
        self._now = now
        self._told = told
        self._clock = clock

    def read(self, folders: Sequence[Path]) -> RunReport:
        """Read the new files, the newest first, and mark the days; Ctrl-C stops it and keeps what was read.

        Args:
            folders: Where they are, or single files.

        Raises:
            FileProblem: If marks or what is known cannot be saved, or another program reads at this moment.
        """
        report = RunReport()
        with locked(self._known.path, PATIENCE):
            memory = self._known.load()
            asked = {folder: memory.setdefault(str(folder), KnownFolder()) for folder in folders}
            try:
                self._read_new(self._find(asked, report), asked, memory, report)
            except KeyboardInterrupt:
                report.stopped = True
            self._keep(asked, memory, report)
        report.unknown = {folder: unknown for folder, known in asked.items() if (unknown := known.unknown())}
        return report

    def answer(self, answers: Mapping[Path, Mapping[str, ActivityKind]]) -> RunReport:
        """Remember what sports are, and mark the days of their activities.

        Args:
            answers: For each folder, by the names of the sports; the empty name is for files without one.

        Raises:
            FileProblem: As `read`.
        """
        report = RunReport()
        with locked(self._known.path, PATIENCE):
            memory = self._known.load()
            asked = {folder: memory.setdefault(str(folder), KnownFolder()) for folder in answers}
            for folder, known in asked.items():
                known.answers |= {word.casefold(): kind for word, kind in answers[folder].items()}
            self._keep(asked, memory, report)
        return report

    def _find(self, asked: Mapping[Path, KnownFolder], report: RunReport) -> list[_NewFile]:
        """List the new files, the last written first: today and yesterday matter most. Forget those that have gone."""
        new: list[_NewFile] = []
        for folder, known in asked.items():
            try:
                files = list(find_files(folder, report.miss))
            except OSError as error:
                report.miss(folder, error)
                continue
            known.files = {one.name: known.files[one.name] for one in files if one.name in known.files}
            new += (_NewFile(folder, one) for one in files if not _is_known(known.files.get(one.name), one))
            report.known += len(files)
        report.total = len(new)
        report.known -= len(new)
        return sorted(new, key=lambda one: one.found.time, reverse=True)

    def _read_new(
        self,
        new: Iterable[_NewFile],
        asked: Mapping[Path, KnownFolder],
        memory: Mapping[str, KnownFolder],
        report: RunReport,
    ) -> None:
        saved = self._clock()
        for folder, found in new:
            known = asked[folder]
            before = known.files.pop(found.name, None)
            file = self._read_file(folder / found.name, found)
            if file:
                known.files[found.name] = file
            if file and file == before:  # it still cannot be read, as was said before
                report.total -= 1
                report.known += 1
                continue
            if file:
                report.asks |= any(known.kind(one) is None for one in file.days)
                if file.problem:
                    report.problems[folder / found.name] = file.problem
            report.read += 1
            self._told(report.read, report.total)
            if self._clock() - saved >= SAVE_EVERY:
                self._keep(asked, memory, report)
                saved = self._clock()

    def _read_file(self, path: Path, found: FoundFile) -> KnownFile | None:
        """Read a file; None if it has gone meanwhile."""
        now = self._now()
        try:
            activities = plausible(read_activities(path), now)
        except FileNotFoundError:
            return None
        except UnreadableNow as error:
            return KnownFile(READ_AGAIN, found.time, problem=str(error))
        except UnreadableActivity as error:
            return KnownFile(found.size, found.time, problem=str(error))
        days = dict.fromkeys(self._day(one, now) for one in activities)
        return KnownFile(found.size, found.time, tuple(days))

    def _day(self, activity: Activity, now: dt.datetime) -> DayActivity:
        # A watch can be in a zone where it is tomorrow; what has been done was done today at the latest.
        start = min(local_start(activity), now.replace(tzinfo=None))
        return DayActivity(
            training_day(start, self._rules.cut_off), activity.kind, "" if activity.kind else activity.word
        )

    def _keep(self, asked: Mapping[Path, KnownFolder], memory: Mapping[str, KnownFolder], report: RunReport) -> None:
        """Mark the days and remember the files, in this order: what is marked again is marked the same."""
        days: dict[dt.date, set[ActivityKind]] = {}
        for known in asked.values():
            for day, kind in known.days():
                days.setdefault(day, set()).add(kind)
        if days:
            opened = self._history.open()
            report.notices += opened.notices
            calendar = Calendar(opened.history, self._rules, training_day(self._now(), self._rules.cut_off))
            marks = [mark for day, kinds in sorted(days.items()) if (mark := _mark(calendar, day, kinds))]
            # Before the first of many: a backup made later would hold some of them.
            if not report.marks and marks and max(len(marks), report.total) > MANY:
                report.way_back = self._history.add_with_backup(History(days=tuple(marks))).way_back
            elif marks:
                self._history.add(History(days=tuple(marks)))
            report.marks += marks
            report.notices += self._history.notices()
        self._known.save({folder: known for folder, known in memory.items() if known.files or known.answers})


def _is_known(known: KnownFile | None, found: FoundFile) -> bool:
    return known is not None and (known.size, known.time) == (found.size, found.time)


def _mark(calendar: Calendar, day: dt.date, kinds: set[ActivityKind]) -> DayMark | None:
    """Mark a day by the kinds of its activities: a run tells more than cross-training."""
    kind = next((kind for kind in RANKS if kind in kinds), None)
    return calendar.imported(day, DayKind(kind)) if kind else None
