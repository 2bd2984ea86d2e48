"""Check the history file and what stands beside it: backups, unfinished sessions, files set aside, copies."""

import datetime as dt
import os
from collections.abc import Iterator, Sequence

from ankle_tui.commands.doctor.finding import Finding, FindingState
from ankle_tui.commands.doctor.patient import Patient, files_in, held_in, quoted, size_of
from ankle_tui.core.formatting import MOST_NAMES, counted, listed, moment_words
from ankle_tui.core.history.records import NewerVersion
from ankle_tui.core.history.report import sets_done
from ankle_tui.core.history.training_day import training_day
from ankle_tui.core.self_tests.findings import unchecked
from ankle_tui.core.self_tests.self_test_wording import HOW_TO_CHECK
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.files.read import MEBIBYTE
from ankle_tui.store.history.backups import Backup, Backups
from ankle_tui.store.history.codec import Foreign
from ankle_tui.store.paths import DATA_VARIABLE
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles, Seen, look_everywhere

MOST_READ = 4 * MEBIBYTE
"""Bytes of backups to read; the rest are only counted, so that the answer comes at once."""


def check_history(patient: Patient) -> Iterator[Finding]:
    """Is the history undamaged?"""
    history = patient.history
    if isinstance(history, FileProblem):
        yield _broken(patient, history)
    elif history.sessions:
        newest = history.newest_first()[0].day.isoformat()
        gone = f", {len(history.deleted)} deleted" if history.deleted else ""
        yield Finding("history", FindingState.OK, f"fine, {held_in(history)}, the newest of {newest}{gone}")
    elif os.path.lexists(patient.folders.history):
        held = held_in(history) if history.tests or history.blocks else "no sessions"
        yield Finding("history", FindingState.OK, f"fine, {held}")
    elif backup := patient.newest_backup:
        line = f"is not there, though there is a backup with {held_in(backup.history)}"
        yield Finding("history", FindingState.PROBLEM, line, f"ankle-tui backup restore {backup.name}")
    else:
        yield Finding("history", FindingState.OK, "none yet")


def check_dates(patient: Patient) -> Iterator[Finding]:
    """Name sessions, self-tests and blocks dated after today, which a wrong clock leaves behind."""
    history, rules = patient.history, patient.settings[0].rules
    if isinstance(history, FileProblem):
        return
    today = training_day(patient.now, rules.cut_off)
    sessions = sorted(session.day for session in history.sessions if session.day > today)
    tests = sorted(test.day for test in history.tests if test.day > today)
    blocks = sorted(block.since for block in history.blocks if block.since > today)
    if sessions:
        yield _later(sessions, "session", "put the day right in History (h, then e), or wait for it")
    if tests:
        yield _later(tests, "self-test", "wait for it")
    if blocks:
        yield _later(blocks, "block", "take it back with: ankle-tui block --end, or wait for it")


def check_self_tests(patient: Patient) -> Iterator[Finding]:
    """Name self-tests whose values the runner has not looked at."""
    history = patient.history
    if isinstance(history, FileProblem):
        return
    number = len(unchecked(history.tests))
    if number:
        line = (
            f"{counted(number, 'test')} not looked at yet: nothing is concluded from {'it' if number == 1 else 'them'}"
        )
        yield Finding("self-tests", FindingState.NOTE, line, HOW_TO_CHECK)


def _later(days: Sequence[dt.date], name: str, remedy: str) -> Finding:
    first = "" if len(days) == 1 else "first "
    line = f"{counted(len(days), name)} dated after today, {first}{days[0]}; not counted until then"
    return Finding("dates", FindingState.NOTE, line, remedy)


def _broken(patient: Patient, problem: FileProblem) -> Finding:
    cause = problem.__cause__
    if isinstance(cause, NewerVersion):
        return Finding(
            "history", FindingState.PROBLEM, f"{problem.problem}; it is only read", "install the newest ankle-tui"
        )
    if isinstance(cause, Foreign):
        remedy = f"move {patient.folders.history.name} away, or {DATA_VARIABLE}=... names another folder"
        return Finding("history", FindingState.PROBLEM, f"is not an ankle-tui history: {problem.problem}", remedy)
    looked = patient.file.look()
    line = f"damaged: {problem.problem}; {held_in(looked.history)} can still be read"
    if looked.damaged:
        return Finding(
            "history", FindingState.PROBLEM, line, "start ankle-tui: it repairs the file and keeps the damaged one"
        )
    if isinstance(cause, OSError) and not isinstance(cause, NotADirectoryError):
        return Finding("history", FindingState.PROBLEM, problem.problem, f"chmod u+rw {quoted(patient.file.real)}")
    return Finding("history", FindingState.PROBLEM, problem.problem, f"move {quoted(patient.folders.history)} away")


def check_backups(patient: Patient) -> Iterator[Finding]:
    """Are there backups, and can they be read?"""
    backups = patient.file.backups
    paths = backups.paths()
    if not paths:
        yield Finding("backups", FindingState.OK, "none yet; one is made a day")
        return
    good, damaged, unread = _read_backups(backups)
    line = counted(len(paths), "backup") + (f", the newest {good.name} with {held_in(good.history)}" if good else "")
    if unread:
        line += f"; {unread} of them not read now"
    if damaged:
        state = FindingState.NOTE if good else FindingState.PROBLEM
        yield Finding("backups", state, f"{line}; damaged: {listed(damaged)}", "ankle-tui backup makes a new one")
    else:
        yield Finding("backups", FindingState.OK, line)


def _read_backups(backups: Backups) -> tuple[Backup | None, list[str], int]:
    """Newest good backup, names of damaged ones, and the number left unread beyond `MOST_READ`."""
    good: Backup | None = None
    damaged, read, count = [], 0, 0
    for backup in backups.newest_first():
        count += 1
        if backup.history is None:
            damaged.append(backup.name)
        good = good or (backup if backup.history is not None else None)
        read += size_of(backup.path)
        if good and read > MOST_READ:
            break
    return good, damaged, len(backups.paths()) - count


def check_unfinished(patient: Patient) -> Iterator[Finding]:
    """Are there sessions to resume or to save?"""
    history = patient.history
    known = set() if isinstance(history, FileProblem) else {session.id for session in history.sessions}
    everywhere = look_everywhere(
        CheckpointFiles(patient.folders.in_progress), CheckpointFiles(patient.folders.spare, public=True)
    )
    seen = [one for one in everywhere if one.held or _matters(one, known)]
    yield from (_unfinished_one(one) for one in seen)
    if not seen:
        yield Finding("unfinished", FindingState.OK, "no session")


def _matters(one: Seen, known: set[str]) -> bool:
    """True if the runner has to do something; the next start clears away other sessions by itself."""
    return one.checkpoint is None or (one.checkpoint.record.worth_keeping and one.id not in known)


def _unfinished_one(one: Seen) -> Finding:
    if one.held:
        return Finding("unfinished", FindingState.OK, "a session is in progress in another window")
    if one.checkpoint is None:
        return Finding(
            "unfinished", FindingState.PROBLEM, one.problem, "start ankle-tui: it sets the damaged file aside"
        )
    record = one.checkpoint.record
    line = f"{moment_words(record.started_at, dt.datetime.now().astimezone().date())}, {sets_done(record)} done"
    if one.checkpoint.ended:
        return Finding("unfinished", FindingState.NOTE, f"{line}, waits to be saved", "start ankle-tui")
    return Finding("unfinished", FindingState.NOTE, line, f"ankle-tui resume {one.id[:8]}")


def check_set_aside(patient: Patient) -> Iterator[Finding]:
    """Name damaged files and crash reports that the program has set aside."""
    file, data = patient.file, patient.folders.data
    stem = file.real.stem
    beside = [
        path.name
        for path in files_in(file.real.parent, folders=True)
        if path.name.startswith((f"{stem}.damaged-", f"{stem}.merged-"))
    ]
    unfinished = patient.folders.in_progress
    beside += [f"{unfinished.name}/{path.name}" for path in files_in(unfinished) if ".damaged-" in path.name]
    crashes = [path.name for path in files_in(data) if path.name.startswith("crash-") and path.suffix == ".txt"]
    if beside:
        remedy = f"remove {'it' if len(beside) == 1 else 'them'} when your history is as it should be"
        yield Finding("set aside", FindingState.NOTE, f"{counted(len(beside), 'file')}: {listed(beside)}", remedy)
    if crashes:
        line = f"{counted(len(crashes), 'report')}: {listed(crashes)}"
        yield Finding(
            "crashes", FindingState.NOTE, line, "a report has nothing about you in it: send it to us, or remove it"
        )
    if not beside and not crashes:
        yield Finding("set aside", FindingState.OK, "nothing")


def check_copies(patient: Patient) -> Iterator[Finding]:
    """Find conflict copies, which the next start merges, and other histories, which only `merge` does."""
    copies, others = patient.file.conflict_copies(), patient.file.other_histories()
    if copies:
        line = f"{counted(len(copies), 'conflict copy', 'conflict copies')}: {listed([path.name for path in copies])}"
        yield Finding("copies", FindingState.NOTE, line, "start ankle-tui: it merges them")
    for path in others[:MOST_NAMES]:
        line = f"{path.name} is a history of its own"
        yield Finding("copies", FindingState.NOTE, line, f"ankle-tui merge {quoted(path)} takes its sessions in")
    if len(others) > MOST_NAMES:
        yield Finding("copies", FindingState.NOTE, f"{len(others) - MOST_NAMES} more histories beside it")
    if not copies and not others:
        yield Finding("copies", FindingState.OK, "none beside the history")
